"""Finds calls for help with the service: who is this, change my settings, where is my visit, somebody call me."""

from __future__ import annotations

from adherence.domain.reply.grammar import Rules, shapes
from adherence.domain.reply.lexicon import read_words
from adherence.domain.reply.patterns import finding, rule
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.visit import names_visit

_HELP = (
    rule(
        "help.who",
        r"""
            (?:help|info|ayuda|informacion|help me|need help|i need help|help please|please help|ayudenme
            |ayudame|information|more info|menu|commands|options|necesito ayuda|ayuda por favor|help me please
            |assistance)(?= *(?:$|[.,?!]| (?:please|por favor|with (?:this|the|my (?:text|remind))|con)))""",
        r"""
            who (?:is|are|the (?:hell|fuck|heck) is|s|dis|am i|this) ?(?:this|dis|you|that|it|u|texting|sending
            |messaging|writing|calling|talking|there|behind)?(?= *(?:$|[.,?]| (?:texting|and|from|again|number
            |guys|people|please|with|sending|messaging|exactly|to|how|what|in)))|who dis|new phone who dis
            |what (?:is|number is|company is|clinic is|the (?:hell|heck|fuck) is|s) (?:this|dis|that
            |these)(?= *(?:$|[.,?]| (?:about|for|number|texts?|thing|from|all|program|number for|messages?
            |service|place|regarding|app|called)))|what (?:are|is) (?:these|this|the) (?:texts?|messages?|number
            |program|service|thing)(?: .*)?|is (?:this|that|it|there) (?:a |an |even |really |actually[ ]
            |some kind of |the |like a )*(?:bot|robot|real|human|person|computer|machine|ai|scam|automated|legit
            |spam|my nurse|clinic|doctors?|real person|actual|someone|anyone|anybody|my doctor|a real)(?: .*)?
            |are you (?:a |an |even |really |actually |my |the |with |from )*(?:bot|robot|real|human|person
            |computer|machine|ai|nurse|doctor|clinic|scam|automated|legit|\w+ office)(?: .*)?|(?:am i
            |do i) (?:talking|talk|texting|speaking) (?:to|with) (?:a|an|who|my|someone)(?: .*)?|(?:how
            |where) (?:did|do|you|have|d) (?:you |u )?(?:get|got|find|have) (?:my|this) (?:number|info|phone
            |name)(?: .*)?|where (?:are you|is this|are these|did this|do these|you)(?: \w+)? ?(?:texting|from
            |coming|located|messaging|at)?(?: .*)?|(?:what|how) (?:does|do|is|can|should) (?:this|these|it|the
            |you|i) (?:\w+ )?(?:do|work|text|reply|use|answer|program|mean|say|respond|type)(?: (?:this|exactly
            |thing|to|here|with|back|for|if|when|the))*(?= *(?:$
            |[.,?]))(?<!how do i do)(?<!do you do)(?<!what can i do)|how (?:do|can) i (?:use|reply to|change
            |update|switch|set|contact|reach|get (?:a hold|ahold|in touch)|talk|speak|call|answer
            |respond)(?: .*)?|what (?:do|should|can) i (?:text|reply|type|say|send|press|answer)(?: .*)?
            |who (?:do|can|should) i (?:call|contact|talk|speak|ask|text)(?: .*)?|which (?:number|button
            |one) (?:do|is|should)(?: .*)?|i do not understand(?: (?:this|these|the|what|how))?(?: .*)?
            |what (?:do you|does this|does that|does the|do these) (?:mean|want)(?: .*)?|como (?:funciona
            |contesto|respondo|le hago para (?:contestar|hablar|cambiar)|cambio|puedo (?:cambiar|hablar
            |contactar)|me comunico|uso)(?: .*)?|no entiendo(?: .*)?|que (?:es|significa|quiere decir
            |son) (?:esto|este|estos|eso|este numero|esta|el)(?: .*)?|para que (?:es|son|sirve) (?:esto|este
            |estos|eso|este numero|el mensaje)(?: .*)?|(?:quien|quienes) (?:es|eres|son|habla|me|manda|escribe
            |chingados|esta|anda|esta escribiendo)(?: (?:usted|ustedes|este|esta|me|manda|mandan|escribe|tu
            |este numero|el que|la que|habla|de|por|los|estos|escribiendo|es))*(?= *(?:$|[.,?]| (?:mensajes
            |textos|eso)))|con quien hablo|de (?:donde|que (?:clinica|parte|empresa|lugar|numero)
            |parte de quien)(?: .*)?|(?:es|eres|esto es|son|hablo con|estoy hablando con|es usted)(?: un| una
            | el| la)? (?:robot|bot|persona|maquina|real|computadora|humano|clinica|doctora|enfermera|estafa
            |de verdad|persona real|spam|fraude)(?: .*)?|(?:como|de donde) (?:consiguieron|tienen|sacaron
            |obtuvieron|consiguio|agarraron)(?: .*)?|por que me (?:mandan|escriben|llegan|estan|llega)(?: .*)?
            |why (?:am i|are you|do i|do you|is this|did i|you)(?: (?:keep|getting|texting|get|asking|sending
            |messaging|receiving))+(?: .*)?""",
        unless=(
            r"quien sabe",
            r"""
                (?:they|it|this|these|texts?|reminders?|really|does|do|that|which) (?:really |do |does[ ]
                |all )?helps?(?: me)?(?= *(?:$|[.,!]))""",
            r"(?:help|helping|helps|helped) (?:me )?(?:sleep|with (?:the )?(?:cravings|drinking|nausea|pain))",
            r"who is (?:this|that) (?:for)$",
        ),
    ),
    rule(
        "help.settings",
        r"""
            (?:chang(?:ed|ing|e)|got|getting|have|has|new|switch(?:ed|ing)?|updat(?:e|ed|ing)|lost my phone
            |different)(?: (?:my|a|to|the|phone|cell|me|i|have|am|got))* (?:new |different )?(?:number
            |phone number|phone|cell|carrier|cell ?phone|address|email|last name|name|zip|zip code
            |language)(?= *(?:$|[.,]| (?:to|is|starting|on|next|soon|please|its|it|\d|number|so|from|tomorrow
            |this|and|for|here)))(?<!get a phone)""",
        r"""
            (?:my |the )?new (?:number|phone|cell|address)(?: (?:is|will|number|its|starting|here))*(?: .*)?
            |(?:text|call|reach|message|use|send (?:these|it|them|texts)) (?:me |it |them )?(?:at |on[ ]
            |to )?(?:my |this |the )?(?:new|other|different|wifes?|husbands?|moms?|work|daughters?
            |sons?) (?:number|phone|cell|one|line)(?: .*)?""",
        r"""
            (?:just |i |we |am |recently |be |was )*(?:moved|moving|relocated|relocating|traveling|travelling
            |flying|visiting|going|staying|here in|am in|deployed|back in|now in)(?: (?:to|in|here|back|over|out
            |for|now|on vacation|a trip))+ ?(?:\w+ ){0,5}(?:time|zone|hours? (?:ahead|behind|later|earlier
            |difference)|am|texts?|coast|reminders?|time is off)(?: .*)?|time ?zones?(?: .*)?|(?:texts?
            |reminders?|times?|messages?) (?:is|are) (?:all )?(?:off|wrong|messed up)(?: .*)?|(?:est|pst|cst|mst
            |pacific|eastern|mountain|central) time(?: .*)?|(?:hours?|hrs?) (?:ahead|behind|off|early)(?= *(?:$
            |[.,]| (?:of|now|can|here|because)))(?! of)|(?:moved|moving|relocated|relocating) to \w+(?: .*)?
            |different time(?: zone)?(?= *(?:$|[.,]| (?:here|zone|now)))""",
        r"""
            (?:can|could|pls|please|would|will|id like|want|need|like|wish|how do i)(?: (?:you|i|to|we|it|u
            |please))*(?: \w+)? ?(?:change|move|switch|set|make|send|text|get|have|adjust|push|remind|message
            |fix|update|put)(?: (?:me|my|the|these|this|it|them|you|your|to|all|out|on))* ?(?:<texts>|time|it
            |reminder time|me|text time|dose time)?(?: \w+)? ?(?:to|at|for|earlier|later|time|be|come
            |in (?:the )?(?:morning|evening|afternoon|spanish|english)|in spanish|en espanol|instead|before
            |after)(?: (?:\d+(?::\d\d)?|earlier|later|night|noon|the (?:morning|evening|afternoon)|bedtime|am|pm
            |a|from now|like|about|mornings|nights|evenings|spanish|english))*(?: (?:from now on|every ?day
            |instead(?: of .*)?|going forward|daily|each day|always|in the future|permanently|from here on))""",
        r"""
            (?:change|move|switch|set|adjust|fix|wrong)(?: \w+){0,3} (?:(?:text|reminder|message|dose|pill|med
            |alert|my) ?(?:time|times|schedule)|time (?:of|for|on|you) (?:my |the |these |you |text )*(?:<texts>
            |text|me)?|(?:reminders?|texts?|messages?|alerts?|notifications?) (?:to|for|from|at|time|later
            |earlier)|language|time zone)(?: .*)?|(?:texts?|reminders?|messages?|these|they)(?: \w+)? (?:come
            |coming|comes|came|arrive|arriving|get here|show up|wake me|woke me|go off|going off|too|are
            |is)(?: \w+){0,3} (?:early|late|\d+ am|at \d+|middle of the night|wrong time|too early|too late
            |twice|double|up|3 times)(?: .*)?|too early(?= *(?:$|[.,]| (?:for|in|to|can|please|text)))|(?:in|en
            |to) (?:spanish|espanol|ingles|english)(?: .*)?|habla espanol|hablan espanol|spanish please
            |do you speak(?: .*)?""",
        r"""
            (?:cambie|cambio|cambiar|voy a cambiar|tengo|nuevo|mi nuevo|cambiaron|estrene)(?: (?:de|mi|el|un
            |otro|me|nuevo|es|ya|a|este))* (?:numero|telefono|cel|celular|chip|domicilio|direccion
            |compania)(?: .*)?|(?:me )?(?:mude|mudo|mudamos|cambie de (?:casa|ciudad|estado)|fui a vivir
            |voy a mudar|voy de viaje|ando de viaje|voy a viajar|estoy de viaje)(?: (?:a|para|en|de))(?: .*)?
            |zona horaria|(?:cambiar|cambien|cambie|pueden (?:mandar|cambiar|enviar)\w*|mandenme|manden|pongan
            |quiero|mandar)(?: \w+){0,5} (?:hora (?:de|del)|horario|mensaje(?:s)? (?:a las|mas|en la)
            |recordatorios? (?:a las|mas|para las|en la))(?: .*)?|(?:los mensajes|el mensaje|los recordatorios
            |mensajes) (?:me )?(?:llegan|llega|estan llegando)(?: .*)?|no me (?:llegan|llego|han llegado
            |estan llegando|mandan)(?: .*)?|en ingles(?= *(?:$|[.,]| por))""",
        unless=(
            r"""
                (?:got|getting|have) (?:a |my )?(?:new )?(?:phone|number)(?: \w+){0,3} (?:last
                |ago) .*(?:do not know|who|wrong)""",
            r"number (?:1|one|two|2)",
            r"""
                (?:text|texts|message|reminder) (?:is|was|are) (?:a (?:bit|little) )?(?:late|too late)(?! (?:at
                |in))(?: .*)?""",
        ),
    ),
    rule(
        "help.contact",
        r"""
            (?:can|could|please|need|want|would like|pls|will|have|get|let|like|tell|id like|may|ask|how do i
            |where do i)(?: (?:you|i|to|someone|somebody|a|the|my|u|nurse|doctor|please|anyone|her|him|dr
            |counselor|case manager|care team|team|therapist|them|get|have|me|just))* (?:call me(?: back)?
            |speak (?:to|with)|talk (?:to|with)|call back|contact me|reach out|get a call|phone me
            |give me a (?:call|ring)|call the (?:office|clinic)|a call ?back|get in touch|get ahold|speak
            |give me a callback|text my (?:wife|husband|mom|dad|sister|brother|son|daughter|sponsor
            |case manager))(?: .*)?|call me(?: back| please| when| asap| later| today| at| now)?(?= *(?:$|[.,]
            | (?:when|at|please|after|before|tomorrow|today)))|(?:office|clinic|phone|contact|nurses?
            |doctors?) (?:number|hours|phone|line)(?: .*)?|what time (?:again|was (?:it|that)|is it)
            |what (?:are|is) (?:the|your|my|ur) (?:hours|number
            |address|phone|phone number|office|location|website|name of)(?: .*)?|(?:what|which) (?:day|time|date
            |building|room|floor|address|office|clinic|location|doctor|suite)(?: \w+){0,2} (?:is|am|was|do|are
            |does|should|s|will|did|u|you)(?: .*)?|(?:when|where|what time|at what time|how long)(?: s| is| are
            | was| do| does| am| will)?(?: (?:i|it|my|the|next|our|this))* (?:appointment|appt|shot|injection
            |visit|clinic|office|vivitrol|location|go|be there|address|come in|park|located|due
            |supposed to (?:be|come|go)|check in|next (?:shot|appointment|one|injection|visit))(?: .*)?
            |remind me (?:when (?:is|my|the)|what (?:time|day)|where)(?: .*)?|where (?:is it|do i|is the|are you
            |at|should i|can i|to)(?: .*)?|(?:do|should|can) i (?:need to )?bring(?: .*)?|(?:is there|where is
            |do you have|any) (?:parking|a bus|transportation|telehealth|zoom)(?: .*)?|(?:what|wats
            |whats) the address(?: .*)?|(?:send|text|give) me the (?:address|time|details|location|info|phone
            |date)(?: .*)?|directions(?: .*)?|confirm (?:the|what|my) (?:time|date|address|day)(?: .*)?
            |(?:a que hora|que hora|que dia|cuando|donde|en donde|cual|cual es|a donde|que direccion
            |cuanto tiempo)(?: (?:es|esta|queda|tengo|era|me toca|son|voy|sera|va|mi|la|el|que|fue|seria|toca
            |hay que|debo))+(?: .*)?|(?:me (?:puede|pueden|podria)n?|pueden|puede|necesito|quiero|quisiera
            |pudieran|podrian|favor de|que me)(?: \w+){0,2} (?:llamar(?:me)?|hablar|marcar(?:me)?|comunicarme
            |hablarle|llame(?:n)?|hable(?:n)?|marque(?:n)?|una llamada|contactar|mandar la (?:direccion|hora
            |ubicacion))(?: .*)?|(?:llamenme|llameme|marquenme|hablenme|marqueme)(?: .*)?|(?:mandenme|me mandan
            |pasame|me pasan|mandame) (?:la |el )?(?:direccion|ubicacion|hora|telefono|numero|domicilio)(?: .*)?""",
    ),
)


