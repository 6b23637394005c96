"""The figures by which lists select and sort: kept by a job, marked by whatever changes them."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest
from sqlalchemy import event

from adherence.actions.record_administration import record_administration
from adherence.actions.refresh_figures import refresh_figures
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.doses import Dose
from adherence.db.figures import NEVER_REPLIED, NO_INJECTION, PatientFigures
from adherence.db.roster import RosterFilter, RosterKey, roster, roster_counts
from adherence.domain.bands import NOTHING_DUE, Band, band_of, taken_order
from adherence.domain.measure.taken import TakenFigure
from adherence.domain.roster_order import RosterOrder
from adherence.domain.states import PlanKind
from adherence.jobs import run_jobs_once
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.web.site import DAILY, INJECTION


def figures(cast: Cast, patient_id: str | None = None) -> PatientFigures:
    refresh_figures(cast.rt)
    with cast.rt.database.reading() as session:
        return session.get_one(PatientFigures, patient_id or cast.ana)


def days_pass(cast: Cast, days: int) -> None:
    for _ in range(days * 2):
        cast.rt.clock.pass_by(hours=12)  # type: ignore[attr-defined]
        run_jobs_once(cast.rt)


def record(cast: Cast, state: str) -> None:
    with cast.rt.database.writing() as session:
        dose = session.query(Dose).filter_by(patient_id=cast.ana).order_by(Dose.due_at).first()
        assert dose is not None
        record_administration(session, cast.ben, dose, {"state": state}, now=cast.rt.now())


@pytest.mark.parametrize(
    ("figure", "band", "order"),
    [
        (TakenFigure(), Band.UNKNOWN, NOTHING_DUE),
        (TakenFigure(silent=9), Band.UNKNOWN, 0),
        (TakenFigure(taken=1, silent=9), Band.FROM_80, 10_100),
        (TakenFigure(taken=49, missed=51), Band.BELOW_50, 49_049),
        (TakenFigure(taken=1, late=1, skipped=2), Band.FROM_50, 50_050),
        (TakenFigure(taken=79, missed=21), Band.FROM_50, 79_079),
        (TakenFigure(taken=80, missed=20), Band.FROM_80, 80_080),
        (TakenFigure(taken=5), Band.FROM_80, 100_100),
    ],
)
def test_bands_follow_what_is_shown_and_the_order_the_worst_case(figure: TakenFigure, band: Band, order: int) -> None:
    assert (band_of(figure), taken_order(figure)) == (band, order)


def test_a_changed_dose_is_in_the_figures_at_the_next_look_and_then_there_is_nothing_to_do(cast: Cast) -> None:
    assert figures(cast).taken_order == NOTHING_DUE
    cast.start(DAILY)
    days_pass(cast, 2)
    assert (figures(cast).band, figures(cast).taken_order) == (Band.UNKNOWN, 0)
    record(cast, "taken")
    assert figures(cast).band is Band.FROM_80
    record(cast, "missed")
    assert figures(cast).band is Band.BELOW_50
    statements: list[str] = []
    event.listen(cast.rt.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    assert refresh_figures(cast.rt) == 0
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


def test_each_patient_is_looked_at_anew_on_their_own_new_day(cast: Cast, clock: VirtualClock) -> None:
    tokyo = cast.enrol(time_zone="Asia/Tokyo")
    assert figures(cast, tokyo).computed_on == date(2026, 3, 2)
    clock.move_to(clock().replace(hour=15))
    assert figures(cast, tokyo).computed_on == date(2026, 3, 3)
    assert figures(cast).computed_on == date(2026, 3, 2)
    clock.move_to(clock() - timedelta(days=9))
    refresh_figures(cast.rt)
    assert figures(cast).computed_on == date(2026, 2, 21)


def test_replies_and_injections_are_known(cast: Cast, clock: VirtualClock) -> None:
    assert (figures(cast).last_reply_at, figures(cast).next_injection_on) == (NEVER_REPLIED, NO_INJECTION)
    cast.start(INJECTION)
    run_jobs_once(cast.rt)
    cast.reply("hello")
    found = figures(cast)
    assert found.last_reply_at.astimezone(UTC) == clock()
    assert found.next_injection_on == date(2026, 3, 16)
    with cast.rt.database.writing() as session:
        patient = cast.patient()
        set_patient_status(session, cast.ben, patient, {"status": "discharged"}, now=clock())
    assert figures(cast).next_injection_on == NO_INJECTION


def test_a_change_that_comes_while_they_are_worked_out_is_not_lost(cast: Cast) -> None:
    cast.start(DAILY)
    days_pass(cast, 2)
    record(cast, "taken")
    changed = []

    def change(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM inbound_messages" in statement and not changed:
            changed.append(statement)  # the doses have been read by now
            record(cast, "missed")

    event.listen(cast.rt.database.engine, "after_cursor_execute", change)
    refresh_figures(cast.rt)
    event.remove(cast.rt.database.engine, "after_cursor_execute", change)
    assert changed
    assert figures(cast).band is Band.BELOW_50


@pytest.mark.parametrize("order", list(RosterOrder))
def test_every_order_is_read_page_by_page_without_a_gap(cast: Cast, order: RosterOrder) -> None:
    people = [cast.enrol(given_name=f"P{place}") for place in range(7)]
    cast.start(INJECTION, people[3])
    cast.start(DAILY, people[1])
    days_pass(cast, 2)
    cast.reply("hello", phone=cast.phone(people[5]))
    refresh_figures(cast.rt)
    found: list[str] = []
    after: RosterKey | None = None
    with cast.rt.database.reading() as session:
        while rows := roster(session, cast.ben.clinic_id, RosterFilter(), order=order, after=after, limit=2):
            found += [patient.id for patient, _ in rows]
            after = rows[-1][1]
        assert len(found) == len(set(found)) == 9
        first = {RosterOrder.NEWEST: people[6], RosterOrder.LOWEST: people[1], RosterOrder.INJECTION: people[3]}
        assert found[0] == first.get(order, found[0])
        assert order is not RosterOrder.QUIETEST or found[-1] == people[5]


def test_filters_and_counts_of_saved_views_agree(cast: Cast) -> None:
    cast.start(DAILY)
    days_pass(cast, 2)
    record(cast, "taken")
    refresh_figures(cast.rt)
    taken, daily = RosterFilter(band=Band.FROM_80), RosterFilter(plan=PlanKind.DAILY)
    nobody = RosterFilter(owner="nobody")
    with cast.rt.database.reading() as session:
        counts = roster_counts(session, cast.ben.clinic_id, taken, [daily, nobody, RosterFilter(search="noah")])
        assert (counts.total, counts.saved) == (1, (1, 2, 1))
        assert [p.id for p, _ in roster(session, cast.ben.clinic_id, taken, limit=9)] == [cast.ana]
