"""Finds use that has happened: alcohol, opioids, other drugs, or 'used' (which counts as an opioid)."""

from __future__ import annotations

from dataclasses import dataclass

from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.sentence import Sentence


@dataclass(frozen=True)
class Use:
    """What was used: the finding, and whether an opioid or something unnamed was meant."""

    finding: Finding
    opioid: bool


_OPIOID = Rules(
    shapes(
        "lapse.opioid",
        "<used> ..7 <opioid>",
        "<relapsed>|<used_alone> ..3 <opioid>",
        "<opioid> <again_when>",
        "<opioid> ..1 for ..2 days|weeks|months ..1 now|straight",
        "got|bought|copped|scored|consegui|compre ..2 <opioid> $",
        "laced|cut|spiked|mezclada|mezclado|traia with|con ..2 <opioid>",
        "than|except|besides|minus|menos|excepto ..3 <opioid>",
        plain=True,
        unreal=False,
    ),
    shapes(
        "lapse.opioid",
        "<drug_amount> ..3 <opioid>",
        "<opioid> ..1 bump|bumps|line|lines|point|points|rail|shot",
        plain=True,
        unreal=False,
        unless="<clinician>|<refused>|<fight_off>|<procedure>",
    ),
    shapes("lapse.opioid", "^ <opioid> $", "^ <number> ..1 <opioid> $", unless="?|<clinician>"),
    shapes(
        "lapse.opioid",
        "i used|took|did|smoked|shot|snorted ..3 <opioid> ..4 ago|yesterday|last|today|earlier|weekend",
        "if i used|took|did|smoked|shot|snorted ..3 <opioid>",
        "use|tome|consumi|meti ..3 <opioid> ..4 hace|ayer|anoche|hoy",
        unless="<clinician>",
    ),
    shapes(
        "lapse.opioid",
        "after|despues ..2 last|ultima|ultimo ..3 <opioid>",
        "last|ultima ..2 <opioid> ..2 was|ago|fue|hace",
        unless="<asks_when>|<clean>",
    ),
    shapes(
        "lapse.opioid",
        (
            "<opioid> ..6 took|used|did|had|popped|drank|smoked|snorted|tome|ate|swallowed|trague ..1 "
            "one|some|it|them|em|two|half|a|una|dos|2|3|1|4"
        ),
        others=True,
    ),
)
_UNNAMED = Rules(
    shapes(
        "lapse.unnamed",
        "<used> ..3 <unnamed>",
        "<used> ..4 pill|pills|pastilla|pastillas ..4 <not_prescribed>",
        (
            "<used> ..2 pill|pills|pastilla|pastillas ..2 someone|somebody|que ..1 gave|gifted|dio|"
            "dieron|vendio|regalo|regalaron"
        ),
        "got|bought|found|scored ..2 pills|pill|stuff ..7 took|ate|swallowed|did|used",
        "<used> ..2 pill|pills|something|pastilla|pastillas ..5 gave|sold|handed|dio|vendio ..1 me",
        "<used> ..2 pill|pills|something ..4 friend|guy|buddy|dude|cousin|neighbor|coworker ..1 gave|sold|had",
        "<used> ..1 pills|drugs ..2 party|club|friends|fiesta",
        plain=True,
        unreal=False,
        unless="<not_unnamed>",
    ),
    shapes(
        "lapse.unnamed",
        (
            "gave|handed|slipped|dio|regalo|sold|vendio|offered me ..2 pill|pills|something|pastilla|pastillas|algo "
            "..14 took|swallowed|ate|popped|tome|trague"
        ),
        (
            "<used> ..4 pill|pills|something|pastilla|pastillas|algo ..8 no|not|ni "
            "..2 idea|clue|know|sure|tell|se|supe|sabia ..2 what|que"
        ),
        denied=True,
        others=True,
        unless="<not_unnamed>|<clinician>|<fight_off>|<refused>",
    ),
    shapes(
        "lapse.unnamed",
        "gave|handed|slipped|dio|regalo me ..2 pill|pills|something|pastilla|pastillas ..8 took|swallowed|ate|tome",
        others=True,
        unless="<not_unnamed>|<clinician>",
    ),
)
_OTHER_DRUG = Rules(
    shapes(
        "lapse.drug",
        "<used> ..5 <other_drug>",
        "<relapsed>|<used_alone> ..3 <other_drug>",
        "<other_drug> <again_when>",
        "stoned|tweaking|tweaked|tripping|baked|faded|pacheco|grifo|grifa|pacheca $",
        "got|am|was|ando|estoy ..1 stoned|faded|tweaked|pacheco|pacheca|grifo|grifa",
        plain=True,
        unreal=False,
    )
)
_ALCOHOL = Rules(
    shapes(
        "lapse.alcohol",
        "had|drank|split ..2 <number>|couple|few ..1 <container> $",
        plain=True,
        unreal=False,
    ),
    shapes(
        "lapse.alcohol",
        "<used> ..6 <alcohol>",
        "<relapsed>|<used_alone> ..4 <alcohol>",
        "<number>|<container>|couple|few ..3 <alcohol> ..2 <again_when>",
        "^ <alcohol> ..2 last night|yesterday|again|anoche|ayer|weekend",
        "<number> <alcohol>|<container> in|deep|down",
        "^ <number> ..2 <alcohol> at|with|after|before",
        "on ..1 my ..2 <alcohol>",
        "<drunk>",
        "drinking $",
        "emoji_drink",
        "after ..3 <number> ..1 <alcohol>",
        "than|except|besides|minus|menos|excepto ..3 <alcohol>|<other_drug>",
        plain=True,
        unreal=False,
        not_after="la lo las mela melo",
    ),
    shapes("lapse.alcohol", "<used> ..3 con|with ..2 <alcohol>", plain=True, unreal=False),
    shapes("lapse.alcohol", "not ..1 stop at <number>", denied=True),
    shapes(
        "lapse.alcohol",
        "<messed_up> ..4 <alcohol>",
        "no|not ..1 puedo dejar|parar de tomar|beber|pistear|chupar $",
        denied=True,
        unless="<our_drug>",
    ),
    shapes(
        "lapse.alcohol_es",
        "tome <tome_time>",
        "me tome|tomamos unas|unos|varias|varios|un par $",
        "<tome_time> ..1 tome|tomamos|volvi $",
        "volvi|vuelto|empece|segui a|de ..1 tomar|beber|pistear|chupar $",
        plain=True,
        unreal=False,
        not_after="la lo las los me_la mela ya_la",
        unless="<our_drug>",
    ),
)
_SOFT = shapes(
    "soft", "drank|drink|drinking|drunk|had|bebi|bebo|tome|tomando|tomo ..5 <soft>", denied=True, others=True
)
_RELAPSE = Rules(
    shapes(
        "lapse.used",
        "<relapsed>",
        "<used_alone> $",
        "used earlier|already|twice|alone",
        "used ..1 <named_day>",
        "i used do|dont|what|can|is|should|sorry|please|help|how|when|am|i|will|who|why|so",
        "^ use que|perdon|ayuda",
        "after using and|$|i|my",
        plain=True,
        unreal=False,
    ),
    shapes("lapse.used", "so i could use", "so i could get high", unreal=True),
    shapes(
        "lapse.used",
        "did some $",
        "did|shot|snorted|smoked|boofed ..2 bag|bags $",
        "bought|copped|got|scored ..3 bag|bags ..3 did|used|shot|smoked",
        plain=True,
        unreal=False,
    ),
)
_USED = Rules(
    shapes(
        "lapse.used",
        "used $",
        "used again|last|yesterday|today|earlier|already|twice|alone",
        "used ..1 <named_day>",
        "shot up",
        "after using and|$|i|my",
        plain=True,
        unreal=False,
    ),
    shapes("lapse.used", "so ..1 i could use|drink", "so i could get high|drunk", others=True),
)

