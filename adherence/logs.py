"""Setting up the log: one line per event on stderr, with ids and codes only, never numbers, names or bodies."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_LEVELS = {
    "twilio": logging.WARNING,  # prints phone numbers at INFO
    "twilio.http_client": logging.WARNING,
    "apscheduler": logging.ERROR,  # warns at each tick that finds its job still running
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "aiohttp": logging.WARNING,
    "asyncio": logging.WARNING,
    "phonenumbers": logging.WARNING,
}


def set_up_logs(*, as_json: bool | None = None, level: int = logging.INFO) -> None:
    """Send all logs through structlog to stderr: JSON unless a person is watching, or as told."""
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe_exception,
        hide_numbers,
    ]
    writer: Processor = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    channel = logging.StreamHandler(sys.stderr)
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, writer]
    channel.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    root = logging.getLogger()
    root.handlers[:] = [channel]
    root.setLevel(level)
    quieten()


def quieten() -> None:
    """Hold back the libraries that log private values or an endless stream of warnings."""
    for name, least in _LEVELS.items():
        logging.getLogger(name).setLevel(least)


def get_log(name: str) -> Any:
    """A logger whose methods take an event's name and its ids: ``log.info("sent", communication_id=7)``."""
    return structlog.stdlib.get_logger(name)


def describe_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and where it arose: its own words may hold a row, a number or a body."""
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event.update(told(error))
    return event


def told(error: BaseException) -> dict[str, Any]:
    """What a log may say of an exception: its kind, and the last places that it passed."""
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    return {"error": type(error).__name__, "at": places[-6:]}


def hide_numbers(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Mask whatever looks like a telephone number, should one slip in."""
    for key, value in event.items():
        if isinstance(value, str) and "+" in value:
            event[key] = _NUMBER.sub("(number)", value)
    return event
