"""Finds danger to life: self-harm, overdose, anaphylaxis and other emergencies, and use that is about to happen.

Words, not judgement: where a phrase could be meant either way it counts, and a person looks.
"""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, first, rule
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.self_harm_words import HUMOUR, SELF_HARM

BODILY = (
    rule(
        "crisis.emergency",
        r"""
            (?:he|she|they|boyfriend|girlfriend|friend|husband|wife|brother|sister|son|roommate|mom|dad) (?:is[ ]
            |are |was )?(?:not|will not|can not|isnt) (?:waking up|get up|getting up|responding|moving|breathing
            |wake up|respond)(?: .*)?""",
        r"""
            (?:can|could) (?:not|barely|hardly) (?:really |even |fucking |hardly )?(?:breathe|breath|breathing
            |get (?:any |enough )?air|catch (?:my )?breath|swallow)(?! (?:it|that|them|the|my|this|those|pills?
            |a|one))""",
        r"(?:barely|hardly) breath(?:e|ing)",
        r"""
            (?:trouble|hard|difficulty|problems?|tough|difficult|struggling|struggle|issues?|having a hard time
            |hard time) (?:to |with |with my )?(?:breathe|breathing|breath|getting air|swallowing)""",
        r"""
            not breathing(?: (?:right|well|good))?|short(?:ness)? (?:of|on) breath|out of breath(?! (?:from
            |after) (?:running|the gym|stairs|working))|gasping|wheez(?:ing|y|e)|stopped breathing
            |breathing (?:is )?(?:weird|slow|shallow|bad)""",
        r"""
            throat <gap>(?:clos(?:ing|ed|es|e)|swelling|swollen|swelled|tight(?:ening)?|shut|closes
            |constrict\w+)|(?:tight|swollen|closing) throat""",
        r"""
            (?:tongue|lips?|face|mouth|eyes? and face|whole face) <gap>(?:swelling|swollen|swelled|swole
            |puff(?:y|ing|ed)|huge|blew up|ballooned|fat|numb and)|(?:swelling|swollen|swelled up|swole
            |puffy) (?:of |in )?(?:my |the )?(?:tongue|lips?|face|throat)""",
        r"anaphyla\w*|epi ?pen(?! expired)",
        r"""
            chest (?:pains?|is tight|tightness|hurts?|hurting|is hurting|pressure|is killing|tight|feels tight
            |is pounding and)|(?:pains?|tightness|pressure|tight) (?:in|on) (?:my |the )?chest|pain (?:in
            |down) my left arm""",
        r"""
            heart attack|stroke(?! of)|seiz(?:ure|ures|ed|ing)|convuls\w+|hallucinat\w+|seeing things
            |hearing voices|voices (?:telling|in my head)|delirium|dts|coughing up blood|(?:puk|vomit
            |throw)\w* (?:up )?blood|blood in my (?:vomit|puke|throw)|bleeding (?:a lot|bad|out|will not stop)
            |will not stop bleeding""",
        r"""
            (?:call|called|calling|need|get|send|dial|dialed|phone)(?: me| us)?(?: an?| the)? (?:911|9 1 1
            |ambulance|paramedics?|ems|medic|help now)|(?<!at )ambulance|911|9 - 1 - 1|its an emergency
            |this is an emergency|it is an emergency|medical emergency|emergency (?:help|please)|^emergency""",
        r"""
            (?:turning|lips are|lips|going|is|face is|turned) (?:blue|purple|grey)(?= *(?:$|[.,]| (?:and|lips
            |around|please|help|call|he|she|in)))|unresponsive|unconscious|(?:will|would|does
            |can) not (?:wake (?:up|him|her|them)|get (?:him|her) to wake)(?= *(?:$|[.,?]| and| please| help))
            |(?:he|she) will not wake(?: up)?|wake (?:him|her|them) up|(?:he|she|boyfriend|girlfriend|friend
            |husband|wife|brother|sister|bf|gf|son|roommate|daughter) (?:is )?(?:not breathing|blue|overdosing
            |odd|unresponsive|passed out and)""",
        r"""
            (?:pass|passed|passing|black|blacked|blacking) out (?:twice|again|a few times|\d times|three times
            |two times|several|after (?:the|my) (?:shot|pill|injection|dose)|and (?:hit|fell|can)|in the shower
            |driving|at the wheel|at work)|keep (?:passing|blacking) out|chest pain<any> passed out
            |(?:i think )?i am dying(?! (?:to|of|for|laughing|over here|my|inside|at|rn|emoji))
            |feel like i am (?:dying|going to die)|feels? like (?:dying|death is)|going to die(?! (?:laughing|of
            |if|when|lol|for|from (?:bore|embarr|this heat)))|heart (?:stopped|is stopping)
            |heart <gap>(?:stop beating|explode|give out)""",
        unless=(
            r"(?:chest|breathing) (?:day|exercises?)",
            r"out of breath (?:from|after)",
            r"breathing (?:exercises?|easy|easier|better)",
            r"can breathe",
        ),
    ),
    rule(
        "crisis.overdose",
        r"""
            (?:took|did|used|had|shot) (?:way )?too (?:much|many)(?: \w+)?<any> (?:awake|breathe|conscious|heart
            |hospital|help|scared|eyes open|911|nodding)(?: .*)?""",
        r"over ?dos(?:e|ed|es|ing)",
        r"""
            (?:took|taken|did|used|had|shot|snorted|smoked) (?:way )?too (?:much|many)(?! (?:beers?|drinks?|time
            |food|of (?:a|the) (?:nap|break)|cookies|to|coffee))<gap6>(?:<opioid>|pills?|dope|drugs|stuff|help
            |bad|scared|cannot|xanax|can not)|(?:took|did|used|shot) (?:way )?too (?:much|many) (?:<opioid>
            |<pill>|dope|stuff|drugs|xanax|of (?:them|my pills|my meds|the pills))""",
        r"""
            narcan(?:ed|d|s)?(?! (?:kit|training|refill|class|at the|from|expired|in my))|narcanned|narced me
            |(?:need|used|got|give|gave|hit) <gap>(?:narcan|naloxone)(?! (?:kit|training))|nodding (?:out
            |off)(?! (?:in|at|during|to))""",
    ),
    rule(
        "crisis.emergency_es",
        r"no respira(?: .*)?|(?:no|ya no) (?:despierta|reacciona|contesta ni se mueve)(?: .*)?",
        r"""
            no (?:puedo|puede|podia|logro|alcanzo a) (?:ni |casi |bien )?(?:respirar|jalar aire|tragar saliva
            |hablar ni)(?: bien)?|me (?:cuesta|esta costando|falta|hace falta|es dificil) (?:mucho )?(?:el aire
            |respirar|aire|la respiracion|trabajo respirar)|cuesta (?:trabajo )?respirar|me (?:estoy )?(?:ahogo
            |ahogando|asfixio|asfixiando)(?! en (?:trabajo|deudas))|falta de aire|batallo para respirar
            |dificultad para respirar|no respira(?: bien)?|trabajo para respirar""",
        r"""
            (?:garganta|lengua|cara|labios?|boca) <gap>(?:cierra|cerrando|cerrada|cerro|hincha|hinchando
            |hinchad[oa]s?|hincho|inflamad[oa]s?|inflamo|inflamando|apreta)|(?:se me|me) (?:esta[ ]
            |estan )?(?:cierra|cerro|cerrando|hincho|hincha|hinchan|hinchando|hincharon|inflamo|cerrado|hinchado
            |inflama|inflamaron)(?: mucho)? (?:la |los |mi |mis )?(?:garganta|lengua|cara|labios?|boca)""",
        r"""
            (?:dolor|presion|opresion|punzadas?) (?:muy fuerte |fuerte )?(?:de|en el|en mi) pecho|me (?:duele
            |aprieta|oprime|esta doliendo)(?: mucho| bien feo)? el pecho|pecho (?:apretado|me duele|me aprieta)
            |infarto|ataque al corazon|derrame|convulsion\w*|ataques? epileptic\w+|anafila\w+|alucin\w+
            |oigo voces|veo cosas|sangre (?:al vomitar|en el vomito)|vomit\w+ (?:con |pura )?sangre
            |escupo sangre""",
        r"""
            ambulancia|emergencia(?:s)?(?! no)|911|me estoy muriendo(?! de)|siento que me (?:muero
            |voy a morir)(?! de)|creo que me (?:muero|voy a morir)(?! de)|no (?:despierta|reacciona
            |responde)(?= *(?:$|[.,]| y| mi| ayud))|inconsciente|(?:esta|se puso|labios) (?:morad[oa]s?
            |azul(?:es)?)(?= *(?:$|[.,]| y| mi))|me desmaye (?:dos|tres|varias|otra|\d) ve|sobredosis
            |me pase (?:de la dosis|con la (?:heroina|chiva|droga))|(?:me )?(?:meti|tome|use
            |inyecte) demasiad[oa]""",
    ),
)

