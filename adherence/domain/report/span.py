"""Which days and which plan a report is about, as asked for; what cannot be is refused with what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from adherence.domain.forms import Form
from adherence.domain.states import PlanKind

MOST_DAYS = 3 * 366
"""Policy: three years at most, so that no page counts for ever."""


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """Local days, both included, and one kind of plan or all."""

    first: date
    last: date
    kind: PlanKind | None = None


def read_span(data: object, *, today: date, days: int) -> ReportSpan:
    """The span of ``{"from", "to", "kind"}``, each of which may be left out: then so many days up to today.

    Raises ``Refused`` for days that do not exist or lie in the future, the wrong order, or too many days.
    """
    form = Form(data, ("from", "to", "kind"))
    last = form.optional("to", lambda entry: entry.day())
    first = form.optional("from", lambda entry: entry.day())
    kind = form.optional("kind", lambda entry: entry.choice(tuple(PlanKind)))
    form.done()
    if last is not None and last > today:
        form.fail("to", "lies in the future; choose today or an earlier day")
    if first is not None and first > today:
        form.fail("from", "lies in the future; choose today or an earlier day")
    form.done()
    until = last or today
    begins = first or until - timedelta(days=days - 1)
    if begins > until:
        form.fail("from", "lies after the last day; swap the two")
    elif (until - begins).days >= MOST_DAYS:
        form.fail("from", "is more than three years before the last day; choose a shorter range")
    form.done()
    return ReportSpan(begins, until, PlanKind(kind) if kind else None)
