"""The English templates: one GSM-7 segment each, nothing private in the first 40 characters."""

from __future__ import annotations

# A tuple holds the texts of discretion levels 0, 1 and 2; a single text serves all three.
TEXTS: dict[str, str | tuple[str, str, str]] = {
    "reminder": (
        "Time for your {time}. Reply 1 done, 2 later, 3 skip",
        "Time for your {time}. Reply 1 done, 2 later, 3 skip. About your medication.",
        "Time for your {time}. Reply 1 done, 2 later, 3 skip. About your {medicine}.",
    ),
    "nudge": (
        "Checking in on your {time}. Reply 1 done, 2 later, 3 skip",
        "Checking in on your {time}. Reply 1 done, 2 later, 3 skip. About your medication.",
        "Checking in on your {time}. Reply 1 done, 2 later, 3 skip. About your {medicine}.",
    ),
    "targeted_prompt": (
        "Time for the one you planned today. Reply 1 done, 2 later, 3 skip",
        "Time for the one you planned today. Reply 1 done, 2 later, 3 skip. About your medication.",
        "Time for the one you planned today. Reply 1 done, 2 later, 3 skip. About your {medicine}.",
    ),
    "risk_day_ask": "Is today still one of your planned days? Reply 1 if it is, 2 if not",
    "appointment_7": (
        "Your visit is on {date} at {time}. Reply 1 OK, 2 to change it",
        "Your visit is on {date} at {time}. Reply 1 OK, 2 to change it. About your medication.",
        "Your visit is on {date} at {time}. Reply 1 OK, 2 to change it. About your {medicine}.",
    ),
    "appointment_3": (
        "Your visit is in 3 days: {date} at {time}. Reply 1 OK, 2 to change it",
        "Your visit is in 3 days: {date} at {time}. Reply 1 OK, 2 to change it. About your medication.",
        "Your visit is in 3 days: {date} at {time}. Reply 1 OK, 2 to change it. About your {medicine}.",
    ),
    "appointment_1": (
        "Your visit is tomorrow at {time}. Reply 1 OK, 2 to change it",
        "Your visit is tomorrow at {time}. Reply 1 OK, 2 to change it. About your medication.",
        "Your visit is tomorrow at {time}. Reply 1 OK, 2 to change it. About your {medicine}.",
    ),
    "appointment_0": (
        "Your visit is today at {time}. Reply 1 OK, 2 to change it",
        "Your visit is today at {time}. Reply 1 OK, 2 to change it. About your medication.",
        "Your visit is today at {time}. Reply 1 OK, 2 to change it. About your {medicine}.",
    ),
    "restart_check_in": (
        "Please check in with us before your next one. Call {phone}, or reply 1 and we will call you.",
        "Please check in with us before you go on with your medication. Call {phone}, or reply 1 and we will call you.",
        "Please check in with us before you go on with your {medicine}. Call {phone}, or reply 1 and we will call you.",
    ),
    "refill": (
        "You may run low around {date}. Reply 1 if you have more, 2 if you need more",
        "You may run low around {date}. Reply 1 if you have more, 2 if you need more. About your medication.",
        "You may run low around {date}. Reply 1 if you have more, 2 if you need more. About your {medicine}.",
    ),
    "wellbeing": "How are you doing this week? Reply good, so-so or bad, or in your own words",
    "craving": (
        "How strong was it at its worst today? Reply 0 (not at all) to 10 (most)",
        "How strong was it at its worst today? Reply 0 (not at all) to 10 (most)",
        "How strong was it at its worst today? Reply 0 (no craving) to 10 (strongest craving)",
    ),
    "drinks": (
        "How many since we last asked you? Reply a number, 0 for none",
        "How many since we last asked you? Reply a number, 0 for none",
        "How many since we last asked you? Reply with the number of drinks, 0 for none",
    ),
    "side_effects": (
        "Has anything bothered you since we last asked? Reply 0 for no, or tell us what",
        "Has anything bothered you since we last asked? Reply 0 for no, or tell us what. About your medication.",
        "Has anything bothered you since we last asked? Reply 0 for no, or tell us what. About your {medicine}.",
    ),
    "own_score": "{text}",
    "own_text": "{text}",
    "planner": "Any days to plan for this week? Reply with the days, such as FRI SAT, or 0 for none",
    "follow_up_targeted": (
        "About the one you planned yesterday: reply 1 done, 3 not done",
        "About the one you planned yesterday: reply 1 done, 3 not done. About your medication.",
        "About the one you planned yesterday: reply 1 done, 3 not done. About your {medicine}.",
    ),
    "follow_up_night": (
        "About yesterday: what time was the first one? Reply with a time such as 19:30, or 0 for none",
        "About yesterday: what time was the first one? Reply with a time such as 19:30, or 0 for none",
        "One question about yesterday, if we may: when was your first drink? "
        "Reply with a time such as 19:30, or 0 for none",
    ),
    "follow_up_first": (
        "Thank you. What time was the first one? Reply with a time such as 19:30, or 0 for none",
        "Thank you. What time was the first one? Reply with a time such as 19:30, or 0 for none",
        "Thank you. One more question about that day: when was your first drink? "
        "Reply with a time such as 19:30, or 0 for none",
    ),
    "follow_up_count": (
        "Thank you. And how many in all? Reply a number, 0 for none",
        "Thank you. And how many in all? Reply a number, 0 for none",
        "Thank you. And how many in all that day? Reply with the number of drinks, 0 for none",
    ),
    "reason_missed": (
        "About {occasion}: if it was done, reply DONE. If not, may we ask why? "
        "1 forgot, 2 felt fine, 3 ran out, 4 felt unwell, 5 other",
        "About {occasion}: if it was done, reply DONE. If not, may we ask why? "
        "1 forgot, 2 felt fine, 3 ran out, 4 side effect, 5 other",
        "About {occasion}: if it was done, reply DONE. If not, may we ask why? "
        "1 forgot, 2 felt fine, 3 ran out, 4 side effect, 5 other",
    ),
    "step_ask": (
        "Are you ready for your next step from tomorrow? Reply 1 ready, 2 not yet",
        "Are you ready for your next step from tomorrow? Reply 1 ready, 2 not yet. About your medication.",
        "Are you ready for your next step from tomorrow? Reply 1 ready, 2 not yet. About your {medicine}.",
    ),
    "welcome": "Welcome to {programme} texts: about {per_day} a day, to check in with you. "
    "Message rates may apply. Reply HELP for help, STOP to opt out.",
    "opt_in_request": "{programme} texts: about {per_day} a day, to check in with you. Reply OK to agree. "
    "Message rates may apply. HELP for help, STOP to opt out.",
    "opt_in_confirmed": "Thank you. You will now get texts from {programme}. Reply HELP for help, STOP to opt out.",
    "number_changed_verify": "{programme} was asked to text you on this number. Reply OK if that is right. "
    "If not, please ignore this text.",
    "ack_taken": "Thank you, noted as done.",
    "ack_taken_late": "Thank you, noted as done for {occasion}.",
    "ack_skipped": "Thank you for telling us. Noted as skipped.",
    "ack_snooze": "OK. We will ask you again at {time}.",
    "ack_not_later": "Sorry, we cannot ask again at that time. When you know, reply 1 done or 3 skip.",
    "ack_undo": "OK, we took back your last answer.",
    "ack_noted": "Thank you. We passed this on to the team. They read texts in working hours. To talk: {phone}.",
    "ack_appointment_ok": "Thank you. See you on {date} at {time}.",
    "ack_reschedule": "Thank you. The team will contact you to find another time. Or call {phone}.",
    "ack_score": "Thank you, noted: {value}.",
    "ack_check_in": "Thank you for telling us. Noted.",
    "ack_reason": "Thank you. That helps the team to help you.",
    "ack_risk_on": "Thank you. We will text you at the time you planned.",
    "ack_risk_off": "Thank you. We will not text you about today.",
    "ack_risk_days": "Thank you, planned: {days}.",
    "ack_step_forward": "Thank you. Your next step starts on {date}. Changed your mind? Reply 2.",
    "ack_step_later": "Thank you for telling us. Nothing changes for now, and we will ask you again.",
    "ack_risk_not": "Thank you. We will not text you about {days}.",
    "ack_risk_over": "That time has passed, so nothing new is planned. Reply GO if it is now, or RISK and another day.",
    "ack_risk_open": "Thank you. Today is planned already. Reply 1 done, 3 skip",
    "ack_planner_none": "Thank you, noted. What was planned before stays as it is.",
    "ack_go": "OK. Now is the time for it. Reply 1 done, 3 skip",
    "ack_one_a_day": "Thank you. Today's is noted as done already. The plan is one a day at most. To talk: {phone}.",
    "ack_follow_up": "Thank you, that is all for now.",
    "ack_supply": "Thank you for telling us. The team will contact you about it. Or call {phone}.",
    "ack_refill": "Thank you, noted. If that changes, tell us here or call {phone}.",
    "ack_side_effect": "Thank you for telling us. The team will contact you. Questions now: {phone}. "
    "If it feels urgent, call {emergency}.",
    "ack_medical": "Thank you. We cannot answer this by text. The team will contact you, or call {phone}. "
    "If it feels urgent, call {emergency}.",
    "ack_lapse_alcohol": "Thank you for telling us. The team will contact you, or call {phone}. "
    "If you need someone now, call {urgent}. Emergency: {emergency}.",
    "ack_lapse_opioid": "Thank you for telling us. We will call you, or call {phone}. "
    "Unwell or unsafe: {emergency}. To talk: {urgent}. We do not read texts around the clock.",
    "ack_contact": "Thank you. The team will look at how to reach you. To talk to us now, call {phone}.",
    "ack_other_time": "Thank you. The team will look at the time of your texts. To talk: {phone}.",
    "ack_language": "Thank you. The team will look at the language of your texts. "
    "Gracias, el equipo lo revisa. Llame: {phone}.",
    "ack_picture": "Thank you. We cannot open pictures or voice messages here. "
    "Please write to us in words, or call {phone}.",
    "ack_call": "Thank you. The team will call you in working hours. To talk sooner, call {phone}. "
    "Emergency: {emergency}.",
    "ack_pause_wish": "Thank you. For a week without texts, reply PAUSE 7. "
    "The team reads your message too. To talk: {phone}.",
    "ack_details": "Thank you. The team will tell you when and where. To ask us now, call {phone}.",
    "ack_paused": "OK. No texts until {date}. You can still write to us or call {phone}.",
    "ack_discharged": "This number no longer gets texts from {programme}. To reach us, call {phone}. "
    "Emergency: {emergency}.",
    "question_unclear": "Sorry, that was not clear to us. Reply 1 done, 2 later, 3 skip. The team can read it too.",
    "question_which_dose": "Which one do you mean? Reply 1 for {earlier}, 2 for {later}",
    "question_which_of_three": "Which one do you mean? Reply 1 for {earlier}, 2 for {middle}, 3 for {later}",
    "question_risk_day": "Which day? Reply RISK and the day, such as RISK SAT or RISK FRI 21:00",
    "question_am_pm": "Was that in the morning or in the evening? Reply with am or pm, such as 9 pm",
    "question_score": "Sorry, that was not clear to us. Reply a number from 0 to 10. The team can read it too.",
    "question_count": "Sorry, that was not clear to us. Reply a number, 0 for none. The team can read it too.",
    "question_reason": (
        "Thank you. May we ask what got in the way? Reply 1 forgot, 2 felt fine, 3 ran out, 4 felt unwell, 5 other",
        "Thank you. May we ask what got in the way? Reply 1 forgot, 2 felt fine, 3 ran out, 4 side effect, 5 other",
        "Thank you. May we ask what got in the way? Reply 1 forgot, 2 felt fine, 3 ran out, 4 side effect, 5 other",
    ),
    "help": "{programme}: call {phone}. Emergency: {emergency}. To talk any time: {urgent}. "
    "Texts are not read around the clock. STOP ends them.",
    "crisis": "Thank you for writing. For help right now, call {emergency} or {urgent}, at any hour. "
    "We are telling our team, but texts are not read around the clock.",
    "crisis_overdose": "Please call {emergency} now, or ask somebody near you to call. To talk: {urgent}. "
    "We are telling our team, but texts are not read around the clock.",
    "crisis_of_another": "Please call {emergency} now and stay on the line. They will tell you what to do. "
    "We are telling our team, but texts are not read around the clock.",
    "safety_pain": "Thank you for telling us. We passed this on to the team. Please call {phone} to talk about it. "
    "Emergency: {emergency}.",
    "safety_pregnancy": "Thank you for telling us. We passed this on. The team will call you, or call {phone}. "
    "Emergency: {emergency}.",
    "safety_liver": "Thank you for telling us. We passed this on. Please call {phone}. "
    "If you feel very unwell, call {emergency} now.",
    "stop_confirmation": "You will get no more texts from {programme}. To get them again, reply START.",
    "start_confirmation": "You will get texts from {programme} again. Reply HELP for help, STOP to opt out.",
    "start_needs_staff": "Thank you. The {programme} team will contact you before texts restart. Or call {phone}.",
    "staff_alert": "{programme}: something urgent waits. Reply 1 to take it, then open {page}",
    "staff_overdue": "{programme}: something is overdue and nobody took it. Please open {page}",
    "staff_taken": "{programme}: it is yours now. Please open {page}",
    "staff_nothing": "{programme}: nothing waits for this. Staff texts are not read. Open {page}",
    "staff_code": "{programme}: your code is {code}. It is good for 10 minutes. Nobody will ask you for it.",
    "ack_pause": "OK. None of those texts before {date}. Reply RESUME to get them earlier. To reach us: {phone}.",
    "ack_resume": "OK. You will get our texts again as planned.",
    "stop_link": "{programme}: to end or pause our texts on the web, open {link}",
    "supporter_request": "{programme}: somebody who knows you asked if we may text you now and then, so you can "
    "check in with them. Reply OK to agree. STOP ends this.",
    "supporter_request_named": "{programme}: {who} asked if we may text you now and then, so you can "
    "check in with them. Reply OK to agree. STOP ends this.",
    "supporter_thanks": "Thank you. {programme} may text you now and then until {date}. HELP for help. "
    "STOP ends it at any time.",
    "support_no_answer": "{programme}: we have not heard from {who} for some days. A short call from you may help. "
    "Our team: {phone}.",
    "support_doses_missed": "{programme}: {who} has told us of nothing done for some days. A short call from you "
    "may help. Team: {phone}.",
    "support_missed_visit": "{programme}: {who} did not come to a planned visit. A short call from you may help. "
    "Our team: {phone}.",
    "support_good_week": "{programme}: good news. {who} kept in touch with us all week. A kind word from you "
    "may do good.",
    "support_good_week_doses": "{programme}: good news. {who} did all that was planned this week. A kind word from you "
    "may do good.",
    "support_asks_for_call": "{programme}: {who} would be glad of a call from you. Our team: {phone}.",
}
