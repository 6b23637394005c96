"""Finds that somebody else has this number."""

from __future__ import annotations

from adherence.domain.reply.patterns import finding, rule
from adherence.domain.reply.reading import Finding, Intent

_PERSON_WORDS = r"""
    (?:working|work|fun|easy|helping|helpful|good|great|ok|okay|fair|right|a|an|the|my|your|mine|me|you|it|that
    |this|what|how|why|when|where|so|very|really|bad|worth|for|to|over|going|enough|funny|normal|like|about|as
    |all|at|in|on|cool|happening|too|real|safe|cheap|nice|new|any|much|possible|him|her|his|because|making|doing
    |getting|feeling|covered|necessary|something|anything|fixing|an?)"""
_WRONG = (
    rule(
        "wrong_number",
        r"""
            wrong (?:number|#|person|phone|num|no|nbr|one|guy|girl|lady|dude|contact|cell|patient|name|human|man
            |woman)(?! (?:dose|pill|day|time|pharmacy))""",
        r"wrong(?= *$)",
        r"(?:this|that) is not (?!"
        + _PERSON_WORDS
        + r"""
            \b)\w+(?:s)?(?: \w+)?(?: phone| number| cell)?(?= *(?:$|[.,?]| (?:anymore|this|number|phone|you|and
            |lol|sorry|wrong|i|it)))""",
        r"(?:i am|am) not (?:named |called )?(?!(?:"
        + _PERSON_WORDS
        + r"""
            |taking|sure|ready|home|drinking|using|sick|dead|sleeping|able|feeling|craving|interested|coming
            |hungry|tired|drunk|high|there|happy|allowed|gonna|supposed|done|well|nauseous|stupid|late|driving
            |pregnant|available|dizzy|crazy|lying|kidding|okay|fine|missing|skipping|eating|trying|having|sober
            |mad|depressed|suicidal|anymore|yet|today|tonight|even|just|quite|always|thinking|been|currently
            |really|free|still|able|near|back|alone|addicted|an|no|afraid|scared|worried|looking|paying|sorry
            |bothered|at|planning|stopping|quitting|giving|out|certain|receiving|in|with|from|down|up|too|asking
            |telling|using|seeing|leaving|around|myself|busy|breathing|better|getting|going|right|doing|good
            |great|bad|perfect|cured|that|supposed|wanting|proud|convinced|impressed|signing|making|living|dying
            |into|your|surprised|complaining|allergic|forgetting|positive|joking|playing
            |answering)\b)\w+(?= *(?:$|[.,]| (?:sorry|wrong|lol|dude|bro|you|anymore|this)))""",
        r"""
            no (?!one|body|pills?|meds?|problem|cravings?|plans|parties|drinks?|pharmacy|refills?)\w+ (?:here
            |at this number|lives here)(?: .*)?|(?:nobody|no one|noone|there is no|there is not|aint no|no
            |not any|there is nobody|there is no one) (?:\w+ )?(?:here |lives here |at this |by that |with that[ ]
            |of that |named |called |person |such )+(?:\w+ )?(?:name|number|person|here|address|\w+)?(?= *(?:$
            |[.,]| ))(?<!no one here)(?<!nobody here)(?! (?:to|with|cares|knows|understands|for|because|can))""",
        r"""
            (?:do not|dont|never|not) know (?:any|anyone|anybody|who (?:this|that|you are looking|you are trying
            |\w+) is|no|an?|a|this|that|nobody|no one) ?(?:named|called|by|person|\w+)?(?: \w+)?(?= *(?:$|[.,]
            | ))(?<!know a)(?<!know this)(?<!know anyone)(?<!who this is)(?<!know that)(?<!know any[ ]
            better)(?<!know any more)(?<!know any different)""",
        r"""
            (?:got|had|have|just got|received|bought) (?:this|a new|the|my) (?:number|phone|line
            |phone number)(?: number)?(?: (?:like|about|only|just))? ?(?:last|yesterday|today|a (?:week|month
            |few|couple)|recently|\w+ (?:days|weeks|months|years) ago|this (?:week|month)|from|in
            |assigned)(?: .*)?|(?:new|different|another) (?:owner|person)(?: .*)?|(?:no longer|not|does not
            |do not|has not|not anymore) (?:live|lives|lived|have|has|had|use|uses|own|owns|at|work
            |works) ?(?:this |here |that |at this |with this |with )*(?:number|phone|here|address)?(?= *(?:$
            |[.,]| (?:anymore|sorry|since
            |number)))(?<!not have)(?<!not use)(?<!no longer have)(?<!do not use)(?<!do not own)(?<!not[ ]
            work)(?<!not had)(?<!does not have)(?<!not at)(?<!no longer use)(?<!does not work)(?<!do not[ ]
            have)(?<!not works)(?<!not has)(?<!no longer work)(?<!not lives)(?<!do not work)(?<!not use)(?<!no[ ]
            longer works)""",
        r"""
            (?:my name is|i go by|name is)(?: not)? \w+ (?:not|you|wrong|i am not|so|and i (?:do not|never
            |have no))(?: .*)?|my name is not \w+|(?:not|is not) (?:my|his|her|their) (?:name|number
            |prescription|medicine)|who is (?!this|that|it|the|your|you|my|in|going|calling|texting|gonna
            |sending|there|asking|responsible|on|behind|writing|a|messaging|doing|getting|he|she|reading|running
            |working|taking)\w{3,}(?= *(?:$|[?.,]))|(?:mixed|mixing) (?:me|us) up|mistaken identity|(?:have
            |got) the wrong|not the (?:person|right person|one you)|not who you (?:think|are looking|want)
            |(?:texted|texting|messaging|dialed|reached|messaged|got|have|contacting) (?:the )?wrong(?: .*)?
            |(?:never|do not|have never|did not) (?:signed|sign|sign up|signed up|heard|been|take|taken|was|am
            |prescribed|had) (?:up )?(?:a patient|for (?:this|anything|these|that)|of (?:you|this|that
            |naltrexone|the)|at (?:your|this)|any medication|any pills|any medicine|no medicine|in any)(?: .*)?
            |am not (?:a|your|even a) patient(?: .*)?|(?:think|believe) you (?:have|got|are texting
            |meant to text|want) (?:the wrong|a wrong|my|wrong|the last|somebody|someone|another|this)(?: .*)?
            |(?:used to be|was|is|belonged to|belongs to) (?:someone|somebody|the previous|another
            |a different)(?: .*)?|previous owner|\w+ (?:is not at|can not be reached at|changed|is no longer at
            |does not have|no longer has|has not had|lost|does not use) (?:this|his|her|that) (?:number
            |phone)(?: .*)?|(?:he|she|\w+) (?:passed away|is deceased|died)(?= *(?:$|[.,]| (?:last|in|two|a
            |please|this|over|and this|stop)))<any>(?:please stop|this number|wrong|stop|remove|his phone
            |her phone|take)""",
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
        r"""
            (?:numero|persona|contacto|telefono) (?:equivocad[oa]|incorrect[oa]|erroneo|errad[oa]|que no es|mal)
            |equivocad[oa](?: de (?:numero|persona|telefono|lado|contacto))?(?= *(?:$|[.,]| ))|(?:se|te|estan
            |estas|esta|creo que|se han|se ha|me) (?:equivoco|equivocaste|equivocaron|equivocando|confundio
            |confundieron|confundiendo|equivocado|confundiste)(?: .*)?(?<!me equivoque)|(?:no
            |yo no) soy (?:esa persona|el|ella|es[ae]|quien|la persona|ningun[oa]?|paciente|la que|el que|don
            |dona)(?: .*)?""",
        r"""
            (?:no|yo no) soy (?!(?:un|una|yo|de|muy|tan|tont[oa]|facil|fuerte|bueno|buena|capaz|nadie|nada|mas
            |alcoholic[oa]|adict[oa]|perfect[oa]|doctora?|medico|robot|asi|feliz|olvidadiz[oa]|el mismo|la misma
            |alergic[oa]|diabetic[oa]|borrach[oa])\b)\w+|(?:este|esta|ese) no es (?:el |la |su |mi )?(?:numero
            |telefono|cel|celular|linea)?(?: de)? ?(?!(?:la pastilla|mi pastilla|facil|justo|bueno
            |normal)\b)\w+(?= *(?:$|[.,]))|(?:aqui|aca|en este numero|en esta casa) no (?:vive|es|hay|esta
            |conocemos|trabaja|conozco|tenemos|se encuentra)(?: .*)?|no (?:conozco|conocemos|se quien es
            |sabemos quien es|tengo idea de quien es|vive|hay) (?:a |aqui |ningun |ninguna |nadie |el |la |ese[ ]
            |esa |con |que se llame |de ese |llamad[oa] |alguien )*(?:\w+)(?= *(?:$|[.,]| (?:aqui|en|con|de|ese
            |que)))(?<!no hay problema)(?<!hay de que)(?<!hay bronca)(?<!hay farmacia)(?<!no hay nada)(?<!no[ ]
            hay pastillas)(?<!hay pedo)(?<!hay fiesta)|(?:ya )?no es (?:su|el|mi) (?:numero|telefono
            |cel)(?: .*)?|me llamo \w+ (?:no|y no)(?: .*)?|mi nombre (?:no es|es \w+ no)(?: .*)?|(?:buscan|busca
            |buscas|quieren|quiere) a (?:otra|otro|alguien)(?: .*)?|(?:acabo de (?:comprar|sacar|adquirir
            |recibir)|tengo poco con|me dieron) (?:este|el) (?:numero|telefono|chip)(?: .*)?|(?:nunca
            |no) (?:me )?(?:inscribi|registre|apunte|he sido paciente|soy paciente|tomo (?:ninguna medicina
            |medicinas|medicamentos|ninguna pastilla))(?: .*)?|quien es (?!este|esta|ese|usted|eso|el que|la que
            |quien)(?:la |el )?\w{3,}(?= *(?:$|[?.,]))(?<!quien es ustedes)(?<!quien es aqui)""",
        unless=(
            r"no hay (?:problema|de que|bronca|farmacia|nada|pastillas?|naltrexona|medicina|pex|cita|lugar)",
            r"no hay (?:\w+ )?(?:en|de) la farmacia",
            r"me equivoque",
        ),
    ),
)


def find_wrong_number(text: str) -> Finding | None:
    """Somebody else has this number."""
    return finding(_WRONG, text, Intent.WRONG_NUMBER)
