"""What people say of dying, of hurting themselves or others, and what is only a figure of speech."""

from __future__ import annotations

from adherence.domain.reply.patterns import rule

HUMOUR = (
    r"(?:to )?die for",
    r"(?:die|died|dying|dead)(?: of| from)? (?:laughing|laughter|boredom|embarrassment|cringe)",
    r"dying to (?:know|see|try|meet|go)",
    r"dead tired",
    r"suicide (?:squad|wings?|doors?|drill|run|soda)",
    r"died? of laughter",
    r"muero de (?:hambre|risa|sueno|calor|frio|ganas|la risa|pena|aburrimiento)",
    r"muriendo de (?:hambre|risa|sueno|calor|frio|la risa|ganas)",
    r"muert[oa] de (?:hambre|risa|sueno|calor|cansancio|frio|miedo)",
    r"kill(?:ing)? (?:it|time)(?! all)",
    r"killer",
    r"""
        (?:phone|car|battery|laptop|truck|tv|alarm|cell|celular|telefono|bateria) <gap>(?:died|dies|dying|dead
        |murio|muere|muerto|muriendo)""",
    r"(?:starving|die|dying) (?:of )?(?:hunger|heat)",
    r"(?:would|could) kill for",
    r"mataria por",
)

SELF_HARM = (
    rule(
        "crisis.self_harm",
        r"""
            (?:take|taking|swallow|swallowing|took|swallowed|down|eat) (?:them|these|those|it|the pills|my pills
            |my meds|the meds) all(?= *(?:$|[.,]| (?:at once|right now|tonight|now)))""",
        r"""
            (?:going to|gonna|want to|about to|could|might|ready to|will|should|thinking about
            |thinking of) jump(?:ing)?(?= *(?:$|[.,]| (?:off|from|in front|tonight|now)))""",
        r"""
            (?:swallow(?:ed|ing)?|took|taken|downed|ate|drank) (?:a|the|my|an|half a|2|two)(?: (?:whole|entire
            |full))? bottles? of (?!wine|beer|water|vodka|whiskey|rum|tequila|gatorade|coke|champagne|liquor
            |booze)\w+""",
        r"""
            (?:been|started|back to|am|was|stop|urge to|want to|wanna) (?:cut|cutting)(?= *(?:$|[.,]| (?:again
            |my(?:self| arms?| legs?| wrists?)|at night|lately|and)))""",
        r"wish(?:ed)? i (?:would |had |have )?(?:never|not) (?:been |was )?born",
        r"(?:do it|doing it|did it) (?:tonight|now)?(?: ,)? ?(?:goodbye|good bye|bye forever)",
        r"""
            (?:do not|can not|no longer) see (?:a|any|no) (?:way out|way through|future|point|reason)
            |no way out(?: .*)?<end>|only way out|(?:the )?easy way out""",
        r"(?:am|feel like|being|just) (?:such )?(?:a|just a) burden(?: .*)?",
        r"""
            (?:they|everyone|everybody|family|kids|you|world)(?: \w+)? (?:would|will|be|happier
            |better)(?: be)?(?: \w+)? (?:if|when|once|after) i (?:was|were|am) (?:gone|dead|not here|not around)""",
        r"""
            (?:should|let me|could|might as well|rather|gonna|need to|please let me|deserve to
            |ought to) (?:just )?(?:die|be dead)(?! (?:laughing|of|for|if|from))""",
        r"""
            (?:feel like|wish i could|want to be|am|i am|so|just) (?:done|finished|through) (?:with )?(?:living
            |fighting|with life|with this life|existing)""",
        r"""
            (?:do not|no longer|never) (?:even |really )?(?:feel like|want to be|care about) (?:living
            |being alive|existing|alive|being here)(?: .*)?""",
        r"can not do (?:this )?(?:life|living)(?: anymore)?",
        r"hate (?:my life|being alive|living)<any> (?:want out|die|end)",
        r"""
            (?:has|have|had|pulled|waving|pointing|got) (?:a |his |her )?(?:gun|knife)(?: \w+){0,4} (?:scared
            |afraid|me|us|help|my head|threaten\w*)""",
        r"""
            unalive(?: .*)?|die tonight|dead by (?:morning|tomorrow)|(?:not|never) (?:going to )?(?:be around
            |be here) (?:much longer|tomorrow|to see)|kill me(?= *(?:$|[.,]| (?:please|already
            |now$)))(?! now (?:lol|haha))""",
        r"""
            (?:kill|killing|hurt|hurting|harm|harming|hang|hanging|shoot|shooting|drown|drowning|off|offing
            |unalive|unaliving|stab|poison|end|ending|starve) (?:my ?self|me self|my life|it all|my own life
            |us all)""",
        r"""
            (?:cut|cutting|cutted|burn|burning) my ?self(?! (?:shaving|cooking|making|chopping|at work|on (?:the
            |a)|with the (?:razor|oven)|doing|slicing|opening|peeling|some slack|off|a break))""",
        r"cutting again|cut (?:my )?wrists?|slit <gap>(?:wrists?|throat)|self harm(?:ing|ed)?",
        r"(?:take|taking|took|taken) (?:my )(?:own )?life",
        r"suicid\w*",
        r"""
            (?:thinking|thoughts|think) (?:about|of) (?:ending|dying|death|killing|not being (?:here|alive)
            |hurting (?:my ?self|some))""",
        r"(?:end|ending) (?:things|everything)(?: tonight| now| today| for good)?",
        r"""
            end it (?:tonight|now|all|today|here)|ending it(?: all)?(?<!it) ?(?:tonight|today|now|all)
            |(?:going to|want to|ready to|could|gonna) end it""",
        r"""
            (?:want|wish|going|rather|ready|need|like|deserve|prefer|hoping|hope|trying|plan|planning|better|try
            |wanting|wanted) (?:to |i could |i would |i |i can )?(?:just |really |fucking )*(?:die|dead|be dead
            |be gone|not exist|disappear|vanish|not wake up|never wake up|sleep forever|be no more|stop existing
            |stop living|not be here|not be alive)(?: (?:tonight|now|today|already|anymore|too))?""",
        r"""
            wish(?:ed|ing)? (?:that )?(?:i|it) (?:was|were|am|had been|could be) (?:dead|gone|never born|over)
            |wish(?:ed)? i (?:had )?(?:never (?:been|was) born|did not (?:exist|wake up)|could (?:die|disappear
            |not wake up|sleep forever)|would (?:die|not wake up))""",
        r"(?:hope|pray|wish|praying|hoping|prefer|rather) <gap>(?:not|never) wake up",
        r"""
            (?:go to sleep|fall asleep|sleep)(?: and)? (?:and )?(?:not|never
            |forever)(?: wake up)?(?: again)?(?<=up|er)""",
        r"""
            (?:never|not|will not|do not|want to not) (?:want to |want |be |going to[ ]
            |have to )*(?:wake up)(?: (?:again|anymore|tomorrow|ever))?(?<!to wake up for)(?! (?:early|late|at
            |in time|til|until|on time|with|my|the|you|him|her|so))""",
        r"better off (?:dead|without me|if i)",
        r"""
            (?:no|not any|any|what is the|whats the|see a|see the|see any) (?:reason|point|use|purpose)(?: (?:to
            |in|of|for))?(?: (?:me|even))? ?(?:live|living|life|going on|go on|being alive|being here|continuing
            |existing|be alive|be here|keep going|staying alive|anymore|left|waking up)""",
        r"""
            (?:do|did|does) not (?:really |even |wanna |fucking )?want to (?:be here|live|exist|be alive|go on
            |be around|do life|wake up|keep going|keep living|survive|continue living|do this anymore
            |be on this earth|see tomorrow)(?! (?:with|at|in (?:this|my)|near))""",
        r"""
            (?:can not|could not) (?:do (?:this|it|life) anymore|go on(?: like this| anymore
            | any longer)?(?! (?:monday|friday|vacation|the|a))|keep (?:going|living|doing this)|live like this
            |take (?:this|life|living|much more|any more of this) ?(?:anymore|any longer)?|handle (?:life|living
            |being alive|it all|this life) ?(?:anymore)?|deal with life)""",
        r"""
            (?:tired|sick|done|over|exhausted) (?:of|with|from) (?:living|life|being alive|existing|this life
            |my life|fighting to live|it all|breathing)(?! insurance)""",
        r"""
            (?:want|need|wish|pray|hope) (?:it|everything|the pain|this|life|all of it|all this|it all
            |this all) (?:all )?(?:to |would |could )?(?:just )?(?:be over|be done|stop|end
            |go away forever)(?: already)?""",
        r"(?:want|wish|need) (?:for )?(?:it|everything|this|the pain) (?:all )?to (?:be over|end|stop)",
        r"(?:want|need) (?:the )?pain (?:gone|to (?:stop|end))",
        r"""
            (?:goodbye|good bye|bye)(?: forever| everyone| world| cruel world| all)(?:$| .*)|final goodbyes?
            |last goodbyes?|(?:say|saying|said) (?:my )?(?:final |last )?goodbyes?|(?:tell|let) <gap6>(?:kids?
            |mom|mother|wife|husband|family|son|daughter|children|babies|everyone|them|her
            |him)(?: know)?(?: that)? i (?:love|loved) (?:them|her|him)|suicide note|(?:wrote|written|writing
            |left) (?:a |my )?(?:note|goodbye|letters?) (?:to|for) (?:my|the) (?:kids?|family|mom|wife|husband)
            |will not (?:have to worry about|be around|see) (?:me|much longer|tomorrow)|this is (?:my )?goodbye
            |will not be here (?:tomorrow|much longer|anymore)(?= *(?:$|[.,?!]))|no one would (?:miss|care
            |notice) if i|nobody would (?:miss|care|notice) (?:me|if i)|(?:everyone|everybody|they|world|kids?
            |family) <gap>(?:would|will) be (?:better|happier) (?:off )?(?:without me|if i)|life (?:is not|aint
            |is no longer) worth (?:it|living)|not worth (?:living|being alive)|(?:nothing|not much|no one
            |nobody) (?:left )?to live for|no will to live|lost the will|give up on life|giving up on life
            |given up on life|done with (?:this )?(?:world|everything and everyone)|ready to go (?:be with
            |see) (?:god|jesus|my (?:mom|dad|brother))""",
        r"""
            (?:gun|pistol|shotgun|rifle|knife|razor|razor blades?|blade|noose|rope|glock|bullet
            |revolver) <gap6>(?:lap|hand|hands|head|mouth|wrists?|loaded|next to me|ready|neck|temple
            |night ?stand|bed|with me|in front of me|throat)""",
        r"""
            (?:loaded|have a|got a|holding a|holding the|bought a|with a|got my|have my|found my
            |found the) (?:loaded )?(?:gun|noose|pistol|glock|rope|blade|revolver)(?! (?:safe|permit|license
            |show|range))""",
        r"""
            (?:on|off|from|over) (?:the|a|this|my) (?:bridge|ledge|overpass|roof(?:top)?|edge)(?! (?:of my seat
            |traffic|home|work|construction))""",
        r"jump(?:ing)? (?:off|from|in front)",
        r"""
            (?:drive|driving|crash|crashing|steer) (?:my car |my truck |it )?(?:off|into) (?:the|a) (?:bridge
            |road|tree|wall|cliff|traffic|pole)""",
        r"(?:step|walk|jump|run) (?:out )?(?:in front of|into) (?:a |the )?(?:train|bus|truck|traffic|car|road)",
        r"""
            (?:took|taken|taking|swallowed|swallowing|ate|downed|take|swallow) (?:the |my )?(?:whole|entire
            |full) (?:bottle|thing of pills|pack|box|script|month)""",
        r"""
            (?:took|taken|taking|swallowed|swallowing|ate|downed|take|swallow) (?:all (?:of )?(?:the|my|these
            |those) (?:rest of (?:the|my) )?(?:<pill>|meds|xanax|tylenol)(?! (?:this week|so far|on time|as
            |every|like|correctly|right on|for the|each|all week|today on|today at|on schedule|faithfully|with))
            |(?:a |whole )?(?:handful|bunch|ton|fistful) of <gap>(?:<pill>|<opioid>|tylenol|xanax|ambien
            |sleeping)|every pill|everything in|(?:1[0-9]|[2-9][0-9]|[1-9][0-9]{2}) (?:of )?(?:them|<pill>
            |tylenol|xanax|sleeping|of my))""",
        r"""
            (?:have|got|made) a plan to (?:die|kill|end|do it)|i have a plan(?= *(?:$|[.,]))|plan to (?:die|end)
            |(?:pills|bottle) (?:lined up|counted out|in front of me|in my hand|poured out)""",
        r"""
            (?:do not|will not) (?:deserve to (?:live|be alive|be here)|make it (?:through )?(?:the night
            |tonight|to tomorrow|till morning))|might not make it (?:through|tonight)|kill yourself""",
        r"""
            hurt(?:ing)? (?:someone|somebody|people|my (?:kids?|wife|husband|baby|boyfriend|girlfriend|mom
            |family))|(?:going to|want to|could|might) (?:kill|shoot|stab) (?:him|her|them|someone|somebody
            |people|everyone|my (?:wife|husband|boyfriend|girlfriend|ex|neighbor))|homicidal""",
        r"""
            do something (?:stupid|bad|drastic|crazy|to my ?self)|not safe (?:with|by|alone|around
            |to be)(?: my ?self)?|do not feel safe|am not safe|not safe (?:right now|here|at home|tonight)|(?:he
            |she) (?:is )?(?:hit|hits|hitting|beat|beats|beating|choked|choking|going to (?:hurt|kill)
            |threatened to kill|will kill) (?:on )?(?:me|us)|afraid for my life|fear for my life|(?:scared
            |afraid) (?:of what )?i (?:will|might|may|am going to) (?:do|hurt)|what i (?:might|will|would
            |could) do to my ?self|need (?:a )?(?:crisis|suicide) (?:line|hotline|help)|crisis (?:line|hotline)
            |being abused""",
    ),
    rule(
        "crisis.self_harm_es",
        r"""
            (?:aventar|tirar|arrojar|lanzar|colgar|ahorcar|matar|morir)(?:me)? (?:de|del|desde) (?:un |el[ ]
            |la )?(?:puente|edificio|techo|azotea)""",
        r"(?:mejor|ojala|prefiero|quisiera|ya|que) me (?:muero|muera|muriera|mato|mate)(?! de)",
        r"""
            me (?:quiero|voy a|quisiera|puedo) (?:quitar la vida|matar|morir|suicidar|ahorcar|colgar
            |cortar las venas|cortar(?= *$)|lastimar|hacer dano|ir de este mundo)""",
        r"""
            (?:tome|trague|tomo|tomarme) (?:demasiad[oa]s|un chingo de|un monton de|muchas|muchisimas
            |bastantes) (?:<pill>|drogas?)""",
        r"(?:nadie|ni quien) me (?:extranaria|extranara|va a extranar|echaria de menos|lloraria|necesita)(?: .*)?",
        r"(?:quiero|me quiero|ya me quiero|voy a) (?:ir(?:me)?|desaparecer|salir) de (?:este mundo|esta vida)",
        r"""
            soy una carga(?: .*)?|no le (?:hago falta|importo) a nadie|ya no (?:quiero|deseo) nada(?: de (?:esta
            |la) vida)?<end>|no (?:quiero|voy a) amanecer(?: .*)?""",
        r"""
            (?:me )?(?:quiero|quisiera|voy a|ganas de|pienso en|pensando en|prefiero|queria|deseo|gustaria
            |intente|trate de|pienso|puedo|mejor|dan ganas de|dan ganas de hasta) (?:ya )?(?:morir(?:me)?
            |matar(?:me)?|suicidar(?:me)?|ahorcar(?:me)?|colgar(?:me)?|quitarme la vida
            |desaparecer(?: de este mundo)?|no despertar(?: (?:mas|nunca))?|acabar con (?:todo|mi vida|esto
            |mi sufrimiento)|terminar con (?:todo|mi vida|esto)|dormir(?:me)? (?:para siempre|y no despertar
            |y ya no despertar)|hacerme (?:dano|algo)|lastimarme|cortarme(?! el)|aventarme|tirarme
            |dejar de (?:vivir|existir)|pegarme un tiro|darme un tiro|estar muert[oa])""",
        r"""
            (?:ya )?no quiero (?:seguir )?(?:vivir|viviendo|existir|estar aqui|estar viv[oa]
            |despertar(?:me)?(?: mas)?|seguir(?: asi| aqui| viviendo| adelante)?(?= *(?:$|[.,]))
            |estar en este mundo|nada con la vida)""",
        r"""
            me (?:mato|mate|muero ya|suicido|ahorco|cuelgo|corto las venas|corte las venas|corte los brazos
            |corte (?:otra vez|de nuevo)|aviento|pego un tiro|doy un tiro|voy a matar|voy a morir|quito la vida
            |tiro del puente)""",
        r"""
            matarme|morirme|suicid\w*|quitarme la vida|quitarse la vida|cortarme las venas|hacerme dano
            |lastimarme|autolesion\w*""",
        r"""
            (?:mejor|preferiria|quisiera|deberia) (?:estar|estoy|estaria) muert[oa]|ojala (?:no despert\w+
            |me muri\w+|me muera|estuviera muert[oa]|no hubiera nacido|ya no despierte|nunca despierte|me mate)
            |mejor muert[oa]|(?:estarian|estaran|estan|viven|vivirian) mejor sin mi|sin mi (?:estarian|estaran
            |todos) mejor""",
        r"""
            (?:no|ni) (?:vale la pena|tiene (?:caso|sentido)|hay razon|encuentro sentido|le (?:veo
            |encuentro) (?:sentido|caso)|tengo (?:razon|motivos?|ganas|por que|para que)|tengo nada por que
            |hay motivo) <gap>(?:vivir|la vida|seguir(?: viviendo| adelante)?|existir)|para que (?:vivir|vivo
            |seguir viviendo|sigo vivo|sigo viva|sigo aqui|seguir(?= *(?:$|[.,?])))|(?:cansad[oa]
            |hart[oa]) de (?:vivir|la vida|esta vida|mi vida|todo ya|estar viv[oa])|la vida no (?:vale
            |tiene sentido)|mi vida no (?:vale|tiene)""",
        r"""
            (?:ya )?no puedo (?:mas|seguir(?: asi| viviendo)?)(?= *(?:$|[.,]| con (?:esto|la vida|mi vida
            |todo)))|(?:ya )?no aguanto (?:mas|esta vida|la vida|vivir)(?= *(?:$|[.,]| con))|quiero que (?:todo
            |esto|el dolor|ya) (?:ya )?(?:se )?(?:acabe|termine|pare)|que se acabe todo
            |quiero descansar para siempre""",
        r"""
            (?:pistola|cuchillo|navaja|soga|cuerda|arma|escuadra|rifle|hoja de afeitar) <gap6>(?:mano|cabeza
            |cargada|cuello|lado|lista|boca|aqui|enfrente|piernas|conmigo)|tengo (?:una|la) (?:pistola|soga
            |navaja|arma)|(?:del|en el|desde el) puente(?! (?:internacional|de san))|adios a todos
            |adios para siempre|despedirme de (?:todos|mi familia|mis hijos)|(?:digan?|diganle|dile)(?:les
            |le)? a <gap>(?:hij[oa]s|mama|familia|ninos) que (?:l[oae]s?) (?:amo|quiero|ame)|carta de despedida""",
        r"""
            (?:me )?(?:tome|trague|tomo|tomando|tomarme|tragarme|tome|eche) (?:todas|todo|todas las|todo el
            |todo un|un monton de|un puno de|un punado de|el frasco|la caja|toda la caja|el bote|(?:[2-9]\d
            |1\d) ) ?(?:<gap>)?(?:pastillas|frasco|bote|medicinas?|entero|entera|completo|caja|tylenol
            |clonazepam|de golpe)""",
        r"""
            (?:quiero|voy a|puedo|podria) (?:matar(?:lo|la|los)?|hacerle dano|lastimar)(?: a)?(?! el tiempo
            | por)|me (?:pega|golpea|quiere matar|va a matar|esta golpeando|esta pegando)|no estoy a salvo
            |hacer una (?:locura|tonteria|pendejada)|linea de crisis|no me siento segur[oa]
            |violencia en (?:mi )?casa""",
    ),
)
