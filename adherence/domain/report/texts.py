"""The report on texts: whether they arrive, why not, and what each wording brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from adherence.domain.provider_codes import explain
from adherence.domain.report.section import SMALL, Cell, Column, Section, Unit, said_share, share, span_words
from adherence.domain.report.words import ERROR_GROUP
from adherence.domain.states import MessageState

FAILED = (MessageState.UNDELIVERED, MessageState.REFUSED, MessageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class DayOfTexts:
    """The texts that were due on one day: how many left, arrived, did not, and have no report yet."""

    on: date
    left: int
    delivered: int
    failed: int

    @property
    def open(self) -> int:
        """Texts that are neither known to have arrived nor to have failed."""
        return self.left - self.delivered - self.failed


@dataclass(frozen=True, slots=True)
class WordingCounts:
    """What became of one wording: its texts that left, those answered in time, and those followed by an opt-out."""

    template: str
    wording: str
    left: int
    replied: int
    opted_out: int


def days_section(days: Sequence[DayOfTexts], *, weekly: bool) -> Section:
    """Whether texts arrived, by day or by week from its Monday; those without texts are left out."""
    left, delivered, failed = (sum(getattr(day, name) for day in days) for name in ("left", "delivered", "failed"))
    return Section(
        "delivery",
        "Do texts arrive",
        _days_finding(days, left, delivered, failed, weekly),
        "Texts to patients that the provider was asked to send, on the clinic's day on which they were due. Arrived: "
        "the phone confirmed it. Did not arrive: the carrier or the provider said so, or nothing could be found out. "
        "The others have no report yet; some carriers never give one. A silent system is not a silent patient.",
        (
            Column("on", "Week from" if weekly else "Day", Unit.WORDS),
            *(Column("left", "Sent"), Column("delivered", "Arrived"), Column("failed", "Did not arrive")),
            Column("open", "No report"),
            Column("share", "Share arrived", Unit.PERCENT),
        ),
        tuple(
            (
                day.on.isoformat(),
                *(day.left, day.delivered, day.failed, day.open),
                share(day.delivered, day.left),
            )
            for day in days
        ),
        "This appears when the first text leaves.",
    )


def failures_section(codes: Mapping[str | None, int], left: int) -> Section:
    """Texts that did not arrive, by the provider's code: what it means and what can be done."""
    total = sum(codes.values())
    rows = tuple(
        (
            code or "none",
            _group(code),
            explain(code).meaning if code else "No code was given, or nothing could be found out.",
            explain(code).what_to_do if code else "Look at the text on the patient's page.",
            number,
            share(number, left),
        )
        for code, number in sorted(codes.items(), key=lambda item: (-item[1], item[0] or ""))
    )
    groups = Counter[str]()
    for code, number in codes.items():
        groups[_group(code)] += number
    most = groups.most_common(1)
    return Section(
        "failures",
        "Why texts did not arrive",
        f"{said_share(total, left)} of the texts did not arrive. Most often: "
        f"{most[0][0][:1].lower()}{most[0][0][1:]} ({most[0][1]:,})."
        if most
        else "Every text with a report arrived."
        if left
        else "No text left in this range.",
        "Texts of the table above that did not arrive, by the code of the provider or the carrier; the share is of all "
        "texts that left.",
        (
            *(Column("code", "Code", Unit.WORDS), Column("group", "Group", Unit.WORDS)),
            *(Column("meaning", "What it means", Unit.WORDS), Column("what_to_do", "What to do", Unit.WORDS)),
            *(Column("texts", "Texts"), Column("share", "Of all that left", Unit.PERCENT)),
        ),
        rows,
        "Nothing failed in this range. Failed texts appear here with what to do.",
    )


def wordings_section(
    wordings: Sequence[WordingCounts],
    name_of: Callable[[str], str],
    wording_of: Callable[[str], str],
    reply_hours: float,
) -> Section:
    """What each wording brings: answers within the hours in which an answer is in time, and opt-outs within a day."""
    ordered = sorted(wordings, key=lambda each: (-each.left, each.template, each.wording))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name_of(each.template),
            wording_of(each.wording),
            *(each.left, each.replied, share(each.replied, each.left)),
            *(each.opted_out, share(each.opted_out, each.left)),
        )
        for each in ordered
    )
    within = span_words(reply_hours * 60)
    return Section(
        "wordings",
        "What each text brings",
        _wordings_finding(ordered, name_of),
        "Texts to patients that left, by template and wording. Answered: any text from the patient came within "
        f"{within} (the clinic's setting for an answer in time). Opted out: by word, staff, carrier or page within 24 "
        "hours after it; one opt-out counts for every text of those 24 hours. Neither says that the text was the "
        "cause.",
        (
            *(Column("template", "Text", Unit.WORDS), Column("wording", "Wording", Unit.WORDS)),
            *(Column("left", "Sent"), Column("replied", f"Answered within {within}")),
            Column("replied_share", "Share answered", Unit.PERCENT),
            *(Column("opted_out", "Opted out"), Column("opted_out_share", "Share opted out", Unit.PERCENT)),
        ),
        rows,
        "This appears when the first text leaves.",
    )


def _group(code: str | None) -> str:
    return ERROR_GROUP[explain(code).kind] if code else "No code"


def _days_finding(days: Sequence[DayOfTexts], left: int, delivered: int, failed: int, weekly: bool) -> str:
    if not left:
        return "No text left in this range."
    finding = f"{said_share(delivered, left)} of the texts arrived; {failed:,} did not."
    counted = [day for day in days if day.left >= SMALL]
    worst = min(counted, key=lambda day: day.delivered / day.left, default=None)
    if worst is None or worst.delivered == worst.left:
        return finding
    span = "week began on" if weekly else "day was"
    return f"{finding} The worst {span} {worst.on.isoformat()}: {said_share(worst.delivered, worst.left)}."


def _wordings_finding(ordered: Sequence[WordingCounts], name_of: Callable[[str], str]) -> str:
    if not ordered:
        return "No text left in this range."
    out = sum(each.opted_out for each in ordered)
    if not out:
        return "No text was followed by an opt-out within 24 hours."
    finding = f"{out:,} texts were followed by an opt-out within 24 hours."
    counted = [each for each in ordered if each.opted_out and each.left >= SMALL]
    if not counted:
        return finding
    worst = max(counted, key=lambda each: each.opted_out / each.left)
    name = name_of(worst.template)
    return f"{finding} The highest share: {name} ({worst.opted_out:,} of {worst.left:,})."
