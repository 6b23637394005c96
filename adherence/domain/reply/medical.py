"""Finds questions about the medicine or the body, and quantities other than planned."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, finding, rule
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.visit import clashes, find_reschedule, visit_is_meant

_MEDICAL = (
    rule(
        "medical.quantity",
        r"""
            (?:took|taken|take|taking|had|did|swallowed|popped|accidentally took|double
            |doubled) (?:\w+ ){0,3}?(?:two|2|three|3|double|4|four|an extra|extra|twice|another one|one too many
            |a double)(?: (?:of them|of my <pill>|<pill>|naltrexone|doses?|by (?:accident|mistake)|at once|today
            |this morning|tonight|instead|one|in one day|at the same time|times|accidentally|oops|together
            |on accident|because|extra))*(?= *(?:$|[.,?]| (?:by|is|because|today|thinking|on|should|now|am|oops
            |so|and|instead|at|this|will|to|to make|accident|cause|will i|is that|was|since
            |of)))(?<!at two)(?<!at 2)(?<!at 3)(?<!at three)(?<!took 4)(?<!around 2)(?<!at 4)(?<!at[ ]
            four)(?<!had 2)(?<!had 3)(?<!had 4)(?<!had two)(?<!had three)(?<!had four)(?<!had another[ ]
            one)(?<!did 2)(?<!did 3)(?<!did two)(?<!did three)(?<!about 2)(?<!day 2)(?<!day 3)(?<!like 2)(?<!at[ ]
            like 2)""",
        r"""
            (?:took|taken|had) (?:one|it|mine|my <pill>|a pill)(?: \w+){0,6} (?:and|then|and then
            |plus)(?: \w+){0,4} (?:another(?: one)?|again|a second(?: one)?|one more)(?: .*)?|double(?:d)? (?:dose
            |dosed|up|my)(?: .*)?|(?:took|taken|had) (?:it|them|one|mine|my (?:<pill>)|the <pill>) (?:twice
            |two times|2 times|again)(?: .*)?|two (?:pills|today) (?:by|on) (?:accident|mistake)|(?:took
            |take) (?:a |an )?(?:extra|second|wrong|other)(?: .*)?|(?:me )?(?:tome|tomé|trague) (?:dos|2|doble
            |tres|3|dos veces|otra|de mas|la doble|el doble|una de mas)(?: (?:pastillas?|dosis|veces|hoy|por
            |sin querer|al mismo|juntas|de|la|las|la pastilla))*(?= *(?:$|[.,?]| (?:por|sin|pasa|es|hoy|accidente
            |juntas|para|porque|y|de)))(?! (?:cervezas|copas|tragos|cheves|vinos))|(?:la|las|me la
            |me las) tome (?:dos veces|doble|2 veces)|doble dosis|dosis doble|por error tome(?: .*)?""",
    ),
    rule(
        "medical.partial",
        r"""
            (?:took|take|taken|taking|had|did|only|split|bit|cut|just|swallowed|broke|tomo|tome|nomas|solo
            |me tome|la|half|parti) (?:\w+ ){0,3}?(?:half|a half|a quarter|a third|a piece|part of|half of|1/2
            |1 / 2|a little piece|a bite|la mitad|mitad|media|medio|un pedazo|un pedacito
            |un cuarto)(?: (?:of (?:it|one|a|the|my|them)|<pill>|it|one|tab|de|la|una|pastilla|dose|dosis|today
            |nomas|tableta))*(?! (?:an )?(?:hour|hora|hr|way|day|of the day|asleep|hours|botella|cerveza|time
            |botellita|dia|noche|ago)| of the (?:bottle|beer))|half (?:a |of a |my |of my |the |of the[ ]
            |of )?(?:<pill>|dose|tab|one|it)|media (?:pastilla|tableta|dosis)|la mitad|mitad de la (?:pastilla
            |dosis)|(?:only|just) (?:\d+ )?(?:25|12\.5|30|10) mg""",
    ),
    rule(
        "medical.condition",
        r"""
            (?:i am|am|im|might be|may be|think i am|could be|got|just found out|found out i am|test (?:says
            |said)|be|getting|get|if i get|if i am) (?:like |about |now |also |currently )?(?:pregnant|preggers
            |expecting|breast ?feeding|nursing)(?: .*)?|pregnan\w+|breast ?feed\w*|trying to (?:get pregnant
            |conceive|have a baby)(?: .*)?|(?:having|have|scheduled|going|getting|need|for|my|before|after|a|the
            |got) (?:\w+ ){0,4}?(?:surgery|operation|colonoscopy|procedure|anesthesia|root canal|wisdom teeth
            |c section|tooth pulled|teeth pulled|dental work|extraction|biopsy|mri|endoscopy|teeth out
            |tooth out)(?: .*)?|surgery(?: .*)?|embarazada|embarazo|(?:estoy )?(?:amamantando|lactando)
            |dando pecho|dandole pecho|doy pecho|lactancia|(?:me van a|van a|me) (?:operar|operan
            |hacer una cirugia|sacar una muela|anestesiar)(?: .*)?|(?:cirugia|operacion|anestesia
            |colonoscopia)(?: .*)?|missed my period|no me baja(?! (?:de|la))|no me ha bajado|(?:they |doctor[ ]
            |dentist |he |she |er )+(?:want|wants|wanted|is going|are going|prescribed|gave|put|says?|said|told
            |recommended|started|offered|recommends)(?: \w+){0,6} <opioid>(?: .*)?|me (?:recetaron|receto
            |quieren dar|van a dar|quiere recetar|dieron|ofrecieron|mandaron)(?: \w+){0,4} (?:<opioid>
            |antibiotico\w*|pastillas para|otra medicina|medicamento)(?: .*)?|(?:doctor|dentist|pcp|psychiatrist
            |urgent care|they|er|hospital|new doctor) (?:just |has |also |wants to )*(?:prescribed|put|started
            |gave|switch|start|give|put)(?: \w+){0,4} (?:antibiotics?|antidepressants?|lexapro|zoloft|prozac
            |gabapentin|trazodone|steroids?|prednisone|new (?:med|meds|medicine|pill)|blood pressure|ibuprofen
            |tylenol|amoxicillin|wellbutrin|hydroxyzine|ambien|medicine|medication|cough (?:syrup
            |medicine))(?: .*)?|new (?:med|meds|medication|prescription from)(?: .*)?|started (?:on[ ]
            |taking )?(?:antibiotics|lexapro|zoloft|prozac|antidepressants?|a new (?:med|medication))(?: .*)?""",
    ),
    rule(
        "medical.ask",
        r"""
            (?:can|could|should|may) (?:i|you|we) (?:cut|split|crush|chew|break|halve|take|swallow|skip|stop
            |double)(?: .*)?|(?:will|would|can|could|does|do) (?:this|it|that|naltrexone|the (?:pill|shot
            |medicine)|these) (?:\w+ ){0,2}?(?:hurt|damage|harm|affect|cause|ruin|mess up|make me|give me
            |help)(?: .*)?|(?:esto|la pastilla|la inyeccion|la medicina) (?:\w+ ){0,1}?(?:dana|afecta|causa
            |provoca|engorda|perjudica|da)(?: .*)?(?= *[?]|$)|es normal(?: .*)?|(?:can|could|may|should|shall|do
            |am|would) (?:i|we|you guys think i|someone)(?: (?:still|also|just|safely|even|ever|keep|keep on|stop
            |start|be|skip|get|go|need to|have to|supposed to|able to|allowed to|quit|really))* ?(?:take|taking
            |took|drink|drinking|have|mix|mixing|double|skip|stop|stopping|quit|eat|smoke|use|combine|start
            |restart|switch|cut|split|crush|chew|drive|miss|continue|lower|raise|increase|wait|swallow|need
            |crushing|break|exercise|work out|lift|fast|vape)(?: .*)?|(?:ok|okay|safe|alright|fine|bad|allowed
            |cool|dangerous|normal|possible|too late|too early|too soon) (?:to|if|for|when) (?:\w+ ){0,4}?(?:take
            |taking|took|drink|drinking|have|mix|mixing|double|skip|stop|stopping|quit|eat|smoke|use|combine|start
            |restart|switch|cut|split|crush|chew|drive|miss|continue|swallow|feel|throw|be tired)(?: .*)?""",
        r"""
            (?:what (?:if|happens|happen|would happen|will happen|should i do|do i do|can i do|now|about if
            |to do|can i take|time should|is the best|dose|are the|does naltrexone|does it do|do i take
            |painkiller|pain|can i|kind|else|foods?|meds)|how (?:long|much|many|soon|often|late|do i (?:take
            |know|get off|stop|start|wean)|does (?:it|this|the)|bad|will|safe|should i take|come)|when (?:do|can
            |should|will|does|is|am) (?:i|it|the|this|my)(?! (?:next|appointment|shot|visit))|why (?:does|do|is
            |am|did|are) (?:it|this|the|i|my)|which (?:pill|med|one|dose))(?: (?!appointment)\w+)*(?: .*)?""",
        r"""
            (?<!that )(?<!it )(?<!this )(?<!they )(?<!there )(?<!which )(?<!these )(?:does|do|will|would|is|are
            |can|could|should|shouldnt) (?:it|this|that|the|these|naltrexone|they|my|vivitrol|there|a|alcohol
            |weed|drinking|any|<pill>|<shot>|me|grapefruit|coffee|caffeine|nyquil|tylenol|ibuprofen|advil|cbd
            |kratom|one|missing|<opioid>|liver|food)(?: \w+){0,5} ?(?:work|safe|interact|mix|affect|hurt|cause
            |make|help|stay|wear|last|bad|ok|okay|dangerous|kick|normal|show|harm|kill|mess|addictive|counteract
            |block|cancel|damage|count|expire|contain|matter|stop|fade|effect|common|side|permanent|generic
            |too much|supposed|need|enough|with|go away|still)(?: .*)?""",
        r"""
            (?:when|how long|how soon|how fast|how quick) (?:does|will|do|until|before|till|is|can) (?:it|this
            |the (?:shot|pill|medicine
            |injection|effect)|these|naltrexone|vivitrol|my (?:shot|pill))(?: \w+){0,2} (?:wear|kick|last|stay
            |work|start|stop|take
            |be in|leave|get out)(?: .*)?|(?:will|does|can|could|would|do) (?:this|it|the (?:medicine|pill|shot
            |drug|meds)|my (?:meds|pill|medicine)
            |naltrexone|vivitrol|these)(?: \w+){0,3} (?:get|go|pass|show up|end up|come out) (?:in|into|through
            |on|to)(?: .*)?
            |nursing (?:a|my|the) (?:newborn|baby|son|daughter|infant)(?: .*)?|breast ?milk(?: .*)?""",
        r"""
            (?:is|was) (?:that|this|it) (?:ok|okay|bad|normal|safe|dangerous|alright|fine|a problem|too much
            |an issue|serious|cool|weird)(?: (?:to|if|with|or|for|that))?(?: .*)?|(?:ok|okay|safe|fine|bad
            |alright|cool|dangerous) (?:with|to|if|while|for|on|during|taking) (?:the |my |this |it |i |mix[ ]
            |take |taking |drink |naltrexone |vivitrol |pregnancy |being )*(?:shot|pill|pills|naltrexone
            |vivitrol|take|this|meds|med|i|drink|skip|stop|alcohol|mix|taking|medicine)?(?: .*)?(?= *\?| *$)
            |(?:interact|interaction|interactions|interfere|overdo it|half life|wean off|taper
            |withdrawals if)(?: .*)?|should (?:i|we)(?: .*)?|do i (?:still |need|have|take|just|keep|skip|get
            |double|stop|wait|restart|start|make|eat|tell|resume|continue)(?: .*)?|am i (?:supposed|allowed|ok
            |going to|safe|able|gonna|still)(?: .*)?|can i(?! (?:get back|call you|come|get a|talk|speak
            |reschedule|have a minute|text|change|be seen|do (?:it|this) later|get my (?:refill
            |prescription)))(?: .*)?|is (?:naltrexone|vivitrol|it|this)(?: .*)? (?:safe|ok|addictive|an opioid
            |a narcotic|addicting|bad|normal)(?: .*)?|question (?:about|for|on)(?: .*)?|(?:too late|too early
            |too soon) to (?:take|start|do)(?: .*)?|(?:take|taking|drink|drinking|mix|mixing
            |have) (?:\w+ ){0,4}(?:with (?:this|it|the|my|naltrexone|these)|on (?:this|it|naltrexone|vivitrol)
            |while on (?:this|it))(?: \w+)* \?""",
        unless=(
            r"""
                (?:how|when|where|who|what) (?:do|can|should|did|is|are) (?:i |you )(?:cancel|unsubscribe
                |contact|reach|texting|change|get my number|reply|answer|respond)""",
            r"(?:should i|can i|do i) (?:call|text|come|reschedule|reply|respond|answer|type|bring)",
            r"(?:does|is|was) it (?:count|ok) if i (?:forgot|said)",
            r"(?:can|could|will|would) you (?:text|remind|call|send|stop|change|move|mark|ask|check)",
            r"how (?:are you|is it going|is your day|are things|do you do)",
            r"what is (?:up|good|new|going on)(?: .*)?$",
            r"(?:when|what time|where) (?:is|are) (?:my|the|our) (?:next )?(?:appointment|shot|visit)",
        ),
    ),
    rule(
        "medical.ask_es",
        r"""
            (?:puedo|podria|debo|deberia|se puede|se vale|es seguro|es malo|es bueno|es peligroso|hay problema
            |hay bronca|pasa algo|me hace dano|me afecta|afecta|esta bien|tiene algo|hace dano|que pasa
            |tengo que|es normal|no pasa nada|puede uno|sera malo|hay riesgo|me la puedo|la puedo|las puedo
            |lo puedo|le puedo|es necesario|conviene|sirve|interfiere|es cierto que|sera que
            |es posible)(?: (?:si|que|de|yo|me|la|lo|las|seguir|dejar de|volver a|con|por|en|con el|al|tambien
            |aun|todavia|ya|un|una|se|hacer))* ?(?:tomar\w*|tomo|tome|tomando|mezclar\w*|beber|bebo|dejar\w*
            |dejo|doblar|doble|dar pecho|fumar|fumo|partir\w*|olvid\w*|comer|manejar|salto|saltar\w*|combinar\w*
            |alcohol|parar|suspender\w*|tener|usar|seguir|hacer ejercicio|empezar\w*|ponerme|inyectar\w*|dos|la
            |pastilla|inyeccion|cerveza|hoy|embaraz\w*|vacuna\w*|aguant\w*|masticar\w*|duplicar\w*
            |esperar\w*)(?: .*)?""",
        r"""
            (?:que (?:hago|debo hacer|pasa si|pasaria|puedo tomar|medicina|efectos|me puedo|pastilla|procede
            |es bueno|sucede|dosis)|cuanto (?:tiempo|dura|tarda|debo|falta)|cuanta|cuantas|a que hora (?:debo
            |es mejor|me la|la tengo|tengo que tomar)|como (?:debo|la tomo|se toma|me la tomo|tengo que|se que)
            |por que (?:me|la|siento|no|tengo|se)|cuando (?:puedo|debo|empiezo|empieza|tengo que|se me quita
            |deja|hace efecto|la))(?: .*)?(?= *(?:$|[?.,]))""",
        r"""
            (?:se|me la|la) (?:toma|tomo|puede tomar) (?:con|sin|antes|despues|en|junto)(?: .*)? \?
            |(?:ya )?(?:es|sera|era) (?:muy |demasiado )?tarde para (?:tomar\w*|la pastilla|inyectar\w*)(?: .*)?
            |(?:la presion|el azucar|el higado|los rinones|el corazon)(?: \w+){0,6} (?:por|con) (?:la|el|esta|mi)
            (?:pastilla|medicina|inyeccion)(?: .*)? \?""",
        r"""
            (?:pasa algo|hay problema|es malo|hace dano|me hace dano|esta bien|es normal|afecta|me hara dano
            |no pasa nada|hay bronca|es peligroso|esta mal)(?: .*)?(?= *\?| *$)|(?:la|lo|las) (?:dejo|suspendo
            |tomo|puedo tomar|sigo tomando|paro|parto|me tomo|debo dejar|tengo que dejar|vuelvo a tomar|tomo con
            |tengo que tomar)(?: \w+){0,5} \?|si (?:tomo|bebo|me tomo|fumo|olvido|dejo|mezclo|me salto
            |estoy embarazada|me la tomo|no la tomo|la tomo|la mezclo|la dejo)(?: \w+){0,8} (?:pasa|\?|que|hay
            |me|hace|afecta)(?: .*)?|interactua|interaccion|contraindica\w+|efectos secundarios \?
            |(?:una )?pregunta(?: .*)?|tengo una duda(?: .*)?|duda(?: .*)?""",
        unless=(
            r"(?:puedo|podria|podemos|se puede) (?:ir|venir|cambiar|llegar|mover|reagendar|pasar|cancelar)",
            r"no (?:puedo|debo) (?:tomar|dejar)",
            r"(?:como|cuando|donde) (?:puedo|le hago para) (?:hablar|cancelar|cambiar|dejar de recibir)",
            r"no (?:la )?(?:puedo|tengo que)",
        ),
    ),
)
_SYMPTOM_ASKED = compiled(
    r"""
        (?:does|do|can|could|will|would|is|are|should|what|how|what if|cuales|que|puede|da
        |what about)(?: \w+){0,5} (?:cause|causes|help with|give|take (?:\w+ )?for|with|for|side effects
        |interact|make|normal to|common|if i|when i stop|para|causa|efectos secundarios|have a|get)(?: .*)?"""
)


_TOLD_OFF = compiled(
    r"""
        (?:said|told me|wants me|advised me|asked me) (?:to|not to) (?:stop|quit|hold|pause|skip|take)|(?:dijo
        |dijeron|pidio|recomendo) que (?:ya )?(?:no )?(?:la |lo |me la )?(?:parara|dejara|suspendiera|tomara
        |pausara)"""
)


def is_told_off(text: str) -> bool:
    """Does the text tell, without a question, that somebody said to stop the medicine for a while?"""
    return "?" not in text and _TOLD_OFF.search(text) is not None


def find_medical_question(text: str) -> Finding | None:
    """A question about the medicine or the body, or a quantity other than planned."""
    return finding(_MEDICAL, text, Intent.MEDICAL_QUESTION)


def asks_about_symptom(text: str) -> bool:
    """Is a symptom only asked about ('what can I take for a headache')?"""
    return (
        text.startswith(
            (
                "can ",
                "does ",
                "do ",
                "is ",
                "will ",
                "what ",
                "how ",
                "should ",
                "would ",
                "could ",
                "puedo ",
                "que ",
                "es ",
                "are ",
                "si ",
                "me da",
            )
        )
        and _SYMPTOM_ASKED.match(text) is not None
        and " since " not in text
        and " me " not in text.split("?")[0][-12:]
    )


_IF_UNWELL = compiled(
    r"""
        (?:if|when|while|with|even though|cause|because) (?:i |am |i am |have |a |the |my |got |still )*(?:cold
        |flu|fever|sick|cough|covid|infection|pregnant|used|drank|drunk|hungover|antibiotics?|period)"""
)


def is_about_visit_only(text: str, expecting: str) -> bool:
    """Is the question about when and where to come, not about the body?"""
    moved = visit_is_meant(text, expecting) and find_reschedule(text) is not None and not clashes(text)
    return moved and _IF_UNWELL.search(text) is None
