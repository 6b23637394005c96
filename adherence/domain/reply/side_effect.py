"""Finds what the medicine may be doing to the patient, and which of it must be seen at once.

Severe signs follow the naltrexone label's warnings: liver injury, injection-site necrosis or abscess, allergy,
withdrawal.
"""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, first, rule
from adherence.domain.reply.reading import Finding, Intent
from adherence.domain.reply.severe import find_mild_at_site, find_severe, is_only_asked

_GONE = compiled(
    r"could not sleep (?:so|and|because|last night so)",
    r"""
        (?:no|not|zero|without|never|0|havent|less|fewer|no more|did not|do not|does not|has not|have not|is not
        |am not|ningun[oa]?|sin|nada de|ya no|no (?:tengo|he tenido|me da|me dan|me dio|tuve|siento|me duele
        |hay))(?: (?:any|a|had|have|having|been|got|get|more|bad|really|feel|feeling|felt|the|ya|me|real|actual
        |major|weird|big|ningun|mas|tengo|tenido|nada de|de|so far|even|that|much|tan|much of a|too|experienced
        |make me|made me|making me|cause|caused|ni|mucho|mucha|anymore|as|too many|muchos|dado
        |efectos)){0,4} (?:<symptom>|sick|pain)(?: (?:or|and|o|y|ni|no|,)+ (?:<symptom>|sick|pain|headaches?))*""",
    r"""
        (?:<symptom>|stomach|head|sick feeling|sleep|pain) (?:<gap>)?(?:went away|is gone|are gone|gone|stopped
        |has stopped|better|cleared up|passed|goes away|finally gone|under control|se (?:me )?(?:quito|fue|paso
        |quitaron|fueron)|ya paso|ya se (?:fue|quito)|desaparecio|mejoro|desaparecieron)(?! (?:but|until|to
        |when))""",
    r"""
        (?:asked|ask|told|read|worried|warned|scared|curious|list|looked up|hear
        |heard) (?:\w+ ){0,3}(?:side effects|efectos secundarios)""",
    r"""
        (?:what|which|any|cuales|que|know) (?:\w+ ){0,5}(?:side effects?|efectos secundarios)(?= *(?:$|[?]
        | (?:of|should|does|are|with|from|like|do|can|is|tiene|de|will|me|normal)))""",
    r"""
        (?:<other_person>|baby|kids?|he|she|dog|niñ[oa]|nino|nina|hij[oa]|mama)(?: \w+)? (?:is|was|are|were|has
        |had|got|been|having|have|esta|estan|tiene|anda|threw up|throwing up|vomiting|puking|puked|tenia|estuvo
        |salio|se enfermo)(?: (?:a|an|really|so|very|been|been up|the|home|super|out|con|muy|bien|all night|up
        |bad|de|mucha|mucho))*(?: (?:sick|<symptom>|enferm[oa]|mal|flu|pain))?""",
    r"(?:or|else|otherwise) (?:i|it)(?: (?:will|get|makes me|feel|might|always|just))* (?:sick|<symptom>)",
    r"sick (?:of|and tired|day|days|leave|pay|time|note|call|kid|beat|car|burn)(?: \w+)?",
    r"""
        (?:called|calling) (?:in|out) sick|homesick|love ?sick|sweat ?(?:pants|shirt)|worked up a sweat|no sweat
        |in a rash|head ?ache of a|what a headache|a pain in (?:the|my) (?:ass|butt|neck)|pain in the (?:ass
        |butt|neck)|(?:this|that|it|app|insurance|boss|traffic|she|he|you|work|phone|job|cost|price|movie|news
        |ex) (?:\w+ )?(?:gives|give|giving|gave|is giving|is|are) (?:me )?(?:a |such a )?(?:headache|pain|sick)
        |me (?:dan|da|da mucho) asco (?:la gente|esto|el gobierno)|sleep like a baby|my dream|dreams? (?:job
        |house|car|come true)|break ?out (?:room|session)|itching (?:to|for a drink)|sick (?:moves?|game|party
        |concert|show|song)""",
)

