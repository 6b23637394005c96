"""Until when a person is asked to look at a flag."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adherence.domain.states import Severity
from adherence.domain.timing import ONE_DAY, day_start, local_date

_WITHIN = {
    Severity.URGENT: timedelta(hours=1),
    Severity.HIGH: timedelta(hours=8),
    Severity.NORMAL: timedelta(hours=24),
}
"""Policy: how soon a person is asked to look."""
_LEAST_OF_A_DAY = timedelta(hours=4)


def due_by(severity: Severity, opened_at: datetime, zone: ZoneInfo) -> datetime:
    """When a flag is due: what is for today ends with the patient's local day, unless that is nearly over."""
    due = opened_at + _WITHIN[severity]
    if severity is not Severity.HIGH:
        return due
    midnight = day_start(local_date(opened_at, zone) + ONE_DAY, zone)
    return min(due, midnight) if midnight - opened_at >= _LEAST_OF_A_DAY else due
