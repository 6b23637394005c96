"""Finds that a visit cannot happen or is to be moved."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, finding, rule
from adherence.domain.reply.reading import Finding, Intent

_VISIT = r"""
    (?:appointment|visit|shot|injection|slot|session|jab|visits|check ?up|time slot|vivitrol|spot|booking
    |meeting with|labs?|blood ?work|shot visit)"""
_RESCHEDULE = (
    rule(
        "reschedule.ask",
        r"""
            (?:can|could|may|is it ok if|ok if) i (?:come|get there|be there|arrive|show up
            |go)(?: \w+){0,4} (?:later|earlier|late|early)(?: .*)?""",
        r"call me (?:to|so (?:i|we) can) (?:reschedule|move|change)(?: .*)?",
        r"<start>(?:how about |maybe |what about )?(?:later|earlier|sooner)(?: \w+){0,3} \?",
        r"""
            re ?schedul\w*|re ?book\w*|postpone\w*|(?:push|move|bump|switch|change|swap|shift|slide|delay|do
            |reset|redo|rearrange|bring|adjust)(?: \w+){0,2} (?:my |the |our |this |that |it |next )*(?:"""
        + _VISIT
        + r"|time|day|date)(?: .*)?(?<!reminder time)",
        r"""
            (?:push|move|bump|switch|change|shift|delay) (?:it|me|that|this)(?: .*)?(?= *(?:$
            |[.,?]))(?<!change it)(?<!change me)(?<!move me)""",
        r"(?:cancel|cancelling|canceling|cancelled|canceled)(?: \w+){0,3} (?:"
        + _VISIT
        + r"""
            |today|tomorrow|<weekday>|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: .*)?|(?:have
            |need|got|going|want|like) to cancel(?= *(?:$|[.,]| (?:my|the|today|tomorrow|sorry|for|please|it)))
            |(?:miss|missed|missing|forgot|slept through|overslept|late for)(?: \w+){0,2} (?:my |the |our )?(?:"""
        + _VISIT
        + r")(?= *(?:$|[.,]| ))(?! reminder)",
        r"""
            (?:another|different|new|other|later|earlier|sooner|better) (?:day|time|date|slot|appointment|week
            |opening|one)(?: .*)?(?<!next time)|(?:any|do you have|have|got|is there
            |are there)(?: \w+){0,4} (?:openings?|availab\w+|slots?|times?|earlier|later|sooner
            |anything)(?= *(?:$|[.,?]| (?:on|in|at|later|earlier|next|this|for|available|today|tomorrow|monday
            |friday|thursday|tuesday|wednesday|after|before|sooner|open)))|(?:can|could|may|is it ok if
            |would it be ok if|possible|ok if|mind if|want|need|like|id like|how about|what about|lets|let us
            |rather|should)(?: (?:i|we|you|it|to|u))*(?: \w+)? ?(?:come|do|get|have|see you|make it|be seen|go
            |stop|swing|reschedule|be|pop|fit|squeeze|schedule|book|set up|make|drop)(?: (?:in|by|it|the|my|me
            |there|over|for|a|an|get|on|in for|shot|appointment|injection|do))* ?(?:"""
        + _VISIT
        + r"""
            |<weekday>|tomorrow|later|earlier|next|instead|another|at \d+|after \d+|around \d+|the (?:day
            |week) after|another|early|sooner|a different|different|morning|afternoon|the next|the following
            |\d+)(?: .*)?""",
        r"(?:instead of|rather than|instead)(?: .*)?",
        r"""
            (?:works|work|would be|is|be) (?:way |much |so )?better(?: for me)?(?= *(?:$|[.,?]| (?:for|if|on|at
            |because)))|(?:thursday|friday|monday|tuesday|wednesday|saturday|next week|tomorrow|morning
            |afternoon|mornings|afternoons|later) (?:is |would be |does |works? )?(?:better|instead|ok|work
            |possible|available|works|good)(?= *(?:$|[.,?]))|next (?:week|month|<weekday>) (?:instead|ok|better
            |please|work|works|possible|good)(?: .*)?|(?:what|how) about (?:<weekday>|next|tomorrow|\d|later
            |the)(?: .*)?|only (?:free|available|off|can do|come|able)(?: .*)?|(?:book|schedule|set up
            |make) (?:me |a |an |my |another )*(?:"""
        + _VISIT
        + r"""
            )(?: .*)?|push (?:it )?back(?: .*)?|rain ?check|take a rain ?check|call me (?:with
            |to)(?: \w+){0,3} (?:time|schedule|reschedule|day|appointment)""",
        unless=(
            r"""
                (?:texts?|reminders?|messages?) (?:at|to|time)|time (?:of|for) (?:my |the |these )?(?:texts?
                |reminders?|messages?)""",
            r"(?:another|different|new) (?:number|phone|pill|medication|med|doctor|drug|beer|drink|one of)",
            r"remind me (?:later|another)",
        ),
    ),
    rule(
        "reschedule.es",
        r"""
            (?:me |nos )?(?:la|lo) (?:cambian|mueven|pasan|cambia|mueve|pasa|recorren|adelantan|atrasan
            |podemos cambiar|pueden cambiar|pueden mover|ponen) (?:para|al|a|en)(?: .*)?|(?:cambiar|mover
            |reagendar|reprogramar|posponer|pasar|recorrer|cancelar|adelantar|atrasar|aplazar|reacomodar|cambien
            |cambie|muevan|cancelen|cancele|cancelo|pasen|cambiarme|moverme|reagendarme|agendar|reagenden
            |reprogramen|reagende|modificar|sacar|hacer|pedir|apartar|agendo|agenden|cambiarla|moverla|pasarla
            |cancelarla|reagendarla|recorrerla|pasarme|correr|reprograman|programar)(?: \w+){0,3} (?:cita
            |inyeccion|hora|dia|fecha|consulta|visita|la|me|para)?(?: .*)?(?<!cambiar de numero)""",
        r"""
            (?:otro|otra|diferente|distinto) (?:dia|hora|fecha|semana|cita|horario|momento)(?: .*)?|(?:se puede
            |puede ser|podria ser|puedo|podria|se podra|pueden|podriamos|podemos|tendrian|tendria|tendras
            |hay chance de|hay manera de
            |habra chance|sera que puedo|me pueden dar|me puede dar|quiero|prefiero|tendran|tendra|tienen|hay
            |habra|mejor)(?: (?:ir|venir|llegar|pasar|que|sea|ser|cita|algo|lugar|espacio|chance|mejor|la|una
            |mas|hacerla|me|dar|poner|pongan|tener))*(?: (?:a|el|la|las|para|por|mas|otro|otra|mejor|en
            |hasta))+ ?(?:las \d+|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|tarde|temprano
            |semana|proxim[oa]|siguiente|otra semana|\d+|dia|tardecita|que viene|hora|ratito)(?: .*)?
            |mejor (?:el |la |manana|otro|a las|para|en la)(?: .*)?|(?:para )?la (?:otra|proxima) semana(?: .*)?
            |(?:perdi|se me olvido|se me paso|falte a)(?: \w+)? (?:la |mi )?(?:cita|inyeccion|consulta)
            |se me hizo tarde para (?:la|mi) cita""",
        unless=(
            r"cambi(?:ar|e|o) (?:de |mi |el )?(?:numero|telefono|cel|hora de los mensajes|hora del recordatorio)",
            r"hora(?:rio)? (?:de|del) (?:los |el )?(?:mensajes?|recordatorios?)",
            r"pasar (?:la|una) (?:noche|borrachera)",
        ),
    ),
)
_CANNOT_COME = compiled(
    r"""
        (?:can not|could not|will not|not going to|wont|unable to|not able to|not gonna be able to|might not
        |may not|do not think i (?:can|will)|will not be able to|not going to be able to|did not
        |can not be)(?: \w+){0,2} (?:make|come|be there|get there|making|coming|go|be able|attend|show|make my
        |be coming|there|get (?:a ride|off|out)|do (?:it|that|<weekday>|today|tomorrow|that day))(?: .*)?""",
    r"""
        (?:no|do not have a|do not have|lost my|need a|my|have no|got no|without a|dont have) (?:ride
        |transportation|way (?:to get )?there|gas|babysitter|sitter|way to get|car|child ?care)(?: (?:fell
        |cancelled|canceled|bailed|flaked|there|today|tomorrow))?(?: .*)?""",
    r"""
        not (?:making it|gonna make|going to be there)(?: .*)?|will not be (?:there|coming|in|at|here|around)(?: .*)?
        |something came up(?: .*)?|(?:car|truck|ride) (?:broke|died|is (?:dead|in the shop|broken)
        |will not start|bailed|flaked|broken down|got towed|fell through)(?: .*)?|(?:have|need|got|going
        |want) to (?:cancel|reschedule|miss|skip (?:my|the|this))(?: .*)?|cancel (?:my|the|it|today|tomorrow
        |this)(?: .*)?|(?:need|want|going) to (?:cancel)(?: .*)?|(?:kid|baby|son|daughter|child) is (?:sick
        |home)(?: .*)?|(?:flat tire|snowed in|called (?:in|into) work|stuck at work|have to work)(?: .*)?
        |out of town(?: .*)?|i have covid(?: .*)?|have a conflict(?: .*)?|(?:overslept|slept in
        |slept through)(?: .*)?|missed (?:it|my \w+|the \w+)(?: .*)?""",
    r"""
        no (?:puedo|voy a poder|podre|alcanzo a|voy a|voy|llego|alcanzo|voy a alcanzar a|creo que pueda
        |creo poder|pude|voy a llegar|ire|asistire)(?: \w+)? ?(?:ir|llegar|asistir|venir|a la cita|hoy|manana
        |ese dia|el|la|a mi|presentarme|poder)?(?: .*)?|no tengo (?:quien me lleve|carro|ride|en que ir
        |como (?:ir|llegar)|raite|transporte|quien cuide)(?: .*)?|(?:se descompuso|se ponch\w+) .*
        |tengo que (?:cambiar|mover|cancelar|trabajar|faltar|reagendar|reprogramar)(?: .*)?|cancel(?:ar|en|e|o
        |a) (?:la|mi)(?: .*)?|me salio (?:algo|un|otro|trabajo)(?: .*)?|nin[oa] (?:salio |esta |se )?enferm\w+
        |(?:mi )?(?:hij[oa]|nin[oa]|bebe) (?:esta|salio|se)(?: \w+)? (?:enferm\w+|mal)""",
)
_VISIT_WORDS = compiled(_VISIT + r"|cita|inyeccion|consulta|visita|re ?schedul\w*|reagendar\w*|reprogramar\w*")
_NOT_VISIT = compiled(r"<texts>|prescription|refill|number|phone")
_CLASH = compiled(
    r"""
        (?:that is|same|thats|on|es|ese|mismo|during|day of|el dia de)(?: \w+){0,3} (?:day|dia|surgery|operation
        |procedure|cirugia|operacion)"""
)


def find_reschedule(text: str) -> Finding | None:
    """A visit is to be moved."""
    return finding(_RESCHEDULE, text, Intent.RESCHEDULE)


def cannot_come(text: str) -> str | None:
    """The words that say the planned visit will not happen, or None."""
    found = _CANNOT_COME.search(text)
    return found.group(0) if found else None


def visit_is_meant(text: str, expecting: str) -> bool:
    """Is a visit spoken of: asked about, or named in the text?"""
    return (expecting == "appointment" or _VISIT_WORDS.search(text) is not None) and _NOT_VISIT.search(text) is None


def clashes(text: str) -> bool:
    """Does what the patient asks about fall on the day of the visit?"""
    return _CLASH.search(text) is not None


def names_visit(text: str) -> bool:
    """Is a visit named?"""
    return _VISIT_WORDS.search(text) is not None
