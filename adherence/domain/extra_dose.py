"""What staff are told when a tablet beside the plan is recorded: facts, never advice."""

from __future__ import annotations

from adherence.domain.regimen import plain_number


def warnings_of(total_mg: float, maximum_mg: float) -> list[str]:
    """What to look at, from all that is recorded as taken on the date; the maximum is the clinic's (label: 150 mg)."""
    if total_mg <= maximum_mg:
        return []
    total, most = plain_number(total_mg), plain_number(maximum_mg)
    return [f"{total} mg are recorded for that day, above the daily maximum of {most} mg. A prescriber should look."]
