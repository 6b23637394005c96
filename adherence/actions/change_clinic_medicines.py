"""Add a name to the clinic's own list of medicines that do not go with naltrexone, or take it off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import lock_clinic
from adherence.db.medicines import ClinicMedicine, clinic_medicines
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.medicine_table import GROUP_NAMES, MedicineGroup
from adherence.domain.medicines import is_everyday, medicines_in, words_of

LONGEST_NAME = 60
_SHORTEST_NAME = 3
_MOST_WORDS = 4
_MOST_NAMES = 500
_TREATMENT = frozenset({"naltrexone", "naltrexona", "vivitrol", "revia", "depade"})


def add_clinic_medicine(session: Session, actor: Actor, data: object, *, now: datetime) -> ClinicMedicine:
    """Add ``{"name", "group"}``; it counts for entries and texts from now on. Raises ``Refused``."""
    form = Form(data, ("name", "group"))
    name = form.at("name").text(LONGEST_NAME)
    group = form.at("group").choice([choice.value for choice in MedicineGroup])
    if name and (fault := _fault_of(name)):
        form.fail("name", fault)
    form.done()
    # Held, so that two people cannot add the same name at the same time.
    lock_clinic(session, actor.clinic_id)
    own = clinic_medicines(session, actor.clinic_id)
    if any(words_of(one.name) == words_of(name) for one in own):
        raise refuse("name", "is on the clinic's list already", conflict=True)
    if len(own) >= _MOST_NAMES:
        raise refuse("name", f"is one too many; the list holds {_MOST_NAMES} names", conflict=True)
    added = ClinicMedicine(
        clinic_id=actor.clinic_id, name=" ".join(name.split()), group=group, recorded_at=now, recorded_by=actor.id
    )
    session.add(added)
    session.flush()
    return added


def remove_clinic_medicine(session: Session, actor: Actor, medicine_id: str) -> str | None:
    """Take a name off the list; gives it, or None where it is not there. Recorded medicines keep their group."""
    medicine = session.get(ClinicMedicine, medicine_id)
    if medicine is None or medicine.clinic_id != actor.clinic_id:
        return None
    name = medicine.name
    session.delete(medicine)
    session.flush()
    return name


def _fault_of(name: str) -> str | None:
    """Why a name cannot be looked for in texts; None where it can."""
    words = words_of(name)
    letters = sum(len(word) for word in words if word[0].isalpha())
    if letters < _SHORTEST_NAME:
        return f"is too short to look for; write at least {_SHORTEST_NAME} letters"
    if len(words) > _MOST_WORDS:
        return f"has {len(words)} words; write the name alone, {_MOST_WORDS} words at most"
    if _TREATMENT.intersection(words):
        return "is the treatment itself; every text about it would be flagged"
    known = medicines_in(name)
    if known:
        return f"is in the table already, as {known[0].name} ({GROUP_NAMES[known[0].group]})"
    if all(is_everyday(word) for word in words):
        return "is an everyday word; texts would be flagged for nothing"
    return None
