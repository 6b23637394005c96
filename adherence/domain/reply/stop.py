"""Finds opt-outs and opt-ins: the carriers' bare keywords, and sentences that ask for the texts to end or begin."""

from __future__ import annotations

import re

from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.patterns import compiled, first, rule
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.stop_words import START_SQUEEZED, STOP_SQUEEZED, squeezed_letters

_EMOJI = re.compile(r"emoji_\w+|[.,?!]")
_STOP_WORD = r"(?:stop(?:all)?|unsubscribe|cancel|end|quit|revoke|opt ?out|alto|parar|baja|cancelar)"
_NOT_NOW = r"""
    (?:please|pls|now|already|thanks|thank you|por favor|ya|gracias|immediately|me|us|sir|maam|it|this|all|dude
    |bro|for real|right now|fully|this now|forever|today|and|just|ok|stop|i said|i want to)"""
_KEYWORD_AND_COURTESY = compiled(rf"(?:{_NOT_NOW} |, |\. )*{_STOP_WORD}(?: {_NOT_NOW}| ,| \.| {_STOP_WORD})*")
_VERB = r"""
    (?:stop|quit|cease|end|cancel|discontinue|no more|enough|turn off|shut off|halt|knock off|cut out|disable
    |suspend|kill|switch off|lay off)"""
_SENDING = r"""
    (?:texting|messaging|contacting|bothering|bugging|spamming|harassing|annoying|pestering|sending
    |blowing (?:me|my phone)(?: up)?|hitting me up|reminding|asking|pinging|nagging|alerting|notifying|hounding
    |writing|calling|telling me)"""

