"""The clinic's texts: what leaves for each occasion, writing another version, approving it and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.approve_template import approve_template, is_only_approver, why_not
from adherence.actions.list_templates import Listed, list_templates
from adherence.actions.queue_text import clinic_params
from adherence.actions.retire_template import retire_template
from adherence.actions.write_template import write_template
from adherence.db.clinic_templates import ClinicTemplate, template_version, versions_of
from adherence.db.overview import names_of_staff
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.domain.wording.own import CATALOGUE, TemplateState, may_approve, name_faults, plain, review
from adherence.domain.wording.render import LEVELS, levels_alike, template
from adherence.domain.wording.speech import LANGUAGES
from adherence.web import text_words, words
from adherence.web.filters import plural
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow, may_act
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session
from adherence.web.text_view import Piece, Shown, changes, show

LABELS = {
    "body": "Text",
    "levels": "For which levels",
    "note": "Why it is changed",
    "acknowledged": "Your word that it is meant so",
}
APPROVES = (Role.ADMIN, Role.CLINICIAN)

bp = Blueprint("texts", __name__)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as the history shows it."""

    version: ClinicTemplate
    changed: list[Piece]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Drafts of the same words for one or more levels, and why this person may not approve them."""

    drafts: list[ClinicTemplate]
    shown: Shown
    changed: list[Piece]
    why_not: str | None
    alone: bool


@bp.get("/settings/texts")
@allow(*SEES_PATIENTS, Role.OPERATOR)
def catalogue() -> str:
    """All texts of one language and level, as they leave now."""
    language, level = wanted_language(), wanted_level()
    listed = list_templates(request_session(), actor().clinic_id, CATALOGUE, now=now())
    groups: dict[str, list[Listed]] = {group: [] for group in text_words.GROUPS}
    for one in listed:
        if (one.now.language, one.now.level) == (language, level):
            groups[text_words.group_of(one.now)].append(one)
    return render_template(
        "texts.html",
        groups={group: found for group, found in groups.items() if found},
        waiting=[one for one in listed if one.draft],
        blocked=[one for one in listed if one.blocked],
        own=sum(one.now.number is not None for one in listed),
        name_faults=name_faults(clinic().programme),
        language=language,
        level=level,
        **_frame(),
    )


@bp.get("/settings/texts/<key>")
@allow(*SEES_PATIENTS, Role.OPERATOR)
def one_text(key: str) -> str:
    """One text: what leaves, what waits, what was, and a form for another version."""
    key, language, level = _known(key), wanted_language(), wanted_level()
    listed = _listed(key, language)
    levels = LEVELS if levels_alike(key, lang=language) else (level,)
    values = {"body": listed[level].now.body, "levels": "\n".join(map(str, levels))}
    return _page(key, language, level, listed, FormState(values, LABELS), ())


@bp.post("/settings/texts/<key>")
@allow(*ACTS_ON_PATIENTS)
def write(key: str) -> tuple[str, int] | str | Response:
    """Show how a typed text looks at each chosen level; or store it as a draft for all of them, or for none."""
    key, language, level = _known(key), wanted_language(), wanted_level()
    levels = [one for one in LEVELS if str(one) in request.form.getlist("levels")]
    faults = [] if levels else [Fault("levels", "is missing; tick at least one level")]
    if request.form.get("act") == "preview" or faults:
        give_up_writing()
        page = _typed_page(key, language, level, levels, faults)
        return (page, 422) if faults else page
    try:
        for each in levels:
            write_template(request_session(), actor(), key, _typed(language, each), now=now())
    except Refused as refusal:
        give_up_writing()
        return _typed_page(key, language, level, levels, refusal.faults), 422
    say(f"Stored as a draft for {plural(len(levels), 'level')}. Nothing changes until it is approved.")
    return redirect(address(key, language, levels[0]))


@bp.post("/settings/texts/<key>/approve")
@allow(*APPROVES)
def approve(key: str) -> Response:
    """Let drafts leave from now on; all that were shown together, or none."""
    said = "Approved. Texts that leave from now on have these words."
    return _on_each(key, approve_template, said, "Not approved: ")


@bp.post("/settings/texts/<key>/retire")
@allow(*ACTS_ON_PATIENTS)
def retire(key: str) -> Response:
    """Take versions back: a draft never leaves, and in place of an approved one the shipped text does."""
    return _on_each(key, retire_template, "Taken back. What leaves now is shown below.", "Not taken back: ")


def _on_each(key: str, act: Callable[..., object], said: str, refused: str) -> Response:
    """Do the same to all versions that were shown together, or to none."""
    chosen = _chosen(key)
    page = address(key, chosen[0].language, chosen[0].level)
    try:
        for version in chosen:
            act(request_session(), actor(), version, now=now())
        say(said)
    except Refused as refusal:
        give_up_writing()
        say(refused + _sentence(refusal))
    return redirect(page)


def wanted_language() -> str:
    """The language of the tab that is open."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def wanted_level() -> int:
    """The discretion level of the tab that is open."""
    wanted = request.args.get("level", "")
    return int(wanted) if wanted in {"0", "1", "2"} else 0


