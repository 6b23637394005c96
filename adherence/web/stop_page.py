"""The page behind a patient's secret address: end or pause texts, without a log-in and without saying who it is about.

A link preview opens the page and changes nothing; only the button does. It says no name, number, plan or clinic, only
the discreet name that the texts are signed with.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from flask import Blueprint, Response, make_response, render_template, request

from adherence.actions.stop_by_link import pause_by_link, stop_by_link
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, patient_by_id
from adherence.db.stop_links import StopLink, live_link
from adherence.db.topic_pauses import pauses_that_hold
from adherence.domain.pauses import PauseTopic
from adherence.domain.states import ConsentState
from adherence.domain.timing import local_date
from adherence.domain.wording import day_text, language_of
from adherence.web.forms import typed
from adherence.web.guard import public
from adherence.web.rate_limit import RateLimit
from adherence.web.reading import now
from adherence.web.sessions import open_session, request_session

_SECRET = re.compile(r"[A-Za-z0-9_-]{24}")
_GUESSES = RateLimit(30, 60.0)
"""Of one address: the secret cannot be guessed, and trying should be slow all the same."""
_USES = RateLimit(20, 60.0)
"""Of one link; never of all, so that nobody can keep somebody else from opting out."""

bp = Blueprint("stop_page", __name__)


@dataclass(frozen=True, slots=True)
class StopWords:
    """What the page says in one language."""

    title: str
    ask: str
    stop: str
    or_pause: str
    pause: str
    done: str
    paused: str
    again: str
    emergency: str
    not_found: str
    not_found_text: str
    too_often: str


WORDS = {
    "en": StopWords(
        title="End the texts of {programme}",
        ask="Do you want no more texts from {programme}? Everything stops at once. Your care goes on as before.",
        stop="End all texts",
        or_pause="Or only for a while: no reminders, check-ins or other automatic texts for 7 days.",
        pause="Pause for 7 days",
        done="You will get no more texts from {programme}.",
        paused="Paused: no automatic texts before {date}.",
        again="To get them again, answer START to one of our texts, or call {phone}.",
        emergency="In an emergency call {emergency}. To talk to somebody at any hour: {urgent}.",
        not_found="This link does not work",
        not_found_text="It was replaced, or was damaged. To end the texts, answer STOP to any of them.",
        too_often="That was too often. Please wait a minute and try again, or answer STOP to any of our texts.",
    ),
    "es": StopWords(
        title="Terminar los mensajes de {programme}",
        ask="¿No quiere más mensajes de {programme}? Todo termina de inmediato. Su atención sigue como antes.",
        stop="Terminar todos los mensajes",
        or_pause="O solo por un tiempo: sin recordatorios, preguntas ni otros mensajes automáticos durante 7 días.",
        pause="Pausa de 7 días",
        done="Ya no recibirá mensajes de {programme}.",
        paused="En pausa: sin mensajes automáticos antes del {date}.",
        again="Para recibirlos otra vez, responda START a uno de nuestros mensajes o llame al {phone}.",
        emergency="En una emergencia llame al {emergency}. Para hablar con alguien a toda hora: {urgent}.",
        not_found="Este enlace no funciona",
        not_found_text="Fue reemplazado o está dañado. Para terminar los mensajes, responda STOP a uno de ellos.",
        too_often="Fueron demasiados intentos. Espere un minuto, o responda STOP a cualquiera de nuestros mensajes.",
    ),
}


@bp.get("/stop/<token>")
@public
def show(token: str) -> Response:
    """The question, or how things stand already; opening it changes nothing."""
    link = _link(token)
    return _page(link, token) if link is not None else _unknown()


@bp.post("/stop/<token>")
@public
def act(token: str) -> Response:
    """End the texts, or pause them; doing it twice does nothing twice."""
    open_session(writing=True)
    link = _link(token)
    if link is None:
        return _unknown()
    if not _USES.allows(link.id):
        return _too_often(language_of(_patient(link).language))
    if typed("do") == "pause":
        pause_by_link(request_session(), link, now=now())
    elif typed("do") == "stop":
        stop_by_link(request_session(), link, now=now())
    return _page(link, token)


def _link(token: str) -> StopLink | None:
    """The link; what is no token is looked up all the same, so that the answer takes as long."""
    return live_link(request_session(), token if _SECRET.fullmatch(token) else "")


def _page(link: StopLink, token: str) -> Response:
    patient, clinic = _patient(link), clinic_by_id(request_session(), link.clinic_id)
    language, until = language_of(patient.language), _paused_until(patient)
    said = {
        "programme": clinic.programme,
        "phone": clinic.phone,
        "emergency": clinic.emergency_number,
        "urgent": clinic.crisis_number,
        "date": until,
    }
    state = "done" if patient.consent_state is ConsentState.REVOKED else "paused" if until else "ask"
    told = {name: sentence.format_map(said) for name, sentence in asdict(WORDS[language]).items()}
    page = render_template("stop_page.html", told=told, lang=language, state=state, has_phone=bool(clinic.phone))
    return _answer(page, 200)


def _patient(link: StopLink) -> Patient:
    patient = patient_by_id(request_session(), link.clinic_id, link.patient_id)
    assert patient is not None
    return patient


def _paused_until(patient: Patient) -> str:
    today = local_date(now(), patient.zone)
    holding = pauses_that_hold(request_session(), patient.id, today)
    ends = [pause.until_on for pause in holding if pause.topic is PauseTopic.EVERYTHING]
    return day_text(max(ends), lang=patient.language) if ends else ""


def _unknown() -> Response:
    if not _GUESSES.allows(request.remote_addr):
        return _too_often("en")
    page = render_template(
        "stop_page.html", told=WORDS["en"], lang="en", state="not_found", spanish=WORDS["es"], has_phone=False
    )
    return _answer(page, 404)


def _too_often(language: str) -> Response:
    return _answer(render_template("stop_page.html", told=WORDS[language], lang=language, state="too_often"), 429)


def _answer(page: str, status: int) -> Response:
    """Not kept, not indexed, and told to no other page that is opened from here."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
