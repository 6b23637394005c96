"""The pages of the shared inbox: what they show, what can be done on them, and whatever a patient writes as text."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.create_clinic import create_clinic
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.db.conversations import Conversation
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.states import NumberState, Role
from adherence.runtime import Runtime
from tests.cast import OUR_NUMBER, Cast
from tests.web.site import DAILY, Site, make_site, text_of

ASKS = "can I drink on this?"
BODIES = {
    "empty": "",
    "blank": " \n\t ",
    "nul": "a\0b\x1b[31m",
    "emoji": "😀" * 800,
    "right to left": "\u202eevil\u2066 عمر مرحبا",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)></main></html>",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "attribute": "\" autofocus onfocus='alert(1)'",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "ten segments": "word " * 300,
    "one long word": "x" * 1600,
    "sql": "'; DROP TABLE patients; --",
    "entities": "&lt;b&gt; &amp; &#0; &",
    "lines": "a\r\nb\rc\u2028d",
    "half an emoji": "\ud83d lone",
}


@pytest.fixture
def asked(site: Site) -> Site:
    """Ana has asked something."""
    site.cast.reply(ASKS)
    return site


@pytest.fixture
def any_site(rt: Runtime, cast: Cast) -> Site:
    """The pages and the webhook on a database of each kind."""
    site = make_site(rt, cast)
    site.app.extensions["adherence"] = rt
    return site


def thread(site: Site, more: str = "", patient_id: str | None = None) -> str:
    return f"/messages/{patient_id or site.cast.ana}{more}"


def row(site: Site) -> Conversation:
    with site.rt.database.reading() as session:
        found = session.get(Conversation, site.cast.ana)
        assert found is not None
        return found


def tabs(site: Site) -> dict[str, str]:
    page = site.page("/messages")
    return dict(re.findall(r'view=(\w+)"[^>]*>[^<]*<span class="count">([^<]+)<', page))


def test_the_list_shows_who_waits_why_and_for_how_long(asked: Site) -> None:
    asked.rt.clock.pass_by(hours=3)  # type: ignore[attr-defined]
    page = text_of(asked.page("/messages"))
    assert "Ana Reyes waits 3 h" in page
    assert ASKS in page
    assert "Medical question" in page
    assert "Unread" in page
    assert "Messages 1 need a person" in page


def test_an_empty_inbox_says_what_comes_here(site: Site) -> None:
    for view in ("all", "mine", "unassigned", "closed", "nonsense"):
        assert "settles by itself" in site.page(f"/messages?view={view}")


@pytest.mark.parametrize("after", ["x", "3", "3|x|y", "3|2026-01-01T00:00:00|z", "99|2026|1", "%00", "9" * 400])
def test_a_place_that_is_none_is_the_first_page(asked: Site, after: str) -> None:
    assert "Ana Reyes" in asked.page(f"/messages?after={after}")


def test_views_are_links_with_counts(asked: Site) -> None:
    assert tabs(asked) == {"all": "1", "mine": "0", "unassigned": "1", "closed": "0"}
    asked.post(thread(asked, "/claim"), version="0")
    assert tabs(asked) == {"all": "1", "mine": "1", "unassigned": "0", "closed": "0"}
    asked.post(thread(asked, "/close"), outcome="answered")
    assert tabs(asked) == {"all": "0", "mine": "0", "unassigned": "0", "closed": "1"}
    assert "Answered by text" in asked.page("/messages?view=closed")


def test_a_thread_shows_each_text_with_how_it_was_read(asked: Site) -> None:
    deliver_messages(asked.rt)
    page = text_of(asked.page(thread(asked)))
    assert ASKS in page
    assert "Read as a medical question" in page
    assert "rule: medical" in page
    assert "Answer to a reply read as medical question" in page
    assert "Flags that texts opened" in page


def test_a_conversation_is_claimed_read_given_away_closed_and_reopened(asked: Site) -> None:
    asked.post(thread(asked, "/claim"), version="0")
    assert row(asked).owner_id == asked.cast.ben.id
    assert "Let go" in asked.page(thread(asked))
    asked.post(thread(asked, "/mark"), as_="unread")
    assert row(asked).unread
    asked.post(thread(asked, "/mark"), as_="read")
    assert not row(asked).unread
    asked.member(Role.COORDINATOR)
    page = asked.page(thread(asked))
    colleague = re.search(r'<option value="([^"]+)">Some coordinator', page)
    assert colleague is not None
    asked.post(thread(asked, "/assign"), owner_id=colleague.group(1), version="1")
    assert "Some coordinator" in text_of(asked.page("/messages"))
    asked.post(thread(asked, "/assign"), owner_id="", version="2")
    assert row(asked).owner_id is None
    assert asked.post(thread(asked, "/close"), outcome="").status_code == 422
    assert asked.post(thread(asked, "/close"), outcome="reached").status_code == 302
    assert asked.post(thread(asked, "/close"), outcome="reached").status_code == 409
    assert "Open it again" in asked.page(thread(asked))
    asked.post(thread(asked, "/reopen"))
    assert row(asked).state == "open"


def test_an_old_page_does_not_undo_what_a_colleague_did(asked: Site) -> None:
    asked.post(thread(asked, "/claim"), asked.member(Role.COORDINATOR), version="0")
    asked.post(thread(asked, "/assign"), owner_id=asked.cast.ben.id, version="0")
    assert row(asked).owner_id != asked.cast.ben.id
    assert "changed by somebody else" in asked.page(thread(asked))
    asked.post(thread(asked, "/claim"), version="1")
    assert row(asked).owner_id != asked.cast.ben.id


def test_who_writes_beside_a_colleague_is_warned_first(asked: Site) -> None:
    other = asked.member(Role.COORDINATOR)
    page = asked.post(asked.ana("/messages"), body="Hello", do="preview").get_data(as_text=True)
    assert "claimed this conversation" not in page
    asked.post(thread(asked, "/claim"), other, version="0")
    assert "Some coordinator claimed this conversation" in asked.page(thread(asked))
    refused = asked.post(asked.ana("/messages"), body="Hello", do="send", seen_owner="")
    assert refused.status_code == 409
    page = refused.get_data(as_text=True)
    assert "Some coordinator claimed this conversation" in page
    assert ">\nHello</textarea>" in page or "Hello</textarea>" in page
    owner = re.search(r'name="seen_owner" value="([^"]+)"', page)
    assert owner is not None
    assert asked.post(asked.ana("/messages"), body="Hello", do="send", seen_owner=owner.group(1)).status_code == 302


@pytest.mark.parametrize(("language", "words"), [("en", "When is a good time to call?"), ("es", "Queremos hablar")])
def test_a_ready_text_is_put_into_the_message_in_the_patients_language(site: Site, language: str, words: str) -> None:
    patient = site.cast.enrol(language=language)
    path = f"/patients/{patient}/messages"
    answer = site.post(path, use="call_when", body="", from_="thread")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert words in html.unescape(page)
    assert f'href="/messages/{patient}"' in page, "and the way back is the thread"
    sent = site.post(path, body="Can we call?", do="send", from_="thread")
    assert sent.headers["Location"].endswith(f"/messages/{patient}")


def test_closing_resolves_the_flags_that_are_ticked(asked: Site) -> None:
    page = asked.page(thread(asked))
    flag = re.search(r'name="flags" value="([^"]+)"[^>]* checked', page)
    assert flag is not None
    asked.post(thread(asked, "/close"), outcome="answered", flags=flag.group(1))
    assert asked.cast.open_flags() == []


def test_a_crisis_flag_is_never_ticked_by_itself(site: Site) -> None:
    site.cast.reply("I want to kill myself")
    page = site.page(thread(site))
    assert 'name="flags"' in page
    assert not re.search(r'name="flags" value="[^"]+"[^>]* checked', page)


def test_a_number_that_cannot_take_texts_asks_for_another_way(site: Site) -> None:
    with site.rt.database.writing() as session:
        session.get_one(Patient, site.cast.ana).number_state = NumberState.DEAD
    for path in (site.ana(), thread(site)):
        page = site.page(path)
        assert "This number cannot take texts" in page
        assert site.ana("/contact") in page
    site.post(
        site.ana("/contact"),
        phone=site.cast.phone(),
        time_zone="America/New_York",
        language="en",
        discretion="0",
        contact_note="<b>Letter</b>",
    )
    assert "&lt;b&gt;Letter" in site.page(site.ana())
    assert "&lt;b&gt;Letter" in site.page(site.ana("/contact"))


def test_replies_of_a_shared_number_are_shown_for_each_patient_with_a_note(any_site: Site) -> None:
    twin = any_site.cast.enrol(phone=any_site.cast.phone(), given_name="Tom")
    any_site.cast.reply("took mine, who else?")
    for patient in (any_site.cast.ana, twin):
        page = text_of(any_site.page(thread(any_site, patient_id=patient)))
        assert "took mine, who else?" in page
        assert "Several patients have this number" in page
        assert "took mine" in any_site.page(f"/patients/{patient}")
    assert text_of(any_site.page("/messages")).count("From a number that several patients have") == 2


def test_unknown_numbers_are_listed_for_the_only_clinic_and_dealt_with(sqlite_rt: Runtime) -> None:
    site = _only_clinic(sqlite_rt)
    site.cast.reply("its me, new phone", phone="+12025559999")
    assert "Unknown numbers: 1" in site.page("/messages")
    page = text_of(site.page("/messages/unknown"))
    assert "+12025559999" in page
    assert "its me, new phone" in page
    assert "tells of a new number" in page
    with sqlite_rt.database.reading() as session:
        inbound_id = session.query(InboundMessage).one().id
    site.post(f"/messages/unknown/{inbound_id}")
    page = site.page("/messages/unknown")
    undo = re.search(r'action="(/messages/unknown/[^"]+do=back)"', page)
    assert undo is not None
    assert "+12025559999" not in page
    site.post(undo.group(1))
    assert "+12025559999" in site.page("/messages/unknown")


def test_with_several_clinics_nobody_reads_the_words_and_the_operator_sees_the_number(site: Site) -> None:
    site.cast.reply("its me, new phone", phone="+12025559999")
    assert "Unknown numbers" not in site.page("/messages")
    assert site.ben.get("/messages/unknown").status_code == 403
    page = site.page("/messages/unknown", site.member(Role.OPERATOR))
    assert "+12025559999" in page
    assert "its me" not in page
    with site.rt.database.reading() as session:
        inbound_id = session.query(InboundMessage).one().id
    site.post(f"/messages/unknown/{inbound_id}")
    with site.rt.database.reading() as session:
        assert session.query(InboundMessage).one().looked_at is None


def test_the_pages_need_as_many_queries_for_many_rows_as_for_few(site: Site) -> None:
    counts = {}
    for wanted in (2, 12):
        while len(re.findall(r"data-row", site.page("/messages"))) < wanted:
            patient = site.cast.enrol()
            site.cast.reply(ASKS, phone=site.cast.phone(patient))
        with site.counted() as statements:
            site.page("/messages")
        counts[wanted] = len(statements)
    assert counts[2] == counts[12] <= 14
    site.cast.reply(ASKS)
    with site.counted() as few:
        site.page(thread(site))
    for _ in range(12):
        site.cast.reply(ASKS)
        deliver_messages(site.rt)
    with site.counted() as many:
        site.page(thread(site))
    assert len(many) == len(few) <= 18


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_any_body_comes_through_the_webhook_and_is_shown_as_text_on_every_page(any_site: Site, body: str) -> None:
    site = any_site
    site.cast.start(DAILY)
    plan_doses(site.rt)
    deliver_messages(site.rt)
    site.cast.reply(ASKS)
    sent = body.encode("utf-8", "replace").decode()
    form = {"MessageSid": "SM" + "f" * 32, "From": site.cast.phone(), "To": OUR_NUMBER, "Body": sent, "NumMedia": "1"}
    assert _webhook(site, form).status_code == 200
    assert apply_inbound(site.rt) == 1
    with site.rt.database.reading() as session:
        message = session.query(InboundMessage).filter_by(sid=form["MessageSid"]).one()
        assert message.failed is None
        assert message.body == sent
        flag_id = next((flag.id for flag in site.cast.flags()), None)
    pages = ["/", "/patients", "/messages", "/phone", thread(site), site.ana(), f"/flags/{flag_id}/resolve"]
    for path in pages:
        page = site.page(path)
        assert page.count("<main") == page.count("</main>") == 1, path
        assert page.rstrip().endswith("</html>"), path
        for live in ("<script>alert", "<img", "onfocus='"):
            assert live not in page, path
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", page), path
    told = sent.replace("\0", "\ufffd").replace("\x1b", "\ufffd")
    first = (told.strip().splitlines() or [""])[0][:20].strip()
    assert html.escape(first, quote=False).replace("'", "&#39;") in site.page(thread(site)).replace("&#34;", '"')


def test_any_body_from_an_unknown_number_is_shown_as_text(sqlite_rt: Runtime) -> None:
    site = _only_clinic(sqlite_rt)
    for place, body in enumerate(BODIES.values()):
        site.cast.reply(body, phone=f"+1202555{place:04d}")
    page = site.page("/messages/unknown")
    assert "<script>alert" not in page
    assert page.count("</main>") == 1


def _webhook(site: Site, form: dict[str, str]) -> object:
    address = site.rt.config.public_base_url.rstrip("/") + "/sms/inbound"
    signature = site.rt.sms.sign(address, list(form.items()))  # type: ignore[attr-defined]
    return site.app.test_client().post(
        "/sms/inbound",
        data=urlencode(form),
        headers={"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"},
    )


def _only_clinic(rt: Runtime) -> Site:
    """A site with one clinic and Ben in it."""
    from adherence.actions.create_practitioner import create_practitioner
    from adherence.domain.actor import Actor

    with rt.database.writing() as session:
        clinic = create_clinic(session, name="Elm", time_zone="America/New_York", now=rt.now())
        made = {"email": "ben@example.org", "name": "Ben Ortiz", "role": Role.CLINICIAN, "now": rt.now()}
        ben = create_practitioner(session, clinic_id=clinic.id, **made)
        actor = Actor(ben.id, ben.name, ben.role, clinic.id)
    cast = Cast(rt, actor, actor, "", "")
    return make_site(rt, cast)
