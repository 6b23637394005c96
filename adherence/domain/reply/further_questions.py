"""Reads the answers to the further questions: why, which dose, may we text, how many drinks, when, which days."""

from __future__ import annotations

from adherence.domain.reply import answer, dose
from adherence.domain.reply.asked import Asked, PlainAnswer, fallback, has_words
from adherence.domain.reply.days import day_in, weekdays_in
from adherence.domain.reply.hours import told_hour
from adherence.domain.reply.numbers import number_of
from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.reading import Finding, Intent

REASONS: tuple[tuple[str, str], ...] = (
    (
        "forgot",
        r"""
            1|forgot|forget|forgetting|slipped my mind|slept|fell asleep|busy|olvid\w+|se me (?:olvido|paso)
            |ocupad[oa]|dormid[oa]|no time|blanked|spaced""",
    ),
    (
        "felt_fine",
        r"""
            2|felt (?:fine|ok|good|great)|did not need|do not need|no cravings|feel (?:fine|good|ok|better)
            |me sentia bien|no (?:la )?(?:necesito|necesitaba|hace falta)|estoy bien""",
    ),
    (
        "ran_out",
        r"""
            3|ran out|out of|no more|lost(?! (?:my |the )?(?:phone|cell|mobile|number|sim))|refill|pharmacy
            |no tengo|se me (?:acab\w+|termin\w+)|perdi(?! (?:mi |el )?(?:telefono|cel|celular|movil|numero))
            |farmacia|insurance|money|afford""",
    ),
    (
        "side_effect",
        r"""
            4|sick|nause\w+|side effects?|headache|dizzy|makes me|made me|stomach|efectos|mareo|nauseas?
            |me (?:hace|cae) mal|dolor""",
    ),
)

REASON_RULES = tuple((name, compiled(rf"(?:{shape})")) for name, shape in REASONS)


def reason(asked: Asked) -> PlainAnswer:
    """Why a dose was missed: a reason code of domain policy, ``other`` for words that name none."""
    for name, shape in REASON_RULES:
        if shape.search(asked.text):
            return asked.found(f"reason.{name}", Intent.NOT_TAKEN, name)
    return (
        asked.found("reason.other", Intent.NOT_TAKEN, "other")
        if has_words(asked) or asked.text == "5"
        else fallback(asked)
    )


def which_dose(asked: Asked) -> PlainAnswer:
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
    if BOTH.search(asked.text):
        return asked.found("which_dose.both", Intent.TAKEN, "both")
    if NEITHER.search(asked.text):
        return asked.found("which_dose.neither", Intent.NOT_TAKEN)
    named = next((numbers[word] for word in asked.text.split() if word in numbers), None)
    if named is not None:
        return asked.found("which_dose.number", Intent.TAKEN, named)
    if SLOT_NAMED.search(asked.text):
        return asked.found("which_dose.slot", Intent.TAKEN)
    return fallback(asked)


BOTH = compiled(r"both|las dos|ambas|los dos|1 (?:and|y|,|&) 2")

NEITHER = compiled(r"neither|none|ninguna|no|nope")

SLOT_NAMED = compiled(
    r"""
        last nights?|mornings?|evenings?|tonights?|yesterdays?|todays?|anoche|ayer|manana|noche|tarde|hoy
        |afternoons?|nights?|noon"""
)


def opt_in(asked: Asked) -> PlainAnswer:
    text = asked.text
    if text.split(" ")[0:1] == ["ok"] or answer.is_yes(text) or AGREES.match(text):
        return asked.found("opt_in.yes", Intent.YES)
    if answer.is_no(text):
        return asked.found("opt_in.no", Intent.NO)
    return fallback(asked)


AGREES = compiled(
    r"""
        (?:agree|agreed|accept|accepted|acepto|de acuerdo|esta bien|confirm\w*|sign me up|i do|join|okay|vale
        |claro)(?: .*)?"""
)


FORGOTTEN = compiled(
    r"""
        (?:do not|can not|could not|cannot|not) (?:really )?(?:remember|recall)|no (?:me )?(?:acuerdo|recuerdo)
        |no lo (?:recuerdo|se)|i forg[eo]t|blacked out|lost (?:count|track)|perdi la cuenta|no idea|not sure"""
)

NONE_AT_ALL = compiled(
    r"""
        (?:i )?(?:did not|have not|had not) (?:drink|drank|had|have)(?: (?:any(?:thing)?|one|at all|yesterday))*
        |stayed (?:sober|dry)|no (?:tome|bebi|hubo)(?: nada)?|ninguna vez"""
)

