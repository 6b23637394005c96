"""The clinic's policy: every number with its default and where that comes from, and changing them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_policy import change_policy
from adherence.db.overview import names_of_staff
from adherence.db.policies import PolicyChange, policy_changes
from adherence.domain.errors import Refused
from adherence.domain.policy import Policy
from adherence.domain.policy_fields import FIELDS, GROUPS, PolicyField, Unit, fields_of
from adherence.domain.policy_values import (
    NONE,
    WEEKDAY_NAMES,
    NotAValue,
    default_of,
    range_of,
    read_value,
    shown,
    text_of,
)
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.web import words
from adherence.web.filters import plural
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.sessions import give_up_writing, request_session

bp = Blueprint("policy_settings", __name__)


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One number as the page shows it."""

    field: PolicyField
    value: str
    default: str
    is_changed: bool
    range: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as the page shows it."""

    change: PolicyChange
    label: str
    old: str
    new: str
    by: str


@bp.get("/settings/policy")
@allow(*SEES_PATIENTS, Role.OPERATOR)
def show() -> str:
    """All numbers, and who changed what."""
    session, clinic_id = request_session(), actor().clinic_id
    names, rules = names_of_staff(session, clinic_id), policy()
    return render_template(
        "policy.html",
        groups={group: (title, [_line(field, rules) for field in fields_of(group)]) for group, title in GROUPS.items()},
        changes=[_change_line(change, names) for change in policy_changes(session, clinic_id)],
        is_admin=actor().role is Role.ADMIN,
        zone=clinic_zone(),
    )


@bp.get("/settings/policy/<group>")
@allow(Role.ADMIN)
def form(group: str) -> str:
    """The numbers of one group as a form."""
    fields, rules = _fields_or_404(group), policy()
    values = {field.name: _input_value(field, rules) for field in fields}
    return _page(group, FormState(values, _labels(group)))


@bp.post("/settings/policy/<group>")
@allow(Role.ADMIN)
def save(group: str) -> tuple[str, int] | Response:
    """Change what was typed differently; all of it, or none."""
    wanted: dict[str, str | None] = {field.name: _typed(field) for field in _fields_or_404(group)}
    try:
        changes = change_policy(request_session(), actor(), wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        faults = [fault if fault.field in wanted else elsewhere(fault) for fault in refusal.faults]
        return _page(group, entered(_labels(group), faults)), 422
    say(f"{plural(len(changes), 'setting')} changed." if changes else "Nothing was changed.")
    return redirect(url_for("policy_settings.show", _anchor=f"g-{group}"))


@bp.post("/settings/policy/<name>/reset")
@allow(Role.ADMIN)
def reset(name: str) -> Response:
    """Put one number back to the product's default."""
    field = FIELDS.get(name) or abort(404)
    try:
        change_policy(request_session(), actor(), {name: None}, now=now())
        say(f"{field.label}: {shown(field, default_of(field))} again.")
    except Refused as refusal:
        give_up_writing()
        say(f"Not done: {field.label}: " + "; ".join(elsewhere(fault).message for fault in refusal.faults) + ".")
    return redirect(url_for("policy_settings.show", _anchor=f"p-{name}"))


def _input_value(field: PolicyField, rules: Policy) -> str:
    """A value as its input holds it; ticked boxes are joined by line ends."""
    text = text_of(field, getattr(rules, field.name))
    return text.replace(", ", "\n") if field.unit is Unit.HOLDS else text


def _typed(field: PolicyField) -> str:
    """Boxes that are all empty mean none of them."""
    return ", ".join(request.form.getlist(field.name)) or NONE if field.unit is Unit.HOLDS else typed(field.name)


def elsewhere(fault: Fault) -> Fault:
    """A fault of a number that is not on this form, with its name."""
    label = FIELDS[fault.field].label if fault.field in FIELDS else ""
    return Fault("form", f"{label} {fault.message}; change that first" if label else fault.message)


def _fields_or_404(group: str) -> list[PolicyField]:
    return fields_of(group) if group in GROUPS else abort(404)


def _labels(group: str) -> dict[str, str]:
    return {field.name: field.label for field in fields_of(group)}


def _line(field: PolicyField, rules: Policy) -> SettingLine:
    value, default = getattr(rules, field.name), default_of(field)
    return SettingLine(field, shown(field, value), shown(field, default), value != default, range_of(field))


def _change_line(change: PolicyChange, names: dict[str, str]) -> ChangeLine:
    field = FIELDS.get(change.name)
    old, new = ("the default" if text is None else _shown_text(field, text) for text in (change.old, change.new))
    label = field.label if field else change.name
    return ChangeLine(change, label, old, new, names.get(change.recorded_by, "another system"))


def _shown_text(field: PolicyField | None, text: str) -> str:
    """A kept value with its unit; one that is no longer allowed stays as it was typed."""
    try:
        return shown(field, read_value(field, text)) if field else text
    except NotAValue:
        return text


def _page(group: str, form: FormState) -> str:
    rules = policy()
    lines = [_line(field, rules) for field in _fields_or_404(group)]
    return render_template(
        "policy_group.html",
        title=GROUPS[group],
        lines=lines,
        form=form,
        units=Unit,
        weekdays=list(enumerate(WEEKDAY_NAMES)),
        holds=list(words.HOLD.items()),
    )