_GIVEN = Rules(
    shapes(
        "medical.opioid_given",
        "<gave> ..7 <opioid>",
        "<opioid> drip|iv|pump|epidural|shot",
        "<opioid> ..3 dosed|dosing|medicated",
        plain=True,
        unreal=False,
        others=True,
    ),
    shapes(
        "medical.opioid_given",
        "me|they|he|she|doctor|er ..2 <gave> ..9 <opioid>",
        plain=True,
        unreal=False,
        others=True,
    ),
    shapes(
        "medical.opioid_given",
        "<opioid> ..1 at|in|from|en|del|por ..2 <clinician>",
        plain=True,
        unreal=False,
        others=True,
    ),
)
_TAKEN = Rules(shapes("medical.opioid_given", "<have_taken>", unreal=False))
_OWN = Rules(
    shapes(
        "medical.opioid_prescribed",
        "took|taken|taking|take|tome|had|am on|tomo ..2 my|mi ..1 <opioid_med>",
        "took|taken|taking|take|had|tome|on|tomo ..2 <opioid_med> ..8 <our_drug>",
        "took|taken|had|tome it|mine|them|<our_drug> ..1 with|con ..2 <opioid_med>",
        "took|taken|had|tome ..4 and|plus|y|with|con ..1 my|mi <opioid_med>",
        unreal=False,
        unless="<clean>",
    )
)


