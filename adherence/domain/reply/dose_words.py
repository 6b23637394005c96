"""What people say of a dose: taken, not taken, later, half, double, unsure, sarcastic."""

from __future__ import annotations

from adherence.domain.reply.not_taken_words import MORE_NOT
from adherence.domain.reply.patterns import compiled

NOT = compiled(
    r"""
        wish i could(?: say yes| have| say i did)?|(?:ya )?(?:la|lo|las|los) (?:deje|suspendi|abandone
        |pare)(?! (?:en|alla|olvidad|con|sobre|encima))|(?:deje|suspendi|abandone|pare(?: con)?) (?:la|las|el|los
        |ese|esa|ese tipo de|mis?|esas|esta|este) (?:<pill>|<drug>|tratamiento)|(?:pare|paramos) de tomar\w*
        |(?:dijo|dijeron|pidio|ordeno|recomendo|indico) que (?:ya )?(?:no )?(?:la |lo |me la )?(?:parara|dejara
        |suspendiera|tomara|pausara|detuviera)|me (?:la|lo) (?:quitaron|suspendieron|quito|suspendio)|(?:took
        |taken|put) me off(?: (?:of )?(?:it|that|this|the|my|<it>))?(?: \w+)?|(?:said|told me|says|wants me
        |want me|advised me) to (?:stop|quit|pause|hold|skip|come off)(?: (?:it|taking|this|for|the|that|<it>
        |now))*|(?:am |been )?off (?:of )?(?:that|this|it|the|them)(?: (?:stuff|med|meds|pill|pills|medicine
        |medication|shit|crap))?(?: now| since\w*)?|no more (?:<pill>|<drug>|pills)(?: for me| please)?(?= *(?:$
        |[.,]))|(?:do not|no longer) (?:need|want|take|use) (?:it|them|that|this|those)(?: (?:stuff|anymore|now
        |today|pill|med))*|(?:stopped|quit) (?:it|them|that|cold turkey)(?: .{0,20})?""",
    MORE_NOT,
    r"ni (?:ganas|de chiste|loco|loca|pensarlo)|no se me (?:antojo|hizo)(?: tomar\w*)?",
    r"""
        (?:i )?refuse<end>|(?:decided|chose|choosing|want|going) to (?:stop|quit)(?: it| taking it)?<end>
        |i (?:have )?(?:stopped|quit)(?: (?:last week|yesterday|monday|a while ago|already|on my own
        |last month))?<end>|stopped (?:last week|yesterday|monday|a while ago|last month|already)|hell naw
        |neg<end>|(?:took|taking) (?:a|the) (?:day|week|break) off(?: from)?""",
    r"""
        (?:did|have|has|had|do|does|was|am|is|are|will|would|could|can|should|been|going)(?: i)? (?:not|never
        |have not)(?: (?!so |but |and |because |then |before )\w+){0,3}? (?:take|taken|took|taking|do|done|doing
        |did|had|have|get to|swallow|feel like|remember to|swallowed|bother|touch|touched|been taking
        |going to take|going to(?= *(?:$|[.,]))|get around|think (?:i|so|about|of|to)|gotten to|be taking
        |want (?:to|it|any|that|the|this|them|my)|need (?:it|to|them|that|this|the)|taking|today|tonight
        |happening|gonna take|get it|like (?:it|taking)|make it to|happen|gotten around|eat|been|pop)(?: (?:<it>
        |today|tonight|anymore|it|so|to|any|taking|the|my))*""",
    r"""
        (?:i )?(?:know i )*(?:did|have|will|would|could) not(?= *(?:$|[.,!]| (?:today|tonight|sorry|because|and
        |i|this|lol|have time|get|emoji_\w+|yesterday|last|the|any|had|my|at|tbh|for|man|bro|mom)))""",
    r"""
        (?:forgot|forget|blanked|spaced(?: on)?|slept through|slipped my mind|skipped|skipping|skip|missed|miss
        |missing|blew it off|passed on|passing on)(?: (?:about|out|to take|to|taking|it|<it>|again|today|tonight
        |completely|all about|totally|my|the|this|one|on purpose))*""",
    r"""
        (?:slept|sleep) (?:right |straight |clean )?through (?:it|my alarm|the alarm)|fell asleep
        |passed out(?: early| last| on| before)|overslept|(?:left|forgot) (?:<it>|them|my (?:<pill>|bag|bottle
        |purse|pill ?box)|the bottle|it all)(?: \w+){0,2}? (?:at|in|on|back|home|behind|upstairs)|(?:it|pills?
        |meds?|they|bottle)(?: is| are)? (?:at|in) (?:home|my (?:house|car|other|moms|girlfriends|boyfriends
        |desk|truck|locker)|the (?:car|house|hotel))|do not have (?:it|them|my <pill>|any|the pills|mine
        |access)(?: (?:with|on) me)?|no tengo la (?:pastilla|medicina)""",
    r"""
        (?:quit|stopped|done|dropped|ditched|off|came off|got off|gave up|discontinued|stop|finished with
        |through with|over|sick of|giving up on|going off|coming off|stopping|tossed|threw (?:away|out)|threw
        |flushed|trashed|burned|dumped)(?: (?:taking|with|doing|on|using|away|out))* (?:<it>|naltrexone
        |this (?:stuff|shit|med|crap|medicine)|the (?:stuff|naltrexone)|my (?:naltrexone|meds|medicine)
        |these (?:pills|meds))(?: \w+)?(?<!done it)(?<!done that)(?<!finished it)(?<!done with it already)""",
    r"""
        (?:not|will not|never|refuse|refusing|no longer|not going to|aint|hell no|fuck|screw|hate
        |do not believe in|not gonna|decided not to|decided against|decided to stop|chose not|nope not
        |rather not|would rather not)(?: (?:i am|even|be|going|to|want|about to|gonna|really|do|again|touch|ever
        |taking))* ?(?:take|taking|it|today|tonight|doing|do it|this time|this (?:shit|pill|med|medicine|stuff
        |crap)|that|the (?:pill|pills|med|meds|shot|medicine)|these (?:pills|meds)|gonna|happening|anymore
        |my (?:pill|pills|meds?)|those|them|tonite|a chance|the point|swallow\w*)""",
    r"""
        (?:probably|of course|guess|think|hope|apparently|definitely|def|certainly|still|just) not|said no
        |pass(?= *(?:$|[.,]| (?:today|tonight|on|for|this)))|hard pass|(?:good|fine|better|ok
        |great) without (?:<it>)|no can do|not a chance|too late(?: now| for)?|negative|not happening
        |(?:going to|gonna|will|might|think i will|think i am going to|imma|probably|prob) (?:just )?(?:skip
        |pass|miss|not take)(?: \w+)?|(?:i )?chose not to|(?:could not|can not|cant) (?:take|do|get it|swallow
        |find|make myself|bring myself|stomach|get myself)(?: (?:<it>|them|it|today|tonight))*|no (?:pill|meds?
        |dose|medicine|tablet) (?:today|tonight|for me|this|yet|taken)|no (?:i|sir|maam|sorry|not today
        |mam) ?(?:did not|have not|forgot|do not)?|not (?:today|tonight|this time|anymore|this morning|now
        |happening|really|me|yesterday)|nope not today|never (?:took|take|did|got|made it|happened|got to it
        |got around)(?: (?:<it>|it))?|day off from it|taking a (?:break|day off)(?: from)?|i will (?:not|pass)
        |missed (?:it|<it>|yesterday|today|a|two|2|3|the|last|one)|no taken|no took|my bad(?= *(?:$|[.,]
        | forgot))|shoot i forgot|would have(?: taken)? (?:it )?but|should have(?: taken)?|wish i (?:had|took
        |did)|(?:do not|dont) take (?:it|that|those|them|this|pills?|meds?|naltrexone)(?: anymore)?(?: .*)?
        |havent in|not in (?:days|weeks|a while)|not since|been off(?: (?:it|them|the|my|of))?|on a break from""",
    r"""
        (?:no|nunca|ni|tampoco|ya no|todavia no|hoy no|aun no|casi no)(?: (?:me|la|lo|las|los|he|ha|pude|puedo
        |quise|quiero|voy|a|alcance|se|ya|mas|tengo|ganas|de|pienso|hoy|la he|me la|me lo|volvi|vuelvo|hice
        |podido|estoy|ando|he estado|pienso|debo|logre|fui|voy a)){0,5} (?:tome|tomo|tomado|tomar(?:la|lo|me
        |mela|las)?|tomando(?:la|lo|mela)?|tomaria|hice|pude|quise|quiero|hecho|alcance|trague|la tome|la traje
        |traje|podido|acorde|la quiero|la necesito|necesito|me gusta|la encuentro|encuentro|la tengo
        |hago)(?: (?:la|mi|nada|hoy|tomarla|pastilla|el|mas|ya|tiempo|tomarmela))*""",
    r"""
        (?:se me|me|se) (?:olvido|olvide|olvida|paso|fue|ha olvidado|fue el dia|fue la onda|barrio|paso la hora
        |fue la hora|olvido tomarla|borro|hizo tarde|fue el avion|fue el rollo)(?: (?:la|por|tomarla|el|hoy|ayer
        |otra|completamente|por completo|dia|de|onda|tomarmela|pastilla|medicina|anoche))*|(?:la|lo|las
        |me) olvide(?: .*)?|olvide (?:tomar\w*|la|mi|hacerlo)(?: .*)?|(?:la|las) deje (?:en|alla
        |olvidad\w+)(?: .*)?|deje (?:la|mis?|las) (?:<pill>|frasco|bolsa)(?: .*)?|(?:deje|dejando|voy a dejar
        |quiero dejar|ya deje|decidi dejar|pienso dejar) (?:de tomar\w*|la (?:<pill>|naltrexona|inyeccion)
        |las? pastillas?|de ponerme|mi medicina|el tratamiento)(?: .*)?|(?:hoy|esta vez|ahora|ahorita|anoche
        |ayer|por hoy|hoy dia) no(?= *(?:$|[.,]| gracias| jefe))|no hoy|(?:me )?(?:la )?(?:salte|brinque
        |pase por alto|perdi (?:la dosis|la toma|la de))(?: .*)?|(?:me )?quede dormid[oa](?: .*)?|ya (?:es|era
        |se hizo) (?:muy )?tarde|ni (?:modo|me acorde|pastilla|loco|loca|madres)|no gracias|para nada
        |ya no la (?:tomo|quiero|necesito|uso)|no me (?:la|lo) (?:tome|tomo|voy a tomar|he tomado|tomare
        |quiero tomar)(?: .*)?|no (?:la|lo) (?:tome|tomo|voy a tomar|tomare|he tomado)(?: .*)?|paso(?= *(?:$
        |[.,]| hoy))|tire (?:la|las|mis|el)(?: .*)?|sin tomar(?:la|mela)?(?: .*)?|la regrese|ni la tome""",
)

