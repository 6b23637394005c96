"""Who does something: a practitioner, or another system with a token."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.domain.states import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or token that acts; ``id`` is kept beside what was done."""

    id: str
    name: str
    role: Role
    clinic_id: str