NOT_A_COUNT = compiled(
    r"""
        (?:at|from|until|till|a las|a la|desde las|hasta las) \d{1,2}(?::\d\d)?(?: (?:am|pm))?
        |\d{1,2}:\d\d(?: (?:am|pm))?|\d{1,2} (?:am|pm|oclock|hours?|horas?|h)"""
)

RANGE = compiled(r"\S+ (?:-|/|or|to|o|u|a) (?:maybe |like )?\S+")

A_COUPLE = compiled(r"(?:a )?(?:couple|par)(?: (?:of|de))?(?: \w+)?")


def drinks(asked: Asked) -> PlainAnswer:
    """How many drinks: the number, not capped at ten, the higher of a range; other pairs of numbers are not guessed."""
    if FORGOTTEN.search(asked.text):
        return asked.found("drinks.forgotten", Intent.UNCLEAR)
    told = NOT_A_COUNT.sub("idiom", asked.text)
    numbers = [number_of(word, asked.lang) for word in told.split()]
    counts = [number for number in numbers if number is not None]
    if len(set(counts)) == 1 or (len(counts) == 2 and _is_range(told, asked.lang)):
        return asked.found("drinks.number", Intent.SCORE, max(counts))
    if counts:
        return asked.found("drinks.several", Intent.UNCLEAR)
    if A_COUPLE.fullmatch(told):
        return asked.found("drinks.number", Intent.SCORE, 2)
    if answer.is_zero_craving(asked.text) or NONE_AT_ALL.search(asked.text):
        return asked.found("drinks.none", Intent.SCORE, 0)
    return fallback(asked)


def _is_range(text: str, lang: str) -> bool:
    found = RANGE.search(text)
    ends = (found.group(0).split()[0], found.group(0).split()[-1]) if found else ()
    return bool(ends) and all(number_of(end, lang) is not None for end in ends)


def time(asked: Asked) -> PlainAnswer:
    """When the first drink was, as HH:MM; ``no`` where there was none; a time of the tablet is no time of a drink."""
    if FORGOTTEN.search(asked.text):
        return asked.found("time.forgotten", Intent.UNCLEAR)
    if NONE_AT_ALL.fullmatch(asked.text):
        return asked.found("time.none", Intent.NO)
    said = dose.read_dose(asked.text)
    if said is not None and said.intent is not Intent.SNOOZE and dose.speaks_of_dose(asked.text):
        return PlainAnswer(Finding(said.rule, said.words, said.intent), firm=said.firm)
    hour = told_hour(asked.text, asked.lang)
    if hour is not None and asked.text.split(" ")[0] != "0":
        return asked.found("time.clock", Intent.YES, hour.at)
    if answer.is_no(asked.text) or answer.is_zero_craving(asked.text) or NONE_AT_ALL.search(asked.text):
        return asked.found("time.none", Intent.NO)
    return fallback(asked)


HAS_ENOUGH = compiled(
    r"""
        (?:yes |yeah |ok |no |si )?(?:(?:i )?(?:still )?(?:have|got|have got) (?:more|enough|plenty|some|lots|a lot)
        |enough|plenty|all good|(?:aun |todavia |ya )?tengo (?:mas|bastantes?|suficientes?)|bastantes?
        |suficientes?)(?: (?:left|here|thanks|thank you|gracias|for now|por ahora))*"""
)

NEEDS_MORE = compiled(
    r"""
        (?:yes |yeah |ok |no |si )?(?:(?:i )?(?:need|want) (?:some )?more|more please|not enough|do not have enough
        |no(?: tengo)? (?:bastantes?|suficientes?)|necesito(?: mas)?|me (?:hacen? falta|faltan?)(?: mas)?)
        (?: (?:please|thanks|thank you|por favor|gracias|soon|pronto))*"""
)


def planner(asked: Asked) -> PlainAnswer:
    """The risk days of the week: English weekdays in lower case; ``no`` for none; days left out are not guessed."""
    if DENIED_DAY.search(asked.text):
        return asked.found("planner.left_out", Intent.UNCLEAR)
    days = weekdays_in(asked.text)
    if not days and (day := day_in(asked.text)):
        days = (day,)
    if days:
        return asked.found("planner.days", Intent.RISK_DAY, days[0] if len(days) == 1 else days)
    if asked.text == "0" or answer.is_no(asked.text) or answer.is_zero_craving(asked.text):
        return asked.found("planner.none", Intent.NO)
    return asked.found("answer.yes", Intent.YES) if answer.is_yes(asked.text) else fallback(asked)


DENIED_DAY = compiled(r"""
    (?:not|no|except|but|menos|excepto|pero|sin)(?: on| the| el| los)? (?:<weekday>|weekend|finde)""")