_SENTENCES = (
    rule(
        "stop.sentence",
        r"<start>(?:please )?no more(?: please)?<end>",
        r"""
            (?:do not|dont|no longer) want to (?:get|receive|see|read|have) (?:these|this|them|those|your
            |it)(?: (?:anymore|any more|things|from you|stuff))*<end>""",
        r"lose (?:this|my) (?:number|contact)",
        r"(?:want|get me|take me|put me) off (?:of )?(?:this|the|your|that) (?:list|thing|program|system)",
        rf"""
            {_VERB} (?:with |all |getting |receiving |sending |with all |doing |w |to )*(?:me |us |of )?(?:the[ ]
            |these |this |those |your |my |any |all |me |daily |stupid |damn |fucking |dumb |automated[ ]
            |automatic |annoying |so many |this many |with |of |them |freaking )*(?:<texts>|subscription|spam
            |service|program)(?! (?:at|to me at|so early|after|before|until))""",
        rf"""
            {_VERB} (?:fucking |constantly |always |all this |the |all the |with the )?{_SENDING}(?: (?:me
            |my phone|this (?:number|phone)|so much|us))?""",
        r"""
            (?:do not|never) (?:ever )?(?:text|message|contact|send|write|bother|call or text|msg|hit
            |reach out to|remind)(?: to)? (?:me|this (?:number|phone)|us|my phone|any|anything|these|anymore
            |nothing)(?! (?:at|before|until|while|during|when|on|so early|after) )""",
        r"""
            (?:do not|no longer|did not|dont) (?:want|need|wish|care|sign up|agree|ask|consent|would like)(?: to
            | for)?(?: (?:get|getting|receive|receiving|have|be getting|see|you|be))*(?: (?:your|these|the|any
            |this|those|more|no more|anymore|all|of|to|daily|stupid))* (?:<texts>|texted|messaged|contacted
            |texting me|bothered|reminded)""",
        r"leave me (?:the (?:fuck|hell|heck|f) )?alone",
        r"""
            (?:get me(?= (?:off|out))|(?:take|remove|delete|drop|erase|scratch|strike|pull) (?:me|my (?:number
            |name|phone|cell|info)|this number|number))(?: (?:off|from|out|off of|out of))?(?: of)?(?= *(?:$
            |[.,]| (?:the|this|your|that|from|off|out|please|now|ur|of) ?))(?! (?:the (?:bed|house|car|store
            |door)))""",
        r"""
            lose my number|unsubscribe<gap>|opt(?:ing)? (?:me )?out|opt out of|want out(?= *(?:$|[.,]
            | of (?:this|these|the (?:texts|program|messages))))|want to (?:unsubscribe|opt out|stop (?:getting
            |receiving|these|the (?:texts|messages|reminders)))|no more (?:of )?(?:these |of these[ ]
            |your )?(?:<texts>|please)(?= *(?:$|[.,]| ))""",
        r"""
            (?:fuck|f|piss|bug|back|buzz) off|go away|get lost|screw off|stop it|stop this|just stop|please stop
            |stop please|stop already|stop now|enough already|stop doing this|make (?:it|this|them|these) stop
            |quit it|knock it off|block(?:ing|ed)? (?:you|this number)|(?:will|going to|gonna) (?:block
            |report) (?:you|this)|report(?:ing)? (?:you|this) (?:as spam|to)|this is harassment|(?:how
            |where) (?:do|can) i (?:stop|cancel|unsubscribe|end|opt out|get off|turn (?:these|this|it|them) off
            |turn off|shut off|make (?:these|this) stop|quit getting|get out of)(?= *(?:$|[.,?]| (?:these|this
            |the|your|getting|from|of|texts|messages|receiving|all|it|out|ur)))|stop (?:signing|enrolling) me
            |(?:i )?(?:revoke|withdraw)(?: my)? (?:consent|permission)|end (?:my )?(?:subscription
            |enrollment in (?:this|the text))|unenroll|un enroll|disenroll|quit (?:the|this) (?:text|texting|sms
            |message|messaging)(?: program| service)?|(?:turn|shut|switch) (?:this|it|them|these)(?: (?:thing
            |things|texts|reminders|bot))? off""",
        r"""
            stop with (?:the|these|this|all)|stop (?:sending|send|texting|text|messaging|message|contacting
            |spamming|bothering|bugging|harassing)(?: .*)?|stop (?:me )?from (?:getting|receiving)|(?:tired
            |sick) of (?:these|your|the|getting|all these|this) (?:<texts>|constant|texting|bot)
            |(?:i am )?done with (?:these|your|the) (?:<texts>)|sto+p (?:txt|text)""",
        unless=(
            r"""
                (?:stop|quit) (?:nagging|bugging|asking|worrying|pestering|annoying|fussing)<any> (?:haha\w*|lol
                |emoji_laugh|emoji_smile|lmao)""",
            r"stop it<gap6> (?:funny|lol|haha\w*|lmao|crazy|emoji_laugh|kidding|blushing)",
            r"hate my life<any> out",
            r"""
                (?:do not|never|please do not|dont|can not|will not|would not|did you|why did(?: you| the| my)?
                |why have|did|have|has|did not|hope you do not|not) (?:ever |you |guys |they |the texts[ ]
                |the reminders |my texts |my reminders )?(?:stop|stopped|quit) (?:texting|sending|the|these
                |messaging|reminding|asking|checking|my)""",
            r"(?:texts|messages|reminders|they) (?:have )?(?:stopped|quit)",
            r"""
                (?:can not|could not|will not|would not|did not|does not|never|do not|hard to|trying to|tryna
                |need to|how do i|how to|help me|want to|wants to|wanna|if i|when i|should i|did) (?:just[ ]
                |really |ever |ever really )?(?:stop|quit) (?:drinking|using|thinking|crying|laughing|shaking
                |throwing|vomiting|puking|smoking|eating|bleeding|sweating|itching|scratching|wanting|craving
                |taking|sneezing|coughing|worrying|it from)""",
            r"go away (?:this|next|for|on|in|to|with)(?! me)",
            r"""
                (?:nausea|headache|cravings?|pain|feeling|rash|it|they|itch\w*|dizziness|symptoms?
                |thoughts?) <gap>(?:go|goes|went|gone|going) away""",
        ),
    ),
    rule(
        "stop.sentence_es",
        r"""
            <start>(?:ya |por favor )*(?:paren|pare|parenle|parale|basta|detente|detenganse|dejenme|callense
            |no mas|ya no mas|cancelar|cancelen)(?: (?:ya|por favor|gracias))*<end>""",
        r"dejar de (?:recibir|mandar\w*|enviar\w*)(?: .*)?",
        r"no (?:me )?vuelvan? a (?:escribir|mandar|enviar|textear|molestar|contactar)\w*(?: .*)?",
        r"""
            (?:ya )?(?:no|ya no|dejen|deje|deja|dejame|dejenme|paren|pare|para|parale|parenle|basta|cancelen
            |cancele|cancela|cancelar|detengan|quiten|quita|terminen|cese|alto a|stop|alto) (?:ya )?(?:me |de[ ]
            |con |los |las |a |sus |tus |estos |esos |mas |recibir |mandarme |enviarme |mandar |enviar |quiero[ ]
            |deseo |quisiera |necesito |me interesan |estar recibiendo |los putos |que me manden |que me envien[ ]
            |que me lleguen |que me esten mandando |tantos |mi |la |mis )*(?:<texts>|suscripcion|servicio|spam
            |mandando mensajes)(?! (?:me|no))""",
        r"""
            (?:ya )?(?:no|dejen|deje|deja|paren|pare|para|ya no|ya no me|no me|que no me|dejenme|dejame|dejen ya
            |deje ya|parale|ya dejen|basta) (?:me |de |nos |ya |a |con |en |estar |estarme |quiero que me[ ]
            |quiero que |que me )*(?:mandarme|enviarme|escribirme|textearme|molestarme|molestar|molestes?
            |molesten|manden?|mandes|envien?|escriban?|escribas?|escribir|mandar|enviar|textee?n?|texteen
            |texteando|mandando|molestando|escribiendo|contacten|contactarme|contactar|busquen|llenarme
            |fastidien?|fastidiar|chinguen|chingar|jodan|joder|mandanme|recordarme|recuerden|texteandome
            |escribiendome|mandandome|mandenme|hablen|hablarme|avisen)(?: (?:mas|nada|ya|por favor|tanto
            |mensajes|a este numero|estos mensajes))?(?= *(?:$|[.,]| ))""",
        r"""
            (?:quiten|quitenme|quiteme|quitame|saquen|saquenme|saqueme|sacame|borren|borrenme|borreme|borrame
            |eliminen|eliminenme|elimineme|eliminame|remuevan|remuevanme|remueva|borre|elimine|quite|saque|borra
            |elimina)(?: (?:me|mi numero|mi nombre|mi telefono|este numero|de|ya|por favor|de la|de su
            |de esta))*(?: (?:lista|numero|registro|sistema|programa|telefono|nombre|base de datos|aqui
            |mensajes))?(?= *(?:$|[.,]| (?:de|por|ya)))(?! (?:el dolor|las ganas))""",
        r"""
            (?:dar(?:me)?|den|denme|deme|dame|darse|quiero(?: la)?|solicito(?: la)?|la) (?:de )?baja(?: .*)?
            |(?:dejen|deje|deja|dejenme|dejeme|dejame|me dejen|me dejan)(?:me)?(?: ya)? (?:en paz|tranquil[oa]
            |sol[oa])|desuscrib\w*|desinscrib\w*|cancelar (?:la )?suscripcion|(?:como
            |donde) (?:le hago para )?(?:cancelo|paro|cancelar|parar|quitar|detengo|me salgo|me doy
            |dejo de recibir|quito)(?: (?:esto|los|estos|de|la|de baja|recibir|mensajes|las))*|ya (?:basta
            |parenle|parale|estuvo de mensajes|dejen)(?= *(?:$|[.,]| (?:de|con|por)))|no me molest\w+
            |no (?:deseo|quiero) (?:recibir|mas) (?:mas |nada )?(?:de )?(?:ustedes|mensajes|esto|nada)?
            |voy a bloquear(?:los)?|(?:voy a |los voy a )(?:bloquear|reportar)|no autorizo|parar mensajes
            |alto (?:por favor|ya|mensajes)""",
        unless=(
            r"no (?:dejen|deje|dejes|paren|pare|vayan a dejar) de (?:mandar|escribir|enviar|recordar|textear)\w*",
            r"""
                (?:por que|porque) (?:ya no|dejaron|no) (?:me )?(?:mandan|escriben|envian|llegan|mandar
                |de mandar|me han)""",
            r"no me (?:han|ha) (?:mandado|llegado|escrito)",
            r"no puedo (?:dejar|parar) de",
            r"para que (?:no )?me",
        ),
    ),
)

