"""Rules for dangers of the body: breath, throat, chest, blood, collapse, overdose, and somebody who does not wake."""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes

BODILY = Rules(
    shapes(
        "crisis.breathing",
        "<cannot> ..3 <breath>",
        "can not swallow $",
        "cannot swallow ..2 anything|spit|saliva|throat",
        "<choking>",
        unless="<eased>|<jest>",
        denied=True,
    ),
    shapes("crisis.airway", "<airway> ..5 <closing>", "<closing> ..4 <airway>", unless="<cosmetic>"),
    shapes("crisis.chest", "<chest> ..4 <pain>", "<pain> ..4 <chest>", unless="<chest_cold>"),
    shapes("crisis.attack", "<attack>", unless="<attack_past>"),
    shapes(
        "crisis.bleeding",
        "<throw_up> ..3 <blood>",
        "<blood> ..4 vomit|vomito|puke|throw",
        "<bleed> ..2 <wont_stop>",
        "will not stop bleeding",
        "not|no ..2 stop|parar|para ..2 bleeding|sangrado|sangre|hemorragia",
        "blood|sangre everywhere|todos|todo",
        "losing|perdiendo|lost|so|tanta|mucha ..3 much|lot|mucha ..2 blood|sangre",
        "losing|perdiendo|pierdo ..1 blood|sangre",
    ),
    shapes("crisis.calls_rescue", "<call> ..3 <rescue>", "^ <rescue> $", "<rescue> please|now|ya", "<emergency>"),
    shapes("crisis.dying", "<dying> $", "<dying> please|help|right|ayuda|if|from", "feel ..2 dying"),
    shapes("crisis.collapse", "<repeated> ..1 <faint_again>", "<faint_again> ..3 <repeated>", "<own_lips_blue>"),
)

OF_ANOTHER = Rules(
    shapes(
        "crisis.another_lifeless",
        "<lifeless>",
        denied=True,
        others=True,
        unless="till|until|early|school|texts|text|messages|calls|call_|emails|noon|alarm|hasta|temprano|escuela|mensajes",
    )
)

OVERDOSE = Rules(
    shapes("crisis.overdose", "<overdose>", unless="<overdose_talk>|<long_ago>|<treat>"),
    shapes("crisis.overdose", "i|me ..2 <overdose>", unless="<overdose_talk>|<treat>"),
    shapes(
        "crisis.overdose_now",
        "<overdose> ..3 help|now|call|please|ayuda",
        "is|are|just|think ..2 <overdose>",
        others=True,
        unless="<long_ago>|<jest>",
    ),
    shapes(
        "crisis.too_much",
        "<heavy_use> ..1 <too_much> ..6 <heavy_thing>|<opioid>",
        "took|did|used|shot|meti|tome ..1 <too_much> $",
        unless="<of_drink>|<alcohol>|time|break|nap|food|cookies|coffee",
    ),
    shapes("crisis.narcan", "<narcan_given>", others=True, unless="<overdose_talk>|<long_ago>"),
    shapes("crisis.narcan", "wish ..4 <narcan_given>|saved|found|revived", denied=True, others=True),
    shapes("crisis.overdose", "needle|syringe|aguja|jeringa ..3 arm|brazo|vein|vena|neck|cuello", others=True),
    shapes("crisis.nodding", "<nodding>", unless="<asleep_place>"),
)