IMMINENT = (
    rule(
        "crisis.about_to_use",
        r"""
            (?:talk|call|stop|help|save) me(?: \w+)? (?:out of|before|from) (?:i )?(?:using|use|relapsing
            |relapse|getting high|shooting up)(?: .*)?""",
        r"""
            (?:about|going|fixing|fixin|ready) to (?:use|relapse|shoot up|shoot|get high|pick up
            |do (?:some )?<opioid>|cop|score|go get (?:high|<opioid>)|buy (?:some )?<opioid>)(?: (?:again
            |right now|now|tonight|some|dope|a bag|heroin))?(?= *(?:$|[.,?]| (?:someone|please|call|help|if
            |right|i need|and|can|so|unless|need)))""",
        r"will (?:use|relapse|get high|shoot up|pick up)(?: (?:again|tonight|today))? (?:if|unless)",
        r"""
            (?:needle|syringe|rig|dope|heroin|fent|fentanyl|bag|baggie|<opioid>) <gap>(?:in my hand
            |in front of me|right here|in my (?:pocket|lap)|loaded|ready|on the (?:table|counter)|next to me)
            |(?:holding|have|got) (?:a|the|my|some) (?:needle|rig|syringe|baggie|bag of <opioid>|bag)(?: (?:in
            |of|right)<gap6>)?(?= *(?:$|[.,]| (?:in|right|and|help|call)))|(?:dealer|plug
            |dboy) (?:is )?(?:on (?:his|her|the) way|outside|here|coming|pulling up)|(?:at|outside|meeting
            |calling|called|texted|sitting at|driving to|on my way to) (?:my |the )?(?:dealers?
            |plugs?)(?: (?:house|place|now))?""",
        r"""
            (?:someone|somebody|please|pls|need (?:someone|somebody)|need you) (?:please )?(?:to )?(?:call
            |help) me (?:before i|or i (?:will|am)|right now|now please|i am (?:about|going) to)|(?:before i
            |or i (?:will|am going to|might)) (?:use|relapse|do something|shoot up|get high)
            |help me (?:please )?i am (?:about|going|scared|losing)""",
        unless=(
            r"""
            about to use (?:the|my|it|that|this)""",
            r"""
            (?:use|get) (?:the|my) (?:bathroom|restroom|phone|app|car)""",
        ),
    ),
    rule(
        "crisis.about_to_use_es",
        r"""
            (?:estoy|ando) (?:a punto|por|apunto) (?:de )?(?:usar|consumir|recaer|meterme|inyectarme|picarme
            |drogarme|comprar|caer)|voy a (?:recaer|consumir|inyectarme|picarme|drogarme|meterme
            |caer otra vez)(?= *(?:$|[.,]| (?:si|ayud|llam|por|ahorita|algo|otra|chiva|heroina|necesito)))
            |(?:jeringa|aguja|dosis|chiva|heroina|bolsita|globo) (?:aqui |ya )?(?:en la mano|enfrente|lista
            |cargada|conmigo|en la bolsa|aqui)|(?:llamen|llame|llamenme|llameme|marquenme|hablenme|ayudenme
            |marqueme) <gap>(?:antes|por favor ya|porque voy|estoy a punto)|ayudenme por favor|(?:dealer|conecta
            |tirador) (?:ya )?(?:viene|esta afuera|esta aqui)""",
    ),
)


def find_crisis(text: str) -> tuple[Finding, bool] | None:
    """The crisis in a normalised text and whether it is bodily (then also a side effect), or None."""
    cleared = _CLEAR.shape.sub("idiom", text)
    for rules, bodily in ((SELF_HARM, False), (BODILY, True), (IMMINENT, False)):
        hit = first(rules, cleared)
        if hit is not None:
            return Finding(hit[0], hit[1], Intent.CRISIS, safety=True), bodily and "overdose" not in hit[0]
    return None


_CLEAR = rule("crisis.humour", *HUMOUR)


_OF_ANOTHER = compiled(
    r"""
        (?:my )?(?:he|she|they|him|her|boyfriend|girlfriend|friend|husband|wife|brother|sister|son|daughter
        |roommate|bf|gf|mom|dad|novi[oa]|amig[oa]|espos[oa]|herman[oa]|hij[oa])"""
)


def is_of_another(text: str) -> bool:
    """Is another person in danger?"""
    return _OF_ANOTHER.search(text) is not None
