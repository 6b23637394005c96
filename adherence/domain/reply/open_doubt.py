"""Finds marks of doubt anywhere in a text that seems to say "taken": with one of them nothing is recorded unseen.

Each class is a reason by itself: part of a tablet, something else finished or taken, somebody else who took it, what a
device or another person says, a tablet only at hand, a yes to something else, a condition or a time ahead.
"""

from __future__ import annotations

from adherence.domain.reply.patterns import compiled

_TOOK = r"(?:took|taken|take|had|swallowed|popped|did|got|ate|bit|chewed|licked|tome|trague|mordi)"
_PART = compiled(
    r"""
        (?:cut|broke|broken|split|snapped|sliced|divided|crushed|partio|parti|corte|quebre|divid\w+)<gap> (?:in
        |into|en)[ ]
        (?:2|two|half|halves|pieces|quarters|dos|mitad|cuatro|pedazos|partes)""",
    rf"""
        {_TOOK}<gap> (?:third|quarter|fraction|portion|piece|sliver|crumb|corner|chunk|fourth|tercio|cuarto|pedacito
        |pedazo|cachito|trozo|parte|halfs?|pieces|1 2|1 4|3 4|side)(?! (?:an hour|hour|asleep|past|of (?:my
        |the) (?:day|morning|team
        |job)|effects?|dish|of (?:fries|toast)))""",
    r"(?:one|1|a|una|un|only|just|solo) (?:of the )?(?:piece|half|side|mitad|pedazo|parte)(?! (?:hour|past|an hour))",
)
_NOT_QUITE = compiled(
    r"""
        (?:almost|nearly|not quite|half|half way|halfway|just about|about|barely|casi|medio|por poco) (?:(?:i|me
        |la|lo|ya)[ ]
        )?(?:done|did|took|taken|there|finished|swallowed|hecho|hecha|list[oa]|tome|tomada)(?! (?:but|pero
        |forgot|missed))"""
)
_OTHER_THING_DONE = compiled(
    r"""
        (?:dinner|lunch|breakfast|supper|work|shift|class|meeting|church|practice|school|homework|dishes|laundry|chores|gym
        |workout|game|movie|food|meal|eating|cooking|driving|day|week|kids|test|exam) (?:is|are|was|were|gets?) (?:all
        )?(?:done|over|finished|taken)|(?:done|finished|through) (?:with|eating|for (?:now|good)|working
        |cooking|cleaning|here|at)(?! (?:it|my (?:pill|dose|med)|the (?:pill|dose|med)|todays|that one))
        |when (?:it|that) is[ ]
        done|is it (?:done|taken)""",
    r"""
        (?:nothing|none|idiom|no offense|offense|point|well|granted|aback|granted|for granted|decision
        |decisiones|it was not) taken
        |taken (?:for granted|aback|care|to (?:the )?(?:hospital|er|jail|clinic)|off|away|out|by|from)
        |tomada la (?:decision|foto)|swallowed (?:my|a|the|some) (?!<pill>|<drug>|naltrex)\w+|took (?:today|tonight
        |the day|a day|tomorrow|some time|the night|this week) off|had (?:one|some|a few|a couple|a drink|fun|dinner
        |lunch|breakfast|work)$""",
)
_SAID_ELSEWHERE = compiled(
    r"""
        (?:app|calendar|box|log|chart|watch|phone|record|records|system|screen|alarm|paper|bottle|it|that|which|portal|list
        |you|u|yall|nurse|doctor|text|message|they|she|he|wife|husband|mom|dad|everyone|somebody|someone) (?:says?|said
        |shows?|showed|thinks?|thought|claims?|claimed|swears?|asked|asks|told|tells|wrote|marked|insists?|believes?
        |assumes?|logged|counted)<gap6> (?:took|taken|did|done|yes|take|1)(?! (?:but|and))""",
    r"""
        (?:saw|watched|seen|made|caught|heard|vio|vieron) me (?:take|taking|swallow|do|tomar\w*)<gap6> (?:but|pero|then
        |except)<gap> (?:not|no|nope|never|did not|spit|spat|hid|threw|puked)""",
)
_OTHER_SUBJECT = compiled(
    r"""
        (?:cops?|police|officer|tsa|nurse|guard|guards|staff|jail|security|thief|thieves|someone|somebody|pharmacy|airline
        |customs|landlord|bank|court|judge|cat|puppy|baby|toddler|policia|ladron|alguien|perro|gato) (?:just |already )?
        (?:took|taken|ate|stole|got|has|swallowed|se la tomo|se la comio)"""
)
_ONLY_AT_HAND = compiled(
    r"""
        (?:in my (?:hand|hands|palm|pocket|purse|bag|backpack|mouth|car)|right here|in front of me|in hand
        |on the (?:counter
        |table|nightstand)|next to me|looking at it|staring at it|holding it|en la (?:mano|bolsa|mesa)|aqui enfrente
        |enfrente de mi)$"""
)
_YES_TO_OTHER = compiled(
    r"""
        ^(?:yes|yeah|yep|yea|1|si|ya|sure|y)(?: [,.])* (?:i (?:need|know|want|see|saw|am|was|will|can|could|got
        |had to|should
        |have to|mean|hear|heard|understand|forgot|think|guess|lost)|maybe|tomorrow|manana|hello|if|unless
        |when(?! (?:does|do|will|can|is))|once|as soon
        |after i|to (?:the|my)|the (?:vitamins?|other|red|white)|no(?! (?:cravings?|side|problems?|issues?
        |drinks?|complaints))|not|but no|pero no|que|what|who|how|why|where|need
        |later|soon|in a|going|about|wait|stop|remind|tonight|cuando|luego|al rato|despues|mas tarde|voy|se|vi|te|les
        |le|entendi|casi|mero|merito|maybe|probably|aja|como no|tal vez|quiza|a lo mejor|i do need)(?! (?:took
        |taken|did|tome
        |already|ya))(?: .*)?""",
    r"^si (?:me |la |lo |te |se )*\w+(?:ara|iera|iese|ase|aria|eria|iria)(?: .*)?",
    r"""
        ^(?:si |pues )?ya (?:me |la |lo |las |los |se |les |te |le )*(?!tom|hice|hecho|hech|tragu|pase|eche
        |avent|acab|esta|estuv
        |cumpl|list|qued|dad|di|met|empuj|mand|baj|paso por|cayo|rugi|si|con|a las|desde|hace|gracias|hoy|jefe
        |doc|por|en
        |al |un|que si|mism|puse|inyect|aplic|termin|tien|entr|hace|todo|emoji|ando|andamos)\w+(?:e|i|aste|o|ba
        |mos)$""",
    r"^(?:sure|yeah|yes|ok|right) (?:i did|you did|jan|buddy|ok|thing)(?: \w+)? (?:lol|lmao|emoji_eyeroll|haha\w*)$",
    r"^(?:always|usually|normally|i always|i usually|sometimes|siempre|a veces) (?:do|take|am|is|la tomo|tomo)$",
)
_SUPPOSED_ANYWHERE = compiled(
    r"""
        (?:maybe|perhaps|possibly|probably|might|unless|whether|pretend\w*|fake|faked|fingi|supposedly|tal vez|quizas?
        |a lo mejor|if you count|si cuenta|no idea if|idk if|not sure if|do not know if)(?= (?:\w+ ){0,3}(?:took
        |taken|take
        |did|it|yes|half|tome|la|i))|(?:took|taken|done|yes|1|did|tome|tomada|hecho) (?:maybe|perhaps|possibly|i (?:hope
        |guess|think|believe|suppose|assume)|probably|creo|supongo|tal vez|quizas?|a lo mejor|right \?)(?= *(?:$|[.,?!]
        | ))""",
    r"""
        (?:took|taken|taking|take) (?:it|them|mine|this)(?: \w+)? for (?:\w+ )?(?:days|weeks|months|years
        |a while)(?: .*)?""",
    r"(?:once|twice|1 time|2 times|two times|three times) (?:this|last|all|a) (?:week|month|weekend)",
    r"""
        (?:took|taken|tome|tomado)<gap> (?:both|two|2|three|3|4|double|extra|dos|tres|ambas|doble|several
        |a bunch|too many
        |a couple|couple)(?! (?:\w+ )?(?:hours?|minutes?|mins?|days?|horas?|minutos?|am|pm|seconds?|of (?:hours
        |minutes)|bites?
        |sips?|things|times a|weeks?|meds|medicines|cookies|crackers|with|after|pm|:))""",
)
_STILL_TO_DO = compiled(
    r"""
        (?:i will|will|going to|voy a|i am about to|later|luego|ahorita|al rato) (?:\w+ ){0,2}(?:do|take|have
        |pop|tomo|tomar|hago)[ ]
        (?:mine|my own|la mia|el mio|it (?:later|after|when|tonight|soon))(?: .*)?|yo (?:ahorita|luego|al rato
        |despues)(?: .*)?"""
)
_CHECKS = (
    ("part", _PART),
    ("not_quite", _NOT_QUITE),
    ("other_thing", _OTHER_THING_DONE),
    ("said_elsewhere", _SAID_ELSEWHERE),
    ("other_subject", _OTHER_SUBJECT),
    ("at_hand", _ONLY_AT_HAND),
    ("yes_to_other", _YES_TO_OTHER),
    ("supposed", _SUPPOSED_ANYWHERE),
    ("still_to_do", _STILL_TO_DO),
)


_CLAIM = compiled(r"took (?:it|mine|them)|(?:me )?la tome|swallowed it|taken already|already taken|did take")


def open_doubt(text: str) -> str | None:
    """The class of doubt that is open in a text, or None."""
    found = next((name for name, doubt in _CHECKS if doubt.search(text)), None)
    return None if found == "yes_to_other" and _CLAIM.search(text) else found
