"""What a patient reads, occasion by occasion: the texts themselves come from the wording that is sent."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.db.clinics import Clinic
from adherence.domain.wording import render
from adherence.domain.wording.samples import SAMPLE_PARAMS

DAY: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "A day with a tablet at 8:00",
        (
            ("At 8:00", "reminder"),
            ("At 9:00, only after silence", "nudge"),
            ("After 1, “took it”, a thumbs-up", "ack_taken"),
            ("After 1 the next morning", "ack_taken_late"),
            ("After 2, “not yet”, “in 20 minutes”, “at 9:30”", "ack_snooze"),
            ("After 3 or “no”: the question why", "question_reason"),
            ("After a reason", "ack_reason"),
            ("The morning after a day without a word, once", "reason_missed"),
            ("After UNDO", "ack_undo"),
            ("When two doses could be meant", "question_which_dose"),
            ("When it was not clear, once in 12 hours", "question_unclear"),
            ("When it is still not clear, or a person must judge", "ack_noted"),
            ("Instead of the reminder, while the question about opioids before a restart is open", "restart_check_in"),
        ),
    ),
    (
        "A risk day of a targeted plan",
        (
            ("At the hour for asking, where the plan has one", "risk_day_ask"),
            ("90 minutes, or as planned, before the expected time", "targeted_prompt"),
            ("After “Friday will be hard”, or RISK SAT 21:00", "ack_risk_days"),
            ("After RISK alone", "question_risk_day"),
            ("After NO RISK SAT", "ack_risk_not"),
            ("After GO: the moment is now", "ack_go"),
            ("Thursday 17:00, where the planner is on", "planner"),
            ("The day after, 10:00, where the follow-up is on", "follow_up_targeted"),
            ("Then", "follow_up_first"),
            ("And then", "follow_up_count"),
        ),
    ),
    (
        "A plan in steps that waits for the patient",
        (
            ("17:00 on the last day of a step", "step_ask"),
            ("After 1", "ack_step_forward"),
            ("After 2: asked again after three days", "ack_step_later"),
        ),
    ),
    (
        "Days around an injection",
        (
            ("7 days before the visit", "appointment_7"),
            ("3 days before", "appointment_3"),
            ("1 day before", "appointment_1"),
            ("On the day", "appointment_0"),
            ("After 1", "ack_appointment_ok"),
            ("After 2", "ack_reschedule"),
        ),
    ),
    (
        "Tablets that run low",
        (
            ("7 days before they run out", "refill"),
            ("After 1", "ack_refill"),
            ("After 2: a flag opens", "ack_supply"),
        ),
    ),
    (
        "Beginning, pausing and ending",
        (
            ("The welcome", "welcome"),
            ("The request to confirm", "opt_in_request"),
            ("Confirmed with OK", "opt_in_confirmed"),
            ("A new number that you entered", "number_changed_verify"),
            ("PAUSE 7 or PAUSA 7", "ack_pause"),
            ("RESUME or SEGUIR", "ack_resume"),
            ("An opt-out as a sentence, once; after STOP alone the carrier answers", "stop_confirmation"),
            ("START, where the last consent was written or verbal", "start_confirmation"),
        ),
    ),
    (
        "Whatever else a patient writes",
        (
            ("A side effect", "ack_side_effect"),
            ("A medical question", "ack_medical"),
            ("Drinking or use", "ack_lapse_alcohol"),
            ("Opioid use", "ack_lapse_opioid"),
            ("“I have a new number”, “lost my phone”", "ack_contact"),
            ("“Text me at noon instead”", "ack_other_time"),
            ("“Please call me”", "ack_call"),
            ("A picture", "ack_picture"),
            ("Pain medicine or surgery ahead", "safety_pain"),
            ("Pregnancy", "safety_pregnancy"),
            ("Signs of liver trouble", "safety_liver"),
            ("HELP", "help"),
            ("Words of crisis", "crisis"),
            ("An overdose", "crisis_overdose"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ReadText:
    """When a patient gets a text, and what it says."""

    when: str
    text: str


def day_of_texts(clinic: Clinic, lang: str) -> list[tuple[str, list[ReadText]]]:
    """Each occasion with its texts in a language, at the most discreet level, with the values of a clinic."""
    values = SAMPLE_PARAMS[lang] | {
        name: value
        for name, value in {
            "programme": clinic.programme,
            "phone": clinic.phone,
            "urgent": clinic.crisis_number,
            "emergency": clinic.emergency_number,
        }.items()
        if value
    }
    return [
        (title, [ReadText(when, render(key, lang=lang, level=0, params=values)) for when, key in texts])
        for title, texts in DAY
    ]
