"""Reads plain answers: yes and no, how somebody is doing, a score, a risk day, small talk."""

from __future__ import annotations

import re

from adherence.domain.reply.folding import shape
from adherence.domain.reply.numbers import number_of
from adherence.domain.reply.patterns import compiled

_FILL = r"""
    (?:oh|ok|um+|uh+|well|so|hey|hi|hello|ugh|lol|emoji_\w+|,|\.|please|pues|bueno|ay|pos|hmm+|omg|oye|oiga
    |haha\w*|jaja\w*|tbh|honestly|sadly|unfortunately|yo|man|dude|good morning|morning|buenos dias|buenas|hola
    |sorry|thanks|and|a|mm+|idiom|ah|aw|welp|eh|the answer is|answer is|that is a|its a|it is a|i would say
    |yeah)"""
_YES = compiled(
    rf"""
        (?:{_FILL} )*(?:<yes>|1|(?:y|t|s)(?= *(?:$|[.,]| (?:emoji_\w+|i|took|yes|si|thanks|gracias
        |just))))(?:(?: |$).*)?"""
)
_NO = compiled(
    rf"""
        (?:{_FILL} )*(?:<no>|n|hoy no|not (?:today|tonight|this|at|really|that i know|for me|coming|going)
        |3)(?:(?: |$).*)?"""
)
_NO_END = compiled(r"(?!.*\b(?:yes|si) (?:or|o) )(?:\S+ ){1,12}(?:no|nope|nah|nel)(?: emoji_\w+)*")
_YES_END = compiled(r".* (?:yes|yeah|yep|si|emoji_yes)(?: emoji_\w+)*$")
_BARE_YES = compiled(
    rf"""
        (?:{_FILL} )*(?:<yes>|y|1|t|s|c|ok|yeah|confirm(?:ed)?|confirmo|confirmado|<yes> (?:<yes>|maam|sir|i did
        |i have|indeed|thanks|thank you|please|already|emoji_\w+))(?: (?:<yes>|{_FILL}|thank you|gracias|i did
        |sir|maam|for sure|1|boss|buddy|doc|doctor|señor|senor|por favor|jefe|today|hoy|mom|ma
        |thanks for (?:checking|asking|the reminder)|done|ya|already|amigo|my friend|bro))*"""
)
_BARE_NO = compiled(
    rf"""
        (?:{_FILL} )*(?:<no>|n|3|hoy no|not today|not tonight|no hoy)(?: (?:<no>|{_FILL}|thank you|gracias|sir
        |maam|today|tonight|hoy|not today|i did not|boss|buddy|doc|por favor|sorry|lo siento|jefe|bro|mom|perdon
        |disculpe))*"""
)
_UNCLEAR = compiled(
    r"""
        maybe|perhaps|(?:i )?do not know|idk|not sure|who knows|depends|it depends|possibly|probably|prob|kinda
        |sorta|sort of|kind of|hard to (?:say|tell)|we will see|i guess|could be|might|no se|quien sabe|tal vez
        |quizas?|puede ser|a lo mejor|depende|puede que si|sepa|mas o menos|ahi veremos|a ver|emoji_shrug
        |not sure yet|no idea|ni idea|sabe|dunno|50 / 50|fifty fifty|whatever|meh|i am not sure
        |yes and no(?= *(?:$|[.,]))|ni si ni no|neither|si y no|yes no|who cares|no estoy segur[oa]"""
)

