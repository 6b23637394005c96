"""A clinic's policy: the defaults with what the clinic set differently."""

from __future__ import annotations

from dataclasses import replace

from adherence.db.clinics import Clinic
from adherence.domain.policy import DEFAULT_POLICY, Policy


def policy_of(clinic: Clinic) -> Policy:
    """The policy that holds for a clinic."""
    return replace(DEFAULT_POLICY, **clinic.policy) if clinic.policy else DEFAULT_POLICY
