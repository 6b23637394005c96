"""The web server: gunicorn with threads, inside our own process."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from adherence.build import build_runtime, is_demo
from adherence.demo_database import refuse_demo
from adherence.logs import set_up_logs
from config import Config

THREADS = 16
GRACEFUL_SECONDS = 7
STUCK_SECONDS = 60


class DiscreetLogger(Logger):
    """The server's log without what was asked for: a request that cannot be read may hold a name or a secret."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Log a warning; of an unreadable request only that there was one."""
        if str(msg).startswith("Invalid request"):
            msg, args = "A request that could not be read was refused", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Log an exception, without the address that was asked for."""
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


class WebServer(BaseApplication):
    """Serves the whole application on a socket that is bound already."""

    def __init__(self, config: Config, listen_fd: int) -> None:
        self._config = config
        self._listen_fd = listen_fd
        super().__init__()

    def load_config(self) -> None:
        """Settings of gunicorn; its access log stays off, for addresses of pages name patients."""
        settings: dict[str, Any] = {
            "bind": f"fd://{self._listen_fd}",
            "worker_class": "gthread",
            # SQLite has one writer: more processes would only wait for each other.
            "workers": 1 if self._config.database_url.startswith("sqlite") else 2,
            "threads": THREADS,
            "graceful_timeout": GRACEFUL_SECONDS,
            "timeout": STUCK_SECONDS,
            "control_socket_disable": True,
            "proc_name": "adherence-web",
            "loglevel": "warning",
            "logger_class": DiscreetLogger,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application, made in each worker process: connections and threads do not survive a fork."""
        from adherence.wiring import create_app

        set_up_logs()
        rt = build_runtime(self._config)
        refuse_demo(self._config, demo=is_demo(rt.database))
        return create_app(rt)