LATER = compiled(
    r"en un (?:ratico|ratito|momentico|momentito|minutico|toque|rato|tantito|tantico)(?: .*)?",
    r"(?:si|ya|pues) (?:, )?manana(?= *(?:$|[.,]))",
    r"""
        (?:(?:at|around|about|like|maybe|by|como|a|las|la|hasta|until|til|till|tipo|probably|in|en|more|another
        |otra|tomorrow|morning|tonight|manana|ok|not|yet|be)(?: |$)|, )*(?:\d{1,2}(?::\d\d)? (?:am|pm)
        |\d{1,2}:\d\d|noon|midnight|mediodia|medio dia|(?:an )?hour and (?:a )?half|hora y media
        |(?:\w+ )?(?:hours?|horas?|minutes?|minutos?)(?: y media| and a half)?|tres cuartos de hora)(?: (?:please
        |thanks|ok|tonight|instead|por favor|gracias|ish|more|mas|de la (?:noche|tarde|manana)|en la (?:noche
        |tarde|manana)|from now|or so|tops|then|today|hoy|emoji_\w+))*$(?<!ago)""",
    r"""
        (?:\w+ ){1,4}first(?: (?:then|please|ok|thanks))*$|primero (?:como|desayuno|ceno|me bano|llego|termino|voy
        |trabajo|almuerzo)(?: .*)?|(?:at the )?end of (?:the|my) (?:day|shift|night|class|meeting)|(?:2
        |two) (?:please|later|for now|thanks)""",
    r"""
        (?:almost|nearly|ya casi)(?= *(?:$|[.,]))|getting (?:it|up|to it) now|will(?: (?:probably|prob
        |def))? (?:take|have|do) (?:it|that|them)(?: .*)?""",
    r"""
        in (?:like |about |around |maybe |another )*an? (?:hour|half hour|bit|while|minute|sec|few)(?: .*)?
        |can (?:still )?(?:take|do|have|get) (?:<it>)(?: right)? (?:now|then|in|later|soon|when|after
        |tonight)(?: .*)?""",
    r"""
        later(?: \w+)?|soon|in a (?:bit|little|few|minutes?|min|sec(?:ond)?|while|little bit|moment|jiffy
        |hot minute|hour|couple|half)(?: .*)?|in (?:like |about |around |maybe |another )*(?:a |an |\d+|one|two
        |five|ten|fifteen|twenty|thirty|half|couple|few|1|the next|one)(?! days?| weeks?| months?| years?
        | (?:\d )?dias?)(?: .*)?|not (?:just )?yet|have not(?: \w+){0,3} yet|did not(?: \w+){0,3} yet
        |not taken yet|no(?:t)? yet|yet to|(?:a |an )?(?:half|quarter) (?:an |of an )?hour|(?:a )?(?:couple
        |few) (?:more |of )?(?:hours|minutes|mins)|(?:an|1|one|2|two|\d+) (?:more )?(?:hours?|minutes?)(?= *(?:$
        |[.,]| (?:please|from|or|then|more|tops|max)))|(?:after|when|once|as soon as|until|till|til|before
        |right after|soon as|whenever|the minute|the second|upon|by the time) (?:i|we|the|my|this|work|dinner
        |lunch|breakfast|class|church|school|bed|a|supper|shower|gym|food|coffee|it|kids|practice|court|she|he
        |they|that|\d+|meeting|eating|showering|getting|going|group|noon|its|it is|midnight|am|pm|shift|school
        |doctor|mass|snack|everyone)(?: .*)?|(?:i )?(?:will|going to|am going to|shall|plan to|planning to
        |about to|fixing to|plan on|planning on|intend to|have to|need to|trying to|let me|gotta|going
        |remembering to)(?: (?:go|just|have|probably|definitely|get|grab|to|it|eat|first|be|still|also|try
        |try to|make sure|for sure|remember to|i|and|finish|then|soon|wait|surely|prob|now|def|eventually
        |right)){0,4} ?(?:take|taking|do|doing|have|pop|get|eat|grab|swallow|when|after|later|tonight|soon|it
        |in a|with|at|first|before|once|now|be home|be taking|as soon as|handle|be right|down it|on it
        |work on)(?: .*)?""",
    r"""
        (?:i )?(?:always |usually |normally |only |typically )?take (?:mine|it|my <pill>|them|the <pill>) (?:at
        |before|in the|after|with|around|later|tonight|when|every|nights?)(?: .*)?|(?:take|taking|doing|have
        |having|do) (?:<it>|my <pill>|mine|the <pill>) (?:later|tonight|soon|after|when|once|as soon|with|at
        |before|in|this evening|then|first thing|around|next|for|by|shortly|now in|tomorrow)(?: .*)?|(?:can[ ]
        |could |please |pls |just |would |maybe )?(?:you |u )?(?:please )?(?:remind|text|ask|message|ping|bug
        |nudge|buzz|hit|check|try|poke|call|write|send|get|nag)(?: (?:me|back|again|with|another|a|reminder|this
        |it|one|up|in))* ?(?:again|later|back|in|at|after|tonight|when|around|tomorrow|once|soon|before|this
        |then|an?|with|please)(?: .*)?|snooze(?: .*)?|give me (?:a |an |like |about |another |some |till |until[ ]
        |one |just |two |til )*(?:\d+|sec(?:ond)?|minutes?|min|moment|bit|few|hour|half|time|couple|more|ten
        |five|while|noon|little|fifteen|twenty|thirty|dinner|lunch|tonight)(?: .*)?|hold (?:on|up|your horses)
        |hang on|one (?:sec(?:ond)?|minutes?|moment|min)|(?:a|just|1) (?:sec(?:ond)?|minutes?|min|moment)
        |wait(?: .*)?|brb|be right back|working on it|getting (?:to it|there|up|it now|it|dressed|ready
        |around to it|the water|water)|on it(?= *(?:$|[.,]))|almost(?= *(?:$|[.,]| (?:there|time|home)))
        |nearly there|just (?:woke|got up|waking|walked|got home|getting|about to|gotta|have to|need to
        |leaving)(?: .*)?|(?:still|barely|am still) (?:in bed|asleep|sleeping|at|eating|driving|out|waiting
        |working|have to|need to|gotta|got to)(?: .*)?|on (?:my|the) way(?: .*)?|heading (?:home|back|to
        |out)(?: .*)?|(?:got|have|had) to (?:eat|get|go|finish|find|pick|wait)(?: .*)?|can not (?:right now|now
        |talk|rn|at the moment|at this|text|yet|answer)(?: .*)?|not (?:right now|now|at the moment|home)(?: .*)?
        |next|after|first thing(?: .*)?|eventually|shortly|momentarily|in the evening|about to(?: .*)?
        |emoji_clock|will do|will take|i will(?= *(?:$|[.,]| (?:promise|soon|later|thanks|lol|in|when|after
        |emoji_\w+|right)))|ok (?:i will|will|will do|soon|doing it|going to)|yes (?:i )?will|when i (?:get|wake
        |eat|finish|go)(?: .*)?|thanks for the reminder|oh (?:shoot|crap|shit|snap|man)(?: .*)?(?: now)
        |going to(?= *(?:$|[.,]))|grabbing (?:it|my|some)(?: .*)?|let me (?:eat|get|finish|grab|find|go
        |just)(?: .*)?|fasting(?: .*)?|planning (?:on|to)(?: .*)?|doing it (?:soon|now|later|after)
        |waiting (?:on|for|until|till|to)(?: .*)?""",
    r"""
        (?:al|en un|en|al ratito|de|hasta) (?:rato|ratito|ratillo|momento|momentito|minuto|minutito|ratin
        |segundo|media hora|una hora|un rato|unos minutos|un momento|tantito|un minuto|un par|la noche|la tarde
        |la tardecita|la nochecita|noche|\d+|diez|cinco|quince|veinte|treinta|un cuarto|dos|tres
        |cuanto(?: .*)?)(?: .*)?|ahorita(?: (?!ya la tome|ya me)\w+)*|ahora (?:no|en|voy|la|me|que|al|mismo no
        |despues|mas)(?: .*)?|luego(?! (?:el|la|mi|me|se|los|un|una|que|llego|fui|vino|paso|tuve))(?: .*)?
        |mas (?:tarde|al rato|noche|tardecito|tardecita|ratito
        |al ratito)(?: .*)?|despues(?: .*)?|(?:todavia|aun|por ahora|aun todavia) no(?: .*)?|no todavia|no aun
        |aun no(?: .*)?|pronto|ya (?:mero|merito|casi|voy|va|en un|en cuanto|mismo|al rato|ahorita|me la (?:tomo
        |voy)|la tomo|me voy a|la voy|voy a|orita|en tantito)(?: .*)?|voy(?= *(?:$|[.,]| (?:a|para|por|llegando
        |en|saliendo|manejando|tarde|de)))(?: .*)?|(?:me )?(?:la|lo) (?:tomo|tomare|voy a tomar|tomaré
        |voy a tomar|hago|hare)(?: .*)?|(?:me )?(?:tomo|tomare|voy a tomar)(?:la|mela|melo)? (?:la|mi|al|en
        |luego|despues|cuando|mas|ahorita|con|a|antes|por la)(?: .*)?|(?:cuando|en cuanto|apenas|nomas que
        |hasta que|antes de|despues de|al|tan pronto|luego que|saliendo|llegando|terminando|acabando|orita que
        |ahorita que|en lo que) (?:llegue|llego|llegar|salga|salgo|salir|coma|como|comer|cene|ceno|cenar|termine
        |termino|acabe|desayune|desayunar|dormir\w*|acostarme|desayuno|trabajar|pueda|almuerce|almorzar|banarme
        |me|de|del|a|la|mi|regrese|regresar|el|levantarme|terminar|tenga|vaya|mis|deje)(?: .*)?|a (?:las
        |la) (?:\d+|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|hora)(?: .*)?|al (?:mediodia
        |medio dia|llegar|salir|rato)(?: .*)?|(?:recuerda|recuerde|recuerden|recordar|avisa|avise|avisen|manda
        |mande|manden|escribe|escriba|pregunta|pregunte|marca|manden|acuerda|recuerdes|acuerdame|mandas|avisas
        |recuerdas|recuerdan|avisan|vuelve a)(?:me|melo|mela)?(?: (?:me|lo|la|mas|otra|despues|a|en|al|luego|por
        |el|de|otro|mensaje|vez|nuevo|tarde|preguntar\w*|mandar\w*|avisar\w*|rato|noche))+(?: .*)?|(?:dame|deme
        |denme|esperame|espere|espera|esperen|aguanta|aguante|permiteme|permitame|aguantame|perame|pera)(?: .*)?
        |no puedo (?:ahorita|ahora|hablar|contestar|en este|por ahora)(?: .*)?|tengo que (?:comer|desayunar
        |llegar|esperar|cenar|almorzar)(?: .*)?|apenas (?:voy|me|estoy|desperte|llegue|llego|desperté)(?: .*)?
        |media hora(?: .*)?|una hora(?: .*)?|un (?:ratito|momento|momentito|rato|minuto|segundo
        |minutito)(?: .*)?|\d+ minutos(?: .*)?|dos horas(?: .*)?|mas al rato|siempre me la tomo (?:en|a|antes
        |por)(?: .*)?|la tomo (?:en|a|antes|por|siempre|al)(?: .*)?|de rato|me falta(?= *(?:$|[.,]))
        |ya me voy a(?: .*)?""",
)

