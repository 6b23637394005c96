"""The numbers that a clinic may change, with their defaults: each says whether it is a label, a trial or our choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from adherence.domain.timing import REMINDER_GAP, TEXTING_ENDS, TEXTING_STARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A clinic's settings of time and quantity; *policy* marks a product default that is not a clinical fact."""

    # --- when texts may leave (policy) ---
    texting_starts: time = TEXTING_STARTS  # policy: inclusive, local
    texting_ends: time = TEXTING_ENDS  # policy: exclusive, local
    reminder_gap: timedelta = REMINDER_GAP  # policy: between first reminders of a once-a-day regimen
    text_gap: timedelta = timedelta(minutes=10)  # policy: between two unprompted texts to one patient
    daily_cap: int = 3  # policy: unprompted texts per patient and local day, at least this many
    daily_cap_per_slot: int = 2  # policy: or this many for each slot of the day, whichever is more
    conversation_hold: timedelta = timedelta(hours=2)  # policy: while a person is talking with the patient
    pause_days: int = 7  # policy: what PAUSE means without a number
    plan_ahead: timedelta = timedelta(hours=36)  # policy: doses become rows this long before they are due
    acknowledgement_expires_after: timedelta = timedelta(hours=12)  # policy

    # --- daily doses (policy) ---
    nudge_after: timedelta = timedelta(minutes=60)  # policy: one nudge, if nothing was heard
    nudge_expires_after: timedelta = timedelta(minutes=60)  # policy
    nudge_after_acceptance: timedelta = timedelta(minutes=10)  # policy: the reminder was accepted this long before
    taken_within: timedelta = timedelta(hours=4)  # policy: an answer later than this is taken_late
    late_slot_from: time = time(20, 0)  # policy: slots from here on stay open past midnight
    late_slot_closes: time = time(4, 0)  # policy: until this time of the next day
    settles_after_close: timedelta = timedelta(hours=24)  # policy: "took it" the next day, as taken_late
    ask_reason_after_skip: bool = True  # policy: why was it skipped?
    ask_reason_after_missed_day: bool = True  # policy: taken after all, or why not?
    missed_day_time: time = time(10, 0)  # policy: on the day after

    # --- targeted doses ---
    targeted_closes: time = time(12, 0)  # policy: on the day after
    ask_expires_after: timedelta = timedelta(minutes=60)  # policy: "is today still a risk day?"
    drinking_day_lead: timedelta = timedelta(minutes=60)  # trials: one to two hours before the first drink
    planner_weekday: int = 3  # policy: Thursday (0 is Monday), for the days until the next planner
    planner_time: time = time(17, 0)  # policy
    follow_up_time: time = time(10, 0)  # policy: the day after a targeted dose
    follow_up_expires: time = time(20, 0)  # policy: that same day

    # --- regular questions (policy) ---
    questions_a_day: int = 1  # policy: to one patient; the follow-up of a dose is not counted
    cadence_down_answers: int = 5  # policy: the goal met in so many answers in a row
    cadence_up_answers: int = 2  # policy: the goal missed in so many answers in a row
    cadence_up_silent: int = 2  # policy: so many questions in a row without an answer
    cadence_missed_days: int = 2  # policy: days with a missed dose, where the question is about use
    cadence_settle_days: int = 7  # policy: after a change it is not asked less often for so long

    # --- injections: the windows are not in the label ---
    injection_early_days: int = 4  # policy: days before the due date, 00:00 local
    injection_overdue_days: int = 1  # policy: days after the due date, 00:00 local
    injection_lapsed_days: int = 8  # policy: days after; re-assess before another injection
    injection_min_days: int = 21  # policy: the shortest interval that a prescriber may set
    injection_max_days: int = 31  # policy: the longest
    injection_days_covered: int = 28  # policy for measures: 28, 30 or 31
    visit_text_days: tuple[int, ...] = (7, 3, 1)  # policy: days before the due date
    visit_text_time: time = time(10, 0)  # policy
    visit_day_text_time: time = time(8, 0)  # policy: on the day itself
    visit_text_expires: time = time(20, 0)  # policy: that same day

    # --- titration (policy) ---
    titration_holds_on_side_effect: bool = True  # policy: no step up while a reported side effect is open
    titration_ask_time: time = time(17, 0)  # policy: on the last day of a step that the patient advances
    titration_ask_again_days: int = 3  # policy: after "not yet", or no answer

    # --- quantities ---
    weekly_check_mg: float = 350  # label: all five oral patterns average this; warns, never blocks
    single_dose_mg: float = 50  # label: more in one dose only in the labelled patterns; warns
    daily_maximum_mg: float = 150  # label's largest day; more needs a prescriber's override
    low_dose_below_mg: float = 12.5  # off-label low dose is 1.5 to 4.5 mg; below a quarter tablet counts as such

    # --- safety: start, restart, holds, escalation ---
    opioid_free_days: int = 10  # label: 7 to 10 days; policy takes the longer
    opioid_free_days_alcohol: int = 0  # policy: where no opioid was used; the question itself is never left out
    opioid_free_days_least: int = 7  # label: the least after short-acting opioids
    opioid_free_days_long_acting: int = 14  # label: as long as two weeks after buprenorphine or methadone
    escalate_after_days_opioid: int = 2  # policy: consecutive days without a taken dose
    escalate_after_days_alcohol: int = 3  # policy
    restart_after_silent_days: int = 3  # policy: then the opioid-free question comes before the next tablet
    gate_after_holds: tuple[str, ...] = ("hospital", "procedure")  # policy: opioids may have been given meanwhile
    procedure_oral_stop: timedelta = timedelta(hours=72)  # label and perioperative guidance: before opioid analgesia
    procedure_injection_days: int = 30  # after the last injection
    procedure_injection_days_override: int = 24  # only by a prescriber's override

    # --- on call and the ladder (policy) ---
    notice_backup_after: timedelta = timedelta(minutes=5)  # policy: nobody took an urgent flag: the backup is told
    notice_clinicians_after: timedelta = timedelta(minutes=10)  # policy: then all clinicians and coordinators
    notice_admins_after: timedelta = timedelta(minutes=20)  # policy: then the administrators
    supporter_after_days_opioid: int = 1  # policy: days without a taken dose before a consented supporter is told
    supporter_after_days_alcohol: int = 2  # policy
    targeted_silent_days: int = 3  # policy: risk days in a row without an answer before a flag

    # --- supply, laboratory and continuity ---
    refill_days_before: int = 7  # policy: prompt before the tablets run out
    refill_text_time: time = time(10, 0)  # policy
    liver_test_months: tuple[int, ...] = (0, 1, 3, 6)  # policy: months after the start
    liver_test_every_months: int = 6  # policy: after the last of them
    liver_test_early_days: int = 14  # policy: a result counts from so many days before the due date
    liver_test_overdue_days: int = 14  # policy: days after the due date
    liver_threshold_times_limit: float = 3  # policy: a result above so many times the upper limit is urgent
    continuity_days: int = 180  # NQF 3175
    continuity_gap_days: int = 7  # NQF 3175


DEFAULT_POLICY = Policy()
