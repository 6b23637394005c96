"""The real planner over the stories: a clinic whose clock is moved through all their days, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, update

from adherence.actions.change_patient import change_patient
from adherence.actions.close_windows import close_windows
from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.enter_hold import enter_hold
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_injection import record_injection
from adherence.actions.sign_gate import sign_gate
from adherence.actions.stop_regimen import stop_regimen
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.states import DoseState, MessageState, PlanKind
from tests.cast import Cast, gate
from tests.conftest import VirtualClock
from tests.golden.stories import Story, utc
from tests.golden.table import cell

ONE_DAY = timedelta(days=1)
Happening = tuple[datetime, Callable[[], None]]


@dataclass
class Walk:
    """A clinic with the patients of some stories, walked through their time; ``regimens`` gives the id by table."""

    cast: Cast
    clock: VirtualClock
    regimens: dict[str, str] = field(default_factory=dict)
    patients: dict[str, str] = field(default_factory=dict)
    stories: Sequence[Story] = ()

    def through(self, stories: Sequence[Story]) -> None:
        """Live through the stories side by side, from the first one's beginning to the last one's end."""
        self.stories = stories
        happenings = sorted((one for story in stories for one in self._of(story)), key=lambda one: one[0])
        for at, happens in happenings:
            self._until(at)
            happens()
            self._work()

    def rows(self, table: str) -> list[dict[str, str]]:
        """The doses of a regimen within its story's dates, in the words of the tables (the zone is not stored)."""
        story = next(story for story in self.stories if table in story.tables)
        query = select(Dose).where(Dose.regimen_id == self.regimens[table], Dose.state != DoseState.CANCELLED)
        with self.cast.rt.database.reading() as session:
            doses = session.scalars(query.where(Dose.on >= story.first_on, Dose.on <= story.last_on)).all()
        return [_line(dose) for dose in doses]

    def texts(self, table: str, purpose: str) -> list[tuple[str, str, str]]:
        """The date of each text about an expected dose, when it leaves and when it expires, in order."""
        story = next(story for story in self.stories if table in story.tables)
        query = select(Dose.on, Communication.due_at, Communication.expires_at).where(
            Communication.dose_id == Dose.id,
            Communication.purpose == purpose,
            Communication.state != MessageState.CANCELLED,
            Dose.regimen_id == self.regimens[table],
            Dose.state.not_in((DoseState.CANCELLED, DoseState.HELD)),
            Dose.on <= story.last_on,
        )
        with self.cast.rt.database.reading() as session:
            return sorted(
                (str(on), cell(leaves_at), cell(ends_at)) for on, leaves_at, ends_at in session.execute(query)
            )

    def _of(self, story: Story) -> Iterable[Happening]:
        """What happens in a story, each with its instant."""
        yield _begins_at(story), lambda: self._begin(story)
        yield utc(story.move.at), lambda: self._act(story, change_patient, {"time_zone": story.move.to})
        away = {"kind": story.hold.kind, "from": story.hold.first, "to": story.hold.last}
        yield utc(story.hold.entered_at), lambda: self._act(story, enter_hold, away)
        if story.hold.signed_at:
            yield utc(story.hold.signed_at), lambda: self._act(story, sign_gate, gate("none", self.clock.at))
        for given_at in story.given:
            entered = {"given_at": cell(utc(given_at)), "quantity_mg": 380, "side": "left"}
            yield utc(given_at), lambda entered=entered: self._act(story, record_injection, entered)
        for day in story.declared:
            said = {"on": day.on, "anticipated_at": day.anticipated_at}
            yield utc(day.said_at), lambda said=said: self._act(story, declare_risk_day, said)
        yield datetime.combine(story.last_on, time(), UTC) + 2 * ONE_DAY, lambda: self._end(story)

    def _begin(self, story: Story) -> None:
        patient_id = self.cast.enrol(time_zone=story.zone)
        self.patients[story.name] = patient_id
        for table, plan in story.tables.items():
            self.regimens[table] = self.cast.start(plan, patient_id)

    def _end(self, story: Story) -> None:
        done = {"on": str(story.last_on + 3 * ONE_DAY), "reason": "done"}
        for table in story.tables:
            with self.cast.rt.database.writing() as session:
                stop_regimen(
                    session, self.cast.ben, session.get_one(Regimen, self.regimens[table]), done, now=self.clock.at
                )

    def _act(self, story: Story, action: Any, entered: dict[str, Any]) -> None:
        with self.cast.rt.database.writing() as session:
            patient = session.get_one(Patient, self.patients[story.name])
            action(session, self.cast.ben, patient, entered, now=self.clock.at)

    def _until(self, at: datetime) -> None:
        """Let the jobs run at every midnight of UTC until an instant."""
        while (midnight := datetime.combine(self.clock.at.date() + ONE_DAY, time(), UTC)) < at:
            self.clock.move_to(midnight)
            self._work()
        self.clock.move_to(at)

    def _work(self) -> None:
        """Tablets whose window is over were taken and texts have left: the planner and lapses are left to do."""
        now = self.clock.at
        past = update(Dose).where(Dose.state == DoseState.UPCOMING, Dose.window_closes_at <= now)
        sent = update(Communication).where(Communication.state == MessageState.QUEUED, Communication.send_at <= now)
        with self.cast.rt.database.writing() as session:
            session.execute(past.where(Dose.kind != PlanKind.INJECTION).values(state=DoseState.TAKEN))
            session.execute(sent.values(state=MessageState.DELIVERED))
        close_windows(self.cast.rt)
        plan_doses(self.cast.rt)


def _begins_at(story: Story) -> datetime:
    """The day before, so that no slot of the first day has passed; later where there is history to be entered."""
    has_history = any(plan.get("given_on") for plan in story.tables.values())
    return datetime.combine(story.first_on, time(), UTC) + timedelta(hours=20 if has_history else -12)


def _line(dose: Dose) -> dict[str, str]:
    values = {
        "on": dose.on,
        "slot": dose.slot,
        "due_at": dose.due_at,
        "window_opens_at": dose.window_opens_at,
        "late_from": dose.late_from,
        "window_closes_at": dose.window_closes_at,
        "quantity_mg": float(dose.quantity_mg),
        "state": "held" if dose.state is DoseState.HELD else "expected",
    }
    return {name: cell(value) for name, value in values.items()}
