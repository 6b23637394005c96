"""What the calls about other medicines and about the clinic's policy take and tell."""

from __future__ import annotations

from pydantic import Field

from adherence.api.fields import Asked, Day, Instant, Text, Told, Warned
from adherence.domain.medicine_table import MedicineGroup
from adherence.domain.policy_fields import Basis


class NewMedicine(Asked):
    """A medicine that a patient takes beside naltrexone."""

    name: Text = Field(max_length=120)
    started_on: Day | None = None
    ended_on: Day | None = Field(None, description="the last day on which it was or will be taken")


class MedicineEnd(Asked):
    """The last day on which a medicine was taken."""

    on: Day


class CorrectionReason(Asked):
    """Why a record is withdrawn or brought back."""

    reason: Text = Field(max_length=500)


class MedicineTold(Warned):
    """A medicine beside naltrexone, and why it matters, if it does."""

    id: str
    patient_id: str
    name: str
    group: MedicineGroup | None = Field(description="null for one that is not in the table")
    started_on: Day | None
    ended_on: Day | None
    current: bool
    withdrawn: bool
    recorded_at: Instant
    recorded_by: str | None


class MedicineList(Told):
    """All medicines of a patient, withdrawn ones too, oldest entry first."""

    items: list[MedicineTold]
    next: None


class PolicyFieldTold(Told):
    """One number of the clinic's policy, in its unit."""

    name: str
    group: str
    label: str
    unit: str
    value: bool | int | float | str | list[int] | list[str]
    default: bool | int | float | str | list[int] | list[str]
    kind: Basis = Field(description="where the default comes from; policy is a product default, not a clinical fact")
    source: str


class PolicyTold(Told):
    """Every number of the clinic's policy."""

    items: list[PolicyFieldTold]
    next: None