WHENEVER = compiled(
    r"""
        tonight|this (?:evening|afternoon)|at (?:noon|lunch|dinner|bedtime|night|midnight|\d+(?::\d\d)?(?: am
        | pm)?|breakfast|supper|home|my lunch|break|like \d+|around \d+|around|one|two|three|four|five|six|seven
        |eight|nine|ten|eleven|twelve)(?= *(?:$|[.,]| (?:am|pm|when|like|after|as|with|ish|please|tonight|oclock
        |thirty|is|or)))|before (?:bed|bedtime|sleep|i (?:sleep|go|leave))""",
    r"""
        with (?:dinner|lunch|breakfast|my dinner|food|supper|my lunch|my coffee|my breakfast)(?= *(?:$|[.,]))
        |(?:en|con) (?:la|el|mi) (?:cena|comida|desayuno|almuerzo|cafe)(?= *(?:$|[.,]))|(?:en|por
        |esta) la (?:noche|tarde)|esta (?:noche|tarde)""",
)

BUSY = compiled(
    r"""
        (?:am |i am |currently |kinda |really |still |a bit |right now |so |super |can not |just[ ]
        |sorry )*<busy>(?: .*)?|not home(?: yet)?|(?:estoy|ando|sigo|voy|vengo)(?: (?:todavia|ahorita|bien|muy
        |aqui|apenas|aun|en|ahora))* ?<busy>(?: .*)?|no (?:estoy|ando) en (?:la |mi )?casa(?: .*)?""",
)

