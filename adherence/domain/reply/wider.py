"""Wider shapes for what the narrower rules leave unread: a thing and what befell it, a wish and what for, use.

They are asked last, so that they only read what would otherwise be talk or unclear; use and a loss are also heard
beside a plain answer.
"""

from __future__ import annotations

from adherence.domain.reply.days import day_in
from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.reading import Expecting, Finding, Intent

_LOST = Rules(
    shapes(
        "supply.lost_in_other_words",
        "<our_tablets> ..6 <gone_off> ..6 <far_place>",
        "<gone_off> ..4 <our_tablets> ..6 <far_place>",
        "<bag_of_them> ..4 stolen|stole|lost|towed|robbed|robaron|robo|perdi ..12 <our_tablets>|they|it|them|estaban",
        "<our_tablets> ..3 stolen|ruined|soaked|melted|flushed|confiscated|robaron|mojaron|destroyed|vanished",
        "take|took|taken|tomaria ..4 <if_any>",
        "<if_any> ..6 take|tomaba|tomaria",
        denied=True,
    )
)
_USED = Rules(
    shapes(
        "lapse.in_other_words",
        "<got_drunk>",
        "<spirits> ..8 <emptied_it>",
        "<emptied_it> ..4 <spirits>",
        "drank ..2 whole|hole|entire bottle|thing",
        "empty ..1 bottle|bottles of ..2 <spirits>|jack|jim|henny|patron|fireball|jager",
        "shots|<spirits> ..6 i had ..2 <number>",
        "nos|me ..1 acabamos|acabe|tomamos|echamos|bajamos|bebimos|chingamos ..4 <spirits>",
        "nos|me ..1 acabamos|acabe|tomamos|echamos|bajamos|bebimos ..1 botella|cartones|six",
        "blacked|passed out ..3 bar|club|party|cantina|fiesta",
        unreal=False,
        unless="<our_tablets>|food|game|homework|book",
    )
)
_WISHED = Rules(
    shapes(
        "risk.wish_in_other_words",
        "<wished_for> ..8 <badly_want> ..4 <so_much>|$",
        "<badly_want> ..4 <wished_for>",
        "<wished_for> ..6 <so_much> $",
        "thought|thoughts|think|thinking ..2 <wished_for>",
        denied=True,
        unless="<our_tablets>|<texts>|water|coffee|soda|without|sober|clean|stop|quit|quitting|stopping|dejar|sin",
    )
)
_MOVED = Rules(
    shapes(
        "reschedule.in_other_words",
        "<ask_move> ..4 <move> ..6 <other_time>|<number>|<clock>",
        "^ <ask_move> ..4 <other_time>",
        "<ask_move> ..5 <visit_noun> ..6 <other_time>",
        "^ <other_time> ?",
        denied=True,
        others=True,
    )
)
_NAMES_VISIT = Rules(shapes("visit", "<visit_noun>", denied=True, others=True))
_HELPED = Rules(
    shapes(
        "help.in_other_words",
        "<what_is_it>",
        "<text_word> ..8 <text_trouble>",
        "<text_trouble> ..6 <text_word>",
        denied=True,
        others=True,
    )
)
_QUESTION = Rules(
    shapes(
        "medical.pregnancy_in_other_words",
        "expecting|esperando|esperar ..1 baby|bebe|hijo|hija|child",
        "estoy|estar|am|im encinta|prenada|expecting",
        "missed|late ..1 my period",
        "period|regla|menstruacion is|es|no|not|se ..3 late|baja|bajo|llega|atraso|retraso",
        "test|prueba ..4 positive|positivo|positiva",
        denied=True,
        unless="covid|drug|flu|strep",
    ),
    shapes("medical.another_in_other_words", "take|tomo|tomar|tomarme ..1 another|otra|otro ..3 ?", denied=True),
)
_STRANGER = Rules(
    shapes("wrong_number.in_other_words", "<mis_dialed>", denied=True, others=True),
    shapes("wrong_number.in_other_words", "this|habla|es|aqui ..4 <shop>", others=True),
)
_LOW = Rules(shapes("wellbeing.in_other_words", "<low_mood>", denied=True))
_COMING = Rules(shapes("appointment.in_other_words", "<coming_now>", denied=False))


def find_wider_loss(text: str) -> Finding | None:
    """The tablets are lost or gone, told in other words."""
    return _found(_LOST, text, Intent.SUPPLY)


def find_wider_use(text: str) -> Finding | None:
    """Drink, told in other words."""
    return _found(_USED, text, Intent.LAPSE)


def find_wider_move(text: str) -> Finding | None:
    """A visit is named and is to be moved, told in other words."""
    return _found(_MOVED, text, Intent.RESCHEDULE) if _found(_NAMES_VISIT, text, Intent.RESCHEDULE) else None


def find_wider(text: str, expecting: Expecting) -> Finding | None:
    """What an otherwise unread text most likely is, or None."""
    stranger = _found(_STRANGER, text, Intent.WRONG_NUMBER)
    if stranger:
        return stranger
    if question := _found(_QUESTION, text, Intent.MEDICAL_QUESTION):
        return question
    if expecting is Expecting.APPOINTMENT:
        return _found(_MOVED, text, Intent.RESCHEDULE) or _found(_COMING, text, Intent.YES)
    if expecting is Expecting.WELLBEING and (low := _found(_LOW, text, Intent.NO)):
        return low
    wish = _found(_WISHED, text, Intent.RISK_DAY)
    if wish:
        return Finding(wish.rule, wish.words, Intent.RISK_DAY, value=day_in(text) or "today")
    asked = _found(_HELPED, text, Intent.HELP)
    return asked or find_wider_move(text)


def _found(rules: Rules, text: str, intent: Intent) -> Finding | None:
    hit = rules.first(read_words(text))
    return Finding(hit[0], hit[1], intent) if hit else None
