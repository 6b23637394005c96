"""The call that tells the clinic's policy: its numbers, their defaults and where these come from."""

from __future__ import annotations

from adherence.api.calls import Asking, Call
from adherence.api.medicine_models import PolicyFieldTold, PolicyTold
from adherence.db.clinics import clinic_by_id
from adherence.db.policies import policy_of
from adherence.domain.policy import Policy
from adherence.domain.policy_fields import FIELDS, PolicyField
from adherence.domain.policy_values import default_of, stored_of


def get_policy(asking: Asking) -> PolicyTold:
    """Every number, as this clinic has it."""
    policy = policy_of(clinic_by_id(asking.session, asking.clinic_id))
    return PolicyTold(items=[_told(field, policy) for field in FIELDS.values()], next=None)


def _told(field: PolicyField, policy: Policy) -> PolicyFieldTold:
    return PolicyFieldTold(
        name=field.name,
        group=field.group,
        label=field.label,
        unit=field.unit,
        value=stored_of(field, getattr(policy, field.name)),
        default=stored_of(field, default_of(field)),
        kind=field.basis,
        source=field.source,
    )


CALLS = (Call("GET", "/policy", get_policy, PolicyTold, "The clinic's policy"),)
