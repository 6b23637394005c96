"""Finds danger to life: self-harm, harm to others, parting words, overdose, emergencies, and use about to happen.

Words, not judgement: where a phrase could be meant either way it counts, and a person looks. Each rule is a
combination: a wish and death, a means and its being at hand, a farewell and for whom, a part of the body and its sign.
"""

from __future__ import annotations

from adherence.domain.reply.about_to_use import ABOUT_TO_USE, CALLS, IMMINENT
from adherence.domain.reply.emergency import BODILY, OF_ANOTHER, OVERDOSE
from adherence.domain.reply.endings import find_ending
from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.peril import PERIL
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.self_harm import SELF_HARM
from adherence.domain.reply.sentence import Sentence
from adherence.domain.reply.veiled import VEILED

# What people say of dying that is only a figure of speech is taken out before looking.
_FIGURE = compiled(
    r"""
        (?:to )?die for(?= *(?:$|[.,]))|(?:would|could) die for|hasta morir|para morirm?e|para morirse|(?:dolor
        |hambre|frio|calor|sueno|sed|nervios|cansancio|risa|pena)(?: de \w+)? que me (?:muero|mata|matan)
        |(?<!want to )(?<!wanna )(?<!wish i )(?<!rather )(?<!off )(?<!wish i was )
        (?<!want to be )(?:die|died|dying|dead)(?: of| from| with)? (?:laughing|laughter|boredom
        |embarrassment|cringe|emoji_laugh\w*|lol)|dying to (?:know|see|try|meet|go|hear|eat)|dead (?:tired|asleep
        |serious|wrong|last|battery|broke|end|weight|line|lift|on my feet|zone|beat|set|inside lol)
        |suicide (?:squad|wings?|doors?|drills?|runs?|soda|awareness|watch|squeeze)|died? (?:of
        |from) (?:laughter|heat|hunger)""",
    r"""
        muero de (?!una|verdad|veras|tristeza|dolor|todas|plano|ya)\w+|(?:muriendo|morir|morirme|muerto
        |muerta) de (?:hambre|risa|sueno|calor|frio|la risa|ganas
        |cansancio|miedo|sed|pena)|(?:movie|show|series|documentary|song|book|podcast|news|novel|game|pelicula
        |serie|cancion|libro) (?:about|called|de|sobre) .*|suicide bombers?|kill(?:ing)? (?:it|time)(?! all)
        |killer|(?:would|could) (?:kill|murder) for|mataria por|to death(?! i)|(?:could|would) (?:murder
        |kill) an? (?!person|man|human)\w+|end of(?! my rope| my life| me | it all| everything)|end up(?! dead)
        |(?:thought|felt like) i (?:was|am) (?:going to|gonna) die
        |(?:going to|gonna) die(?= (?:lol|lmao|haha\w*|emoji_laugh|laughing|of|from|if))
        |rather die than (?!live|keep|go on|go back|stay|spend|wake|feel|be here)\w+|did suicides|suicides at
        |me mat[oae] de (?:risa|la risa)|me (?:mata|matan|mato) (?:la|el|los|las|este|esta|mi|de)(?! vida)
        |(?:el|la|este|esta|los|las) (?!ex(?!\w)|tipo|hombre|vato|viejo)\w+(?: (?:de|del)(?: la
        | los)? \w+)? (?:nos |me )?(?:esta |estan )?(?:mata|matan|matando)
        |overdosed? on (?:tacos|candy|food|pizza|sugar|caffeine|coffee|chocolate|cookies|turkey|sushi
        |vitamin \w|netflix|work|cuteness)
        |staying alive(?= .* (?:song|came on|plays|pharmacy|radio|bee gees|karaoke))
        |muero por \w+
        |kill me (?:now |already |please |\w+ ){0,3}(?:, )?(?:\w+ ){0,3}(?:lol|lmao|emoji_laugh|haha\w*)
        |(?:ese|esa|este|esta|el|la|tu|su) (?!tipo|hombre|ex|wey|vato)\w+ me (?:mato|mata)|hang(?:ing)? (?:out
        |in there|around|on|up|with)|die (?:hard|down)
        |be the death of me""",
    r"""
        (?:starving|die|dying|dead) (?:of |from )?(?:hunger|heat|thirst)|(?:am|i am|was|literally|omg) (?:so[ ]
        |just )?(?:dying|dead|deceased)(?: (?:rn|right now|over here|omg|at this|at that
        |this heat))* (?:emoji_laugh|lol|lmao|haha\w*|rofl)(?: .*)?|shot? myself in the foot|(?:drive|driving
        |drives) me (?:to|crazy|insane)|cut myself (?:off|some slack|shaving)""",
)

_BOTH = (
    (CALLS, ABOUT_TO_USE),
    (
        Rules(
            shapes(
                "crisis.used_and_fading",
                "<relapsed>",
                "<used> ..6 <opioid>",
                "<used> ..3 <unnamed>",
                "<used> ..4 <other_drug>",
                "used $",
            )
        ),
        Rules(shapes("crisis.used_and_fading", "<od_sign>", denied=True)),
    ),
    (
        Rules(shapes("crisis.farewell", "<farewell_sorry>", denied=True)),
        Rules(shapes("crisis.farewell", "<goodbye>", "bye|adios $", "last|ultimo <word>", denied=True)),
    ),
)


def find_crisis(text: str) -> tuple[Finding, bool] | None:
    """The crisis in a normalised text and whether it is bodily (then also a side effect), or None."""
    told = read_words(_FIGURE.sub("idiom", text))
    for rules, bodily in (
        (SELF_HARM, False),
        (VEILED, False),
        (BODILY, True),
        (OVERDOSE, False),
        (PERIL, False),
        (IMMINENT, False),
    ):
        hit = rules.first(told)
        if hit is not None:
            return _crisis(*hit), bodily
    hit = _other_in_danger(told) or _together(told) or find_ending(told.text)
    return (_crisis(*hit), False) if hit else None


def _crisis(id: str, words: str) -> Finding:
    return Finding(id, words, Intent.CRISIS, safety=True)


def _other_in_danger(told: Sentence) -> tuple[str, str] | None:
    """Somebody else who does not wake, breathe or answer now."""
    return OF_ANOTHER.first(told) if is_of_another(told.text) else None


def _together(told: Sentence) -> tuple[str, str] | None:
    """What is a danger together, wherever each part stands: a call and use about to happen, thanks and a farewell."""
    for one, other in _BOTH:
        hit = other.first(told)
        if hit and one.first(told):
            return hit
    return None


_OF_ANOTHER = compiled(
    r"""
        (?:my )?(?:he|she|they|him|her|boyfriend|girlfriend|friend|husband|wife|brother|sister|son|daughter
        |roommate|bf|gf|mom|dad|novi[oa]|amig[oa]|espos[oa]|herman[oa]|hij[oa]|mujer|marido|pareja|papa|mama
        |padre|madre|ti[oa]|prim[oa]|vecin[oa]
        |companer[oa]|compa|cuate|carnal|pana|parcero|bato|vato|homie|friend|abuel[oa]|suegr[oa]|cunad[oa]
        |sobrin[oa]|niet[oa]|bebe|nin[oa]|roomate|cousin|uncle|aunt|neighbor
        |grand(?:ma|pa|mother|father|son|daughter)|nephew|niece|coworker|guy|dude|someone|somebody|alguien|partner|baby
        |kid|child|ex|wife|man|woman|girl|boy|buddy|roomie|sponsor|mother|father|senor)"""
)


def is_of_another(text: str) -> bool:
    """Is another person in danger?"""
    return _OF_ANOTHER.search(text) is not None
