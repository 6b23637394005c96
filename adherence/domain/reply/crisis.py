"""Finds danger to life: self-harm, overdose, anaphylaxis and other emergencies, and use that is about to happen.

Words, not judgement: where a phrase could be meant either way it counts, and a person looks.
"""

from __future__ import annotations

from adherence.domain.reply.patterns import first, rule
from adherence.domain.reply.reading import Finding, Intent

_HUMOUR = (
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
    r"(?:phone|car|battery|laptop|truck|tv|alarm|cell|celular|telefono|bateria) <gap>(?:died|dies|dying|dead|murio|muere|muerto|muriendo)",
    r"(?:starving|die|dying) (?:of )?(?:hunger|heat)",
    r"(?:would|could) kill for",
    r"mataria por",
)

SELF_HARM = (
    rule(
        "crisis.self_harm",
        r"(?:kill|killing|hurt|hurting|harm|harming|hang|hanging|shoot|shooting|drown|drowning|off|offing|unalive|unaliving|stab|poison|end|ending|starve) (?:my ?self|me self|my life|it all|my own life|us all)",
        r"(?:cut|cutting|cutted|burn|burning) my ?self(?! (?:shaving|cooking|making|chopping|at work|on (?:the|a)|with the (?:razor|oven)|doing|slicing|opening|peeling|some slack|off|a break))",
        r"cutting again|cut (?:my )?wrists?|slit <gap>(?:wrists?|throat)|self harm(?:ing|ed)?",
        r"(?:take|taking|took|taken) (?:my )(?:own )?life",
        r"suicid\w*",
        r"(?:thinking|thoughts|think) (?:about|of) (?:ending|dying|death|killing|not being (?:here|alive)|hurting (?:my ?self|some))",
        r"(?:end|ending) (?:things|everything)(?: tonight| now| today| for good)?",
        r"end it (?:tonight|now|all|today|here)|ending it(?: all)?(?<!it) ?(?:tonight|today|now|all)|(?:going to|want to|ready to|could|gonna) end it",
        r"(?:want|wish|going|rather|ready|need|like|deserve|prefer|hoping|hope|trying|plan|planning|better|try|wanting|wanted) (?:to |i could |i would |i |i can )?(?:just |really |fucking )*(?:die|dead|be dead|be gone|not exist|disappear|vanish|not wake up|never wake up|sleep forever|be no more|stop existing|stop living|not be here|not be alive)(?: (?:tonight|now|today|already|anymore|too))?",
        r"wish(?:ed|ing)? (?:that )?(?:i|it) (?:was|were|am|had been|could be) (?:dead|gone|never born|over)|wish(?:ed)? i (?:had )?(?:never (?:been|was) born|did not (?:exist|wake up)|could (?:die|disappear|not wake up|sleep forever)|would (?:die|not wake up))",
        r"(?:hope|pray|wish|praying|hoping|prefer|rather) <gap>(?:not|never) wake up",
        r"(?:go to sleep|fall asleep|sleep)(?: and)? (?:and )?(?:not|never|forever)(?: wake up)?(?: again)?(?<=up|er)",
        r"(?:never|not|will not|do not|want to not) (?:want to |want |be |going to |have to )*(?:wake up)(?: (?:again|anymore|tomorrow|ever))?(?<!to wake up for)(?! (?:early|late|at|in time|til|until|on time|with|my|the|you|him|her|so))",
        r"better off (?:dead|without me|if i)",
        r"(?:no|not any|any|what is the|whats the|see a|see the|see any) (?:reason|point|use|purpose)(?: (?:to|in|of|for))?(?: (?:me|even))? ?(?:live|living|life|going on|go on|being alive|being here|continuing|existing|be alive|be here|keep going|staying alive|anymore|left|waking up)",
        r"(?:do|did|does) not (?:really |even |wanna |fucking )?want to (?:be here|live|exist|be alive|go on|be around|do life|wake up|keep going|keep living|survive|continue living|do this anymore|be on this earth|see tomorrow)(?! (?:with|at|in (?:this|my)|near))",
        r"(?:can not|could not) (?:do (?:this|it|life) anymore|go on(?: like this| anymore| any longer)?(?! (?:monday|friday|vacation|the|a))|keep (?:going|living|doing this)|live like this|take (?:this|life|living|much more|any more of this) ?(?:anymore|any longer)?|handle (?:life|living|being alive|it all|this life) ?(?:anymore)?|deal with life)",
        r"(?:tired|sick|done|over|exhausted) (?:of|with|from) (?:living|life|being alive|existing|this life|my life|fighting to live|it all|breathing)(?! insurance)",
        r"(?:want|need|wish|pray|hope) (?:it|everything|the pain|this|life|all of it|all this|it all|this all) (?:all )?(?:to |would |could )?(?:just )?(?:be over|be done|stop|end|go away forever)(?: already)?",
        r"(?:want|wish|need) (?:for )?(?:it|everything|this|the pain) (?:all )?to (?:be over|end|stop)",
        r"(?:want|need) (?:the )?pain (?:gone|to (?:stop|end))",
        r"(?:goodbye|good bye|bye)(?: forever| everyone| world| cruel world| all)(?:$| .*)|final goodbyes?|last goodbyes?|(?:say|saying|said) (?:my )?(?:final |last )?goodbyes?|(?:tell|let) <gap6>(?:kids?|mom|mother|wife|husband|family|son|daughter|children|babies|everyone|them|her|him)(?: know)?(?: that)? i (?:love|loved) (?:them|her|him)|suicide note|(?:wrote|written|writing|left) (?:a |my )?(?:note|goodbye|letters?) (?:to|for) (?:my|the) (?:kids?|family|mom|wife|husband)|will not (?:have to worry about|be around|see) (?:me|much longer|tomorrow)|this is (?:my )?goodbye|will not be here (?:tomorrow|much longer|anymore)(?= *(?:$|[.,?!]))|no one would (?:miss|care|notice) if i|nobody would (?:miss|care|notice) (?:me|if i)|(?:everyone|everybody|they|world|kids?|family) <gap>(?:would|will) be (?:better|happier) (?:off )?(?:without me|if i)|life (?:is not|aint|is no longer) worth (?:it|living)|not worth (?:living|being alive)|(?:nothing|not much|no one|nobody) (?:left )?to live for|no will to live|lost the will|give up on life|giving up on life|given up on life|done with (?:this )?(?:world|everything and everyone)|ready to go (?:be with|see) (?:god|jesus|my (?:mom|dad|brother))",
        r"(?:gun|pistol|shotgun|rifle|knife|razor|razor blades?|blade|noose|rope|glock|bullet|revolver) <gap6>(?:lap|hand|hands|head|mouth|wrists?|loaded|next to me|ready|neck|temple|night ?stand|bed|with me|in front of me|throat)",
        r"(?:loaded|have a|got a|holding a|holding the|bought a|with a|got my|have my|found my|found the) (?:loaded )?(?:gun|noose|pistol|glock|rope|blade|revolver)(?! (?:safe|permit|license|show|range))",
        r"(?:on|off|from|over) (?:the|a|this|my) (?:bridge|ledge|overpass|roof(?:top)?|edge)(?! (?:of my seat|traffic|home|work|construction))",
        r"jump(?:ing)? (?:off|from|in front)",
        r"(?:drive|driving|crash|crashing|steer) (?:my car |my truck |it )?(?:off|into) (?:the|a) (?:bridge|road|tree|wall|cliff|traffic|pole)",
        r"(?:step|walk|jump|run) (?:out )?(?:in front of|into) (?:a |the )?(?:train|bus|truck|traffic|car|road)",
        r"(?:took|taken|taking|swallowed|swallowing|ate|downed|take|swallow) (?:the |my )?(?:whole|entire|full) (?:bottle|thing of pills|pack|box|script|month)",
        r"(?:took|taken|taking|swallowed|swallowing|ate|downed|take|swallow) (?:all (?:of )?(?:the|my|these|those) (?:rest of (?:the|my) )?(?:<pill>|meds|xanax|tylenol)(?! (?:this week|so far|on time|as|every|like|correctly|right on|for the|each|all week|today on|today at|on schedule|faithfully|with))|(?:a |whole )?(?:handful|bunch|ton|fistful) of <gap>(?:<pill>|<opioid>|tylenol|xanax|ambien|sleeping)|every pill|everything in|(?:1[0-9]|[2-9][0-9]|[1-9][0-9]{2}) (?:of )?(?:them|<pill>|tylenol|xanax|sleeping|of my))",
        r"(?:have|got|made) a plan to (?:die|kill|end|do it)|i have a plan(?= *(?:$|[.,]))|plan to (?:die|end)|(?:pills|bottle) (?:lined up|counted out|in front of me|in my hand|poured out)",
        r"(?:do not|will not) (?:deserve to (?:live|be alive|be here)|make it (?:through )?(?:the night|tonight|to tomorrow|till morning))|might not make it (?:through|tonight)|kill yourself",
        r"hurt(?:ing)? (?:someone|somebody|people|my (?:kids?|wife|husband|baby|boyfriend|girlfriend|mom|family))|(?:going to|want to|could|might) (?:kill|shoot|stab) (?:him|her|them|someone|somebody|people|everyone|my (?:wife|husband|boyfriend|girlfriend|ex|neighbor))|homicidal",
        r"do something (?:stupid|bad|drastic|crazy|to my ?self)|not safe (?:with|by|alone|around|to be)(?: my ?self)?|do not feel safe|am not safe|not safe (?:right now|here|at home|tonight)|(?:he|she) (?:is )?(?:hit|hits|hitting|beat|beats|beating|choked|choking|going to (?:hurt|kill)|threatened to kill|will kill) (?:on )?(?:me|us)|afraid for my life|fear for my life|(?:scared|afraid) (?:of what )?i (?:will|might|may|am going to) (?:do|hurt)|what i (?:might|will|would|could) do to my ?self|need (?:a )?(?:crisis|suicide) (?:line|hotline|help)|crisis (?:line|hotline)|being abused",
    ),
    rule(
        "crisis.self_harm_es",
        r"(?:me )?(?:quiero|quisiera|voy a|ganas de|pienso en|pensando en|prefiero|queria|deseo|gustaria|intente|trate de|pienso|puedo|mejor|dan ganas de|dan ganas de hasta) (?:ya )?(?:morir(?:me)?|matar(?:me)?|suicidar(?:me)?|ahorcar(?:me)?|colgar(?:me)?|quitarme la vida|desaparecer(?: de este mundo)?|no despertar(?: (?:mas|nunca))?|acabar con (?:todo|mi vida|esto|mi sufrimiento)|terminar con (?:todo|mi vida|esto)|dormir(?:me)? (?:para siempre|y no despertar|y ya no despertar)|hacerme (?:dano|algo)|lastimarme|cortarme(?! el)|aventarme|tirarme|dejar de (?:vivir|existir)|pegarme un tiro|darme un tiro|estar muert[oa])",
        r"(?:ya )?no quiero (?:seguir )?(?:vivir|viviendo|existir|estar aqui|estar viv[oa]|despertar(?:me)?(?: mas)?|seguir(?: asi| aqui| viviendo| adelante)?(?= *(?:$|[.,]))|estar en este mundo|nada con la vida)",
        r"me (?:mato|mate|muero ya|suicido|ahorco|cuelgo|corto las venas|corte las venas|corte los brazos|corte (?:otra vez|de nuevo)|aviento|pego un tiro|doy un tiro|voy a matar|voy a morir|quito la vida|tiro del puente)",
        r"matarme|morirme|suicid\w*|quitarme la vida|quitarse la vida|cortarme las venas|hacerme dano|lastimarme|autolesion\w*",
        r"(?:mejor|preferiria|quisiera|deberia) (?:estar|estoy|estaria) muert[oa]|ojala (?:no despert\w+|me muri\w+|me muera|estuviera muert[oa]|no hubiera nacido|ya no despierte|nunca despierte|me mate)|mejor muert[oa]|(?:estarian|estaran|estan|viven|vivirian) mejor sin mi|sin mi (?:estarian|estaran|todos) mejor",
        r"(?:no|ni) (?:vale la pena|tiene (?:caso|sentido)|hay razon|encuentro sentido|le (?:veo|encuentro) (?:sentido|caso)|tengo (?:razon|motivos?|ganas|por que|para que)|tengo nada por que|hay motivo) <gap>(?:vivir|la vida|seguir(?: viviendo| adelante)?|existir)|para que (?:vivir|vivo|seguir viviendo|sigo vivo|sigo viva|sigo aqui|seguir(?= *(?:$|[.,?])))|(?:cansad[oa]|hart[oa]) de (?:vivir|la vida|esta vida|mi vida|todo ya|estar viv[oa])|la vida no (?:vale|tiene sentido)|mi vida no (?:vale|tiene)",
        r"(?:ya )?no puedo (?:mas|seguir(?: asi| viviendo)?)(?= *(?:$|[.,]| con (?:esto|la vida|mi vida|todo)))|(?:ya )?no aguanto (?:mas|esta vida|la vida|vivir)(?= *(?:$|[.,]| con))|quiero que (?:todo|esto|el dolor|ya) (?:ya )?(?:se )?(?:acabe|termine|pare)|que se acabe todo|quiero descansar para siempre",
        r"(?:pistola|cuchillo|navaja|soga|cuerda|arma|escuadra|rifle|hoja de afeitar) <gap6>(?:mano|cabeza|cargada|cuello|lado|lista|boca|aqui|enfrente|piernas|conmigo)|tengo (?:una|la) (?:pistola|soga|navaja|arma)|(?:del|en el|desde el) puente(?! (?:internacional|de san))|adios a todos|adios para siempre|despedirme de (?:todos|mi familia|mis hijos)|(?:digan?|diganle|dile)(?:les|le)? a <gap>(?:hij[oa]s|mama|familia|ninos) que (?:l[oae]s?) (?:amo|quiero|ame)|carta de despedida",
        r"(?:me )?(?:tome|trague|tomo|tomando|tomarme|tragarme|tome|eche) (?:todas|todo|todas las|todo el|todo un|un monton de|un puno de|un punado de|el frasco|la caja|toda la caja|el bote|(?:[2-9]\d|1\d) ) ?(?:<gap>)?(?:pastillas|frasco|bote|medicinas?|entero|entera|completo|caja|tylenol|clonazepam|de golpe)",
        r"(?:quiero|voy a|puedo|podria) (?:matar(?:lo|la|los)?|hacerle dano|lastimar)(?: a)?(?! el tiempo| por)|me (?:pega|golpea|quiere matar|va a matar|esta golpeando|esta pegando)|no estoy a salvo|hacer una (?:locura|tonteria|pendejada)|linea de crisis|no me siento segur[oa]|violencia en (?:mi )?casa",
    ),
)

