"""Reads whether a dose was taken, was not, or will be: tense and negation decide, never single words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from adherence.domain.reply.dose_words import (
    BEFORE_I_COULD,
    BUSY,
    DOUBLE_FIRM,
    FORGETS_ITSELF,
    HALF,
    LAST_WORD_NO,
    LATER,
    NEG_FUTURE,
    NOT,
    NOT_YET,
    OPENS_WITH_NO,
    PILL_WORDS,
    QUESTION,
    SARCASM,
    TOLD,
    UNSURE,
    WHENEVER,
    WRONG_DAY_ONLY,
)
from adherence.domain.reply.folding import shape
from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.reading import Intent, Partial
from adherence.domain.reply.taken_words import (
    BUT_TOOK,
    DISCOUNT,
    OTHER_MEDICINE,
    OWN_MEDICINE,
    PARTIAL_TAKEN,
    TAKEN,
    TAKEN_BACK,
    WOULD_HAVE,
)


@dataclass(frozen=True)
class DoseAnswer:
    """What a text says about a dose; ``firm`` is False where a person should look before it is recorded."""

    intent: Intent
    rule: str
    words: str
    firm: bool = True


def partial_in(text: str) -> Partial | None:
    """Half or double, where the text speaks of taking."""
    if _BARE_HALF.fullmatch(text):
        return Partial.HALF
    if not PILL_WORDS.search(text) and "bit" not in text and "dose" not in text:
        return None
    if HALF.search(text):
        return Partial.HALF
    return Partial.DOUBLE if DOUBLE_FIRM.search(text) else None


def names_own_medicine(text: str) -> bool:
    """Does a text that also tells of an opioid speak of the planned medicine?"""
    return OWN_MEDICINE.search(text) is not None


def names_it_plainly(text: str) -> bool:
    """Is the planned medicine named, or its question answered first?"""
    return _PLAINLY_OURS.search(text) is not None


def is_sarcastic(text: str) -> bool:
    """Sarcasm, or a word taken back ('yeah right', 'jk', 'wait no')."""
    return SARCASM.search(text) is not None


def speaks_of_dose(text: str) -> bool:
    """Is the dose itself named, so that the text means it whatever was asked?"""
    return PILL_WORDS.search(text) is not None


def told_before(text: str) -> str | None:
    """The words of someone who says that the answer was given already, without repeating it."""
    found = TOLD.search(text)
    return found.group(0) if found else None


def is_question_about_self(text: str) -> bool:
    """Does the patient ask whether they took it?"""
    return QUESTION.search(text) is not None


_DENIED = compiled("notdone")
_ENDS_WITH_NO = re.compile(r" (?:so|and|but|pero|asi que|entonces) no$")
_OPENS_NOT_YET = compiled(r"^(?:no )?(?:not yet|have not yet|todavia no|aun no)")
_REFUSED = compiled(
    r"""
        said no|told (?:him|her|them) no|turned (?:it|them|him|her) down|refused|dije que no|rechace|no la tome
        |no lo quise|walked away"""
)
_PLAINLY_OURS = compiled(
    r"<drug>|my (?:pills?|meds?|dose)|the pill|mi pastilla|la pastilla|^(?:yes|yeah|yep|si|1|took it)(?: .*)?"
)
_NO_FORGOT = shape(
    r"(?:no|nope|nah|nel) (?:, )?(?:i |me |se me |yo )?(?:notdone|forgot|left|missed|skipped|fell asleep)"
)
_FUTURE_PERFECT = compiled(r"will have (?:it |mine |them )?(?:taken|had|done|took)|getting taken|gets taken")
_TAKING = compiled(
    r"take|took|taken|taking|tome|tomar\w*|tomado|forgot (?:my <pill>|it|to)|missed (?:my <pill>|a dose|it)"
)
_THEREFORE_NOT = compiled(r"(?:por eso|asi que|that is why i|so i) (?:no|did not|have not|ya no)(?: .*)?")
_BARE_HALF = compiled(
    r"""
        (?:just |only |solo |nomas |about )?(?:a )?(?:half|la mitad|media)(?: (?:today|hoy|of it|this time
        |tonight|one))*"""
)
_MISSED = compiled(r"never (?:got|took|did|made)(?: .*)?|(?:missed|skipped) (?:it|mine|todays|my <pill>)")
_WILL = compiled(r"will|going to|later|soon|tonight|when|after|in a \w+|al rato|luego|voy a|ahorita")
_BUT = compiled("but|pero|though|anyway")
_ONLY_OR_NO = compiled(r"only|just|solo|solamente|nomas|no|not|nope|nah|esa no|other than|nothing else|nada mas")


def names_taking(text: str) -> bool:
    """Is the taking itself spoken of, not only where the tablets are?"""
    return _TAKING.search(text) is not None


def is_refused(text: str) -> bool:
    """Was something offered and turned down?"""
    return _REFUSED.search(text) is not None


def is_unsure(text: str) -> bool:
    """Does the patient only think so?"""
    return UNSURE.search(text) is not None


def read_dose(text: str) -> DoseAnswer | None:
    """The statement about a dose in a text, or None; contrast, tense and negation decide."""
    opening = _opening(text)
    if opening is not None:
        return opening
    wrong_day = WRONG_DAY_ONLY.search(text)
    if wrong_day:
        return DoseAnswer(Intent.NOT_TAKEN, "dose.another_day_only", wrong_day.group(0))
    sarcastic = SARCASM.search(text)
    if sarcastic:
        return DoseAnswer(Intent.NOT_TAKEN, "dose.sarcasm_or_correction", sarcastic.group(0), firm="?" not in text)
    text = _DESPITE.sub(" idiom", text)
    told = TAKEN_BACK.sub("idiom", WOULD_HAVE.sub("notdone", _FUTURE_PERFECT.sub("will take", text)))
    other = OTHER_MEDICINE.search(told)
    if other:
        return _other_medicine(OTHER_MEDICINE.sub("idiom", told), other.group(0))
    return _weighed(DISCOUNT.sub("idiom", told))


# "Did not feel like it. Took it anyway": the last clause stands by itself.
_FINAL_DENIAL = shape(r" (?:but|pero|,) (?:i )?notdone$")
_DESPITE = shape(
    r"""
        (?<=\w) (?:even (?:though|tho|if)|though|tho|aunque) (?:i (?:did not|do not|was not|felt|feel|hate
        |wanted)|no|me) [^.]*$"""
)
_FINAL_CLAIM = compiled(
    r"""
        (?:[.,?] |(?:but|pero|so|then|tho|though) )(?:(?:nope|yes|yeah|but|i|just|still|already|so|and|then
        |,) )*(?:took|swallowed
        |popped|got) (?:it|mine|them|my <pill>|the <pill>)(?: (?:down|anyways?|though|tho|lol|already|today|tonight|now
        |regardless|just now|emoji_\w+|in the \w+|at \d+(?::\d\d)?(?: (?:am|pm))?|at noon|before \w+
        |with \w+))*$|[.,] (?:already )?taken$"""
)
_TIME_AHEAD = compiled(
    r"""
        ^(?:(?:ok|k|yes|yeah|yep|sure|maybe|probably|no|not yet|right|si|simon|pues|aun no|todavia no|just|only|solo
        |nomas|,) )*(?:once|when(?! (?:does|do|will|can|is|pigs|hell))|whenever|right after|after|as soon as
        |soon as|until|til|till|not until|not till|not til
        |cuando|en cuanto|nomas que|hasta que|despues de|luego de|apenas|tan pronto|al rato que|saliendo de
        |terminando de|llegando a) (?!all)(?:\w+ )*?(?:\w+)(?: .*)?"""
)
_CLAIMED = compiled(
    r"""
        took|taken|tome|tomada|tomado|did it|done it|swallowed|popped it|already|ya (?:la|me|lo)|had it|had mine
        |got it[ ]
        down|always|every \w+|siempre|woke|forgot|missed|skip\w*|olvid\w+|not|no|never|threw|sick|dizzy|\?|i took
        |do i|should i|can i"""
)
_ALMOST = compiled(
    r"""
        (?:i |me |la |ya )*(?:almost|nearly|just about|about|casi|por poco) (?:i |me |la |lo )*(?:did|tome
        |lo hago|la hago|took[ ]
        it|had it)(?: .*)?"""
)
_NEARLY_DONE = compiled(
    r"""
        (?:(?:i am|am|ya|its|it is|not quite|just|ok) )*(?:almost|nearly|not quite|half|halfway|casi|ya casi
        |half way)[ ]
        (?:done|there|finished|hecho|hecha|list[oa]|ready)(?: (?:with .*|then|eating|here|emoji_\w+|lol))*"""
)
_ASKED_NO = compiled(
    r"""
        ^(?:(?:did i |have i )?(?:took|take|taken|had|tome|tomada|la tome|me la tome|done|hecho)(?: (?:it|mine
        |that|the[ ]
        pill|my pill|today))* \?) (?:no|nope|nah|not|nel|never)(?: .*)?"""
)
_WHEN_PIGS_FLY = compiled(
    r"when (?:pigs|hell|donkeys)(?: .*)?|cuando (?:los cerdos|las vacas) vuelen|in (?:your|ur) dreams"
)
_ASKED_YES = compiled(
    r"""
        (?:did i (?:take|do) (?:it|mine|that)|took it|la tome|me la tome|have i taken it) \? (?:yes|yep|yeah|yup
        |i did|si|claro)(?: .{0,12})?$"""
)
_OTHER_THEN_ME = compiled(
    r"""
        (?:<other_person>|mi (?:hermano|hermana|esposa|esposo|mama|papa|novia|novio|hijo|hija))(?: (?:ya|se|has
        |already|just))*[ ]
        (?:took|taken|tomo|did) (?:hers|his|theirs|la suya|el suyo|her \w+|his \w+)(?: already| ya)?(?: ,)? (?:(?:and
        |but|y|pero) )?(?:i will|i am going to|i have to|yo(?! (?:no|ni|tampoco))|me falta|mine)(?: .*)?"""
)
_SPAT = compiled(r"^(?:i |just |then |and )*(?:spit|spat) (?:it |that |the pill )?(?:right )?(?:back )?out(?: .*)?")
_NOT_YET_NOR_LATER = compiled(
    r"""
        (?:not yet|have not|todavia no|aun no)(?: .*)? (?:not think i (?:am going to|will|can)|(?:probably
        |prob) (?:will[ ]
        not|not|am not)|not going to|will not|not planning (?:to|on)|no (?:creo|pienso|voy a|quiero))(?: .*)?"""
)
_PART_WORDS = compiled(r"yes to (?:the|my) (?:\w+ )?\w+ (?:and |but )?no to (?:the |my )?(?:<drug>|<pill>)(?: .*)?")


def _opening(text: str) -> DoseAnswer | None:
    """What the shape of the whole text decides: a condition ahead, "almost", a question answered with no."""
    for opening, intent, rule in (
        (_ASKED_NO, Intent.NOT_TAKEN, "dose.asked_and_denied"),
        (_PART_WORDS, Intent.NOT_TAKEN, "dose.other_medicine_only"),
        (_WHEN_PIGS_FLY, Intent.NOT_TAKEN, "dose.sarcasm_or_correction"),
        (_ASKED_YES, Intent.TAKEN, "dose.asked_and_said"),
        (_OTHER_THEN_ME, Intent.SNOOZE, "dose.later"),
        (_SPAT, Intent.NOT_TAKEN, "dose.spat_out"),
        (_NOT_YET_NOR_LATER, Intent.NOT_TAKEN, "dose.refused"),
    ):
        if found := opening.search(text):
            return DoseAnswer(intent, rule, found.group(0))
    if _ALMOST.fullmatch(text) and not _BUT.search(text):
        return DoseAnswer(Intent.NOT_TAKEN, "dose.almost", text)
    if _NEARLY_DONE.fullmatch(text):
        return DoseAnswer(Intent.SNOOZE, "dose.nearly", text)
    if len(text) < 90 and _TIME_AHEAD.match(text) and not _CLAIMED.search(text):
        return DoseAnswer(Intent.SNOOZE, "dose.time_ahead", text)
    return None


def _other_medicine(told: str, words: str) -> DoseAnswer:
    """Another medicine was taken: beside 'only' or a no ours was not, else nobody knows; ours may be named as well."""
    said = _weighed(DISCOUNT.sub("idiom", told))
    if said is not None and said.intent is not Intent.SNOOZE:
        return replace(said, firm=True) if said.intent is Intent.NOT_TAKEN else said
    if _ONLY_OR_NO.search(words) or _ONLY_OR_NO.search(told):
        return DoseAnswer(Intent.NOT_TAKEN, "dose.other_medicine_only", words)
    return DoseAnswer(Intent.UNCLEAR, "dose.other_medicine", words)


def _weighed(told: str) -> DoseAnswer | None:
    """Weighs what is said to be done, denied and put off against each other."""
    if (lost := _words(FORGETS_ITSELF, told)) and not _words(BUT_TOOK, told):
        return DoseAnswer(Intent.UNCLEAR, "dose.cannot_remember", lost)
    told = BEFORE_I_COULD.sub("", told)
    denied = _words(NOT, told) or _words(_DENIED, told)
    kept = NOT.sub("notdone", told)
    unsure = UNSURE.search(told) is not None and not (_BUT.search(told) and BUT_TOOK.search(told))
    taken = _words(TAKEN, kept)
    if taken and (not denied or BUT_TOOK.search(told)):
        return DoseAnswer(Intent.TAKEN, "dose.said_taken", taken, firm=not unsure)
    if not denied and partial_in(told) is not None and (words := _words(PARTIAL_TAKEN, told)):
        return DoseAnswer(Intent.TAKEN, "dose.partial_taken", words, firm=False)
    put_off = _words(NOT_YET, told) or _words(LATER, kept)
    if denied and (refused := _words(NEG_FUTURE, told)):
        return DoseAnswer(Intent.NOT_TAKEN, "dose.refused", refused, firm=not unsure)
    if taken and denied and not _words(NOT_YET, told):
        return _last_said(kept, taken, denied)
    if _ENDS_WITH_NO.search(told) or _THEREFORE_NOT.search(told):
        return DoseAnswer(Intent.NOT_TAKEN, "dose.ends_with_no", told, firm=not unsure)
    if put_off and _words(_OPENS_NOT_YET, told):
        return DoseAnswer(Intent.SNOOZE, "dose.not_yet", put_off)
    if denied and _NO_FORGOT.match(told if "notdone" not in told else kept):
        return DoseAnswer(Intent.NOT_TAKEN, "dose.no_and_why", denied, firm=not unsure)
    if put_off and not (denied and (LAST_WORD_NO.search(told) or (_MISSED.search(told) and not _words(_WILL, kept)))):
        return DoseAnswer(Intent.SNOOZE, "dose.later", put_off)
    if denied:
        return DoseAnswer(Intent.NOT_TAKEN, "dose.said_not_taken", denied, firm=not unsure)
    return _put_off_vaguely(told)


def _last_said(told: str, taken: str, denied: str) -> DoseAnswer:
    """Both are said: whichever comes last is meant, and a person looks."""
    if told.rfind(taken) > told.rfind("notdone"):
        return DoseAnswer(Intent.TAKEN, "dose.both_said_last_wins", taken, firm=_FINAL_CLAIM.search(told) is not None)
    return DoseAnswer(Intent.NOT_TAKEN, "dose.both_said_last_wins", denied, firm=_FINAL_DENIAL.search(told) is not None)


def _put_off_vaguely(told: str) -> DoseAnswer | None:
    """A time of day or being busy means later, unless the text opens with a plain no."""
    words = _words(WHENEVER, told)
    if words:
        return DoseAnswer(Intent.SNOOZE, "dose.later", words)
    busy = _words(BUSY, told)
    if busy and OPENS_WITH_NO.match(told):
        return DoseAnswer(Intent.NOT_TAKEN, "dose.no_and_busy", told)
    return DoseAnswer(Intent.SNOOZE, "dose.busy", busy) if busy else None


def _words(shape: re.Pattern[str], text: str) -> str | None:
    found = shape.search(text)
    return found.group(0).strip() if found is not None else None
