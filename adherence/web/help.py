"""The help that is built in: a guide for care teams in short pages, each with one picture at most."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template

from adherence.domain.gate import SENTENCES
from adherence.domain.states import SEVERITY
from adherence.web import help_words, inbox_words
from adherence.web.drawings import legend_mark
from adherence.web.guard import EVERYONE, allow
from adherence.web.help_day import day_of_texts
from adherence.web.marks import NAMES
from adherence.web.reading import clinic, policy
from adherence.web.translations.language import language
from adherence.web.worklist import drawing_tools


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the guide."""

    slug: str
    title: str
    about: str


TOPICS = (
    Topic("first-day", "Your first day", "From the log-in to the first patient whom you have answered."),
    Topic("worklist", "Needs attention", "Worst first: take, resolve, snooze, and what the banners on top mean."),
    Topic("patient", "A patient's page", "Where everything stands, and how to read numbers, calendar and timeline."),
    Topic("doses", "Recording and correcting doses", "What the patient told you, and what was recorded wrongly."),
    Topic("texts", "Texting with patients", "Writing, the shared inbox, and when automatic texts leave."),
    Topic("day", "What a patient reads", "Every usual text with the occasion on which it leaves."),
    Topic("check-ins", "Regular questions", "Craving, drinks, wellbeing, side effects: how often, and what follows."),
    Topic("injections", "Injections", "The board, visits, steps, and records of what was given."),
    Topic("plans", "Risk days and plans in steps", "Targeted tablets, titration, and changing or stopping a plan."),
    Topic(
        "supply", "Tablets, liver tests, medicines", "What is left, what is due, and what does not go with naltrexone."
    ),
    Topic("holds", "Holds", "Travel, hospital, procedures: days on which nothing is expected."),
    Topic("consent", "Consent, pauses and supporters", "Who may be texted, about what, and who else is told."),
    Topic("reports", "Reports", "How the programme does, and how each number is counted."),
    Topic("import", "Importing a list", "Many patients at once, checked before anything changes."),
    Topic("on-call", "On call", "Who is told of danger at night, and how."),
    Topic("settings", "Settings", "For administrators: the clinic, its people, its numbers, and the switch."),
    Topic("trouble", "When something is wrong", "Texts do not leave, do not arrive, or nobody answers."),
    Topic("marks", "Every mark and state", "What each mark on a strip, each tag and each state means."),
    Topic("flags", "Every flag", "Why it is there, how soon to look, and what helps."),
    Topic("reasons", "Why a text did not leave", "Each state of a text and each reason, with what to do."),
)
_PLACES = {topic.slug: place for place, topic in enumerate(TOPICS)}

bp = Blueprint("help", __name__)


@bp.get("/help")
@allow(*EVERYONE)
def guide() -> str:
    """What the guide holds."""
    return render_template("help.html", topics=TOPICS)


@bp.get("/help/<slug>")
@allow(*EVERYONE)
def topic(slug: str) -> str:
    """One page of the guide."""
    place = _PLACES.get(slug)
    if place is None:
        abort(404)
    return render_template(
        f"help/{slug}.html",
        topic=TOPICS[place],
        before=TOPICS[place - 1] if place else None,
        after=TOPICS[place + 1] if place + 1 < len(TOPICS) else None,
        picture=_picture(slug),
        policy=policy(),
        told=help_words,
        inbox=inbox_words,
        sentences=SENTENCES,
        severities=SEVERITY,
        mark_names=NAMES,
        legend_mark=legend_mark,
        day=day_of_texts(clinic(), language()) if slug == "day" else (),
        lang=language(),
        **drawing_tools(),
    )


def _picture(slug: str) -> str | None:
    """The picture of a page in the language of the reader, where there is one."""
    name = f"help/{slug}.{language()}.webp"
    return name if (Path(str(current_app.static_folder)) / name).exists() else None
