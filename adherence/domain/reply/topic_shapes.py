"""The shapes of texts about numbers, times, calls and the like, over normalised words, in English and Spanish."""

from __future__ import annotations

from adherence.domain.reply.folding import worded

_PHONE = r"(?:number|phone|phone number|cell|cell ?phone|mobile|sim|sim card|line|digits|# ?)"
_TELEFONO = r"(?:numero|telefono|celular|cel|movil|chip|linea|numero de (?:telefono|celular))"
_LOST = r"(?:lost|broke|broken|cracked|smashed|dropped|stole|stolen|shut ?off|cut ?off|disconnected)"
_NEW = r"(?:new|different|other|another|changed)"
_TEXTS = r"(?:texts?|messages?|msgs?|reminders?|alerts?|these|this|it|them|the text|notifications?)"
_MENSAJES = r"(?:mensajes?|textos?|recordatorios?|avisos?|esto|estos|el mensaje|los mensajes)"
_HOUR = (
    r"(?:\d{1,2}(?: ?: ?\d\d)?(?: ?(?:am|pm|o ?clock|ish))?|noon|midday|midnight|night|nights|bedtime|lunch|lunchtime"
    r"|(?:the |my )?(?:mornings?|evenings?|afternoons?|nights?)|dinner|breakfast|an hour (?:later|earlier)"
    r"|(?:a (?:bit|little) |much |an hour |\d hours? )?(?:later|earlier))"
)
_HORA = (
    r"(?:(?:a )?las? \d{1,2}(?: ?: ?\d\d)?|(?:por|en) la (?:manana|tarde|noche)|mediodia|al mediodia|de noche"
    r"|(?:un poco |mas )?(?:mas )?(?:tarde|temprano)|otra hora|otro horario|una hora (?:mas tarde|antes|despues))"
)
_ASKS = (
    r"(?:can|could|would|will|please|want|need|like|prefer|rather|better|wish|may|change|move|switch|set|make|send"
    r"|have|get|text|message|remind|is it possible|possible|any way|how about)"
)
_PIDE = (
    r"(?:pueden?|podrian?|podria|quiero|quisiera|prefiero|cambien?|cambiar|cambie|pongan|manden?|mandenme|mandar"
    r"|mandarme|envien?|enviar|escriban?|escribanme|escribir|escribirme|favor|mejor|necesito|me gustaria|me sirve)"
)

