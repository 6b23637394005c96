"""Watch a patient's liver tests: one that is due or overdue opens a flag; it never stops anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.resolve_flag import close_flags
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.db.watched import Watched, first_day_of_treatment, is_in_treatment
from adherence.domain.liver import PlannedTest, liver_need, planned_tests
from adherence.domain.policy import Policy
from adherence.domain.states import GONE, FlagKind, FlagState, Severity
from adherence.domain.timing import day_start, local_date

NOT_DUE = "not_due"
"""The outcome of a flag that closed because no test is due: once a result is withdrawn, it counts as never opened."""


@dataclass(frozen=True, slots=True)
class LiverSteps:
    """What is to be done about a patient's liver tests now: the detail and severity of a flag, or closing it."""

    flag: str | None = None
    severity: Severity | None = None
    close: bool = False

    @property
    def are_none(self) -> bool:
        """Whether all is as it should be."""
        return self.flag is None and not self.close


def watch_liver_tests(session: Session, patient: Patient, found: Watched, policy: Policy, *, now: datetime) -> None:
    """Open or close the flag about tests that are due (the row is held)."""
    steps = liver_steps(patient, found, policy, now=now)
    if steps.close:
        close_flags(session, patient, (FlagKind.LIVER_TEST,), outcome=NOT_DUE, now=now, by=None)
    if steps.flag is not None:
        open_flag(session, patient, FlagKind.LIVER_TEST, steps.flag, now=now, severity=steps.severity)


def liver_steps(patient: Patient, found: Watched, policy: Policy, *, now: datetime) -> LiverSteps:
    """What is to be done now; the urgent flag about a high result is a person's to resolve, and stays as it is."""
    need = liver_need(tests_of(patient, found, policy, now=now), policy)
    flags = [flag for flag in found.flags if flag.kind is FlagKind.LIVER_TEST]
    standing = next((flag for flag in flags if flag.state is FlagState.OPEN), None)
    if standing is not None and standing.severity is Severity.URGENT:
        return LiverSteps()
    if need is None:
        return LiverSteps(close=standing is not None)
    since = day_start(need.since, patient.zone)
    if any(_tells(flag, since) for flag in flags):
        return LiverSteps()
    return LiverSteps(flag=need.detail, severity=Severity.HIGH if need.overdue else Severity.NORMAL)


def tests_of(patient: Patient, found: Watched, policy: Policy, *, now: datetime) -> list[PlannedTest]:
    """The plan of a patient's liver tests; empty while no plan of treatment runs, and for who has left."""
    today = local_date(now, patient.zone)
    started_on = first_day_of_treatment(found)
    if started_on is None or patient.status in GONE or not is_in_treatment(found.regimens, today):
        return []
    return planned_tests(started_on, (lab.taken_on for lab in found.standing_labs), today, policy)


def _tells(flag: Flag, since: datetime) -> bool:
    """Whether the care team was told of what is due now, and no result made it untrue."""
    return flag.severity is not Severity.URGENT and flag.renewed_at >= since and flag.outcome != NOT_DUE
