"""The phone simulator: phones side by side, a real webhook behind them, and a clock to move in the demo."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from adherence.access import access_of
from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.deliver_messages import deliver_messages
from adherence.build import demo_clock
from adherence.clock import utc_now
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.installation import CLOCK_OFFSET, DEMO, fact, set_fact
from adherence.domain.states import DoseState, Role
from adherence.runtime import Runtime
from adherence.sms.simulator import Simulator
from adherence.table_store import TableStore
from adherence.web import phone
from adherence.web.app import create_web_app
from adherence.webhook_post import deliver_callbacks, post_webhook
from adherence.wiring import create_app
from config import SmsProviderName
from tests.web.site import DAILY, Site, text_of, token_of


@pytest.fixture
def listening(site: Site) -> Iterator[Site]:
    """The site on a real socket, so that its own webhook can be posted to."""
    site.app = create_app(site.rt)
    site.app.testing = True
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    site.rt.config.public_base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def post(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """Send a form as a person does."""
    return browser.post(path, data={"csrf_token": token_of(browser), **fields})


def page(site: Site, query: str = "") -> str:
    """The words of the phone page."""
    answer = site.ben.get(f"/phone{query}")
    assert answer.status_code == 200
    return text_of(answer.get_data(as_text=True))


def remind_ana(site: Site) -> None:
    """Let Ana's reminder of today reach her phone."""
    site.cast.start(DAILY)
    site.rt.clock.move_to(site.rt.now().replace(hour=13, minute=0))  # type: ignore[attr-defined]
    deliver_messages(site.rt)


def test_a_phone_shows_the_first_forty_characters_on_its_lock_screen_and_the_whole_conversation(site: Site) -> None:
    remind_ana(site)
    words = page(site)
    assert "Ana" in words
    assert "Time for your 8:00. Reply 1 done, 2 late..." in words
    assert "Time for your 8:00. Reply 1 done, 2 later, 3 skip" in words


def test_what_is_typed_reaches_the_real_webhook_signed_and_settles_the_dose(listening: Site) -> None:
    remind_ana(listening)
    answer = post(listening.ben, f"/phone/{listening.cast.ana}/write", body="1")
    assert answer.status_code == 302
    with listening.rt.database.reading() as session:
        assert [message.body for message in session.scalars(select(InboundMessage))] == ["1"]
    apply_inbound(listening.rt)
    assert listening.cast.states()[0] is DoseState.TAKEN
    deliver_messages(listening.rt)
    assert "Thank you, noted as done." in page(listening)


def test_a_text_that_the_webhook_did_not_take_stays_at_the_provider_and_is_told(site: Site) -> None:
    post(site.ben, f"/phone/{site.cast.ana}/write", body="hello?")
    assert "hello?" in page(site)
    with site.rt.database.reading() as session:
        assert session.scalar(select(InboundMessage.id)) is None


def test_markup_from_a_phone_is_shown_as_text(listening: Site) -> None:
    post(listening.ben, f"/phone/{listening.cast.ana}/write", body="<script>alert(1)</script>")
    shown = listening.ben.get("/phone").get_data(as_text=True)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("body", ["", "   ", "x" * 1601])
def test_an_empty_or_endless_text_is_not_sent(listening: Site, body: str) -> None:
    post(listening.ben, f"/phone/{listening.cast.ana}/write", body=body)
    with listening.rt.database.reading() as session:
        assert session.scalar(select(InboundMessage.id)) is None


def test_the_delivery_menu_decides_what_becomes_of_the_next_text(site: Site) -> None:
    post(site.ben, f"/phone/{site.cast.ana}/delivery", delivery="undelivered:30003")
    remind_ana(site)
    assert "not delivered (30003)" in page(site)
    assert post(site.ben, f"/phone/{site.cast.ana}/delivery", delivery="eaten").status_code == 400


def test_a_screen_is_refreshed_alone(site: Site) -> None:
    remind_ana(site)
    fragment = site.ben.get(f"/phone/{site.cast.ana}/screen").get_data(as_text=True)
    assert "Time for your 8:00" in fragment
    assert "<form" not in fragment
    assert "<html" not in fragment


def test_of_many_patients_some_are_offered_and_the_others_are_found_by_name(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone, "CHOICES", 1)
    assert page(site).count("Text from") == 1
    assert "Text from Ana" in page(site, "?search=ana")
    assert "Text from Ana" in page(site, f"?p={site.cast.ana}&p=no-id&p={site.cast.other}")
    assert "Nobody of this name is active" in page(site, "?search=zzz")


