"""Turns what arrived into plain words: lower case, no accents, single spaces, texting spellings written out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from adherence.domain.reply.emoji import spell_out
from adherence.domain.reply.folding import shape
from adherence.domain.reply.spelling import meant_word

# An SMS has at most 1,600 characters; of anything longer the two ends are read.
READ_FROM_START = 1600
READ_FROM_END = 400

_APOSTROPHES = shape("(?<=\\w)['`´‘’ʼ′](?=\\w)")
# "OD'd", "o.d.", "od-ing": the apostrophe keeps them apart from "odd".
_OVERDOSED = shape(r"(?<!\w)(?:o\.d\.?['’`]?(d|ed|ing)?|od['’`-](d|ed|ing))(?!\w)")
# "About 2 use", "want 2 die", never "about 2 hours".
_TO = shape(
    r"""
        \b(about|want|need|going|ready|trying|have|like|used|got|had|tried|time|wanted) 2[ ]
        (?=(?:die|kill|use|drink|stop|end|hurt|cut|jump|shoot|relapse|do|take|be|go|see|talk|call|quit|kms|sleep|live
        |know|get|eat|work|come|change|move|cancel|reschedule|tell|say|ask|give|make|feel|say|cop|score|od)\b)"""
)
_BE = shape(r"\b(to|wanna|not|gonna|will|ill|cant|wont|should|could|would|might|gotta|dont|just) b (?!12\b|12)")
_AM_PM = shape(r"(?<=\d)\s*([ap])\.?\s?m\b\.?")
_UNIT = shape(
    r"""
        (?<![a-z])(\d+)(?=(?:am|pm|h|hrs?|hours?|horas?|m|min|mins|minutes?|minutos?|mg|x|st|nd|rd|th|ish|days?
        |drinks?|beers?|a|p)\b)"""
)
_WITH = shape(r"\bw/\s?(o\b)?")
_TOKEN = shape(r"\d+:\d\d|\d+\.\d+|emoji_\w+|\d+(?![^\W_])|[^\W_]+|[.,!?;\n…/%#-]")
_FULL_STOPS = frozenset(".!;\n…")
_SPACED = shape(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_ILL = shape(
    r"""
        (?<!feel )(?<!feeling )(?<!am )(?<!is )(?<!so )(?<!very )(?<!was )(?<!been )(?<!got )(?<!really )\bill[ ]
        (?=(?:take|do|have|be|get|try|probably|just|come|see|call|text|let|go|pop|grab|"""
    r"""
        swallow|never|not|pass|skip|need|reply|eat|drink|tell|remember|wait|make|start|still|also|definitely
        |stop|hurt|kill|end|use|use|def|double|give|hit|say|always|keep|want|catch|down|"""
    r"finish|handle|stick|rather|take|prob|later|in|after|when|once|tonight|at|soon)\b)"
)
# "Taken. Regards, Dolores": a name is no pain.
_SIGNED = shape(
    r"(?<!\S)(?:regards|sincerely|atentamente|atte|cordialmente|kind regards|best regards) (?:[,.] )*\w+(?: \w+)?$"
)
# What a phone adds by itself says nothing; alone, or after "I'm driving right now", it is a machine's text.
_SENT_FROM = shape(r"(?<=\S)(?<!right now) sent from my (?:iphone|ipad|phone|car|watch|android)$")
_TOO_IT = shape(r"^((?:i |yes |just |yeah |already )*)too? it(?!\S)")
_VOICED_NALTREXONE = shape(
    r"""
        \b(?:now|null|no|nal|mel|mal|neil|nell|not|nor|gnal|al|nault|natal|nol|non|know|knall|out|old
        |all)\s?-?(?:trek|treks|trex|trax|track|tracks|trecks|treck|trucks|trick|tricks|drex|tree|trix|tre|trec
        |tra)\s?-?(?:zone|zones|sone|zon|own|on|one|ona|zona|tone|sown|sewn|soon|sun|zones|stone|so|zoan|xone
        |xona|son)\b"""
)
_VOICED_VIVITROL = shape(
    r"\b(?:viva|vivo|vita|vivi|vive|viv|veeva|beba|biba)\s?-?(?:troll|trol|trawl|control|toll|troy)\b"
)
_IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (shape(r"(?<!\S)(?:" + pattern + r")(?!\S)"), said)
    for pattern, said in (
        (
            r"""
                not going to lie|can not lie|no lie|no cap|no doubt|no problemo?|no worries|no prob|np
                |no thanks to|no big deal|no biggie|why not|no sweat|no offense|no joke|sin falta|no manches
                |no mames|no inventes|no hay problema|sin problema|no te preocupes|no se preocupen?|no hay pedo
                |no wonder|no shit|no fail|no excuses|no kidding|do not worry|do not you worry|do not sweat it
                |have no fear|no drama|no issues?|no fuss|no te creas""",
            "idiom",
        ),
        (
            r"""
                (?:am |are )?not (?:missing|skipping|forgetting)(?: (?:it|any|any more|anymore|one|a day|this one
                |another one))*|(?:did not|do not|have not|never|can not|could not) (?:ever |even[ ]|almost[ ]
                |really )?(?:forget|forgot|miss|missed|skip|skipped)(?! to (?:text|remind|call|send|ask|message
                |write|check|let))(?: (?:it|a day|a dose|one|a single (?:one|day|dose)|any|(?:my|the|that|this
                |todays) (?:meds?|pills?|dose|medicine)|once|a beat|this time|today|yet|this one|a pill))?""",
            "remembered",
        ),
        (
            r"""
                (?<=can this )because|(?<=can it )because|(?<=does it )because|(?<=does this )because
                |(?<=will it )because|(?<=will this )because|(?<=could it )because|(?<=could this )because
                |(?<=naltrexone )because(?= \w+$)|(?<=might )because""",
            "cause",
        ),
        (
            r"(?<!my )(?<!missed )(?<!the )(?<!a )(?<!her )(?<!on )(?<!no )(?<!of )(?<!this )period"
            r"(?! (?:cramps?|pains?|late|is|was|of|starts?|came|blood|on|blood))",
            ".",
        ),
        (r"comma(?! (?:sense|nd))", ","),
        (r"question mark", "?"),
        (r"exclamation (?:point|mark)", "."),
        (r"eye (?=want|wanna|need|am|have|can|will|do not)", "i"),
        (r"(?<=want to )dye(?! (?:my|it|the|his|her))|(?<=going to )dye(?! (?:my|it|the|his|her))", "die"),
        (
            r"""
                (?:not a single|no|zero|not one|have not had a|without a) (?:miss|misses|skip|skips|slip up
                |missed (?:day|dose))""",
            "remembered",
        ),
        (
            r"""
                (?:did not|do not|does not|did not even) (?:even |really )?need (?:the|a|your|this|any
                |that) (?:reminder|text)(?= (?:today|this|for)|$)""",
            "remembered",
        ),
        (
            r"""
                (?:not a|no|zero) (?:chance|way)(?: in hell)?(?: that)? i (?:would|will|am|was|could|am going to)[ ]
                (?:ever )?(?:miss|skip|forget|forgetting|missing|skipping)(?: (?:it|this|that|today|a dose))*
                |(?:i )?would (?:rather|sooner) die than (?:miss|skip|forget)(?: (?:it|this|a dose|one))*
                |(?:is|have|has) not missed (?:a single (?:one|day|dose)|one|a day|a dose|any)""",
            "remembered",
        ),
        (r"(?:work|worked|working|pull|pulled|pulling|doing|did) (?:a |another )?doubles?(?: shift)?", "worked"),
        (r"(?<= )(?:at|by|around|about|before|after) six(?! pack)", "at 6"),
        (r"(?<!\d )2 day(?= *(?:$|[.,!]))", "today"),
        (r"^aja(?: aja)*$", "yes"),
        (r"despedida de (?:solter[oa]s?|ano)|(?:bachelor|bachelorette) (?:party|weekend)", "fiesta"),
        (
            r"(?:said|told (?:you|u|yall)|answered|wrote|mentioned|put)(?: \w+)? in my last (?:text|message)",
            "already said",
        ),
        (r"en mi ultimo mensaje", "antes"),
        (
            r"""
                (?:take|taking|took|remove|removing|removed|getting?|having|have|sacan|sacar(?:me)?|sacaron
                |quitan|quitar(?:me)?)[ ]
                (?:out )?(?:my|la|el|las) (?:gall ?bladder|appendix|tonsils|wisdom (?:teeth|tooth)|cyst|uterus
                |hernia|vesicula
                |apendice|matriz|amigdalas|muelas? del juicio)(?: (?:out|removed|pulled|fixed))?""",
            "have my surgery",
        ),
        (r"got it down(?! to)", "took it"),
        (
            r"(?:not one|none|not a one)(?: \w+)? (?:skipped|missed|forgotten)|(?:has|have) not slipped my mind",
            "remembered",
        ),
        (
            r"(?:bet )?(?:you|u|yall) (?:thought|think|figured) i (?:would|will|had) (?:forget|forgot|forgotten|skip)",
            "remembered",
        ),
        (r"not only did i (?:take|do|have)(?: it| that)?", "idiom"),
        (r"would not miss (?:it|this)(?: for (?:the world|anything))?", "sure"),
        (r"will not (?:forget|miss|skip)(?: (?:it|this one|again))?", "will take"),
        (
            r"""
                no (?:me )?(?:la|lo) (?:salte|brinque|perdi)|(?:esta vez )?no se me (?:olvido|paso|ha olvidado
                |olvida)|no (?:la|lo|me) olvide|nunca (?:se me olvida|la olvido|fallo)|no (?:he fallado
                |falle)(?: ni un dia)?|(?:did you|you|do you|u) think i would forget|how could i (?:forget|not)
                |como (?:se me )?(?:iba a olvidar|olvidarlo|la olvido)""",
            "remembered",
        ),
        (
            r"""
                can not complain|no complaints|not (?:too |so |that |half )?(?:bad|shabby|terrible
                |awful)(?: at all)?|no me quejo|nada mal|no tan mal|never better|never been better
                |could not be better|no esta mal""",
            "feeling good",
        ),
        (
            r"""
                root beers?|ginger (?:beer|ale)s?|butter ?beers?|na beers?|non alcoholic (?:beers?|wines?
                |drinks?|cocktails?)|alcohol free (?:beers?|wines?|drinks?)|virgin (?:\w+)|mock ?tails?
                |near beers?|cream soda|beer battered|wine vinegar|cerveza sin alcohol|cheve sin alcohol
                |rum cake|coke zero|diet coke|coca cola|cherry coke|a coke|coke and (?:fries|a burger)
                |can of coke|una coca(?= |$)|sleepy ?time tea|pot ?roast|pot of \w+|pot luck|acid reflux
                |ice cream|iced? coffee|blow ?dry|rubbing alcohol|hand sanitizer|shots? of espresso
                |espresso shots?|espresso martini mix|joint pain|speed limit|grass""",
            "softdrink",
        ),
    )
)


@dataclass(frozen=True)
class Words:
    """A text as the rules see it: ``text`` of single-spaced words, punctuation apart, and the original."""

    text: str
    original: str
    has_emoji: bool

    @property
    def count(self) -> int:
        """How many words there are, punctuation not counted."""
        return sum(1 for word in self.text.split() if word[0].isalnum())


def _readable(original: str) -> str:
    """Both ends of an overlong text, compatibility forms folded, case and accents removed."""
    if len(original) > READ_FROM_START + READ_FROM_END:
        original = original[:READ_FROM_START] + " " + original[-READ_FROM_END:]
    folded = unicodedata.normalize("NFKD", spell_out(original).casefold())
    # A tab and its like are control characters too, and keep words apart all the same.
    return "".join(
        character if character == "\n" or not character.isspace() else " "
        for character in folded
        if unicodedata.category(character) not in ("Mn", "Cf", "Cc", "Cs") or character.isspace()
    )


def _tokens(text: str) -> list[str]:
    """Words and punctuation; full stops of any kind are ``.``, marks that mean nothing are dropped."""
    marks: list[str] = []
    for found in _TOKEN.findall(text):
        mark = "." if found in _FULL_STOPS else found
        if mark not in (".", "?", ",") or marks[-1:] != [mark]:
            marks.append(mark)
    return marks


def _joined(tokens: list[str]) -> str:
    """The words in order, each read as it was meant; a dash or a stroke stays only between two numbers."""
    words: list[str] = []
    alone = sum(1 for word in tokens if word[0].isalnum()) == 1
    for place, word in enumerate(tokens):
        if word not in "-/" or _between_numbers(tokens, place):
            words.append(_single(word, alone=alone))
    return " ".join(words)


def _between_numbers(tokens: list[str], place: int) -> bool:
    return 0 < place < len(tokens) - 1 and tokens[place - 1].isdigit() and tokens[place + 1].isdigit()


def _single(word: str, *, alone: bool) -> str:
    """A word as meant; single letters mean something else inside a sentence."""
    if alone:
        return {"k": "ok", "q": "?", "r": "r", "u": "u", "x": "x"}.get(word, meant_word(word))
    return "and" if word == "n" else meant_word(word)


def normalise(original: str) -> Words:
    """Reads any text, of any length or script, into words; never fails."""
    text = _TO.sub(r"\1 to ", _OVERDOSED.sub(_overdosed, _readable(original)))
    text = _AM_PM.sub(r" \1m ", _BE.sub(r"\1 be ", _APOSTROPHES.sub("", text)))
    text = _UNIT.sub(r"\1 ", _WITH.sub(lambda found: "without " if found.group(1) else "with ", text))
    tokens = _tokens(text)
    joined = _joined(_unspaced(" ".join(tokens)))
    joined = _VOICED_VIVITROL.sub("vivitrol", _VOICED_NALTREXONE.sub("naltrexone", joined))
    joined = _TOO_IT.sub(r"\1took it", _ILL.sub("i will ", joined))
    for idiom, said in _IDIOMS:
        joined = idiom.sub(said, joined)
    joined = _SENT_FROM.sub("", _SIGNED.sub("", joined.rstrip(" .")))
    joined = joined.strip(" .,").strip() if joined.strip(" .,") else ""
    return Words(text=joined, original=original, has_emoji="emoji_" in joined)


def _overdosed(found: re.Match[str]) -> str:
    """The abbreviation with its ending as the word."""
    match found.group(1) or found.group(2):
        case "ing":
            return "overdosing"
        case None:
            return "overdose"
        case _:
            return "overdosed"


def _unspaced(text: str) -> list[str]:
    """``s t o p`` as one word: three or more single letters in a row."""
    return _SPACED.sub(lambda found: found.group(0).replace(" ", ""), text).split(" ") if text else []
