"""Why doses were not taken: on the patient's page as a list with bars, in the timeline, and in the API."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from tests.conftest import VirtualClock
from tests.web.site import DAILY, Site, text_of


def days_of_answers(site: Site, clock: VirtualClock, *answers: tuple[str, ...]) -> None:
    """Days on which Ana is reminded at 08:00 and sends some replies."""
    for number, replies in enumerate(answers, 2):
        clock.move_to(datetime(2026, 3, number, 13, 0, tzinfo=UTC))
        plan_doses(site.rt)
        close_windows(site.rt)
        deliver_messages(site.rt)
        for body in replies:
            clock.pass_by(minutes=1)
            site.cast.reply(body)
            deliver_messages(site.rt)


def card(site: Site) -> str:
    page = site.page(site.ana())
    found = re.search(r'<section class="card" aria-labelledby="reasons-title".*?</section>', page, re.DOTALL)
    return text_of(found.group()) if found else ""


def test_without_a_skip_there_is_no_card(site: Site, clock: VirtualClock) -> None:
    site.cast.start(DAILY)
    days_of_answers(site, clock, ("1",))
    assert card(site) == ""


def test_the_card_counts_the_reasons_and_shows_them_as_bars(site: Site, clock: VirtualClock) -> None:
    site.cast.start(DAILY)
    days_of_answers(site, clock, ("3", "1"), ("3", "1"), ("3", "2"), ("3",), ("1",), ())
    shown = card(site)
    assert re.search(r"Forgot 2 Tue 3 Mar .*Felt fine 1 Wed 4 Mar .*Not told 1 Thu 5 Mar", shown), shown
    assert "4 doses skipped or missed in 12 months." in shown
    page = site.page(site.ana())
    widths = [int(width) for width in re.findall(r'<svg class="reason-bar".*?<rect .*?width="(\d+)"', page)]
    assert widths[0] > widths[1] == widths[2]


def test_the_reason_stands_beside_the_dose_and_in_the_timeline(site: Site, clock: VirtualClock) -> None:
    site.cast.start(DAILY)
    days_of_answers(site, clock, ("3", "1"))
    page = text_of(site.page(site.ana()))
    assert "Skipped (forgot)" in page
    assert "Forgot; adds the reason" in page


def test_a_reason_that_staff_wrote_in_another_word_counts_as_other(site: Site, clock: VirtualClock) -> None:
    site.cast.start(DAILY)
    days_of_answers(site, clock, ())
    dose = site.cast.doses()[0]
    assert site.post(f"/doses/{dose.id}", state="missed", reason="other").status_code == 302
    assert "Other 1 Mon 2 Mar" in card(site)
