"""A clinic's own texts: only what a second person approved leaves, and what was sent is known for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.approve_template import approve_template
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_status import record_status
from adherence.actions.retire_template import retire_template
from adherence.actions.write_template import write_template
from adherence.db.clinic_templates import ClinicTemplate, blocked_wordings, versions_of
from adherence.db.communications import Attempt, Communication
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.states import Role
from adherence.domain.wording import WORDING_VERSION
from adherence.domain.wording.own import TemplateState
from adherence.sms.webhook import StatusReport
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily

OWN = "It is {time}: all good? Reply 1 done, 2 later, 3 skip"
SHIPPED = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"
CRISIS = "Thank you for telling us. Please call {emergency} or {urgent} now. Texts are not read around the clock."


def colleague(cast: Cast, role: Role = Role.CLINICIAN, name: str = "dora") -> Actor:
    with cast.rt.database.writing() as session:
        made = create_practitioner(
            session,
            clinic_id=cast.ben.clinic_id,
            email=f"{name}@example.org",
            name=name.title(),
            role=role,
            now=cast.rt.now(),
        )
        return Actor(made.id, made.name, made.role, made.clinic_id)


def write(cast: Cast, actor: Actor, body: str, key: str = "reminder", **given: Any) -> str:
    with cast.rt.database.writing() as session:
        entered = {"language": "en", "level": 0, "body": body} | given
        return write_template(session, actor, key, entered, now=cast.rt.now()).id


def approve(cast: Cast, actor: Actor, version_id: str) -> None:
    with cast.rt.database.writing() as session:
        approve_template(session, actor, session.get_one(ClinicTemplate, version_id), now=cast.rt.now())


def retire(cast: Cast, actor: Actor, version_id: str) -> None:
    with cast.rt.database.writing() as session:
        retire_template(session, actor, session.get_one(ClinicTemplate, version_id), now=cast.rt.now())


def states(cast: Cast, key: str = "reminder") -> list[tuple[int, TemplateState]]:
    with cast.rt.database.reading() as session:
        return [(version.number, version.state) for version in versions_of(session, cast.ben.clinic_id, key)]


def remind(cast: Cast, clock: VirtualClock, day: int) -> str:
    """Let the reminder of a day of March leave; gives what the phone shows."""
    clock.move_to(datetime(2026, 3, day, 13, 0, tzinfo=UTC))
    plan_doses(cast.rt)
    deliver_messages(cast.rt)
    return cast.texts()[-1]


def sent(cast: Cast, template: str = "reminder") -> list[Communication]:
    with cast.rt.database.reading() as session:
        query = select(Communication).where(Communication.template == template, Communication.started_at.is_not(None))
        return list(session.scalars(query.order_by(Communication.due_at)))


def test_a_draft_changes_nothing_an_approved_text_leaves_and_a_retired_one_gives_way(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    version = write(cast, cast.ben, OWN)
    assert remind(cast, clock, 2) == SHIPPED
    approve(cast, colleague(cast), version)
    assert remind(cast, clock, 3) == "It is 8:00: all good? Reply 1 done, 2 later, 3 skip"
    retire(cast, cast.ben, version)
    assert remind(cast, clock, 4) == SHIPPED
    shipped = f"{WORDING_VERSION}/en/0"
    assert [text.template_version for text in sent(cast)] == [shipped, "own-1/en/0", shipped]


def test_an_own_text_is_for_its_clinic_its_language_and_its_level_only(cast: Cast, clock: VirtualClock) -> None:
    approve(cast, colleague(cast), write(cast, cast.ben, OWN))
    others = [cast.enrol(language="es"), cast.enrol(discretion=1), cast.enrol(language="en", discretion=0)]
    for patient in others:
        cast.start(daily(times=["08:00"], starts_on="2026-03-02"), patient)
    clock.move_to(datetime(2026, 3, 2, 13, 0, tzinfo=UTC))
    deliver_messages(cast.rt)
    newest = [cast.texts(patient)[-1] for patient in others]
    assert newest[0].startswith("Es hora")
    assert newest[1].endswith("About your medication.")
    assert newest[2].startswith("It is 8:00")


def test_another_version_takes_the_place_of_the_one_before(cast: Cast) -> None:
    dora = colleague(cast)
    approve(cast, dora, write(cast, cast.ben, OWN))
    second = write(cast, cast.ben, OWN.replace("all good", "how is it"))
    third = write(cast, cast.ben, OWN.replace("all good", "done already"))
    assert states(cast) == [(3, TemplateState.DRAFT), (2, TemplateState.RETIRED), (1, TemplateState.APPROVED)]
    with pytest.raises(Refused, match="not a draft"):
        approve(cast, dora, second)
    approve(cast, dora, third)
    assert states(cast) == [(3, TemplateState.APPROVED), (2, TemplateState.RETIRED), (1, TemplateState.RETIRED)]


def test_an_author_needs_a_second_person_where_there_is_one(cast: Cast) -> None:
    version = write(cast, cast.ben, OWN)
    colleague(cast, Role.COORDINATOR, "eve")
    approve(cast, cast.ben, version)
    with cast.rt.database.reading() as session:
        assert session.get_one(ClinicTemplate, version).approved_alone
    again = write(cast, cast.ben, OWN + " please")
    dora = colleague(cast)
    with pytest.raises(Refused, match="somebody else than the author") as refusal:
        approve(cast, cast.ben, again)
    assert refusal.value.conflict
    approve(cast, dora, again)
    with cast.rt.database.reading() as session:
        assert not session.get_one(ClinicTemplate, again).approved_alone


def test_a_colleague_who_left_is_no_second_person(sqlite_cast: Cast) -> None:
    dora = colleague(sqlite_cast)
    with sqlite_cast.rt.database.writing() as session:
        session.get_one(Practitioner, dora.id).active = False
    approve(sqlite_cast, sqlite_cast.ben, write(sqlite_cast, sqlite_cast.ben, OWN))


@pytest.mark.parametrize(
    ("role", "key", "may"),
    [
        (Role.ADMIN, "reminder", True),
        (Role.CLINICIAN, "reminder", True),
        (Role.COORDINATOR, "reminder", False),
        (Role.ADMIN, "crisis", True),
        (Role.CLINICIAN, "crisis", False),
    ],
)
def test_who_may_approve_what(sqlite_cast: Cast, role: Role, key: str, may: bool) -> None:
    body = CRISIS if key == "crisis" else OWN
    version = write(sqlite_cast, sqlite_cast.ben, body, key)
    dora = colleague(sqlite_cast, role)
    if may:
        approve(sqlite_cast, dora, version)
        assert states(sqlite_cast, key) == [(1, TemplateState.APPROVED)]
    else:
        with pytest.raises(Refused, match="must be an administrator"):
            approve(sqlite_cast, dora, version)
        with pytest.raises(Refused, match="may approve"):
            retire(sqlite_cast, dora, version)


def test_a_token_never_approves_what_it_wrote(sqlite_cast: Cast) -> None:
    token = Actor("0190a000-0000-7000-8000-000000000001", "ward", Role.ADMIN, sqlite_cast.ben.clinic_id)
    with sqlite_cast.rt.database.writing() as session:
        session.get_one(Practitioner, sqlite_cast.ben.id).active = False
    with pytest.raises(Refused, match="somebody else"):
        approve(sqlite_cast, token, write(sqlite_cast, token, OWN))


@pytest.mark.parametrize(
    ("entered", "field", "says"),
    [
        ({"body": "Time for your {time}. Reply 1 done, 2 later"}, "body", "must ask for “3”"),
        ({"body": "Time for it. Reply 1 done, 2 later, 3 skip"}, "body", "must keep {time}"),
        ({"body": "Time for your {time}. Reply 3 done, 2 later, 1 skip"}, "body", "must leave 3 its meaning"),
        ({"body": OWN + " {medicine}"}, "body", "not filled in here"),
        ({"body": OWN + " {time.__class__}"}, "body", "not filled in here"),
        ({"body": OWN + " {time!r:>999999999}"}, "body", "not filled in here"),
        ({"body": OWN + " {0}"}, "body", "not filled in here"),
        ({"body": OWN + " {{time}}"}, "body", "not filled in here"),
        ({"body": OWN + " {time"}, "body", "without its partner"),
        ({"body": OWN + " \N{PILL}"}, "body", "cuts a segment"),
        ({"body": "Your naltrexone at {time}. Reply 1 done, 2 later, 3 skip"}, "body", "says too much"),
        ({"body": "Time for your {time}. Answer YES, or reply 1 done, 2 later, 3 skip"}, "body", "keyword"),
        ({"body": OWN + " bit.ly/x"}, "body", "shortener"),
        ({"body": OWN + " again" * 60}, "body", "has 413 characters"),
        ({"body": OWN + " yes it is so" * 20}, "body", "3 segments"),
        ({"body": OWN + " and now then" * 10}, "acknowledged", "2 segments"),
        ({"body": SHIPPED.replace("8:00", "{time}")}, "body", "shipped text already"),
        ({"body": "   "}, "body", "is missing|not valid"),
        ({"body": OWN, "level": 3}, "level", "0 to 2"),
        ({"body": OWN, "language": "fr"}, "language", "en, es"),
        ({"body": OWN, "colour": "red"}, "colour", "colour"),
    ],
)
def test_what_can_never_be_sent_is_refused_with_what_to_do(
    sqlite_cast: Cast, entered: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        write(sqlite_cast, sqlite_cast.ben, entered.pop("body"), **entered)
    assert refusal.value.faults[0].field == field
    assert not refusal.value.conflict
    assert states(sqlite_cast) == []


def test_what_is_advised_against_is_kept_with_who_said_so(sqlite_cast: Cast) -> None:
    long = OWN + " and now then" * 10
    version = write(sqlite_cast, sqlite_cast.ben, long, acknowledged=True, note="  The patients asked for it ")
    with sqlite_cast.rt.database.reading() as session:
        stored = session.get_one(ClinicTemplate, version)
        assert (stored.acknowledged, stored.note) == (["long"], "The patients asked for it")
        assert b"patients" not in (stored.note_sealed or b"")


def test_typographic_signs_are_made_plain_when_a_text_is_stored(sqlite_cast: Cast) -> None:
    version = write(sqlite_cast, sqlite_cast.ben, "It’s {time} –\n all good?  Reply 1 done, 2 later, 3 skip…")
    with sqlite_cast.rt.database.reading() as session:
        body = session.get_one(ClinicTemplate, version).body
    assert body == "It's {time} - all good? Reply 1 done, 2 later, 3 skip..."


def test_an_own_text_that_cannot_be_filled_in_gives_way_to_the_shipped_one(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    version = write(cast, cast.ben, OWN)
    approve(cast, colleague(cast), version)
    with cast.rt.database.writing() as session:
        session.get_one(ClinicTemplate, version).body = "Gone {nowhere}"
    assert remind(cast, clock, 2) == SHIPPED
    assert sent(cast)[0].template_version == f"{WORDING_VERSION}/en/0"


def test_a_blocked_text_marks_its_wording_and_is_not_sent_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    approve(cast, colleague(cast), write(cast, cast.ben, OWN))
    remind(cast, clock, 2)
    [text] = sent(cast)
    with cast.rt.database.writing() as session:
        attempt = session.scalars(select(Attempt).where(Attempt.communication_id == text.id)).one()
        report = StatusReport(sid=text.sid or "", status="undelivered", error_code="30007")
        record_status(session, attempt.id, report, now=cast.rt.now())
    clock.pass_by(minutes=30)
    deliver_messages(cast.rt)
    assert len(sent(cast)) == 1
    [flag] = [flag for flag in cast.flags() if flag.kind.value == "delivery"]
    assert "wording" in flag.detail
    with cast.rt.database.reading() as session:
        since = datetime(2026, 3, 1, tzinfo=UTC)
        assert blocked_wordings(session, cast.ben.clinic_id, since=since) == {("reminder", "own-1/en/0"): 1}
        assert blocked_wordings(session, cast.cleo.clinic_id, since=since) == {}
        assert blocked_wordings(session, cast.ben.clinic_id, since=cast.rt.now()) == {}


def test_what_staff_write_themselves_has_no_wording_version(cast: Cast, clock: VirtualClock) -> None:
    from adherence.actions.write_to_patient import write_to_patient

    clock.move_to(datetime(2026, 3, 2, 15, 0, tzinfo=UTC))
    with cast.rt.database.writing() as session:
        write_to_patient(session, cast.ben, cast.patient(), "See you soon", now=cast.rt.now())
    deliver_messages(cast.rt)
    with cast.rt.database.reading() as session:
        written = session.scalars(select(Communication).where(Communication.template.is_(None))).one()
        assert (written.body, written.template_version) == ("See you soon", None)