_GOOD = compiled(
    r"""
        good|great|glad|thankful|fine|ok|alright|all right|well|amazing|awesome|excellent|fantastic|wonderful
        |perfect|better|best|strong|happy|blessed|grateful|killing it|crushing it|thriving|steady|solid|decent
        |hanging in(?: there)?|not bad|feeling good|proud|positive|stable|peachy|chill|chillin|cool|golden|sober
        |clean|surviving|surviving ok|managing|making it|on track|doing it|never better|(?:\d+|thirty|sixty
        |ninety) days (?:sober|clean|strong|today|no|without)|no complaints|one day at a time|living|cant complain
        |fab|super|lovely|hopeful|improving|slept great|pretty good|real good|all good|aok|a ok|gucci|lit|excited
        |relaxed|calm|healthy|normal|so so good|emoji_yes|emoji_smile""",
    r"""
        bien|muy bien|mejor|excelente|de maravilla|perfecto|perfectamente|tranquil[oa]|content[oa]|feliz|al cien
        |al 100|a toda madre|de lujo|chido|a gusto|todo (?:bien|tranquilo|en orden|chido)|genial|super|con ganas
        |echandole ganas|aqui andamos|ahi la llevo|la llevo|ahi vamos|vamos bien|animad[oa]|fuerte|firme
        |sobri[oa]|limpi[oa]|padre|agradecid[oa]|suave|con madre|gracias a dios""",
)
_BAD = compiled(
    r"""
        (?:not|no|isnt|never|do not|am not|is not|have not been|was not|not been|not doing|not feeling|not going
        |not so|not very|not too|not really|not that|not all that|not exactly|not super|not the)(?: (?:so|very|too
        |really|that|doing|feeling|been|going|all|all that|exactly|super|been doing|been feeling|the|my))* (?:good
        |great|well|ok|fine|alright|best|better|happy|myself|hot|right|happy|sleeping)|bad|awful|terrible|horrible
        |crappy|shitty|like (?:shit|crap|hell|trash)|rough|hard|tough|struggl\w+|sad|down(?! \d)|depress\w*
        |anxious|anxiety|stressed(?: out)?|overwhelmed|lonely|alone|crying|cried|cry|low|been better
        |could be better|seen better|worse|worst|lost|miserable|hopeless|exhausted|drained|tired|burnt? out|angry
        |mad|upset|worried|scared|shaky|fighting|barely|meh|blah|hurting|hate|sucks|suck|sucky|shit|crap
        |panic(?:king|ked)?|panic attacks?|hanging by a thread|falling apart|breaking down|on edge|numb|hanging on
        |losing it|it sucks|garbage|trash|hell|ugh|a mess|a wreck|nervous|empty|worthless|unmotivated|emoji_no
        |emoji_sad|trouble|difficult|cravings? (?:are |is |been )?(?:bad|strong|awful|crazy|intense|high)
        |can not (?:sleep|cope|focus)|grieving|miss(?:ing)? (?:him|her|my)|homesick|heartbroken|(?:dog|cat|mom|dad
        |grandma|grandpa|brother|sister|friend|uncle|aunt|cousin|wife|husband) (?:just )?(?:died|passed(?: away)?)
        |passed away|broke up|divorc\w+|evicted|fired|laid off|lost (?:my|a|our) \w+|relationship ended|dumped
        |homeless|in jail|murio|fallecio|corrieron|termine con|me dejo mi|frustrated|brutal|dead on my feet
        |failure|ashamed|guilty|disappointed|irritable|moody|restless|sick and tired|blue|gloomy|defeated|so so|eh
        |rocky|up and down""",
    r"""
        mal|muy mal|pesimo|pesima|triste|bajonead[oa]|deprimid[oa]|agüitad[oa]|aguitad[oa]|batallando|batallo
        |dificil|duro|pesado|ansios[oa]|ansiedad|estresad[oa]|preocupad[oa]|sol[oa]|llorando|llore|cansad[oa]
        |agotad[oa]|de la (?:fregada|chingada|patada|verga)|fatal|terrible|horrible|no (?:muy|tan|estoy|ando
        |me siento|he estado|del todo) (?:bien|muy bien|tan bien)|no (?:muy )?bien|desesperad[oa]|enojad[oa]
        |del nabo|gacho|feo|peor|jodid[oa]|sin ganas|desanimad[oa]|decaid[oa]|nervios[oa]|de malas
        |para el arrastre|hecho pedazos|en la lona|estres|regular tirandole a mal|me siento (?:sol[oa]|mal
        |triste|vaci[oa])|la paso mal|de bajada|caid[oa]|angustiad[oa]|abrumad[oa]|mas mal que bien|chipil
        |cuesta|costando""",
)
_GOOD_DESPITE = compiled(
    r"""
        estado mejor|he tenido (?:dias )?mejores|por el suelo|por los suelos|por el piso|sin animos?|
        bien (?:mal|bajonead[oa]|triste|cansad[oa]|ansios[oa]|deprimid[oa]|estresad[oa]|aguitad[oa]|dificil
        |pesado|sol[oa]|batallad[oa]|gacho|feo|jodid[oa]|preocupad[oa]|agotad[oa]|desesperad[oa]|crud[oa]
        |nervios[oa])|(?:super|extremely|insanely) (?:low|down|sad|bad|depressed|tired|stressed|anxious|lonely
        |hard|rough|sick)
        |(?:zero|no) (?:energy|motivation)|laying around|depre|dark place|giv(?:e|ing) up|dark days
        |pretty (?:bad|rough|down|low|sad|tired|tough
        |awful|hard)|been better|could be better
        |seen better (?:days)?|(?:good|ok|fine|better) (?:at hiding|would be)|(?:had|seen|known) better
        |not (?:so |very |too |doing |feeling |really |that |all that |been |doing so |feeling so |doing too[ ]
        |doing very |feeling too |the |feeling very |doing that |been doing |exactly |my )*(?:good|great|well|ok
        |fine|alright|best|better|hot|happy|strong)|no (?:muy |tan |estoy |ando |me siento |he estado[ ]
        |estoy muy |ando muy |del todo )*(?:bien|feliz|content[oa]|tranquil[oa])|wish i (?:was|were
        |felt) (?:better|good|ok)|less than (?:great|good)|mad(?: as)?"""
)
_TIRED_BUT_WELL = compiled(
    r"""
        (?:tired|exhausted|sleepy|busy|sore|wiped|cansad[oa]|cansadit[oa]|desvelad[oa]) (?:but|pero) (?:ok
        |alright|good|fine|well
        |all right|happy|hanging in|bien|content[oa]|ahi vamos|feliz|tranquil[oa])(?: .*)?"""
)
_FAIR = compiled(
    r"same(?: as (?:always|usual))?|normal|regular|mas o menos|so so|okay ish|ok ish|igual|ahi nomas|average"
)
_BUT = re.compile(r"(?<!\S)(?:but|pero|except|though|aunque|although|however)(?!\S)")


