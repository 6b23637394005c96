"""Who may call a route, written on its view: pages, the API and the webhooks declare it in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from adherence.domain.states import Role

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "__access__"
FLASK_OWN = frozenset({"static"})


class Proof(StrEnum):
    """How a caller shows who it is."""

    NONE = "anyone"
    LOG_IN = "log-in"
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    SIGNATURE = "provider's signature"
    LOCAL_OR_TOKEN = "this machine, or a token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Access:
    """Which roles may call a route, and how they prove it; no roles where the proof knows none."""

    proof: Proof
    roles: frozenset[Role] = frozenset()


def open_to(proof: Proof, roles: Iterable[Role] = ()) -> Callable[[View], View]:
    """Declare who may call a view; it only declares, whoever serves the view enforces it."""
    declared = Access(proof, frozenset(roles))

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, declared)
        return view

    return declare


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view declares, or None where nothing was said about it."""
    found = getattr(view, _ATTRIBUTE, None)
    return found if isinstance(found, Access) else None


def undeclared(views: Mapping[str, Callable[..., Any]]) -> list[str]:
    """The endpoints that do not say who may call them: a service with one of them must not start."""
    return sorted(name for name, view in views.items() if name not in FLASK_OWN and access_of(view) is None)
