"""The views of the lists in the words of the pages."""

from __future__ import annotations

from adherence.domain.attention import View
from adherence.domain.bands import Band
from adherence.domain.roster_order import RosterOrder

VIEW: dict[View, str] = {
    View.ALL: "All",
    View.MINE: "Mine",
    View.NOBODY: "Nobody's",
    View.URGENT: "Urgent",
    View.INJECTIONS: "Injections",
    View.QUIET: "Gone quiet",
    View.UNREACHED: "Could not be reached",
    View.SNOOZED: "Snoozed",
}

EMPTY_VIEW: dict[View, str] = {
    View.ALL: "When a patient reports something, goes silent, misses an injection or cannot be reached, "
    "they appear here, worst first.",
    View.MINE: "What you take appears here, until you say what came of it.",
    View.NOBODY: "What nobody has taken yet appears here.",
    View.URGENT: "Words of crisis, reported opioid use and what else cannot wait appear here.",
    View.INJECTIONS: "Patients whose injection is overdue or has lapsed appear here.",
    View.QUIET: "Patients of whom nothing was heard for days appear here.",
    View.UNREACHED: "Patients whose texts do not arrive, or whose number is not theirs, appear here.",
    View.SNOOZED: "What you snooze waits here, and comes back by itself at its time.",
}

BAND: dict[Band, str] = {
    Band.BELOW_50: "Below 50%",
    Band.FROM_50: "50 to 79%",
    Band.FROM_80: "80% and above",
    Band.UNKNOWN: "Nothing known",
}

ORDER: dict[RosterOrder, str] = {
    RosterOrder.NEWEST: "Newest first",
    RosterOrder.LOWEST: "Lowest taken first",
    RosterOrder.QUIETEST: "Longest without a reply first",
    RosterOrder.INJECTION: "Next injection first",
}

CAPTION: dict[RosterOrder, str] = {
    RosterOrder.NEWEST: "Patients, newest first",
    RosterOrder.LOWEST: "Patients, lowest taken first",
    RosterOrder.QUIETEST: "Patients, longest without a reply first",
    RosterOrder.INJECTION: "Patients, next injection first",
}
