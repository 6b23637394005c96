"""Rules for use that is about to happen: the verge of it, a drug in hand, the dealer near, a call to be stopped."""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes

IMMINENT = Rules(
    shapes(
        "crisis.about_to_use",
        "<on_the_verge> ..2 <hard_use> $",
        "<on_the_verge> ..2 <hard_use> ..2 again|now|right|tonight|some|dope|please|call|if|and",
        unless="<use_of_things>",
    ),
    shapes(
        "crisis.about_to_use",
        "going|will|voy ..1 use|relapse|cop|inject|recaer|consumir|drogarme|inyectarme|picarme $",
        "going|will ..1 shoot up|get high $",
        "going|will|voy ..1 use|relapse|cop|consumir|recaer tonight|today|now|again|right|hoy|ahorita|otra",
        "estoy|ando por meterme|consumir|recaer|inyectarme|picarme|usar",
        unless="<use_of_things>|<afraid>|<of_drink>",
    ),
    shapes(
        "crisis.drug_in_hand",
        "<stash> ..4 <stash_near>",
        "<stash_near> ..4 needle|syringe|rig|jeringa|dope|heroin|fent",
        "<hold> ..2 <stash> ..8 <taken_hit>",
        unless="<script>",
    ),
    shapes(
        "crisis.calls_before_use",
        "talk me out ..1 of ..2 <use>|it|this",
        "stop|keep me from ..2 <use>",
        others=True,
    ),
    shapes(
        "crisis.at_the_dealer",
        (
            "at|outside|parked|inside|waiting|meeting|afuera|front|enfrente|esperando|driving|going|"
            "headed|voy|casa ..4 <dealer>"
        ),
        "<dealer> ..4 way|outside|here|coming|pulling|viene|afuera|aqui|llega|camino",
        unless="<gone_by>",
    ),
    shapes(
        "crisis.used_alone",
        "shot up ..6 wrong|alone|help|scared|cant|dizzy",
        "<relapsed> ..8 alone|wrong",
        unless="friends",
    ),
)
CALLS = Rules(shapes("crisis.calls_before_use", "<call_out>", others=True, denied=True))
ABOUT_TO_USE = Rules(
    shapes(
        "crisis.calls_before_use",
        "<about_to> ..3 <use>",
        "<hard_stash>",
        "<dealer>",
        "bought|copped|scored|compre|consegui|agarre ..2 some|droga|stuff|drugs|it|algo|material",
        "have|got|tengo|traigo ..1 it|some|la|algo ..2 <stash_near>|here",
        "<want>|<will> ..2 <hard_use>",
        others=True,
        unless="<use_of_things>",
    ),
)
