"""Reads the answer to the question that is open, context by context."""

from __future__ import annotations

from collections.abc import Callable

from adherence.domain.reply import answer, dose
from adherence.domain.reply.answer_words import (
    ASK_LATER,
    BARE_SCORE,
    COMING,
    COMING_ANYWHERE,
    LIKELY,
    NOT_A_YES,
    NOT_YET,
    OTHER_DAY_YES,
    PUT_OFF,
    READY,
    REFUSES_SHOT,
    STAYING_IN,
    YES_FIRST,
)
from adherence.domain.reply.asked import Asked, PlainAnswer, fallback
from adherence.domain.reply.days import day_in
from adherence.domain.reply.dose_told import dose_statement, unprompted_dose
from adherence.domain.reply.further_questions import (
    HAS_ENOUGH,
    NEEDS_MORE,
    drinks,
    opt_in,
    planner,
    reason,
    time,
    which_dose,
)
from adherence.domain.reply.keyword_answer import answer_of_keyword
from adherence.domain.reply.keywords import find_keyword
from adherence.domain.reply.labels import find_label
from adherence.domain.reply.normalise import Words
from adherence.domain.reply.reading import Expecting, Finding, Intent
from adherence.domain.reply.risk import find_risk_day, names_occasion


def _bare(asked: Asked, yes: Intent, no: Intent) -> PlainAnswer | None:
    """A bare yes or no, in words, letters or emoji."""
    if answer.is_bare_yes(asked.text):
        return PlainAnswer(Finding("answer.yes", asked.text, yes), firm=True, settled_by_context=True)
    if answer.is_bare_no(asked.text):
        return PlainAnswer(Finding("answer.no", asked.text, no), firm=True, settled_by_context=True)
    return None


