"""A database as large as a whole country's: one clinic with a full history, among many patients of another.

The measured clinic's patients are enrolled through the real actions; their history, and everybody else, is written
in bulk. States follow a fixed pattern of numbers, so that each run measures the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Index, Table, UniqueConstraint, insert, text
from sqlalchemy.orm import Session

from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.sign_gate import sign_gate
from adherence.actions.start_regimen import start_regimen
from adherence.db.figures import PatientFigures
from adherence.db.patients import Patient, PatientNamePrefix
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.db.schema import metadata
from adherence.db.session import Database
from adherence.db.types import new_id
from adherence.db.vault import Vault, name_prefixes
from adherence.domain.actor import Actor
from adherence.domain.bands import Band
from adherence.domain.states import PlanKind, Role
from benchmarks.clinic_history import BATCH, NOW, TODAY, Size, write_history

ADMIN = "admin@bench.example"
_NAMES = ("Ana", "Ben", "Cleo", "Dora", "Elif", "Femi", "Gus", "Hana", "Ines", "Jude", "Kofi", "Lena", "Mei", "Nia")
_FAMILIES = ("Reyes", "Ortiz", "Hale", "Brandt", "Moreno", "Okafor", "Lindt", "Sato", "Nguyen", "Weber", "Costa")


def fill(database: Database, size: Size) -> str:
    """Write both clinics; gives the id of the measured one."""
    with database.writing() as session:
        clinic = create_clinic(session, name="Measured", programme="North Care", now=_start(size))
        staff = create_practitioner(
            session, clinic_id=clinic.id, email=ADMIN, name="Ina Brandt", role=Role.ADMIN, now=_start(size)
        )
        actor = Actor(staff.id, staff.name, staff.role, clinic.id)
        for number in range(size.own):
            _enrol(session, actor, number, _start(size))
    with database.writing() as session:
        session.execute(text("DELETE FROM communications"))
        session.execute(text("DELETE FROM doses"))
        write_history(session, clinic.id, size)
    with database.writing() as session:
        other = create_clinic(session, name="All others", programme="South Care", now=_start(size))
        _others(session, other.id, size)
    _doses_of_others(database, other.id, size)
    if not database.sqlite:  # which gets no statistics: decision 0034
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    return str(clinic.id)


def _start(size: Size) -> datetime:
    return NOW - timedelta(days=size.days + 1)


def _enrol(session: Session, actor: Actor, number: int, now: datetime) -> None:
    """One patient of the measured clinic: of ten, six on tablets, two on injections and two on targeted tablets."""
    entered = {
        "given_name": _NAMES[number % len(_NAMES)],
        "family_name": _FAMILIES[number % len(_FAMILIES)],
        "phone": f"+1{2010000000 + number}",
        "time_zone": "America/New_York",
        "language": "en",
        "external_id": f"M{number}",
        "consent": {"method": "written"},
    }
    patient = enrol_patient(session, actor, entered, now=now)
    gate = {"agent": "none", "urine_test": "negative", "contraindications": [], "signed_by": "Dr Hale"}
    sign_gate(session, actor, patient, gate, now=now)
    plan: dict[str, Any] = {"medication": "naltrexone 50 mg tablet", "starts_on": now.date().isoformat()}
    if number % 10 < 6:
        plan |= {"kind": "daily", "times": ["08:00"], "pattern": {"type": "every_day", "quantity_mg": 50}}
    elif number % 10 < 8:
        plan |= {"kind": "injection", "medication": "naltrexone ER 380 mg", "quantity_mg": 380, "visit_time": "10:00"}
        plan |= {"cadence": {"every_days": 28}}
    else:
        plan |= {"kind": "targeted", "quantity_mg": 50, "risk_weekdays": ["thu", "fri", "sat"]}
        plan |= {"anticipated_at": "19:00", "lead_minutes": 90}
    start_regimen(session, actor, patient, plan, now=now)


def _others(session: Session, clinic_id: str, size: Size) -> None:
    """Patients of the other clinic with a daily plan each, without texts."""
    vault: Vault = session.info["vault"]
    started = _start(size)
    plan = {
        **{"kind": "daily", "medication": "naltrexone 50 mg tablet", "starts_on": started.date().isoformat()},
        **{"times": ["08:00"], "pattern": {"type": "every_day", "quantity_mg": 50}},
    }
    for first in range(0, size.others, BATCH):
        numbers = range(first, min(first + BATCH, size.others))
        ids = [(new_id(), new_id(), new_id()) for _ in numbers]
        rows = list(zip(numbers, ids, strict=True))
        whose = {"clinic_id": clinic_id}
        common = whose | {"created_at": started}
        people = [_person(vault, number, one[0]) | common for number, one in rows]
        session.execute(insert(Patient), people)
        session.execute(insert(PatientNamePrefix), list(_prefixes(vault, clinic_id, rows)))
        session.execute(insert(PatientFigures), [_figures(number, one[0]) | whose for number, one in rows])
        regimen = {"clinic_id": clinic_id, "kind": PlanKind.DAILY, "state": "active", "created_at": started}
        regimen |= {"planned_until": NOW + timedelta(days=2)}
        session.execute(insert(Regimen), [{"id": one[1], "patient_id": one[0]} | regimen for _, one in rows])
        version = {"clinic_id": clinic_id, "number": 1, "from_on": started.date(), "plan": plan, "recorded_at": started}
        session.execute(insert(RegimenVersion), [{"id": one[2], "regimen_id": one[1]} | version for _, one in rows])


def _names(number: int) -> tuple[str, str]:
    return _NAMES[number % len(_NAMES)], f"{_FAMILIES[number % len(_FAMILIES)]}{number // 154}"


def _person(vault: Vault, number: int, row_id: str) -> dict[str, Any]:
    given, family = _names(number)
    phone = f"+1{3010000000 + number}"
    return {
        "id": row_id,
        "external_id": f"O{number}",
        "given_name_sealed": vault.seal(given, "patients", "given_name_sealed", row_id),
        "family_name_sealed": vault.seal(family, "patients", "family_name_sealed", row_id),
        "phone_sealed": vault.seal(phone, "patients", "phone_sealed", row_id),
        "phone_hash": vault.index("phone:" + phone),
        "time_zone": "America/New_York",
        "language": "en",
        "watch_at": NOW + timedelta(days=1),
    }


def _figures(number: int, patient_id: str) -> dict[str, Any]:
    """As the worker would have worked them out today, for a share of taken doses from 30 to 99 of 100."""
    share = 30 + number % 70
    band = Band.BELOW_50 if share < 50 else Band.FROM_50 if share < 80 else Band.FROM_80
    return {
        "patient_id": patient_id,
        "band": band,
        "taken_order": share * 1000 + share,
        "last_reply_at": NOW - timedelta(hours=number % 700),
        "computed_on": TODAY,
        "refresh_at": NOW + timedelta(hours=11),
    }


def _prefixes(vault: Vault, clinic_id: str, rows: list[tuple[int, tuple[str, str, str]]]) -> Iterator[dict[str, Any]]:
    for number, (patient_id, _, _) in rows:
        for prefix in name_prefixes(*_names(number)):
            yield {"clinic_id": clinic_id, "prefix_hash": vault.index("name:" + prefix), "patient_id": patient_id}


def _doses_of_others(database: Database, clinic_id: str, size: Size) -> None:
    """One dose a day for each of the others, written by the database itself; indexes are made afterwards."""
    table = metadata.tables["doses"]
    sqlite = database.sqlite
    with database.engine.begin() as connection:
        if not sqlite:
            connection.execute(text("SET session_replication_role = replica"))
            _without_indexes(connection, table)
        connection.execute(text(_doses_in_sql(sqlite)), {"clinic": clinic_id.replace("-", "") if sqlite else clinic_id})
        if not sqlite:
            connection.execute(text("SET maintenance_work_mem = '1GB'"))
            _with_indexes(connection, table)


def _doses_in_sql(sqlite: bool) -> str:
    """The days count back from tomorrow; the state follows the patient's and the day's number."""
    day = "date('{t}', '-' || back || ' days')" if sqlite else "(date '{t}' - back)"
    day = day.format(t=TODAY.isoformat())
    if sqlite:
        instant = "{d} || ' {h}:00:00.000000'"
        days = "WITH RECURSIVE days(back) AS (SELECT -1 UNION ALL SELECT back + 1 FROM days WHERE back < 363)"
    else:
        instant = "(({d})::timestamp + interval '{h} hours') AT TIME ZONE 'UTC'"
        days = "WITH days AS (SELECT generate_series(-1, 363) AS back)"
    opens, due, late, closes = (instant.format(d=day, h=f"{hour:02d}") for hour in (12, 13, 15, 19))
    return f"""
        {days}, people AS (
            SELECT r.patient_id, r.id AS regimen_id, v.id AS version_id,
                   row_number() OVER (ORDER BY r.patient_id) AS n
            FROM regimens r JOIN regimen_versions v ON v.regimen_id = r.id WHERE r.clinic_id = :clinic),
        rolled AS (SELECT *, (n * 7919 + back * 104729) % 100 AS roll, 30 + n % 70 AS good FROM people, days)
        INSERT INTO doses (clinic_id, patient_id, regimen_id, version_id, kind, "on", slot, due_at, window_opens_at,
                           late_from, window_closes_at, quantity_mg, agreed_hours, state, undelivered)
        SELECT :clinic, patient_id, regimen_id, version_id, 'daily', {day}, '08:00', {due}, {opens}, {late}, {closes},
               50, false, CASE WHEN back <= 0 THEN 'upcoming' WHEN roll < good THEN 'taken'
               WHEN roll < good + 5 THEN 'taken_late' WHEN roll % 3 = 0 THEN 'skipped'
               WHEN roll % 3 = 1 THEN 'missed' ELSE 'no_answer' END, false
        FROM rolled"""


def _without_indexes(connection: Connection, table: Table) -> None:
    for index in table.indexes:
        index.drop(connection)
    for name in _unique_names(table):
        connection.execute(text(f'ALTER TABLE doses DROP CONSTRAINT "{name}"'))


def _with_indexes(connection: Connection, table: Table) -> None:
    for index in sorted(table.indexes, key=_name):
        index.create(connection)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            columns = ", ".join(f'"{column.name}"' for column in constraint.columns)
            connection.execute(text(f'ALTER TABLE doses ADD CONSTRAINT "{constraint.name}" UNIQUE ({columns})'))


def _unique_names(table: Table) -> list[str]:
    return [str(found.name) for found in table.constraints if isinstance(found, UniqueConstraint)]


def _name(index: Index) -> str:
    return str(index.name)