def is_yes(text: str) -> bool:
    """Does the text begin with a yes?"""
    return _YES.match(text) is not None or _YES_END.match(text) is not None


def is_no(text: str) -> bool:
    """Does the text begin with a no, or end with one ('la verdad no')?"""
    return _NO.match(text) is not None or _NO_END.fullmatch(text) is not None


def is_bare_yes(text: str) -> bool:
    """Is the text nothing but a yes?"""
    return _BARE_YES.fullmatch(text) is not None


def is_bare_no(text: str) -> bool:
    """Is the text nothing but a no?"""
    return _BARE_NO.fullmatch(text) is not None


_ASKS_BACK = compiled(r"(?:what|huh|que|eh|como|wut|wdym|come again|mande)(?: [?.])*")
_DECIDES = compiled(r"<yes>|<no>")


def is_undecided(text: str) -> bool:
    """Maybe, don't know, a shrug, 'what?'; not where a yes or a no follows, as in 'probably yes'."""
    if _ASKS_BACK.fullmatch(text):
        return True
    found = _UNCLEAR.match(text)
    return found is not None and (_DECIDES.search(text[found.end() :]) is None or len(found.group(0).split()) > 2)


def mood(text: str) -> bool | None:
    """True for well, False for badly, None where the text does not say; 'but' does not undo a clear 'well'."""
    if _TIRED_BUT_WELL.search(text):
        return True
    before = _BUT.split(text, maxsplit=1)[0]
    for part in (before, text):
        if _GOOD_DESPITE.search(part):
            return False
        good, bad = _GOOD.search(part), _BAD.search(part)
        if good and (not bad or good.start() < bad.start()):
            return True
        if bad:
            return False
    return True if _FAIR.search(text) else None


