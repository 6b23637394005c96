"""The patients of the demo clinic on tablets in steps, or several times a day, and what happens to them."""

from __future__ import annotations

from dataclasses import replace

from adherence.domain.states import FlagKind
from adherence.simulation.deeds import Ago, Deed, Kind
from adherence.simulation.member import CHATTY, FADING, MEXICO, QUIET, UNEVEN, WORDY, Lately, Member, Says, Support
from adherence.simulation.person import Habits
from adherence.simulation.plans import daily, half_first, low_dose

STEPS = (
    Member(
        name="Jordan Pike",
        zone="America/Chicago",
        days=30,
        plans=(half_first("08:00"),),
        agent="short_acting",
        habits=FADING,
        silent=((5, 0),),
        lately=(Lately(12, "I used last night. Not feeling good about it"),),
        supporters=(Support(name="Casey Pike", days_ago=1, events=("no_answer_days",), agrees=False),),
        left_open=(FlagKind.RESTART, FlagKind.OPIOID_USE),
    ),
    Member(
        name="Mia Castellano",
        days=24,
        plans=(half_first("09:00"),),
        agent="short_acting",
        habits=WORDY,
        deeds=(Deed(Kind.MEDICINE, 1, {"name": "tramadol", "started_on": Ago(1)}),),
        left_open=(FlagKind.INTERACTION,),
    ),
    Member(
        name="Ruben Ortega",
        zone=MEXICO,
        language="es",
        days=9,
        plans=(half_first("08:00"),),
        agent="long_acting",
        gate={
            "urine_test": "not_done",
            "pregnancy": "unknown",
            "hepatotoxic_medicines": ["isoniazid"],
            "baseline_liver_test": "planned",
        },
        says=(Says(1, "08:20", "3"), Says(1, "08:30", "4")),
        silent=((2, 0),),
        left_open=(FlagKind.SIDE_EFFECT,),
    ),
    Member(
        name="Ellen Moss",
        zone="Europe/London",
        days=31,
        plans=(low_dose("21:30", "patient"),),
        habits=Habits(takes=0.97, answers=1.0, late=0.06, ready=1.0),
        deeds=(Deed(Kind.CHECK_IN, 28, {"kind": "side_effects", "on": True}),),
    ),
    Member(
        name="Fiona Grant",
        zone="Australia/Sydney",
        days=20,
        plans=(low_dose("22:00"),),
        habits=CHATTY,
        says=(Says(1, "20:30", "Had bad headaches and nausea since the last change"),),
        left_open=(FlagKind.SIDE_EFFECT,),
    ),
    Member(
        name="Paul Devlin",
        zone="Pacific/Auckland",
        days=19,
        plans=(low_dose("21:30"),),
        habits=replace(QUIET, snoozes=0.0),
    ),
    Member(
        name="Aroha Devlin",
        zone="Pacific/Auckland",
        days=12,
        plans=(daily("08:00"),),
        habits=QUIET,
        shares_phone_of="Paul Devlin",
        says=(Says(1, "20:15", "done"),),
        left_open=(FlagKind.UNCLEAR,),
    ),
    Member(
        name="Nina Petrova",
        days=30,
        plans=(daily("08:00", "20:00", mg=25),),
        habits=WORDY,
        deeds=(
            Deed(
                Kind.GATE,
                1,
                {"agent": "none", "opioid_free_since": Ago(55), "baseline_liver_test": "done", "pregnancy": "yes"}
                | {"urine_test": "negative", "hepatotoxic_medicines": ["valproate"]},
            ),
        ),
        gate={"pregnancy": "no"},
        left_open=(FlagKind.START_GATE,),
    ),
    Member(
        name="Oscar Lund",
        zone="America/Denver",
        days=30,
        plans=(daily("08:00", "14:00", "20:00", mg=15),),
        habits=UNEVEN,
        lately=(Lately(55, "which box do you mean"), Lately(48, "is it the blue or the green")),
    ),
)
