"""Work out how soon patients answer reminders, and how soon staff answer flags."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.flags import flag_waits
from adherence.db.report_doses import doses_by_patient, minutes_to_answer
from adherence.db.report_scope import ReportScope
from adherence.domain.measure.response import response_times
from adherence.domain.report.replies import answers_section, staff_section
from adherence.domain.report.section import Section


def measure_replies(session: Session, scope: ReportScope) -> tuple[Section, ...]:
    """The tables about answers in the scope."""
    expected = sum(each.taken + each.not_taken + each.silent for each in doses_by_patient(session, scope))
    late = minutes_to_answer(session, scope)
    return (
        answers_section(late, expected),
        staff_section(response_times(flag_waits(session, scope.clinic_id, scope.starts_at, scope.ends_at))),
    )