_NOW = re.compile(r"(?<!\S)(?:now|right now|ahora|ahorita|currently)(?!\S)")
_TODAY = re.compile(r"(?<!\S)(?:today|hoy|tonight|this evening)(?!\S)")
_NEAR_NOW = 15
_FROM = shape(r"(?<!\S)(?:was|went|from|bajo|era|down|estaba|de|up|subio)(?!\S)")
_RANGE = re.compile(r"(?<!\S)(\S+) (?:-|or|to|o|u|you|and|maybe|/|,|y) (?:maybe |like |a |an |un )?(\S+)(?!\S)")
_OUT_OF_TEN = re.compile(r"(?<!\S)(\S+) (?:/|out of|de|on a scale of|over|sobre) (?:10|ten|diez)(?!\S)")
_NOT_A_SCORE = shape(
    r"""
        (?<!\S)(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|uno|dos|tres|cuatro|cinco|seis|siete|ocho
        |nueve|diez) (?:days?|dias?|weeks?|semanas?|hours?|horas?|minutes?|minutos?|months?|mes(?:es)?|years?
        |beers?|drinks?|glasses|pills?|times?|veces|am|pm|nights?|shots|of (?:them|us|my)|lbs?|pounds|kids|people
        |cervezas?|mg|cans|cups|miles|dollars|bucks)(?!\S)
        |(?<!\S)(?<!cravings )(?<!craving )(?<!ganas )(?<!urges )(?:at|day|for|a las|las) \d+(?!\S)"""
)
_ZERO = compiled(
    rf"""
        (?:(?:{_FILL}|hoy|today|right now|ahorita|still|todavia|absolutely|like) )*(?:none|nothing|no|nope|nada
        |ningun[oa]?s?|zero|cero|zip|zilch|nil|not (?:any|at all|one
        |really)|0|nah|none at all|no (?:cravings?|urges?|antojos?|ganas|desire|thoughts|temptations?)
        |cravings? (?:free|gone|are gone)|no tengo (?:ganas|antojos?|nada)|sin (?:ganas|antojos?|ansias)
        |para nada|nada de (?:ganas|antojo|antojos|ansias)|no he tenido|have not had any|did not have any
        |do not have any|no me (?:dan|ha dado|han dado) (?:ganas|antojo|nada)|do not (?:crave|want)
        |no ansias)(?: .*)?"""
)
_CRAVING = compiled(
    r"""
        cravings?|crave|craved|urges?|antojos?|ansias?|ganas|on (?:your|the|a) scale|scale|out of (?:10|ten)
        |/ 10|de 10|escala|puntos"""
)
_STRONG = compiled(
    r"""
        (?:really |very |so |pretty |super |extremely |too |bien |muy )*(?:strong|intense|bad|high|awful
        |terrible|crazy|horrible|fuerte|fuertes|mucho|muchas|fuertisim[oa]s?|off the charts|through the roof
        |unbearable|brutal|insane|rough|hard|wild|alto|altas|altisim[oa]s?|muchisim[oa]s?|severe|maxed|the worst
        |overwhelming|insoportable|horribles?|al maximo|a tope|cabron\w*|out of control|killing me)"""
)
_WEAK = compiled(
    r"""
        (?:not (?:too |so |that |very )?(?:bad|strong|much|high)|low|mild|weak|a little|little|a bit|poquito
        |poco|leve|bajo|baj[oa]s?|tantito|barely|hardly|manageable|medium|moderate|mas o menos|medio|regular
        |some|average|so so|feeling good|normal|casi nada|in the middle|middle|better|worse|kinda|same|igual
        |mejor)(?: .*)?"""
)


def score_in(text: str, lang: str) -> int | None:
    """The craving from 0 to 10 that the text gives: the current one, the higher of a range, over 10 is 10."""
    scaled = _OUT_OF_TEN.search(text)
    if scaled:
        value = number_of(scaled.group(1), lang)
        if value is not None:
            return min(value, 10)
    told = _NOT_A_SCORE.sub("idiom", text)
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", told):
        value = number_of(match.group(0), lang)
        if value is not None and match.group(0) not in ("un", "una", "uno") and not _one_as_article(told, match):
            found.append((match.start(), value))
    if not found:
        return None
    return min(_current(told, found, lang), 10)


def _one_as_article(text: str, match: re.Match[str]) -> bool:
    """'Want one bad', 'this one' and 'no one' are not a score of one."""
    return (
        match.group(0) == "one"
        and text.strip() != "one"
        and not re.search(r"(?:^|like |a |maybe |about |just |its |is |only )one(?:$| [.,])", text)
    )


