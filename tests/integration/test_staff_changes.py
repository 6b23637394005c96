"""Staff: who may be removed, what they had in hand, and what is kept of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from adherence.actions.assign_conversation import claim_conversation
from adherence.actions.change_staff import change_role, deactivate_staff, invite_staff, reactivate_staff, renew_link
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.look_after import look_after
from adherence.actions.take_flag import take_flag
from adherence.db.conversations import conversation_of
from adherence.db.flags import open_flags
from adherence.db.on_call import shifts_from
from adherence.db.practitioners import Practitioner
from adherence.db.staff import in_hand, staff_changes
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.staff import StaffChangeKind
from adherence.domain.states import Role
from tests.cast import Cast
from tests.integration.on_call import Team


@pytest.fixture
def team(sqlite_cast: Cast) -> Team:
    """Ben, Cora, Dana and Ada, all of whom have set a password."""
    return with_passwords(Team(sqlite_cast))


@pytest.fixture
def team_on_both(cast: Cast) -> Team:
    """The same on a database of each kind: for what locks rows."""
    return with_passwords(Team(cast))


def with_passwords(made: Team) -> Team:
    """Everybody could log in."""
    with made.rt.database.writing() as session:
        for person in made.people.values():
            session.get_one(Practitioner, person.id).password = "some hash"
    return made


def staff(team: Team, name: str) -> Practitioner:
    with team.rt.database.reading() as session:
        return session.get_one(Practitioner, team.people[name].id)


def act(team: Team, by: str, verb: Any, name: str, **data: Any) -> None:
    with team.rt.database.writing() as session:
        person = session.get_one(Practitioner, team.people[name].id)
        extra = (data,) if verb in (change_role, deactivate_staff) else ()
        verb(session, team.people[by], person, *extra, now=team.rt.now())


def refused(team: Team, by: str, verb: Any, name: str, **data: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(team, by, verb, name, **data)
    return refusal.value.faults[0].message


def test_an_invitation_is_a_log_in_without_a_password_and_is_kept(team: Team) -> None:
    with team.rt.database.writing() as session:
        wanted = {"name": "Eve", "email": "Eve@Example.org", "role": "reader"}
        made = invite_staff(session, team.people["ada"], wanted, now=team.rt.now())
        assert (made.email, made.role, made.password) == ("eve@example.org", Role.READER, None)
        [kept] = staff_changes(session, made.clinic_id)
        assert (kept.kind, kept.new, kept.recorded_by) == (StaffChangeKind.INVITED, "reader", team.people["ada"].id)


def test_an_administrator_gets_no_link_of_an_operator_who_serves_other_clinics(team: Team) -> None:
    with team.rt.database.writing() as session:
        clinic_id = team.cast.ben.clinic_id
        made = create_practitioner(
            session, clinic_id=clinic_id, email="otto@example.org", role=Role.OPERATOR, now=team.rt.now()
        )
    team.people["otto"] = Actor(made.id, made.name, made.role, clinic_id)
    assert "serves other clinics" in refused(team, "ada", renew_link, "otto")
    act(team, "ada", deactivate_staff, "otto")
    assert "serves other clinics" in refused(team, "ada", reactivate_staff, "otto")


@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        ({}, {"name", "email", "role"}),
        ({"name": "Eve", "email": "no address", "role": "reader"}, {"email"}),
        ({"name": "Eve", "email": "ben@example.org", "role": "reader"}, {"email"}),
        ({"name": "Eve", "email": "eve@example.org", "role": "operator"}, {"role"}),
        ({"name": "E" * 500, "email": "eve@example.org", "role": "king"}, {"name", "role"}),
    ],
)
def test_who_cannot_be_invited(team: Team, wanted: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Refused) as refusal, team.rt.database.writing() as session:
        invite_staff(session, team.people["ada"], wanted, now=team.rt.now())
    assert {fault.field for fault in refusal.value.faults} == fields


def test_the_last_administrator_can_neither_leave_nor_step_down(team: Team) -> None:
    assert "only administrator" in refused(team, "ada", deactivate_staff, "ada")
    assert "only administrator" in refused(team, "ada", change_role, "ada", role="clinician")
    act(team, "ada", change_role, "dana", role="admin")
    act(team, "ada", change_role, "ada", role="clinician")
    assert staff(team, "ada").role is Role.CLINICIAN


def test_an_administrator_who_never_set_a_password_saves_nobody(team: Team) -> None:
    act(team, "ada", change_role, "dana", role="admin")
    with team.rt.database.writing() as session:
        session.get_one(Practitioner, team.people["dana"].id).password = None
    assert "only administrator" in refused(team, "ada", deactivate_staff, "ada")


def test_two_administrators_who_remove_each_other_at_once_leave_one(team_on_both: Team) -> None:
    team = team_on_both
    act(team, "ada", change_role, "dana", role="admin")
    admins = {name: Actor(p.id, p.name, Role.ADMIN, p.clinic_id) for name, p in team.people.items()}

    def remove(by: str, name: str) -> bool:
        try:
            with team.rt.database.writing() as session:
                person = session.get_one(Practitioner, admins[name].id)
                deactivate_staff(session, admins[by], person, {}, now=team.rt.now())
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(remove, ("ada", "dana"), ("dana", "ada")))
    assert sorted(done) == [False, True]
    assert sorted(staff(team, name).active for name in ("ada", "dana")) == [False, True]


def test_who_leaves_hands_on_flags_conversations_and_shifts(team_on_both: Team) -> None:
    team = team_on_both
    team.cast.reply("I feel awful, is this a side effect of the pills, nausea?")
    cora, now = team.people["cora"], team.rt.now()
    team.on_call("cora")
    with team.rt.database.writing() as session:
        for flag in open_flags(session, cora.clinic_id):
            take_flag(session, cora, flag, now=now)
        look_after(session, cora, team.cast.patient(), mine=True)
        claim_conversation(session, cora, team.cast.patient(), {}, now=now)
        assert bool(in_hand(session, cora.clinic_id, cora.id, now))
    assert "choose who takes over" in refused(team, "ada", deactivate_staff, "cora")
    assert "nobody who can take it over" in refused(team, "ada", deactivate_staff, "cora", to=team.cast.cleo.id)
    assert "nobody who can take it over" in refused(team, "ada", change_role, "cora", role="reader", to=cora.id)
    act(team, "ada", deactivate_staff, "cora", to=team.people["dana"].id)
    dana = team.people["dana"].id
    assert team.cast.patient().owner_id == dana
    with team.rt.database.reading() as session:
        assert not in_hand(session, cora.clinic_id, cora.id, now)
        assert {one.owner_id for one in open_flags(session, cora.clinic_id)} == {dana}
        talk = conversation_of(session, team.cast.ana)
        assert talk is not None
        assert talk.owner_id == dana
        [shift] = [one for one in shifts_from(session, cora.clinic_id, now) if one.span.covers(now)]
        assert (shift.practitioner_id, shift.handed_by) == (dana, cora.id)


def test_who_leaves_has_no_session_password_or_phone_and_may_come_back(team: Team) -> None:
    team.give_phones("cora")
    before = staff(team, "cora")
    act(team, "ada", deactivate_staff, "cora")
    gone = staff(team, "cora")
    assert (gone.active, gone.password, gone.phone_hash, gone.phone_verified_at) == (False, None, None, None)
    assert gone.fs_uniquifier != before.fs_uniquifier
    assert "no log-in any more" in refused(team, "ada", deactivate_staff, "cora")
    assert "no log-in any more" in refused(team, "ada", renew_link, "cora")
    assert "cannot be changed" in refused(team, "ada", change_role, "cora", role="reader")
    act(team, "ada", reactivate_staff, "cora")
    assert (staff(team, "cora").active, staff(team, "cora").role) == (True, Role.COORDINATOR)
    assert "has a log-in" in refused(team, "ada", reactivate_staff, "cora")


def test_a_changed_role_ends_the_sessions_and_the_same_role_does_not(team: Team) -> None:
    before = staff(team, "cora").fs_uniquifier
    act(team, "ada", change_role, "cora", role="coordinator")
    assert staff(team, "cora").fs_uniquifier == before
    act(team, "ada", change_role, "cora", role="reader")
    assert staff(team, "cora").fs_uniquifier != before


def test_who_was_an_administrator_when_the_page_opened_changes_nothing_any_more(team: Team) -> None:
    act(team, "ada", change_role, "dana", role="admin")
    act(team, "dana", change_role, "ada", role="clinician")
    assert "your own role was changed" in refused(team, "ada", deactivate_staff, "cora")