def test_the_page_has_nothing_inline(site: Site) -> None:
    shown = site.ben.get("/phone").get_data(as_text=True)
    assert "style=" not in shown
    assert "onclick" not in shown
    assert all("src=" in tag.split(">")[0] for tag in shown.split("<script")[1:])


def test_another_clinic_s_phones_are_neither_shown_nor_used(listening: Site) -> None:
    with listening.rt.database.reading():
        other = listening.cast.other
    assert listening.ben.get(f"/phone/{other}/screen").status_code == 404
    assert post(listening.ben, f"/phone/{other}/write", body="1").status_code == 404
    assert other not in listening.ben.get("/phone").get_data(as_text=True)


def test_only_those_who_act_on_patients_may_use_it_after_logging_in(site: Site) -> None:
    assert site.app.test_client().get("/phone").status_code == 302
    assert site.member(Role.READER).get("/phone").status_code == 403
    assert site.member(Role.AUDITOR).get("/phone").status_code == 403
    declared = access_of(site.app.view_functions["phone.write"])
    assert declared is not None
    assert Role.READER not in declared.roles


def test_there_are_no_phones_where_real_texts_can_leave(sqlite_rt: Runtime) -> None:
    sqlite_rt.config.sms_provider = SmsProviderName.TWILIO
    assert "phone" not in create_web_app(sqlite_rt).blueprints


def test_the_clock_stands_outside_a_demo_and_its_buttons_are_not_shown(site: Site) -> None:
    assert "Next morning" not in page(site)
    post(site.ben, "/phone/clock", step="1h")
    with site.rt.database.reading() as session:
        assert fact(session, CLOCK_OFFSET) is None


def test_in_a_demo_the_clock_moves_on(site: Site) -> None:
    with site.rt.database.writing() as session:
        set_fact(session, DEMO, True)
    assert "Next morning" in page(site)
    for step in ("15min", "1h"):
        assert post(site.ben, "/phone/clock", step=step).status_code == 302
    post(site.ben, "/phone/clock", step="never")
    with site.rt.database.reading() as session:
        assert fact(session, CLOCK_OFFSET) == timedelta(hours=1, minutes=15).total_seconds()
    ahead = demo_clock(site.rt.database)() - utc_now()
    assert abs(ahead - timedelta(hours=1, minutes=15)) < timedelta(seconds=5)


def test_the_next_morning_is_eight_o_clock_where_the_clinic_is(site: Site) -> None:
    with site.rt.database.writing() as session:
        set_fact(session, DEMO, True)
    before = site.rt.now()
    post(site.ben, "/phone/clock", step="morning")
    with site.rt.database.reading() as session:
        moved = before + timedelta(seconds=fact(session, CLOCK_OFFSET))
        zone = site.cast.patient().zone
    assert before < moved <= before + timedelta(days=1)
    assert moved.astimezone(zone).minute == 0


def with_table_store(site: Site) -> TableStore:
    """Let the provider keep its messages in the table, as in the running service."""
    store = TableStore(site.rt.database)
    site.rt.sms = Simulator(store, site.rt.clock, token="test-token", on_report=store.owe_report)
    return store


def states_of_sent(site: Site) -> set[str]:
    """The states of all texts that the provider accepted."""
    query = select(Communication.state).where(Communication.accepted_at.is_not(None))
    with site.rt.database.reading() as session:
        return {state.value for state in session.scalars(query)}


def test_delivery_reports_are_posted_to_the_real_webhook(listening: Site) -> None:
    store = with_table_store(listening)
    remind_ana(listening)
    assert states_of_sent(listening) == {"accepted"}
    assert store.owed_reports(10) != []
    deliver_callbacks(listening.rt)
    assert store.owed_reports(10) == []
    assert states_of_sent(listening) == {"delivered"}


def test_delivery_reports_that_nobody_took_stay_owed(site: Site) -> None:
    store = with_table_store(site)
    remind_ana(site)
    owed = store.owed_reports(10)
    deliver_callbacks(site.rt)
    assert store.owed_reports(10) == owed != []


def test_a_forged_webhook_is_refused(listening: Site) -> None:
    simulator = listening.rt.sms
    assert isinstance(simulator, Simulator)
    genuine = simulator.receive("+12025550177", "1", url=f"{listening.rt.config.public_base_url}/sms/inbound")
    forged = type(genuine)(genuine.url, genuine.form | {"Body": "3"}, genuine.signature)
    assert post_webhook(forged) == 403
    assert post_webhook(genuine) == 200
