"""Reads the answer to the question that is open, context by context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from adherence.domain.reply import answer, dose
from adherence.domain.reply.days import day_in, weekdays_in
from adherence.domain.reply.normalise import Words
from adherence.domain.reply.numbers import clock_time_in, minutes_in, number_of
from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.reading import Expecting, Finding, Intent, Value
from adherence.domain.reply.risk import find_risk_day, names_occasion


@dataclass(frozen=True)
class PlainAnswer:
    """The answer and what was said along with it; ``firm`` where a dose statement may be recorded unseen."""

    finding: Finding
    also: tuple[Finding, ...] = ()
    firm: bool = False
    settled_by_context: bool = False

    @property
    def is_an_answer(self) -> bool:
        """False for small talk and for what could not be read."""
        return self.finding.intent not in (Intent.CHAT, Intent.UNCLEAR)


@dataclass(frozen=True)
class Asked:
    """A text with what was asked and the patient's language."""

    text: str
    words: Words
    lang: str
    expecting: Expecting

    def found(self, rule: str, intent: Intent, value: Value = None) -> PlainAnswer:
        """An answer by the rule, seen in the whole text."""
        return PlainAnswer(Finding(rule, self.text, intent, value=value))


def _when(asked: Asked) -> Value:
    """How long or until when the patient asks to wait."""
    minutes = minutes_in(asked.text, asked.lang)
    return minutes if minutes is not None else clock_time_in(asked.text, asked.lang)


def _dose_statement(asked: Asked, *, also: tuple[Finding, ...] = ()) -> PlainAnswer | None:
    said = dose.read_dose(asked.text)
    if said is None:
        return None
    value = _when(asked) if said.intent is Intent.SNOOZE else None
    return PlainAnswer(Finding(said.rule, said.words, said.intent, value=value), also, firm=said.firm)


def _bare(asked: Asked, yes: Intent, no: Intent) -> PlainAnswer | None:
    """A bare yes or no, in words, letters or emoji."""
    if answer.is_bare_yes(asked.text):
        return PlainAnswer(Finding("answer.yes", asked.text, yes), firm=True, settled_by_context=True)
    if answer.is_bare_no(asked.text):
        return PlainAnswer(Finding("answer.no", asked.text, no), firm=True, settled_by_context=True)
    return None


