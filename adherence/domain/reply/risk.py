"""Finds days on which drinking or use is likely: occasions, hard days, wishes and offers."""

from __future__ import annotations

from adherence.domain.reply.days import day_in
from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.patterns import compiled, first, rule
from adherence.domain.reply.reading import Finding, Intent

_RULES = (
    rule(
        "risk.keyword",
        r"""
            risk(?: (?:day|sat|sun|mon|tue|wed|thu|fri|<weekday>|today|tomorrow|tonight|manana|hoy))*
            |riesgo(?: (?:<weekday>|hoy|manana|el|tomorrow))*|(?:high|higher|big|major) ?risk(?: .*)?
            |risky(?: .*)?|alto riesgo(?: .*)?|dia de riesgo|dia (?:dificil|pesado|de peligro)|hard day
            |tough day|trigger(?:s|ed|ing)?|danger(?:ous)? (?:day|zone|night)|riesgos[oa]""",
    ),
    rule(
        "risk.occasion",
        r"""
            (?:going|go|goin|headed|heading|invited|attending|at|to|have|got|hosting|throwing|there is|its|it is
            |is|was|having|big|my|his|her|our|a|an|the|work|family|office|meeting|seeing|hitting|for|<weekday>
            |today|tomorrow|tonight|weekend|this|that|after|up|they|gonna|will be|be at|anniversary of|during
            |around|coming|cousins|friends|sisters|brothers|buddys|moms|dads|next|due|with|in
            |on)(?: (?:my|a|the|to|our|his|her|an|this|that|in|for|out|work|family|office|big|friends?|sisters?
            |brothers?|cousins?|buddys?|moms?|dads?|going|go|be|best|with|on|at|there|some|have|of|is|<weekday>
            |today|tomorrow|tonight|company|bosses|boss|neighbors?|whole|coworkers?|roommates?|uncles?|first|one
            |year|day|up|daughters?|sons?|college|high|school|class|local|huge|another|again|all|inclusive|open
            |later|nye|local|night|weekend)){0,5} <event>(?: .*)?""",
        r"""
            <event>(?: \w+){0,4} (?:today|tonight|tomorrow|<weekday>|weekend|later|this week|next week|coming up
            |is going to be|will be|at my)(?: .*)?""",
        r"""
            (?:going to|gonna|will|is going to|its going to|might|could|may|it is going to|that will
            |about to) (?:be |have |get )?(?:a |really |so |very |pretty |super |extra |an? )*(?:hard|tough
            |rough|bad|difficult|tricky|challenging|struggle|temptation|tempting|risky|rough one|hard one
            |tough one|stressful|brutal|tempted|triggered)(?: .*)?(?<!bad for me)|(?:everyone|everybody|they
            |people|friends|family
            |guys|brother|husband|roommates?|coworkers) (?:will be|is going to be|are going to be|going to be|is
            |are|always|drinks?|all|gonna be|\w+ will be) ?(?:drinking|drinks?|getting drunk|drunk|partying
            |wasted|drink|using|there drinking)(?: .*)?|(?:friends?|ex|brother|cousins?|dealer|sister|dad
            |old (?:friends?|buddies|crew)|college|buddy|in laws|using friends?|mom|family|plug
            |guys)(?: \w+){0,5} (?:coming|visiting|in town|over|gets out|get out|staying|flies in|back in town
            |moving back|moving in|shows? up|out of (?:jail|prison|rehab)|here)(?: .*)?|(?:party|drinks|drinking
            |night|bar|club|vegas|tailgate)(?: \w+)? (?:with|at|tonight|tomorrow|on)(?: .*)?|(?:mark|put|add|set
            |make|count|log|flag|schedule)(?: me| down| \w+){0,3} (?:as |down |for )*(?:a |an |my )?(?:high[ ]
            |risk |risky )*(?:risk|risky|hard|day|high)(?: .*)?|(?:alone|by myself|home alone|kids (?:are )?gone
            |wife (?:is )?(?:gone|out)|husband (?:is )?(?:gone|out)|kids (?:are )?(?:at
            |with))(?: \w+){0,4} (?:weekend|tonight|this week|all|tomorrow|<weekday>|night|house)(?: .*)?
            |(?:pay ?day|get paid|getting paid|paycheck)(?: .*)?|(?:worried|nervous|scared|anxious|concerned
            |stressed|dreading|not looking forward)(?: \w+)? (?:about|for|of|to) (?:this |the |my |next |a[ ]
            |going )*(?:<weekday>|weekend|tonight|tomorrow|<event>|seeing|today|holidays?|trip)(?: .*)?
            |anniversary of(?: .*)?|(?:makes|marks|be|is) (?:a|one|two|\d+) years? (?:since|without|that)(?: .*)?
            |dreading (?:it|this|that|tomorrow|today|tonight|<weekday>|<event>)(?: .*)?|(?:everyone|everybody
            |they all|they) (?:drinks?|parties|will drink)(?: .*)?|(?:death|passing) anniversary
            |anniversary of (?:\w+ )*death|lo voy a pasar mal|beer (?:tent|garden|fest|pong)(?: .*)?|(?:toman
            |beben|bebiendo|tomando|pistean|chupan) todos(?: .*)?
            |(?:todos|todo el mundo|todo mundo|la gente) (?:toma|toman|bebiendo|tomando|bebe|chupa|pisteando)(?: .*)?
            |mark (?:<weekday>|tomorrow|tonight|today|this \w+)(?: .*)?|(?:hard
            |tough|rough|bad|difficult|risky) (?:day|night|weekend|one|time
            |week)(?: \w+)? (?:today|tomorrow|tonight|<weekday>|coming|ahead|for me|because|weekend
            |with)(?: .*)?|(?:today|tonight|tomorrow|<weekday>|weekend) (?:is |will be |are |might be |could be[ ]
            |gonna be |looks |should be |always |nights? (?:is|are) )*(?:a |an |my |really |so |very[ ]
            |going to be |always |the )*(?:hard|tough|rough|bad|risky|difficult|risk|high risk|trouble|tricky
            |dangerous|hardest|worst|trigger|challenge|danger)(?: .*)?""",
        r"""
            (?:hoy|manana|el|este|la|al|esta noche|en|de|una|un|tengo|hay|voy|vamos|es|mi|del|proximo|con|otra|a
            |la de|noche de|habra|tenemos|sera|juega|va a haber|me invitaron|son|toca|viene|vienen
            |<weekday>)(?: (?:a|una|un|la|el|mi|en|de|del|es|los|las|hay|tengo|ir|hacer|haber|su|con|mis|otra
            |sabado|domingo|viernes|cumple|quince|gran|tremenda|hoy|manana|que|la de|va|toda
            |pura))* <event>(?: .*)?|<event>(?: \w+){0,4} (?:hoy|manana|esta noche|este|el <weekday>|<weekday>
            |al rato)(?: .*)?|(?:va a (?:estar|ser)|estara|esta|sera|va estar) (?:bien |muy |medio |un dia |re[ ]
            |super |mas )*(?:dificil|duro|pesado|cabron|complicado|feo|peligros[oa]|canijo|tentador|riesgos[oa]
            |gacho|perro)(?: .*)?|(?:todos|todo mundo|van a|mis (?:amigos|primos|compas|hermanos|cunados|tios)
            |los (?:compas|primos|muchachos|amigos)|mi (?:compadre|primo|hermano|ex|cunado)) (?:van a |va a[ ]
            |siempre |estan |va |ya |andan |vienen a |quieren |viene a )*(?:tomar|toman|tomando|estar tomando
            |beber|pistear|beben|pistean|chupar|invitar|haber|salir|traer|echarse|salimos|venir|visitar)(?: .*)?
            |(?:viene|llega|sale|vienen|llegan|regresa)(?: \w+){0,3} (?:ex|primo|primos|compas|amigos|hermano
            |conecta|compadres?|familia|carcel|bote|penal)(?: .*)?|(?:me da miedo|tengo miedo de|temo
            |me preocupa)(?: \w+){0,4} (?:recaer|tomar|finde|fin de semana|fiesta|sabado|viernes|manana|caer
            |domingo)(?: .*)?|quincena(?: .*)?|(?:pon|ponme|marca|marque|apunta|marquen|pongan|anota|anoten
            |apunten)(?: \w+){0,4} (?:riesgo|peligro|dificil)(?: .*)?|(?:voy a estar|me quedo|estare
            |estoy) (?:sol[oa])(?: .*)?|(?:este |el |todo el )?(?:fin de semana|finde)(?: .*)? (?:dificil
            |sol[oa]|fiesta|pesado|playa|riesgo)(?: .*)?|me pagan(?: .*)?""",
        unless=(
            r"(?:appointment|cita|surgery|operar|operacion|cirugia|shot|injection|labs)",
            r"(?:no|skipped|not going to|cancelled|nothing|no parties|without|not gonna) (?:\w+ )?(?:<event>|plans)",
            r"(?:no|not) (?:drinking|drinks|alcohol|using)",
            r"""
                (?:game|party|wedding|concert|bbq|night|movie) (?:was|were) (?:killer|great|fun|good|awesome
                |amazing|fine|boring|lit|nice|beautiful|so fun)""",
            r"""
                (?:juego|juegos) (?:en|para|de) (?:el|mi|la|su) (?:celular|cel|telefono|play|xbox|compu\w*|tablet)
                |video ?juegos?|vacation (?:days|time|hours)|(?:my|on) vacation$""",
            r"(?:estoy|ando|sigo|en) (?:en )?(?:una|la|plena) (?:reunion|junta)|reunion de trabajo",
            r"(?:candy|halloween) (?:\w+ )?(?:emoji_laugh|lol|haha)|on halloween candy",
            r"my bar exam|bar exam|salad bar|protein bar|candy bar|granola bar",
        ),
    ),
)


