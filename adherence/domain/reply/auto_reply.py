"""Finds what a machine wrote: tapbacks, driving modes, out-of-office answers and carriers' notices."""

from __future__ import annotations

import re

from adherence.domain.reply.patterns import compiled, finding, rule
from adherence.domain.reply.reading import Finding, Intent

_AUTO = compiled(
    r"""
        (?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted (?:\S+ )?(?:\S+ )?to|removed (?:a
        |an) \w+ from|me gusto|le gusto|no le gusto|le encanto|le encanta|le dio risa|le hizo gracia|se rio de
        |enfatizo|cuestiono|exclamo|exclamo por|destaco|reacciono (?:\S+ )?(?:\S+ )?(?:a|con|al)|resalto
        |pregunto por|le desagrado|dudo de|puso en duda|quito un \w+ de) (?:an? (?:image|message|attachment
        |photo|movie|video|link|text|audio message|sticker)|una? (?:imagen|mensaje|foto|video|archivo adjunto
        |enlace|audio|sticker))""",
)
_QUOTING = compiled(
    r"""
        (?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{0,30}?to|removed (?:a
        |an) .{0,20}?from|(?:le |no le )?gusto|(?:le )?encanto|le dio risa|se rio de|enfatizo|cuestiono|exclamo
        |destaco|reacciono .{0,30}?(?:a|con|al)|resalto|puso en duda|pregunto por|le hizo gracia)"""
)
_QUOTES = '“”"«»„'
_MACHINE = (
    rule(
        "auto.machine",
        r"""
            (?:am|im) driving(?: with| right now and will| .*(?:do not disturb|focus|auto))<any>(?:focus
            |do not disturb|turned on|auto|will (?:see|get back|reply))(?: .*)?""",
        r"""
            (?:estoy|voy|ando) (?:conduciendo|manejando)<any>(?:no molestar|activad[oa]|te respondo|respondere)(?: .*)?
            |(?:activado|tengo activado|esta activado|en modo)(?: el)? (?:modo )?(?:no molestar|conduccion)(?: .*)?
            |(?:te|le) (?:respondo|respondere|contesto|contestare|llamo|escribo) (?:cuando (?:llegue|pueda
            |termine|salga|regrese)
            |en cuanto (?:llegue|pueda))(?: .*)?
            |(?:do not disturb|focus|driving mode|no molestar|modo (?:de )?conduccion
            |drive mode)<any> (?:turned on|on|activad[oa]|while|mode)(?: .*)?|driving mode
            |with do not disturb .*""",
        r"""
            not receiving notifications .*|notifications (?:silenced|are silenced|off .*urgent)|(?:has
            |have) notifications silenced""",
        r"""
            (?:automatic|automated|auto|autom) ?-? ?(?:reply|response|message|responder|text|respond)(?: .*)?
            |auto ?(?:reply|responder|response)(?: .*)?|autoreply .*|autoreply|respuesta automatica(?: .*)?
            |mensaje automatico(?: .*)?|contestador automatico|auto ?respuesta .*""",
        r"""
            (?:am|is|are|be|currently|now|estoy|me encuentro|estare|estamos) ?(?:currently |now[ ]
            |away and )?(?:out of (?:the )?office|out of office|away from (?:my|the) (?:desk|phone|office)
            |fuera de la oficina|de vacaciones y|fuera de oficina)(?: .*)?|out of office(?: .*)?|ooo (?:until
            |till|reply).*|fuera de (?:la )?oficina(?: .*)?""",
        r"""
            (?:will|shall) (?:get back to you|respond|reply|return your (?:message|call|text)|see your message
            |call you back|answer)(?: \w+)* (?:as soon as (?:possible|i can|i am able)|when i (?:get where
            |arrive|return|am back|am done driving|am available)|upon my return|at my earliest|once i arrive
            |later)(?: .*)?""",
        r"""
            (?:your|this|the) (?:message|text|number|call) (?:was not|could not be|has not been|can not be
            |is not|has been|is no longer|was) (?:delivered|received|sent|in service|monitored|blocked
            |forwarded)(?: .*)?|message blocking(?: .*)?|(?:person|number|party|customer) you (?:are trying
            |have dialed|have reached|are calling|tried)(?: .*)?|unable to receive (?:texts|messages
            |sms)(?: .*)?|no longer in service|this (?:number|inbox|mailbox|line) (?:does not accept
            |can not receive|is not monitored|is unmonitored|no longer accepts)(?: .*)?|free ?msg .*|msg (?:and
            |&) data rates.*|(?:is|are) an? automated(?: .*)?|thank you for (?:contacting|calling|your message
            |texting|reaching out)(?: .*)?|thanks for (?:contacting|reaching out|your message)(?: .*)?
            |gracias por (?:contactar|comunicarse|su mensaje|escribir(?:nos)?|llamar|tu mensaje)(?: .*)?
            |(?:^|(?<=right now ))sent from my (?:iphone|car|watch|android)$
            |(?:su|el|tu) mensaje (?:no pudo|ha sido|sera)(?: .*)?
            |(?:este|el) numero no (?:recibe|acepta|esta disponible)(?: .*)?|(?:le|te|les) (?:respondere
            |contestare|devolvere|llamare|responderemos) (?:en cuanto|lo antes|cuando|a la brevedad|mas tarde
            |tan pronto)(?: .*)?|vere (?:tu|su) mensaje(?: .*)?|(?:estoy|voy) (?:manejando|conduciendo) (?:con
            |y (?:lo|te|le|vere)|ahora,?|en este momento)(?: .*)?|no puedo (?:contestar|responder
            |hablar) (?:en este momento|ahora)(?: \w+)*(?: (?:te|le) (?:llamo|marco|respondo|contesto) .*)?$
            |mailbox (?:is )?full|voicemail(?: .*)?|we are (?:currently )?closed(?: .*)?|our (?:office
            |business) hours(?: .*)?|delivery (?:failed|failure)(?: .*)?|undeliverable(?: .*)?
            |(?:currently )?on (?:vacation|leave|pto|annual leave) (?:until|through|from|till|and will
            |with limited)(?: .*)?|limited access to (?:email|phone|my)(?: .*)?|if this is (?:urgent
            |an emergency) .*(?:reply|call|contact|dial).*|can not talk right now whats up
            |can not talk now whats up|can not talk (?:right )?now . (?:what is up|call you later
            |can i call you later)|ausente hasta .*|contactar a mi .*""",
    ),
)


