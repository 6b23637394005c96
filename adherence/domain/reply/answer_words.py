"""What people answer about a risky day, about a visit and about being asked later."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled

STAYING_IN = compiled(
    r"""
        (?:chill|lazy|quiet|slow|easy|boring|normal|regular|relaxing) (?:day|night|evening|weekend)(?: .*)?
        |(?:just|only) (?:\w+ )?(?:netflix|laundry|home|work|chilling|resting|sleeping|me|tv|relaxing|a quiet
        |church|bed|movie|with (?:the |my )?(?:kids|family|dog|cat|wife|husband|mom)|family time|couch
        |the couch|the kids)(?: .*)?|(?:100 % )?(?:staying|stay|stayin|chilling|chillin
        |quiet|night in|day in|relaxing) (?:in|home|at home|night|day|evening|weekend)?(?: .*)?
        |0 % chance(?: .*)?|zero chance(?: .*)?|no (?:plans|parties|drinking)(?: .*)?|nothing (?:planned
        |going on|today|tonight|happening|special)(?: .*)?|(?:not|will not be|aint) (?:going|doing
        |seeing)(?: .*)?|safe(?: .*)?|tranquil[oa](?: .*)?|(?:me quedo|voy a estar|estoy|en|puro|puro descanso
        |dia de) (?:en |la )?(?:casa|descansar|dormir|tranquil[oa])(?: .*)?|nada(?: .*)?|low risk|i am good
        |im good|all good|should be (?:fine|ok|good)|i will be (?:fine|ok|good)|plans? (?:got )?cancell?ed"""
)

OTHER_DAY_YES = compiled(
    r"""
        (?:but|pero|though|just|maybe|except|ask me|,)<gap6> (?:yes|si|tomorrow|manana|<weekday>|weekend
        |fin de semana|finde)(?: .*)?|(?:tomorrow|manana|<weekday>)(?: \w+){0,2} (?:yes|si|is|will|maybe
        |for sure|though|might|tengo|hay)(?: .*)?"""
)

ASK_LATER = compiled(
    r"""
        (?:ask|text|try|check|call|remind|hit|message)(?: \w+)? (?:me )?(?:later|back|after|at|again|in|tomorrow
        |tonight|when)(?: .*)?|later|in a (?:bit|minutes?|min|few|sec)|can not (?:answer|talk|text)(?: .*)?
        |(?:ask|try|text|hit|check)(?: \w+)? (?:that|this)? ?(?:later|after|at|around|tonight)(?: .*)?
        |can not (?:right )?now(?: .*)?|swamped(?: .*)?|slammed(?: .*)?|busy(?: .*)?|in a meeting|driving
        |at work(?: .*)?|al rato|luego|ahorita no(?: .*)?|mas tarde|despues
        |give me(?: .*)?|hold on|(?:estoy|ando) <busy>|<busy>|pregunt\w+(?: .*)? (?:luego|despues|mas tarde
        |al rato|en)"""
)

COMING = compiled(
    r"""
        (?:i )?(?:will|going to|gonna) be (?:there|right there|in|on time|coming)(?: .*)?|see (?:you|u
        |ya)(?: .*)?|be there(?: .*)?|on my way(?: .*)?|(?:coming|heading (?:over|there|in))(?: .*)?|confirm\w*
        |c|sounds good(?: .*)?|works(?: for me)?(?: .*)?|perfect(?: .*)?|ok(?: .*)?|great(?: .*)?|got it(?: .*)?
        |i can make it(?: .*)?|(?:running|gonna be|going to be|will be|be|like|might be|am) (?:a )?(?:little[ ]
        |few |bit |like |\d+ |about |5 |10 |minutes |min |couple )*late(?: .*)?|(?:stuck in|in) traffic(?: .*)?
        |almost there(?: .*)?|(?:on the|on my) (?:way|bus|train)(?: .*)?|(?:stuck|caught) (?:behind|at
        |in)(?: .*)?|(?:parking|outside|here|in the (?:lobby|waiting room|parking lot)|pulling up
        |i am here|just got here)(?: .*)?|cool(?: .*)?|alright|good(?: .*)?|looking forward(?: .*)?|will do
        |nos vemos(?: .*)?|ahi (?:estare|voy|llego|nos|estoy|andare)(?: .*)?|alla (?:estare|voy|nos
        |llego)(?: .*)?|(?:si )?(?:voy|estare|llego|ire|confirmo|confirmad[oa]|asisto|asistire|ahi
        |cuenten conmigo|puedo|perfecto|de acuerdo|esta bien|ok|sale|va|listo|claro|ya voy|voy en camino
        |voy para alla|ya llegue|estoy (?:afuera|aqui|llegando)|sin falta|me parece bien|bueno)(?: .*)?
        |planning on it|wouldnt miss it|i would not miss it|remembered|count (?:me in|on it)|that works(?: .*)?
        |thank you see you(?: .*)?|idiom(?: .*)?|emoji_yes(?: .*)?"""
)

REFUSES_SHOT = compiled(
    r"""
        (?:do not|no longer|not|refuse|never|dont|ya no|no)(?: \w+){0,3} (?:want|getting|get|taking|need|doing
        |take|like|quiero|necesito|me voy a poner|pienso ponerme|me la voy a poner|voy a ponerme|me quiero poner
        |interested in|do|deseo)(?: \w+){0,2} ?(?:<shot>|shots|inyecciones|it anymore|esa cosa|ponermela
        |them anymore|las inyecciones)(?: .*)?|(?:done|through|finished|stopping|quit) (?:with )?(?:the[ ]
        |my )?(?:shots?|injections?|vivitrol)(?: .*)?|no more (?:shots?|injections?|vivitrol)(?: .*)?
        |decided (?:not to|against)(?: .*)?(?:shot|injection)(?: .*)?|no mas inyecciones
        |voy a dejar (?:la inyeccion|las inyecciones)(?: .*)?"""
)

COMING_ANYWHERE = compiled(
    r"""
        (?:\d+|few|little|bit|min|mins|minutes) late|running (?:late|behind)|on the way|be late|alli estare|estare alli
        |(?:will be|be|i will|see you|estare|nos vemos|voy a estar) (?:there|then|here|ahi|alla|in|on time
        |entonces|monday|tuesday|wednesday|thursday|friday|tomorrow|manana)"""
)

# "No he tomado en un mes", "3 meses sin tomar": of drinking, not of the medicine.
SOBER = compiled(
    r"""
        no (?:voy a|quiero|pienso) tomar(?= *(?:$|[.,]| (?:alcohol|nada|cerveza)))|
        (?:sin|no he|no) (?:tomar|tomado|tome|beber|bebido|bebi|consumir|consumido)(?= *(?:$|[.,]| (?:en|nada
        |desde hace|alcohol|ni una|ni|emoji_\w+|gracias a dios|y)))(?! *$)|(?:dias?|mes|meses|semanas?
        |anos?) sin (?:tomar|beber|consumir|usar)(?! (?:la|mi|las|el|pastilla|medicina))(?: .*)?"""
)

LIKELY = compiled(
    r"""
        (?:yeah |well |um )?(?:most likely|more than likely|very likely|likely|unfortunately|sadly|i think so
        |think so|it is|it will be|it might be|it could be
        |looks like it|probably so|probably|afraid so|i am afraid so|creo que si|me temo que si|lamentablemente
        |desgraciadamente|sure is|kinda|kind of|a little|a bit)(?: (?:so|yes|yeah|today|tonight|hoy))*"""
)

BARE_SCORE = compiled(
    r"""
        (?:like|about|maybe|around|probably|como|un|mas o menos) (?:an? |un |a solid )*(?:\d+
        |<score_word>)(?: (?:today|tonight|hoy|right now|now|ahorita|i guess|or so|maybe))*"""
)

# "Ya se", "si me la tomara", "did you get it": they only begin like a yes.
NOT_A_YES = compiled(
    r"""
        ya (?:tome (?:agua|cafe|te|jugo)|se|te|les|le|quiero|quisiera|que|es|era|mismo|para|entendi|vi|recibi
        |estuvo|mejor)(?: .*)?|si (?:me )?(?:la|lo) tom(?:ara|aba|o)(?: .*)?|did (?:i|you|u)(?: .*)?"""
)

NOT_YET = compiled(
    r"""
        not (?:yet|now|ready|so fast|quite|this week|tomorrow)|un ?ready|wait|later|hold on|another (?:week|few|day)
        |(?:stay|staying|keep|remain)(?: .*)?|todavia no|aun no|ahora no|por ahora(?: no)?|mejor no|mas adelante
        |despues|luego|otr[oa] (?:semana|dia)|esper\w+|no list[oa]|no estoy list[oa]|asi (?:estoy|me quedo)"""
)

READY = compiled(
    r"""
        (?:(?:1|yes|yeah|si) (?:, )?)?(?:(?:i am|i feel|estoy|me siento|ya estoy) )?(?:ready|all set|list[oa])
        |(?:1|yes|si) (?:, )?(?:de acuerdo|i am|please|lo estoy|por favor)|go ahead|let us (?:go|do it)|i agree
        |de acuerdo|adelante|esta bien|vamos"""
)

YES_FIRST = compiled(r"(?:yes|yeah|yep|si|done|taken|took it|hecho) \.(?: .*)?")
PUT_OFF = compiled(
    r"""
        (?:can not (?:right |talk |answer )?(?:now|this)|swamped|slammed|busy|not now|ask me|try me|later
        |ahorita no|no puedo ahorita)(?: .*)?"""
)
