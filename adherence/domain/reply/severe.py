"""Finds signs that a person must look at at once: liver, spreading hives, a bad injection site, withdrawal, collapse.

Each rule is a part of the body, or what leaves it, together with its sign, in either order.
"""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.patterns import compiled

_SEVERE = Rules(
    shapes(
        "side_effect.liver",
        "<eyes_skin> ..5 <yellow>",
        "<yellow> ..3 <eyes_skin>",
        "<jaundice>",
        "eyes|whites|skin|eyeballs|ojos|piel ..5 mustard|lemon|banana|simpson|golden|mostaza|limon",
        "look|looking|looks ..3 simpson|minion",
        unless="<yellow_thing>",
    ),
    shapes(
        "side_effect.liver",
        "<urine> ..6 <dark>",
        "<dark> ..2 <urine>",
        "<stool> ..5 <pale>",
        "<pale> ..2 <stool>",
        "<liver> ..4 <ache>",
        "<ache> ..4 <liver>",
        "<ache> ..6 <right_ribs>",
        "<right_ribs> ..4 <ache>",
        unless="water|test|tests|labs|results",
    ),
    shapes("side_effect.liver", "whites|white|blanco ..9 <yellow>", denied=True, unless="<yellow_thing>"),
    shapes(
        "side_effect.hives",
        "<hives> ..9 <spreading>",
        "<spreading> ..4 <hives>",
    ),
    shapes(
        "side_effect.injection_site",
        "<shot_place> ..8 <site_sign>",
        "<site_sign> ..7 <shot_place>",
        unless="<site_plain>",
    ),
    shapes("side_effect.injection_site", "pus", unless="pimple|zit|ear|tooth|finger|toe|eye|throat|gum"),
    shapes("side_effect.withdrawal", "<withdrawal>"),
    shapes("side_effect.collapse", "<collapse>", unless="<sleepy_out>|<drunk>|bar|club|cantina|party"),
    shapes(
        "side_effect.collapse",
        "<heart> ..4 <heart_sign>",
        "<heart_word>",
        "<bloody> ..3 <stool>|<urine>",
        "<stool>|<urine> ..3 <blood>",
        "<stool> ..2 black|tarry|negra|negro",
        "<fever_high>",
        "<cannot_do>",
        denied=True,
    ),
    shapes(
        "side_effect.worst_pain",
        "<worst> ..2 <belly> ..1 <ache>|cramps|cramp ..3 <of_my_life>",
        "unbearable|excruciating|agonizing|severe|insoportable|insane|brutal|atroz ..2 <belly> ..1 <ache>|cramps",
        "<worst> <ache> ..5 <belly> ..3 <of_my_life>",
        "<belly> <ache> ..4 <worst>|<cannot_do>|<of_my_life>",
        "<ache> ..3 <belly> ..5 insoportable|unbearable|excruciating|<of_my_life>|<cannot_do>",
        denied=True,
    ),
    shapes(
        "side_effect.vomiting",
        "<throwing_up> ..6 <nonstop>",
        "<nonstop> ..3 <throwing_up>",
        "not|cannot|no ..2 <keep_down>",
        denied=True,
    ),
)

# "Can this cause yellow skin" asks; "is it normal that my eyes are yellow" tells.
_ONLY_ASKED = compiled(
    r"""
        (?:que pasa si|que pasaria si|what happens if|what if) (?!i am|estoy|tengo|my|mi )(?:\w+ ){1,8}(?:.*)
        |si (?:me |la |lo )*(?:echo|tomo|tomara|bebo|bebiera|fumo|uso|como|olvido|salto) .* \?|if i (?:drink
        |drank|smoke|have|use|eat
        |skip|miss) .* (?:will|would|does|do|can|could|is) .* \?|
        (?:can|could|will|would|does|do|is|are|why does|how does|what|puede|podria|esto|es|causa) (?:this|it|that
        |the|these|naltrexone|vivitrol|they|esto|la|eso|normal|sentir|there) (?:(?!my |mi |mis |i |me[ ]
        |am )\w+ ){0,4}?(?:cause|causes|hurt|hurts|damage|harm|affect|make|give|turn|normal to|common|a risk of
        |bad for|lead to|causar|dana|danar|afecta|afectar|hace dano|provoca|dar|sentir|tener)(?: .*)?"""
)


def find_severe(text: str) -> tuple[str, str] | None:
    """The rule and the words of a severe sign of the patient's own."""
    return _SEVERE.first(read_words(text))


_AT_THE_SITE = Rules(
    shapes("side_effect.injection_site_mild", "<shot_place> ..5 <site_mild>", "<site_mild> ..4 <shot_place>")
)


def find_mild_at_site(text: str) -> tuple[str, str] | None:
    """Soreness and the like where the injection went: expected, but a complaint."""
    return _AT_THE_SITE.first(read_words(text))


def is_only_asked(text: str) -> bool:
    """Is a sign only asked about, not told of?"""
    return _ONLY_ASKED.match(text) is not None