_ABOUT_DOSE = compiled(r"take it|took it|have it|pill|la tomo|la tome|pastilla|tomarla|remind me|ask me|pregunt\w+")
_DRIVING = compiled(
    r"""
        (?:driving|conduciendo|manejando|behind the wheel|al volante)<any> (?:(?:can not|no puedo|will
        |can) <gap>(?:see|read|ver|leer|reply|respond|get|text|contestar|responder)|te|le|les|vere
        |automatically)<any>(?:message|messages|mensaje|mensajes|reply|back|respondo|respondere|contesto|llamo
        |marco|arrive|llegar|destino|later)?(?: .*)?""",
    r"""
        (?:sent|message sent|enviado|reply sent|mensaje enviado|respuesta enviada)(?: \w+)? (?:automatically
        |automaticamente)|(?:this is )?(?:an |a )?auto(?:matic|mated|matica)?(?: |-)?(?:reply|response|message
        |respuesta|responder|text)(?: .*)?|\(auto(?: .*)?""",
)


_EMOJI_TO_QUOTE = re.compile(r"^\s*[^\w\s]{1,8} (?:to|a) [“”\"«]")


def find_auto_reply(text: str, original: str) -> Finding | None:
    """A tapback, a driving mode or an out-of-office answer: no person wrote it for us."""
    if _EMOJI_TO_QUOTE.match(original):
        return Finding("auto.tapback", text, Intent.AUTO_REPLY)
    opening = _QUOTING.match(text)
    if opening and any(mark in original for mark in _QUOTES):
        return Finding("auto.tapback", opening.group(0), Intent.AUTO_REPLY)
    found = _AUTO.match(text)
    if found:
        return Finding("auto.tapback", found.group(0), Intent.AUTO_REPLY)
    driving = _DRIVING.search(text)
    if driving and not _ABOUT_DOSE.search(text):
        return Finding("auto.driving", driving.group(0), Intent.AUTO_REPLY)
    return finding(_MACHINE, text, Intent.AUTO_REPLY)
