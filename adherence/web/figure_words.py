"""The numbers of a patient's page: what each counts, in one plain sentence."""

from __future__ import annotations

from enum import StrEnum


class Of(StrEnum):
    """One number whose rows can be opened; the value stands in the address."""

    TAKEN = "taken"
    LATE = "late"
    SKIPPED = "skipped"
    MISSED = "missed"
    SILENT = "silent"
    ANSWERED = "answered"
    EXPECTED = "expected"
    EVERY = "every"
    DOSED = "dosed"
    RISK_COVERED = "risk_covered"
    RISK_KNOWN = "risk_known"
    RISK_UNKNOWN = "risk_unknown"
    DRINKING_COVERED = "drinking_covered"
    DRINKING_KNOWN = "drinking_known"
    DRINKING_UNKNOWN = "drinking_unknown"
    ASKED = "asked"
    REPLIED = "replied"
    COVERED = "covered"
    OVERDUE = "overdue"
    HELD = "held"


OF_DOSES = (Of.TAKEN, Of.LATE, Of.SKIPPED, Of.MISSED, Of.SILENT, Of.ANSWERED, Of.EXPECTED, Of.EVERY)
OF_TARGETED_DAYS = (
    *(Of.DOSED, Of.RISK_COVERED, Of.RISK_KNOWN, Of.RISK_UNKNOWN),
    *(Of.DRINKING_COVERED, Of.DRINKING_KNOWN, Of.DRINKING_UNKNOWN, Of.ASKED, Of.REPLIED),
)
OF_INJECTION_DAYS = (Of.COVERED, Of.OVERDUE, Of.HELD)

TITLE: dict[Of, str] = {
    Of.TAKEN: "Doses taken",
    Of.LATE: "Doses taken late",
    Of.SKIPPED: "Doses skipped",
    Of.MISSED: "Doses missed",
    Of.SILENT: "Doses without an answer",
    Of.ANSWERED: "Doses answered",
    Of.EXPECTED: "Doses due",
    Of.EVERY: "All doses of the plans",
    Of.DOSED: "Days with a dose of the targeted plan",
    Of.RISK_COVERED: "Risk days covered",
    Of.RISK_KNOWN: "Risk days with an answer",
    Of.RISK_UNKNOWN: "Risk days without an answer",
    Of.DRINKING_COVERED: "Drinking days covered",
    Of.DRINKING_KNOWN: "Drinking days of which it is known",
    Of.DRINKING_UNKNOWN: "Drinking days of which it is not known",
    Of.ASKED: "Risk days whose prompt left",
    Of.REPLIED: "Risk days answered by text",
    Of.COVERED: "Days covered by an injection",
    Of.OVERDUE: "Days on which an injection was overdue",
    Of.HELD: "Days on hold",
}

HOW: dict[Of, str] = {
    Of.TAKEN: "Doses of the daily plan recorded as taken, in time or late, whoever said so.",
    Of.LATE: "Doses taken after the time within which an answer counts as in time.",
    Of.SKIPPED: "Doses of which the patient or staff said that they were not taken.",
    Of.MISSED: "Doses of which it was found out afterwards that they were not taken.",
    Of.SILENT: "Doses whose window closed and of which nothing was heard: they may have been taken or not.",
    Of.ANSWERED: "Doses of which we know what happened: taken, skipped or missed.",
    Of.EXPECTED: "Doses whose time is over, answered or not. Held, excused and coming doses are in no figure.",
    Of.EVERY: "Every dose of every plan up to today, whatever its state: a list, not a figure.",
    Of.DOSED: "Days with a dose known as taken, for the doses per week.",
    Of.RISK_COVERED: "Risk days with a dose known as taken.",
    Of.RISK_KNOWN: "Risk days of which it is known whether the dose was taken.",
    Of.RISK_UNKNOWN: "Risk days of which nobody said whether the dose was taken: they count neither way.",
    Of.DRINKING_COVERED: "Reported drinking days with a dose at least an hour before the first drink.",
    Of.DRINKING_KNOWN: "Reported drinking days of which both the dose and the first drink are known.",
    Of.DRINKING_UNKNOWN: "Reported drinking days of which the dose or the hour of the first drink is not known.",
    Of.ASKED: "Risk days whose prompt was accepted by the provider.",
    Of.REPLIED: "Those of them that the patient answered by text.",
    Of.COVERED: "Days from an injection up to the day on which the next is due. Held days are not among them.",
    Of.OVERDUE: "Days on which the next injection was overdue by the clinic's policy. Held days are not among them.",
    Of.HELD: "Days that a hold covers: they are in no figure.",
}

CASES = (
    "Worst case counts each dose without an answer as not taken, best case as taken. The truth lies between them; "
    "“taken of answered” leaves such doses out."
)


def counted(*groups: tuple[Of, ...]) -> list[tuple[str, str]]:
    """What the numbers of some groups count: their names and sentences."""
    return [(TITLE[of], HOW[of]) for group in groups for of in group]
