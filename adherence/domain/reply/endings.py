"""Rules for an end of oneself, however it is named: the word, a mind that holds on to it, no tomorrow, parting.

Here a "not" elsewhere denies nothing ("can't get it out of my head"): only a plain denial is taken out first.
"""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.patterns import compiled

_SAID = r"""
    (?:suicid\w*|kill(?:ing|ed)? (?:myself|my self)|end(?:ing)? (?:my life|it all|it|things|myself)|unaliv\w*|die|dying
    |be dead|dead|death|hurt(?:ing)? myself|harm(?:ing)? myself|cut(?:ting)? myself|jump(?:ing)?|matarme|me mato|morir
    |morirme|quitarme la vida|suicidarme|hacerme dano|lastimarme|la muerte|dejar de vivir|self harm\w*|my life)"""
_BETWEEN = r"""
    (?:going|to|want|wanted|wanting|wanna|thinking|think|thought|thoughts|about|of|any|have|having|had|feel|feeling|felt
    |am|was|planning|plan|plans|trying|try|tried|the|on|or|ever|even|really|actually|at|all|been|gonna|do|considering
    |quiero|voy|a|pienso|en|de|tengo|he|pensado|estoy|me|es|que|quise|ganas|pensamientos|pensando|ideas|y|ni|quise)"""
_OUTRIGHT = compiled(rf"(?:not|no|never|nunca|without|sin|zero|jamas) (?:{_BETWEEN} ){{0,5}}?{_SAID}(?! anymore)")

