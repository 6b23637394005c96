"""Staff and their roles: which of them are given on pages, what is kept of a change, and who must stay."""

from __future__ import annotations

from enum import StrEnum

from adherence.domain.states import Role

GIVEN_ON_PAGES = (Role.ADMIN, Role.CLINICIAN, Role.COORDINATOR, Role.READER, Role.AUDITOR)
"""An operator runs the service for every clinic on it: that role is given where the service runs."""


class StaffChangeKind(StrEnum):
    """What was done to a log-in; the value is stored in the database."""

    INVITED = "invited"
    ROLE = "role"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    LINK = "link"


def would_lock_out(role: Role, *, active: bool, becomes: Role | None, other_admins: int) -> bool:
    """Whether a change leaves a clinic without an administrator; ``becomes`` is None for somebody who leaves.

    ``other_admins`` counts those who can log in: an invitation that nobody took up helps nobody.
    """
    return active and role is Role.ADMIN and becomes is not Role.ADMIN and other_admins == 0