NOT_YET = compiled(
    r"""
        (?:have|has|did|had) not(?: \w+){0,5} yet|not(?: \w+){0,3} yet|no(?:t)? yet|(?:no
        |ni)(?: \w+){0,4} (?:todavia|aun)|(?:todavia|aun)(?: \w+)? no(?: \w+){0,3}|had (?:a |the )?(?:chance
        |time) yet|have not had (?:a |the )?(?:chance|time|a minute)|have not gotten (?:to|around)(?: \w+)?"""
)

SARCASM = compiled(
    r"""
        (?:oh |ya |yeah |yea |sure |ok |o )*(?:right|sure)(?: \w+)? (?:after|when|as soon as|once) (?:i|hell
        |pigs|they|the) <gap>(?:win|freezes?|fly|lottery|pay|over)(?: .*)?""",
    r"""
        (?:when|once) (?:pigs|hell|cows)(?: .*)?|(?:in|keep) (?:your|ur|my) dreams|dream on|as if(?= *(?:$|[.,]))
        |yeah right|ya right|yea right|sure jan|like that is going to happen|fat chance|over my dead body
        |not in this life\w*|when hell freezes(?: .*)?|yeah no|yea no|ya no(?= *$)|lol no|haha no|si como no
        |aja si|aja como no|si claro como no|cuando las vacas vuelen|ni en suenos|en tus suenos|si tu crees
        |sueñen|claro que no|yeah ok right|psych|sike|just kidding|(?<=[.,?] )not(?: emoji_laugh| lol| haha
        | lmao)*$|emoji_\w+ not(?: emoji_\w+)*$|(?:oh |totally |sure )+(?:took|taking|love taking|loved
        |loving)(?: .*)? emoji_eyeroll(?: .*)?|wait no|actually no|no wait|correction (?:no|not|did not)|i lied
        |jk(?: .*)?(?:did not|no|forgot|not)(?: .*)?|jk(?= *$)|claro que si .* (?:emoji_eyeroll|aja)
        |no es cierto|mentira|no es verdad|naaa mentira|es broma|(?:la )?vdd no|nt|lies|lie""",
)


