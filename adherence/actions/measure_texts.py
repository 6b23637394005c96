"""Work out whether texts arrive, why not, and what each wording brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from adherence.db.report_scope import ReportScope
from adherence.db.report_texts import OptOuts, TextCount, opted_out_after, texts_by_hour
from adherence.domain.policy import Policy
from adherence.domain.report.section import Section
from adherence.domain.report.texts import (
    FAILED,
    DayOfTexts,
    WordingCounts,
    days_section,
    failures_section,
    wordings_section,
)
from adherence.domain.states import MessageState

MOST_DAYS = 62
"""A longer span is shown by week."""


def measure_texts(
    session: Session,
    scope: ReportScope,
    policy: Policy,
    name_of: Callable[[str], str] = str,
    wording_of: Callable[[str], str] = str,
) -> tuple[Section, ...]:
    """The tables about texts to patients in the scope; ``name_of`` and ``wording_of`` say how a text is called."""
    counts = texts_by_hour(session, scope, reply_within=policy.taken_within)
    weekly = scope.days > MOST_DAYS
    codes: Counter[str | None] = Counter()
    for each in counts:
        if each.state in FAILED:
            codes[each.code] += each.number
    hours = policy.taken_within / timedelta(hours=1)
    return (
        days_section(_days(counts, scope, weekly), weekly=weekly),
        failures_section(codes, sum(each.number for each in counts)),
        wordings_section(_wordings(counts, opted_out_after(session, scope)), name_of, wording_of, hours),
    )


def _days(counts: Iterable[TextCount], scope: ReportScope, weekly: bool) -> list[DayOfTexts]:
    left: Counter[date] = Counter()
    delivered: Counter[date] = Counter()
    failed: Counter[date] = Counter()
    for each in counts:
        day = each.hour.astimezone(scope.zone).date()
        on = max(scope.first, min(scope.last, day))
        on = on - timedelta(days=on.weekday()) if weekly else on
        left[on] += each.number
        delivered[on] += each.number if each.state is MessageState.DELIVERED else 0
        failed[on] += each.number if each.state in FAILED else 0
    return [DayOfTexts(on, left[on], delivered[on], failed[on]) for on in sorted(left)]


def _wordings(counts: Iterable[TextCount], opt_outs: Iterable[OptOuts]) -> list[WordingCounts]:
    left: Counter[tuple[str, str]] = Counter()
    replied: Counter[tuple[str, str]] = Counter()
    opted_out: Counter[tuple[str, str]] = Counter()
    for each in counts:
        key = each.template or each.purpose.value, _wording(each.version)
        left[key] += each.number
        replied[key] += each.number if each.replied else 0
    for found in opt_outs:
        opted_out[found.template or found.purpose.value, _wording(found.version)] += found.number
    return [WordingCounts(*key, left[key], replied[key], opted_out[key]) for key in left]


def _wording(version: str | None) -> str:
    """A version without its level of discretion: "2026-4/en"."""
    return "/".join((version or "").split("/")[:2])
