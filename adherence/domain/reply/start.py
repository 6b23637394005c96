"""Finds opt-ins: the carriers' keywords START and UNSTOP, and sentences that ask for the texts to begin again."""

from __future__ import annotations

from adherence.domain.reply.patterns import first, rule
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.stop import squeezed
from adherence.domain.reply.stop_words import START_SQUEEZED

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
        r"(?:want|like|put me|add me) (?:to be )?back (?:on|in|onto)(?: .*)?",
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


def find_start(text: str) -> Finding | None:
    """The wish to be texted again in a normalised text."""
    if squeezed(text) in START_SQUEEZED:
        return Finding("start.keyword", text, Intent.START)
    hit = first(_STARTS, text)
    return Finding("start.sentence", hit[1], Intent.START) if hit else None