def _told(text: str) -> Sentence:
    """The text without the other senses of words that name drugs ('high school', 'used to')."""
    told = read_words(text)
    return told.without(*told.spans("not_drug_sense"))


def find_opioid_given(text: str) -> Finding | None:
    """An opioid that a clinician gave and the patient has had: a question for the care team, looked at once."""
    told = _told(text)
    if not told.has("opioid"):
        return None
    own = None if told.has("not_prescribed") else _OWN.first(told)
    if own:
        # Only the name: "took my suboxone and the naltrexone" tells of ours as well.
        return _given(own[0], told.words(told.spans("opioid_med")[0]))
    if told.has("not_prescribed") or not (told.has("clinician", "procedure", "prescribed") or _by_them(told)):
        return None
    refused = told.has("refused")
    given = _GIVEN.first(told)
    if given and not refused:
        return _given(*given)
    used = _OPIOID.first(told) or _TAKEN.first(told)
    return _given("medical.opioid_given", used[1]) if used and not refused else None


def _given(id: str, words: str) -> Finding:
    return Finding(id, words, Intent.MEDICAL_QUESTION, safety=True)


_BY_THEM = Rules(
    shapes(
        "medical.by_them",
        "me dieron|pusieron|recetaron|inyectaron|aplicaron|dan|ponen|recetan|tienen",
        "me estan|estaban dando|poniendo|recetando|inyectando|administrando",
        "they gave|put|prescribed|had",
        others=True,
    )
)


def _by_them(told: Sentence) -> bool:
    """'They gave me': nobody but a clinician is meant."""
    return _BY_THEM.first(told) is not None


def find_opioid_offered(text: str) -> Finding | None:
    """An opioid that a clinician speaks of and the patient has not had: a question for the care team."""
    told = _told(text)
    if told.has("opioid") and told.has("clinician", "procedure", "prescribed"):
        return Finding("medical.opioid_named", text, Intent.MEDICAL_QUESTION)
    return None


def find_lapse(text: str) -> Use | None:
    """The use that a normalised text tells of, or None where it is another's, past, wished, denied or asked about."""
    told = _told(text)
    hit = _OPIOID.first(told) if told.has("opioid") else None
    if hit is None and not told.has("other_drug", "alcohol"):
        hit = _UNNAMED.first(told)
    if hit:
        return Use(Finding(hit[0], hit[1], Intent.LAPSE, safety=True), opioid=True)
    sober = told.without(*(span for shape in _SOFT if (span := shape.find(told))))
    hit = _OTHER_DRUG.first(sober) or _ALCOHOL.first(sober)
    if hit:
        also_used = _USED.first(sober) is not None
        return Use(Finding(hit[0], hit[1], Intent.LAPSE, safety=also_used), opioid=also_used)
    hit = _RELAPSE.first(told)
    if hit is None:
        return None
    named = told.has("alcohol", "other_drug", "drunk")
    return Use(Finding(hit[0], hit[1], Intent.LAPSE, safety=not named), opioid=not named)


def shows_withdrawal(text: str) -> bool:
    """Are there signs that withdrawal could bring, or is our medicine named?"""
    return read_words(text).has("withdrawal_sign", "our_drug")


def mentions_opioid(text: str) -> bool:
    """Is an opioid named at all, by whomever and whenever taken?"""
    return _told(text).has("opioid")