_MILD = (
    rule(
        "side_effect.symptom",
        r"<symptom>",
        r"""
            (?:wipes?|wiped|wiping|knocks?|zonks?|zonked|lays?|takes?) me (?:right )?out|(?:metal|metallic|funny|weird
            |bad|bitter|copper) (?:\w+ )?taste(?: .*)?|taste(?:s)? (?:like )?metal|anxiety (?:is |has been |got )?(?:so
            much |way |really )?(?:worse|bad|through the roof|up) (?:since|after|from|on)(?: .*)?
            |<bodypart> feels? (?:so |really |kinda |all )?(?:weird|funny|numb|heavy|off|strange|like jelly)
            |heart (?:is |feels?
            |has been |was )+(?:weird|funny|off|strange|fluttery|racing a little)|feel(?:ing)? (?:off|weird
            |funny|crappy
            |awful|strange) (?:today|lately|all day|this morning|again|on (?:this|it)|when)(?: .*)?|(?:can not|cannot
            |have not) (?:poop\w*|pee|eat|eaten|hold food|sleep (?:at all|since|on)|slept|keep food)(?: .*)?""",
        r"""
            sick(?! (?:of|and tired|day|days|leave|kid))(?= *(?:$|[.,?]| (?:to|since|after|all|from|every|again
            |when|for|and|as|this|i|today|right|now|in|ever|for|every|with|af|bad|but|like|yesterday|tonight|at
            |on|so|because|ever since|emoji_\w+)))""",
        r"""
            (?:my |the |a |bad |awful |mild |some )*<bodypart> (?:is |are |was |has been |been |just |really[ ]
            |still |feels? |all |so |kinda |super |always |been so |keeps? |gets? |got |a little |is still[ ]
            |is really |is so |started |still )*(?:<hurts>|hurting)""",
        r"""
            (?:hurts?|pain|ache|soreness|sore|aching|burning|tightness|discomfort|lump|bump|knot|bruise|swelling
            |swollen|redness|numbness|rash|itching|red|bruised|tender) (?:in |on |at |around |where |from |of[ ]
            |by )?(?:the |my |where |both |upper |lower |left |right )*<bodypart>""",
        r"""
            (?:sore|swollen|red|bruised|tender|stiff|itchy|achy|aching|hurting|upset|bad|crampy|burning|inflamed
            |puffy|numb|queasy|weak|nervous) <bodypart>""",
        r"""
            (?:can ?not|could not|do not|did not|have not|can barely|could barely|barely|not|trouble|hard to
            |hard time|unable to|not been|difficulty|hardly) (?:been )?(?:able to )?(?:even |really |been[ ]
            |at all |getting |get |get any |any |to )*(?:sleep|slept|sleeping|eat|eating|eaten|poop|pooping|pee
            |concentrate|focus|keep (?:food|anything|it) down|stay awake|fall asleep|keep my eyes open
            |stop (?:yawning|shaking|sweating|itching|scratching|throwing up|puking|vomiting)|think straight
            |function|get out of bed|get up|stand|go to the bathroom|use the bathroom|go number)(?! (?:yet|til
            |until|with|at|breakfast|lunch|dinner|before|because (?:of )?(?:the )?(?:baby|kids|work|noise
            |neighbors)|in (?:my|this))(?: |$))""",
        r"""
            (?:makes?|making|made|leaves?|has|got|getting|gives?|giving|gave|had|have|having|turns?) me (?:feel[ ]
            |feeling |all |so |really |super |a |bad |the |crazy |kinda |very |just |too |into a |in a[ ]
            |having )*(?:sick|weird|tired|sleepy|off|funny|awful|crappy|like (?:crap|shit|a zombie|garbage|trash
            |hell|i|im|dying|ass)|crazy|bad|terrible|anxious|depressed|angry|hungry|horny|foggy|spacey|loopy
            |jittery|moody|nervous|edgy|gross|miserable|weak|hot|cold|exhausted|zonked|numb|gassy|runs|emotional
            |irritable|lightheaded|out of it|shits|zombie|groggy|thirsty|hyper|on edge|flat|restless|queasy
            |loose stools|nightmares|wired|dreams)""",
        r"""
            (?:feel(?:ing)?|felt|feels|been|am|was) (?:really |so |kinda |a little |a bit |super |very |like[ ]
            |all |just |pretty |real |quite |been |out |like i am )*(?:sick|funny|weird|off|ill|dizzy|loopy
            |spacey|foggy|like (?:crap|shit|garbage|a zombie)|zoned out|weak|faint|lightheaded|wiped out|wiped
            |queasy|strange|out of it|not right|jumpy|hot and cold|run down|groggy)(?: since| after| from| ever
            | every| when)<gap6>""",
        r"""
            (?:tired|exhausted|depressed|anxious|low energy|no energy|weak|angry|moody|emotional|restless
            |bloated|hot|edgy|down|sad|hungry|sleepy|thirsty|flat|blah|weird|irritable
            |crabby)<gap6> (?:since (?:i|the|starting|taking|my|getting)|after (?:i|the|my|taking|every|each
            |getting) ?(?:take|took|shot|injection|pill|dose|it|taking)?|from (?:the|this|it|my|these) ?(?:shot
            |pill|med|meds|medicine|naltrexone|injection|stuff)?|every time i take|when i take|because of (?:the
            |this|it)|all the time|on (?:this|the) (?:med|pill|medicine|shot|stuff)|ever since|whenever i take)
            |(?:since|ever since) (?:starting|i started|i got|the|my|taking|i been taking|getting
            |i have been taking) ?(?:it|the|this|taking|on|my|last)?(?: (?:shot|pill|meds?|medicine|naltrexone
            |injection|taking))?(?: (?:it|the|this|these))?(?: \w+)? (?:i )?(?:feel|have been|been|can not|am
            |have|keep|get|had|feeling|i|do not|my)(?: \w+){0,4}""",
        r"""
            (?:injection|shot) (?:site|spot|area)(?: \w+){0,4} (?:sore|red|hurts?|itch\w*|swollen|swelling
            |bruised?|lump|bump|tender|painful|warm|hurting|pain)|(?:lump|bump|knot|bruise|redness|swelling|sore
            |pain|soreness|itching)(?: \w+){0,3} (?:where|from|at|after|since) (?:i got |they gave |the |my[ ]
            |you )*(?:shot|injection|me)|(?:this|the|these|it|pill|pills|med|meds|medicine|shot|naltrexone|drug
            |stuff|they) (?:is |are |keeps? )?(?:not agreeing|upset(?:s|ting)?|mess(?:es|ing) (?:with|up)
            |tear(?:s|ing) up|kill(?:s|ing)|wreck(?:s|ing)|fuck(?:s|ing) (?:with|up)|hurt(?:s|ing)|bother(?:s
            |ing)|rough on|hard on|burns?) (?:with )?(?:me|my)(?: \w+)?|(?:headache|stomach|nausea|head
            |back) (?:is )?killing me|(?:weird|bad|crazy|vivid|wild|scary|intense|insane|messed up) dreams?
            |up all night(?: \w+){0,4} (?:sick|throwing|since|from|sweating)|not sleeping|(?:wake|waking
            |woke) up (?:sweating|at|all|sick|soaked|drenched|every|screaming|with a headache)(?= *(?:$|[.,]
            | (?:sick|soaked|every|all|night)))|sleep is (?:messed|terrible|awful|horrible|trash|bad)|(?:taste
            |ears) <gap>(?:metal|ringing)|(?:lost|losing|no|zero) (?:my |any )?(?:appetite|energy since|taste
            |hair)|not hungry(?: at all| anymore| ever)|(?:puts|knocks|knocked|knocking) me out|shits
            |the squirts|can not stop (?:yawning|going)|emoji_ache|emoji_sick|crampy|runny nose since|pooping
            |gut (?:issues?|problems?)|bathroom all (?:day|night)|on the toilet|body feels?|skin (?:is[ ]
            |feels )?(?:crawling|itchy|on fire|burning)|feverish|under the weather|got the flu|am sick
            |feel(?:ing)? sick|felt sick|feel ill|feeling ill|sick again|sick as a dog|so sick|really sick
            |got sick|gets me sick|been sick|getting sick""",
    ),
    rule(
        "side_effect.symptom_es",
        r"""
            me (?:duele|duelen|arde|molesta|pica|lastima)(?: \w+){0,4} (?:donde|inyeccion|piquete)
            |(?:me )?(?:duele|duelen|dolia|arde|arden|molesta|molestan|pica|pican|hincho|inflamo|revuelve
            |retuerce|punza|lastima|tiembla|tiemblan|truena|da vueltas|sudan|siento adormecid\w+|esta doliendo
            |ha dolido)(?: \w+){0,3} (?:<bodypart>|todo|manos|piernas?)
            |(?:<bodypart>) (?:me )?(?:\w+ ){0,2}(?:duele|duelen|mata|matando|arde|revuelto|inflamad[oa]
            |hinchad[oa]|adolorid[oa]|rojo|roja|pica|explota|explotar|da vueltas|punza|mal|hecho nudo
            |moretead[oa])|(?:adolorid[oa]|dolor) (?:en|del|de|la|el|de la|en la|en el)? ?(?:<bodypart>)""",
        r"""
            (?:no|casi no|ni|no he podido|sin poder|sin|no puedo|no logro) (?:puedo |he |he podido |duermo[ ]
            |dormi |he dormido |dormir |como |comer |ni |bien )*(?:dormir|duermo|dormido|pegado el ojo
            |pegar el ojo|comer|comido|como nada|concentrarme|hacer del bano|ir al bano
            |levantarme)(?! (?:desde las|porque|por el|por los|por mi|aun|con))""",
        r"""
            me (?:da|dan|dio|dieron|provoca|causa|pone|esta dando|ponen|puso|esta causando|produce|deja|dejo
            |hace|hizo|siento|senti|sentia|siento muy|esta haciendo|cae|cayo|trae|cayeron|ha dado
            |han dado)(?: (?:mucha|muchas|mucho|muchos|bien|muy|un|una|como|unas|unos|mas|de|el|la|sentir|harta
            |algo|medio|bastante|puro|con|re|tan|super|todo|siempre|sintiendo)){0,3} (?:<symptom>|sueno|mal|feo
            |gacho|rar[oa]|hambre|ansiedad|ansios[oa]|cansad[oa]|debil|sed|depresion|deprimid[oa]|asco
            |ganas de vomitar|flojera|nervi[oa]s[oa]?|enferm[oa]|pesad[oa]|sonolient[oa]|zombi|loc[oa]|chorro
            |atontad[oa]|de malas|irritable|dano)(?: (?:la|el|esta|esa|con|desde|cuando|despues|tomar|medicina
            |pastilla|inyeccion|siempre|todo))?(?= *(?:$|[.,]| ))""",
        r"""
            (?:ando|estoy|estuve|traigo|tengo|ando con|sigo|sigo con|anduve|me siento|he estado|he andado
            |amaneci|tuve|siento|me levanto)(?: (?:muy|bien|con|mucha|muchas|mucho|un|una|unos|unas|todo|toda
            |como|medio|algo|puro|pura|harto|de|super|los|el|la)){0,3} (?:<symptom>|enferm[oa] del estomago
            |mal del estomago|suelt[oa] del estomago|estomago|enferm[oa]|chorro|gripa|revuelto el estomago
            |bola donde|moreton)""",
        r"""
            <symptom>(?= *(?:$|[.,?]| ))|(?:desde que|cuando|cada vez que|cada que|despues de) (?:me |la[ ]
            |empece |lo |que )*(?:tomo|tome|tomarla|tomar|inyectaron|pusieron|la pastilla|inyeccion
            |empece)(?: \w+){0,4} (?:no duermo|mal|triste|cansad[oa]|siento|duele|no como|raro|ando|sin)
            |me cae(?:n)? mal|me cayo (?:mal|pesada|gorda la pastilla)|(?:la pastilla|la medicina|la inyeccion
            |esto) me (?:hace (?:dano|mal|sentir)|tumba|noquea|enferma|marea|cae|pega|da|esta haciendo dano)
            |(?:mucho|tanto|demasiado) sueno|suenos (?:raros|feos|muy)|sin apetito|no tengo (?:hambre|apetito
            |energia|fuerzas)|(?:se )?me (?:quito|fue|quita|ha quitado|quitaron|quitan) (?:el|las|todo el
            |toda el) (?:hambre|apetito|sueno
            |ganas de comer)|me pica (?:todo|mucho|el)|me (?:enferme|enferma
            |marea|mareo|mareé|sube la presion)|me matan? (?:la cabeza|el estomago|la panza)
            |la cabeza me (?:esta )?matando|dolor(?:es)?(?: \w+)?(?= *(?:$|[.,]| (?:de|en|muy|del)))
            |devolvi (?:todo|el|la)|arrojando|basca""",
    ),
)

_VOMITED = compiled(
    r"""
        (?:vomit(?:ed|ing)?|threw (?:it )?(?:back )?up|throwing (?:it )?up|puk(?:ed|ing)(?: it)?|barfed(?: it)?
        |came (?:right )?back up|spit it (?:out|up)|spat it out|up it came|did not stay down
        |could not keep it down|lost it right after|vomite|vomito|la vomite|vomitado|la devolvi|guacaree|guacare
        |arroje|la escupi|upchucked|coughed it (?:back )?up)"""
)


def find_side_effect(text: str) -> Finding | None:
    """The worst complaint in a text; None where it is denied, over, somebody else's or a figure of speech."""
    told = _GONE.sub("idiom", text)
    if is_only_asked(told):
        return None
    hit = find_severe(told)
    if hit is not None:
        return Finding(hit[0], hit[1], Intent.SIDE_EFFECT, safety=True)
    hit = first(_MILD, told) or find_mild_at_site(told)
    return Finding(hit[0], hit[1], Intent.SIDE_EFFECT) if hit else None


def has_vomited(text: str) -> bool:
    """Does the text tell of vomiting, after which nobody knows whether the dose stayed?"""
    return _VOMITED.search(_GONE.sub("idiom", text)) is not None
