"""Calls about holds: travel, hospital and procedures, during which nothing is sent or counted."""

from __future__ import annotations

from adherence.actions.end_hold import end_hold
from adherence.actions.enter_hold import enter_hold
from adherence.actions.withdraw_hold import restore_hold, withdraw_hold
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.hold_models import EndedHold, HoldList, HoldReason, HoldTold, NewHold
from adherence.api.pages import next_address, page_of, parts_of, unknown_cursor, uuid_of
from adherence.api.queries import PageQuery
from adherence.db.holds import Hold, all_holds_of, hold_by_id
from adherence.db.patients import Patient, patient_by_id


def put_on_hold(asking: Asking, patient_id: str) -> HoldTold:
    """Enter a hold; the answer has its computed stop and restart."""
    patient = _patient(asking, patient_id)
    entered = enter_hold(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(entered.hold, list(entered.warnings))


def list_holds(asking: Asking, patient_id: str) -> HoldList:
    """A patient's holds, also those that were withdrawn, newest first."""
    patient, query = _patient(asking, patient_id), asking.query_as(PageQuery)
    rows = all_holds_of(asking.session, asking.clinic_id, patient.id)
    if query.cursor:
        rows = _after(rows, uuid_of(parts_of(query.cursor, 1)[0]))
    page, last = page_of(rows, query.limit)
    following = next_address(asking.path, asking.arguments, last.id) if last else None
    return HoldList(items=[_told(row, []) for row in page], next=following)


def end_the_hold(asking: Asking, hold_id: str) -> HoldTold:
    """Set another last day; the answer is the hold that holds now."""
    return _told(end_hold(asking.session, asking.actor, _hold(asking, hold_id), asking.body, now=asking.now), [])


def withdraw_the_hold(asking: Asking, hold_id: str) -> HoldTold:
    """Withdraw a hold that was called off or entered by mistake."""
    return _told(withdraw_hold(asking.session, asking.actor, _hold(asking, hold_id), asking.body, now=asking.now), [])


def bring_hold_back(asking: Asking, hold_id: str) -> HoldTold:
    """Bring a withdrawn or changed hold back."""
    return _told(restore_hold(asking.session, asking.actor, _hold(asking, hold_id), asking.body, now=asking.now), [])


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _hold(asking: Asking, hold_id: str) -> Hold:
    return found(hold_by_id(asking.session, asking.clinic_id, hold_id))


def _after(rows: list[Hold], last: str) -> list[Hold]:
    ids = [row.id for row in rows]
    if last not in ids:
        raise unknown_cursor()
    return rows[ids.index(last) + 1 :]


def _told(hold: Hold, warnings: list[str]) -> HoldTold:
    return HoldTold.model_validate(
        pick(hold, HoldTold, from_=hold.from_on, to=hold.to_on, warnings=warnings),
    )


_ONE = "/holds/<uuid:hold_id>"
CALLS = (
    Call(
        *("POST", "/patients/<uuid:patient_id>/holds", put_on_hold, HoldTold, "Enter a hold"),
        body=NewHold,
        status=201,
        conflicts=True,
    ),
    Call("GET", "/patients/<uuid:patient_id>/holds", list_holds, HoldList, "A patient's holds", query=PageQuery),
    Call(
        "POST", _ONE + "/end", end_the_hold, HoldTold, "Set another last day of a hold", body=EndedHold, conflicts=True
    ),
    Call("POST", _ONE + "/withdraw", withdraw_the_hold, HoldTold, "Withdraw a hold", body=HoldReason, conflicts=True),
    Call("POST", _ONE + "/restore", bring_hold_back, HoldTold, "Bring a hold back", body=HoldReason, conflicts=True),
)