BODILY = (
    rule(
        "crisis.emergency",
        r"(?:can|could) (?:not|barely|hardly) (?:really |even |fucking |hardly )?(?:breathe|breath|breathing|get (?:any |enough )?air|catch (?:my )?breath|swallow)(?! (?:it|that|them|the|my|this|those|pills?|a|one))",
        r"(?:barely|hardly) breath(?:e|ing)",
        r"(?:trouble|hard|difficulty|problems?|tough|difficult|struggling|struggle|issues?|having a hard time|hard time) (?:to |with |with my )?(?:breathe|breathing|breath|getting air|swallowing)",
        r"not breathing(?: (?:right|well|good))?|short(?:ness)? (?:of|on) breath|out of breath(?! (?:from|after) (?:running|the gym|stairs|working))|gasping|wheez(?:ing|y|e)|stopped breathing|breathing (?:is )?(?:weird|slow|shallow|bad)",
        r"throat <gap>(?:clos(?:ing|ed|es|e)|swelling|swollen|swelled|tight(?:ening)?|shut|closes|constrict\w+)|(?:tight|swollen|closing) throat",
        r"(?:tongue|lips?|face|mouth|eyes? and face|whole face) <gap>(?:swelling|swollen|swelled|swole|puff(?:y|ing|ed)|huge|blew up|ballooned|fat|numb and)|(?:swelling|swollen|swelled up|swole|puffy) (?:of |in )?(?:my |the )?(?:tongue|lips?|face|throat)",
        r"anaphyla\w*|epi ?pen(?! expired)",
        r"chest (?:pains?|is tight|tightness|hurts?|hurting|is hurting|pressure|is killing|tight|feels tight|is pounding and)|(?:pains?|tightness|pressure|tight) (?:in|on) (?:my |the )?chest|pain (?:in|down) my left arm",
        r"heart attack|stroke(?! of)|seiz(?:ure|ures|ed|ing)|convuls\w+|hallucinat\w+|seeing things|hearing voices|voices (?:telling|in my head)|delirium|dts|coughing up blood|(?:puk|vomit|throw)\w* (?:up )?blood|blood in my (?:vomit|puke|throw)|bleeding (?:a lot|bad|out|will not stop)|will not stop bleeding",
        r"(?:call|called|calling|need|get|send|dial|dialed|phone)(?: me| us)?(?: an?| the)? (?:911|9 1 1|ambulance|paramedics?|ems|medic|help now)|(?<!at )ambulance|911|9 - 1 - 1|its an emergency|this is an emergency|it is an emergency|medical emergency|emergency (?:help|please)|^emergency",
        r"(?:turning|lips are|lips|going|is|face is|turned) (?:blue|purple and|grey)(?= *(?:$|[.,]|and| lips| around))|unresponsive|unconscious|(?:will|would|does|can) not (?:wake (?:up|him|her|them)|get (?:him|her) to wake)(?= *(?:$|[.,?]| and| please| help))|(?:he|she) will not wake(?: up)?|wake (?:him|her|them) up|(?:he|she|boyfriend|girlfriend|friend|husband|wife|brother|sister|bf|gf|son|roommate|daughter) (?:is )?(?:not breathing|blue|overdosing|odd|unresponsive|passed out and)",
        r"(?:pass|passed|passing|black|blacked|blacking) out (?:twice|again|a few times|\d times|three times|two times|several|after (?:the|my) (?:shot|pill|injection|dose)|and (?:hit|fell|can)|in the shower|driving|at the wheel|at work)|keep (?:passing|blacking) out|chest pain<any> passed out|(?:i think )?i am dying(?! (?:to|of|for|laughing|over here|my|inside|at|rn|emoji))|feel like i am (?:dying|going to die)|feels? like (?:dying|death is)|going to die(?! (?:laughing|of|if|when|lol|for|from (?:bore|embarr|this heat)))|heart (?:stopped|is stopping)|heart <gap>(?:stop beating|explode|give out)",
        unless=(
            r"(?:chest|breathing) (?:day|exercises?)",
            r"out of breath (?:from|after)",
            r"breathing (?:exercises?|easy|easier|better)",
            r"can breathe",
        ),
    ),
    rule(
        "crisis.overdose",
        r"over ?dos(?:e|ed|es|ing)",
        r"(?:took|taken|did|used|had|shot|snorted|smoked) (?:way )?too (?:much|many)(?! (?:beers?|drinks?|time|food|of (?:a|the) (?:nap|break)|cookies|to|coffee))<gap6>(?:<opioid>|pills?|dope|drugs|stuff|help|bad|scared|cannot|xanax|can not)|(?:took|did|used|shot) (?:way )?too (?:much|many) (?:<opioid>|<pill>|dope|stuff|drugs|xanax|of (?:them|my pills|my meds|the pills))",
        r"narcan(?:ed|d|s)?(?! (?:kit|training|refill|class|at the|from|expired|in my))|narcanned|narced me|(?:need|used|got|give|gave|hit) <gap>(?:narcan|naloxone)(?! (?:kit|training))|nodding (?:out|off)(?! (?:in|at|during|to))",
    ),
    rule(
        "crisis.emergency_es",
        r"no (?:puedo|puede|podia|logro|alcanzo a) (?:ni |casi |bien )?(?:respirar|jalar aire|tragar saliva|hablar ni)(?: bien)?|me (?:cuesta|esta costando|falta|hace falta|es dificil) (?:mucho )?(?:el aire|respirar|aire|la respiracion|trabajo respirar)|cuesta (?:trabajo )?respirar|me (?:estoy )?(?:ahogo|ahogando|asfixio|asfixiando)(?! en (?:trabajo|deudas))|falta de aire|batallo para respirar|dificultad para respirar|no respira(?: bien)?|trabajo para respirar",
        r"(?:garganta|lengua|cara|labios?|boca) <gap>(?:cierra|cerrando|cerrada|cerro|hincha|hinchando|hinchad[oa]s?|hincho|inflamad[oa]s?|inflamo|inflamando|apreta)|(?:se me|me) (?:esta |estan )?(?:cierra|cerro|cerrando|hincho|hincha|hinchan|hinchando|hincharon|inflamo|cerrado|hinchado|inflama|inflamaron)(?: mucho)? (?:la |los |mi |mis )?(?:garganta|lengua|cara|labios?|boca)",
        r"(?:dolor|presion|opresion|punzadas?) (?:muy fuerte |fuerte )?(?:de|en el|en mi) pecho|me (?:duele|aprieta|oprime|esta doliendo)(?: mucho| bien feo)? el pecho|pecho (?:apretado|me duele|me aprieta)|infarto|ataque al corazon|derrame|convulsion\w*|ataques? epileptic\w+|anafila\w+|alucin\w+|oigo voces|veo cosas|sangre (?:al vomitar|en el vomito)|vomit\w+ (?:con |pura )?sangre|escupo sangre",
        r"ambulancia|emergencia(?:s)?(?! no)|911|me estoy muriendo(?! de)|siento que me (?:muero|voy a morir)(?! de)|creo que me (?:muero|voy a morir)(?! de)|no (?:despierta|reacciona|responde)(?= *(?:$|[.,]| y| mi| ayud))|inconsciente|(?:esta|se puso|labios) (?:morad[oa]s?|azul(?:es)?)(?= *(?:$|[.,]| y| mi))|me desmaye (?:dos|tres|varias|otra|\d) ve|sobredosis|me pase (?:de la dosis|con la (?:heroina|chiva|droga))|(?:me )?(?:meti|tome|use|inyecte) demasiad[oa]",
    ),
)

