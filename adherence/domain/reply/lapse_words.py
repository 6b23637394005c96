"""What people say of drinking and using, and what only sounds like it."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, rule

NOT_DRINK = r"""
    (?:water|it|juice|coffee|tea|milk|soda|pop|gatorade|smoothie|coke|pepsi|sprite|kombucha|electrolytes|plenty
    |lots of water|more water|enough water|my coffee|my tea|the kool aid|pedialyte|red bull|liquids|fluids
    |softdrink|broth|ensure)"""

# Whose use it was, whether it happened, and whether it is wondered about: such stretches are taken out before looking.
NOT_OURS = compiled(
    r"""
        (?:will|going to|gonna|might|may|would|could|all|always|they are|are) be (?:drinking|using|drunk|high
        |wasted)|(?:everyone|everybody|family|friends|people|they|folks|in laws)(?: \w+){0,2} (?:drinking|using
        |drunk|drinks)""",
    r"high on (?:life|god|jesus|endorphins|love|sugar|caffeine)",
    r"""
        (?:<other_person>|who|someone|somebody)(?: (?:still|always|just|already|all|never|is|has|was|were|are
        |had|keeps?|got|and|said|told me|even|be|been))* (?:drank|drinks?|drinking|uses?|used|using|relapsed
        |relapses|smokes?|smoked|smoking|drunk|wasted|high|do(?:es)? (?:drugs|dope|coke)|overdosed|hungover
        |sober|sells?|shoots? up|toman?|usan?|fuman?|tomando|tomo|recayo|consumen?|beben?|borrach[oa]s?)""",
    r"""
        (?:not|never|without|zero|0|none|neither|avoid\w*|instead of)(?: (?:had|have|been|even|ever|really
        |actually|a|an|any|single|one|drop|of|gone|go|to|touch(?:ed)?|get|got|so|much|drank|drink|drinking|using
        |yet|once|picked|the|want|wanting|feel|like|going|consumed|another|some|up)){0,5} (?:drink\w*|drank
        |drunk|use|used|using|relaps\w+|slip(?:ped)?|smok\w+|high|booze|drop|sip|anything|a thing|picked up
        |<alcohol>|<opioid>|weed)(?: up)?""",
    r"""
        (?:almost|nearly|about|close to|came close to|want(?:ed|s)?|wanting|tempted|going|trying|hard not|need
        |like|urge|urges|thinking about|thinking of|dreamed|dreamt|dream|dreams|dream about|crave|craving
        |craving a|want to|wanted to|if i|what if i|when i|can i|should i|could i|may i|ok to|okay to|safe to
        |allowed to|is it ok to|is it bad to|before i|unless i|until i|not to|mind off|instead of|way i|days i
        |nights i|times i)(?: (?:to|have|had|about|i|of|just|a|go|so bad|really|ever|not|even|up|me|bad|some
        |get))* ?(?:drank|drink|drinking|use|used|using|relapse|relapsed|relapsing|slipped|slip|smoke|smoking
        |getting high|get high|get drunk|drunk|caved|cave|a beer|a drink|one|gave in|give in|pick up|picked up
        |high|have a (?:drink|beer)|had a (?:drink|beer))(?: (?:a |some |any )?(?:beers?|drinks?|alcohol|wine))?""",
    r"""
        (?:me )?(?:la|lo|las) (?:estoy|ando|voy|acabo de|sigo|vengo) (?:tomando|tomar)\w*|tomand(?:o|ome)l[oa]
        |tomandomel[oa]""",
    r"used to(?: \w+)?",
    r"""
        used (?:up|the|my (?:last|card|phone|insurance|key|coupon|pto|vacation|own|new|inhaler|app|head|coping)
        |it all|an? (?:app|coupon|pill box|pill ?box|alarm|timer|calendar|reminder|spoon|cup|glass|planner|pen)
        |your|that app|to it|car|bathroom|mouthwash)""",
    r"(?:the )?last (?:time (?:i|we) (?:drank|used|drink|had a drink|drink)|drink was|use was|used was)",
    r"(?:weeks?|days?|months?|years?) (?:since|without|clean|sober|no)(?: \w+){0,4}",
    r"(?:stopped|quit|gave up|done) (?:drinking|using|smoking|alcohol|beer|booze)",
    r"(?:drank|drunk|drinking|drink|had|sipping|sipped) (?:\w+ ){0,4}?" + NOT_DRINK,
    r"""
        (?:smoked|smoking) (?:an? |some |the |up )*(?:brisket|ribs?|turkey|pork|meats?|sausage|salmon|fish
        |chicken|butt|cigs?|cigarettes?|cigars?|ham|wings|bacon|cheese|grill|pack|tires|newport|marlboro)""",
    r"smoke detector",
    r"""
        high (?:school|five|risk|hopes?|blood|five|note|time|way|key|cholesterol|fever|score|heels|chair|end
        |pressure|stress|demand|school|ground|up|dose)""",
    r"(?:blood pressure|bp|sugar|price|cost|copay|prices|temp|fever|rent|insurance|stress|number|score) <gap>high",
    r"no (?:drinks?|drinking|alcohol|booze|beers?|drugs?|using|slips?|relapses?|lapse)",
    r"(?:drinking|drink) (?:problem|buddy|age|game|season|history|again if)",
    r"(?:dose|doses|pill|pills|med|meds|medication|day|days|one|naltrexone|appointment|reminder)(?: \w+)? slipped",
    r"""
        slipped my mind|slipped (?:and|on|in) (?:the |my )?(?:fell|ice|shower|stairs|hurt|bathroom|broke|tub|rug
        |wet|snow)""",
    r"messed up (?:my (?:schedule|sleep|back|stomach|order|days|pills)|the (?:time|order|days?|date))",
    r"(?:got|get|am|is) the shot",
    r"wasted (?:time|my|a|the|an|on|food|money|trip)",
    r"(?:cooking|cook|cooked|marinated|made) (?:with )?<gap>(?:wine|beer|rum)",
    r"""
        (?:offered|offer|offers|offering|brought|bought|sells?|selling|gave|poured|handed|passed
        |ordered)(?: (?:me|him|her|us))? (?:\w+ ){0,3}(?:<alcohol>|<other_drug>|pills?
        |dope)(?: .{0,40}(?:said no|turned|threw|poured|left|walked|refused|did not|passed))""",
    r"""
        (?:sin|no|nunca|ni|jamas|ya no)(?: he| me| se| la| lo| voy a| quiero| puedo| ha| tengo| probe| compre
        | hubo| tuve)? ?(?:tomado|tomar|tome|tomo|bebido|beber|bebi|usado|usar|use|consumido|consumir|consumi
        |recaido|recai|fumado|fume|probado|una gota|alcohol|cervezas?|recaer|he tomado|he usado)(?: (?:nada
        |ni una|alcohol|cerveza|gota|una|drogas?|licor))*""",
    r"""
        (?:casi|quiero|quisiera|queria|ganas de|se me antoja|antojo de|ganas|antojan|antoja|voy a|si|puedo
        |podria|pensando en|pense en|sone que|evitar|por no|antes de|puedo|tentacion de|para no
        |a punto de)(?: (?:me|una?s?|de|echarme|echar|tomar(?:me)?|ir a|hasta|la|que
        |yo))* ?(?:tom[oea](?:r(?:me)?|ba|ndo)?|us(?:ar|o|aba)|recaig?[oa]|recaer|recai|consumir|consumo|fumar
        |beber|bebo|tomaba|una? <alcohol>|<alcohol>)(?: (?:una?s? )?(?:<alcohol>))?""",
    r"""
        (?:tomo|tome|tomando|tomado|tomarla|tomar|bebi) (?:la|mi|las|mis|una|esta|el|otra|los|toda|todas|media
        |cafe|agua|te|jugo|refresco|coca|leche|ya|mucha agua|pura|puro|solo agua|con)? ?(?:<pill>|<drug>|agua
        |cafe|te|jugo|refresco|leche|softdrink|coca|atole|camion|bus|foto|fotos|decision|siesta|de ayer|de hoy
        |clases?)""",
)

PARTY = compiled(
    r"""
        (?:been|am|was|started|back to|kept|keep|already|still|out|day|were|kept on|caught) (?:\w+ )?drinking
        |<start>drinking(?: (?:now|right now|again|tonight|already|beer|wine|vodka|alone))?<end>""",
    r"hungover|crudo|cruda(?! realidad)|ando crud[oa]|resaca",
    r"""
        (?:i |just |so |got |was |am |been |really |pretty |super |ended up |got so |and )*(?:drank|drunk
        |drunken|tipsy|wasted|hammered|buzzed|plastered|blackout|blacked out|faded|shitfaced|trashed|sloshed
        |lit up drinking)(?= *(?:$|[.,]|.))""",
    r"""
        (?:fell|falling|fallen|off) (?:off )?(?:of )?the wagon|bender|binged?(?! (?:watch|eat|ate))
        |binge drinking|binging|day drinking|closed down the bar|(?:hit|cracked|opened|popped|chugged|sipp(?:ed
        |ing)|finished|killed|downed|slammed|split|shared|nursed|nursing|threw back|knocked back|pounded
        |crushed) (?:open |into |up )?(?:<count> )*(?:the bottle|the sauce|<alcohol>|<container>)""",
    r"""
        (?:had|have had|did|took|drank|drink|drinking|having|been having|got|ended up having|ended up with
        |ordered|split|bought and drank|allowed myself|let myself have|snuck|did have|did a|went through
        |caved and had|gave in and had|went for) (?:like |about |around |maybe |at least |myself |only |just[ ]
        |me |probably |almost |to have |on )*(?:<count> )*(?:(?:<container>|big|cold|small|little|strong|craft
        |whole|full|light|large|tall|more|too many|glasses|nice) ?(?:of )?)*(?:<alcohol>|a drink|drinks?|shots
        |glasses|beers?|one too many|too many|a bottle|shots of)(?: of)?(?! (?:of )?(?:water|milk|juice|tea
        |coffee|espresso|soda|lemonade|naltrexone|vivitrol))""",
    r"""
        (?:\d+|two|three|four|five|six|seven|eight|ten|few|couple|several|many) (?:<container> of )?(?:<alcohol>
        |<container>) (?:in|deep|down|last night|tonight|yesterday|already|so far|friday|saturday|sunday|at
        |this weekend|with)""",
    r"""
        (?:wine|beers?|vodka|drinks|whiskey|tequila|<alcohol>) (?:at|with|last night|yesterday|over the weekend
        |on (?:saturday|friday|sunday))""",
    r"""
        (?:i |we )?(?:did|done|doing|took|taking|had) (?:<count> )?shots(?= *(?:$|[.,]| (?:at|with|last|of|all
        |and|yesterday|till|until|again)))|emoji_drink|(?:started|back to|went back to|been|am|was|kept
        |keep) (?:drinking)|drank|drunk (?:last|again|right|off|all|as|dialed)|i drink (?:last|yesterday|today
        |again|so much|everyday|every day|every night)|drink(?:ed)? (?:last night|yesterday|too much|again last
        |a lot last)""",
)

PARTY_ES = compiled(
    r"""
        (?:me )?(?:tome|eche|avente|bebi|chupe|pistie|tomamos|echamos|bebimos|empine|chingue|baje|tumbe|acabe
        |tomando|bebiendo|tomado|bebido|echado|empujo|empuje|chinge|puse a tomar|destape|tomanos|tomaba
        |compre y me tome) (?:ayer |anoche |como |con mi \w+ |un |el |demasiad[oa]s? |algo de |mas de |solo[ ]
        |nomas |solamente |por lo menos |en la fiesta |casi |otra vez |mucho[ ]
        |mucha )*(?:<count> )*(?:(?:botellas?|latas?|vasos?|copas?|tragos?|litros?|medio|medias?|shots?|six
        |frias|de) (?:de )?)*(?:<alcohol>|chupe|trago|botella|shots?)(?! de agua)""",
    r"""
        (?:ayer|anoche|el (?:viernes|sabado|domingo|finde|fin de semana)|hoy|otra vez|de nuevo|en la (?:fiesta
        |boda|reunion)) (?:si |me |ya |volvi a |tambien )*(?:tome|tomamos|bebi|pistie|chupe|me puse bien pedo
        |me emborrache|tomar|puse pedo)(?! (?:la|mi|las|una|el|con|a|cafe|agua|pastilla|medicina|dos|doble))""",
    r"""
        (?:volvi|he vuelto|volvia|empece|regrese|otra vez|estoy|ando|estuve|anduve|segui|sigo)(?: a
        | otra vez a)? (?:tomar|beber|tomando|bebiendo|pistear|pisteando|chupar|chupando|la bebida|el trago
        |al trago|pistiando)(?! (?:la|mi|las|pastilla|medicina|cafe|agua|los))""",
    r"""
        (?:me )?(?:emborrache|embriague|puse (?:bien )?(?:ped[oa]|borrach[oa])|puse una peda|empede
        |agarre la peda|eche unos tragos|pase de copas)|(?:ando|estoy|estaba|anduve|estuve|andaba|quede|llegue
        |amaneci) (?:bien |medio |todavia |re |super |muy |todo |toda )?(?:ped[oa]|borrach[oa]|crud[oa]
        |tomad[oa]|briag[oa]|happy)|agarre la (?:botella|jarra|borrachera|peda)|tome (?:anoche|ayer|de mas|mucho
        |el fin|el sabado|el viernes|otra vez|un poco|tantito|en la)|(?:me )?(?:tome|tomamos|eche) (?:unas|unos
        |un par|varias|varios)(?= *(?:$|[.,]| (?:ayer|anoche|con|en|el)))|bebi(?= *(?:$|[.,]| (?:anoche|ayer
        |mucho|otra|de|alcohol|un|el|en|con)))""",
)

SOMETHING = (
    rule(
        "lapse.slip",
        r"relaps(?:ed|ing|e)",
        r"""
            (?:i |just |kinda |kind of |totally |really |fully )*(?:slipped|slip)(?: up)?(?= *(?:$|[.,]| (?:up
            |again|last|yesterday|today|this|and|on|over|saturday|friday|sunday|monday|bad|with|at|hard|twice
            |once|a little|i|had|so|one)))""",
        r"""
            had a (?:slip|relapse|lapse|setback|slip up)|(?:broke|lost|ended|blew) my (?:streak|sobriety
            |clean time|sober)(?: \w+)?""",
        r"(?:i )?(?:caved|gave in)(?= *(?:$|[.,]| (?:last|and|to|again|yesterday|tonight|today|at)))",
        r"""
            (?:fell|fallen) back (?:in|into|off)|(?:went|gone|going|am|got|back) back (?:out|to (?:using
            |drinking|old))|back (?:at it|on (?:it|the (?:stuff|bottle|shit)))(?= *(?:$|[.,]| again))
            |i went out(?= *(?:$|[.,]) )""",
        r"""
            recai(?:da|das)?|recayendo|tuve una recaida|volvi a (?:caer|lo mismo|recaer|las andadas|fallar)
            |cai (?:otra vez|de nuevo)|(?:me )?(?:resbale|descarrile|rendi|descuide)(?= *(?:$|[.,]| (?:ayer
            |anoche|otra|y)))|tropece(?= *(?:$|[.,]| ))|rompi mi (?:racha|sobriedad)|(?:i )?(?:messed|screwed
            |fucked|effed|f|fd) up(?= *(?:$|[.,]| (?:last|yesterday|and (?:drank|used|had)|this|on|saturday
            |friday|bad|big|again|i)))|la regue|la cague""",
    ),
    rule(
        "lapse.used",
        r"""
            (?:i |have |just |been |ended up |did |and |actually |also |we |went and |got |am |still |back[ ]
            |back to |started |was )*(?:used|using)(?= *(?:$|[.,?]| (?:last|again|yesterday|today|this|and
            |tonight|twice|once|on|saturday|friday|sunday|monday|some|with|for|a little|a lot|a bag|a bit|at
            |earlier|the other|over|three|two|every|everyday|before|after|heavily|right|wednesday|tuesday
            |thursday|but|so|one|then|while|1|2|3|because|an hour|all|it last|drugs)))(?! (?:with the app
            |on the phone|some (?:app|lotion|coping)|a little (?:lotion|cream)))""",
        r"""
            (?:i )?(?:use|did use|do use) (?:last night|yesterday|again(?! if)|this morning|today)
            |(?:i )?got (?:so |really |super |a little |pretty )?high|(?:i am|am|was|been) (?:so |really |super[ ]
            |still |kinda |pretty |getting )?high(?= *(?:$|[.,]| (?:right|as|rn|now|off|on|again|last)))
            |shot up(?! (?:to|in price))|shooting up|(?:nodded|nodding) (?:out|off)|(?:bought|got|scored|copped
            |picked up|did|smoked|snorted|shot|took|sniffed|used|had) (?:and (?:did|used) )?(?:a |some |two[ ]
            |half a |one |another |the |my |2 |3 )*(?:bags?|bump|baggie|bundle|hit|hits|dose|doses|balloon|dime
            |dub|stuff|shit|drugs?|rail|rails)(?= *(?:$|[.,]| (?:of|last|from|yesterday|again|today|and|with|at
            |tonight)))|picked up(?= *(?:$|[.,]| (?:again|last|yesterday|after)))|(?:snorted|sniffed|railed
            |injected)(?: \w+){1,4}|(?:smoked|slammed|banged|shot|popped)(?: (?:some|a couple|a few|up
            |random))+(?: (?:something|pills?|powder|dope|stuff|<opioid>))(?= *(?:$|[.,]| ))|(?:smoked|slammed
            |banged) (?:something|powder|dope)""",
        r"""
            (?:took|popped|ate|swallowed|did|had|bought) (?:a |some |two |one |a couple |a couple of |a few[ ]
            |few |2 |3 |4 |couple |random |my \w+ |his |her |somebodys |someones |those )+(?:<pill>|pills?
            |blues?) (?:i (?:got|bought|found)|from (?:a|my|the|some|this) (?:<other_person>|guy|street|friend
            |coworker|dealer|dude|medicine cabinet)|off the street|that (?:was|were) not mine|not mine
            |someone gave|he gave|she gave|my <other_person> (?:gave|had))|took something(?! (?:for (?:my|the
            |a) (?:cold|allerg\w+|stomach|headache|fever|nausea)|over the counter|to help me sleep))
            |took (?:some )?(?:drugs|street pills)""",
        r"""
            (?:me )?(?:drogue|inyecte|pique|puse hasta|puse bien loc[oa]|meti(?= *(?:$|[.,]| (?:algo|una|droga
            |otra|anoche|ayer|de|un|unas|unos|cosas)))|eche un pase)|(?:consumi|consumiendo)(?= *(?:$|[.,]| ))
            |(?:volvi a|he vuelto a|estoy|ando) (?:usar|consumir|usando|consumiendo|meterme|drogarme)|(?:si |yo[ ]
            |ayer |anoche )?use (?:droga|otra vez|anoche|ayer|de nuevo|drogas|hoy|el sabado|el viernes|algo)
            |(?:tome|compre) (?:unas )?pastillas (?:de|que) (?:la calle|un amigo|mi amigo|mi primo|no son mias
            |no eran mias|me (?:dio|dieron|regalo|vendio))(?! (?:el|la) (?:doctora?|farmacia))
            |ando (?:bien )?(?:loc[oa]|hasta arriba|drogad[oa]|arponead[oa]|prendid[oa])|estoy drogad[oa]""",
    ),
)

TOOK = r"""
    (?:took|taken|taking|take|did|done|doing|do|used|using|use|had|shot|shooting|snorted|smoked|smoking|popped
    |ate|back on|on|got|scored|copped|bought|relapsed on|high on|slipped with|slipped on|sniffed|injected|tried
    |been on|been doing|chewed|swallowed|banged|railed|eating|popping|hit|drank|buying|messing with|messed with
    |fell back into|dosed|last|after|my last|sipped|some|me meti|meti|me inyecte|inyecte|me pique|use|consumi
    |probe|me eche|eche|fume|fumando|me tome|tome|tomado|volvi a|usando|metiendome|con|compre|recai con|recai en
    |me di|me puse|inyectandome|inhale|consumiendo|me fume)"""

FILLER = r"""
    (?: (?:a|an|one|two|three|four|\d+|half|some|my|of|my roommates|his|her|the|with|up|couple|few|little|bit
    |bag|bags|line|lines|hit|hits|more|too much|again|roommates?|moms?|dads?|husbands?|wifes?|friends?|old
    |leftover|left|over|last|from|mg|sister|sisters|brothers?|buddys?|grandmas?|neighbors?|pill|pills|gram|of my
    |un|una|unas|unos|poco|de|la|las|mi|dos|tres|pase|tantita|tantito|algo|otra|vez|bolsita|pastillas?|con
    |anoche|ayer|mas|poquita|just|so|other|day|ago|on|piece|liquid|strong|blue|street|for|cough|syrup|lean|i
    |found|had|old|prescription|mis|sus|all|those|these|that|actual|straight))*"""

OPIOID = compiled(
    r"""
        <opioid>(?: [,.])?(?: and| so| pero| y)?(?: i| me)? (?:took|used|did|had|tome|popped) (?:one|some|it|two
        |a few|a couple|half|una|dos)""",
    r"(?:drank|drinking|sipped|sipping|on) (?:some |that )?lean",
    rf"{TOOK}{FILLER} <opioid>",
    r"""
        <opioid> (?:again|last night|yesterday|relapse|anoche|ayer|otra vez|and (?:some )?(?:beer|drinks))
        |^<opioid> (?:today|again|last night)$""",
)

OTHER_DRUG = compiled(
    rf"{TOOK}{FILLER} <other_drug>",
    r"""
        <other_drug> (?:last night|yesterday|again|anoche|ayer)|(?:stoned|tweaking|tweaked|rolling on
        |tripping on|vaped|fume|fumando|queme|me puse)(?= *(?:$|[.,]| (?:last|weed|mota|yerba|anoche|ayer|un
        |unos|some|right|bien|grifo|pacheco)))|baked(?= *(?:$|[.,]| (?:right|last|as)))|(?:got|getting|am|was
        |so) stoned|ando (?:grif[oa]|pachec[oa])""",
)

CLINICIAN = compiled(
    r"""
        er|emergency room|hospital|urgent care|dentist|dental|surgeon|surgery|doctors?|doctora?|nurse
        |paramedics?|ems|clinic|oral surgeon|kidney stone|c section|operation|epidural|anesthesia
        |after my (?:procedure|surgery)|prescribed|prescription for|script for|dentista|cirugia|hospital
        |urgencias|operaron|operacion|enfermera|recet\w+|ambulance|root canal|wisdom teeth|broke my \w+
        |broken \w+|fracture|podiatrist|orthopedist|ortho|pcp|medic|sacaron una muela|muela|me quebre
        |me fracture"""
)

GIVEN = compiled(
    r"""
        (?:had|have|put|got|kept|started) me on (?:\w+ ){0,3}<opioid>|<opioid> (?:drip|iv|pump|shot|epidural)
        |(?:hooked|shot|pumped|doped|loaded) me (?:up|full)(?: \w+){0,3} <opioid>""",
    r"""
        (?:gave|given|giving|gave me|put|putting|started|shot me up|hooked|injected|pumped|dieron|dio|pusieron
        |puso|inyectaron)(?: (?:me|us|on|with|up|a|an|some|iv|shot|of|full|out|for|the|unas?|unos?|de|para|el|la
        |dose|script|prescription|5|2|mg|\d+|pills?|pastillas?|tantito|to|i|take|liquid|strong))* <opioid>""",
    r"""
        <opioid> (?:at the (?:er|hospital|dentist)|in the (?:er|hospital|ambulance)|from (?:the|my) (?:er
        |hospital|dentist|doctor|surgeon|urgent)|en el hospital|en urgencias|i got at|por el doctor
        |del (?:doctor|dentista))""",
)

FUTURE_GIVEN = compiled(
    r"""
        (?:want|wants|wanted|wanting|going|trying|plan|planning|might|may|could|can|should|if|will|would like
        |offered|offering|supposed|about|thinking of|thinking about|before|quieren|quiere|van a|va a|puedo
        |podria|si me|me ofrecieron|le puedo)(?: \w+){0,6} <opioid>""",
    r"(?:have|had|got|need|needs|having) (?:to )?(?:not )?(?:take|taken|filled|fill) <gap><opioid>",
    r"(?:did not|do not|will not|have not|not|no|never|without|no me|sin|no la|no las|nunca)(?: \w+){0,3} <opioid>",
    r"""
        (?:is|are|was|can|does|do|will|would|which|what about|what if)(?: \w+){0,4} <opioid>(?: \w+){0,3} (?:ok
        |okay|safe|bad|allowed|fine|mix|interact|show up|contain|work)""",
    r"""
        (?:clean|off|quit|stopped|kicked|sober|free|detoxed)(?: \w+){0,3} (?:from|off|of|since|without
        |no)?(?: my| the| all)? ?<opioid>|(?:weeks|days|months|years) (?:\w+ )?(?:since|without|off|clean|free
        |from|no)(?: \w+){0,2} <opioid>""",
    r"""
        (?:cravings? for|craving|urge for|miss|missing|thinking about|dream(?:s|ed|ing)? (?:about|of)|want
        |wanted|tempted by|offered(?: me)?|antojo de|ganas de|soned? con|antoja)(?: \w+){0,3} <opioid>""",
    r"<opioid>(?: \w+){0,2} (?:cravings?|dreams?|free)",
    r"""
        <other_person>(?: \w+){0,3} (?:on|uses?|used|doing|does|selling|sells|overdosed|died|dealing|took
        |shooting|relapsed|se mete|usa|vende)(?: \w+){0,3} <opioid>""",
)

TOOK_OPIOID_FIRMLY = compiled(
    r"""
        (?:i |we |and |then |so i |y |ya |me |si )+(?:took|did|used|relapsed on|shot|snorted|tome|meti|use
        |inyecte|smoked|popped|had)(?: \w+){0,4} (?:it|them|one|two|some|<opioid>|1|2|una|dos|it anyway)"""
)

MENTIONS_OPIOID = compiled(r"<opioid>|lean")

TRIED_NO = compiled(
    r"""
        (?:did not|have not|has not|never|do not|will not|no he|no la|no las|no me|sin)(?: \w+){0,3} (?:take
        |taken|took|use|used|fill|filled|touch|tome|tomado|tomarla|usado|want)""",
    r"""
        (?:said|told (?:him|her|them)|turned) (?:no|it down|them down)|refused|threw|flushed|can i take (?:it
        |them|one)|should i take (?:it|them|one)|is it (?:ok|okay|safe)(?: \w+){0,2} (?:take|it|them)|(?:la|las
        |lo|los|me la|me las) puedo tomar|puedo tomarl[oa]s?""",
)

OWN_PRESCRIPTION = compiled(
    r"""
        (?:took|taken|taking|tome|had|take|have been taking|am on|on|started)(?: back| both)?(?: my
        | mi)? (?:suboxone|subutex|methadone|buprenorphine|bupe|zubsolv|sublocade|metadona|suboxona
        |buprenorfina) (?:and|with|y|con|today with|on top of|after|before|despues|antes)<gap6> (?:naltrexone
        |naltrexona|vivitrol|pill|pastilla|shot|inyeccion|it|this)""",
    r"""
        (?:took|tome|had) (?:my|mi) (?:suboxone|subutex|methadone|buprenorphine|bupe|zubsolv|metadona|suboxona
        |buprenorfina)""",
)

NAMED = compiled(
    r"""
        <alcohol>|<other_drug>|drank|drinking|drunk|bar|hungover|glass(?:es)?|tomar|tome(?! (?:unas pastillas
        |pastillas|algo))|bebi|emoji_drink|drinks?"""
)
