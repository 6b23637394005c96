"""The web server's own log: no address and no header, for they hold names and secrets."""

from __future__ import annotations

import logging

import pytest
from gunicorn.config import Config

from adherence.web_server import DiscreetLogger


class _Kept(logging.Handler):
    """Keeps the lines that were logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def kept() -> _Kept:
    return _Kept()


def test_of_an_unreadable_request_and_of_a_failed_one_only_that_it_happened_is_logged(kept: _Kept) -> None:
    log = DiscreetLogger(Config())
    log.error_log.handlers = [kept]
    log.warning("Invalid request from ip=127.0.0.1: Invalid HTTP Version: 'Reyes 100% HTTP/1.1'")
    log.exception("Error handling request %s %s", "GET", "/calendar/secret")
    log.warning("Worker %s is slow", 7)
    assert kept.lines == [
        "A request that could not be read was refused",
        "Error handling a request",
        "Worker 7 is slow",
    ]
