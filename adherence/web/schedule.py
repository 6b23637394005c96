"""The board of injections: one row for each patient, from the last given to the next due, worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for

from adherence.db.board import RunningCycle, last_sides, patients_by_id, reminded, replies_by_id, running_cycles
from adherence.db.overview import names_of_staff
from adherence.db.worklist import NOBODY
from adherence.domain.cycle import Cycle, Todo, count_stages, cycle_at, is_this_week, pressing
from adherence.domain.injection import InjectionStage
from adherence.web.choices import page_in
from adherence.web.cycle_view import CycleRow, cycle_row, step_note
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reading import actor, now
from adherence.web.sessions import request_session

PAGE_ROWS = 20
_STAGES = tuple(reversed(InjectionStage))

bp = Blueprint("schedule", __name__)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the board is narrowed to."""

    stage: str
    owner: str
    week: str

    @property
    def query(self) -> dict[str, str]:
        """The parts of the address that say so."""
        parts = {"stage": self.stage, "owner": self.owner, "week": self.week}
        return {name: value for name, value in parts.items() if value}

    def matches(self, running: RunningCycle, cycle: Cycle, me: str, at: datetime) -> bool:
        """Whether a cycle is among those."""
        if self.stage and (cycle.waiting.held or cycle.stage != self.stage):
            return False
        if self.week and not is_this_week(cycle, running.facts.zone, at):
            return False
        return self.owner == "" or running.owner_id == {"me": me, NOBODY: None}[self.owner]


@bp.get("/schedule")
@allow(*SEES_PATIENTS)
def board() -> str:
    """The cycles that run, worst first, some on a page."""
    session, me, at = request_session(), actor(), now()
    wanted, page = _wanted(), page_in(request.args)
    states = [(one, cycle_at(one.facts, at)) for one in running_cycles(session, me.clinic_id)]
    found = [pair for pair in states if wanted.matches(*pair, me.id, at)]
    found.sort(key=lambda pair: (*pressing(pair[1]), pair[0].patient_id))
    shown = found[PAGE_ROWS * (page - 1) : PAGE_ROWS * page]
    return render_template(
        "schedule.html",
        rows=_rows(shown, at),
        wanted=wanted,
        page=page,
        found=len(found),
        before=_address(wanted, page - 1) if page > 1 else None,
        following=_address(wanted, page + 1) if len(found) > PAGE_ROWS * page else None,
        stages=_STAGES,
        step_note=step_note,
        **_numbers(states, at),
    )


def _rows(shown: Sequence[tuple[RunningCycle, Cycle]], at: datetime) -> list[CycleRow]:
    """The rows of one page; what only they need is read for all of them at once."""
    session, clinic_id = request_session(), actor().clinic_id
    people = patients_by_id(session, clinic_id, [one.patient_id for one, _ in shown])
    asked = [cycle.reschedule_asked.inbound_id for _, cycle in shown if cycle.reschedule_asked]
    replies = replies_by_id(session, clinic_id, [found for found in asked if found])
    left = reminded(session, [one for one, _ in shown])
    sides = last_sides(session, [one.regimen_id for one, _ in shown])
    names = names_of_staff(session, clinic_id)
    return [
        cycle_row(
            people[one.patient_id],
            one,
            cycle,
            replies=replies,
            reminded=left.get(one.dose_id, {}),
            last_side=sides.get(one.regimen_id),
            owner=names.get(one.owner_id or ""),
            now=at,
        )
        for one, cycle in shown
    ]


def _numbers(states: Sequence[tuple[RunningCycle, Cycle]], at: datetime) -> dict[str, Any]:
    """The counts of the whole clinic, whatever the board is narrowed to."""
    return {
        "total": len(states),
        "counts": count_stages(cycle for _, cycle in states),
        "asked": sum(cycle.reschedule_asked is not None for _, cycle in states),
        "this_week": sum(is_this_week(cycle, one.facts.zone, at) for one, cycle in states),
        "to_book_again": sum(cycle.todo is Todo.BOOK_AGAIN for _, cycle in states),
    }


def _wanted() -> _Wanted:
    """The filters of the address; what is no choice filters nothing."""
    stage, owner = request.args.get("stage", ""), request.args.get("owner", "")
    return _Wanted(
        stage=stage if stage in set(InjectionStage) else "",
        owner=owner if owner in ("me", NOBODY) else "",
        week="1" if request.args.get("week") == "1" else "",
    )


def _address(wanted: _Wanted, page: int) -> str:
    return url_for("schedule.board", **wanted.query, page=page)  # type: ignore[arg-type]
