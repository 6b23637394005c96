"""Refusals: input or a transition that cannot be, each with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable

from adherence.domain.regimen import Fault


class Refused(Exception):
    """Nothing was changed; ``conflict`` says that the input is well formed but the state forbids it (409)."""

    def __init__(self, faults: Iterable[Fault], *, conflict: bool = False) -> None:
        self.faults = tuple(faults)
        self.conflict = conflict
        super().__init__("; ".join(str(fault) for fault in self.faults))


def refuse(field: str, message: str, *, conflict: bool = False) -> Refused:
    """A refusal with one fault."""
    return Refused([Fault(field, message)], conflict=conflict)
