"""Keeping child processes alive: started again when they die, ended together, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from adherence.logs import get_log

LIFELINE = "--lifeline"
LOOK_EVERY = 0.25
END_WITHIN = 9.0
LONGEST_PAUSE = 30.0
SOUND_AFTER = 60.0
"""A child that ran this long was sound: it is started again at once."""

_log = get_log(__name__)


@dataclass
class _Child:
    part: str
    command: list[str]
    keep: tuple[int, ...]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    again_at: float | None = None


class Supervisor:
    """Runs the parts of the service as processes of their own until ``stopping`` is set.

    Each child holds the reading end of a pipe whose other end only this process has: it sees the end of this process
    however that came, even by kill -9, and ends as well.
    """

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._children: list[_Child] = []
        self._lifeline, self._held = os.pipe()

    def add(self, part: str, arguments: list[str], *, keep: tuple[int, ...] = ()) -> None:
        """Add a part; ``keep`` are file descriptors that it inherits."""
        command = [sys.executable, "-m", "adherence.serving", LIFELINE, str(self._lifeline), part, *arguments]
        self._children.append(_Child(part, command, keep))

    def start(self) -> None:
        """Start all parts."""
        for child in self._children:
            self._start(child)

    def run(self) -> None:
        """Look after the parts until ``stopping`` is set, then end them."""
        while not self.stopping.wait(LOOK_EVERY):
            for child in self._children:
                self._look_after(child)
        self._end_all()

    def _start(self, child: _Child) -> None:
        child.started = time.monotonic()
        child.again_at = None
        # An own session: Ctrl-C reaches this process alone, which then ends its children in order.
        child.process = subprocess.Popen(  # noqa: S603 - our own program
            child.command, pass_fds=(self._lifeline, *child.keep), start_new_session=True, stdin=subprocess.DEVNULL
        )

    def _look_after(self, child: _Child) -> None:
        now = time.monotonic()
        if child.again_at is not None:
            if now >= child.again_at:
                self._start(child)
            return
        assert child.process is not None
        code = child.process.poll()
        if code is None:
            return
        sound = now - child.started > SOUND_AFTER
        child.pause = 0.0 if sound else min(max(child.pause * 2, 0.5), LONGEST_PAUSE)
        child.again_at = now + child.pause
        _log.error("part_ended", part=child.part, code=code, again_in_seconds=child.pause)

    def _end_all(self) -> None:
        until = time.monotonic() + END_WITHIN
        running = [c.process for c in self._children if c.process is not None and c.process.poll() is None]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                # A process group of its own: the web server's workers end with it.
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def hold_lifeline(arguments: list[str]) -> list[str]:
    """In a child: end when the supervisor is gone; returns the arguments that are left."""
    if not arguments or arguments[0] != LIFELINE:
        return arguments
    threading.Thread(target=_end_when_cut, args=(int(arguments[1]),), name="lifeline", daemon=True).start()
    return arguments[2:]


def _end_when_cut(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
