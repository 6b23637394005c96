"""Finds what makes "taken" doubtful, so that nothing is recorded unseen: supposed, quoted, asked, of another day."""

from __future__ import annotations

import re

from adherence.domain.reply.patterns import compiled
from adherence.domain.reply.reading import Expecting

_SUPPOSED = compiled(
    r"""
        (?:pretty|almost|fairly|kinda|90 %|99 %|not|half) (?:much )?(?:sure|certain|positive)|(?:i )?(?:think|thought
        |guess|believe|assume|suppose|hope|swear i|could have sworn)(?: (?:i|so|that|we))*|supposedly|allegedly
        |probably|possibly|perhaps|or at least|or not|or something|if i (?:had|took|take|have)|had i (?:taken|took)
        |as if|imagine|pretend\w*|in my (?:dreams?|sleep|head|mind)|dream\w*|would have|should have|could have
        |might have|may have|must have|will have|going to have|about to|(?:going to|will|gonna|ill) (?:take|do
        |have|pop|be taking)|supposed to|meant to|plan to|planning
        |(?:do not|cant|can not|could not|not) (?:remember|recall|know)(?: .*)?|forgot if|unsure|sort of|kind of|kinda
        |sorta|more or less|depends|somewhat|in a way""",
    r"""
        creo(?: que)?|supongo|a lo mejor|tal ?vez|quizas?|igual y|parece que|puede que|segun yo|segun|se supone
        |no (?:me )?(?:acuerdo|recuerdo)|no se si|hubiera|hubiese|si me la (?:hubiera|tomara|tomo)|como si|sone que
        |en (?:mis|tus) suenos|iba a|mas o menos|dizque|quien sabe|haya tomado""",
)
_QUOTED = compiled(
    r"""
        (?:tell|told|telling|said|says|saying|asked?|asking|ask|wonder\w*|thinks|swears|claims|know|knew|care|cares
        |matters?|mean|meant|pretend|insists?|convinced|lied|lie|lying|text|reply|answer|put|say|write|who says
        |dime|dile|diles|digan|dijo|dicen|dice|pregunta\w*|cree|piensa|jura|miente|menti)(?: (?!you |u |yall |ustedes
        )\w+){0,3} (?:i|he|she|we|if|that|que|si|me)(?: (?:i|me|la|lo|already|ya|had|have))* (?:took|taken|did|take
        |tome|tomo|tomado)""",
)
_NOT_ALL_OF_IT = compiled(
    r"""
        (?:most|part|some|a bit|a little|a piece|a third|a quarter|three quarters|two thirds|half|all but one|just one
        |only one|one) (?:of )(?:it|them|the|my|mine|todays|two|2|both)|(?:instead of|rather than|en vez de
        |en lugar de) (?:\d+|two|both|a whole|the whole|dos|las dos|la entera)(?: .*)?|(?:everything|all
        |all of them|all my \w+|everything else)(?: \w+)? (?:except|but|besides
        |minus|apart from)(?: .*)?|(?:todo|todas|todos) menos(?: .*)?|casi tod[oa]|parte de|la mayor parte|un poco de
        |un pedazo|un cachito|(?:some|part|most) of (?:it|todays|mine)|just (?:the|a) (?:first|corner|bite)|12\.5
        |(?:only|just|solo|nomas) (?:one|1|una|25|10|12)(?! (?:day|minute|hour|left|more))""",
)
_MORE_THAN_PLANNED = compiled(
    r"""
        (?:yesterdays?|last nights?|ayer|anoche)(?: \w+){0,2} (?:and|y|plus|mas) (?:la de )?(?:todays?|tonights?|hoy
        |this)(?: .*)?|(?:todays?|hoy)(?: \w+){0,2} (?:and|y|plus) (?:la de )?(?:yesterdays?|last nights?|ayer
        |anoche)(?: .*)?|both (?:days|doses)(?: .*)?|(?:together|juntas|at once|a la vez|al mismo tiempo|twice
        |them all|all of them|todas|every last (?:one|pill)|dos veces|doubled?|doble|extra|de mas|too many|two
        |2|dos|three|3|tres|another one|otra mas|otra vez) ?(?:of
        |pills?|tablets?|pastillas?|today|hoy|by|por|sin|in one|$)|100 mg|150 mg|200 mg|again|otra vez|de nuevo""",
)
_ANOTHER_DAY = compiled(
    r"""
        yesterdays?|the day before|other day|ayer|antier|anteayer|(?:\d+|two|three|four|five|six|couple|couple of|few
        |dos|tres|cuatro|cinco|unos|varios)(?: of)? (?:days|nights|weeks|months|dias|noches|semanas|meses) ago|hace
        (?:\d+|un|una|dos|tres|cuatro|unos|varios|unas) (?:dias?|semanas?|mes|meses)|last (?:week|month|time|year
        |<weekday>)|la semana pasada|el mes pasado|(?:on |el |the )?(?:<weekday>)|the last one i took|until
        |used to|hasta (?:que|el|hace)|la ultima vez|every other|once in a while|sometimes|a veces|before|back when
        |antes (?!de (?:dormir|comer|desayunar|irme|salir|cenar|acostarme|trabajar|que))""",
)
_NAMES_TODAY = compiled(
    r"""
        today\w*|tonights?|this (?:morning|afternoon|evening)|right now|just now|now|already|hoy|ahorita|ahora
        |esta (?:manana|tarde|noche)|ya|hace (?:un )?(?:rato|ratito)|recien|minutes? ago|hours? ago
        |before (?:bed|work|i
        |my|breakfast|lunch|dinner|school|church|you|u|the|going|leaving|heading|coffee|eating|noon|\d+|that|class|it
        |driving)(?: .*)?"""
)
_ASKED_OF_IT = compiled(
    r"""
        (?:took|taken|take|taking|did|done|yes|tome|tomada|tomado|pill|that|it|what|que|si)(?: \w+){0,6} \?
        |(?:did|do|does|what|who|how|why|which|are|is|should|can|will)(?: \w+){0,8} (?:i|me|yo) (?:already )?(?:took
        |taken|take|tome)(?: .*)?|(?:took|taken|yes|si|ya) (?:what|who|to what|que|cual|quien|huh)(?: .*)?|(?:como
        |cual|quien|que|cuando|si)(?: \w+){0,5} tome(?: \w+){0,4} \?"""
)
_ENDS_OTHERWISE = compiled(
    r"""
        (?:took|taken|yes|yeah|sure|tome|ya|si|done)(?: .*)? (?:not|nt|no|jk|psych|sike|mentira|nah
        |ok no)(?: emoji_\w+| lol)*$"""
)
_FOR_SOMETHING_ELSE = compiled(
    r"""
        (?:took|take|taken) (?:care|note|notes|over|place|forever|a while|time|off|pics?|pictures?|photos?|it easy|out)
        |^(?:ok |oh |yes )?got (?:it|that|u|you)(?: thanks| thank you| ok| will do| emoji_\w+)*$"""
)
_DRINKING_ONLY = compiled(
    r"""
        (?:^|(?<!la )(?<!lo )(?<!las )(?<!mela )(?<!los )(?<!me ))(?:tome|tomamos|tomando|tomado) (?:con (?:mis?|unos
        |los|amig\w+)|,|mucho|demasiado|y (?:estoy|ando)|alcohol|ayer|anoche)(?: .*)?|^(?:si|yes|ya|yeah) (?:, )?idiom
        (?! (?:pero|but|y|and) (?:si|ya|yes|la|i|took))(?: .*)?"""
)