def _current(text: str, found: list[tuple[int, int]], lang: str) -> int:
    """Of several numbers the current one, else the higher of a range, else the first or, after 'was', the last."""
    for span in _RANGE.finditer(text):
        low, high = number_of(span.group(1), lang), number_of(span.group(2), lang)
        if low is not None and high is not None and not _FROM.search(text[: span.start() + 1] + " "):
            return max(low, high)
    if len(found) == 1:
        return found[0][1]
    now = _NOW.search(text) or _TODAY.search(text)
    if now and re.search(
        r"(?<!\S)(?:was|were|earlier|til|until|started|era|estaba|went|yesterday|ayer|but|antes|pero)(?!\S)", text
    ):
        after = [item for item in found if 0 <= item[0] - now.end() < _NEAR_NOW] if _NOW.search(text) else []
        return min(after or found, key=lambda item: min(abs(item[0] - now.end()), abs(item[0] - now.start())))[1]
    if re.search(
        r"(?<!\S)(?:was|went|from|down|up|bajo|subio|era|estaba|dropped|usually|earlier|yesterday|ayer|antes)(?!\S)",
        text,
    ):
        return found[-1][1]
    return found[0][1]


def is_zero_craving(text: str) -> bool:
    """None, nothing, no cravings."""
    return _ZERO.match(text) is not None


def names_craving(text: str) -> bool:
    """Is a craving or the scale named, so that a number is a score whatever was asked?"""
    return _CRAVING.search(text) is not None


def strength(text: str) -> str | None:
    """``strong`` or ``weak`` where the strength of a craving is said without a number, else None."""
    if _WEAK.match(text):
        return "weak"
    if _STRONG.search(text):
        return "strong"
    return "weak" if _WEAK.search(text) else None


_TALK = compiled(
    r"""
        (?:good one|nice one|buena esa|que (?:risa|chistoso|bueno|gusto|padre|lindo)|thanks|thank you|thank u
        |thx|ty|tysm|gracias|muchas gracias|mil gracias|god bless(?: you)?
        |dios (?:los|lo|la|te) bendiga|bless you|love you(?: guys)?|hi|hello|hey|heyy|yo|good (?:morning|night
        |evening|afternoon)|morning|gn|gm|night|hola|buenos dias|buenas (?:noches|tardes)|buen dia
        |happy (?:birthday|new year|holidays|thanksgiving|monday|friday|easter)|merry christmas|feliz (?:navidad
        |ano|dia|cumpleanos)|lol|lmao|rofl|haha\w*|hehe\w*|(?:ja)+j?|jaja\w*|jeje\w*|jsjs\w*|emoji_\w+|ok|k|cool
        |nice|sweet|great|awesome|you too|u too|same to you|igualmente|de nada|np|idiom|no problem|welcome
        |you are welcome|your welcome|have a (?:good|great|nice|blessed) (?:day|one|night|weekend|evening)
        |que tenga\w* (?:buen|bonito|lindo|excelente) (?:dia|noche|tarde|fin)|que este bien|saludos|bendiciones
        |appreciate (?:it|you|that)|i appreciate (?:it|you|that)|much appreciated|got it|sounds good|orale|vale
        |okey|sale|ok gracias|so much|a lot|mucho|muchisimas|guys|all|everyone|doc|doctor|for (?:checking|asking
        |everything|caring|the (?:help|support|reminder))(?: \w+){0,3}|por (?:todo|preguntar|el apoyo|la ayuda
        |su ayuda|el recordatorio|recordarme|estar al pendiente)|amigo|amiga|bro|man|to you|and|you|y|,|\.|!
        |my friend|aww*|yay|wow|omg|good job|see you|cya|bye|nos vemos|adios|hasta luego|talk soon|ttyl
        |talk to you later|lo mismo)(?: (?:thanks|thank you|gracias|so much|a lot|guys|all|everyone|doc|doctor
        |for (?:checking|asking|everything|caring|the (?:help|support|reminder))(?: \w+){0,3}|por (?:todo
        |preguntar|el apoyo|la ayuda|su ayuda)|and|you|y|,|\.|emoji_\w+|amigo|lol|haha\w*|to you|igualmente|too
        |mucho|good|morning|night|have a (?:good|great|nice|blessed) (?:day|one|night|weekend)
        |god bless(?: you)?|bye|very much|again|team|friend|bro|man|again|tambien|bendiciones|u|mija|buen dia|ok
        |de verdad|y a|usted|ustedes))*""",
)


def is_small_talk(text: str) -> bool:
    """Thanks, greetings, laughter and emoji."""
    return _TALK.fullmatch(text) is not None
