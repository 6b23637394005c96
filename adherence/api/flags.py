"""Calls about flags: what the care team must look at, and how it was dealt with."""

from __future__ import annotations

from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.snooze_flag import snooze_flag
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.models import FlagList, FlagTold, Resolution, Snooze
from adherence.api.pages import instant_of, next_address, page_of, parts_of, uuid_of
from adherence.api.queries import FlagsQuery
from adherence.db.flags import Flag, flag_by_id
from adherence.db.listing import flags_after, practitioner_names


def list_flags(asking: Asking) -> FlagList:
    """Flags of the clinic, oldest first."""
    query = asking.query_as(FlagsQuery)
    after = None
    if query.cursor:
        instant, last_id = parts_of(query.cursor, 2)
        after = (instant_of(instant), uuid_of(last_id))
    rows = flags_after(
        asking.session,
        asking.clinic_id,
        limit=query.limit + 1,
        after=after,
        state=query.state,
        kind=query.kind,
        patient_id=str(query.patient_id) if query.patient_id else "",
    )
    page, last = page_of(rows, query.limit)
    following = next_address(asking.path, asking.arguments, last.opened_at.isoformat(), last.id) if last else None
    return FlagList(items=_told(asking, page), next=following)


def resolve(asking: Asking, flag_id: str) -> FlagTold:
    """Say how a flag was dealt with; it leaves the list of open ones."""
    flag = found(flag_by_id(asking.session, asking.clinic_id, flag_id))
    resolve_flag(asking.session, asking.actor, flag, asking.body, now=asking.now)
    asking.session.flush()
    return _told(asking, [flag])[0]


def snooze(asking: Asking, flag_id: str) -> FlagTold:
    """Leave a flag out of the list until an instant; where a life is at stake that is refused."""
    flag = found(flag_by_id(asking.session, asking.clinic_id, flag_id))
    return _told(asking, [snooze_flag(asking.session, asking.actor, flag, asking.body, now=asking.now)])[0]


def _told(asking: Asking, flags: list[Flag]) -> list[FlagTold]:
    names = practitioner_names(asking.session, asking.clinic_id, [flag.owner_id for flag in flags])
    return [FlagTold.model_validate(pick(flag, FlagTold, owner=names.get(flag.owner_id or ""))) for flag in flags]


CALLS = (
    Call("GET", "/flags", list_flags, FlagList, "What the care team must look at", query=FlagsQuery),
    Call(
        *("POST", "/flags/<uuid:flag_id>/resolve", resolve, FlagTold, "Say how a flag was dealt with"),
        body=Resolution,
        conflicts=True,
    ),
    Call(
        *("POST", "/flags/<uuid:flag_id>/snooze", snooze, FlagTold, "Leave a flag out of the list until an instant"),
        body=Snooze,
        conflicts=True,
    ),
)
