"""The section about why doses were not taken on the page of a patient: counts by reason, with a bar for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from adherence.db.chart import Chart, ChartDose
from adherence.domain.reasons import SkipReason
from adherence.domain.states import DoseState, PlanKind
from adherence.web import words

_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED)
_WIDTH, _HEIGHT = 110, 12


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason: its name, how many doses it was given for, the newest of them, and a bar against the most."""

    name: str
    count: int
    last_on: date
    bar: Markup


def reason_card(chart: Chart) -> dict[str, object]:
    """What the section shows: doses that were skipped or missed, by the reason that was told; the most first."""
    doses = [dose for dose in chart.doses if dose.kind is not PlanKind.INJECTION and dose.state in _NOT_TAKEN]
    return {"reasons": reason_lines(doses), "reasons_of": len(doses)}


def reason_lines(doses: Sequence[ChartDose]) -> list[ReasonLine]:
    """Doses that were not taken, counted by reason; those of which none was told come last."""
    counts = Counter(_reason_of(dose) for dose in doses)
    last = {_reason_of(dose): dose.on for dose in sorted(doses, key=_by_day)}
    most = max(counts.values(), default=1)
    ordered = sorted(counts, key=lambda reason: (reason == "", -counts[reason], reason))
    return [
        ReasonLine(
            name=words.SKIP_REASON[reason] if reason else "Not told",
            count=counts[reason],
            last_on=last[reason],
            bar=_bar(counts[reason], most, told=bool(reason)),
        )
        for reason in ordered
    ]


def _reason_of(dose: ChartDose) -> str:
    """The reason as one of ours; staff may have written another code. Empty where none was told."""
    known = dose.reason is None or dose.reason in set(SkipReason)
    return (dose.reason or "") if known else SkipReason.OTHER


def _by_day(dose: ChartDose) -> date:
    return dose.on


def _bar(count: int, most: int, *, told: bool) -> Markup:
    width = max(3, round(_WIDTH * count / most))
    kind = "k-s" if told else "k-n"
    # Counts only: nothing that a person typed.
    return Markup(  # noqa: S704
        f'<svg class="reason-bar" aria-hidden="true" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}"><rect class="{kind}" x="1" y="1" width="{width - 2}" '
        f'height="{_HEIGHT - 2}" rx="2"/></svg>'
    )
