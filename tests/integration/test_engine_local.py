"""The ticking of jobs on one machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from adherence.clock import utc_now
from adherence.engine.local import LocalEngine, _Every, tick
from adherence.jobs import Job
from adherence.runtime import Runtime

StartEngine = Callable[..., LocalEngine]


@pytest.fixture
def start(sqlite_rt: Runtime) -> Iterator[StartEngine]:
    """Starts engines with given jobs and stops them at the end."""
    engines: list[LocalEngine] = []

    def begin(*jobs: Job) -> LocalEngine:
        engine = LocalEngine(sqlite_rt, jobs)
        engine.start()
        engines.append(engine)
        return engine

    yield begin
    for engine in engines:
        engine.stop(5)


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether something comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def test_a_job_ticks_at_once_and_not_after_one_interval(start: StartEngine) -> None:
    ticked = threading.Event()
    start(Job("slow", 3600, lambda rt: ticked.set()))
    assert ticked.wait(3)


def test_a_job_that_raises_goes_on_and_does_not_disturb_the_others(start: StartEngine) -> None:
    counts = {"bad": 0, "good": 0}

    def fail(rt: Runtime) -> None:
        counts["bad"] += 1
        raise LookupError("+12025550123 wrote something private")

    def work(rt: Runtime) -> None:
        counts["good"] += 1

    start(Job("bad", 0.1, fail), Job("good", 0.1, work))
    assert wait_for(lambda: counts["bad"] >= 3 and counts["good"] >= 3)


def test_what_a_failing_job_says_is_not_logged(sqlite_rt: Runtime) -> None:
    def fail(rt: Runtime) -> None:
        raise LookupError("Ana wrote +12025550123")

    with capture_logs() as logged:
        tick(sqlite_rt, Job("bad", 1, fail))
    (event,) = logged
    assert (event["job"], event["error"]) == ("bad", "LookupError")
    assert "Ana" not in str(event)
    assert "2025550123" not in str(event)


def test_after_the_stop_nothing_more_begins(sqlite_rt: Runtime) -> None:
    begun: list[int] = []
    sqlite_rt.stopping.set()
    tick(sqlite_rt, Job("late", 1, lambda rt: begun.append(1)))
    assert begun == []


def test_a_slow_job_never_runs_twice_at_a_time(start: StartEngine) -> None:
    running, most, ended = [0], [0], [0]

    def work(rt: Runtime) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.3)
        running[0] -= 1
        ended[0] += 1

    start(Job("slow", 0.05, work))
    assert wait_for(lambda: ended[0] >= 3)
    assert most[0] == 1


def test_a_clock_jump_of_ten_years_gives_one_tick_and_not_a_list_of_all_that_were_missed() -> None:
    trigger = _Every(1)
    before = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    now = before + timedelta(days=3653)
    assert trigger.get_next_fire_time(before, now) == now + timedelta(seconds=1)


def test_an_ordinary_tick_keeps_its_rhythm() -> None:
    trigger = _Every(2)
    before = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert trigger.get_next_fire_time(before, before + timedelta(seconds=0.3)) == before + timedelta(seconds=2)


def test_jobs_tick_again_after_the_machine_s_clock_was_put_back_by_a_day(start: StartEngine) -> None:
    ticks: list[float] = []
    engine = start(Job("work", 0.2, lambda rt: ticks.append(time.monotonic())))
    assert wait_for(lambda: len(ticks) >= 1)
    # What a clock that was put back looks like from inside: the next tick lies a day ahead.
    engine._scheduler.get_job("work").modify(next_run_time=utc_now() + timedelta(days=1))
    time.sleep(0.5)
    before = len(ticks)
    engine.bring_forward()
    assert wait_for(lambda: len(ticks) > before)


def test_stopping_waits_for_a_running_job(start: StartEngine) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(rt: Runtime) -> None:
        begun.set()
        time.sleep(0.5)
        ended.set()

    engine = start(Job("work", 3600, work))
    assert begun.wait(3)
    assert engine.stop(5)
    assert ended.is_set()


def test_stopping_does_not_wait_for_a_stuck_job_for_ever(start: StartEngine) -> None:
    begun, release = threading.Event(), threading.Event()

    def hang(rt: Runtime) -> None:
        begun.set()
        release.wait(20)

    engine = start(Job("stuck", 3600, hang))
    assert begun.wait(3)
    started = time.monotonic()
    assert not engine.stop(0.5)
    assert time.monotonic() - started < 3
    release.set()