IMMINENT = (
    rule(
        "crisis.about_to_use",
        r"(?:about|going|fixing|fixin|ready) to (?:use|relapse|shoot up|shoot|get high|pick up|do (?:some )?<opioid>|cop|score|go get (?:high|<opioid>)|buy (?:some )?<opioid>)(?: (?:again|right now|now|tonight|some|dope|a bag|heroin))?(?= *(?:$|[.,?]| (?:someone|please|call|help|if|right|i need|and|can|so|unless|need)))",
        r"will (?:use|relapse|get high|shoot up|pick up)(?: (?:again|tonight|today))? (?:if|unless)",
        r"(?:needle|syringe|rig|dope|heroin|fent|fentanyl|bag|baggie|<opioid>) <gap>(?:in my hand|in front of me|right here|in my (?:pocket|lap)|loaded|ready|on the (?:table|counter)|next to me)|(?:holding|have|got) (?:a|the|my|some) (?:needle|rig|syringe|baggie|bag of <opioid>|bag)(?: (?:in|of|right)<gap6>)?(?= *(?:$|[.,]| (?:in|right|and|help|call)))|(?:dealer|plug|dboy) (?:is )?(?:on (?:his|her|the) way|outside|here|coming|pulling up)|(?:at|outside|meeting|calling|called|texted|sitting at|driving to|on my way to) (?:my |the )?(?:dealers?|plugs?)(?: (?:house|place|now))?",
        r"(?:someone|somebody|please|pls|need (?:someone|somebody)|need you) (?:please )?(?:to )?(?:call|help) me (?:before i|or i (?:will|am)|right now|now please|i am (?:about|going) to)|(?:before i|or i (?:will|am going to|might)) (?:use|relapse|do something|shoot up|get high)|help me (?:please )?i am (?:about|going|scared|losing)",
        unless=(r"about to use (?:the|my|it|that|this)", r"(?:use|get) (?:the|my) (?:bathroom|restroom|phone|app|car)"),
    ),
    rule(
        "crisis.about_to_use_es",
        r"(?:estoy|ando) (?:a punto|por|apunto) (?:de )?(?:usar|consumir|recaer|meterme|inyectarme|picarme|drogarme|comprar|caer)|voy a (?:recaer|consumir|inyectarme|picarme|drogarme|meterme|caer otra vez)(?= *(?:$|[.,]| (?:si|ayud|llam|por|ahorita|algo|otra|chiva|heroina|necesito)))|(?:jeringa|aguja|dosis|chiva|heroina|bolsita|globo) (?:aqui |ya )?(?:en la mano|enfrente|lista|cargada|conmigo|en la bolsa|aqui)|(?:llamen|llame|llamenme|llameme|marquenme|hablenme|ayudenme|marqueme) <gap>(?:antes|por favor ya|porque voy|estoy a punto)|ayudenme por favor|(?:dealer|conecta|tirador) (?:ya )?(?:viene|esta afuera|esta aqui)",
    ),
)


def find_crisis(text: str) -> tuple[Finding, bool] | None:
    """The crisis in a normalised text and whether it is bodily (then also a side effect), or None."""
    cleared = _CLEAR.shape.sub("idiom", text)
    for rules, bodily in ((SELF_HARM, False), (BODILY, True), (IMMINENT, False)):
        hit = first(rules, cleared)
        if hit is not None:
            return Finding(hit[0], hit[1], Intent.CRISIS, safety=True), bodily and "overdose" not in hit[0]
    return None


_CLEAR = rule("crisis.humour", *_HUMOUR)
