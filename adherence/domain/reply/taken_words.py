"""What people say of a dose that they took, and what only sounds like it."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled

OBJECT = r"""
    (?:<it>|this|mine already|everything|all of (?:it|them)|already|today|tonight|earlier|early|late|at|with|w
    |before|after|this|around|about|just|first|right|on|like|when|an hour|a (?:few|couple|little)|(?:\d+|two|ten
    |five) (?:minutes|hours|min)|as soon|every|and|but|ok|yes|good|done|thanks|promise|sorry|lol|now|as|because
    |so|in the|last|while|once|b4|though|again|finally|thank|no|i|emoji_\w+|for|tbh|fyi|bro|man|dude|mom
    |yesterday|dont|mg|50|2 hours|by)"""

TAKEN = compiled(
    r"""
        (?:me |ya |si )*(?:la|lo|las|los) (?:tome|trague|pase)(?! que)|(?:me )?(?:la|lo|las) (?:estoy
        |ando) (?:tomando|pasando)\w*|(?:ya|si)(?: ,)? (?:desde )?hace (?:un )?(?:rato|ratito|ratote|\w+ (?:horas?
        |minutos?))|(?:ya )?me la (?:pusieron|puse|aplicaron|inyectaron|pusieron ya)(?! (?:el|la) (?:proxim
        |siguiente))|(?:its|it is|pill is|it went|its already) (?:down|gone|in(?! my (?:bag|car|purse|truck|box
        |room|locker|desk)| the)|taken|swallowed)|hace (?:un )?(?:rato|ratito) (?:que )?(?:me )?la tome
        |(?:ya )?(?:me )?la tome hace (?:\w+ ?){1,3}""",
    r"(?:but|pero) (?:yes|yeah|yep|i did|si)<end>",
    r"""
        (?:took|taken|did|swallowed|tome|la tome|had) ?(?:it|them|mine|that)? (?:anyways?|regardless|all the same
        |just the same|de todos modos|de todas formas|igual|de todas maneras|no matter what|in the (?:truck
        |car))(?: .*)?""",
    r"(?:took|taken|swallowed|popped|downed|gulped)(?= *(?:$|[.,!]| " + OBJECT + r"))",
    r"""
        (?:have |has |had |just |already |i )*(?:had|ate|chewed|got|did|finished|washed|drank|threw|knocked
        |slammed|choked|gotten) (?:back |down |in )?(?:<it>)(?: down| back| in| done| over with| out of the way
        | in me)?(?= *(?:$|[.,!]| (?:with|at|before|after|this|earlier|already|today|down|around|when|first
        |about|an|a|just|right|on|like|in the|last|early|late|now|and|but|thanks|yes|ok|for|emoji_\w+|lol|done
        |as|while|by|tonight|\d+|mom|man|of|yesterday|already|so|because)))""",
    r"""
        (?:already |just |all |its |it is |am |is |got it |i am |was |i have |yes |yep |now |been |and[ ]
        |that is )*(?:done|finished|complete|completed|handled|did it|did that|did so|did mine|did already|did
        |checked off)(?= *(?:$|[.,!]| (?:with (?:it|that|the|mine)|already|and|this|at|before|for|emoji_\w+
        |thanks|yes|today|lol|deal|mom|boss|sir|maam|first|hours|an|like|right|with (?:breakfast|dinner|lunch
        |coffee|my)|as|when|earlier|ok)))(?! with (?:it|that|the pill) )""",
    r"""
        (?:already |its |it is |pill is |it |now |all )*(?:in (?:my|me)(?: (?:belly|system|stomach|tummy|body
        |mouth|bloodstream|gut|blood))?|down the hatch|in the hole|went down|down and done|gone down|in there
        |inside me|on board|in the tank)(?= *(?:$|[.,!]))""",
    r"""
        (?:already |i |just )*(?:said|told (?:you|u|them)|answered|replied|texted) (?:yes|yeah|yep|i (?:took
        |did)|that i (?:took|did))(?: .*)?|bottoms up|mission accomplished|gulp|gulped|check|checked
        |signed sealed|signed sealed delivered|nailed it|taken care of|took care of (?:it|that)|on top of it
        |you know it|like clock ?work|as always|every day|as usual|same as (?:always|every)|remembered|swallowed
        |accomplished|got (?:it|that|mine) (?:in|down|done|out of the way)|already(?= *(?:$|[.,!]| (?:did|took
        |have|done
        |had|got|yes|handled)))|i have(?= *(?:$|[.,!]))|(?:i )?sure (?:did|have)|yes i (?:did|have)
        |i did(?= *(?:$|[.,!]| (?:it|take|already|this|that|at|today|my|so|and|emoji_\w+|before|earlier|thanks
        |an|right|with|when)))|did take(?: <it>)?|(?:am |i am |just |now |currently |literally )*(?:taking
        |swallowing|popping|doing) (?:<it>)(?: \w+)? (?:now|right now|right this|as we speak|as i type
        |this second|this minute|this moment|rn|atm)|(?:am |i am )?(?:taking|doing|popping|swallowing) (?:<it>
        |now|rn) (?:right )?(?:now|as we speak)|right now (?:taking|swallowing)|taking now|taking right now
        |(?:watched|saw|made) me (?:take|swallow) (?:<it>)|made sure i (?:took|take|did)|glad i took
        |just now(?= *$)|just this (?:second|minute|moment)|^hace (?:un )?(?:rato|ratito|ratote)$
        |^desde (?:las \d+|temprano
        |la manana|tempranito)$|tomadita|^(?:si|yes|yeah|yep) (?:, )?(?:con|with) (?:el |la |mi |my |some[ ]
        |un )?(?:desayuno|comida
        |cena|cafe|jugo|breakfast|lunch|dinner|coffee|food|water|agua|leche|mate|almuerzo)$|took|got (?:my|the
        |a) (?:<shot>|shot|injection)(?: .*)?|(?:they|nurse|doctor|clinic
        |dr) (?:gave|did|administered) (?:me )?(?:my |the )?(?:<shot>)(?: .*)?(?<!sick)
        |had my (?:<shot>)(?: .*)?|shot (?:done|is done|was done|went)(?: .*)?|(?:been|have been|am|still
        |i) (?:taking|takin) (?:<it>)(?: (?:every|daily|faithfully|everyday|like|each|as|regularly|religiously
        |all|no).*)?""",
    r"""
        (?:me |ya |si |que |me la |me lo )*(?:la|lo|las|los|me|mela|melo|ya|si|te)? ?(?:tome|tomé|trague|pase
        |eche|avente|acabo de tomar(?:mela|la|me)?|acabe de tomar(?:la|mela)?|he tomado|termine de tomar(?:la
        |mela)?)(?= *(?:$|[.,!]| (?:la|mi|ya|a|con|hoy|esta|hace|antes|despues|desde|en|temprano|y|pero|el|mis
        |las|cuando|al|por|gracias|como|pastilla|medicina|emoji_\w+|tarde|si|no|todos?|todas|bien|una|sin|thank
        |thanks|ahorita|ayer|anoche|recien|jefe|dosis|puntual|tempranito|su|medicamento|naltrexona|de|ahora|doc
        |mija|jaja\w*|gracias|siempre|tambien)))""",
    r"""
        tomad[oa] (?:hace|desde|antes|temprano|a las|a la)(?: .*)?|^(?:si|claro|claro que si|por supuesto|obvio|simon
        |yes of course|of course|absolutely|sure did|yes sir|yes maam)(?: ,)? (?:con|with) (?:(?:el|la|mi|my
        |some|un|unos) )?\w+(?: .*)?
        |^(?:yes|yeah|yep|si) (?:, )?before (?:my|i|you|u|he|she|they|everyone|anyone|dad|mom|the)(?: .*)?
        |(?:(?:<pill>|todays)(?: (?:tablet|pill))? (?:is |are |was |were |went |has gone |have gone )?|it (?:is |was
        |went |has gone ))(?:already |all
        |now |right )?(?:down|in me|in my (?:belly|stomach|tummy|system)|swallowed|inside me)(?! (?:the (?:sink
        |drain|toilet)
        |to))(?: (?:fine|easy|ok|good|the hatch|smooth|today|already|now))*|pills? down|down it went
        |(?<!andaba )(?<!ando )(?<!estaba )(?<!anda )(?<!estoy )(?<!anduve )(?:ya )?(?:tomada|tomado|hecho|listo
        |lista|listos|listas|cumplido|ya esta|ya estuvo|ya quedo|ya rugiste
        |ya lo hice|ya la hice|ya cumpli|ya fue|misma hora|como siempre|palomita|adentro|en la panza|pa dentro
        |para dentro|para adentro|pa adentro|ya merito tomada|ya la tengo adentro|la hice|lo hice|ya listo
        |ya me la di|dado|ya cayo|para la panza)(?= *(?:$|[.,!]| (?:ya|con|y|la|gracias|hoy|desde|en|jefe|parce
        |pana|che|mano|wey|doctora|reina|compa|mijo
        |emoji_\w+|pastilla|doc|a|todo|para|mi|thank)))""",
    r"""
        (?:estoy|ando|me la estoy|la estoy) ?(?:tomando|tomandome|tomandomela|tomandola)(?:me)?(?:la
        |lo)?(?: (?:la|mi|ahorita|ahora|en este|la pastilla|ya|mismo))*(?= *(?:$|[.,!]
        | ))(?<!estoy tomando)(?<!ando tomando)|(?:me )?(?:la )?tomo (?:ahorita mismo|en este momento
        |ahora mismo|ya mismo)|(?:ya )?me (?:pusieron|puse|aplicaron|inyectaron|dieron|puso)(?: (?:ya
        |hoy))? ?(?:la|mi)? ?(?:<shot>|inyeccion|vacuna)?(?= *(?:$|[.,]| (?:el|hoy|ayer|en|esta
        |la)))(?<!ya me dieron)|acabo de (?:tomar\w*|hacerlo|pasarmela)|recien (?:me )?(?:la )?(?:tome|tomada)
        |ya(?: me)?(?: la)?(?: he)? tom[eoad]+(?: .*)?|ya me la tome(?: .*)?|ya (?:desayune|comi
        |cene) y (?:me )?la tome|si (?:me )?la he tomado""",
)

# Another medicine than ours: "took my vitamins", "solo tome la de la presion"; not "took it with my vitamins".
OTHER_MEDICINE = compiled(
    r"""
        (?:i )?(?:only |just |solo |solamente |nomas |already |ya )*(?:me )?(?:took|take|taken|had|tome|tomo
        |tomado)(?: (?!it |them |mine |both|with |con |naltrexone |everything[ ]
        |lo )\w+){0,4}? (?:<other_medicine>|la otra$|pero la otra$|el otro$)(?: (?:pills?|meds?|medicine
        |pastillas?))*(?! (?:and|y|plus|also|with|along|too|tambien|con)(?: \w+){0,2} (?:<drug>|pills?|it|mine
        |pastilla|this|that))""",
    r"(?:just|only|solo|nomas) (?:an? |my |la |el |mi |una )*<other_medicine>(?: (?:pills?|meds?|medicine))*",
)

# What would have been, was meant or almost was: it says that the dose was not taken.
WOULD_HAVE = compiled(
    r"""
        (?:if i (?:had|would have)(?: not)? \w+(?: (?:it|them))?(?: \w+){0,3}? )?(?:would|could) have (?:taken
        |took|had|remembered)(?: (?:<it>|it))?|(?:should have|wish i (?:had|would have|had of))(?: (?:taken|took
        |remembered))?(?: (?:<it>|it))?|(?:almost|nearly|about to|just about) (?:took|take|had|swallowed
        |popped)(?: (?:<it>|it))?(?= (?:but|and|then|when|til|until|,))|(?:was|were) (?:just )?(?:about|going
        |supposed|planning|fixing|ready|trying|meaning|gonna|all set) to(?: (?:take|do|have|swallow
        |pop))?(?: (?:<it>|it))?(?= (?:but|and|then|when|til|until|earlier|today|this|last|at|,)|$)
        |was gonna(?= (?:but|and|then|take))|meant to(?: (?:take|do))?(?: (?:<it>|it))?
        |intended to(?: take)?(?: it)?|planned (?:to|on)(?: tak\w+)?(?: it)?|(?:last time|the last (?:time|day
        |one)) (?:that )?i (?:took|had|take)(?: (?:<it>|it|one))?(?: (?:was|is))?(?: \w+){0,3}|(?:it has|its|it is
        |been|has) been (?:\w+ ){1,3}(?:days?|weeks?|months?) since i (?:last )?(?:took|had)(?: (?:it|one|<it>))?
        |(?:almost|nearly) (?:took|had|swallowed)(?: it)?$|last (?:took|had) (?:it|mine|one)(?: \w+){0,3}
        |supposed to have(?: taken)?(?: it)?|(?:then|and|but) (?:i )?(?:stopped|quit)(?= *(?:$|[.,]))|(?:before
        |til|until) i (?:could|got to|remembered to|had a chance to|even|was able to|got a chance to)(?: (?:take
        |get|swallow))?(?: (?:<it>|it))?|(?:had|held) (?:it|the pill|one) in my (?:hand|mouth)(?= (?:and|but
        |then))|(?:pills?|it|meds?) (?:is|are) still (?:here|in the|sitting|there|on the|in my (?:box|bottle|pack
        |bag|hand))(?: .{0,30})?|still (?:in|on|inside) (?:the|my) (?:box|bottle|pack|package|organizer|pill ?box
        |counter|table|case|container)|(?:took|take|taken|had) (?:everything|all|all my \w+)(?: \w+)? (?:except|but
        |besides|minus)(?: .*)?|(?:took|taken) (?:it|them) (?:for|until|till|til)(?: \w+){1,4} (?:then|and then|but)?
        ?(?:stopped|quit|last)(?: .*)?|(?:took|take|taken) it in my (?:dreams?|sleep)|(?:spit|spat) (?:it|them)? ?out
        |cheeked (?:it|them|mine)|(?:pretended|pretending) to (?:take|swallow)(?: it)?|(?:was|been) (?:asleep
        |sleeping|knocked out)(?: all \w+)?
        |would if i could(?: .*)?|if i could find (?:it|them)|(?:said|told me|says
        |wants me)(?: \w+){0,2} (?:hold|stop|skip|pause) (?:it|off
        |taking it|them|on it)(?: .*)?""",
    r"""
        (?:tome|tomado) (?:todas|todo|todos) menos(?: .*)?|(?:la|lo) escupi|(?:la|lo) tire|(?:hice como que
        |fingi)(?: .*)?
        |(?:si me hubiera acordado )?(?:me )?(?:la |lo )?hubiera tomado|iba a (?:tomar\w*|hacerlo)|(?:me la iba
        |la iba) a tomar|(?:casi|por poco) (?:me )?(?:la |lo )?tom[oe](?= (?:pero|y))|estaba (?:por
        |a punto de) tomar\w*|(?:la )?ultima vez que (?:me )?la tome(?: \w+){0,3}|hace (?:\w+ ){1,2}(?:dias
        |semanas|meses) que no(?: me)?(?: la)? tom\w+|antes de (?:poder )?tomar\w*|debi (?:haberla )?tomar\w*
        |queria tomar\w*(?= pero)""",
)

# "I said yes but": what was said before is taken back.
TAKEN_BACK = compiled(
    r"""
        (?:i |earlier |before )*(?:said|told you|told u|answered|replied|put|texted|hit|sent) (?:yes|yeah|1|one
        |taken|i (?:did|took it|had))(?: earlier| before| by mistake| by accident| this morning)*(?= (?:but
        |and i lied|it was|was|,|\.))|(?:that|the|my) (?:yes|1|one|last (?:text|answer|message
        |reply)) was (?:a mistake|wrong|a lie|an accident|not true|by accident)|dije que si(?= (?:pero|y|,))|(?:el
        |mi|ese) si (?:fue|era) (?:un error|mentira)|(?:scratch|ignore|disregard|forget) that
        |(?:i )?thought (?:that )?i (?:did|took it|had|had taken it|did it)(?= (?:but|and))""",
)

DISCOUNT = compiled(
    r"""
        (?:cumplo|celebro|ya son|hoy son|completo) (?:\w+ ){1,2}(?:dias?|mes|meses|semanas?|anos?) sin (?:tomar|beber
        |consumir)(?! (?:la|mi|las|el))""",
    r"""
        (?:took|take|taken) (?:it|them|the pill|one) (?:away|out|back|home|with me|from|to (?:the|my|work|school
        |go)|off the|down to)(?: .{0,12})?|(?:took|taken) (?:the|a|an|my) (?:wrong|different|other|old|dogs|cats
        |moms|dads)(?: \w+){0,2}|tome (?:agua|cafe|te|jugo|refresco|leche|desayuno|aire)|(?:says|said|thinks
        |swears) (?:that )?i (?:took|had)(?: (?:it|mine))?""",
    r"""
        (?:i )?(?:no|not|without|zero|have not|did not|has not)(?: (?:had|have|a|any|single|one|even|been|touched
        |drank|more|drop of))* (?:<alcohol>|drinking|drank|drunk|smoked)(?: (?:in|for|since|today|tonight|at
        |either|last|all)(?: \w+){0,3})?|no (?:he )?(?:tomado|tome|bebido|bebi) (?:nada de[ ]
        |ni una )?<alcohol>(?: .{0,15})?""",
    r"""
        (?:took|take) (?:(?:some|his|her|their|something|anything)(?: (?!pill|dose|<drug>|of)\w+){1,3}
        |(?:an?) (?!<pill>|<drug>|whole|full|half|quarter|piece|bite|bit|couple|few|second|extra|third|double
        |while|little)\w+|(?:my|the)(?: (?:moms|dads|kids|wifes|husbands|sons|daughters|bosss?))? (?!<pill>|<shot>
        |<drug>|<weekday>|one|ones|morning|mornings|nightly|daily|evening|last|first|second|third|whole|full|usual
        |right|damn|fucking|little|stupid|naltrex\w*|other|rest|half|today\w*|tonight\w*|noon|bedtime|night|thing
        |stuff|white|tablet|capsule|wrong|yesterday\w*|am|pm)\w+)""",
    r"""
        (?:do not |never |please )*(?:stop|quit) (?:\w+ ){0,2}?<texts>|(?:do not|never|no) (?:ever )?(?:stop|quit
        |dejen de|paren de) \w+(?: me)?|(?:and |but )?(?:no )?i (?:did not|have not|do not) (?:drink|use|drank
        |used|smoke|drink or use)(?: .{0,12})?""",
    r"""
        (?:mi |la |su )?(?:esposa|esposo|mujer|marido|novia|novio|hijo|hija|mama|papa|hermana|hermano|amigo|amiga
        |perro|suegra|nino|nina)(?: \w+){0,2}? (?:tomo|tome|comio|trago)(?: .{0,20})?""",
    r"""
        (?:where|since|after|when|ever since|from when|because|before) (?:i|they|she|he|the nurse|you|me) (?:got
        |gave me|had|did|put|gave|stuck|injected)(?: me)?(?: the| my)? ?(?:<shot>|shot|injection)|(?:donde
        |desde que|cuando|despues de que|despues que|el lugar que) me (?:pusieron|inyectaron|aplicaron|puso
        |picaron|dieron)(?: la)?(?: inyeccion)?""",
    r"""
        (?:(?:should|can|could|may|do|must|would|will|when can|how do) (?:i|we|yo)|(?:if|what if|in case
        |que pasa si|pasa si)(?: (?:i|we|yo))?)(?: (?:just|safely|ever|also|have to|need to|se me|me|la|no|no me
        |no la)){0,3} (?:stop|quit|skip|miss|missed|take|taking|double|forget|forgot|get|have|dejo|salto|olvida
        |olvido|tomo|tome)(?: (?:taking|one|a dose|two|una|de tomarla|tomarla|la))?(?: <it>)?""",
    r"""
        (?:almost|nearly|about to|might have|kinda wanted to|was going to|wanted to|thought i|thought about
        |tempted to|would have|came close to|afraid i|worried i|casi|por poco|just about)(?: (?:i|me|se me|la|to
        |have|me la|it))* ?(?:forgot|forget|skipped|skip|missed|miss|skipping|forgetting|missing|olvido|olvida
        |olvidaba|salto|paso|salta|did not take|no la tomo|pasa|tire|brinco|no)(?: (?:it|about it|today|<it>|to
        |la|tomarla|this one|again|entirely))*""",
    r"""
        (?:forgot|forget|olvide|se me olvido) to (?:text|reply|answer|respond|tell|say|message|check|let|hit
        |write|send|contestar|responder|avisar|text back|mention|mark|report|log)(?: .{0,25}?)?(?= (?:but|i|took
        |yes|it|and|,|\.|pero)|$)""",
    r"""
        (?:olvido|olvide|se me olvido|se me paso) (?:contestar\w*|responder\w*|avisar\w*|decir\w*|mandar\w*
        |reportar\w*|mensajear\w*)""",
    r"(?:did not|do not|will not|not) (?:forget|fail|miss|skip)",
    r"""
        no (?:drinks?|drinking|alcohol|booze) (?:today|tonight|this \w+|at all|last night)|no (?:need to|thanks
        |reminder|excuses?|side effects|cravings?|problems?|issues?|drinks?|drinking|alcohol|more|complaints
        |missed|skips?|thank you|longer (?:forget|miss|want to drink)|water|food|breakfast|urges?)""",
    r"""
        (?:do not|not|no) (?:want|crave|craving|thinking|drinking|using|feeling|drink|drank|used|used
        |miss)(?: (?:to|about|of|a|any|like))* (?:drink\w*|use|using|alcohol|beer)?""",
    r"(?:stop|quit|stopped) (?:smoking|drinking|vaping|my job|nagging|texting|worrying|bugging)",
    r"not (?:bad|gonna lie|so bad|that bad|going to lie|hungry|sure why)",
    r"""
        (?:he|she|they|who|someone|somebody|<other_person>) (?:has |have |had |just |already |also )*(?:took|taken
        |takes|forgot|skipped|missed|ate|popped|stole|swallowed|had|got|did) (?:<it>|hers|his|theirs|my|the|their
        |her)""",
    r"""
        (?:if|whenever|every time|each time|last time|the day|days|nights|unless|even if|what if|in case
        |hasta que|si no|cuando no) (?:i |me |yo )?(?:la |don not |do not |did not |no )?(?:take|took|forget
        |forgot|miss|missed|skip|skipped|olvido|tome|tomo|tomaba)(?: <it>)?""",
    r"""
        (?:took|had|take) (?:my |a |an |the |some |his |her |their |it out|off|out |up |down|over|home
        |back)*(?:nap|shower|bath|walk|break|day off|trip|picture|pic|drive|test|bus|kids?|dog|car|time|week off
        |seat|look|trash|train|while|forever|bp|temp|temperature|uber|advice|turn|photos?|class|vitamins?
        |tylenol|ibuprofen|advil|dinner|lunch|breakfast|minutes?|boys?|girls?|son|daughter|mom|hour|benadryl
        |nyquil|melatonin|garbage|her|him|them to|exam|midterm|final|care of (?:the|my|business|her|him))""",
    r"""
        (?:had|got) (?:a|an|my|the|some) (?:good|great|rough|bad|long|hard|nice|tough|crazy|busy|blast|fun
        |awesome|amazing|job|promotion|raise|baby|haircut|puppy|new)(?: \w+)?""",
    r"""
        (?:me )?(?:tome|tomamos) (?:un|una|el|unas|mi|la|mis|unos) (?:\w+cit[oa]s?|aguita|tecito|lechita|sopita
        |coca|refresco|cafe|agua|te|foto|fotos|camion|siesta|jugo|descanso
        |dia libre|vitamina|tylenol|aspirina|refresco|licuado|selfie|bus|taxi|uber|decision)""",
)

BUT_TOOK = compiled(
    r"(?:but|pero) (?:yes|yeah|yep|i did|si)<end>",
    r"""
        (?:but|pero|though|then|ended up|finally|eventually|luego|al final|so i|and then|anyway|still|just|now
        |ya) (?:\w+ ){0,3}?(?:took|taken|swallowed|popped|did it|did(?! not)|got it down|had it|done|tome|la tome
        |me la tome|taking it (?:right )?now|taking it now|made myself|just now|tomada)(?: .*)?|(?:just|already
        |finally|ya) (?:me la |la |i |did |have )*(?:took|taken|swallowed|did it|tome|did(?! not)|had it|popped)(?: .*)?
        |taking (?:it|them|mine|my <pill>)? ?(?:right )?now|doing it (?:right )now""",
)

OWN_MEDICINE = compiled(
    r"<drug>|pills?|meds?|dose|medicine|medication|took it|had it|la tome|pastilla|medicina|<shot>|yes|si|ya"
)

PARTIAL_TAKEN = compiled(
    r"""
        (?:took|had|did|only|just|split|bit|cut|broke|swallowed|popped|me tome|tome|solo|nomas|accidentally
        |trague)(?: .*)?|half|la mitad|media pastilla"""
)