_WISH = Rules(
    shapes(
        "risk.wish",
        "<craving> ..6 <alcohol>|<opioid>|<other_drug>|<craved>",
        "<bad_craving> ..3 <much>|killing",
        "offered|ofrecieron|ofrecio ..2 me ..2 pills|pill|drugs|pastillas|something|algo",
        "me ..1 ofrecieron|ofrecio|ofrecen ..2 pastillas|algo|droga|una|un",
        "it is in my head|mind",
        "<much> ..3 <bad_craving>",
        "^ <bad_craving> $",
        "<danger_place> ..12 want|tempted|ganas|craving|shaken|shook|thinking|urge|kept|talk",
        "want|tempted|craving|shaken|thinking ..12 <danger_place>",
        "my|the|un|mi ..1 dealer|plug|conecta ..3 texted|called|hit|messaged|escribio|llamo|hablo",
        "keep|keeps|kept offering me",
        "tried|trying|tries|wanted|offered ..1 to|sell|selling|give ..2 me ..2 <opioid>|<other_drug>|drugs|pills|some",
        "<scared_to> ..4 relapse|relapsing|use|using|drink|drinking|slip|recaer|tomar|consumir",
        "going|will ..1 relapse|drink|recaer tonight|today|this|hoy|este|friday|saturday|at",
        "<alcohol>|<opioid>|<other_drug> ..5 <fight_off>",
        unless="<sworn_off>|<visit_noun>",
    ),
    shapes(
        "risk.wish",
        "<danger_place> ..9 stop thinking",
        "walked|drove|passed|past ..4 <danger_place> ..6 almost|want|thinking|stop",
        "want|need one ..1 bad|badly|now",
        "not stop <bad_craving>",
        "close to ..1 relapse|relapsing|drinking|using|slipping|giving|recaer",
        "<opioid>|<alcohol>|<other_drug>|<danger_place>|dealer ..12 not|cant ..1 stop|shake|get ..2 thinking|it|that",
        denied=True,
    ),
    shapes(
        "risk.wish",
        "<scared_to> ..4 relapse|relapsing|use|using|drink|drinking|slip|recaer|tomar|consumir",
        "offered|offering|sell|selling|sold ..1 me ..3 <opioid>|<other_drug>|<alcohol>|drugs|pills",
        others=True,
        denied=True,
    ),
    shapes("risk.wish", "<alcohol>|<opioid>|<other_drug> ..9 tempted|craving|tentado|tentada", others=True),
)