def _fallback(asked: Asked) -> PlainAnswer:
    """Small talk, or unclear: a statement after no question is talk, an unreadable answer is for people."""
    if not any(character.isalnum() for character in asked.text):
        return asked.found("unclear.empty", Intent.UNCLEAR)
    if answer.is_undecided(asked.text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_small_talk(asked.text):
        return asked.found("chat.small_talk", Intent.CHAT)
    if asked.expecting is Expecting.NONE and _has_words(asked):
        return asked.found("chat.nothing_asked", Intent.CHAT)
    if asked.expecting is not Expecting.DOSE and asked.words.count > 5:
        return asked.found("chat.other", Intent.CHAT)
    return asked.found("unclear.no_rule", Intent.UNCLEAR)


def _has_words(asked: Asked) -> bool:
    """Is there anything like language? Bare numbers and single consonants are not."""
    return (
        any(
            len(word) > 1 and word.isalpha() and any(vowel in word for vowel in "aeiouy") for word in asked.text.split()
        )
        or answer.is_bare_yes(asked.text)
        or answer.is_bare_no(asked.text)
    )


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
    bare = None if dose.is_sarcastic(text) else _bare(asked, Intent.TAKEN, Intent.NOT_TAKEN)
    if bare is not None:
        return bare
    risk = find_risk_day(text)
    alongside = (risk,) if risk else ()
    said = _dose_statement(asked, also=alongside)
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
    if answer.is_yes(text) and "?" not in text:
        return PlainAnswer(
            Finding("dose.opens_with_yes", text, Intent.TAKEN),
            alongside,
            firm="emoji_eyeroll" not in text or text.endswith("yes"),
        )
    return _fallback(asked)


def _unprompted_dose(asked: Asked) -> PlainAnswer | None:
    """A statement about the dose where something else was asked."""
    said = _dose_statement(asked)
    if said is None or said.finding.intent is Intent.SNOOZE or not dose.speaks_of_dose(asked.text):
        return None
    return said


def _high_risk(asked: Asked) -> PlainAnswer:
    text = asked.text
    bare = _bare(asked, Intent.YES, Intent.NO)
    if bare is not None and text not in ("3",):
        return bare
    if answer.names_craving(text) and (score := answer.score_in(text, asked.lang)) is not None:
        return asked.found("score.in_words", Intent.SCORE, score)
    risk, day = find_risk_day(text), day_in(text)
    if answer.is_undecided(text) and risk is None:
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    other_day = risk if risk and day not in (None, "today") else None
    if answer.is_no(text) or (_STAYING_IN.search(text) and not answer.is_yes(text)):
        later = other_day or (
            Finding("risk.other_day", text, Intent.RISK_DAY, value=day)
            if day not in (None, "today") and _OTHER_DAY_YES.search(text)
            else None
        )
        return PlainAnswer(Finding("answer.no", text, Intent.NO), (later,) if later else ())
    if answer.is_yes(text):
        return PlainAnswer(Finding("answer.yes", text, Intent.YES), (other_day,) if other_day else ())
    said = _unprompted_dose(asked)
    if said is not None:
        return said
    if other_day is not None:
        return PlainAnswer(other_day)
    if risk is not None:
        return PlainAnswer(Finding("answer.risk_named", risk.words, Intent.YES))
    occasion = names_occasion(text)
    if occasion is not None:
        return PlainAnswer(Finding("answer.occasion_named", occasion, Intent.YES))
    later_said = _dose_statement(asked)
    if later_said is not None and later_said.finding.intent is Intent.SNOOZE and _ASK_LATER.search(text):
        return later_said
    return _fallback(asked)


_STAYING_IN = compiled(
    r"(?:just|only) (?:\w+ )?(?:netflix|laundry|home|work|chilling|resting|sleeping|me|tv|relaxing|a quiet|church|bed|movie|family time|couch|the couch|the kids)(?: .*)?|(?:staying|stay|stayin|chilling|chillin|quiet|night in|day in|relaxing) (?:in|home|at home|night|day|evening|weekend)?(?: .*)?|0 % chance(?: .*)?|zero chance(?: .*)?|no (?:plans|parties|drinking)(?: .*)?|nothing (?:planned|going on|today|tonight|happening|special)(?: .*)?|(?:not|will not be|aint) (?:going|doing|seeing)(?: .*)?|safe(?: .*)?|tranquil[oa](?: .*)?|(?:me quedo|voy a estar|estoy|en|puro|puro descanso|dia de) (?:en |la )?(?:casa|descansar|dormir|tranquil[oa])(?: .*)?|nada(?: .*)?|low risk|i am good|im good|all good|should be (?:fine|ok|good)|i will be (?:fine|ok|good)|plans? (?:got )?cancell?ed"
)
_OTHER_DAY_YES = compiled(
    r"(?:but|pero|though|just|maybe|except|ask me|,)<gap6> (?:yes|si|tomorrow|manana|<weekday>|weekend|fin de semana|finde)(?: .*)?|(?:tomorrow|manana|<weekday>)(?: \w+){0,2} (?:yes|si|is|will|maybe|for sure|though|might|tengo|hay)(?: .*)?"
)
_ASK_LATER = compiled(
    r"(?:ask|text|try|check|call|remind|hit|message)(?: \w+)? (?:me )?(?:later|back|after|at|again|in|tomorrow|tonight|when)(?: .*)?|later|in a (?:bit|minutes?|min|few|sec)|can not (?:answer|talk|text)(?: .*)?|busy(?: .*)?|in a meeting|driving|at work(?: .*)?|al rato|luego|ahorita no(?: .*)?|mas tarde|despues|give me(?: .*)?|hold on|(?:estoy|ando) <busy>|<busy>|pregunt\w+(?: .*)? (?:luego|despues|mas tarde|al rato|en)"
)


def _score(asked: Asked) -> PlainAnswer:
    text = asked.text
    value = answer.score_in(text, asked.lang)
    strength = answer.strength(text)
    said = _unprompted_dose(asked)
    taken = (said.finding,) if said else ()
    postponed = _dose_statement(asked)
    if (
        value is None
        and postponed is not None
        and postponed.finding.intent is Intent.SNOOZE
        and _ASK_LATER.search(text)
        and not answer.names_craving(text)
    ):
        return postponed
    if value is not None:
        return PlainAnswer(
            Finding("score.number", text, Intent.SCORE, value=value), taken, firm=bool(said and said.firm)
        )
    if answer.is_zero_craving(text):
        return PlainAnswer(Finding("score.none", text, Intent.SCORE, value=0), taken, firm=bool(said and said.firm))
    if said is not None:
        return said
    if answer.is_undecided(text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
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
    return _fallback(asked)


def _wellbeing(asked: Asked) -> PlainAnswer:
    text = asked.text
    said = _unprompted_dose(asked)
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
    later = _dose_statement(asked)
    if later is not None and later.finding.intent is Intent.SNOOZE and _ASK_LATER.search(text):
        return later
    return _fallback(asked)


_COMING = compiled(
    r"(?:i )?(?:will|going to|gonna) be (?:there|right there|in|on time|coming)(?: .*)?|see (?:you|u|ya)(?: .*)?|be there(?: .*)?|on my way(?: .*)?|(?:coming|heading (?:over|there|in))(?: .*)?|confirm\w*|c|sounds good(?: .*)?|works(?: for me)?(?: .*)?|perfect(?: .*)?|ok(?: .*)?|great(?: .*)?|got it(?: .*)?|i can make it(?: .*)?|(?:running|gonna be|going to be|will be|be|like|might be|am) (?:a )?(?:little |few |bit |like |\d+ |about |5 |10 |minutes |min |couple )*late(?: .*)?|(?:stuck in|in) traffic(?: .*)?|almost there(?: .*)?|(?:parking|outside|here|in the (?:lobby|waiting room|parking lot)|pulling up|i am here|just got here)(?: .*)?|cool(?: .*)?|alright|good(?: .*)?|looking forward(?: .*)?|will do|nos vemos(?: .*)?|ahi (?:estare|voy|llego|nos|estoy|andare)(?: .*)?|alla (?:estare|voy|nos|llego)(?: .*)?|(?:si )?(?:voy|estare|llego|ire|confirmo|confirmad[oa]|asisto|asistire|ahi|cuenten conmigo|puedo|perfecto|de acuerdo|esta bien|ok|sale|va|listo|claro|ya voy|voy en camino|voy para alla|ya llegue|estoy (?:afuera|aqui|llegando)|sin falta|me parece bien|bueno)(?: .*)?|planning on it|wouldnt miss it|i would not miss it|remembered|count (?:me in|on it)|that works(?: .*)?|thank you see you(?: .*)?|idiom(?: .*)?|emoji_yes(?: .*)?"
)
_REFUSES_SHOT = compiled(
    r"(?:do not|no longer|not|refuse|never|dont|ya no|no)(?: \w+){0,3} (?:want|getting|get|taking|need|doing|take|like|quiero|necesito|me voy a poner|pienso ponerme|me la voy a poner|voy a ponerme|me quiero poner|interested in|do|deseo)(?: \w+){0,2} ?(?:<shot>|shots|inyecciones|it anymore|esa cosa|ponermela|them anymore|las inyecciones|anymore)(?: .*)?|(?:done|through|finished|stopping|quit) (?:with )?(?:the |my )?(?:shots?|injections?|vivitrol)(?: .*)?|no more (?:shots?|injections?|vivitrol)(?: .*)?|decided (?:not to|against)(?: .*)?(?:shot|injection)(?: .*)?|no mas inyecciones|voy a dejar (?:la inyeccion|las inyecciones)(?: .*)?"
)


def _appointment(asked: Asked) -> PlainAnswer:
    text = asked.text
    refusal = _REFUSES_SHOT.search(text)
    if refusal:
        return PlainAnswer(
            Finding("appointment.refuses", refusal.group(0), Intent.NO),
            (Finding("appointment.refuses", refusal.group(0), Intent.NOT_TAKEN),),
        )
    bare = _bare(asked, Intent.YES, Intent.NO)
    if bare is not None:
        return bare
    said = _unprompted_dose(asked)
    if said is not None and said.finding.intent is Intent.TAKEN:
        return said
    if answer.is_no(text):
        return asked.found("answer.no", Intent.NO)
    if answer.is_undecided(text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_yes(text) or _COMING.match(text) or _COMING_ANYWHERE.search(text):
        return asked.found("appointment.coming", Intent.YES)
    if said is not None:
        return said
    postponed = _dose_statement(asked)
    if postponed is not None and postponed.finding.intent is Intent.SNOOZE and _ASK_LATER.search(text):
        return postponed
    risk = find_risk_day(text)
    return PlainAnswer(risk) if risk is not None else _fallback(asked)


_COMING_ANYWHERE = compiled(
    r"(?:will be|be|i will|see you|estare|nos vemos|voy a estar) (?:there|then|here|ahi|alla|in|on time|entonces|monday|tuesday|wednesday|thursday|friday|tomorrow|manana)"
)


def _none(asked: Asked) -> PlainAnswer:
    text = asked.text
    if answer.is_bare_yes(text) or answer.is_bare_no(text) or text in ("1", "2", "3"):
        return asked.found("chat.nothing_asked", Intent.CHAT)
    risk = find_risk_day(text)
    said = _unprompted_dose(asked)
    if said is not None and (risk is None or risk.rule == "risk.occasion"):
        return PlainAnswer(said.finding, (risk,) if risk else (), firm=said.firm)
    if answer.names_craving(text) and (score := answer.score_in(text, asked.lang)) is not None:
        return asked.found("score.in_words", Intent.SCORE, score)
    if risk is not None:
        return PlainAnswer(risk)
    if _REFUSES_SHOT.search(text):
        return PlainAnswer(Finding("appointment.refuses", text, Intent.NOT_TAKEN), firm=True)
    later = _dose_statement(asked)
    if (
        later is not None
        and later.finding.intent is Intent.SNOOZE
        and (_ASK_LATER.match(text) or dose.speaks_of_dose(text))
    ):
        return later
    return _fallback(asked)


_REASONS: tuple[tuple[str, str], ...] = (
    (
        "forgot",
        r"1|forgot|forget|forgetting|slipped my mind|slept|fell asleep|busy|olvid\w+|se me (?:olvido|paso)|ocupad[oa]|dormid[oa]|no time|blanked|spaced",
    ),
    (
        "felt_fine",
        r"2|felt (?:fine|ok|good|great)|did not need|do not need|no cravings|feel (?:fine|good|ok|better)|me sentia bien|no (?:la )?(?:necesito|necesitaba|hace falta)|estoy bien",
    ),
    (
        "ran_out",
        r"3|ran out|out of|no more|lost|refill|pharmacy|no tengo|se me (?:acab\w+|termin\w+)|perdi|farmacia|insurance|money|afford",
    ),
    (
        "side_effect",
        r"4|sick|nause\w+|side effects?|headache|dizzy|makes me|made me|stomach|efectos|mareo|nauseas?|me (?:hace|cae) mal|dolor",
    ),
)
_REASON_RULES = tuple((name, compiled(rf"(?:{shape})")) for name, shape in _REASONS)


def _reason(asked: Asked) -> PlainAnswer:
    """Why a dose was missed: a reason code of domain policy, ``other`` for words that name none."""
    for name, shape in _REASON_RULES:
        if shape.search(asked.text):
            return asked.found(f"reason.{name}", Intent.NOT_TAKEN, name)
    return (
        asked.found("reason.other", Intent.NOT_TAKEN, "other")
        if _has_words(asked) or asked.text == "5"
        else _fallback(asked)
    )


def _which_dose(asked: Asked) -> PlainAnswer:
    """Which of two doses was meant: 1 is the earlier, 2 the later; a part of the day is left to ``meant``."""
    numbers = {
        "1": 1,
        "2": 2,
        "one": 1,
        "two": 2,
        "first": 1,
        "second": 2,
        "uno": 1,
        "dos": 2,
        "primera": 1,
        "segunda": 2,
    }
    if _BOTH.search(asked.text):
        return asked.found("which_dose.both", Intent.TAKEN, "both")
    if _NEITHER.search(asked.text):
        return asked.found("which_dose.neither", Intent.NOT_TAKEN)
    named = next((numbers[word] for word in asked.text.split() if word in numbers), None)
    if named is not None:
        return asked.found("which_dose.number", Intent.TAKEN, named)
    if _SLOT_NAMED.search(asked.text):
        return asked.found("which_dose.slot", Intent.TAKEN)
    return _fallback(asked)


_BOTH = compiled(r"both|las dos|ambas|los dos|1 (?:and|y|,|&) 2")
_NEITHER = compiled(r"neither|none|ninguna|no|nope")
_SLOT_NAMED = compiled(
    r"last nights?|mornings?|evenings?|tonights?|yesterdays?|todays?|anoche|ayer|manana|noche|tarde|hoy|afternoons?|nights?|noon"
)


def _opt_in(asked: Asked) -> PlainAnswer:
    text = asked.text
    if text.split(" ")[0:1] == ["ok"] or answer.is_yes(text) or _AGREES.match(text):
        return asked.found("opt_in.yes", Intent.YES)
    if answer.is_no(text):
        return asked.found("opt_in.no", Intent.NO)
    return _fallback(asked)


_AGREES = compiled(
    r"(?:agree|agreed|accept|accepted|acepto|de acuerdo|esta bien|confirm\w*|sign me up|i do|join|okay|vale|claro)(?: .*)?"
)


def _drinks(asked: Asked) -> PlainAnswer:
    """How many drinks: the number, not capped at ten."""
    numbers = [number_of(word, asked.lang) for word in asked.text.split()]
    counts = [number for number in numbers if number is not None]
    if counts:
        return asked.found("drinks.number", Intent.SCORE, max(counts))
    if answer.is_zero_craving(asked.text):
        return asked.found("drinks.none", Intent.SCORE, 0)
    return _fallback(asked)


def _time(asked: Asked) -> PlainAnswer:
    """When the first drink was, as HH:MM; ``no`` where there was none."""
    clock = clock_time_in(asked.text, asked.lang) or clock_time_in("at " + asked.text, asked.lang)
    if clock is not None:
        return asked.found("time.clock", Intent.YES, clock)
    if answer.is_no(asked.text) or answer.is_zero_craving(asked.text):
        return asked.found("time.none", Intent.NO)
    return _fallback(asked)


def _planner(asked: Asked) -> PlainAnswer:
    """The risk days of the week: English weekdays in lower case; ``no`` for none."""
    days = weekdays_in(asked.text)
    if not days and (day := day_in(asked.text)):
        days = (day,)
    if days:
        return asked.found("planner.days", Intent.RISK_DAY, days[0] if len(days) == 1 else days)
    if asked.text == "0" or answer.is_no(asked.text) or answer.is_zero_craving(asked.text):
        return asked.found("planner.none", Intent.NO)
    return asked.found("answer.yes", Intent.YES) if answer.is_yes(asked.text) else _fallback(asked)


_READERS: dict[Expecting, Callable[[Asked], PlainAnswer]] = {
    Expecting.DOSE: _dose,
    Expecting.HIGH_RISK: _high_risk,
    Expecting.SCORE: _score,
    Expecting.WELLBEING: _wellbeing,
    Expecting.APPOINTMENT: _appointment,
    Expecting.NONE: _none,
    Expecting.REASON: _reason,
    Expecting.WHICH_DOSE: _which_dose,
    Expecting.OPT_IN: _opt_in,
    Expecting.DRINKS: _drinks,
    Expecting.TIME: _time,
    Expecting.PLANNER: _planner,
}


def plain_answer(words: Words, *, lang: str, expecting: Expecting) -> PlainAnswer:
    """The answer in the words to the question that was open."""
    asked = Asked(text=words.text, words=words, lang=lang, expecting=expecting)
    return _READERS[expecting](asked)