_ABOUT_TEXTS = Rules(
    shapes(
        "help.who",
        "<who> ..2 <sender>",
        "<which_service>",
        "what|que ..2 <code_word> ..1 <mean> $",
        "what|que <mean> ..3 <code_word> ..1 <mean>",
        "que significa ..2 <code_word>|esto",
        "what do|does the numbers|codes",
        "do|if i <answer_verb> ..1 <code_word>",
        "what|how|que|como ..3 i|tengo|debo|le ..2 <answer_verb> $",
        "how does|do this|these|it ..1 work $",
        "how do i use this|these $",
        "how does this|it thing|texting|program|service",
        "why did ..3 stop <sending>",
        "<broken> ..3 <texts>",
        "<texts> ..3 <broken>",
        denied=True,
        others=True,
        unless="<goes_on>",
    ),
    shapes(
        "help.settings",
        "<language> $",
        "in|en <language>",
        "<new_number>",
        "<wishes_change> ..6 <texts>|text|these ..6 <resend_time>",
        "<wishes_change> ..6 <texts>|text|these ..3 at|a ..6 instead|en",
        "text me ..4 <resend_time>",
        "<texts> ..4 <for_a_while>",
        denied=True,
        others=True,
        unless="<visit_noun>",
    ),
)
_ABOUT_VISIT = Rules(
    shapes(
        "help.contact",
        "<when_where> ..5 <visit_noun>",
        "<visit_noun> ..3 <when_where> $",
        "where are you|ustedes located",
        "what time do you open|close",
        "<call_staff>",
        others=True,
        unless="<moving_it>|<goes_on>",
    )
)


def find_help(text: str) -> Finding | None:
    """Who is this, how does it work, change my settings, when is my visit, somebody call me."""
    hit = _ABOUT_TEXTS.first(read_words(text)) or _ABOUT_VISIT.first(read_words(text))
    return Finding(hit[0], hit[1], Intent.HELP) if hit else finding(_HELP, text, Intent.HELP)


def asks_about_texts(text: str) -> bool:
    """Is a question about the texts themselves, not about the medicine?"""
    return _ABOUT_TEXTS.first(read_words(text)) is not None


def asks_for_visit_details(text: str, expecting: str) -> bool:
    """Does a question ask for the time or the place of a visit?"""
    finding = find_help(text)
    return finding is not None and finding.rule == "help.contact" and (expecting == "appointment" or names_visit(text))