WRONG_DAY_ONLY = compiled(
    r"""
        (?:took|had|did|got|taken|take) (?:only )?(?:<it> )?(?:yesterdays?|last nights|mondays|sundays|fridays
        |saturdays|tuesdays|wednesdays|thursdays|mornings?|this mornings|the morning)(?: (?:one
        |<it>))?(?: .{0,20})?(?: ,)? (?:(?:but|just|and|,) )?(?:not|did not|forgot|missed|skipped|have not|none
        |nothing|no)(?: .*)?""",
    r"""
        (?:only|nomas|solo|solamente|nada mas) (?:me )?(?:took|tome|had|did|got)(?: (?:<it>
        |la))? ?(?:yesterdays?|last nights|de ayer|de anoche|ayer|de antier|del \w+|de la manana|the morning one
        |from yesterday)""",
    r"""
        (?:tome|la tome) (?:la )?(?:de )?(?:ayer|anoche)(?: \w+)? (?:pero|y|,) (?:la de )?(?:hoy|ahorita
        |esta)(?: \w+)? no(?: .*)?""",
    r"""
        (?:yesterday|ayer|last night|anoche) (?:yes|si|i did|yeah)(?: ,)? (?:but |pero |and )?(?:today|hoy
        |not today|tonight)(?: \w+)? ?(?:no|not|nope)?(?: .*)?""",
    r"(?:yes|si|took it|did) (?:for )?(?:yesterday|ayer)(?: ,)? (?:but |pero |and )?(?:not|no|hoy no)(?: .*)?",
    r"""
        (?:took|had|did|tome)<gap> (?:but|pero|just) (?:not|no) (?:todays?|tonights?|hoy|la de hoy|this one
        |this mornings?|tonight)""",
)

