"""Ticking the jobs on one machine; the only file that imports APScheduler.

APScheduler holds no patient, dose or wall-clock time: what is due lives in our tables, and it only ticks.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from adherence.clock import utc_now
from adherence.jobs import JOBS, Job
from adherence.logs import get_log, told
from adherence.runtime import Runtime

WATCH_SECONDS = 5.0
_log = get_log(__name__)


class LocalEngine:
    """Ticks each job in its own thread: at once, then at its interval, never twice at a time."""

    def __init__(self, rt: Runtime, jobs: Sequence[Job] = JOBS) -> None:
        self._rt = rt
        self._jobs = jobs
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(max_workers=len(jobs))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._watcher = threading.Thread(target=self._watch, name="clock-watch", daemon=True)
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to tick, all jobs at once."""
        for job in self._jobs:
            self._scheduler.add_job(
                tick, _Every(job.seconds), args=(self._rt, job), id=job.name, next_run_time=utc_now()
            )
        self._scheduler.start()
        self._watcher.start()

    def stop(self, within_seconds: float) -> bool:
        """Tick no more and let running jobs end; False when one of them did not end in time."""
        self._rt.stopping.set()
        self._stopped.set()
        if not self._scheduler.running:
            return True
        # The scheduler's own shutdown would wait for a stuck job for ever.
        waiter = threading.Thread(target=self._scheduler.shutdown, name="engine-stop", daemon=True)
        waiter.start()
        waiter.join(within_seconds)
        return not waiter.is_alive()

    def _watch(self) -> None:
        while not self._stopped.wait(WATCH_SECONDS):
            self.bring_forward()

    def bring_forward(self) -> None:
        """Tick at once every job that waits longer than its interval: the machine's clock was put back."""
        now = utc_now()
        for job in self._jobs:
            held = self._scheduler.get_job(job.name)
            if held is not None and held.next_run_time - now > timedelta(seconds=job.seconds + WATCH_SECONDS):
                held.modify(next_run_time=now)


class _Every(IntervalTrigger):
    """An interval counted from the last tick that could run.

    The library lists every tick that was missed before it drops all but one: after a clock jump of ten years that is
    300 million instants for a job of one second.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds, timezone=UTC)  # type: ignore[no-untyped-call]

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next regular instant, or one interval from now when that has passed."""
        following: Any = super().get_next_fire_time(previous_fire_time, now)  # type: ignore[no-untyped-call]
        return following if following > now else now + self.interval


def tick(rt: Runtime, job: Job) -> None:
    """Run one job once; what it raises is logged, and the job goes on at its next tick."""
    if rt.stopping.is_set():
        return
    try:
        job.function(rt)
    except Exception as error:
        _log.error("job_failed", job=job.name, **told(error))
