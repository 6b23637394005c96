"""Write a new version of the clinic's own text; it waits for approval and changes nothing before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from adherence.actions.queue_text import clinic_params
from adherence.db.clinic_templates import ClinicTemplate, Slot
from adherence.db.clinics import Clinic, lock_clinic
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.forms import Form, flag
from adherence.domain.regimen import Fault
from adherence.domain.wording.own import CATALOGUE, LONGEST_BODY, TemplateState, plain, review
from adherence.domain.wording.render import template
from adherence.domain.wording.speech import LANGUAGES

LONGEST_NOTE = 500
_MOST_VERSIONS = 500


def write_template(session: Session, actor: Actor, key: str, data: object, *, now: datetime) -> ClinicTemplate:
    """Write ``{"language", "level", "body", "note", "acknowledged"}`` as a draft, in place of one that waits.

    Raises ``Refused``: 422 for what can never be sent, or for what is advised against and was not acknowledged.
    """
    if key not in CATALOGUE:
        raise refuse("key", "is not a text of this service; take one from the list")
    form = Form(data, ("language", "level", "body", "note", "acknowledged"))
    language = form.at("language").choice(LANGUAGES)
    level = form.at("level").whole(0, 2)
    body = plain(form.at("body").text(LONGEST_BODY))
    note = form.optional("note", lambda entry: entry.text(LONGEST_NOTE))
    acknowledged = form.optional("acknowledged", flag) or False
    form.done()
    slot: Slot = key, language or "en", level
    clinic = lock_clinic(session, actor.clinic_id)
    if body == session.scalar(_of_slot(slot, clinic.id, TemplateState.APPROVED).with_only_columns(ClinicTemplate.body)):
        raise refuse("body", "is what leaves already; there is nothing to approve")
    rules = _check(clinic, slot, body, acknowledged)
    _make_room(session, actor, slot, now)
    version = ClinicTemplate(
        clinic_id=clinic.id,
        **{"key": slot[0], "language": slot[1], "level": slot[2]},
        number=_next_number(session, clinic.id, slot),
        body=body,
        acknowledged=rules,
        written_at=now,
        written_by=actor.id,
    )
    if note:
        vault = session.info["vault"]
        version.note_sealed = vault.seal(note, "clinic_templates", "note_sealed", version.id)
    session.add(version)
    session.flush()
    return version


def values_of(clinic: Clinic, language: str) -> Mapping[str, str]:
    """What the clinic fills into its texts: a text must hold with its own name and numbers."""
    return clinic_params(clinic, language)


def _check(clinic: Clinic, slot: Slot, body: str, acknowledged: bool) -> list[str]:
    """The rules that advise against it; raises ``Refused`` where it cannot be, or where they were not acknowledged."""
    key, language, level = slot
    if body == template(key, lang=language, level=level):
        raise refuse("body", "is the shipped text already; retire the clinic's version to send that")
    found = review(key, body, lang=language, level=level, values=values_of(clinic, language))
    if found.refused:
        raise Refused([Fault("body", sentence) for sentence in found.refused])
    if found.advised_against and not acknowledged:
        reasons = " ".join(finding.message for finding in found.advised_against)
        raise refuse("acknowledged", f"is needed, because it is advised against: {reasons}")
    return list(dict.fromkeys(finding.rule.value for finding in found.advised_against))


def _make_room(session: Session, actor: Actor, slot: Slot, now: datetime) -> None:
    """A newer draft takes the place of the one that waits."""
    for draft in session.scalars(_of_slot(slot, actor.clinic_id, TemplateState.DRAFT)):
        draft.state, draft.retired_at, draft.retired_by = TemplateState.RETIRED, now, actor.id
    session.flush()


def _next_number(session: Session, clinic_id: str, slot: Slot) -> int:
    newest = (
        session.scalar(_of_slot(slot, clinic_id, *TemplateState).with_only_columns(func.max(ClinicTemplate.number)))
        or 0
    )
    if newest >= _MOST_VERSIONS:
        raise refuse("body", f"would be one version too many; a text has {_MOST_VERSIONS} at most", conflict=True)
    return newest + 1


def _of_slot(slot: Slot, clinic_id: str, *states: TemplateState) -> Select[ClinicTemplate]:
    key, language, level = slot
    return select(ClinicTemplate).where(
        ClinicTemplate.clinic_id == clinic_id,
        ClinicTemplate.key == key,
        ClinicTemplate.language == language,
        ClinicTemplate.level == level,
        ClinicTemplate.state.in_(states),
    )
