"""Finds that somebody else has this number."""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.reading import Finding, Intent

_NOT_THAT_PERSON = Rules(
    shapes(
        "wrong_number",
        "<wrong> <addressee>",
        "<addressee> ..2 <wrong>",
        "^ <wrong> $",
        "<mistook>",
        "<nobody_here> ..3 <by_that_name>",
        "<nobody_here> ..2 <name>",
        "no <name> ..1 here|aqui|vive",
        "<name> ..2 <no_longer> ..2 <had_it> ..2 <own_phone>",
        "he|she|they <no_longer> ..2 <had_it> ..2 <own_phone>",
        "this|that is not ..2 <own_phone>",
        "este|esta|ese no es ..3 <own_phone>",
        "ya no es ..1 su|el <own_phone>",
        "<got_new> ..1 <own_phone> ..3 <recently>",
        "previous|new|different owner|person",
        "no soy ..2 <that_person>",
        "am|is not ..2 <that_person> ..2 you|looking|buscan|$",
        "am not ..1 your|a|even patient",
        "no|not know|conozco|conocemos ..3 <that_person>|anyone|anybody|alguien|<name>",
        "never|not signed|sign up ..1 for ..2 <these>|anything|<texts>",
        "never been ..2 patient",
        "no me llamo",
        "not my name $",
        "marco|marcaste|marcaron|marcando mal",
        "aqui no es $",
        "no conozco|conocemos ..1 ningun|ninguna|nadie|esa|ese",
        "ya no es de ella|el|ellos|esa|ese",
        denied=True,
        others=True,
        unless="<own_trouble>",
    ),
    shapes(
        "wrong_number.not_that_person",
        "^ not <name>",
        "^ no ..1 not <name>",
        "am not ..1 <name>",
        "this|that|it is not ..1 <name>|him|her|his|hers",
        "not ..1 the person|one ..2 you",
        "^ not me|him|her $",
        "no soy|es ..1 <name>",
        "no|not know|conozco ..2 <name>",
        "no|not any|ningun|ninguna|hay ..2 <name>",
        "never heard of ..1 him|her|them|<name>",
        "aqui no vive|esta|hay nadie",
        "ese|esa|esta|este no soy yo",
        "no soy esa|ese persona|senor|senora",
        "no ..1 <name> ..2 here|aqui|vive|lives|number|numero",
        "not <name>s phone|number",
        "who is <name>",
        "quien es <name>",
        "just|recently got ..1 this number|phone",
        "got this|the number ..2 week|month|last|yesterday|days|from",
        "number belongs|belonged to",
        "wrong <name>",
        "not ..2 take ..1 any medicine|medication|pills|meds|drugs",
        denied=True,
        others=True,
    ),
)


def find_wrong_number(text: str) -> Finding | None:
    """Somebody else has this number."""
    hit = _NOT_THAT_PERSON.first(read_words(text))
    return Finding(hit[0], hit[1], Intent.WRONG_NUMBER) if hit else None
