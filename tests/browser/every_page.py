"""Every page of the service, made from its routes and the rows of a clinic, so that a new page cannot be forgotten."""

from __future__ import annotations

from itertools import product
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from adherence.access import access_of
from adherence.actions.make_report import ReportName
from adherence.db.dispenses import Dispense
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.imports import PatientImport
from adherence.db.injections import Injection
from adherence.db.labs import Lab
from adherence.db.medicines import PatientMedicine
from adherence.db.on_call import Shift
from adherence.db.practitioners import Practitioner
from adherence.db.regimens import Regimen
from adherence.db.supporters import Supporter
from adherence.domain.policy_fields import GROUPS
from adherence.domain.states import FlagState, Role
from adherence.web.help import TOPICS
from tests.web.site import Site

FILES = {
    "/calendar/<token>.ics",
    "/patients/import/columns.csv",
    "/patients/import/template.csv",
    "/patients/import/<uuid:import_id>/refused.csv",
    "/reports.xlsx",
    "/reports/<name>/<key>.csv",
}
"""What is downloaded, not shown."""
FOR_MACHINES = {"/health", "/ready", "/metrics", "/static/<path:filename>", "/phone/<uuid:patient_id>/screen"}
OF_OPERATORS = {"/messages/unknown"}
"""Where several clinics share a number, only an operator sees this page."""
LOGGED_OUT = {"/login", "/password/<token>", "/stop/<token>"}
"""Pages for whoever is not logged in; they have a test of their own."""
_SEVERAL = {
    "/": ["/", "/?view=snoozed", "/?owner=me", "/?kind=crisis"],
    "/patients": ["/patients", "/patients?plan=daily&sort=name", "/patients?search=zzzz"],
    "/messages": ["/messages", "/messages?view=closed"],
    "/reports/<name>": [f"/reports/{name}" for name in ReportName],
    "/patients/<uuid:patient_id>/doses": ["/patients/{patient}/doses?of=taken&span=30"],
}
_TABLES: dict[str, Any] = {
    "injection_id": Injection,
    "dispense_id": Dispense,
    "lab_id": Lab,
    "hold_id": Hold,
    "medicine_id": PatientMedicine,
    "record_id": PatientMedicine,
    "supporter_id": Supporter,
    "shift_id": Shift,
    "import_id": PatientImport,
    "staff_id": Practitioner,
}
_ABOUT = {"visit": "Ines", "check-ins": "Theo", "drinking-reports": "Theo", "risk-days": "Theo", "messages": "Paz"}
"""Pages that not every patient has, by their last word."""
_WORDS = {"group": list(GROUPS), "key": ["reminder"], "on": ["2026-03-08"], "move": ["hold"]}
_WORDS |= {"act": ["withdraw"], "event": ["withdraw"], "slug": [topic.slug for topic in TOPICS]}


def pages_of(site: Site, role: Role, people: dict[str, str]) -> dict[str, list[str]]:
    """By rule, the addresses of the pages that a role may open; the page of a patient comes for each of some."""
    with site.rt.database.reading() as session:
        found = {}
        for rule in site.app.url_map.iter_rules():
            access = access_of(site.app.view_functions[rule.endpoint])
            apart = rule.rule in OF_OPERATORS and role is not Role.OPERATOR
            if _is_page(rule) and access is not None and role in access.roles and not apart:
                found[rule.rule] = addresses_of(site.app, session, rule, site.cast.ben.clinic_id, people)
    return found


def _is_page(rule: Rule) -> bool:
    apart = FILES | FOR_MACHINES | LOGGED_OUT
    return "GET" in (rule.methods or ()) and not rule.rule.startswith(("/api/", "/fhir/")) and rule.rule not in apart


def addresses_of(app: Flask, session: Session, rule: Rule, clinic_id: str, people: dict[str, str]) -> list[str]:
    """The addresses of a rule, made from the rows of a clinic."""
    if rule.rule in _SEVERAL:
        return [address.format(patient=people["Ana"]) for address in _SEVERAL[rule.rule]]
    names = sorted(rule.arguments)
    choices = [_values(session, rule, name, clinic_id, people) for name in names]
    with app.test_request_context():
        return [app.url_for(rule.endpoint, **dict(zip(names, row, strict=True))) for row in product(*choices)]


def _values(session: Session, rule: Rule, name: str, clinic_id: str, people: dict[str, str]) -> list[Any]:
    """What may stand at a place of an address; a page of many rows is shown for one of them."""
    if name == "patient_id":
        if rule.rule == "/patients/<uuid:patient_id>":
            return [UUID(patient) for patient in people.values()]
        return [UUID(people[_ABOUT.get(rule.rule.rpartition("/")[2], "Ana")])]
    if name == "kind":
        plans = ["daily", "injection", "targeted"]
        return plans if "regimens" in rule.rule else ["medicine"] if "records" in rule.rule else ["craving"]
    if name in _WORDS:
        return _WORDS[name]
    return [_row(session, name, clinic_id, people)]


def _row(session: Session, name: str, clinic_id: str, people: dict[str, str]) -> Any:
    if name == "dose_id":
        return session.scalars(select(Dose.id).where(Dose.patient_id == people["Ana"]).order_by(Dose.due_at)).first()
    if name == "flag_id":
        open_ = select(Flag.id).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN)
        return UUID(session.scalars(open_.where(Flag.patient_id.is_not(None))).first())
    if name == "regimen_id":
        return UUID(session.scalars(select(Regimen.id).where(Regimen.patient_id == people["Lowe"])).first())
    table = _TABLES[name]
    return UUID(session.scalars(select(table.id).where(table.clinic_id == clinic_id)).first())