NEG_FUTURE = compiled(
    r"""
        (?:probably|prob|prolly|likely|still|just|definitely|def|honestly|also|really|and|but|im|i
        |tbh) (?:will not|not going to|am not going to|do not want to|do not plan to|am not|not gonna)(?: .*)?
        |(?:will not|not going to|do not plan to|do not intend to|not planning|no plans to|refuse to
        |do not want to)(?: (?:be|take|do|either|today|it|tonight|ever|taking|on|now))*(?= *(?:$|[.,]| ))
        |ya no (?:me la |la )?(?:voy|quiero|pienso)(?: .*)?|ni (?:pienso|quiero|voy)(?: .*)?|no (?:pienso|quiero
        |voy a|me la voy a|la voy a) (?:tomarl\w*|tomarmel\w*|tomar)(?: .*)?|i will pass|skipping (?:it|today
        |tonight)|not happening"""
)


UNSURE = compiled(
    r"""
        (?:i )?(?<!not )(?:think|thought|guess|believe|maybe|might|may|probably|possibly|supposedly
        |prob) (?:that )?(?:i|so|yes|yeah|have|did)(?: .*)?|think so|(?:do not|cant|can not|could not) (?:know
        |remember)(?: .*)?|not sure(?: .*)?|(?:did|have) i (?:take|taken|already|took)(?: .*)?|who knows
        |creo que (?:si|ya|no|la)(?: .*)?|no (?:me )?(?:acuerdo|recuerdo)(?: .*)?|no se(?: si.*)?(?= *(?:$|[.,]
        | (?:si|que)))|no estoy segur[oa](?: .*)?|a lo mejor(?: .*)?|tal vez|quizas?|puede ser|igual y si
        |forgot if i|unsure|i suppose"""
)

