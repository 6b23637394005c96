"""An address for each page of the service, made from what is in the database."""

from __future__ import annotations

from itertools import islice
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from adherence.actions.make_report import ReportName
from adherence.db.dispenses import Dispense
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.injections import Injection
from adherence.db.labs import Lab
from adherence.db.medicines import PatientMedicine
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.db.regimens import Regimen
from adherence.db.supporters import Supporter
from adherence.domain.states import FlagState

EXAMPLES = 20
_MORE = {
    "/": ["/", "/?owner=me", "/?owner=nobody", "/?page=2"],
    "/reports/<name>": [f"/reports/{name}" for name in ReportName],
    "/reports/<name>/<key>.csv": ["/reports/doses/tablets.csv"],
    "/settings/policy/<group>": ["/settings/policy/texts"],
    "/settings/texts/<key>": ["/settings/texts/reminder"],
    "/patients": ["/patients", "/patients?search=re", "/patients?plan=daily", "/patients?status=active"],
}
_NOT_PAGES = ("/api/", "/static/", "/sms/", "/health", "/ready", "/metrics", "/login", "/logout", "/calendar/", "/s/")


def addresses(app: Flask, session: Session, clinic_id: str) -> dict[str, list[str]]:
    """By rule, the addresses of each page that answers GET; rules for which there is no row are left out."""
    ids = _ids(session, clinic_id)
    found: dict[str, list[str]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(_NOT_PAGES):
            continue
        if rule.rule in _MORE:
            found[rule.rule] = _MORE[rule.rule]
            continue
        names = sorted(rule.arguments)
        if any(name not in ids for name in names):
            continue
        many = zip(*(ids[name] for name in names), strict=False) if names else [()]
        try:
            with app.test_request_context():
                made = [app.url_for(rule.endpoint, **dict(zip(names, row, strict=True))) for row in many]
        except BuildError:
            continue
        found[rule.rule] = made[:EXAMPLES]
    return {rule: made for rule, made in found.items() if made}


def _ids(session: Session, clinic_id: str) -> dict[str, list[object]]:
    """What may stand in an address, each with some of the clinic's rows."""
    tables = {
        "patient_id": Patient,
        "regimen_id": Regimen,
        "injection_id": Injection,
        "dispense_id": Dispense,
        "lab_id": Lab,
        "hold_id": Hold,
        "medicine_id": PatientMedicine,
        "supporter_id": Supporter,
    }
    ids: dict[str, list[object]] = {}
    for name, table in tables.items():
        query = select(table.id).where(table.clinic_id == clinic_id).limit(EXAMPLES)
        ids[name] = [UUID(found) for found in session.scalars(query)]
    flags = select(Flag.id).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN)
    ids["flag_id"] = [UUID(found) for found in session.scalars(flags.limit(EXAMPLES))]
    doses = select(Dose.id).where(Dose.clinic_id == clinic_id).order_by(Dose.on).limit(EXAMPLES)
    ids["dose_id"] = list(islice(session.scalars(doses), EXAMPLES))
    staff = select(Practitioner.id).where(Practitioner.clinic_id == clinic_id).limit(EXAMPLES)
    ids["staff_id"] = [UUID(found) for found in session.scalars(staff)]
    return ids