def address(key: str, language: str, level: int) -> str:
    """The page of one text."""
    return url_for("texts.one_text", key=key, lang=language, level=level)


def _known(key: str) -> str:
    return key if key in CATALOGUE else abort(404)


def _listed(key: str, language: str) -> list[Listed]:
    """One text at the three levels, the most discreet first."""
    return list_templates(request_session(), actor().clinic_id, (key,), now=now(), languages=(language,))


def _chosen(key: str) -> list[ClinicTemplate]:
    """The versions that a button was about; all of them of this clinic and this text, else 404."""
    _known(key)
    found = [_version_or_404(text) for text in request.form.getlist("version")[: len(LEVELS)]]
    if not found or any(version.key != key for version in found):
        abort(404)
    return found


def _version_or_404(text: str) -> ClinicTemplate:
    try:
        version_id = str(UUID(text))
    except ValueError:
        abort(404)
    return template_version(request_session(), actor().clinic_id, version_id) or abort(404)


def _sentence(refusal: Refused) -> str:
    said = "; ".join(fault.message for fault in refusal.faults)
    return ("whoever approves " if said.startswith("must be") else "the text ") + said + "."


def _typed(language: str, level: int) -> dict[str, object]:
    acknowledged = True if typed("acknowledged") else None
    return given(language=language, body=typed("body"), note=typed("note"), acknowledged=acknowledged) | {
        "level": level
    }


def _typed_page(key: str, language: str, level: int, levels: Sequence[int], faults: Sequence[Fault]) -> str:
    values = clinic_params(clinic(), language)
    previews = [
        show(
            f"Level {each}: {words.DISCRETION[each]}",
            review(key, plain(typed("body")), lang=language, level=each, values=values),
            language,
        )
        for each in levels
    ]
    form = entered(LABELS, list(dict.fromkeys(faults)))
    return _page(key, language, level, _listed(key, language), form, previews)


def _page(
    key: str, language: str, level: int, listed: Sequence[Listed], form: FormState, previews: Sequence[Shown]
) -> str:
    versions = versions_of(request_session(), actor().clinic_id, key)
    here = listed[level]
    return render_template(
        "text.html",
        key=key,
        language=language,
        level=level,
        listed=listed,
        here=here,
        leaves=show("", here.now.review, language),
        waiting=_waiting(key, language, listed),
        history=_history(versions, key, language, level),
        approved=next((one for one in versions if one.slot == (key, language, level) and _leaves(one)), None),
        form=form,
        previews=previews,
        **_frame(),
    )


def _leaves(version: ClinicTemplate) -> bool:
    return version.state is TemplateState.APPROVED


def _waiting(key: str, language: str, listed: Sequence[Listed]) -> list[Waiting]:
    """Drafts of the same words are read and approved together."""
    by_body: dict[str, list[ClinicTemplate]] = {}
    for one in listed:
        if one.draft:
            by_body.setdefault(one.draft.body, []).append(one.draft)
    session, values = request_session(), clinic_params(clinic(), language)
    found = []
    for body, drafts in by_body.items():
        first = drafts[0]
        reviewed = review(key, body, lang=language, level=first.level, values=values)
        shown = show("", reviewed, language)
        fault = next((said for draft in drafts if (said := why_not(session, actor(), draft))), None)
        alone = first.written_by == actor().id and fault is None and is_only_approver(session, actor(), key)
        found.append(Waiting(drafts, shown, changes(listed[first.level].now.body, body), fault, alone))
    return found


def _history(versions: Sequence[ClinicTemplate], key: str, language: str, level: int) -> list[VersionLine]:
    """The versions of one slot, newest first, each against the one before it."""
    of_slot = [version for version in versions if version.slot == (key, language, level)]
    bodies = [*(version.body for version in of_slot), template(key, lang=language, level=level)]
    return [VersionLine(version, changes(bodies[i + 1], version.body)) for i, version in enumerate(of_slot)]


def _frame() -> dict[str, object]:
    """What both pages need around their own."""
    return {
        "names": names_of_staff(request_session(), actor().clinic_id),
        "zone": clinic_zone(),
        "texts": text_words,
        "may_write": may_act(),
        "may_retire": lambda key: may_approve(actor().role, key),
        "sees_patients": actor().role in SEES_PATIENTS,
        "languages": words.LANGUAGE,
        "levels": words.DISCRETION,
    }
