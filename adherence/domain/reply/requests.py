"""Finds what a patient asks for or tells the clinic: medical questions, supply, appointments, help, wrong numbers, machines."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, first, rule
from adherence.domain.reply.reading import Finding, Intent

_AUTO = compiled(
    r"(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted (?:\S+ )?(?:\S+ )?to|removed (?:a|an) \w+ from|me gusto|le gusto|no le gusto|le encanto|le encanta|le dio risa|le hizo gracia|se rio de|enfatizo|cuestiono|exclamo|exclamo por|destaco|reacciono (?:\S+ )?(?:\S+ )?(?:a|con|al)|resalto|pregunto por|le desagrado|dudo de|puso en duda|quito un \w+ de) (?:an? (?:image|message|attachment|photo|movie|video|link|text|audio message|sticker)|una? (?:imagen|mensaje|foto|video|archivo adjunto|enlace|audio|sticker))",
)
_QUOTING = compiled(
    r"(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{0,30}?to|removed (?:a|an) .{0,20}?from|(?:le |no le )?gusto|(?:le )?encanto|le dio risa|se rio de|enfatizo|cuestiono|exclamo|destaco|reacciono .{0,30}?(?:a|con|al)|resalto|puso en duda|pregunto por|le hizo gracia)"
)
_QUOTES = '“”"«»„'
_MACHINE = (
    rule(
        "auto.machine",
        r"(?:am|im) driving(?: with| right now and will| .*(?:do not disturb|focus|auto))<any>(?:focus|do not disturb|turned on|auto|will (?:see|get back|reply))(?: .*)?",
        r"(?:do not disturb|focus|driving mode|no molestar|modo (?:de )?conduccion|drive mode)<any> (?:turned on|on|activad[oa]|while|mode)(?: .*)?|driving mode|with do not disturb .*",
        r"not receiving notifications .*|notifications (?:silenced|are silenced|off .*urgent)|(?:has|have) notifications silenced",
        r"(?:automatic|automated|auto|autom) ?-? ?(?:reply|response|message|responder|text|respond)(?: .*)?|auto ?(?:reply|responder|response)(?: .*)?|autoreply .*|autoreply|respuesta automatica(?: .*)?|mensaje automatico(?: .*)?|contestador automatico|auto ?respuesta .*",
        r"(?:am|is|are|be|currently|now|estoy|me encuentro|estare|estamos) ?(?:currently |now |away and )?(?:out of (?:the )?office|out of office|away from (?:my|the) (?:desk|phone|office)|fuera de la oficina|de vacaciones y|fuera de oficina)(?: .*)?|out of office(?: .*)?|ooo (?:until|till|reply).*|fuera de (?:la )?oficina(?: .*)?",
        r"(?:will|shall) (?:get back to you|respond|reply|return your (?:message|call|text)|see your message|call you back|answer)(?: \w+)* (?:as soon as (?:possible|i can|i am able)|when i (?:get where|arrive|return|am back|am done driving|am available)|upon my return|at my earliest|once i arrive|later)(?: .*)?",
        r"(?:your|this|the) (?:message|text|number|call) (?:was not|could not be|has not been|can not be|is not|has been|is no longer|was) (?:delivered|received|sent|in service|monitored|blocked|forwarded)(?: .*)?|message blocking(?: .*)?|(?:person|number|party|customer) you (?:are trying|have dialed|have reached|are calling|tried)(?: .*)?|unable to receive (?:texts|messages|sms)(?: .*)?|no longer in service|this (?:number|inbox|mailbox|line) (?:does not accept|can not receive|is not monitored|is unmonitored|no longer accepts)(?: .*)?|free ?msg .*|msg (?:and|&) data rates.*|(?:is|are) an? automated(?: .*)?|thank you for (?:contacting|calling|your message|texting|reaching out)(?: .*)?|thanks for (?:contacting|reaching out|your message)(?: .*)?|gracias por (?:contactar|comunicarse|su mensaje|escribir(?:nos)?|llamar|tu mensaje)(?: .*)?|sent from my (?:iphone|car|watch|android)$|(?:su|el|tu) mensaje (?:no pudo|ha sido|sera)(?: .*)?|(?:este|el) numero no (?:recibe|acepta|esta disponible)(?: .*)?|(?:le|te|les) (?:respondere|contestare|devolvere|llamare|responderemos) (?:en cuanto|lo antes|cuando|a la brevedad|mas tarde|tan pronto)(?: .*)?|vere (?:tu|su) mensaje(?: .*)?|(?:estoy|voy) (?:manejando|conduciendo) (?:con|y (?:lo|te|le|vere)|ahora,?|en este momento)(?: .*)?|no puedo (?:contestar|responder|hablar) (?:en este momento|ahora)(?: \w+)*(?: (?:te|le) (?:llamo|marco|respondo|contesto) .*)?$|mailbox (?:is )?full|voicemail(?: .*)?|we are (?:currently )?closed(?: .*)?|our (?:office|business) hours(?: .*)?|delivery (?:failed|failure)(?: .*)?|undeliverable(?: .*)?|(?:currently )?on (?:vacation|leave|pto|annual leave) (?:until|through|from|till|and will|with limited)(?: .*)?|limited access to (?:email|phone|my)(?: .*)?|if this is (?:urgent|an emergency) .*(?:reply|call|contact|dial).*|can not talk right now whats up|can not talk now whats up|can not talk (?:right )?now . (?:what is up|call you later|can i call you later)|ausente hasta .*|contactar a mi .*",
    ),
)

_PERSON_WORDS = r"(?:working|work|fun|easy|helping|helpful|good|great|ok|okay|fair|right|a|an|the|my|your|mine|me|you|it|that|this|what|how|why|when|where|so|very|really|bad|worth|for|to|over|going|enough|funny|normal|like|about|as|all|at|in|on|cool|happening|too|real|safe|cheap|nice|new|any|much|possible|him|her|his|because|making|doing|getting|feeling|covered|necessary|something|anything|fixing|an?)"
_WRONG = (
    rule(
        "wrong_number",
        r"wrong (?:number|#|person|phone|num|no|nbr|one|guy|girl|lady|dude|contact|cell|patient|name|human|man|woman)(?! (?:dose|pill|day|time|pharmacy))",
        r"wrong(?= *$)",
        r"(?:this|that) is not (?!"
        + _PERSON_WORDS
        + r"\b)\w+(?:s)?(?: \w+)?(?: phone| number| cell)?(?= *(?:$|[.,?]| (?:anymore|this|number|phone|you|and|lol|sorry|wrong|i|it)))",
        r"(?:i am|am) not (?:named |called )?(?!(?:"
        + _PERSON_WORDS
        + r"|taking|sure|ready|home|drinking|using|sick|dead|sleeping|able|feeling|craving|interested|coming|hungry|tired|drunk|high|there|happy|allowed|gonna|supposed|done|well|nauseous|stupid|late|driving|pregnant|available|dizzy|crazy|lying|kidding|okay|fine|missing|skipping|eating|trying|having|sober|mad|depressed|suicidal|anymore|yet|today|tonight|even|just|quite|always|thinking|been|currently|really|free|still|able|near|back|alone|addicted|an|no|afraid|scared|worried|looking|paying|sorry|bothered|at|planning|stopping|quitting|giving|out|certain|receiving|in|with|from|down|up|too|asking|telling|using|seeing|leaving|around|myself|busy|breathing|better|getting|going|right|doing|good|great|bad|perfect|cured|that|supposed|wanting|proud|convinced|impressed|signing|making|living|dying|into|your|surprised|complaining|allergic|forgetting|positive|joking|playing|answering)\b)\w+(?= *(?:$|[.,]| (?:sorry|wrong|lol|dude|bro|you|anymore|this)))",
        r"no (?!one|body|pills?|meds?|problem|cravings?|plans|parties|drinks?|pharmacy|refills?)\w+ (?:here|at this number|lives here)(?: .*)?|(?:nobody|no one|noone|there is no|there is not|aint no|no|not any|there is nobody|there is no one) (?:\w+ )?(?:here |lives here |at this |by that |with that |of that |named |called |person |such )+(?:\w+ )?(?:name|number|person|here|address|\w+)?(?= *(?:$|[.,]| ))(?<!no one here)(?<!nobody here)(?! (?:to|with|cares|knows|understands|for|because|can))",
        r"(?:do not|dont|never|not) know (?:any|anyone|anybody|who (?:this|that|you are looking|you are trying|\w+) is|no|an?|a|this|that|nobody|no one) ?(?:named|called|by|person|\w+)?(?: \w+)?(?= *(?:$|[.,]| ))(?<!know a)(?<!know this)(?<!know anyone)(?<!who this is)(?<!know that)(?<!know any better)(?<!know any more)(?<!know any different)",
        r"(?:got|had|have|just got|received|bought) (?:this|a new|the|my) (?:number|phone|line|phone number)(?: number)?(?: (?:like|about|only|just))? ?(?:last|yesterday|today|a (?:week|month|few|couple)|recently|\w+ (?:days|weeks|months|years) ago|this (?:week|month)|from|in|assigned)(?: .*)?|(?:new|different|another) (?:owner|person)(?: .*)?|(?:no longer|not|does not|do not|has not|not anymore) (?:live|lives|lived|have|has|had|use|uses|own|owns|at|work|works) ?(?:this |here |that |at this |with this |with )*(?:number|phone|here|address)?(?= *(?:$|[.,]| (?:anymore|sorry|since|number)))(?<!not have)(?<!not use)(?<!no longer have)(?<!do not use)(?<!do not own)(?<!not work)(?<!not had)(?<!does not have)(?<!not at)(?<!no longer use)(?<!does not work)(?<!do not have)(?<!not works)(?<!not has)(?<!no longer work)(?<!not lives)(?<!do not work)(?<!not use)(?<!no longer works)",
        r"(?:my name is|i go by|name is)(?: not)? \w+ (?:not|you|wrong|i am not|so|and i (?:do not|never|have no))(?: .*)?|my name is not \w+|(?:not|is not) (?:my|his|her|their) (?:name|number|prescription|medicine)|who is (?!this|that|it|the|your|you|my|in|going|calling|texting|gonna|sending|there|asking|responsible|on|behind|writing|a|messaging|doing|getting|he|she|reading|running|working|taking)\w{3,}(?= *(?:$|[?.,]))|(?:mixed|mixing) (?:me|us) up|mistaken identity|(?:have|got) the wrong|not the (?:person|right person|one you)|not who you (?:think|are looking|want)|(?:texted|texting|messaging|dialed|reached|messaged|got|have|contacting) (?:the )?wrong(?: .*)?|(?:never|do not|have never|did not) (?:signed|sign|sign up|signed up|heard|been|take|taken|was|am|prescribed|had) (?:up )?(?:a patient|for (?:this|anything|these|that)|of (?:you|this|that|naltrexone|the)|at (?:your|this)|any medication|any pills|any medicine|no medicine|in any)(?: .*)?|am not (?:a|your|even a) patient(?: .*)?|(?:think|believe) you (?:have|got|are texting|meant to text|want) (?:the wrong|a wrong|my|wrong|the last|somebody|someone|another|this)(?: .*)?|(?:used to be|was|is|belonged to|belongs to) (?:someone|somebody|the previous|another|a different)(?: .*)?|previous owner|\w+ (?:is not at|can not be reached at|changed|is no longer at|does not have|no longer has|has not had|lost|does not use) (?:this|his|her|that) (?:number|phone)(?: .*)?|(?:he|she|\w+) (?:passed away|is deceased|died)(?= *(?:$|[.,]| (?:last|in|two|a|please|this|over|and this|stop)))<any>(?:please stop|this number|wrong|stop|remove|his phone|her phone|take)",
        unless=(
            r"wrong (?:dose|pills?|time|day|way|with me|pharmacy)",
            r"not \w+ (?:it|my|the)\b",
            r"got a new (?:number|phone)(?: so)?$",
            r"(?:not|is not|did not) (?:wrong number)",
            r"(?:this|that) is not (?:helping|working|worth)",
        ),
    ),
    rule(
        "wrong_number_es",
        r"(?:numero|persona|contacto|telefono) (?:equivocad[oa]|incorrect[oa]|erroneo|errad[oa]|que no es|mal)|equivocad[oa](?: de (?:numero|persona|telefono|lado|contacto))?(?= *(?:$|[.,]| ))|(?:se|te|estan|estas|esta|creo que|se han|se ha|me) (?:equivoco|equivocaste|equivocaron|equivocando|confundio|confundieron|confundiendo|equivocado|confundiste)(?: .*)?(?<!me equivoque)|(?:no|yo no) soy (?:esa persona|el|ella|es[ae]|quien|la persona|ningun[oa]?|paciente|la que|el que|don|dona)(?: .*)?",
        r"(?:no|yo no) soy (?!(?:un|una|yo|de|muy|tan|tont[oa]|facil|fuerte|bueno|buena|capaz|nadie|nada|mas|alcoholic[oa]|adict[oa]|perfect[oa]|doctora?|medico|robot|asi|feliz|olvidadiz[oa]|el mismo|la misma|alergic[oa]|diabetic[oa]|borrach[oa])\b)\w+|(?:este|esta|ese) no es (?:el |la |su |mi )?(?:numero|telefono|cel|celular|linea)?(?: de)? ?(?!(?:la pastilla|mi pastilla|facil|justo|bueno|normal)\b)\w+(?= *(?:$|[.,]))|(?:aqui|aca|en este numero|en esta casa) no (?:vive|es|hay|esta|conocemos|trabaja|conozco|tenemos|se encuentra)(?: .*)?|no (?:conozco|conocemos|se quien es|sabemos quien es|tengo idea de quien es|vive|hay) (?:a |aqui |ningun |ninguna |nadie |el |la |ese |esa |con |que se llame |de ese |llamad[oa] |alguien )*(?:\w+)(?= *(?:$|[.,]| (?:aqui|en|con|de|ese|que)))(?<!no hay problema)(?<!hay de que)(?<!hay bronca)(?<!hay farmacia)(?<!no hay nada)(?<!no hay pastillas)(?<!hay pedo)(?<!hay fiesta)|(?:ya )?no es (?:su|el|mi) (?:numero|telefono|cel)(?: .*)?|me llamo \w+ (?:no|y no)(?: .*)?|mi nombre (?:no es|es \w+ no)(?: .*)?|(?:buscan|busca|buscas|quieren|quiere) a (?:otra|otro|alguien)(?: .*)?|(?:acabo de (?:comprar|sacar|adquirir|recibir)|tengo poco con|me dieron) (?:este|el) (?:numero|telefono|chip)(?: .*)?|(?:nunca|no) (?:me )?(?:inscribi|registre|apunte|he sido paciente|soy paciente|tomo (?:ninguna medicina|medicinas|medicamentos|ninguna pastilla))(?: .*)?|quien es (?!este|esta|ese|usted|eso|el que|la que|quien)(?:la |el )?\w{3,}(?= *(?:$|[?.,]))(?<!quien es ustedes)(?<!quien es aqui)",
        unless=(
            r"no hay (?:problema|de que|bronca|farmacia|nada|pastillas?|naltrexona|medicina|pex|cita|lugar)",
            r"no hay (?:\w+ )?(?:en|de) la farmacia",
            r"me equivoque",
        ),
    ),
)

_SUPPLY = (
    rule(
        "supply.lost",
        r"(?:lost|lose|dropped|spilled|misplaced|flushed by accident|washed|left all|can not find|could not find|cant find|broke)(?: \w+){0,2} (?:my |the |all |of |a |bottle of |whole |them )*(?:<pill>|bottle|script|prescription|pill ?box|rx|refill)(?! (?:reminder|in my throat))|(?:<pill>|bottle|they|prescription|script|it|bag with my \w+|purse)(?: \w+){0,3} (?:got |was |were |been |is |are |all |just |have been |has been )*(?:stolen|lost|gone missing|ruined|wet|thrown (?:out|away)|in the (?:toilet|sink|wash)|down the (?:drain|sink|toilet)|expired|missing|soaked|washed|confiscated|taken from me|jacked|swiped|melted|recalled|damaged|out of stock|back ?ordered|on back ?order|crushed)|(?:stole|robbed|jacked|swiped|flushed|snatched|chewed|(?:<other_person>|someone|somebody|they|who|tsa|cops|police|staff|rehab|jail) (?:\w+ )?(?:took|ate|hid|threw (?:out|away)|tossed|has))(?: \w+)? (?:my|the|all my) (?:whole |entire |bottle of )?(?:<pill>|bottle|bag|purse|backpack|prescription)(?= *(?:$|[.,]| ))|fell (?:in|into|down) the (?:toilet|sink|drain|water)|(?:dog|cat|puppy|baby|toddler) (?:ate|chewed|got into|knocked|spilled)(?: .*)?|left (?:them|it|my (?:bottle|<pill>)|the bottle)(?: all)? (?:at|in|on|back) (?:the )?(?:hotel|airport|bus|airplane|plane|uber|taxi|train|rehab|my last|another state|mexico|<any>and (?:am|will not|can not|he|she))(?: .*)?|lost (?:it|them)(?: (?:all|somewhere|moving|again|in the move))?(?= *$)",
        unless=(
            r"(?:i |and |just |already )(?:took|ate|threw up) (?:my|the)(?! (?:whole|entire|all))",
            r"lost (?:my )?(?:appetite|job|weight|mind|temper|track|it at|sleep|mom|dad|wife|brother|sister|friend)",
        ),
    ),
    rule(
        "supply.out",
        r"(?:ran|run|running|am|are|been|completely|all|fresh|totally|almost|nearly|about|will be|was|is|be) (?:\w+ )?(?:out)(?= *(?:$|[.,]| (?:of (?:<pill>|them|my|the|naltrexone|refills?|it|stock|meds|shots)|soon|yesterday|today|friday|monday|tomorrow|last|two|2|3|three|a|on|saturday|sunday|this|over|and|need|thursday|wednesday|tuesday|again|in|completely|by|now|so|already|until|till|since)))(?<!passed out)(?<!working out)(?<!going out)(?<!be out)(?<!am out)(?<!was out)(?<!hanging out)(?<!is out)(?<!are out)(?<!eating out)(?<!going to be out)(?<!blacked out)(?<!been out)(?<!about to go out)(?<!am going out)(?<!will be out)(?<!stressed out)(?<!freaking out)(?<!all stressed out)(?<!tapping out)(?<!wiped out)(?<!freaked out)(?<!worn out)(?<!chilling out)(?<!is going out)(?<!are going out)(?<!pass out)(?<!all out)|out of (?:my |the |these )?(?:<pill>|naltrexone|refills?|them|stock)|(?:ran|run|running|getting|kinda|very|am|pretty|real|really) low(?: on)?(?= *(?:$|[.,]| (?:on|my|soon)))(?! (?:energy|mood|key|blood|sugar))|(?:no|have no|not any|zero|got no|do not have (?:any|no|anymore|anything|my|the|a|enough|more)|have not got any|no have|got none|none|do not have) ?(?:more |of )?(?:of )?(?:my |the )?(?:<pill>|refills?|them|left|prescription|supply|more left|any left|more to take|any more)(?= *(?:$|[.,]| (?:left|anymore|until|till|right|to|at|for|with|here|and|so|because|ready|yet|since)))|(?:do not|dont) have (?:any|anymore|no more|any more)(?= *(?:$|[.,]| (?:left|of|to take)))|(?:my|the|its my|was my|that is my|was the|is the|took the|took my|only|last of my|is my|on my|that was my|on the|got my|down to my|just took my) last (?:<pill>|one|of (?:the|my|them)|few|couple|two|2|bottle|tab|pill)(?! (?:night|week|month|year|yesterday))|(?:only|just|about|like|got|have|maybe|down to|around|left with|i have)(?: (?:have|got|only|about|like|down|to|just|maybe|around|a))* (?:\d+|one|two|three|four|five|six|seven|a few|a couple|couple|few) (?:more )?(?:of them |<pill> |tabs |days |doses |days worth |days of (?:pills|meds) )?(?:left|remaining|to go|more)(?! (?:minutes|hours|min|weeks|months|days (?:sober|clean|of|until|till)))|(?:\d+|one|two|three|few|couple|four|five) (?:<pill> |of them |days |days worth )?(?:left|remaining)|almost (?:out|gone|finished)(?: of)?(?! (?:of here|the door|to))|bottle(?:s)? (?:is |was )?(?:empty|gone|almost empty|near empty|low)|empty bottle|(?:pills|meds|they) are (?:all )?gone|finished (?:the|my) (?:bottle|last|prescription)|last one(?= *(?:$|[.,]))|i am out(?= *(?:$|[.,]))|all out(?= *(?:$|[.,]| of))|completely out(?= *(?:$|[.,]))|(?:been|am) out (?:of|for (?:a |two |2 |3 )?(?:day|days|week))(?: .*)?",
    ),
    rule(
        "supply.refill",
        r"re ?fills?(?:ed|ing)?(?! (?:my (?:cup|drink|water)|the (?:car|tank)))|(?:need|want|get|request|order|reorder|send|call in|renew|have)(?: \w+){0,3} (?:more (?:<pill>|of (?:my|the|them))|new (?:prescription|script|rx|bottle)|another (?:prescription|script|bottle|month)|my (?:prescription|script|rx) (?:renewed|sent|called|filled)|(?:prescription|script|rx) (?:renewed|sent|called|filled|transferred|renewal|refilled))|(?:renew|transfer|call in|send in|resend|send over) (?:my |the )?(?:prescription|script|rx|meds)(?: .*)?|(?:prescription|script|rx)(?: \w+){0,3} (?:expired|ran|runs|out|ready|denied|lapsed|was never|never|sent|needs|not|has not|did not|is not|up|transferred|cancelled|canceled)(?: .*)?|(?:pharmacy|walgreens|cvs|walmart|rite aid|kroger|costco|pharmacist|drug ?store|drugstore|safeway|publix|heb|pharmacies)(?: \w+){0,6} (?:out|stock|closed|will not|does not|did not|do not|has not|have not|not|no|order|ordered|backorder|back ?ordered|wait|waiting|denied|refuses?|refused|said|says|never|delay|delayed|trouble|lost|messed|could not|can not|until|wants|charging|charge|ready|have|hasnt|shorted|screwed|problem|tomorrow|monday|gave)(?: .*)?|(?:waiting|wait) (?:on|for) (?:the |my )?(?:pharmacy|mail|prescription|refill|delivery|insurance|meds|pills|prior auth\w*|shipment|approval|script)(?: .*)?|(?:did not|could not|have not|unable to|can not|never|forgot to|not|no time to|haven't) (?:\w+ )?(?:picked|pick|get|got|gotten|receive|received|filled|fill|been able to get|came|come|come in|arrived|been delivered)(?: (?:up|them|my|the|it|in|a))*(?: (?:<pill>|prescription|refill|script|them|in the mail|from (?:the )?(?:pharmacy|store)|at the pharmacy|filled))|(?:not|never|did not|has not|have not) (?:come|came|arrive|arrived|show|shown|showed|been delivered|delivered|shipped|get delivered)(?: up)?(?: (?:in the mail|yet|from|in|at|today|on time))?(?= *(?:$|[.,]| ))(?<!has not come)(?<!not come)(?<!not show)(?<!not show up)(?<!not showed up)(?<!never came)(?<!never come)|mail order(?: .*)?|need (?:more|another bottle|my (?:meds|pills|medicine))(?= *(?:$|[.,]| (?:pills|of|meds|from|asap|before)))|(?:where|when) (?:can|do|will) i (?:get|pick up|have|receive) (?:my |more |the |another )+(?:<pill>|bottle|prescription|script|refill)(?: .*)?|(?:package|order|shipment|delivery) (?:\w+ )?(?:did not|never|is|was|has not|got|lost|late|delayed)(?: .*)?|samples?(?= *(?:$|[.,?]))",
    ),
    rule(
        "supply.cost",
        r"(?:insurance|medicaid|medicare|copay|co pay|coverage|prior auth(?:orization)?|deductible|medi cal|obamacare|good ?rx|coupon)(?: .*)?",
        r"(?:can not|could not|can barely|cant|not able to|unable to|never|do not have (?:the )?money to) (?:afford|pay for|pay|buy)(?: .*)?|too expensive|(?:costs?|cost me|charging|charged|charge|want|wants|paying|price|asking)(?: \w+){0,4} (?:\d{2,4}|too much|so much|a lot|went up|dollars|bucks)(?= *(?:$|[.,]| (?:for|now|a|this|dollars|bucks|per|and|more|to|without)))|no money(?: (?:for|to))?(?= *(?:$|[.,]| ))|broke until(?: .*)?|do not get paid (?:til|until)(?: .*)?|out of pocket",
        unless=(r"insurance (?:card|info|question) (?:changed|update)$",),
    ),
    rule(
        "supply.es",
        r"(?:se me|se nos|se)(?: ya| han| ha| estan| esta)? ?(?:acabaron|acabo|acaban|acaba|acabando|terminaron|termino|perdio|perdieron|cayeron|cayo|mojaron|mojo|olvidaron en|agotaron|agoto|acabado|terminado|extravio|extraviaron|van a acabar|va a acabar|tiraron|tiro)(?: (?:las|la|el|mis|mi|todas|los|al|en|ayer|hoy|anoche|frasco))*(?: (?:<pill>|frasco|receta|bote|bano|escusado|lavabo|casa|agua|inodoro|taza))?(?! (?:la paciencia|el dinero para)| (?:la )?fiesta| el gas| la pila| la bateria| mi celular| el celular| el telefono)",
        r"(?:ya no|no) (?:tengo|me quedan?|hay|tienen|habia|consigo|encuentro|alcanzo|alcance|me alcanza|he podido (?:comprar|surtir|recoger|conseguir)|pude (?:surtir|recoger|comprar)|han surtido|me (?:surtieron|quisieron (?:dar|surtir))|me la (?:surtieron|dieron|quieren surtir|cubre|surten)|recogi|surti|cubre|puedo pagar\w*|puedo comprar\w*|la puedo pagar|las puedo pagar|me cubre|me alcanzo|me lo cubre)(?: (?:mas|de|las|la|mi|mis|ni|una|para|el|los|en|a|recoger|ninguna|dinero|lana|feria))*(?: (?:<pill>|receta|dinero|lana|feria|frasco|seguro|farmacia|surtir\w*|comprar\w*|refill|refills|naltrexona|pagar\w*|copago|ninguna|mas))|(?:nomas|solo|solamente|apenas|ya nomas|nada mas|tan solo|me)(?: me)? (?:quedan?|restan|tengo)(?: (?:como|solo|nomas|unas|ya|con|para))* (?:\d+|una?|dos|tres|cuatro|cinco|seis|siete|pocas?|poquitas|la ultima|unas)|(?:era|es|fue|esa era|me tome|esa es|tome|con esa era)(?: ya)? (?:la |mi )ultim[oa](?! (?:vez|cita|semana|noche|copa|cerveza))|perdi (?:el|mi|la|mis|las|todas|los|un|todo el) ?(?:mis |las )?(?:<pill>|frasco|bote|receta|medicamento)|me (?:robaron|quitaron|volaron|tiraron|escondieron|bajaron) (?:la|el|mi|las|mis|todo|todas|bolsa|mochila|los)(?: (?:<pill>|bolsa|mochila|frasco|medicamento|mis))?(?: .*)?|(?:farmacia|walgreens|cvs|walmart|boticas?|farmaceutic[oa])(?: .*)?|(?:surtir|resurtir|resurtido|recarga|surtan|surtido|resurtan|renovar|renueven|refill|resurtirme|surtirme)(?: .*)?|(?:receta|prescripcion)(?: \w+){0,5} (?:nueva|vencio|vencida|caduco|otra|mas|acabo|renovar|expiro|lista|mandar\w*|negaron)?|(?:necesito|quiero|mandenme|ocupo|puedo pedir|pedir|pueden mandar)(?: \w+){0,2} (?:mas |otra |otro |otras |nuevas? )(?:<pill>|frasco|receta|bote|caja)|(?:el |mi )?seguro(?: medico)?(?: ya)? no (?:la |lo |me |quiere )*(?:cubre|paga|autoriza|aprobo|cubren|acepta|autorizo|pagar|aprueba)(?: .*)?|(?:esta|sale|salen|cuesta|cuestan|me cobran|cobran|subio|es|son|me sale|estan) (?:muy |bien |demasiado |a |como |de |mas )*(?:car[oa]s?|precio|\d{2,4}(?: (?:dolares|pesos|varos|bolas)))|no tengo (?:para (?:comprar\w*|pagar\w*|la (?:medicina|pastilla))|dinero|lana|feria|como pagar\w*)(?: .*)?|(?:el )?copago(?: .*)?|(?:perro|gato|nino|bebe) (?:se )?(?:comio|tiro|tragó|trago|mordio)(?: .*)?|frasco vacio|quede sin (?:<pill>|naltrexona|nada|medicamento)|(?:me quede|ando|estoy|andamos|llevo \w+ dias|me voy a quedar|quedarme) sin (?:<pill>|naltrexona|medicamento)|ya no (?:tengo|hay|me quedan?|me queda ninguna)(?= *(?:$|[.,]))|medicaid(?: .*)?|deje (?:el frasco|las pastillas|mis pastillas|la medicina) en (?:mexico|el hotel|el avion|otro)(?: .*)?|casi sin pastillas|ya casi (?:se )?(?:me )?(?:acaban|acaba|no tengo)",
    ),
)

_VISIT = r"(?:appointment|visit|shot|injection|slot|session|jab|visits|check ?up|time slot|vivitrol|spot|booking|meeting with|labs?|blood ?work)"
_RESCHEDULE = (
    rule(
        "reschedule.ask",
        r"re ?schedul\w*|re ?book\w*|postpone\w*|(?:push|move|bump|switch|change|swap|shift|slide|delay|do|reset|redo|rearrange|bring|adjust)(?: \w+){0,2} (?:my |the |our |this |that |it |next )*(?:"
        + _VISIT
        + r"|time|day|date)(?: .*)?(?<!reminder time)",
        r"(?:push|move|bump|switch|change|shift|delay) (?:it|me|that|this)(?: .*)?(?= *(?:$|[.,?]))(?<!change it)(?<!change me)(?<!move me)",
        r"(?:cancel|cancelling|canceling|cancelled|canceled)(?: \w+){0,3} (?:"
        + _VISIT
        + r"|today|tomorrow|<weekday>|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: .*)?|(?:have|need|got|going|want|like) to cancel(?= *(?:$|[.,]| (?:my|the|today|tomorrow|sorry|for|please|it)))|(?:miss|missed|missing|forgot|slept through|overslept|late for)(?: \w+){0,2} (?:my |the |our )?(?:"
        + _VISIT
        + r")(?= *(?:$|[.,]| ))(?! reminder)",
        r"(?:another|different|new|other|later|earlier|sooner|better) (?:day|time|date|slot|appointment|week|opening|one)(?: .*)?(?<!next time)|(?:any|do you have|have|got|is there|are there)(?: \w+){0,4} (?:openings?|availab\w+|slots?|times?|earlier|later|sooner|anything)(?= *(?:$|[.,?]| (?:on|in|at|later|earlier|next|this|for|available|today|tomorrow|monday|friday|thursday|tuesday|wednesday|after|before|sooner|open)))|(?:can|could|may|is it ok if|would it be ok if|possible|ok if|mind if|want|need|like|id like|how about|what about|lets|let us|rather|should)(?: (?:i|we|you|it|to|u))*(?: \w+)? ?(?:come|do|get|have|see you|make it|be seen|go|stop|swing|reschedule|be|pop|fit|squeeze|schedule|book|set up|make|drop)(?: (?:in|by|it|the|my|me|there|over|for|a|an|get|on|in for|shot|appointment|injection|do))* ?(?:"
        + _VISIT
        + r"|<weekday>|tomorrow|later|earlier|next|instead|another|at \d+|after \d+|around \d+|the (?:day|week) after|another|early|sooner|a different|different|morning|afternoon|the next|the following|\d+)(?: .*)?",
        r"(?:instead of|rather than|instead)(?: .*)?",
        r"(?:works|work|would be|is|be) (?:way |much |so )?better(?: for me)?(?= *(?:$|[.,?]| (?:for|if|on|at|because)))|(?:thursday|friday|monday|tuesday|wednesday|saturday|next week|tomorrow|morning|afternoon|mornings|afternoons|later) (?:is |would be |does |works? )?(?:better|instead|ok|work|possible|available|works|good)(?= *(?:$|[.,?]))|next (?:week|month|<weekday>) (?:instead|ok|better|please|work|works|possible|good)(?: .*)?|(?:what|how) about (?:<weekday>|next|tomorrow|\d|later|the)(?: .*)?|only (?:free|available|off|can do|come|able)(?: .*)?|(?:book|schedule|set up|make) (?:me |a |an |my |another )*(?:"
        + _VISIT
        + r")(?: .*)?|push (?:it )?back(?: .*)?|rain ?check|take a rain ?check|call me (?:with|to)(?: \w+){0,3} (?:time|schedule|reschedule|day|appointment)",
        unless=(
            r"(?:texts?|reminders?|messages?) (?:at|to|time)|time (?:of|for) (?:my |the |these )?(?:texts?|reminders?|messages?)",
            r"(?:another|different|new) (?:number|phone|pill|medication|med|doctor|drug|beer|drink|one of)",
            r"remind me (?:later|another)",
        ),
    ),
    rule(
        "reschedule.es",
        r"(?:cambiar|mover|reagendar|reprogramar|posponer|pasar|recorrer|cancelar|adelantar|atrasar|aplazar|reacomodar|cambien|cambie|muevan|cancelen|cancele|cancelo|pasen|cambiarme|moverme|reagendarme|agendar|reagenden|reprogramen|reagende|modificar|sacar|hacer|pedir|apartar|agendo|agenden|cambiarla|moverla|pasarla|cancelarla|reagendarla|recorrerla|pasarme|correr|reprograman|programar)(?: \w+){0,3} (?:cita|inyeccion|hora|dia|fecha|consulta|visita|la|me|para)?(?: .*)?(?<!cambiar de numero)",
        r"(?:otro|otra|diferente|distinto) (?:dia|hora|fecha|semana|cita|horario|momento)(?: .*)?|(?:se puede|puede ser|podria ser|puedo|podria|se podra|pueden|podriamos|podemos|hay chance de|hay manera de|habra chance|sera que puedo|me pueden dar|me puede dar|quiero|prefiero|tendran|tendra|tienen|hay|habra|mejor)(?: (?:ir|venir|llegar|pasar|que|sea|ser|cita|algo|lugar|espacio|chance|mejor|la|una|mas|hacerla|me|dar|poner|pongan|tener))*(?: (?:a|el|la|las|para|por|mas|otro|otra|mejor|en|hasta))+ ?(?:las \d+|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|tarde|temprano|semana|proxim[oa]|siguiente|otra semana|\d+|dia|tardecita|que viene|hora|ratito)(?: .*)?|mejor (?:el |la |manana|otro|a las|para|en la)(?: .*)?|(?:para )?la (?:otra|proxima) semana(?: .*)?|(?:perdi|se me olvido|se me paso|falte a)(?: \w+)? (?:la |mi )?(?:cita|inyeccion|consulta)|se me hizo tarde para (?:la|mi) cita",
        unless=(
            r"cambi(?:ar|e|o) (?:de |mi |el )?(?:numero|telefono|cel|hora de los mensajes|hora del recordatorio)",
            r"hora(?:rio)? (?:de|del) (?:los |el )?(?:mensajes?|recordatorios?)",
            r"pasar (?:la|una) (?:noche|borrachera)",
        ),
    ),
)
_CANNOT_COME = compiled(
    r"(?:can not|could not|will not|not going to|wont|unable to|not able to|not gonna be able to|might not|may not|do not think i (?:can|will)|will not be able to|not going to be able to|did not|can not be)(?: \w+){0,2} (?:make|come|be there|get there|making|coming|go|be able|attend|show|make my|be coming|there|get (?:a ride|off|out)|do (?:it|that|<weekday>|today|tomorrow|that day))(?: .*)?",
    r"(?:no|do not have a|do not have|lost my|need a|my|have no|got no|without a|dont have) (?:ride|transportation|way (?:to get )?there|gas|babysitter|sitter|way to get|car|child ?care)(?: (?:fell|cancelled|canceled|bailed|flaked|there|today|tomorrow))?(?: .*)?",
    r"not (?:making it|gonna make|going to be there)(?: .*)?|will not be (?:there|coming|in|at)(?: .*)?|something came up(?: .*)?|(?:car|truck|ride) (?:broke|died|is (?:dead|in the shop|broken)|will not start|bailed|flaked|broken down|got towed|fell through)(?: .*)?|(?:have|need|got|going|want) to (?:cancel|reschedule|miss|skip (?:my|the|this))(?: .*)?|cancel (?:my|the|it|today|tomorrow|this)(?: .*)?|(?:need|want|going) to (?:cancel)(?: .*)?|(?:kid|baby|son|daughter|child) is (?:sick|home)(?: .*)?|(?:flat tire|snowed in|called (?:in|into) work|stuck at work|have to work)(?: .*)?|out of town(?: .*)?|i have covid(?: .*)?|have a conflict(?: .*)?",
    r"no (?:puedo|voy a poder|podre|alcanzo a|voy a|voy|llego|alcanzo|voy a alcanzar a|creo que pueda|creo poder|pude|voy a llegar|ire|asistire)(?: \w+)? ?(?:ir|llegar|asistir|venir|a la cita|hoy|manana|ese dia|el|la|a mi|presentarme|poder)?(?: .*)?|no tengo (?:quien me lleve|carro|ride|en que ir|como (?:ir|llegar)|raite|transporte|quien cuide)(?: .*)?|(?:se descompuso|se ponch\w+) .*|tengo que (?:cambiar|mover|cancelar|trabajar|faltar|reagendar|reprogramar)(?: .*)?|cancel(?:ar|en|e|o|a) (?:la|mi)(?: .*)?|me salio (?:algo|un|otro|trabajo)(?: .*)?|nin[oa] (?:salio |esta |se )?enferm\w+|(?:mi )?(?:hij[oa]|nin[oa]|bebe) (?:esta|salio|se)(?: \w+)? (?:enferm\w+|mal)",
)

_HELP = (
    rule(
        "help.who",
        r"(?:help|info|ayuda|informacion|help me|need help|i need help|help please|please help|ayudenme|ayudame|information|more info|menu|commands|options|necesito ayuda|ayuda por favor|help me please|assistance)(?= *(?:$|[.,?!]| (?:please|por favor|with (?:this|the|my (?:text|remind))|con)))",
        r"who (?:is|are|the (?:hell|fuck|heck) is|s|dis|am i|this) ?(?:this|dis|you|that|it|u|texting|sending|messaging|writing|calling|talking|there|behind)?(?= *(?:$|[.,?]| (?:texting|and|from|again|number|guys|people|please|with|sending|messaging|exactly|to|how|what|in)))|who dis|new phone who dis|what (?:is|number is|company is|clinic is|the (?:hell|heck|fuck) is|s) (?:this|dis|that|these)(?= *(?:$|[.,?]| (?:about|for|number|texts?|thing|from|all|program|number for|messages?|service|place|regarding|app|called)))|what (?:are|is) (?:these|this|the) (?:texts?|messages?|number|program|service|thing)(?: .*)?|is (?:this|that|it|there) (?:a |an |even |really |actually |some kind of |the |like a )*(?:bot|robot|real|human|person|computer|machine|ai|scam|automated|legit|spam|my nurse|clinic|doctors?|real person|actual|someone|anyone|anybody|my doctor|a real)(?: .*)?|are you (?:a |an |even |really |actually |my |the |with |from )*(?:bot|robot|real|human|person|computer|machine|ai|nurse|doctor|clinic|scam|automated|legit|\w+ office)(?: .*)?|(?:am i|do i) (?:talking|talk|texting|speaking) (?:to|with) (?:a|an|who|my|someone)(?: .*)?|(?:how|where) (?:did|do|you|have|d) (?:you |u )?(?:get|got|find|have) (?:my|this) (?:number|info|phone|name)(?: .*)?|where (?:are you|is this|are these|did this|do these|you)(?: \w+)? ?(?:texting|from|coming|located|messaging|at)?(?: .*)?|(?:what|how) (?:does|do|is|can|should) (?:this|these|it|the|you|i) (?:\w+ )?(?:do|work|text|reply|use|answer|program|mean|say|respond|type)(?: (?:this|exactly|thing|to|here|with|back|for|if|when|the))*(?= *(?:$|[.,?]))(?<!how do i do)(?<!do you do)(?<!what can i do)|how (?:do|can) i (?:use|reply to|change|update|switch|set|contact|reach|get (?:a hold|ahold|in touch)|talk|speak|call|answer|respond)(?: .*)?|what (?:do|should|can) i (?:text|reply|type|say|send|press|answer)(?: .*)?|who (?:do|can|should) i (?:call|contact|talk|speak|ask|text)(?: .*)?|which (?:number|button|one) (?:do|is|should)(?: .*)?|i do not understand(?: (?:this|these|the|what|how))?(?: .*)?|what (?:do you|does this|does that|does the|do these) (?:mean|want)(?: .*)?|como (?:funciona|contesto|respondo|le hago para (?:contestar|hablar|cambiar)|cambio|puedo (?:cambiar|hablar|contactar)|me comunico|uso)(?: .*)?|no entiendo(?: .*)?|que (?:es|significa|quiere decir|son) (?:esto|este|estos|eso|este numero|esta|el)(?: .*)?|para que (?:es|son|sirve) (?:esto|este|estos|eso|este numero|el mensaje)(?: .*)?|(?:quien|quienes) (?:es|eres|son|habla|me|manda|escribe|chingados|esta|anda|esta escribiendo)(?: (?:usted|ustedes|este|esta|me|manda|mandan|escribe|tu|este numero|el que|la que|habla|de|por|los|estos|escribiendo|es))*(?= *(?:$|[.,?]| (?:mensajes|textos|eso)))|con quien hablo|de (?:donde|que (?:clinica|parte|empresa|lugar|numero)|parte de quien)(?: .*)?|(?:es|eres|esto es|son|hablo con|estoy hablando con|es usted)(?: un| una| el| la)? (?:robot|bot|persona|maquina|real|computadora|humano|clinica|doctora|enfermera|estafa|de verdad|persona real|spam|fraude)(?: .*)?|(?:como|de donde) (?:consiguieron|tienen|sacaron|obtuvieron|consiguio|agarraron)(?: .*)?|por que me (?:mandan|escriben|llegan|estan|llega)(?: .*)?|why (?:am i|are you|do i|do you|is this|did i|you)(?: (?:keep|getting|texting|get|asking|sending|messaging|receiving))+(?: .*)?",
        unless=(
            r"quien sabe",
            r"(?:help|helping|helps|helped) (?:me )?(?:sleep|with (?:the )?(?:cravings|drinking|nausea|pain))",
            r"who is (?:this|that) (?:for)$",
        ),
    ),
    rule(
        "help.settings",
        r"(?:chang(?:ed|ing|e)|got|getting|have|has|new|switch(?:ed|ing)?|updat(?:e|ed|ing)|lost my phone|different)(?: (?:my|a|to|the|phone|cell|me|i|have|am|got))* (?:new |different )?(?:number|phone number|phone|cell|carrier|cell ?phone|address|email|last name|name|zip|zip code|language)(?= *(?:$|[.,]| (?:to|is|starting|on|next|soon|please|its|it|\d|number|so|from|tomorrow|this|and|for|here)))(?<!get a phone)",
        r"(?:my |the )?new (?:number|phone|cell|address)(?: (?:is|will|number|its|starting|here))*(?: .*)?|(?:text|call|reach|message|use|send (?:these|it|them|texts)) (?:me |it |them )?(?:at |on |to )?(?:my |this |the )?(?:new|other|different|wifes?|husbands?|moms?|work|daughters?|sons?) (?:number|phone|cell|one|line)(?: .*)?",
        r"(?:just |i |we |am |recently |be |was )*(?:moved|moving|relocated|relocating|traveling|travelling|flying|visiting|going|staying|here in|am in|deployed|back in|now in)(?: (?:to|in|here|back|over|out|for|now|on vacation|a trip))+ ?(?:\w+ ){0,5}(?:time|zone|hours? (?:ahead|behind|later|earlier|difference)|am|texts?|coast|reminders?|time is off)(?: .*)?|time ?zones?(?: .*)?|(?:texts?|reminders?|times?|messages?) (?:is|are) (?:all )?(?:off|wrong|messed up)(?: .*)?|(?:est|pst|cst|mst|pacific|eastern|mountain|central) time(?: .*)?|(?:hours?|hrs?) (?:ahead|behind|off|early)(?= *(?:$|[.,]| (?:of|now|can|here|because)))(?! of)|(?:moved|moving|relocated|relocating) to \w+(?: .*)?|different time(?: zone)?(?= *(?:$|[.,]| (?:here|zone|now)))",
        r"(?:can|could|pls|please|would|will|id like|want|need|like|wish|how do i)(?: (?:you|i|to|we|it|u|please))*(?: \w+)? ?(?:change|move|switch|set|make|send|text|get|have|adjust|push|remind|message|fix|update|put)(?: (?:me|my|the|these|this|it|them|you|your|to|all|out|on))* ?(?:<texts>|time|it|reminder time|me|text time|dose time)?(?: \w+)? ?(?:to|at|for|earlier|later|time|be|come|in (?:the )?(?:morning|evening|afternoon|spanish|english)|in spanish|en espanol|instead|before|after)(?: (?:\d+(?::\d\d)?|earlier|later|night|noon|the (?:morning|evening|afternoon)|bedtime|am|pm|a|from now|like|about|mornings|nights|evenings|spanish|english))*(?: (?:from now on|every ?day|instead(?: of .*)?|going forward|daily|each day|always|in the future|permanently|from here on))",
        r"(?:change|move|switch|set|adjust|fix|wrong)(?: \w+){0,3} (?:(?:text|reminder|message|dose|pill|med|alert|my) ?(?:time|times|schedule)|time (?:of|for|on|you) (?:my |the |these |you |text )*(?:<texts>|text|me)?|(?:reminders?|texts?|messages?|alerts?|notifications?) (?:to|for|from|at|time|later|earlier)|language|time zone)(?: .*)?|(?:texts?|reminders?|messages?|these|they)(?: \w+)? (?:come|coming|comes|came|arrive|arriving|get here|show up|wake me|woke me|go off|going off|too|are|is)(?: \w+){0,3} (?:early|late|\d+ am|at \d+|middle of the night|wrong time|too early|too late|twice|double|up|3 times)(?: .*)?|too early(?= *(?:$|[.,]| (?:for|in|to|can|please|text)))|(?:in|en|to) (?:spanish|espanol|ingles|english)(?: .*)?|habla espanol|hablan espanol|spanish please|do you speak(?: .*)?",
        r"(?:cambie|cambio|cambiar|voy a cambiar|tengo|nuevo|mi nuevo|cambiaron|estrene)(?: (?:de|mi|el|un|otro|me|nuevo|es|ya|a|este))* (?:numero|telefono|cel|celular|chip|domicilio|direccion|compania)(?: .*)?|(?:me )?(?:mude|mudo|mudamos|cambie de (?:casa|ciudad|estado)|fui a vivir|voy a mudar|voy de viaje|ando de viaje|voy a viajar|estoy de viaje)(?: (?:a|para|en|de))(?: .*)?|zona horaria|(?:cambiar|cambien|cambie|pueden (?:mandar|cambiar|enviar)\w*|mandenme|manden|pongan|quiero|mandar)(?: \w+){0,5} (?:hora (?:de|del)|horario|mensaje(?:s)? (?:a las|mas|en la)|recordatorios? (?:a las|mas|para las|en la))(?: .*)?|(?:los mensajes|el mensaje|los recordatorios|mensajes) (?:me )?(?:llegan|llega|estan llegando)(?: .*)?|no me (?:llegan|llego|han llegado|estan llegando|mandan)(?: .*)?|en ingles(?= *(?:$|[.,]| por))",
        unless=(
            r"(?:got|getting|have) (?:a |my )?(?:new )?(?:phone|number)(?: \w+){0,3} (?:last|ago) .*(?:do not know|who|wrong)",
            r"number (?:1|one|two|2)",
        ),
    ),
    rule(
        "help.contact",
        r"(?:can|could|please|need|want|would like|pls|will|have|get|let|like|tell|id like|may|ask|how do i|where do i)(?: (?:you|i|to|someone|somebody|a|the|my|u|nurse|doctor|please|anyone|her|him|dr|counselor|case manager|care team|team|therapist|them|get|have|me|just))* (?:call me(?: back)?|speak (?:to|with)|talk (?:to|with)|call back|contact me|reach out|get a call|phone me|give me a (?:call|ring)|call the (?:office|clinic)|a call ?back|get in touch|get ahold|speak|give me a callback|text my (?:wife|husband|mom|dad|sister|brother|son|daughter|sponsor|case manager))(?: .*)?|call me(?: back| please| when| asap| later| today| at| now)?(?= *(?:$|[.,]| (?:when|at|please|after|before|tomorrow|today)))|(?:office|clinic|phone|contact|nurses?|doctors?) (?:number|hours|phone|line)(?: .*)?|what (?:are|is) (?:the|your|my|ur) (?:hours|number|address|phone|phone number|office|location|website|name of)(?: .*)?|(?:what|which) (?:day|time|date|building|room|floor|address|office|clinic|location|doctor|suite)(?: \w+){0,2} (?:is|am|was|do|are|does|should|s|will|did|u|you)(?: .*)?|(?:when|where|what time|at what time|how long)(?: s| is| are| was| do| does| am| will)?(?: (?:i|it|my|the|next|our|this))* (?:appointment|appt|shot|injection|visit|clinic|office|vivitrol|location|go|be there|address|come in|park|located|due|supposed to (?:be|come|go)|check in|next (?:shot|appointment|one|injection|visit))(?: .*)?|remind me (?:when|what (?:time|day)|where)(?: .*)?|where (?:is it|do i|is the|are you|at|should i|can i|to)(?: .*)?|(?:do|should|can) i (?:need to )?bring(?: .*)?|(?:is there|where is|do you have|any) (?:parking|a bus|transportation|telehealth|zoom)(?: .*)?|(?:what|wats|whats) the address(?: .*)?|(?:send|text|give) me the (?:address|time|details|location|info|phone|date)(?: .*)?|directions(?: .*)?|confirm (?:the|what|my) (?:time|date|address|day)(?: .*)?|(?:a que hora|que hora|que dia|cuando|donde|en donde|cual|cual es|a donde|que direccion|cuanto tiempo)(?: (?:es|esta|queda|tengo|era|me toca|son|voy|sera|va|mi|la|el|que|fue|seria|toca|hay que|debo))+(?: .*)?|(?:me (?:puede|pueden|podria)n?|pueden|puede|necesito|quiero|quisiera|pudieran|podrian|favor de|que me)(?: \w+){0,2} (?:llamar(?:me)?|hablar|marcar(?:me)?|comunicarme|hablarle|llame(?:n)?|hable(?:n)?|marque(?:n)?|una llamada|contactar|mandar la (?:direccion|hora|ubicacion))(?: .*)?|(?:llamenme|llameme|marquenme|hablenme|marqueme)(?: .*)?|(?:mandenme|me mandan|pasame|me pasan|mandame) (?:la |el )?(?:direccion|ubicacion|hora|telefono|numero|domicilio)(?: .*)?",
    ),
)

_QUESTION_START = r"(?:can|could|may|should|shall|is|are|am|do|does|did|will|would|what|when|how|why|which|where|if|isnt|was|has|have|ok|okay|safe|any|puedo|podria|debo|deberia|tengo que|hay|es|esta|se puede|cuanto|cuanta|cuando|como|que|cual|si|pasa|sirve|afecta|hace|me|y|la|lo|esto)"
_MEDICAL = (
    rule(
        "medical.quantity",
        r"(?:took|taken|take|taking|had|did|swallowed|popped|accidentally took|double|doubled) (?:\w+ ){0,3}?(?:two|2|three|3|double|4|four|an extra|extra|twice|another one|one too many|a double)(?: (?:of them|of my <pill>|<pill>|naltrexone|doses?|by (?:accident|mistake)|at once|today|this morning|tonight|instead|one|in one day|at the same time|times|accidentally|oops|together|on accident|because|extra))*(?= *(?:$|[.,?]| (?:by|is|because|today|thinking|on|should|now|am|oops|so|and|instead|at|this|will|to|to make|accident|cause|will i|is that|was|since|of)))(?<!at two)(?<!at 2)(?<!at 3)(?<!at three)(?<!took 4)(?<!around 2)(?<!at 4)(?<!at four)(?<!had 2)(?<!had 3)(?<!had 4)(?<!had two)(?<!had three)(?<!had four)(?<!had another one)(?<!did 2)(?<!did 3)(?<!did two)(?<!did three)(?<!about 2)(?<!day 2)(?<!day 3)(?<!like 2)(?<!at like 2)",
        r"double(?:d)? (?:dose|dosed|up|my)(?: .*)?|(?:took|taken|had) (?:it|them|one|mine|my (?:<pill>)|the <pill>) (?:twice|two times|2 times|again)(?: .*)?|two (?:pills|today) (?:by|on) (?:accident|mistake)|(?:took|take) (?:a |an )?(?:extra|second|wrong|other)(?: .*)?|(?:me )?(?:tome|tomé|trague) (?:dos|2|doble|tres|3|dos veces|otra|de mas|la doble|el doble|una de mas)(?: (?:pastillas?|dosis|veces|hoy|por|sin querer|al mismo|juntas|de|la|las|la pastilla))*(?= *(?:$|[.,?]| (?:por|sin|pasa|es|hoy|accidente|juntas|para|porque|y|de)))(?! (?:cervezas|copas|tragos|cheves|vinos))|(?:la|las|me la|me las) tome (?:dos veces|doble|2 veces)|doble dosis|dosis doble|por error tome(?: .*)?",
    ),
    rule(
        "medical.partial",
        r"(?:took|take|taken|taking|had|did|only|split|bit|cut|just|swallowed|broke|tomo|tome|nomas|solo|me tome|la|half|parti) (?:\w+ ){0,3}?(?:half|a half|a quarter|a third|a piece|part of|half of|1/2|1 / 2|a little piece|a bite|la mitad|mitad|media|medio|un pedazo|un pedacito|un cuarto)(?: (?:of (?:it|one|a|the|my|them)|<pill>|it|one|tab|de|la|una|pastilla|dose|dosis|today|nomas|tableta))*(?! (?:an )?(?:hour|hora|hr|way|day|of the day|asleep|hours|botella|cerveza|time|botellita|dia|noche|ago)| of the (?:bottle|beer))|half (?:a |of a |my |of my |the |of the |of )?(?:<pill>|dose|tab|one|it)|media (?:pastilla|tableta|dosis)|la mitad|mitad de la (?:pastilla|dosis)|(?:only|just) (?:\d+ )?(?:25|12\.5|30|10) mg",
    ),
    rule(
        "medical.condition",
        r"(?:i am|am|im|might be|may be|think i am|could be|got|just found out|found out i am|test (?:says|said)|be|getting|get|if i get|if i am) (?:like |about |now |also |currently )?(?:pregnant|preggers|expecting|breast ?feeding|nursing)(?: .*)?|pregnan\w+|breast ?feed\w*|trying to (?:get pregnant|conceive|have a baby)(?: .*)?|(?:having|have|scheduled|going|getting|need|for|my|before|after|a|the|got) (?:\w+ ){0,4}?(?:surgery|operation|colonoscopy|procedure|anesthesia|root canal|wisdom teeth|c section|tooth pulled|teeth pulled|dental work|extraction|biopsy|mri|endoscopy|teeth out|tooth out)(?: .*)?|surgery(?: .*)?|embarazada|embarazo|(?:estoy )?(?:amamantando|lactando)|dando pecho|dandole pecho|doy pecho|lactancia|(?:me van a|van a|me) (?:operar|operan|hacer una cirugia|sacar una muela|anestesiar)(?: .*)?|(?:cirugia|operacion|anestesia|colonoscopia)(?: .*)?|missed my period|no me baja(?! (?:de|la))|no me ha bajado|(?:they |doctor |dentist |he |she |er )+(?:want|wants|wanted|is going|are going|prescribed|gave|put|says?|said|told|recommended|started|offered|recommends)(?: \w+){0,6} <opioid>(?: .*)?|me (?:recetaron|receto|quieren dar|van a dar|quiere recetar|dieron|ofrecieron|mandaron)(?: \w+){0,4} (?:<opioid>|antibiotico\w*|pastillas para|otra medicina|medicamento)(?: .*)?|(?:doctor|dentist|pcp|psychiatrist|urgent care|they|er|hospital|new doctor) (?:just |has |also |wants to )*(?:prescribed|put|started|gave|switch|start|give|put)(?: \w+){0,4} (?:antibiotics?|antidepressants?|lexapro|zoloft|prozac|gabapentin|trazodone|steroids?|prednisone|new (?:med|meds|medicine|pill)|blood pressure|ibuprofen|tylenol|amoxicillin|wellbutrin|hydroxyzine|ambien|medicine|medication|cough (?:syrup|medicine))(?: .*)?|new (?:med|meds|medication|prescription from)(?: .*)?|started (?:on |taking )?(?:antibiotics|lexapro|zoloft|prozac|antidepressants?|a new (?:med|medication))(?: .*)?",
    ),
    rule(
        "medical.ask",
        r"(?:can|could|may|should|shall|do|am|would) (?:i|we|you guys think i|someone)(?: (?:still|also|just|safely|even|ever|keep|keep on|stop|start|be|skip|get|go|need to|have to|supposed to|able to|allowed to|quit|really))* ?(?:take|taking|took|drink|drinking|have|mix|mixing|double|skip|stop|stopping|quit|eat|smoke|use|combine|start|restart|switch|cut|split|crush|chew|drive|miss|continue|lower|raise|increase|wait|swallow|need|crushing|break|exercise|work out|lift|fast|vape)(?: .*)?|(?:ok|okay|safe|alright|fine|bad|allowed|cool|dangerous|normal|possible|too late|too early|too soon) (?:to|if|for|when) (?:\w+ ){0,4}?(?:take|taking|took|drink|drinking|have|mix|mixing|double|skip|stop|stopping|quit|eat|smoke|use|combine|start|restart|switch|cut|split|crush|chew|drive|miss|continue|swallow|feel|throw|be tired)(?: .*)?",
        r"(?:what (?:if|happens|happen|would happen|will happen|should i do|do i do|can i do|now|about if|to do|can i take|time should|is the best|dose|are the|does naltrexone|does it do|do i take|painkiller|pain|can i|kind|else|foods?|meds)|how (?:long|much|many|soon|often|late|do i (?:take|know|get off|stop|start|wean)|does (?:it|this|the)|bad|will|safe|should i take|come)|when (?:do|can|should|will|does|is|am) (?:i|it|the|this|my)(?! (?:next|appointment|shot|visit))|why (?:does|do|is|am|did|are) (?:it|this|the|i|my)|which (?:pill|med|one|dose))(?: (?!appointment)\w+)*(?: .*)?",
        r"(?:does|do|will|would|is|are|can|could|should|shouldnt) (?:it|this|that|the|these|naltrexone|they|my|vivitrol|there|a|alcohol|weed|drinking|any|<pill>|<shot>|me|grapefruit|coffee|caffeine|nyquil|tylenol|ibuprofen|advil|cbd|kratom|one|missing|<opioid>|liver|food)(?: \w+){0,5} ?(?:work|safe|interact|mix|affect|hurt|cause|make|help|stay|wear|last|bad|ok|okay|dangerous|kick|normal|show|harm|kill|mess|addictive|counteract|block|cancel|damage|count|expire|contain|matter|stop|fade|effect|common|side|permanent|generic|too much|supposed|need|enough|with|go away|still)(?: .*)?",
        r"(?:is|was) (?:that|this|it) (?:ok|okay|bad|normal|safe|dangerous|alright|fine|a problem|too much|an issue|serious|cool|weird)(?: (?:to|if|with|or|for|that))?(?: .*)?|(?:ok|okay|safe|fine|bad|alright|cool|dangerous) (?:with|to|if|while|for|on|during|taking) (?:the |my |this |it |i |mix |take |taking |drink |naltrexone |vivitrol |pregnancy |being )*(?:shot|pill|pills|naltrexone|vivitrol|take|this|meds|med|i|drink|skip|stop|alcohol|mix|taking|medicine)?(?: .*)?(?= *\?| *$)|(?:interact|interaction|interactions|interfere|overdo it|half life|wean off|taper|withdrawals if)(?: .*)?|should (?:i|we)(?: .*)?|do i (?:still |need|have|take|just|keep|skip|get|double|stop|wait|restart|start|make|eat|tell|resume|continue)(?: .*)?|am i (?:supposed|allowed|ok|going to|safe|able|gonna|still)(?: .*)?|can i(?! (?:get back|call you|come|get a|talk|speak|reschedule|have a minute|text|change|be seen|do (?:it|this) later|get my (?:refill|prescription)))(?: .*)?|is (?:naltrexone|vivitrol|it|this)(?: .*)? (?:safe|ok|addictive|an opioid|a narcotic|addicting|bad|normal)(?: .*)?|question (?:about|for|on)(?: .*)?|(?:too late|too early|too soon) to (?:take|start|do)(?: .*)?|(?:take|taking|drink|drinking|mix|mixing|have) (?:\w+ ){0,4}(?:with (?:this|it|the|my|naltrexone|these)|on (?:this|it|naltrexone|vivitrol)|while on (?:this|it))(?: \w+)* \?",
        unless=(
            r"(?:how|when|where|who|what) (?:do|can|should|did|is|are) (?:i |you )(?:cancel|unsubscribe|contact|reach|texting|change|get my number|reply|answer|respond)",
            r"(?:should i|can i|do i) (?:call|text|come|reschedule|reply|respond|answer|type|bring)",
            r"(?:does|is|was) it (?:count|ok) if i (?:forgot|said)",
            r"(?:can|could|will|would) you (?:text|remind|call|send|stop|change|move|mark|ask|check)",
            r"how (?:are you|is it going|is your day|are things|do you do)",
            r"what is (?:up|good|new|going on)(?: .*)?$",
            r"(?:when|what time|where) (?:is|are) (?:my|the|our) (?:next )?(?:appointment|shot|visit)",
        ),
    ),
    rule(
        "medical.ask_es",
        r"(?:puedo|podria|debo|deberia|se puede|se vale|es seguro|es malo|es bueno|es peligroso|hay problema|hay bronca|pasa algo|me hace dano|me afecta|afecta|esta bien|tiene algo|hace dano|que pasa|tengo que|es normal|no pasa nada|puede uno|sera malo|hay riesgo|me la puedo|la puedo|las puedo|lo puedo|le puedo|es necesario|conviene|sirve|interfiere|es cierto que|sera que|es posible)(?: (?:si|que|de|yo|me|la|lo|las|seguir|dejar de|volver a|con|por|en|con el|al|tambien|aun|todavia|ya|un|una|se|hacer))* ?(?:tomar\w*|tomo|tome|tomando|mezclar\w*|beber|bebo|dejar\w*|dejo|doblar|doble|dar pecho|fumar|fumo|partir\w*|olvid\w*|comer|manejar|salto|saltar\w*|combinar\w*|alcohol|parar|suspender\w*|tener|usar|seguir|hacer ejercicio|empezar\w*|ponerme|inyectar\w*|dos|la|pastilla|inyeccion|cerveza|hoy|embaraz\w*|vacuna\w*|aguant\w*|masticar\w*|duplicar\w*|esperar\w*)(?: .*)?",
        r"(?:que (?:hago|debo hacer|pasa si|pasaria|puedo tomar|medicina|efectos|me puedo|pastilla|procede|es bueno|sucede|dosis)|cuanto (?:tiempo|dura|tarda|debo|falta)|cuanta|cuantas|a que hora (?:debo|es mejor|me la|la tengo|tengo que tomar)|como (?:debo|la tomo|se toma|me la tomo|tengo que|se que)|por que (?:me|la|siento|no|tengo|se)|cuando (?:puedo|debo|empiezo|empieza|tengo que|se me quita|deja|hace efecto|la))(?: .*)?(?= *(?:$|[?.,]))",
        r"(?:pasa algo|hay problema|es malo|hace dano|me hace dano|esta bien|es normal|afecta|me hara dano|no pasa nada|hay bronca|es peligroso|esta mal)(?: .*)?(?= *\?| *$)|(?:la|lo|las) (?:dejo|suspendo|tomo|puedo tomar|sigo tomando|paro|parto|me tomo|debo dejar|tengo que dejar|vuelvo a tomar|tomo con|tengo que tomar)(?: \w+){0,5} \?|si (?:tomo|bebo|me tomo|fumo|olvido|dejo|mezclo|me salto|estoy embarazada|me la tomo|no la tomo|la tomo|la mezclo|la dejo)(?: \w+){0,8} (?:pasa|\?|que|hay|me|hace|afecta)(?: .*)?|interactua|interaccion|contraindica\w+|efectos secundarios \?|(?:una )?pregunta(?: .*)?|tengo una duda(?: .*)?|duda(?: .*)?",
        unless=(
            r"(?:puedo|podria|podemos|se puede) (?:ir|venir|cambiar|llegar|mover|reagendar|pasar|cancelar)",
            r"no (?:puedo|debo) (?:tomar|dejar)",
            r"(?:como|cuando|donde) (?:puedo|le hago para) (?:hablar|cancelar|cambiar|dejar de recibir)",
            r"no (?:la )?(?:puedo|tengo que)",
        ),
    ),
)


def _find(rules: tuple[object, ...], text: str, intent: Intent) -> Finding | None:
    hit = first(rules, text)  # type: ignore[arg-type]
    return Finding(hit[0], hit[1], intent) if hit else None


def find_auto_reply(text: str, original: str) -> Finding | None:
    """A tapback, a driving mode or an out-of-office answer: no person wrote it for us."""
    opening = _QUOTING.match(text)
    if opening and any(mark in original for mark in _QUOTES):
        return Finding("auto.tapback", opening.group(0), Intent.AUTO_REPLY)
    found = _AUTO.match(text)
    if found:
        return Finding("auto.tapback", found.group(0), Intent.AUTO_REPLY)
    return _find(_MACHINE, text, Intent.AUTO_REPLY)


def find_wrong_number(text: str) -> Finding | None:
    """Somebody else has this number."""
    return _find(_WRONG, text, Intent.WRONG_NUMBER)


def find_supply(text: str) -> Finding | None:
    """The medicine is out, lost, unaffordable or about to be."""
    return _find(_SUPPLY, text, Intent.SUPPLY)


def find_reschedule(text: str) -> Finding | None:
    """A visit is to be moved."""
    return _find(_RESCHEDULE, text, Intent.RESCHEDULE)


def cannot_come(text: str) -> str | None:
    """The words that say the planned visit will not happen, or None."""
    found = _CANNOT_COME.search(text)
    return found.group(0) if found else None


def find_help(text: str) -> Finding | None:
    """Who is this, how does it work, change my settings, when is my visit, somebody call me."""
    return _find(_HELP, text, Intent.HELP)


def find_medical_question(text: str) -> Finding | None:
    """A question about the medicine or the body, or a quantity other than planned."""
    return _find(_MEDICAL, text, Intent.MEDICAL_QUESTION)


_VISIT_WORDS = compiled(_VISIT + r"|cita|inyeccion|consulta|visita")
_NOT_VISIT = compiled(r"<texts>|prescription|refill|number|phone")
_CLASH = compiled(
    r"(?:that is|same|thats|on|es|ese|mismo|during|day of|el dia de)(?: \w+){0,3} (?:day|dia|surgery|operation|procedure|cirugia|operacion)"
)
_SYMPTOM_ASKED = compiled(
    r"(?:does|do|can|could|will|would|is|are|should|what|how|what if|cuales|que|puede|da|what about)(?: \w+){0,5} (?:cause|causes|help with|give|take (?:\w+ )?for|with|for|side effects|interact|make|normal to|common|if i|when i stop|para|causa|efectos secundarios|have a|get)(?: .*)?"
)


def visit_is_meant(text: str, expecting: str) -> bool:
    """Is a visit spoken of: asked about, or named in the text?"""
    return (expecting == "appointment" or _VISIT_WORDS.search(text) is not None) and _NOT_VISIT.search(text) is None


def clashes(text: str) -> bool:
    """Does what the patient asks about fall on the day of the visit?"""
    return _CLASH.search(text) is not None


def asks_about_symptom(text: str) -> bool:
    """Is a symptom only asked about ('what can I take for a headache')?"""
    return (
        text.startswith(
            (
                "can ",
                "does ",
                "do ",
                "is ",
                "will ",
                "what ",
                "how ",
                "should ",
                "would ",
                "could ",
                "puedo ",
                "que ",
                "es ",
                "are ",
            )
        )
        and _SYMPTOM_ASKED.match(text) is not None
        and " since " not in text
        and " me " not in text.split("?")[0][-12:]
    )


def is_about_visit_only(text: str, expecting: str) -> bool:
    """Is the question about when and where to come, not about the body?"""
    return visit_is_meant(text, expecting) and find_reschedule(text) is not None and not clashes(text)


_SOME_LEFT = compiled(
    r"last|left|almost|low|running|about|nearly|soon|quedan?|ultim[oa]s?|casi|only|going to|van a|will|refill|until|tomorrow|friday|monday|for (?:next|the)|acabando|poc[oa]s?"
)
_OF_ANOTHER = compiled(
    r"(?:my )?(?:he|she|they|him|her|boyfriend|girlfriend|friend|husband|wife|brother|sister|son|daughter|roommate|bf|gf|mom|dad|novi[oa]|amig[oa]|espos[oa]|herman[oa]|hij[oa])"
)


def has_none_left(text: str) -> bool:
    """Is the medicine gone now, not only running low?"""
    return _SOME_LEFT.search(text) is None


def is_of_another(text: str) -> bool:
    """Is another person in danger?"""
    return _OF_ANOTHER.search(text) is not None


def asks_for_visit_details(text: str, expecting: str) -> bool:
    """Does a question ask for the time or the place of a visit?"""
    finding = find_help(text)
    return (
        finding is not None
        and finding.rule == "help.contact"
        and (expecting == "appointment" or _VISIT_WORDS.search(text) is not None)
    )