_WANT_ONE = compiled(
    r"""
        (?:craving|crave|want|wanting|need|needing) one(?: \w+)?(?: (?:awful|awfully|bad|badly|so bad
        |right now))?$|(?:man|god|but) (?:do )?i (?:really |so |do |sure )?want to$|want (?:them|it
        |some) (?:so |real )?bad(?:ly)?|do i want one
        |(?:want|need|wanted|wanting) to (?:so|real|really|pretty) (?:bad|badly|much)|(?:craving|want
        |need) one (?:so |real |really
        |something )*(?:bad|badly|awful|fierce)|(?:brain|mind|head) (?:will not|can not|does not|is not|keeps?) (?:quit
        |stop|shut up|let go|let it go)?(?: .*)?"""
)


_STRONG_CRAVING = compiled(
    r"""
        (?:having|got|have|with|the|fighting|tengo
        |traigo) (?:the |some |a |such |really |super |unas? |muchas )*(?:worst|bad|awful
        |crazy|insane|intense|strong|horrible|terrible|wicked|huge|massive|serious|hard|major) (?:cravings?
        |urges?|antojos?|ganas)"""
)


def _wants_one(text: str) -> tuple[str, str] | None:
    """A strong wish for "one", or "to", where the text names what for."""
    found = _WANT_ONE.search(text)
    named = read_words(text).has("alcohol", "opioid", "other_drug", "craved", "drunk")
    strong = _STRONG_CRAVING.search(text)
    if strong and "no" not in text.split():
        return "risk.wish", strong.group(0)
    return ("risk.wish", found.group(0)) if found and named else None


def find_risk_day(text: str) -> Finding | None:
    """A risk day and which one: ``today`` where the text names none."""
    hit = _wants_one(text) or _WISH.first(read_words(text)) or first(_RULES, text)
    if hit is None:
        return None
    return Finding(hit[0], hit[1], Intent.RISK_DAY, value=day_in(text) or "today")


_OCCASION = compiled(r"<event>")


def names_occasion(text: str) -> str | None:
    """An occasion named at all: enough where the question was about today."""
    found = _OCCASION.search(text)
    return found.group(0) if found else None