def _dose(asked: Asked) -> PlainAnswer:
    text = asked.text
    if text in ("1", "2", "3"):
        intent = {"1": Intent.TAKEN, "2": Intent.SNOOZE, "3": Intent.NOT_TAKEN}[text]
        return PlainAnswer(Finding("dose.code", text, intent), firm=True, settled_by_context=True)
    told = dose.told_before(text)
    if told:
        return PlainAnswer(
            Finding("dose.told_before", told, Intent.UNCLEAR), (Finding("dose.told_before", told, Intent.TAKEN),)
        )
    if text in ("ok", "ok thanks", "k"):
        return asked.found("unclear.ok_is_no_answer", Intent.UNCLEAR)
    unmeant = dose.is_sarcastic(text) or NOT_A_YES.match(text) or ("emoji_eyeroll" in text and "yes" not in text)
    bare = None if unmeant else _bare(asked, Intent.TAKEN, Intent.NOT_TAKEN)
    if bare is not None:
        return bare
    risk = find_risk_day(text)
    alongside = (risk,) if risk else ()
    said = dose_statement(asked, also=alongside)
    if _is_yes_beside_risk(text, said, risk):
        return PlainAnswer(Finding("dose.opens_with_yes", text, Intent.TAKEN), alongside, firm=True)
    wish = risk is not None and risk.rule == "risk.wish" and not dose.speaks_of_dose(text)
    if said is not None and not wish:
        return said
    if risk is not None and (wish or not (answer.is_yes(text) or answer.is_no(text))):
        return PlainAnswer(risk)
    if answer.names_craving(text) and (score := answer.score_in(text, asked.lang)) is not None:
        return asked.found("score.in_words", Intent.SCORE, score)
    if answer.is_undecided(text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_no(text):
        return PlainAnswer(Finding("dose.opens_with_no", text, Intent.NOT_TAKEN), alongside, firm=True)
    return _opens_with_yes(asked, alongside) or fallback(asked)


def _opens_with_yes(asked: Asked, alongside: tuple[Finding, ...]) -> PlainAnswer | None:
    """A yes with more behind it: firm unless eyes are rolled, unclear where the yes itself is unsure."""
    text = asked.text
    if not answer.is_yes(text):
        return None
    if dose.is_unsure(text) or NOT_A_YES.match(text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if "?" in text:
        return None
    firm = "emoji_eyeroll" not in text or text.endswith("yes")
    return PlainAnswer(Finding("dose.opens_with_yes", text, Intent.TAKEN), alongside, firm=firm)


def _is_yes_beside_risk(text: str, said: PlainAnswer | None, risk: Finding | None) -> bool:
    """ "Yes. Hard night ahead": the hours belong to the night, not to the tablet."""
    waits = said is not None and said.finding.intent is Intent.SNOOZE
    return waits and risk is not None and YES_FIRST.match(text) is not None


def _short_high_risk(asked: Asked) -> PlainAnswer | None:
    """A bare yes or no, a likely, or a score given in its place."""
    text = asked.text
    bare = _bare(asked, Intent.YES, Intent.NO)
    if bare is not None and text != "3":
        return bare
    if LIKELY.fullmatch(text):
        return asked.found("answer.yes", Intent.YES)
    names_score = answer.names_craving(text) or BARE_SCORE.fullmatch(text)
    if names_score and (score := answer.score_in(text, asked.lang)) is not None:
        return asked.found("score.in_words", Intent.SCORE, score)
    return None


def _high_risk(asked: Asked) -> PlainAnswer:
    text = asked.text
    if text == "2":
        return PlainAnswer(Finding("risk.code", text, Intent.NO), firm=True)
    short = _short_high_risk(asked)
    if short is not None:
        return short
    risk, day = find_risk_day(text), day_in(text)
    if answer.is_undecided(text) and risk is None:
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    other_day = risk if risk and day not in (None, "today") else None
    if answer.is_no(text) or (STAYING_IN.search(text) and (text.startswith("100 %") or not answer.is_yes(text))):
        later = other_day or (
            Finding("risk.other_day", text, Intent.RISK_DAY, value=day)
            if day not in (None, "today") and OTHER_DAY_YES.search(text)
            else None
        )
        return PlainAnswer(Finding("answer.no", text, Intent.NO), (later,) if later else ())
    if answer.is_yes(text):
        return PlainAnswer(Finding("answer.yes", text, Intent.YES), (other_day,) if other_day else ())
    said = unprompted_dose(asked)
    if said is not None:
        return said
    if other_day is not None:
        return PlainAnswer(other_day)
    if risk is not None:
        return PlainAnswer(Finding("answer.risk_named", risk.words, Intent.YES))
    occasion = names_occasion(text)
    if occasion is not None:
        return PlainAnswer(Finding("answer.occasion_named", occasion, Intent.YES))
    later_said = dose_statement(asked)
    if later_said is not None and later_said.finding.intent is Intent.SNOOZE and ASK_LATER.search(text):
        return later_said
    return fallback(asked)


def _score(asked: Asked) -> PlainAnswer:
    text = asked.text
    value = answer.score_in(text, asked.lang)
    strength = answer.strength(text)
    said = unprompted_dose(asked)
    taken = (said.finding,) if said else ()
    postponed = dose_statement(asked)
    if (
        (value is None or PUT_OFF.match(text))
        and postponed is not None
        and postponed.finding.intent is Intent.SNOOZE
        and ASK_LATER.search(text)
        and not answer.names_craving(text)
    ):
        return postponed
    if value is not None:
        return PlainAnswer(
            Finding("score.number", text, Intent.SCORE, value=value), taken, firm=bool(said and said.firm)
        )
    if answer.is_undecided(text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_zero_craving(text):
        return PlainAnswer(Finding("score.none", text, Intent.SCORE, value=0), taken, firm=bool(said and said.firm))
    if said is not None:
        return said
    if strength is not None and not answer.is_bare_yes(text):
        risk = Finding("risk.strong_craving", text, Intent.RISK_DAY)
        return PlainAnswer(Finding("score.words_only", text, Intent.SCORE), (risk,) if strength == "strong" else ())
    risk_day = find_risk_day(text)
    if risk_day is not None:
        return (
            PlainAnswer(
                Finding("score.words_only", text, Intent.SCORE),
                (Finding(risk_day.rule, risk_day.words, Intent.RISK_DAY),),
            )
            if risk_day.rule == "risk.wish"
            else PlainAnswer(risk_day)
        )
    return fallback(asked)


def _wellbeing(asked: Asked) -> PlainAnswer:
    text = asked.text
    said = unprompted_dose(asked)
    feeling = answer.mood(text)
    risk = find_risk_day(text)
    if answer.names_craving(text) and (score := answer.score_in(text, asked.lang)) is not None:
        mood = (Finding("wellbeing.mood", text, Intent.YES if feeling else Intent.NO),) if feeling is not None else ()
        return PlainAnswer(Finding("score.in_words", text, Intent.SCORE, value=score), mood)
    if said is not None:
        fine = said.finding.intent is Intent.TAKEN if feeling is None else feeling
        return PlainAnswer(said.finding, (Finding("wellbeing.by_dose", text, Intent.YES if fine else Intent.NO),))
    alongside = (risk,) if risk else ()
    if feeling is None and (answer.is_yes(text) or answer.is_no(text)):
        feeling = answer.is_yes(text)
    if answer.is_undecided(text) and feeling is None:
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if feeling is not None:
        return PlainAnswer(Finding("wellbeing.mood", text, Intent.YES if feeling else Intent.NO), alongside)
    if risk is not None:
        return PlainAnswer(risk)
    later = dose_statement(asked)
    if later is not None and later.finding.intent is Intent.SNOOZE and ASK_LATER.search(text):
        return later
    return fallback(asked)


def _appointment(asked: Asked) -> PlainAnswer:
    text = asked.text
    if text == "2":
        change, no = (Finding("appointment.code", text, intent) for intent in (Intent.RESCHEDULE, Intent.NO))
        return PlainAnswer(change, (no,), firm=True)
    refusal = REFUSES_SHOT.search(text)
    if refusal:
        return PlainAnswer(
            Finding("appointment.refuses", refusal.group(0), Intent.NO),
            (Finding("appointment.refuses", refusal.group(0), Intent.NOT_TAKEN),),
        )
    bare = _bare(asked, Intent.YES, Intent.NO)
    if bare is not None:
        return bare
    said = unprompted_dose(asked)
    if said is not None and said.finding.intent is Intent.TAKEN:
        return said
    if answer.is_no(text):
        return asked.found("answer.no", Intent.NO)
    if answer.is_undecided(text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_yes(text) or COMING.match(text) or COMING_ANYWHERE.search(text):
        return asked.found("appointment.coming", Intent.YES)
    if said is not None:
        return said
    postponed = dose_statement(asked)
    if postponed is not None and postponed.finding.intent is Intent.SNOOZE and ASK_LATER.search(text):
        return postponed
    risk = find_risk_day(text)
    return PlainAnswer(risk) if risk is not None else fallback(asked)


def _refill(asked: Asked) -> PlainAnswer:
    """Has the patient more (1), or is more needed (2)? A bare yes could mean either, and a dose may be told instead."""
    if asked.text == "1" or HAS_ENOUGH.match(asked.text):
        return asked.found("refill.has_more", Intent.YES)
    if asked.text == "2" or NEEDS_MORE.match(asked.text):
        return asked.found("refill.needs_more", Intent.NO)
    said = dose_statement(asked)
    if said is not None and said.finding.intent is not Intent.SNOOZE:
        return said
    return fallback(asked)


def _none(asked: Asked) -> PlainAnswer:
    text = asked.text
    if answer.is_bare_yes(text) or answer.is_bare_no(text) or text in ("1", "2", "3"):
        return asked.found("chat.nothing_asked", Intent.CHAT)
    risk = find_risk_day(text)
    said = unprompted_dose(asked)
    if said is not None and (risk is None or risk.rule == "risk.occasion"):
        return PlainAnswer(said.finding, (risk,) if risk else (), firm=said.firm)
    if answer.names_craving(text) and (score := answer.score_in(text, asked.lang)) is not None:
        return asked.found("score.in_words", Intent.SCORE, score)
    if risk is not None:
        return PlainAnswer(risk)
    if REFUSES_SHOT.search(text):
        return PlainAnswer(Finding("appointment.refuses", text, Intent.NOT_TAKEN), firm=True)
    later = dose_statement(asked)
    if (
        later is not None
        and later.finding.intent is Intent.SNOOZE
        and (ASK_LATER.match(text) or dose.speaks_of_dose(text))
    ):
        return later
    return fallback(asked)


def _step(asked: Asked) -> PlainAnswer:
    """Whether the patient is ready for the next step: 1 or yes, 2 or not yet."""
    text = asked.text
    said = unprompted_dose(asked)
    if said is not None and not answer.is_bare_yes(text):
        return said
    if text == "2" or NOT_YET.search(text):
        return asked.found("step.not_yet", Intent.NO)
    if text in ("3", "ok", "k", "ok thanks", "listo", "lista") or answer.is_undecided(text) or "?" in text:
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_no(text):
        return asked.found("answer.no", Intent.NO)
    if answer.is_bare_yes(text) or READY.fullmatch(text):
        return asked.found("step.ready", Intent.YES)
    return fallback(asked)


_READERS: dict[Expecting, Callable[[Asked], PlainAnswer]] = {
    Expecting.DOSE: _dose,
    Expecting.HIGH_RISK: _high_risk,
    Expecting.SCORE: _score,
    Expecting.WELLBEING: _wellbeing,
    Expecting.APPOINTMENT: _appointment,
    Expecting.NONE: _none,
    Expecting.REASON: reason,
    Expecting.WHICH_DOSE: which_dose,
    Expecting.OPT_IN: opt_in,
    Expecting.DRINKS: drinks,
    Expecting.TIME: time,
    Expecting.PLANNER: planner,
    Expecting.STEP: _step,
    Expecting.REFILL: _refill,
}


def plain_answer(words: Words, *, lang: str, expecting: Expecting) -> PlainAnswer:
    """The answer in the words to the question that was open; a keyword counts whatever was asked."""
    asked = Asked(text=words.text, words=words, lang=lang, expecting=expecting)
    keyword = find_keyword(asked.text, lang, expecting)
    if keyword is not None:
        return answer_of_keyword(asked, keyword)
    label = find_label(asked.text, expecting)
    if label is not None:
        beside = (label.beside,) if label.beside else ()
        return PlainAnswer(label.finding, beside, firm=expecting is Expecting.DOSE, settled_by_context=True)
    return _READERS[expecting](asked)
