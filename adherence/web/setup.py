"""The way from a new clinic to a live one: a checklist whose states are read from rows, reviews, and going live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.access import access_of
from adherence.actions.go_live import go_live_when_ready
from adherence.actions.review_step import review_step
from adherence.clock import utc_now
from adherence.db.clinics import Clinic
from adherence.db.installation import is_beating
from adherence.db.overview import names_of_staff
from adherence.db.setup import active_patients, setup_facts, waiting_first_texts
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.domain.setup import REVIEWED_BY, Judged, Review, SetupFacts, SetupStep, judge_steps, missing
from adherence.domain.states import Role
from adherence.jobs import HEARTBEAT_WITHIN, WORKER
from adherence.web.forms import FormState, entered
from adherence.web.guard import allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session, runtime
from adherence.web.setup_words import STATE, STEP, StepWords
from config import SmsProviderName

LABELS = {"sure": "Your word"}

bp = Blueprint("setup", __name__)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as the checklist shows it."""

    judged: Judged
    words: StepWords
    state: str
    review: Review | None
    at: datetime | None
    """When what makes it done happened, where that is known."""
    may_sign: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a clinic is."""

    done: int
    of: int
    following: StepLine | None
    """What to do next."""


@bp.get("/settings/setup")
@allow(Role.ADMIN, Role.CLINICIAN, Role.OPERATOR)
def show() -> str:
    """The checklist."""
    return _page(FormState({}, LABELS))


@bp.post("/settings/setup/<step>/review")
@allow(Role.ADMIN, Role.CLINICIAN)
def review(step: str) -> Response:
    """Keep that somebody read what a step is about."""
    known = SetupStep(step) if step in list(SetupStep) else abort(404)
    try:
        review_step(request_session(), actor(), known, now=now())
        say(f"Noted with your name: {STEP[known].title}.")
    except Refused as refusal:
        say_refused(refusal, "this step")
    return redirect(url_for("setup.show", _anchor=f"s-{known.value}"))


@bp.post("/settings/setup/live")
@allow(Role.ADMIN)
def live() -> tuple[str, int] | Response:
    """End the trial, where every required step is done."""
    try:
        wanted = {"sure": request.form.get("sure") == "yes"}
        go_live_when_ready(request_session(), actor(), wanted, facts_of(clinic()), now=now())
    except Refused as refusal:
        give_up_writing()
        faults = [_in_words(fault) for fault in refusal.faults]
        return _page(entered(LABELS, faults)), 409 if refusal.conflict else 422
    say("The clinic is live: its patients can be texted from now on.")
    return redirect(url_for("setup.show"))


def facts_of(of: Clinic) -> SetupFacts:
    """What the steps of the clinic are judged by."""
    session = request_session()
    return setup_facts(
        session,
        of,
        worker_runs=is_beating(session, WORKER, now=utc_now(), within=HEARTBEAT_WITHIN),
        by_webhook=runtime().config.sms_provider is SmsProviderName.TWILIO,
        now=now(),
    )


def lines_of(facts: SetupFacts) -> list[StepLine]:
    """The steps as the reader sees them."""
    role = actor().role
    times = {
        SetupStep.ROTA: facts.rota_until,
        SetupStep.SENDER: facts.delivered_at,
        SetupStep.WEBHOOK: facts.heard_at,
    }
    return [
        StepLine(
            judged=judged,
            words=STEP[judged.step],
            state=STATE[judged.state],
            review=facts.reviews.get(judged.step),
            at=times.get(judged.step),
            may_sign=role in REVIEWED_BY.get(judged.step, ()) and not judged.done and not _drafts_wait(judged, facts),
            may_open=_may_open(role, STEP[judged.step].endpoint),
        )
        for judged in judge_steps(facts)
    ]


def progress_of(facts: SetupFacts) -> Progress:
    """How many steps are done, and what the reader should do next."""
    lines = lines_of(facts)
    todo = [line for line in lines if not line.judged.done]
    # What the reader can do comes first, then what is required.
    in_order = sorted(todo, key=lambda line: (not _is_for(line), not line.judged.required))
    return Progress(len(lines) - len(todo), len(lines), next(iter(in_order), None))


def setup_card() -> Progress | None:
    """What the first page shows of it: only on trial, to those who can do something about it."""
    if not clinic().trial or actor().role not in (Role.ADMIN, Role.CLINICIAN):
        return None
    return progress_of(facts_of(clinic()))


def _is_for(line: StepLine) -> bool:
    """Whether the reader can bring the step about: a review by another role is not theirs."""
    return line.may_open and (line.may_sign or line.judged.step not in REVIEWED_BY)


def _may_open(role: Role, endpoint: str) -> bool:
    access = access_of(current_app.view_functions[endpoint])
    return access is not None and role in access.roles


def _drafts_wait(judged: Judged, facts: SetupFacts) -> bool:
    return judged.step is SetupStep.TEXTS and facts.drafts > 0


def _in_words(fault: Fault) -> Fault:
    """A step that is not done, with its title."""
    if fault.field not in list(SetupStep):
        return fault
    return Fault("form", f"{STEP[SetupStep(fault.field)].title}: this is not done yet")


def _page(form: FormState) -> str:
    session, of = request_session(), clinic()
    facts = facts_of(of)
    patients, testers = active_patients(session, of.id)
    return render_template(
        "setup.html",
        form=form,
        lines=lines_of(facts),
        progress=progress_of(facts),
        missing=len(missing(judge_steps(facts))),
        drafts=facts.drafts,
        of=of,
        names=names_of_staff(session, of.id),
        zone=clinic_zone(),
        is_admin=actor().role is Role.ADMIN,
        patients=patients,
        testers=testers,
        first_texts=waiting_first_texts(session, of.id) if of.trial else 0,
    )