_ADDED = compiled(
    r"""
        (?:i )?(?:think|guess|believe|suppose|hope)(?: so)?$|not (?:so )?sure(?: .*)?|maybe|probably|jk|or not
        |at least i think(?: so)?|no se|creo|quizas?|tal vez|a lo mejor|(?:who|what) is this|to what|right \?|\?$
        |did i(?: not)? \?|no estoy segur[oa]"""
)
_CLAUSES = re.compile(r" (?:but|pero|though|aunque|, and|\.|,) |(?<=\?) ")
_TAKING = compiled(
    r"""
        took|taken|take|taking|tome|tomada|tomado|tomo|yes|yeah|yep|si|did|done|had|got|sure|swallowed|pop|popped|1
        |emoji_yes|listo|lista|hecho"""
)


def is_doubtful(text: str, expecting: Expecting) -> bool:
    """Is "taken" asked, supposed, quoted, of another day or thing, or of another quantity than planned?

    Judged where it is said last, and by what is added to it: "thought I lost it, but took it" leaves no doubt.
    """
    clauses = _CLAUSES.split(text)
    last = max((place for place, clause in enumerate(clauses) if _TAKING.search(clause)), default=0)
    said, added = clauses[last], " ".join(clauses[last + 1 :])
    if any(doubt.search(said) for doubt in (_QUOTED, _NOT_ALL_OF_IT, _MORE_THAN_PLANNED, _FOR_SOMETHING_ELSE)):
        return True
    if _SUPPOSED.search(said) or _ASKED_OF_IT.search(said) or _ADDED.search(added):
        return True
    if _ENDS_OTHERWISE.search(text):
        return True
    # A shot is told of days later; a tablet of another day is not the one that was asked about.
    if expecting in (Expecting.APPOINTMENT, Expecting.WHICH_DOSE):
        return False
    return _ANOTHER_DAY.search(said) is not None and _NAMES_TODAY.search(said) is None


def is_of_drinking(rest: str) -> bool:
    """Beside alcohol: does nothing but a bare yes, or the word for drinking, speak of the tablet?"""
    return _DRINKING_ONLY.search(rest) is not None