TOLD = compiled(
    r"""
        (?<!u )(?<!you )(?<!first )(?:already |just |i |like i )*(?:told|answered|replied|responded)(?: (?:you
        |this|so|that|back|to this|him|her|them|yall|it|u guys|u|guys|this one))*(?: (?:already|before|earlier
        |once|twice|today|this morning))*(?= *(?:$|[.,]))|(?:already|just|i) said(?: (?:so|that|this
        |it))*(?: already)?(?= *(?:$|[.,]))|ya (?:te|les|le|se lo|te lo|lo) (?:dije|conteste|respondi|mande
        |habia dicho)(?= *(?:$|[.,]))|ya (?:conteste|respondi|dije)(?= *(?:$|[.,]))"""
)

QUESTION = compiled(
    r"(?:did|have|should|can|do|could|is|was|would|does|may|am) (?:i|it|that|we)(?: \w+)* \?|(?:si|que|la|me) .* \?$"
)

HALF = compiled(
    r"""
        (?:half|a quarter|a piece|mitad|media|medio|1 / 2|un pedazo|pedacito|a bite|part of
        |half of)(?! (?:an )?(?:hour|hora|hr|asleep|way|day))(?: .*)?"""
)

DOUBLE = compiled(
    r"""
        (?:two|2|double|doubled|twice|three|3|extra|dos|doble|tres|second one|another one|one too many)(?: (?:of
        |by|<pill>|naltrexone|them|at|dose|doses|pastillas|veces|today|accidentally|on|dosis|por|up|instead|sin
        |pills).*)?(?= *(?:$|[.,?]| ))"""
)

