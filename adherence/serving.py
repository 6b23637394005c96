"""Running the service: web and worker together on one machine, or each alone."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import urllib.request
from types import FrameType

import click

from adherence.build import build_runtime, is_demo
from adherence.demo_database import prepare, refuse_demo
from adherence.engine.local import LocalEngine
from adherence.jobs import JOBS, Job
from adherence.logs import get_log, set_up_logs
from adherence.simulation.staff import DEMO_PASSWORD, DEMO_STAFF
from adherence.supervisor import Supervisor, hold_lifeline
from adherence.web_server import WebServer
from adherence.webhook_post import deliver_callbacks
from config import Config, ConfigFaults, SmsProviderName

STOP_SECONDS = 8.0
"""Running jobs and requests get this long to end; the supervisor ends what is left before 10 s are over."""
WEB_ANSWERS_WITHIN = 30.0

_log = get_log(__name__)


class PortTaken(Exception):
    """Nobody can listen on the address; the text is one plain sentence."""


def serve(config: Config, host: str, port: int) -> int:
    """Migrate, make the demo where there is nothing yet, and run web and worker until told to stop; the exit code."""
    set_up_logs()
    config = with_address(config, host, port)
    try:
        listener = reserve(host, port)
        demo = prepare(config)
        refuse_demo(config, demo=demo)
        _listen(listener, host, port)
    except PortTaken as error:
        return _refuse(str(error))
    supervisor = Supervisor()
    _stop_on_signals(supervisor.stopping)
    os.set_inheritable(listener.fileno(), True)
    address = address_of(host, port)
    supervisor.add("web", [host, str(port), str(listener.fileno())], keep=(listener.fileno(),))
    supervisor.add("worker", [host, str(port)])
    supervisor.start()
    announcer = threading.Thread(
        target=_announce, args=(address, config, demo, supervisor.stopping), name="announce", daemon=True
    )
    announcer.start()
    supervisor.run()
    return 0


def run_web(config: Config, host: str, port: int, *, listen_fd: int | None = None) -> int:
    """Answer pages, API and webhooks until told to stop; the exit code."""
    set_up_logs()
    config = with_address(config, host, port)
    if listen_fd is None:
        try:
            listener = reserve(host, port)
        except PortTaken as error:
            return _refuse(str(error))
        listen_fd = listener.detach()
    WebServer(config, listen_fd).run()
    return 0


def run_worker(config: Config) -> int:
    """Tick the jobs until told to stop; the exit code."""
    set_up_logs()
    rt = build_runtime(config)
    refuse_demo(config, demo=is_demo(rt.database))
    engine = LocalEngine(rt, worker_jobs(config))
    stopping = threading.Event()
    _stop_on_signals(stopping)
    engine.start()
    _log.info("worker_started", owner=rt.owner)
    stopping.wait()
    if not engine.stop(STOP_SECONDS):
        # A stuck job must not hold the process: whatever it had claimed is recovered when its lease ends.
        _log.error("worker_stopped_with_a_job_running", owner=rt.owner)
        os._exit(1)
    rt.close()
    return 0


def worker_jobs(config: Config) -> tuple[Job, ...]:
    """The periodic jobs; the phone simulator also has its delivery reports to post."""
    if config.sms_provider is SmsProviderName.SIMULATOR:
        return (*JOBS, Job("deliver_callbacks", 1, deliver_callbacks))
    return tuple(JOBS)


def with_address(config: Config, host: str, port: int) -> Config:
    """The settings with this service's own address where no public one was set: what the simulator's phones post to."""
    if config.public_base_url:
        return config
    return config.model_copy(update={"public_base_url": address_of(host, port)})


def address_of(host: str, port: int) -> str:
    """The address of this service for a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{shown}]:{port}" if ":" in shown and not shown.startswith("[") else f"http://{shown}:{port}"


def reserve(host: str, port: int) -> socket.socket:
    """A socket bound to the address, not listening yet; raises ``PortTaken``."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except socket.gaierror:
        raise PortTaken(f"There is no address {host} on this machine.") from None
    except PermissionError:
        raise PortTaken(f"Port {port} needs more rights; choose one from 1024 on.") from None
    except (OSError, OverflowError):
        raise PortTaken(_taken(host, port)) from None
    return listener


def _listen(listener: socket.socket, host: str, port: int) -> None:
    try:
        listener.listen(1024)
    except OSError:
        # Linux lets two sockets bind to one port as long as neither listens.
        raise PortTaken(_taken(host, port)) from None


def _taken(host: str, port: int) -> str:
    return f"Port {port} on {host} is taken or not available; stop what uses it, or choose another port."


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


def _announce(address: str, config: Config, demo: bool, stopping: threading.Event) -> None:
    """Print where to go, as soon as somebody answers there."""
    if not _answers(f"{address}/health", stopping):
        return
    lines = [f"Open {address}"]
    if demo:
        lines += [f"Log in as {person.email} with password {DEMO_PASSWORD} ({person.role})" for person in DEMO_STAFF]
    if config.sms_provider is SmsProviderName.SIMULATOR:
        lines.append(f"Phones {address}/phone")
    click.echo("\n".join(lines))


def _answers(url: str, stopping: threading.Event) -> bool:
    for _ in range(int(WEB_ANSWERS_WITHIN / 0.2)):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return True
        except OSError:
            if stopping.wait(0.2):
                return False
    return not stopping.is_set()


def _stop_on_signals(stopping: threading.Event) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        signal.signal(getattr(signal, name), stop)


def main(arguments: list[str]) -> int:
    """Run one part as a child of ``serve``: ``web HOST PORT LISTEN_FD`` or ``worker HOST PORT``; the exit code."""
    part, host, port, *listen_fd = hold_lifeline(arguments)
    try:
        config = with_address(Config.load(), host, int(port))
        if part == "web":
            return run_web(config, host, int(port), listen_fd=int(listen_fd[0]))
        return run_worker(config)
    except ConfigFaults as faults:
        return _refuse(str(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
