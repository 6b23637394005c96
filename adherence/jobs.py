"""The periodic jobs: each looks for work in the tables and does it; running one twice does nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.ask_check_ins import ask_check_ins
from adherence.actions.ask_follow_up import ask_follow_up
from adherence.actions.ask_missed_days import ask_missed_days
from adherence.actions.ask_planner import ask_planner
from adherence.actions.close_windows import close_windows
from adherence.actions.count_reports import count_reports
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.mail_notices import mail_notices
from adherence.actions.notify_on_call import notify_on_call
from adherence.actions.plan_doses import plan_doses
from adherence.actions.poll_inbound import poll_inbound
from adherence.actions.reconcile_messages import reconcile_messages
from adherence.actions.recover_messages import recover_messages
from adherence.actions.refresh_figures import refresh_figures
from adherence.actions.tell_supervisor import tell_supervisor
from adherence.actions.watch_clock import watch_clock
from adherence.actions.watch_holds import watch_holds
from adherence.actions.watch_injections import watch_injections
from adherence.actions.watch_patients import watch_patients
from adherence.actions.watch_titration import watch_titration
from adherence.actions.work_imports import work_imports
from adherence.clock import utc_now
from adherence.db.installation import beat
from adherence.runtime import Runtime

WORKER = "worker"
HEARTBEAT_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Job:
    """A function that is called every so many seconds of real time."""

    name: str
    seconds: float
    function: Callable[[Runtime], object]


def give_heartbeat(rt: Runtime) -> None:
    """Write that the worker works, in real time."""
    with rt.database.writing() as session:
        beat(session, WORKER, utc_now())


JOBS = (
    Job("watch_clock", 1, watch_clock),
    Job("plan_doses", 2, plan_doses),
    Job("apply_inbound", 1, apply_inbound),
    Job("close_windows", 2, close_windows),
    Job("ask_planner", 3, ask_planner),
    Job("ask_follow_up", 3, ask_follow_up),
    Job("ask_missed_days", 10, ask_missed_days),
    Job("ask_check_ins", 3, ask_check_ins),
    Job("notify_on_call", 1, notify_on_call),
    Job("deliver_messages", 1, deliver_messages),
    Job("mail_notices", 1, mail_notices),
    Job("tell_supervisor", 10, tell_supervisor),
    Job("watch_injections", 5, watch_injections),
    Job("watch_holds", 30, watch_holds),
    Job("watch_titration", 5, watch_titration),
    Job("watch_patients", 5, watch_patients),
    Job("refresh_figures", 2, refresh_figures),
    Job("recover_messages", 5, recover_messages),
    Job("reconcile_messages", 2, reconcile_messages),
    Job("poll_inbound", 120, poll_inbound),
    Job("work_imports", 2, work_imports),
    Job("count_reports", 2, count_reports),
    Job("give_heartbeat", 10, give_heartbeat),
)


def run_jobs_once(rt: Runtime) -> None:
    """Run every job once, in order: what tests and the simulation do instead of waiting."""
    for job in JOBS:
        job.function(rt)