_STARTS = (
    rule(
        "start.sentence",
        r"""
            (?:sign|put|add|opt|subscribe|enroll|get|hook|set|turn|bring) (?:me|us|it|them|my number) (?:back
            |up(?! at)|in(?= *$)|on(?= *$| (?:the list|again)))(?: (?:back|up|in|on|again|to|for|the|please|now
            |with))*(?= *(?:$|[.,]| ))(?! (?:bed|my feet|time|at|later|feet))""",
        r"""
            (?:start|resume|restart|begin|continue|turn on|unpause|reactivate|re start|reenable|enable
            |re activate) (?:sending |getting |receiving |me |with |back )*(?:the |my |these |your |those |up[ ]
            |on |me )*(?:<texts>|subscription)(?: .*)?""",
        r"(?:turn|switch|flip) (?:the |my |these |it |them |those )*(?:<texts> )?(?:back )on(?: .*)?",
        r"""
            (?:want|like|need|miss|have) (?:to (?:get|start|receive|have|sign up|opt in|resubscribe|rejoin
            |be back))<gap6>(?:<texts>|again|back|in)(?! (?:pain|trouble))""",
        r"""
            (?:want|like|need|have|get|can i have|can i get) (?:the |my |your |these )+(?:<texts>) (?:back
            |again)(?: .*)?""",
        r"""
            (?:start|begin) (?:texting|messaging|sending|reminding)(?: me)?(?: .*)?|(?:text|remind
            |message) me again(?= *(?:$|[.,]| (?:please|now)))|opt(?:ing)? (?:me )?(?:back )?in
            |re ?subscribe(?: me)?|subscribe(?: me)?(?= *(?:$|[.,]))|un ?stop(?: .*)?|re ?enroll(?: me)?
            |start again|start (?:please|back up|me (?:up|back|again)|it back up|up again|back)|please start
            |sign me up(?: .*)?|undo (?:the |my )?stop|(?:did not|do not|didnt) mean to (?:stop|opt out
            |unsubscribe|text stop|send stop|say stop|hit stop|cancel)(?: .*)?|(?:changed my mind
            |take me back)<any>(?:<texts>|start|back on)|(?:come back|back on the (?:text|list|reminders)
            |rejoin)(?= *(?:$|[.,]))|(?:ok|yes) start(?: me| them)?|i want (?:back )?in(?= *(?:$|[.,]))
            |please (?:resume|restart|reactivate)""",
        unless=(
            r"(?:do not|never|did not) (?:start|subscribe|sign|opt) (?:texting|me|in)",
            r"start (?:the|my|taking) (?:<pill>|shot)",
            r"wake",
        ),
    ),
    rule(
        "start.sentence_es",
        r"""
            (?:activen|activa|active|activar|reactiven|reactivar|reactiva|reactive|reanuden|reanudar|reanude
            |empiecen|empezar|empiece|comiencen|comenzar|inicien|iniciar|prendan|prender|pongan|continuen|sigan
            |regresen|restablezcan|enciendan|renueven|reinicien|reiniciar)(?:me)?(?: (?:otra vez|de nuevo|a|con
            |los|mis|el|las|de|me|nuevamente|por favor|mandarme|mandar|enviarme|enviar|mandando|enviando
            |recibir))* (?:<texts>|servicio|otra vez|de nuevo|mandarme|enviarme)(?: .*)?""",
        r"""
            (?:vuelvan|vuelva|vuelve|volver|vuelvanme|vuelvame|vuelveme) a (?:mandar(?:me)?|enviar(?:me)?
            |escribir(?:me)?|activar|recibir|poner(?:me)?|inscribir(?:me)?|apuntar(?:me)?|textear(?:me)?
            |recordar(?:me)?|mandarlos|meter(?:me)?|agregar(?:me)?|suscribir(?:me)?)(?: .*)?""",
        r"""
            (?:quiero|quisiera|necesito|deseo|puedo|me gustaria)(?: volver a| otra vez| de nuevo
            | seguir)? (?:recibir|recibiendo|volver a recibir|que me (?:manden|envien|escriban|lleguen
            |vuelvan))(?: .*)?""",
        r"""
            (?:quiero|extrano|necesito|mandenme|manden|enviame|mandame|envien|denme|escribanme
            |recuerdenme)(?: otra vez| de nuevo)? (?:mis |los |sus |el |los mismos )?(?:<texts>)(?: (?:otra vez
            |de nuevo|de vuelta|por favor|nuevamente|de regreso))?(?= *(?:$|[.,]))""",
        r"""
            (?:apunten|inscriban|agreguen|metan|registren|apuntame|inscribeme|apunte|inscriba|den|denme
            |suscriban|suscribir|anoten|pongan)(?:me)?(?: de alta| otra vez| de nuevo| a (?:los|la)
            | en la)(?: .*)?|inscribirme(?: .*)?|suscribirme(?: .*)?|darme de alta|dar de alta|(?:empezar
            |comenzar|iniciar|empiecen|reanudar|reactivar|activar|inicio|empieza)(?= *(?:$|[.,]| por favor
            | de nuevo| otra vez))|start por favor|reactivenme|unstop .*|me equivoque .* (?:stop|alto|baja)
            |no quise (?:poner|mandar|escribir) (?:stop|alto|baja)|mandenme mensajes(?: .*)?""",
        unless=(
            r"no quiero (?:recibir|que me)",
            r"ya no",
            r"(?:empezar|iniciar|comenzar) (?:la|las|con la) (?:<pill>)",
            r"(?:cuando|como) (?:empiezo|empezar)",
        ),
    ),
)


def is_stop_keyword(text: str) -> bool:
    """Is the text the bare opt-out keyword, in any case, punctuation, spacing or letter runs, with or without emoji?"""
    return _squeezed(normalise(text).text) in STOP_SQUEEZED


def _squeezed(normalised: str) -> str:
    return squeezed_letters(_EMOJI.sub(" ", normalised))


def find_stop(text: str) -> Finding | None:
    """The opt-out in a normalised text: the keyword, or a sentence (then with one confirmation from us)."""
    if _squeezed(text) in STOP_SQUEEZED:
        return Finding("stop.keyword", text, Intent.STOP)
    bare = _EMOJI.sub(" ", text)
    if _KEYWORD_AND_COURTESY.fullmatch(" ".join(bare.split())):
        return Finding("stop.sentence", text, Intent.STOP)
    hit = first(_SENTENCES, text)
    return Finding("stop.sentence", hit[1], Intent.STOP) if hit else None


def find_start(text: str) -> Finding | None:
    """The wish to be texted again in a normalised text."""
    if _squeezed(text) in START_SQUEEZED:
        return Finding("start.keyword", text, Intent.START)
    hit = first(_STARTS, text)
    return Finding("start.sentence", hit[1], Intent.START) if hit else None
