"""The fixed cast, and the acts that many tests begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.record_inbound import record_inbound
from adherence.actions.sign_gate import sign_gate
from adherence.actions.start_regimen import start_regimen
from adherence.db.doses import Dose, doses_between
from adherence.db.flags import Flag, flags_of
from adherence.db.patients import Patient, patient_by_id
from adherence.domain.actor import Actor
from adherence.domain.states import DoseState, FlagState, Role
from adherence.domain.timing import local_date
from adherence.runtime import Runtime
from adherence.sms.simulator import Simulator
from adherence.sms.webhook import InboundSms

OUR_NUMBER = "+15005550006"
_sids = count(1)
_numbers = count(100)


@dataclass
class Cast:
    """Who plays: Ana is a patient of Ben's clinic; Cleo works at another one, which has a patient too."""

    rt: Runtime
    ben: Actor
    cleo: Actor
    ana: str
    other: str

    def patient(self, patient_id: str | None = None) -> Patient:
        """A patient as stored now (Ana by default)."""
        wanted = patient_id or self.ana
        actor = self.cleo if wanted == self.other else self.ben
        with self.rt.database.reading() as session:
            found = patient_by_id(session, actor.clinic_id, wanted)
            assert found is not None
            return found

    def enrol(self, **changes: Any) -> str:
        """Enrol another patient of Ben's clinic; gives the id."""
        return enrol(self.rt, self.ben, **changes)

    def start(self, plan: dict[str, Any], patient_id: str | None = None, *, agent: str | None = "none") -> str:
        """Sign the gate (unless agent is None) and start a regimen; gives its id."""
        return start(self.rt, self.ben, patient_id or self.ana, plan, agent=agent)

    def reply(self, body: str, *, phone: str | None = None, **fields: Any) -> str:
        """A text arrives from a phone (Ana's by default) and is applied; gives the provider's id."""
        sid = self.receive(body, phone=phone, **fields)
        apply_inbound(self.rt)
        return sid

    def receive(self, body: str, *, phone: str | None = None, sid: str | None = None, **fields: Any) -> str:
        """A text arrives and is stored, but not applied yet."""
        sid = sid or f"SM{next(_sids):032x}"
        sms = InboundSms(sid=sid, from_=phone or self.phone(), to=OUR_NUMBER, body=body, **fields)
        with self.rt.database.writing() as session:
            record_inbound(session, sms, now=self.rt.now())
        return sid

    def phone(self, patient_id: str | None = None) -> str:
        """A patient's number."""
        wanted = patient_id or self.ana
        with self.rt.database.reading() as session:
            return session.get_one(Patient, wanted).phone

    def texts(self, patient_id: str | None = None) -> list[str]:
        """What the provider accepted for a patient's number, oldest first."""
        number = self.phone(patient_id)
        assert isinstance(self.rt.sms, Simulator)
        return [message.body for message in self.rt.sms.accepted() if message.to == number]

    def doses(self, patient_id: str | None = None) -> list[Dose]:
        """A patient's doses of today, 30 days before and after."""
        patient = self.patient(patient_id)
        today = local_date(self.rt.now(), patient.zone)
        first, last = today.replace(year=today.year - 1), today.replace(year=today.year + 1)
        with self.rt.database.reading() as session:
            return doses_between(session, patient.clinic_id, patient.id, first, last)

    def states(self, patient_id: str | None = None) -> list[DoseState]:
        """The states of a patient's doses, oldest first, as people see them now."""
        return [dose.state_at(self.rt.now()) for dose in self.doses(patient_id)]

    def open_flags(self, patient_id: str | None = None) -> list[str]:
        """The kinds of a patient's open flags."""
        return sorted(flag.kind.value for flag in self.flags(patient_id) if flag.state is FlagState.OPEN)

    def flags(self, patient_id: str | None = None) -> list[Flag]:
        """All flags of a patient."""
        patient = self.patient(patient_id)
        with self.rt.database.reading() as session:
            return flags_of(session, patient.clinic_id, patient.id)


def enrolment(**changes: Any) -> dict[str, Any]:
    """The JSON of an enrolment, with a number that no other patient has."""
    number = next(_numbers)
    entered: dict[str, Any] = {
        "given_name": "Ana",
        "family_name": "Reyes",
        "phone": f"+1202555{number:04d}",
        "time_zone": "America/New_York",
        "language": "en",
        "consent": {"method": "written"},
    }
    return entered | changes


def enrol(rt: Runtime, actor: Actor, **changes: Any) -> str:
    """Enrol a patient; gives the id."""
    with rt.database.writing() as session:
        return enrol_patient(session, actor, enrolment(**changes), now=rt.now()).id


def start(rt: Runtime, actor: Actor, patient_id: str, plan: dict[str, Any], *, agent: str | None = "none") -> str:
    """Sign the gate (unless agent is None) and start a regimen; gives its id."""
    with rt.database.writing() as session:
        patient = patient_by_id(session, actor.clinic_id, patient_id)
        assert patient is not None
        if agent is not None:
            sign_gate(session, actor, patient, gate(agent, rt.now()), now=rt.now())
        return start_regimen(session, actor, patient, plan, now=rt.now()).regimen.id


def gate(agent: str, now: datetime) -> dict[str, Any]:
    """A start gate that passes."""
    answers: dict[str, Any] = {
        "agent": agent,
        "urine_test": "negative",
        "contraindications": [],
        "signed_by": "Dr Hale",
    }
    return answers if agent == "none" else answers | {"opioid_free_since": f"{now.year - 1}-01-01"}


def make_cast(rt: Runtime) -> Cast:
    """Two clinics with staff and patients, so that a query without its filter finds too much."""
    with rt.database.writing() as session:
        north = create_clinic(
            session,
            name="North clinic",
            programme="North Care",
            phone="555-0100",
            time_zone="America/New_York",
            now=rt.now(),
        )
        south = create_clinic(session, name="South clinic", time_zone="Europe/Madrid", now=rt.now())
        ben = create_practitioner(
            session, clinic_id=north.id, email="ben@example.org", name="Ben Ortiz", role=Role.CLINICIAN, now=rt.now()
        )
        cleo = create_practitioner(
            session, clinic_id=south.id, email="cleo@example.org", name="Cleo Marsh", role=Role.CLINICIAN, now=rt.now()
        )
        actors = [Actor(p.id, p.name, p.role, p.clinic_id) for p in (ben, cleo)]
    ana = enrol(rt, actors[0])
    other = enrol(rt, actors[1], given_name="Ana", family_name="Otero", time_zone="Europe/Madrid", language="es")
    enrol(rt, actors[0], given_name="Noah", family_name="Noise", time_zone="Asia/Tokyo")
    return Cast(rt, actors[0], actors[1], ana, other)
