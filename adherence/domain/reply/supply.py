"""Finds that the medicine is out, lost, out of stock, unaffordable or about to be."""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled, finding, rule
from adherence.domain.reply.reading import Finding, Intent

_SUPPLY = (
    rule(
        "supply.lost",
        r"""
            (?:lost|lose|dropped|spilled|misplaced|flushed by accident|washed|left all|can not find
            |could not find|cant find|broke)(?: \w+){0,2} (?:my |the |all |of |a |bottle of |whole[ ]
            |them )*(?:<pill>|bottle|script|prescription|pill ?box|rx|refill)(?! (?:reminder|in my throat))
            |(?:<pill>|bottle|they|prescription|script|it|bag with my \w+|purse)(?: \w+){0,3} (?:got |was |were[ ]
            |been |is |are |all |just |have been |has been )*(?:stolen|lost|gone missing|ruined|wet
            |thrown (?:out|away)|in the (?:toilet|sink|wash)|down the (?:drain|sink|toilet)|expired|missing
            |soaked|washed|confiscated|taken from me|jacked|swiped|melted|recalled|damaged|out of stock
            |back ?ordered|on back ?order|crushed)|(?:stole|robbed|jacked|swiped|flushed|snatched|chewed
            |(?:<other_person>|someone|somebody|they|who|tsa|cops|police|staff|rehab|jail) (?:\w+ )?(?:took|ate
            |hid|threw (?:out|away)|tossed|has))(?: \w+)? (?:my|the|all my) (?:whole |entire[ ]
            |bottle of )?(?:<pill>|bottle|bag|purse|backpack|prescription)(?= *(?:$|[.,]| ))|fell (?:in|into
            |down) the (?:toilet|sink|drain|water)|(?:dog|cat|puppy|baby|toddler) (?:ate|chewed|got into|knocked
            |spilled)<any> (?:<pill>|bottle|prescription|them|it)(?: .*)?|left (?:them|it|my (?:bottle|<pill>)
            |the bottle)(?: all)? (?:at|in|on|back) (?:the )?(?:hotel|airport|bus|airplane|plane|uber|taxi|train
            |rehab|my last|another state|mexico|<any>and (?:am|will not|can not|he|she))(?: .*)?|lost (?:it
            |them)(?: (?:all|somewhere|moving|again|in the move))?(?= *$)""",
        unless=(
            r"(?:i |and |just |already )(?:took|ate|threw up) (?:my|the)(?! (?:whole|entire|all))",
            r"lost (?:my )?(?:appetite|job|weight|mind|temper|track|it at|sleep|mom|dad|wife|brother|sister|friend)",
        ),
    ),
    rule(
        "supply.out",
        r"""
            (?:threw|tossed|thrown) (?:out |away )?(?:my|the|all my) (?:\w+ )?(?:<pill>|bottle)(?: .*)?
            |(?:only )?(?:gave|dispensed|filled)(?: me)?(?: only)? (?:a|one|\d+) (?:weeks?|days?
            |few days)(?: worth)?(?: .*)?|(?:ran|run|running|am|are|been|completely|all|fresh|totally|almost
            |nearly|about|will be|was|is|be) (?:\w+ )?(?:out)(?= *(?:$|[.,]| (?:of (?:<pill>|them|my|the
            |naltrexone|refills?|it|stock|meds|shots)|soon|yesterday|today|friday|monday|tomorrow|last|two|2|3
            |three|a|on|saturday|sunday|this|over|and|need|thursday|wednesday|tuesday|again|in|completely|by|now
            |so|already|until|till
            |since)))(?<!passed out)(?! of town)(?<!working out)(?<!going out)(?<!be out)(?<!am out)(?<!was out)
            (?<!hanging[ ]out)(?<!is out)(?<!are out)(?<!eating out)(?<!going to be out)(?<!blacked out)
            (?<!been[ ]out)(?<!about to go out)(?<!am going out)(?<!will be out)(?<!stressed out)
            (?<!freaking out)(?<!all[ ]stressed out)(?<!tapping out)(?<!wiped out)(?<!freaked out)(?<!worn out)
            (?<!chilling out)(?<!is[ ]going out)(?<!are going out)(?<!pass out)(?<!all out)
            |out of (?:my |the |these )?(?:<pill>|naltrexone|refills?|them|stock)|(?:ran|run|running|getting|kinda
            |very|am|pretty|real|really) low on|(?:run|running|getting) low(?! (?:energy|mood|key|blood|sugar))
            |(?:no|have no|not any|zero|got no|do not have (?:any|no|anymore|anything|my|the|a|enough|more)
            |have not got any|no have|got none|none|do not have) ?(?:more |of )?(?:of )?(?:my |the )?(?:<pill>
            |refills?|them|left|prescription|supply|more left|any left|more to take|any more)(?= *(?:$|[.,]
            | (?:left|anymore|until|till|right|to|at|for|with|here|and|so|because|ready|yet|since)))|(?:do not
            |dont) have (?:any|anymore|no more|any more)(?= *(?:$|[.,]| (?:left|of|to take)))|(?:my|the|its my
            |was my|that is my|was the|is the|took the|took my|only|last of my|is my|on my|that was my|on the
            |got my|down to my|just took my) last (?:<pill>|one|of (?:the|my|them)|few|couple|two|2|bottle|tab
            |pill)(?! (?:night|week|month|year|yesterday))|(?:only|just|about|like|got|have|maybe|down to|around
            |left with|i have)(?: (?:have|got|only|about|like|down|to|just|maybe|around|a))* (?:\d+|one|two|three
            |four|five|six|seven|a few|a couple|couple|few) (?:more )?(?:of them |<pill> |tabs |days |doses[ ]
            |days worth |days of (?:pills|meds) )?(?:left|remaining|to go|more)(?! (?:minutes|hours|min|weeks
            |months|days (?:sober|clean|of|until|till)))|(?:\d+|one|two|three|few|couple|four|five) (?:<pill>[ ]
            |of them |days |days worth )?(?:left|remaining)|almost (?:out|gone|finished)(?: of)?(?! (?:of here
            |the door|to))|bottle(?:s)? (?:is |was )?(?:empty|gone|almost empty|near empty|low)|empty bottle
            |(?:end|last|bottom) of (?:the|my) (?:bottle|pack|box|supply)|bottles? (?:has |have |is |are |been[ ]
            |was )*(?:empty|out
            |gone)(?: .*)?|(?:pills|meds|they) are (?:all )?gone|finished (?:the|my) (?:bottle|last|prescription)
            |last one(?= *(?:$|[.,]))|i am out(?= *(?:$|[.,]))|(?<!them )all out(?= *(?:$|[.,]| of))
            |the last of (?:them|it|my <pill>|the <pill>)|completely out(?= *(?:$|[.,]))|(?:been|am) out (?:of
            |for (?:a |two |2 |3 )?(?:day|days|week))(?: .*)?""",
    ),
    rule(
        "supply.refill",
        r"""
            re ?fills?(?:ed|ing)?(?! (?:my (?:cup|drink|water)|the (?:car|tank)))|(?:need|want|get|request|order
            |reorder|send|call in|renew|have)(?: \w+){0,3} (?:more (?:<pill>|of (?:my|the|them))
            |new (?:prescription|script|rx|bottle)|another (?:prescription|script|bottle|month)
            |my (?:prescription|script|rx) (?:renewed|sent|called|filled)|(?:prescription|script|rx) (?:renewed
            |sent|called|filled|transferred|renewal|refilled))|(?:renew|transfer|call in|send in|resend
            |send over) (?:my |the )?(?:prescription|script|rx|meds)(?: .*)?|(?:prescription|script
            |rx)(?: \w+){0,3} (?:expired|ran|runs|out|ready|denied|lapsed|was never|never|sent|needs|not|has not
            |did not|is not|up|transferred|cancelled|canceled)(?: .*)?|(?:pharmacy|walgreens|cvs|walmart
            |rite aid|kroger|costco|pharmacist|drug ?store|drugstore|safeway|publix|heb
            |pharmacies)(?: \w+){0,6} (?:out|stock|closed|will not|does not|did not|do not|has not|have not|not
            |no|order|ordered|backorder|back ?ordered|wait|waiting|denied|refuses?|refused|said|says|never|delay
            |delayed|trouble|lost|messed|could not|can not|until|wants|charging|charge|ready|have|hasnt|shorted
            |screwed|problem|tomorrow|monday|gave)(?: .*)?|(?:waiting|wait) (?:on|for) (?:the |my )?(?:pharmacy
            |mail|prescription|refill|delivery|insurance|meds|pills|prior auth\w*|shipment|approval
            |script)(?: .*)?|(?:did not|could not|have not|unable to|can not|never|forgot to|not|no time to
            |haven't) (?:\w+ )?(?:picked|pick|get|got|gotten|receive|received|filled|fill|been able to get|came
            |come|come in|arrived|been delivered)(?: (?:up|them|my|the|it|in|a))*(?: (?:<pill>|prescription
            |refill|script|them|in the mail|from (?:the )?(?:pharmacy|store)|at the pharmacy|filled))|(?:not
            |never|did not|has not|have not) (?:come in the mail|came in the mail|arrive|arrived|show|shown
            |showed|been delivered|delivered|shipped|get delivered)(?: up)?(?: (?:in the mail|yet|from|in|at
            |today|on time))?(?= *(?:$|[.,]
            | ))(?<!has not come)(?<!not come)(?<!not show)(?<!not show up)(?<!not showed up)(?<!never[ ]
            came)(?<!never come)|mail order(?: .*)?|need (?:more|another bottle|my (?:meds|pills
            |medicine))(?= *(?:$|[.,]| (?:pills|of|meds|from|asap|before)))|(?:where|when) (?:can|do
            |will) i (?:get|pick up|have|receive) (?:my |more |the |another )+(?:<pill>|bottle|prescription
            |script|refill)(?: .*)?|(?:package|order|shipment|delivery) (?:\w+ )?(?:did not|never|is|was|has not
            |got|lost|late|delayed)(?: .*)?|samples?(?= *(?:$|[.,?]))""",
    ),
    rule(
        "supply.cost",
        r"""
            (?:insurance|medicaid|medicare|copay|co pay|coverage|prior auth(?:orization)?|deductible|medi cal
            |obamacare|good ?rx|coupon)(?: .*)?""",
        r"""
            (?:can not|could not|can barely|cant|not able to|unable to|never
            |do not have (?:the )?money to) (?:afford|pay for|pay|buy)(?: .*)?|too expensive|(?:costs?|cost me
            |charging|charged|charge|want|wants|paying|price|asking)(?: \w+){0,4} (?:\d{2,4}|too much|so much
            |a lot|went up|dollars|bucks)(?= *(?:$|[.,]| (?:for|now|a|this|dollars|bucks|per|and|more|to
            |without)))|no money(?: (?:for|to))?(?= *(?:$|[.,]| ))|broke until(?: .*)?|do not get paid (?:til
            |until)(?: .*)?|out of pocket""",
        unless=(r"insurance (?:card|info|question) (?:changed|update)$",),
    ),
    rule(
        "supply.es",
        r"""
            (?:solo|nomas|nada mas|apenas) (?:me )?(?:quedan?|alcanza) (?:para )?(?:hoy|manana|una?|dos|tres|\d+
            |unos dias|el fin)(?: .*)?|(?:se me|se nos|se)(?: ya| han| ha| estan| esta)? ?(?:acabaron|acabo|acaban
            |acaba|acabando|terminaron|termino|perdio|perdieron|cayeron|cayo|mojaron|mojo|olvidaron en|agotaron
            |agoto|acabado|terminado|extravio|extraviaron|van a acabar|va a acabar|tiraron|tiro)(?: (?:las|la|el
            |mis|mi|todas|los|al|en|ayer|hoy|anoche|frasco))*(?: (?:<pill>|frasco|receta|bote|bano|escusado|lavabo
            |casa|agua|inodoro|taza))?(?! (?:la paciencia|el dinero para)| (?:la )?fiesta| el gas| la pila
            | la bateria| mi celular| el celular| el telefono)""",
        r"""
            (?:ya no|no) (?:tengo|me quedan?|hay|tienen|habia|consigo|encuentro|alcanzo|alcance|me alcanza
            |he podido (?:comprar|surtir|recoger|conseguir)|pude (?:surtir|recoger|comprar)|han surtido
            |me (?:surtieron|quisieron (?:dar|surtir))|me la (?:surtieron|dieron|quieren surtir|cubre|surten)
            |recogi|surti|cubre|puedo pagar\w*|puedo comprar\w*|la puedo pagar|las puedo pagar|me cubre
            |me alcanzo|me lo cubre)(?: (?:mas|de|las|la|mi|mis|ni|una|para|el|los|en|a|recoger|ninguna|dinero
            |lana|feria))*(?: (?:<pill>|receta|dinero|lana|feria|frasco|seguro|farmacia|surtir\w*|comprar\w*
            |refill|refills|naltrexona|pagar\w*|copago|ninguna|mas))|(?:nomas|solo|solamente|apenas|ya nomas
            |nada mas|tan solo|me)(?: me)? (?:quedan?|restan|tengo)(?: (?:como|solo|nomas|unas|ya|con
            |para))* (?:\d+|una?|dos|tres|cuatro|cinco|seis|siete|pocas?|poquitas|la ultima|unas)|(?:era|es|fue
            |esa era|me tome|esa es|tome|con esa era)(?: ya)? (?:la |mi )ultim[oa](?! (?:vez|cita|semana|noche
            |copa|cerveza))|perdi (?:el|mi|la|mis|las|todas|los|un|todo el) ?(?:mis |las )?(?:<pill>|frasco|bote
            |receta|medicamento)|me (?:robaron|quitaron|volaron|tiraron|escondieron|bajaron) (?:la|el|mi|las|mis
            |todo|todas|bolsa|mochila|los)(?: (?:<pill>|bolsa|mochila|frasco|medicamento|mis))?(?: .*)?
            |(?:farmacia|boticas?|farmaceutic[oa])(?: .*)?|(?:walgreens|cvs|walmart)(?= (?:.* )?(?:no|tienen?
            |hay|list[oa]s?
            |surt\w+|receta|pastillas?|medicinas?|pills?|meds?|prescription|refill|out))(?: .*)?|(?:surtir
            |resurtir|resurtido
            |recarga|surtan|surtido|resurtan|renovar|renueven|refill|resurtirme|surtirme)(?: .*)?|(?:receta
            |prescripcion)(?: \w+){0,5} (?:nueva|vencio|vencida|caduco|otra|mas|acabo|renovar|expiro|lista
            |mandar\w*|negaron)?|(?:necesito|quiero|mandenme|ocupo|puedo pedir|pedir
            |pueden mandar)(?: \w+){0,2} (?:mas |otra |otro |otras |nuevas? )(?:<pill>|frasco|receta|bote|caja)
            |(?:el |mi )?seguro(?: medico)?(?: ya)? no (?:la |lo |me |quiere )*(?:cubre|paga|autoriza|aprobo
            |cubren|acepta|autorizo|pagar|aprueba)(?: .*)?|(?:esta|sale|salen|cuesta|cuestan|me cobran|cobran
            |subio|es|son|me sale|estan) (?:muy |bien |demasiado |a |como |de |mas )*(?:car[oa]s?|precio
            |\d{2,4}(?: (?:dolares|pesos|varos|bolas)))|no tengo (?:para (?:comprar\w*|pagar\w*|la (?:medicina
            |pastilla))|dinero|lana|feria|como pagar\w*)(?: .*)?|(?:el )?copago(?: .*)?|(?:perro|gato|nino
            |bebe) (?:se )?(?:comio|tiro|tragó|trago|mordio)(?: .*)?|frasco vacio|quede sin (?:<pill>|naltrexona
            |nada|medicamento)|(?:me quede|ando|estoy|andamos|llevo \w+ dias|me voy a quedar
            |quedarme) sin (?:<pill>|naltrexona|medicamento)|ya no (?:tengo|hay|me quedan?
            |me queda ninguna)(?= *(?:$|[.,]))|medicaid(?: .*)?|deje (?:el frasco|las pastillas|mis pastillas
            |la medicina) en (?:mexico|el hotel|el avion|otro)(?: .*)?|(?:me |nomas |solo |ya )*quedan? (?:\d+
            |una?|dos|tres|cuatro|cinco|pocas?|muy pocas) (?:nada mas|nomas|en el
            |pastillas?|mas)(?: .*)?|casi sin pastillas
            |ya casi (?:se )?(?:me )?(?:acaban|acaba|no tengo)""",
    ),
)
_SOME_LEFT = compiled(
    r"""
        last|(?<!none )(?<!nothing )(?<!any )left|almost|low|running|about|nearly|soon|quedan?|ultim[oa]s?|casi
        |only|going to|van a|will|refill|until|tomorrow|friday|monday|for (?:next|the)|acabando|poc[oa]s?"""
)


def find_supply(text: str) -> Finding | None:
    """The medicine is out, lost, unaffordable or about to be."""
    return finding(_SUPPLY, text, Intent.SUPPLY)


_REFILL = compiled(r"re ?fills?|pharmacy|prescription|farmacia|receta|resurtir\w*")


def is_about_refill(text: str) -> bool:
    """Is a question about getting more of the medicine?"""
    return _REFILL.search(text) is not None and find_supply(text) is not None


def has_none_left(text: str) -> bool:
    """Is the medicine gone now, not only running low?"""
    return _SOME_LEFT.search(text) is None
