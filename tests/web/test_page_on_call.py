"""The pages of the rota, of one flag, of the clinic's numbers and of one's own phone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.db.clinics import Clinic
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.on_call import Shift, shifts_from
from adherence.db.practitioners import PhoneCheck, Practitioner, practitioner_by_email
from adherence.domain.states import FlagKind, FlagState, Role, Severity
from tests.web.site import Site, staff_row, text_of

PHONE = "+12025557001"


def shifts(site: Site) -> list[Shift]:
    with site.rt.database.reading() as session:
        return shifts_from(session, site.cast.ben.clinic_id, site.rt.now())


def add(site: Site, **changes: object) -> int:
    entered = {"practitioner_id": site.cast.ben.id, "on": "2026-03-02", "starts": "00:00", "ends": "23:00"}
    return site.post("/settings/on-call", **entered | {"weeks": "1", "backup": "no"} | changes).status_code


def give_phone(site: Site, email: str) -> None:
    with site.rt.database.writing() as session:
        staff = session.get_one(Practitioner, staff_row(site.rt, email).id)
        staff.set_phone(session.info["vault"], PHONE)
        staff.phone_verified_at = site.rt.now()


def crisis(site: Site) -> str:
    site.cast.receive("<b>I want to die</b>")
    apply_inbound(site.rt)
    with site.rt.database.reading() as session:
        return session.scalars(select(Flag.id).where(Flag.patient_id == site.cast.ana)).one()


def test_a_shift_is_added_shown_and_removed(site: Site) -> None:
    assert "no rota is entered" in text_of(site.page("/"))
    assert add(site) == 302
    assert "Ben Ortiz is on call and cannot be reached by text or e-mail" in text_of(site.page("/"))
    give_phone(site, "ben@example.org")
    assert "On call now: Ben Ortiz until Mon 2 Mar 23:00" in text_of(site.page("/"))
    [shift] = shifts(site)
    page = text_of(site.page("/settings/on-call"))
    assert "Ben Ortiz until Mon 2 Mar 23:00" in page
    site.post(f"/settings/on-call/{shift.id}/remove")
    assert shifts(site) == []


def test_a_weekly_pattern_keeps_the_local_time_through_the_clock_change_and_gaps_are_shown(site: Site) -> None:
    assert add(site, weekdays=["0", "4"], weeks="3", starts="18:00", ends="08:00") == 302
    local = [shift.starts_at.isoformat() for shift in shifts(site)]
    assert local[0] == "2026-03-02T23:00:00+00:00"
    assert local[-1] == "2026-03-20T22:00:00+00:00", "after 8 March an hour earlier in UTC, the same on the wall"
    page = text_of(site.page("/settings/on-call"))
    assert "Gaps in the rota" in page
    assert "Nobody from Tue 3 Mar 08:00 to Fri 6 Mar 18:00" in page
    assert "Nobody is on call now." in text_of(site.page("/"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"practitioner_id": ""}, "Who is not somebody who can be on call here"),
        ({"practitioner_id": "x' OR 1=1"}, "Who is not somebody who can be on call here"),
        ({"on": "2026-02-30"}, "First day"),
        ({"on": "2020-01-01"}, "First day is over already"),
        ({"on": "2031-01-01"}, "First day is more than a year away"),
        ({"starts": "25:00"}, "From"),
        ({"weeks": "1000"}, "Weeks"),
        ({"weekdays": ["9"]}, "On"),
    ],
)
def test_what_cannot_be_a_shift_is_refused_with_a_sentence(site: Site, changes: dict[str, object], said: str) -> None:
    entered = {"practitioner_id": site.cast.ben.id, "on": "2026-03-02", "starts": "00:00", "ends": "23:00"}
    answer = site.post("/settings/on-call", **entered | {"weeks": "1", "backup": "no"} | changes)
    assert answer.status_code == 422
    assert said in text_of(answer.get_data(as_text=True))
    assert shifts(site) == []


def test_another_clinics_staff_cannot_be_put_on_call_and_its_shifts_not_touched(site: Site) -> None:
    assert add(site, practitioner_id=site.cast.cleo.id) == 422
    add(site)
    [shift] = shifts(site)
    assert site.post(f"/settings/on-call/{shift.id}/remove", site.cleo).status_code == 404
    assert site.cleo.get(f"/settings/on-call/{shift.id}/hand-over").status_code == 404


def test_overlapping_shifts_of_one_person_are_refused(site: Site) -> None:
    add(site)
    assert add(site, starts="20:00", ends="08:00") == 422
    assert add(site, starts="20:00", ends="08:00", backup="yes") == 302


def test_a_running_shift_is_handed_over_from_now_and_both_see_the_note(site: Site) -> None:
    other = site.member(Role.COORDINATOR)
    coordinator = staff_row(site.rt, "coordinator@example.org").id
    give_phone(site, "coordinator@example.org")
    add(site)
    [shift] = shifts(site)
    path = f"/settings/on-call/{shift.id}/hand-over"
    assert site.post(path, practitioner_id=site.cast.ben.id).status_code == 422
    site.rt.clock.pass_by(hours=1)  # type: ignore[attr-defined]
    assert site.post(path, practitioner_id=coordinator, note="Ana may write <again>").status_code == 302
    for browser in (site.ben, other):
        page = site.page("/", browser)
        assert "Ana may write &lt;again&gt;" in page
        assert "Some coordinator until Mon 2 Mar 23:00" in text_of(page)
    assert "Ana may write" not in site.page("/", site.member(Role.READER))
    assert site.post(path, practitioner_id=coordinator).status_code == 422, "it runs no more"


def test_the_flag_page_shows_words_and_deeds_after_the_log_in_only(site: Site) -> None:
    flag_id = crisis(site)
    stranger = site.app.test_client().get(f"/flags/{flag_id}")
    assert stranger.status_code == 302
    assert stranger.location.endswith(f"next=/flags/{flag_id}")
    assert site.cleo.get(f"/flags/{flag_id}").status_code == 404
    page = site.page(f"/flags/{flag_id}")
    assert "&lt;b&gt;I want to die&lt;/b&gt;" in page
    assert "Nobody took it" in page
    assert site.post(f"/flags/{flag_id}/take", from_="flag").location == f"/flags/{flag_id}"
    assert "Taken by Ben Ortiz" in text_of(site.page(f"/flags/{flag_id}"))
    assert site.post(f"/flags/{flag_id}/call").status_code == 422
    assert site.post(f"/flags/{flag_id}/call", reached="reached", note="safe at home").status_code == 302
    page = text_of(site.page(f"/flags/{flag_id}"))
    assert "Ben Ortiz called and reached the patient" in page
    assert "safe at home" in page
    site.post(f"/flags/{flag_id}/resolve", outcome="reached")
    assert "Resolved by Ben Ortiz" in text_of(site.page(f"/flags/{flag_id}"))
    assert "Urgent: 1" in text_of(site.page("/settings/on-call"))


def test_danger_from_a_number_nobody_knows_is_shown_to_everybody_until_it_is_resolved(site: Site) -> None:
    now, detail = site.rt.now(), "Words of danger from a number nobody knows"
    with site.rt.database.writing() as session:
        clinic_id = site.cast.ben.clinic_id
        kinds = {"kind": FlagKind.CRISIS, "severity": Severity.URGENT, "detail": detail}
        flag = Flag(clinic_id=clinic_id, opened_at=now, renewed_at=now, due_at=now, **kinds)
        session.add(flag)
        session.flush()
        path = f"/flags/{flag.id}"
    assert detail in site.page("/")
    assert detail in site.page(path)
    assert site.post(f"{path}/close").status_code == 302
    assert detail not in site.page("/")


def test_a_reader_sees_a_flag_and_can_do_nothing(site: Site) -> None:
    flag_id, reader = crisis(site), site.member(Role.READER)
    page = site.page(f"/flags/{flag_id}", reader)
    assert "<button" not in page.split('<main id="main"')[1].split("</main>")[0]
    assert site.post(f"/flags/{flag_id}/call", reader, reached="reached").status_code == 403


def test_the_clinics_numbers_are_changed_tried_in_all_texts_and_kept_with_who_did_it(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    entered = {"programme": "Casa Norte", "phone": "+34 600 100 200", "country": "ES"}
    urgent = {"crisis_number": "024", "emergency_number": "112"}
    assert site.post("/settings/clinic", admin, **entered, **urgent).status_code == 302
    page = text_of(site.page("/settings/clinic", admin))
    assert "call 112 or 024" in page
    assert "Crisis line: 988 to 024" in page
    assert "Some admin" in page
    with site.rt.database.reading() as session:
        assert session.get_one(Clinic, site.cast.cleo.clinic_id).crisis_number == "988"
    assert site.ben.get("/settings/clinic").status_code == 200, "who reviews the set-up must see it"
    assert site.post("/settings/clinic", **entered, **urgent).status_code == 403


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programme": ""}, "Name in texts is missing"),
        ({"programme": "x" * 31}, "Name in texts has 31 characters"),
        ({"programme": "North {phone}"}, "Name in texts holds characters"),
        ({"programme": "Naltrexone Clinic"}, "Name in texts names too much"),
        ({"programme": "Łódź Care"}, "would no longer fit"),
        ({"phone": "call us"}, "Telephone is not a number to dial"),
        ({"crisis_number": ""}, "Crisis line is missing"),
        ({"crisis_number": "9"}, "Crisis line is not a number"),
        ({"emergency_number": "1" * 40}, "Emergency has 40 characters"),
        ({"country": "XX"}, "Country is not in the list"),
    ],
)
def test_what_no_text_may_say_of_a_clinic_is_refused(site: Site, changes: dict[str, str], said: str) -> None:
    admin = site.member(Role.ADMIN)
    entered = {"programme": "North Care", "phone": "555-0100", "country": "US", "crisis_number": "988"}
    answer = site.post("/settings/clinic", admin, **entered | {"emergency_number": "911"} | changes)
    assert answer.status_code == 422
    page = text_of(answer.get_data(as_text=True))
    assert said in page, page
    assert "Nothing was changed here yet" in page


def code_of(site: Site) -> str:
    """The code as the text to the phone says it."""
    with site.rt.database.reading() as session:
        query = select(Communication).where(Communication.practitioner_id.is_not(None))
        newest = session.scalars(query.order_by(Communication.id.desc())).first()
        assert newest is not None
        return re.findall(r"\d{6}", newest.body or "")[0]


def test_a_phone_is_verified_by_the_code_that_was_texted_to_it(site: Site) -> None:
    assert site.post("/account/phone", phone=PHONE).status_code == 302
    assert "Not verified" in site.page("/account")
    code = code_of(site)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert "This is not the code" in site.post("/account/code", code=wrong).get_data(as_text=True)
    assert site.post("/account/code", code=f" {code[:3]} {code[3:]} ").status_code == 302
    assert staff_row(site.rt, "ben@example.org").phone_verified_at is not None
    assert "Verified" in site.page("/account")
    with site.rt.database.reading() as session:
        [check] = session.scalars(select(PhoneCheck))
        assert code not in check.code_hash
        assert [text.params for text in session.scalars(select(Communication)) if text.params.get("code")] == []


def test_a_code_ends_after_ten_minutes_five_tries_and_one_use_and_five_are_sent_a_day(site: Site) -> None:
    site.post("/account/phone", phone=PHONE)
    code = code_of(site)
    for number in range(5):
        site.post("/account/code", code=f"{(int(code) + 1 + number) % 10**6:06}")
    assert "too many wrong codes" in site.post("/account/code", code=code).get_data(as_text=True)
    site.post("/account/phone", phone=PHONE)
    code = code_of(site)
    site.rt.clock.pass_by(minutes=10)  # type: ignore[attr-defined]
    assert "too old" in site.post("/account/code", code=code).get_data(as_text=True)
    assert staff_row(site.rt, "ben@example.org").phone_verified_at is None
    for _ in range(3):
        assert site.post("/account/phone", phone=PHONE).status_code == 302
    assert site.post("/account/phone", phone=PHONE).status_code == 422
    assert site.post("/account/phone", phone="12").status_code == 422


def test_one_phone_belongs_to_one_person_and_can_be_removed(site: Site) -> None:
    site.post("/account/phone", phone=PHONE)
    site.post("/account/code", code=code_of(site))
    site.post("/account/phone", site.cleo, phone=PHONE)
    answer = site.post("/account/code", site.cleo, code=code_of(site))
    assert "A colleague has verified this phone" in answer.get_data(as_text=True)
    site.post("/account/phone/forget")
    assert staff_row(site.rt, "ben@example.org").phone_hash is None


def test_a_phone_that_stopped_notices_is_shown_to_administrators_until_it_is_verified_anew(site: Site) -> None:
    site.post("/account/phone", phone=PHONE)
    site.post("/account/code", code=code_of(site))
    site.cast.receive("STOP", phone=PHONE, opt_out_type="STOP")
    apply_inbound(site.rt)
    admin = site.member(Role.ADMIN)
    assert "takes no more notices (STOP): Ben Ortiz" in text_of(site.page("/", admin))
    assert "takes no more notices" not in site.page("/")
    with site.rt.database.reading() as session:
        flag = session.scalars(select(Flag).where(Flag.patient_id.is_(None))).one()
    assert "Ben Ortiz" in site.page(f"/flags/{flag.id}", admin)
    site.post("/account/phone", phone=PHONE)
    site.post("/account/code", code=code_of(site))
    with site.rt.database.reading() as session:
        assert session.get_one(Flag, flag.id).state is FlagState.RESOLVED


def test_the_ladder_shows_its_steps(site: Site) -> None:
    from tests.web.site import DAILY

    site.cast.start(DAILY, agent="short_acting")
    page = text_of(site.page(site.ana()))
    assert "Nudge : 60 minutes after a time without an answer" in page
    assert "Supporter : after 1 day without a taken dose" in page
    assert "Flag : after 2 days without a taken dose" in page


def test_the_first_page_says_when_an_urgent_notice_would_reach_nobody(site: Site) -> None:
    assert "Urgent notices reach nobody" in text_of(site.page("/"))
    with site.rt.database.writing() as session:
        ben = practitioner_by_email(session, "ben@example.org")
        assert ben is not None
        ben.phone_verified_at = ben.created_at
    assert "Urgent notices reach nobody" not in text_of(site.page("/"))