NEW_NUMBER = (
    rf"(?:am|i am|now) on (?:a|my) \w+ {_PHONE}",
    rf"(?:mi|el) {_TELEFONO} (?:va a|cambia|cambio|cambiara|ya) ?(?:cambiar|no sirve)?",
    rf"(?:has|got|have|kept) my old {_PHONE}|my old {_PHONE}",
    rf"(?:me )?(?:quitaron|quito|confiscaron|olvide)(?: mi| el)* {_TELEFONO}",
    rf"(?:took|take|taken|robbed(?: \S+){{0,4}}) my {_PHONE}",
    rf"{_PHONE} (?:\S+ ){{0,3}}(?:no good|not work|not working|no longer|gone|stops working|out of service)",
    rf"(?:texting|writing|messaging|this is)(?: \S+){{0,3}} (?:from|on) (?:my )?(?:\w+s|a friends?|another"
    rf"|borrowed) {_PHONE}",
    rf"(?:no longer|not|dont) (?:have|got|use) (?:that|this|the old|my old) {_PHONE}",
    rf"ya no (?:tengo|uso|sirve|es) (?:ese|este|mi|el)(?: viejo| otro)? {_TELEFONO}",
    rf"(?:escribo|les escribo|le escribo|texteo)(?: ahora)? (?:del|desde el|desde mi|de mi) (?:otro )?{_TELEFONO}",
    rf"(?:my |a |the )?{_NEW} (?:\w+ )?{_PHONE}",
    rf"{_PHONE} (?:is |has |was |got |just |have )*(?:changing|changed|different|{_LOST})",
    rf"{_LOST} (?:my |the )?{_PHONE}",
    rf"(?:chang(?:e|ed|ing)|switch(?:ed|ing)?|updat(?:e|ed|ing)|replac(?:e|ed|ing)) (?:my |the |to a |to |a )*"
    rf"(?:{_PHONE}|carriers?)",
    rf"somebody stole my {_PHONE}|someone stole my {_PHONE}",
    rf"(?:text|reach|message|contact|use|send (?:these|them|it|texts?)|call) (?:me |to |at |on |this |my |the "
    rf"|instead )*"
    rf"(?:wifes?|husbands?|moms?|sisters?|work|daughters?|sons?|partners?|girlfriends?|boyfriends?|other|this"
    rf"|new) {_PHONE}",
    rf"this is (?:my |the )?(?:{_PHONE} now|\w+(?: \w+)? from (?:a|my) (?:new|different|other) {_PHONE})",
    rf"(?:giv(?:e|ing)|gave|turning) (?:up|back|in) (?:my |this )?{_PHONE}",
    rf"(?:(?:este es )?mi |un |el |otro |de )*(?:nuevo|otro|diferente) {_TELEFONO}|{_TELEFONO} nuevo",
    rf"(?:cambie|cambio|cambiando|voy a cambiar|cambiaron|actualizar|actualicen)(?: de| mi| el| me)* {_TELEFONO}",
    rf"(?:se me |me )?(?:perdi|perdio|robaron|robo|rompi|rompio|quebro|descompuso|cayo|cortaron|extravie)"
    rf"(?: mi| el| al)* {_TELEFONO}",
    rf"{_TELEFONO} (?:ya )?(?:se me |se |me lo |lo )(?:perdio|robaron|rompio|quebro|cortaron|perdi|cayo|murio)",
    rf"(?:escribanme|mandenme|marquenme|usen|escriban|manden)(?: \w+){{0,2}} a? ?(?:este|mi otro|el otro)"
    rf" {_TELEFONO}",
)
NOT_NEW_NUMBER = (
    r"new phone who|wrong (?:number|person)|lost my (?:pills?|meds?|medicine|prescription|job|mind|way)"
    r"|(?:what is|whats|your|clinics?|office|doctors?|nurses?|their|tu|su|cual es) (?:\w+ )?(?:new )?number"
    r"|numero equivocado|new number of (?:pills|tablets)"
)
_WHILE = (
    r"(?: \S+){0,4} (?:for|until|till|til|while|during)(?: \S+){0,3} (?:weeks?|days?|months?|weekend|while|back"
    r"|away|trip"
    r"|vacation|holidays?|\d+|tomorrow|mon\w*|tues\w*|wed\w*|thur\w*|fri\w*|sat\w*|sun\w*)"
)
_POR_UN_TIEMPO = (
    r"(?: \S+){0,4} (?:por|hasta|durante|una|unos|unas|dos|este|esta)(?: \S+){0,3} (?:semanas?|dias?|mes|meses|lunes"
    r"|martes|miercoles|jueves|viernes|sabado|domingo|vacaciones|vuelva|regrese|viaje|\d+)"
)
PAUSE_WISH = (
    rf"(?:paren|pausen|dejen|detengan|suspendan)(?: de mandar)?(?: los)? {_MENSAJES} (?:este|esta|por|hasta"
    rf"|durante) .+",
    rf"(?:not interested in|do not want|dont want|no) (?:any |the |more )*{_TEXTS} (?:this|next|for|until|till"
    rf"|til|on) \w+(?: .*)?",
    r"(?:no quiero|no necesito) (?:\w+ )?(?:mensajes|recordatorios|textos) (?:por|hasta|esta|este|durante) .+",
    rf"(?:stop|pause|hold|skip|no|quit|suspend|hold off on|hold off|take a break from|break from)"
    rf" (?:texting|messaging|sending|reminding|with|on)?(?: ?me)? ?(?:the |any |these |my |all |more )*"
    rf"(?:{_TEXTS} )?(?:for|until|till|til|this|next|over|while) (?:a |the |my |next |one |1 |2 |two |few "
    rf"|couple |of "
    rf"|about |i am |im |another )*(?:weeks?|days?|month|months|weekend|holidays?|while|bit|mon\w*|tues\w*|wed\w*"
    rf"|thur\w*|fri\w*|sat\w*|sun\w*|tomorrow|january|vacation|trip|away|gone|on|traveling|\d+)(?: .*)?",
    rf"(?:do not|dont|please do not|no need to) (?:text|message|remind|send)(?: me| {_TEXTS}| anything)*"
    r" (?:for|until|till|til|this|next|over|while|on) .+",
    r"(?:fewer|less) (?:texts|messages|reminders)(?: .*)?|(?:too many|so many) (?:texts|messages|reminders)(?: .*)?",
    rf"(?:no|ya no|dejen de|paren de|pausen|pausar|suspendan|detengan)(?: me)? ?(?:manden|mandar|mandarme"
    rf"|envien|enviar"
    rf"|escriban|escribir|escribirme|mandenme)?(?: nada| {_MENSAJES}| los {_MENSAJES})*"
    r" (?:por|hasta|durante|esta|este|la proxima|el proximo) (?:una?|unos|unas|el|la|dos|\d+|que)? ?(?:semanas?|dias?"
    r"|mes|meses|fin de semana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|rato|tiempo|vacaciones|vuelva"
    r"|regrese|noche)(?: .*)?",
    r"(?:menos mensajes|demasiados mensajes|muchos mensajes)(?: .*)?",
    rf"(?:stop|pause|break from|leave me alone|mute|hold)(?: the| these| my| your)?(?: {_TEXTS})?{_WHILE}(?: .*)?",
    rf"(?:break|rest) from (?:these|this|the {_TEXTS}|{_TEXTS})(?: .*)?",
    rf"(?:no|dejen de|paren de|descansar|descanso)(?: me)?(?: de)? (?:manden|mandar|envien|escriban|los|mensajes"
    rf"|recordatorios){_POR_UN_TIEMPO}(?: .*)?",
)
NOT_PAUSE_WISH = r"(?:stop|stopped|quit) (?:taking|drinking|using|smoking|my (?:pills?|meds?|medicine))"
OTHER_TIME = (
    rf"(?:change|switch|cambio|cambiar|cambie|elegir|choose|pick) (?:\S+ ){{0,3}}(?:time|hour|hora"
    rf"|horario)(?: \S+){{0,3}} (?:text|{_TEXTS}|{_MENSAJES})(?: .*)?",
    rf"(?:any chance|possible|how about|what about|maybe) (?:for |of |to |at |do )*{_HOUR}(?: instead)?",
    r"(?:mejor|prefiero|puede ser|que sea) (?:mas )?(?:tarde|temprano|despues|en la (?:manana|tarde|noche))(?: .*)?",
    rf"{_ASKS}(?: \w+){{0,5}} (?:{_TEXTS}|text me|me|time|reminder time)(?: \w+){{0,3}}"
    rf" (?:at|to|in|for|around|after|before|by|until) {_HOUR}"
    r" (?:instead|from now on|every ?day|going forward|each day|daily|always|permanently|rather|please|from here on)",
    rf"(?:change|move|switch|adjust|push|set|fix|update)(?: \w+){{0,3}} (?:time|times|hour|schedule|{_TEXTS})"
    rf"(?: \w+){{0,4}} (?:to|for|until|at|back|later|earlier|of)(?: .*)?",
    r"(?:change|move|switch|adjust|set|another|different|other|new|better) (?:the |my )?(?:text |reminder "
    r"|message )?"
    r"(?:time|times|hour|schedule)(?: (?:for|of|on|to|please|would|is|works)(?: .*)?)?",
    r"(?:a |an )(?:later|earlier|better|different) (?:text |reminder )?(?:time|hour)(?: .*)?",
    rf"{_TEXTS}(?: \w+){{0,3}} (?:later|earlier|too early|too late|so early|so late|at night|wake me(?: up)?)"
    rf"(?: .*)?",
    r"(?:wake|woke|waking) me up(?: .*)?",
    rf"{_HOUR} (?:is|are|would be|works|work|might be) (?:\w+ )?(?:better|best|too early|too late|easier|good"
    rf"|not good)"
    r"(?: .*)?",
    rf"(?:text|message|remind|send) (?:me |it |them |these )*(?:at|in|around|after|before|by) {_HOUR}"
    r" (?:instead|from now on|every ?day|going forward|each day|daily|always|from here on)",
    rf"(?:can|could|would|will|please) (?:\w+ )?(?:text|message|remind|send) (?:me |it |them |these )*(?:{_HOUR}"
    rf"|(?:at|in|around|after|before) {_HOUR} instead)(?: .*)?",
    rf"{_PIDE}(?: \w+){{0,5}} (?:{_MENSAJES}|escribir|hora|horario|escribirme|mandarme|escribanme)(?: \w+){{0,3}}"
    rf" {_HORA}(?: .*)?",
    r"(?:cambiar|cambien|cambie|cambiarme|mover|muevan)(?: \w+){0,3} (?:la hora|el horario|hora|horario)(?: .*)?",
    rf"(?:{_MENSAJES}|me llega|me llegan|llega|llegan)(?: \w+){{0,4}} (?:muy|demasiado) (?:temprano|tarde)(?: .*)?",
    r"(?:me )?(?:despierta|despiertan|desperto)(?: .*)?",
    rf"(?:mejor|prefiero|me queda mejor) {_HORA}(?: .*)?",
    rf"{_HOUR}(?: \S+){{0,3}} (?:bad|good|hard|better|best|easier|terrible) for (?:me|{_TEXTS})(?: .*)?",
    rf"(?:prefer|rather have|like) (?:the |{_TEXTS} )*(?:in the |at |around )?{_HOUR}",
    r"(?:send|text|message|remind) (?:me |it |them |these )+(?:before|after|around) i (?:leave|get|go|wake"
    r"|finish|start)"
    r"(?: .*)?",
    rf"(?:mas tarde|mas temprano|en la tarde|en la noche|en la manana)(?: \S+){{0,2}} {_MENSAJES}(?: .*)?",
)
NOT_OTHER_TIME = (
    r"appointment|appt|visit|shot|injection|vivitrol|cita|inyeccion|consulta|clinic|dose to|take it|take them"
    r"|(?:remind|text) me (?:at|in|around) [^a-z]*(?:am|pm)?$|next time|last time|first time|hard time|good time"
    r"|on time|every time|to tell|to say|tomarla|tomarlo|de tomar"
)
MOVED = (
    r"(?:my |the )?address (?:is |has |was )*(?:different|changed|changing|new|not the same)(?: .*)?",
    r"(?:me )?(?:cambie|cambio|cambiamos) (?:a|de|para) (?:otra |otro )?(?:ciudad|estado|casa|pais"
    r"|departamento)(?: .*)?",
    r"(?:just |i |we |am |recently |have )*(?:moved|moving|relocated|relocating|move) (?:back )?(?:to|into|from"
    r"|out of|over"
    r" to) (?!the (?:couch|next|other)|another (?:day|time)|next|(?:\d|mon|tue|wed|thu|fri|sat|sun))\w+(?: .*)?",
    r"(?:time ?zones?|hours? ahead|hours? behind|est|pst|cst|mst|(?:pacific|eastern|central|mountain) time)(?: .*)?",
    r"(?:am |be |was )?(?:traveling|travelling|flying|staying|visiting)(?: \S+){0,6}"
    r" (?:different time|time difference|time zone|hours)(?: .*)?",
    r"(?:different|other) time here|(?:me |nos )(?:mude|mudamos|mudo|voy a mudar|acabo de mudar)(?: .*)?",
    r"(?:now |currently )?(?:live|living) in \w+ ?(?:now)?(?: .*)?|(?:times?|texts?|hours?|reminders?) (?:is"
    r"|are) (?:all )?off"
    r"(?: .*)?|(?:es |aca |aqui |alla )+otra hora(?: .*)?|(?:ahora |ya )(?:vivo|vivimos|estoy viviendo) en .+",
    r"zona horaria(?: .*)?|otra hora aca|otra hora aqui|diferente hora aqui|horas de diferencia(?: .*)?",
    r"(?:cambie|cambiamos) de (?:casa|ciudad|estado|domicilio|direccion|pais)(?: .*)?",
    r"(?:new|changed my|change of|different) address(?: .*)?|nueva direccion(?: .*)?|nuevo domicilio(?: .*)?",
)
OTHER_LANGUAGE = (
    r"(?:prefiero|prefer|rather have|want|quiero) (?:\w+ )?(?:spanish|english|espanol|ingles)(?: .*)?",
    r"(?:only|just|solo|solamente|nomas) (?:\w+ )?(?:read|speak|know|understand|hablo|entiendo|leo"
    r"|se) (?:spanish|english|espanol|ingles)(?: .*)?",
    r"(?:no|not) (?:\w+ )?(?:hablo|entiendo|leo|speak|read|understand) (?:mucho|bien|much|good|well|a lot of"
    r"|any) (?:ingles|english|espanol|spanish)(?: .*)?",
    r"(?:in|en|to|al) (?:spanish|espanol|ingles|english)(?: .*)?",
    r"(?:spanish|espanol|english|ingles) (?:please|por favor|only|solamente|texts?|messages?|por fa)",
    r"(?:do not|no|dont|can not|cannot) (?:speak|read|understand|hablo|entiendo|leo|se|know)(?: \w+){0,2}"
    r" (?:english|ingles|spanish|espanol)(?: .*)?",
    r"(?:do you|does anyone|anyone|alguien|ustedes|usted)? ?(?:speak|habla|hablan) (?:spanish|espanol|english|ingles)"
    r"(?: .*)?",
    r"(?:change|switch|cambiar|cambien|cambie)(?: \w+){0,2} (?:language|idioma|lengua)(?: .*)?",
    r"my (?:english|spanish) is (?:\w+ ){0,3}(?:good|bad|poor|great|limited|weak)(?: .*)?",
    r"(?:en|in) (?:mi|my) (?:idioma|lengua|language)(?: .*)?",
)
PICTURE = (
    r"(?:pics?|photos?|pictures?|images?|screenshots?|video|voice message|foto|imagen|audio|video) (?:ever "
    r"|did |si |ya )*(?:go|come|came|went|arrive|arrived|get|got|llego|llega|paso) ?(?:through|there|here|bien"
    r"|yet)?(?: .*)?",
    r"(?:here is|sent|sending|send|attached|attaching|take a look at|look at|see|did you (?:get|see)|got|you get"
    r"|check out)(?: (?:you|u|it|a|the|my|this|these|that|of|your|some|in|an))*"
    r" (?:pics?|photos?|pictures?|images?|screenshots?|selfie|video|vids?|voice (?:message|note|mail)|voicemail"
    r"|audio)"
    r"(?: .*)?",
    r"see (?:the )?attached|(?:picture|photo|pic|video|voice note|voice message) (?:attached|above|below|of .*)",
    r"(?:le |les |te |ahi |aqui |ahi les )*(?:mande|mando|envie|envio|va|paso|adjunto|esta|vieron|recibieron|llego)"
    r"(?: (?:una?|la|el|mi|esta|este|unas|las|de|su))* (?:fotos?|imagen|imagenes|video|audio|nota de voz|captura"
    r"|mensaje de voz)(?: .*)?",
    r"(?:pics?|photos?|pictures?|screenshots?|video) (?:is |are )?(?:coming|on the way|sent|incoming)(?: .*)?",
    r"(?:took|take|have) a (?:pic|photo|picture|video)(?: \S+){0,5} (?:sent|send|sending)(?: .*)?",
    r"(?:la|una|mi) (?:foto|imagen|captura|video) que (?:les? |te )?(?:mande|envie|mando)(?: .*)?",
    r"(?:voy a|quiero|puedo) (?:mandar|enviar)(?:les?|te)? (?:una|la|mi) (?:foto|imagen|captura|video)(?: .*)?",
)
CALL = (
    r"(?:somebody|someone|anybody|anyone|nurse|doctor|you|a person) on the phone(?: .*)?",
    r"hablar con (?:alguien|una|un|la|el|mi|su|ustedes|usted) ?(?:enfermer[oa]|doctora?|persona|consejer[oa]"
    r"|medic[oa]|terapeuta|trabajadora|equipo)?(?: .*)?",
    r"(?:call|phone|ring) me(?: \w+){0,5}",
    r"(?:(?:some|any)(?:one|body)|you|nurse|doctor|they|she|he) (?:please |just )?(?:call|phone|ring)(?: me"
    r"| back)(?: .*)?",
    r"give me a (?:call|ring|call ?back)(?: .*)?|(?:get|have|want|need|like|expect\w*) (?:a )?(?:phone )?call"
    r"(?: ?back)?(?: .*)?",
    r"(?:talk|speak) (?:to|with) (?:a |an |the |my |some|any)*(?:person|one|body|human|nurse|doctor|counselor|someone"
    r"|somebody|anyone|team|case manager|real person|therapist|provider|care team|dr)(?: .*)?",
    r"(?:call|talk) (?:instead|on the phone)|by phone instead",
    r"(?:me )?(?:llamenme|llameme|marquenme|marqueme|hablenme|hableme|llamame|marcame)(?: .*)?",
    r"(?:me )?(?:pueden?|podrian?|podria|quiero|quisiera|necesito|favor de|alguien)(?: que| me| por favor| alguien)*"
    r" (?:llamar(?:me)?|marcar(?:me)?|hablar(?:me)?(?! espanol| ingles)|llame(?:n)?|marque(?:n)?|una llamada"
    r"|comunicarme)(?: .*)?",
    r"(?:mind|rather you|please|just|better) (?:calling|call|calls)(?: me)?(?: .*)?|text(?:s"
    r"|ing)? is not \w+ , call(?: .*)?",
    r"(?:is there|need|want|get me) (?:a|an|some|any)(?:one|body)? ?(?:nurse|doctor|person|counselor"
    r"|human)? ?(?:i can|to)"
    r" (?:talk|speak)(?: .*)?",
    r"(?:que|prefiero que) (?:me|nos) (?:llamen|llame|marquen|marque|hablen|hable)(?: .*)?",
)
NOT_CALL = (
    r"call me (?:crazy|old|silly|lazy|weird|bob|stupid|paranoid|later bro)|(?:missed|got|saw) (?:a |your |the )?call"
    r"|do not call|dont call|no me llamen|what do you call|will call you|i called"
)
_VISIT = r"(?:appointment|appt|visit|shot|injection|clinic|office|place|location|building|cita|consulta|inyeccion)"
VISIT_DETAILS = (
    rf"{_VISIT}(?: \S+){{0,4}} (?:when is it|what time|which day|what day|where is it|cuando|a que hora"
    rf"|que dia)(?: .*)?",
    rf"(?:que hora|que dia|cuando|a que hora|hora de)(?: (?:es|era|fue|tengo|seria|mi|la|de))* {_VISIT}(?: .*)?",
    rf"(?:when|where|what time|what day|what date|which day|how do i get to)(?: s| is| are| was| do| does)?"
    rf"(?: (?:i|it|my|the|next|our|this|you|your|again|go for|come for|have))*(?: {_VISIT}(?: .*)?| located"
    rf"| you located)",
    r"(?:what|whats|send me|need|text me|give me|have|get)(?: (?:is|are|the|your|you|clinics?|office|me|an|s))*"
    r" (?:address|directions|location|hours|opening hours|phone number|office number|number for the \w+)(?: .*)?",
    rf"(?:confirm|remind me of|remind me when|remind me where|remind me what time"
    rf"|check)(?: \w+){{0,3}} (?:{_VISIT}|day|date"
    rf"|time)(?: .*)?",
    r"where (?:are you|do i go|should i go|is it|do i come|are you located|do i park|can i park)(?: .*)?",
    r"(?:do i need to|should i) (?:bring|fast)(?: .*)?|is there parking(?: .*)?|(?:when"
    r"|what time) do you (?:open|close)"
    r"(?: .*)?|are you open(?: .*)?",
    rf"(?:cuando|a que hora|que dia|donde|en donde|a donde)(?: (?:es|esta|queda|tengo|era|me toca|voy|sera|mi"
    rf"|la|el|que"
    rf"|proxima|hay|debo|ir|estan|abren|cierran|quedan))*(?: {_VISIT}(?: .*)?| clinica(?: .*)?| ustedes)",
    r"(?:a que hora|donde|en donde|cuando) (?:es|queda|quedan|estan|abren|cierran|me toca|tengo que ir)(?: ?[?.])?$",
    r"(?:cual es|mandenme|me mandan|pasenme|me pasan|mandame|necesito)(?: \w+){0,2} (?:direccion|ubicacion|domicilio"
    r"|hora de (?:mi|la) cita)(?: .*)?",
    rf"(?:whens|wheres|when|where) (?:is )?(?:my|the|your|ur) (?:next )?{_VISIT}(?: .*)?",
    r"(?:how do i|como) (?:get there|get to \w+(?: \w+)?|llego(?: a (?:la|su) (?:clinica|consulta"
    r"|oficina))?)(?: .*)?",
    r"(?:what|which) (?:floor|building|suite|room|bus) (?:is|are|do|does|should)(?: .*)?",
    r"(?:me|nos) (?:pasa|pasan|da|dan|manda|mandan|puede dar|pueden dar) (?:la|su) (?:direccion|ubicacion)(?: .*)?",
    rf"(?:cuando|que dia|a que hora) (?:es|era|tengo) (?:la|mi) (?:proxima )?{_VISIT}(?: .*)?",
)
NOT_VISIT_DETAILS = (
    r"donde estoy|when (?:can|should|do) i (?:take|stop|start)|where (?:am i|did)|cuando (?:puedo"
    r"|debo) (?:tomar|dejar)"
    r"|donde (?:compro|consigo)|cuando (?:tomo|llego|salga|pueda)"
)
WHO = (
    r"who (?:is|are|the (?:hell|fuck|heck) is|dis|am i|was|do i)(?: .*)?|(?:what|which) (?:number|company"
    r"|clinic) is this"
    r"|what is this(?: (?:number|about|text|message|for))?|new phone who dis|is this (?:a )?(?:real|bot|robot"
    r"|scam|spam"
    r"|person|human|computer|machine)(?: .*)?|are you (?:a )?(?:real|bot|robot|person|human|computer|machine"
    r"|ai)(?: .*)?"
    r"|(?:how|where) (?:did|do) you (?:get|have) my (?:number|info|name)(?: .*)?|do i know you|identify yourself",
    r"(?:quien|quienes|con quien)(?: (?:es|eres|son|habla|hablo|me|escribe|manda|mandan|usted|ustedes|esta|este"
    r"|de|este"
    r" numero))*|de (?:donde|parte de quien|que clinica|quien)(?: .*)?|(?:es|eres|son|esto es)(?: un| una)?"
    r" (?:robot|bot|persona|maquina|estafa|real|computadora)(?: .*)?|(?:como|de donde) (?:consiguieron|tienen"
    r"|sacaron)"
    r" mi numero|los conozco|que numero es este|que es esto",
    r"(?:sorry |perdon |disculpe )?(?:but )?(?:who|quien)(?: ?[?])?$|es (?:un )?(?:fraude|real|broma)(?: .*)?",
)
THANKS = frozenset(
    worded(
        """
        thank thanks ty tysm thx appreciate appreciated gracias agradezco amable bless bendiga hi hello hey hola
        morning night evening afternoon buen buena buenos buenas igualmente idiom haha lol jaja jajaja too
        muchisimas rock emoji_other emoji_yes emoji_good emoji_happy
        """
    )
)
"""One of these must be there, and nothing but these and the words of politeness around them."""
POLITE = THANKS | frozenset(
    worded(
        """
        you u so much very a lot bunch for the your all this that everything checking asking texting reminding
        caring help in up on me reminder reminders text texts support do it love talk soon later guys are best god
        dios los las les le te lo que por todo la el su sus ayuda apoyo recordatorio mensaje preguntar avisar ok
        okay great perfect cool awesome sounds good got will have nice one weekend feliz day dia dias tarde tardes
        noche noches again everyone everybody team doc nurse equipo friend friends amigo amigos xo really i mil
        muchas muy se tenga tengan bonito bonita linda al de y and with bien to see , . !
        """
    )
)
WRITTEN_ES = frozenset(
    worded(
        """
        que de la el los las un una es esta estoy si ya mi se lo le por para con pero como muy mas hoy ayer tome
        pastilla medicina siento gracias porque cuando tengo quiero puedo bien mal dolor cabeza noche dia manana
        hola buenos dias tardes usted ustedes mis su al del tambien nada todo hace desde sin fue voy ayuda
        """
    )
)
WRITTEN_EN = frozenset(
    worded(
        """
        the i you it is am are was my to and of in for that this have took take today yesterday not do did feel pill
        medicine thanks because when want can good bad pain head night day morning hello with but at on so just be
        been how what she he we they will would could there from about
        """
    )
)
