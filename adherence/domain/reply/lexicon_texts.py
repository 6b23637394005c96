"""Words of texting and of wanting it to end, by class, in both languages."""

from __future__ import annotations

from adherence.domain.reply.folding import listed

CLASSES: dict[str, tuple[str, ...]] = {
    "texts": listed(
        """
        text | texts | message | messages | msgs | msg | mssgs | sms | reminder | reminders | notification
        | notifications | alert | alerts | check in | check ins | checkins | texting | messaging | text messages
        | spam | subscription | service | texting thing | text program | pings | automated messages
        | messages from you | text thing | nagging | robot | robo texts | bot | mensaje | mensajes | mensajito
        | mensajitos | texto | textos | recordatorio | recordatorios | aviso | avisos | notificacion
        | notificaciones | suscripcion | servicio | msjs | textitos | mensajeria | alertas"""
    ),
    "program": listed(
        """
        program | list | system | database | mailing list | thing | registry | contacts | records | files | study
        | programa | lista | sistema | base de datos | registro | contactos | grupo"""
    ),
    "these": listed(
        """
        these | this | this stuff | these things | this crap | this shit | those | all of this | all this
        | all of it | any of this | esto | estos | estas | esta cosa | estas cosas | todo esto"""
    ),
    "sending": listed(
        """
        texting | sending | messaging | contacting | bothering | bugging | harassing | spamming | reminding
        | blowing up my phone | blowing my phone up | blowing me up | hitting me up | writing me | writing to me
        | calling and texting | text me | send me | message me | nagging | pestering | hounding | pinging
        | with the texts | checking on me | checking up on me | asking me | emailing | stalking me | txting
        | annoying me | buzzing my phone | buzzing me | mandar | mandarme | enviar | enviarme | escribir
        | escribirme | textear | textearme | molestar | molestarme | contactar | contactarme | chingar | fregar
        | joder | fastidiar | mandando | enviando | escribiendo | texteando | molestando | recordarme
        | estar mandando | estar molestando | llenarme el telefono | acosarme | acosar | mensajearme | mensajear
        | jeringar | estar chingando | jorobar | de mandarme"""
    ),
    "send_verb": listed(
        """
        disturb | text | message | contact | send | msg | bother | write | remind | reach out to | hit up
        | call or text | txt | ping | email | bug | text message | sms | manden | mandes | mande | mandar | mandarme
        | envien | envies | envie | enviar | enviarme | escriban | escribas | escriba | escribir | escribirme
        | texteen | textees | textee | molesten | molestes | moleste | molestar | contacten | contacte | contactar
        | fastidien | fastidie | chinguen | jodan | busquen | hablen | avisen | recuerden | recuerde | mensajeen
        | lleguen | sigan mandando | sigan escribiendo | sigan | esten mandando | esten escribiendo"""
    ),
    "to_me": listed(
        """
        me | my phone | this number | this phone | my number | us | anymore | any more | again | here | anything
        | nothing | it | any | more | these | mas | nada | a este numero | este numero | ya | mensajes | texts
        | messages | no more"""
    ),
    "at_time": listed(
        """
        at night | so early | too early | after 9 | after 10 | before 8 | before 9 | until | while i | during
        | at work please only | when i am | at this hour | so late | tan temprano | tan tarde | en la noche
        | de noche | mientras | in the morning | before noon | a esa hora | a esta hora | on weekends | at 5 | at 6
        | at 4 | so much | tanto"""
    ),
    "stop_word": listed(
        """
        stop | quit | cease | end | cancel | discontinue | halt | terminate | cut out | cut it out | knock off
        | shut off | turn off | switch off | no more | enough | enough with | enough of | done with | tired of
        | sick of | fed up with | had it with | disable | deactivate | suspend | stopping | unsubscribe
        | unsubscribe from | opt out of | silence | lay off | stp"""
    ),
    "stop_es": listed(
        """
        paren | pare | parar | paren de | dejen | dejen de | deje | deje de | deja | deja de | dejenme | dejeme
        | ya basta | basta | basta de | alto | alto a | cancelen | cancele | cancelar | cancela | cancelo | quiten
        | quitar | quitame | quitenme | terminen | terminar | termina | apaguen | apague | apagar | desactiven
        | desactive | desactivar | suspendan | suspender | eliminen | eliminar | detengan | detener | cesen | corten
        | corten con | cortenle | no mas | ya estuvo con | ya estuvo de | ya estuvo bueno de | ya estuvo bueno con
        | ya no mas | stop | ya parenle | parenle | parale | bajenle | harto de | harta de | cansado de | cansada de
        | dejar de | ya no quiero | bloquear"""
    ),
    "contacted": listed(
        """
        texted | messaged | contacted | bothered | reminded | texting me | hear from you | hear from you guys
        | hear from yall | you to text | you to remind | you to message | u to text | u to remind | you texting
        | you guys texting | be texted | que me escriban | que me manden | que me envien | que me texteen
        | que me molesten | que me lleguen | que me sigan | que me contacten | que me recuerden"""
    ),
    "remove": listed(
        """
        take | get | remove | delete | erase | drop | pull | scratch | strike | unsubscribe | unenroll | disenroll
        | opt | sign | cross | withdraw | exclude | clear | wipe | unregister | unlist | kick | quiten | quitenme
        | quiteme | quitame | saquen | saquenme | saqueme | sacame | borren | borrenme | borreme | borrame
        | eliminen | eliminenme | elimineme | eliminame | remuevan | remuevanme | remueva | borre | elimine | quite
        | saque | borra | elimina | retiren | retirenme | retireme | desinscriban | desinscribanme | sacar | quitar
        | borrar | eliminar | saquen a"""
    ),
    "me_number": listed(
        """
        me | my number | my phone | my name | my cell | my info | this number | my phone number | this phone
        | my contact | my digits | number | us | mi numero | mi telefono | este numero | mi nombre | mi cel
        | mi celular | numero | mis datos"""
    ),
    "off_out": listed("off | out | out of | from | off of | de | off the | del"),
    "revoke": listed(
        """
        revoke | revoking | withdraw | withdrawing | take back | taking back | rescind | retract | remove | pull
        | retiro | retirar | revoco | revocar | cancelo | cancelar | quito | cancel"""
    ),
    "consent": listed(
        """
        consent | permission | authorization | agreement | opt in | consentimiento | permiso | autorizacion"""
    ),
    "permission": listed(
        """
        permission | authorize | authorized | authorization | consent | agreed | agree | allowed | signed up
        | sign up | asked | autorizo | autorice | permiso | acepte | di permiso | pedi"""
    ),
    "send_es": listed(
        """
        manden | mandes | mande | envien | envies | envie | escriban | escribas | escriba | texteen | textees
        | textee | molesten | molestes | moleste | contacten | contacte | fastidien | fastidie | chinguen | jodan
        | busquen | recuerden | recuerde | mensajeen | lleguen | sigan mandando | sigan escribiendo | sigan
        | esten mandando | esten escribiendo | vuelvan a mandar* | mandar | enviar | escribir | textear | mandarme
        | escribirme | enviarme | esten molestando | anden molestando | esten enviando"""
    ),
    "asks_why": listed(
        """
        did you stop | did you guys stop | did you quit | did they stop | why did | why have | have you stopped
        | you stopped | did the texts | para que no | por que ya no | por que no | por que dejaron"""
    ),
    "go_away": listed(
        """
        leave me alone | leave me the hell alone | leave me the fuck alone | leave us alone | let me be | fuck off
        | piss off | bug off | back off | buzz off | get lost | screw off | screw you guys | get a life
        | lose my number | lose this number | lose this contact | forget my number | forget this number
        | this is harassment | i will report you | reporting you | report this number | report you as spam
        | reporting this | block this number | blocking this number | blocking you | block you | blocking this
        | going to block | will block | dejenme en paz | dejeme en paz | dejame en paz | dejen en paz
        | dejenme tranquil* | dejenme sol* | no molest* | ya no molest* | los voy a bloquear | voy a bloquear
        | voy a bloquearlos | los bloqueo | bloquear este numero | los voy a reportar | voy a reportar | larguense
        | vayanse | chinguen | no esten chingando | no jodan | no me jodan | callense"""
    ),
    "opt_out": listed(
        """
        opt out | optout | opt me out | opting out | unsubscribe | unsubscribe me | unenroll | unenroll me
        | disenroll | desuscrib* | desinscrib* | darme de baja | dar de baja | denme de baja | deme de baja
        | dame de baja | den de baja | quiero baja | quiero la baja | me doy de baja | solicito la baja
        | solicito baja | pido la baja | pido baja | la baja por favor | baja por favor | darse de baja | dar baja
        | dame baja | me den de baja | cancelar suscripcion | me quiero dar de baja | unsub | unsub me | opted out
        | remove consent | no quiero saber nada de ustedes | no quiero saber de ustedes | cancelen todo
        | cancelenme todo"""
    ),
    "how_to": listed(
        """
        how do i | how can i | how do you | how to | where do i | where can i | what do i do to | whats the way to
        | what is the way to | way to | is there a way to | como | como le hago para | donde | que hago para
        | que tengo que hacer para | como puedo | como hago para"""
    ),
    "make_stop": listed(
        """
        stop | end | cancel | unsubscribe | opt out | get off | turn off | shut off | quit getting | quit
        | get out of | stop getting | stop receiving | stop all | be done with | cancelar | parar | quitar | detener
        | salirme | darme de baja | dejar de recibir | ya no recibir | que ya no me | que no me | que dejen de
        | apagar | desactivar | ya no me lleguen | no me lleguen | que ya no | cancelo | paro | detengo | quito
        | apago | desactivo"""
    ),
    "reminded_kindly": listed(
        """
        it helps | helps me | i need them | keep them coming | i like the | love the | i like these | love these
        | haha | keep sending | me ayudan | me sirven"""
    ),
    "spoke_of_it": listed(
        """
        stop sign | bus stop | truck stop | rest stop | last stop | next stop | stop by | stop in | stop at
        | stop for | stop off | pit stop | stop and | non stop | nonstop | door stop | one stop | full stop
        | stop over | stop on the way | stop to get | stop watch | parada | end of | by the end | week end
        | dead end | the end is | end up | in the end | at the end | no end | deep end | end times | cancel culture
        | cancel my appointment | cancel my visit | cancel my shot | cancel my injection | cancel the appointment
        | cancel appointment | cancel our | cancel it | cancel the shot | quit my job | quit smoking | quit drinking
        | alto riesgo | alto el | muy alto | mas alto | en voz alto | presion alta | baja la | baja presion
        | baja en | presion baja | planta baja | temporada baja | hospital alta"""
    ),
    "our_med": listed(
        """
        naltrexone | naltrexona | vivitrol | pills | the pill | my pill | injection | injections | shots | the shot
        | pastillas | la pastilla | inyeccion | medicine | medicina | suboxone"""
    ),
    "refill_talk": listed("refill | pharmacy | farmacia | doctor | nurse | receta"),
    "for_a_while": listed(
        """
        for the weekend | until monday | until tuesday | until next | for a few days | for a week | for two weeks
        | for a couple days | while i am on vacation | while i am away | till monday | just this weekend
        | hasta el lunes | por unos dias | esta semana nada mas | por una semana"""
    ),
}
