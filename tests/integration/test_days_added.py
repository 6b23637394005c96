"""What staff add to a day, on both databases: tablets beside the plan and notes, and the charts that read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from adherence.actions.annotate_dose import annotate_dose, restore_note, undo_note
from adherence.actions.record_extra_dose import record_extra_dose, restore_extra_dose, undo_extra_dose
from adherence.db.chart import chart_of, with_doses_of_texts
from adherence.db.doses import administrations_of_doses, doses_between
from adherence.db.measure_records import recorded_doses
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.extra_dose import warnings_of
from adherence.domain.measure.doses import dose_adherence
from adherence.jobs import run_jobs_once
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily


def test_what_is_added_to_a_day_is_read_back_and_counts_nowhere(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on=clock().date().isoformat()))
    for _ in range(2):
        clock.pass_by(hours=14)
        run_jobs_once(cast.rt)
    cast.reply("1")
    now = cast.rt.now()
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    with cast.rt.database.writing() as session:
        ana = session.get_one(Patient, cast.ana)
        before = dose_adherence(
            one.record for one in recorded_doses(session, ana.clinic_id, ana.id, first, last, now=now)
        )
        taken_at = (now - timedelta(days=3)).isoformat()
        extra = record_extra_dose(session, cast.ben, ana, {"taken_at": taken_at, "quantity_mg": 50}, now=now).extra
        dose = doses_between(session, ana.clinic_id, ana.id, first, last)[0]
        note = annotate_dose(session, cast.ben, dose, {"text": "Late bus"}, now=now)
    with cast.rt.database.writing() as session:
        ana = session.get_one(Patient, cast.ana)
        chart = chart_of(session, ana.clinic_id, ana.id, first, before=now + timedelta(minutes=1))
        assert [one.quantity_mg for one in chart.extras] == [50]
        assert [(one.text, of.id) for one, of in chart.notes] == [("Late bus", dose.id)]
        assert chart.doses[0].state == dose.state
        assert administrations_of_doses(session, ana.clinic_id, [one.id for one in chart.doses])
        bare = chart_of(session, ana.clinic_id, ana.id, date.min, without_doses=True)
        assert {one.id for one in with_doses_of_texts(session, ana.clinic_id, bare).doses} <= {
            one.id for one in chart.doses
        }
        after = dose_adherence(
            one.record for one in recorded_doses(session, ana.clinic_id, ana.id, first, last, now=now)
        )
        assert after == before
        extra, note = session.merge(extra), session.merge(note)
        undo_extra_dose(session, cast.ben, extra, now=now)
        undo_note(session, cast.ben, note, now=now)
        for again in (
            lambda: undo_extra_dose(session, cast.ben, extra, now=now),
            lambda: undo_note(session, cast.ben, note, now=now),
        ):
            with pytest.raises(Refused):
                again()
        anew = record_extra_dose(session, cast.ben, ana, {"taken_at": taken_at, "quantity_mg": 50}, now=now).extra
        with pytest.raises(Refused, match="recorded already"):
            restore_extra_dose(session, extra)
        undo_extra_dose(session, cast.ben, anew, now=now)
        restore_extra_dose(session, extra)
        restore_note(session, note)
        assert extra.undone_at is None
        assert note.undone_by is None


@pytest.mark.parametrize(("total_mg", "said"), [(0.5, 0), (150, 0), (150.5, 1), (2000, 1)])
def test_more_than_the_daily_maximum_is_told(total_mg: float, said: int) -> None:
    assert len(warnings_of(total_mg, 150)) == said