PILL_WORDS = compiled(
    r"""
        <pill>|dose|took|take|taken|taking|swallow(?:ed)?|<shot>|tome|tomar\w*|tomado|tomo|pastilla|skip|skipped
        |half of (?:it|one)|only half|la mitad|forgot|missed|injection|naltrexone|did not take|tomada|inyeccion
        |olvide|olvido|remembered|pusieron|aplicaron|inyectaron|(?:la|lo) (?:he )?(?:estado )?tom\w+"""
)

DOUBLE_FIRM = compiled(
    r"""
        (?:took|taken|had|popped|swallowed|accidentally|take)(?: \w+){0,3} (?:two|2|double|twice|three|3
        |an extra|extra|second|another)(?! (?:hours?|minutes?|days?|am|pm|weeks?|with|ago|years?))(?: .*)?""",
    r"""
        double(?:d)?(?: .*)?|dos veces|doble|tome (?:dos|2|tres|3)(?! horas)(?: .*)?|otra vez por (?:error
        |accidente)|by accident|sin querer""",
)


FORGETS_ITSELF = compiled(
    r"""
        (?:do not|can not|no me|no|cannot|honestly do not) (?:remember|recall|acuerdo|recuerdo)(?= *(?:$|[.,?]
        | (?:if|whether|taking|si|haber|lol)))|(?:not sure|do not know|no se|not certain|unsure
        |no estoy segur[oa]) (?:if|whether|that|si) (?:i|me|la|ya|yo)(?: .*)?|(?:did|have) i (?:take|taken
        |already take)(?: .*)?|forgot if(?: .*)?""",
)

OPENS_WITH_NO = compiled(r"(?:pues |bueno |well |oh |sorry )?(?:no|nope|nah|nel) [.,](?: .*)?")

LAST_WORD_NO = compiled(
    r"""
        (?:too late|ya (?:es|era) tarde|no i did not|i did not|skipped|missed|left it|do not have it)(?: (?!will
        |later|tonight|when|but|soon|al rato|ahorita|luego)\w+)*(?= *$)"""
)

# "Fell asleep before I could take it" puts nothing off.
BEFORE_I_COULD = compiled(r"before i (?:could|got|had a chance|even|remembered|was able)<gap6>")
