"""The patients of the demo clinic: some fifty invented people, with somebody in every stage of every plan."""

from __future__ import annotations

from adherence.simulation.cast_others import INJECTIONS, NEWEST, TARGETED, UNUSUAL
from adherence.simulation.cast_steps import STEPS
from adherence.simulation.cast_tablets import TABLETS
from adherence.simulation.member import Member

CAST: tuple[Member, ...] = (*TABLETS, *STEPS, *INJECTIONS, *TARGETED, *UNUSUAL, *NEWEST)