ENDINGS = Rules(
    shapes(
        "crisis.end_of_self",
        "<own_end>",
        "morirme|matarme",
        "acabar|terminar con todo hoy|ya|ahora|esta|$",
        "escribi|escrito|wrote|written|writing ..1 mis|las|my|the cartas|goodbyes $",
        "feel|feeling like jumping|ending|leaving|disappearing $",
        denied=True,
        unless="squad|awareness|hotline|prevention|movie|show|book|song|class|training|podcast|documentary",
    ),
    shapes(
        "crisis.mind_on_the_end",
        "<mind_on> ..6 <fatal_place>",
        "<fatal_place> ..6 in|on my head|mind",
        "<fatal_place> ..6 <mind_on> $",
        "out of my head|mind <fatal_place>",
        "<fatal_place> out of my head|mind",
        "no me saco|quito ..4 <fatal_place>",
        denied=True,
        unless="<plain_place>|<jest>",
    ),
    shapes(
        "crisis.no_tomorrow",
        "not|no|never|doubt|dudo|nunca ..5 <make_it> ..1 <no_tomorrow>",
        "last night alive|breathing|here $",
        "<where_going> ..6 not|no|never",
        "not|no|never ..8 <where_going>",
        denied=True,
        unless="<no_end_meant>|<jest>|<plain_journey>",
    ),
    shapes(
        "crisis.no_tomorrow",
        "<not_have_to> ..5 <after_now>",
        "<not_have_to> ..6 thank|thanks|sorry|gracias|perdon|bye|adios",
        "no voy a estar ..1 en|aqui ..2 mundo|manana|mas",
        "no estar|estare ..3 mundo",
        "de|in|on este|this mundo|world|earth manana|tomorrow|tonight|anymore",
        denied=True,
        unless="<plain_after>|<plain_journey>|<jest>",
    ),
    shapes(
        "crisis.farewell",
        "<bye> <for_ever>",
        "<bye> ..2 forever|siempre|mundo|world",
        "<tend_for_me> ..2 <my_people> ..6 <parting>",
        "<parting> ..6 <tend_for_me> ..2 <my_people>",
        "<tend_for_me> ..2 <my_people> $",
        denied=True,
        others=True,
        unless="<plain_bye>|<plain_tend>|<jest>",
    ),
    shapes(
        "crisis.wants_it_over",
        "quiero|ojala|quisiera que ..3 acabe|acabara|termine|terminara $",
        "quiero|ojala|quisiera que ..3 acabe|acabara|termine|terminara todo",
        denied=True,
        unless="<jest>|<no_end_meant>|semana|mes|examen|escuela",
    ),
    shapes("crisis.wants_it_over", "<wants_over>", denied=True, unless="<jest>|<no_end_meant>"),
    shapes("crisis.no_reason_to_live", "<none_left> ..3 <no_worth>", denied=True, others=True, unless="<jest>"),
    shapes(
        "crisis.means",
        "gun|pistol|pistola|rifle|shotgun|glock|fusca|revolver|escopeta|cuete ..5 <gun_near>",
        "<gun_near> ..4 gun|pistol|pistola|rifle|shotgun|glock|fusca|revolver|escopeta",
        denied=True,
        unless="<not_a_weapon>|<gun_away>|<jest>|nail|deer|range",
    ),
    shapes(
        "crisis.means",
        "rope|noose|soga|cuerda|lazo|cinturon ..4 <hung_up>",
        "loaded 9|45|38|357|22|9mm|glock|mag|clip|weapon|piece",
        denied=True,
        unless="<not_a_weapon>|<gun_away>|<jest>|<fell_from>|fishing|camping|climbing|swing|tent|boat|jump|tow|dog",
    ),
    shapes(
        "crisis.height_or_crash",
        "at|by|near ..1 bridge|tracks|ledge|cliff|rooftop|overpass|puente|azotea|vias|barranco $",
        (
            "cliff|bridge|ledge|tracks|overpass|puente|barranco|azotea|vias ..4 "
            "sitting|standing|waiting|sentado|sentada|parado"
        ),
        "^ bridge|rooftop|ledge|cliff|puente|azotea $",
        unless="<jest>|<plain_place>|<at_ease>|<fell_from>",
    ),
    shapes(
        "crisis.own_death",
        "i|me|yo ..5 die|dying|dead|morir|muero|muerto|muerta",
        "my|mi|own death|funeral|grave|casket|coffin|obituary|autopsy|muerte|entierro|funeral|velorio|tumba",
        "die|kill|morir|lethal|fatal ..8 all of|whole|entire|once|<big_number>|todas|juntas|frasco",
        denied=True,
        unless="<plain_death>|<lightly>|<departed_person>",
    ),
    shapes(
        "crisis.no_strength_left",
        "not|no ..2 take|stand|do|handle|bear|aguanto|soporto|tolero ..2 life|living|existing|existence|vida|vivir",
        "nothing matters anymore|$",
        "nada importa|vale ..2 $",
        "made|make|making|at peace with it|everything|god|dying|death|leaving",
        "ends|end|termina|acaba tonight|hoy|today $",
        "will be gone ..2 <soon>|tomorrow|morning|tonight",
        "will|wont not matter|important ..1 soon|tomorrow|anymore",
        "not|wont matter|importa ..1 soon|tomorrow|manana",
        "world|mundo|nobody|nadie|kids|family ..3 need|needs|necesita|want|wants|quiere me $",
        "deserve|deserves|merecen better than me alive|$",
        "rehearsing|rehearse|rehearsed|practicing|visualizing ..4 <how_do_it>|ending|dying",
        "read|hear ..2 about me ..2 news|paper|noticias",
        denied=True,
        others=True,
        unless="<jest>|<plain_after>|<plain_journey>|<no_end_meant>",
    ),
    shapes(
        "crisis.farewell",
        "am|just|im|is saying|writing goodbye|bye $",
        "me ..1 estoy despidiendo",
        "saying goodbye now|tonight|to",
        "this is|es my|mi last|ultimo|final|ultima <word>",
        "who will|is|would|going ..2 feed|take|raise|watch|love ..3 <my_people> ..2 after|when|once|without|now $",
        denied=True,
        unless="<plain_bye>|<plain_tend>|<jest>|reply|reminder",
    ),
    shapes(
        "crisis.many_tablets",
        "<swallow> ..2 <big_number> ..3 <pills>|<sleepers>",
        "<swallow> all of them|these|those",
        "<pills> ..6 <end_all>|<own_end>",
        denied=False,
        unless="<of_drink>|<planned_dose>|mg|milligrams|mgs|days|weeks|years|vitamins|gummies|prescribed|am|pm",
    ),
    shapes(
        "crisis.enough_to_die",
        "enough ..3 to ..2 never|not wake|be",
        "enough ..3 to ..2 kill|die|end it|me|myself|everything",
        "bastante|suficiente|suficientes ..4 para ..2 morir|morirme|matarme|despertar|acabar",
        denied=True,
        unless="<jest>|<plain_death>",
    ),
    shapes(
        "crisis.too_much",
        "<heavy_use>|<swallow> ..2 <too_much> ..8 <od_sign>|awake|eyes|help|scared|hospital",
        unless="<of_drink>|<alcohol>|coffee|food|caffeine|water|time|work",
    ),
    shapes(
        "crisis.calls_before_use",
        "call|llamen|llamenme|llamame|stop|someone|somebody|alguien ..4 before|antes ..3 something|algo",
        "hear|hearing from ..1 someone|somebody|anyone|anybody|you|yall ..12 <hard_use>|use|using",
        (
            "nobody|noone|anyone|anybody|someone|somebody|nadie|alguien|one|hear ..4 call|calls|called|calling|answers|"
            "answer|picks|pick|text|texts|talks|llama|contesta|habla|responde|hablan|llaman|marca|back ..12 "
            "<hard_use>|use|using|meto|meter|recaigo|consumo|inyecto|pico|picar|inyectar|drogar"
        ),
        denied=True,
        others=True,
        unless="<use_of_things>|<jest>",
    ),
    shapes("crisis.burden", "<world_without>", denied=True, others=True, unless="<jest>"),
)


def find_ending(text: str) -> tuple[str, str] | None:
    """The rule and the words of a danger to oneself that the narrower rules did not see."""
    told = _OUTRIGHT.sub("idiom", text)
    return ENDINGS.first(read_words(told))
