"""The patients of the demo clinic on the same tablets every day, or on some days, and what happens to them."""

from __future__ import annotations

from dataclasses import replace

from adherence.domain.states import FlagKind
from adherence.simulation.deeds import Ago, Deed, Kind
from adherence.simulation.member import (
    BOGOTA,
    CHATTY,
    FADING,
    MADRID,
    MEXICO,
    QUIET,
    RISING,
    STEADY,
    UNEVEN,
    WORDY,
    Lately,
    Member,
    Says,
    Support,
)
from adherence.simulation.person import Habits
from adherence.simulation.phrases import Meaning, Style
from adherence.simulation.plans import by_override, daily, every, pattern_a, supervised

TABLETS = (
    Member(
        name="Ana Duarte",
        zone=BOGOTA,
        language="es",
        days=88,
        plans=(daily("08:00"),),
        habits=STEADY,
        deeds=(
            Deed(Kind.HOLD, 40, {"kind": "hospital", "from": Ago(41), "to": Ago(36), "reason": "Appendectomy"}),
            Deed(Kind.GATE, 35, {"agent": "none", "baseline_liver_test": "done", "urine_test": "negative"}),
        ),
    ),
    Member(
        name="Marcus Bell",
        days=34,
        plans=(daily("08:30"),),
        habits=Habits(takes=0.95, answers=0.97, style=Style.WORDS, scores=(3, 1)),
        says=(Says(8, "13:10", "Could somebody explain the letter I got on Monday?"),),
        deeds=(
            Deed(Kind.CHECK_IN, 33, {"kind": "craving", "on": True}),
            Deed(Kind.MESSAGE, 8, {"body": "Hi Marcus, it is only the date of your next visit. Ben"}, at="14:20"),
            Deed(Kind.CLOSED, 7, {"outcome": "answered"}, at="09:05"),
            Deed(Kind.PLAN_CHANGED, 12, {"reason": "Forgets it in the morning, evenings suit better"}, daily("19:00")),
        ),
    ),
    Member(
        name="Priya Nair",
        zone="Asia/Kolkata",
        days=35,
        plans=(daily("09:00"),),
        habits=CHATTY,
        says=(Says(1, "18:10", "Could somebody call me before the weekend?"),),
        lately=(Lately(95, "Tomorrow afternoon is fine, thank you"),),
        deeds=(
            Deed(Kind.MEDICINE, 20, {"name": "Sertraline 50 mg", "started_on": Ago(120)}),
            Deed(Kind.CLAIMED, 1, at="09:30"),
            Deed(
                Kind.MESSAGE,
                1,
                {"body": "Thank you for writing, Priya. When is a good time for a call? Ben"},
                at="09:35",
            ),
        ),
        left_open=(FlagKind.HELP,),
        keeps_talk=True,
    ),
    Member(
        name="Owen Hart",
        zone="America/Chicago",
        days=34,
        plans=(daily("08:00"),),
        habits=FADING,
        says=(Says(2, "18:20", "PAUSE 5"),),
        left_open=(FlagKind.CONTACT,),
    ),
    Member(
        name="Lucia Romero",
        zone=MADRID,
        language="es",
        days=33,
        plans=(daily("09:00"),),
        habits=WORDY,
        runs_out_in=5,
    ),
    Member(
        name="Tom Becker",
        zone="America/Denver",
        days=35,
        plans=(daily("12:00"),),
        habits=replace(RISING, scores=(8, 3), counts=(5, 1)),
        deeds=(
            Deed(Kind.CHECK_IN, 34, {"kind": "craving", "on": True}),
            Deed(Kind.CHECK_IN, 34, {"kind": "drinks", "on": True, "threshold": 4, "goal": 2}),
            Deed(Kind.PLAN_CHANGED, 9, {"reason": "Asked for a later time"}, daily("20:00")),
            Deed(Kind.CHANGE_UNDONE, 6, {"reason": "Noon was better after all"}),
        ),
    ),
    Member(
        name="Grace Okafor",
        zone="Europe/London",
        days=34,
        plans=(daily("08:00"),),
        habits=STEADY,
        deeds=(Deed(Kind.HOLD, 4, {"kind": "travel", "from": Ago(3), "to": Ago(-4), "reason": "Family in Lagos"}),),
        supporters=(Support(name="Ada Okafor", days_ago=30, events=("good_week", "missed_visit"), ended_ago=9),),
    ),
    Member(
        name="Dana Whitlock",
        days=35,
        plans=(daily("08:00"),),
        habits=replace(WORDY, scores=(6, 5)),
        says=(Says(22, "10:20", "I feel sick after taking it"), Says(0, "07:40", "I drank last night")),
        deeds=(
            Deed(Kind.CHECK_IN, 20, {"kind": "craving", "on": True, "threshold": 9}),
            Deed(
                Kind.CADENCE,
                12,
                {"kind": "craving", "cadence": "alternate", "locked": True, "until": Ago(-16)}
                | {"reason": "Agreed with Dana: every second day until the next visit"},
            ),
        ),
    ),
    Member(
        name="Eli Sanders",
        zone="America/Phoenix",
        days=33,
        plans=(by_override(every(4, "18:00"), "Taken under watch at the day centre, which opens twice a week"),),
        habits=UNEVEN,
        says=(
            Says(14, "19:10", "I don't want these messages any more", is_last=True),
            Says(11, "09:30", "START"),
        ),
    ),
    Member(
        name="Noor Haddad",
        zone="America/Los_Angeles",
        days=31,
        plans=(daily("08:00"),),
        habits=STEADY,
        says=(Says(1, "16:10", "Can I take ibuprofen with it?"),),
    ),
    Member(
        name="Jo Lindgren",
        zone="Europe/Stockholm",
        days=30,
        plans=(daily("20:00"),),
        habits=QUIET,
        runs_out_in=-1,
        left_open=(FlagKind.RAN_OUT,),
    ),
    Member(
        name="Victor Salas",
        zone=MEXICO,
        language="es",
        days=34,
        plans=(daily("08:00"),),
        habits=replace(UNEVEN, week=(Meaning.WEEK_SO_SO, Meaning.WEEK_GOOD, Meaning.WEEK_BAD)),
        says=(
            Says(20, "19:00", "me siento mal del estómago"),
            Says(1, "08:20", "3"),
            Says(1, "08:30", "3"),
        ),
        silent=((2, 0),),
        deeds=(
            Deed(Kind.MEDICINE, 15, {"name": "valproate", "started_on": Ago(16)}),
            Deed(Kind.CHECK_IN, 30, {"kind": "wellbeing", "on": True}),
        ),
        left_open=(FlagKind.RAN_OUT,),
    ),
    Member(
        name="Hannah Price",
        days=86,
        plans=(pattern_a("08:00"),),
        habits=STEADY,
        lately=(Lately(140, "can you text me at 9 instead"),),
        left_open=(FlagKind.CONTACT,),
        deeds=(
            Deed(Kind.HOLD, 24, {"kind": "travel", "from": Ago(18), "to": Ago(12), "reason": "Trip to the coast"}),
            Deed(Kind.HOLD_WITHDRAWN, 20, {"reason": "The trip was called off"}),
        ),
    ),
    Member(
        name="Ravi Menon",
        zone="America/Toronto",
        days=34,
        plans=(pattern_a("09:30"),),
        habits=WORDY,
        deeds=(
            Deed(
                Kind.TESTED,
                1,
                {"taken_on": Ago(2), "test": "ALT", "value": 168, "unit": "U/L", "upper_limit": 40},
            ),
        ),
        left_open=(FlagKind.LIVER_TEST,),
    ),
    Member(
        name="Carmen Vidal",
        zone="America/Puerto_Rico",
        language="es",
        days=33,
        plans=(pattern_a("08:30"),),
        habits=FADING,
        silent=((4, 0),),
        supporters=(Support(name="Marisol Vidal", days_ago=25, events=("no_answer_days", "good_week")),),
    ),
    Member(
        name="Beth Carver",
        days=47,
        plans=(every(2, "08:00"),),
        habits=STEADY,
        tested_after=(0,),
        left_open=(FlagKind.LIVER_TEST,),
        deeds=(
            Deed(
                Kind.HOLD,
                2,
                {"kind": "procedure", "from": Ago(-6), "to": Ago(-8), "reason": "Knee surgery, opioids likely"},
            ),
        ),
    ),
    Member(
        name="Samir Aziz",
        zone="America/Chicago",
        days=35,
        plans=(every(2, "19:00"),),
        habits=UNEVEN,
        deeds=(Deed(Kind.HOLD, 7, {"kind": "hospital", "from": Ago(8), "to": Ago(2), "reason": "Pneumonia"}),),
        left_open=(FlagKind.RESTART,),
    ),
    Member(
        name="Irene Kovac",
        zone="Europe/Zagreb",
        days=34,
        plans=(every(3, "10:00"),),
        habits=CHATTY,
        deeds=(
            Deed(Kind.STOP_LINK, 27),
            Deed(Kind.STOPPED_BY_LINK, 3, at="13:40"),
            Deed(Kind.HOLD, 22, {"kind": "travel", "from": Ago(21), "to": Ago(8), "reason": "Work abroad"}),
            Deed(Kind.HOLD_ENDED, 14, {"on": Ago(14), "reason": "Came home early"}),
        ),
    ),
    Member(
        name="Leo Fontaine",
        zone="America/Halifax",
        days=33,
        plans=(every(3, "08:00"),),
        habits=QUIET,
        says=(Says(1, "17:40", "I lost my phone on the bus, new one on Friday"),),
        tested_after=(0,),
        left_open=(FlagKind.LIVER_TEST, FlagKind.CONTACT),
    ),
    Member(name="Wes Tanner", days=35, plans=(supervised("10:00"),), agent="short_acting", habits=QUIET, observed=True),
)
