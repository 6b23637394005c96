"""The words that the wording lint looks for, as data per language: reserved, revealing, shaming, misspelt and so on."""

from __future__ import annotations

# Opt-out, opt-in and help keywords that Twilio and the carriers act upon before we read the text
# (Twilio, "Support for opt-out keywords"), and the Spanish ones that our own reader takes as opt-out.
RESERVED = frozenset(
    [
        "stop",
        "stopall",
        "unsubscribe",
        "cancel",
        "end",
        "quit",
        "revoke",
        "optout",
        "start",
        "yes",
        "unstop",
        "help",
        "info",
        "alto",
        "parar",
        "baja",
        "cancelar",
    ]
)

# What a text may name although it is reserved, where it means exactly what the keyword does.
NAMED_RIGHTLY = frozenset({"stop", "help", "start"})

REPLY_VERBS = {
    "en": frozenset(["reply", "replies", "text", "send", "answer", "respond", "type"]),
    "es": frozenset(["responda", "responde", "conteste", "contesta", "envie", "envíe", "mande", "escriba"]),
}

# Names of drugs, conditions, quantities and kinds of clinic: only at the level that the patient chose for it (2).
NAMES_TREATMENT = {
    "en": (
        r"naltrexone|vivitrol|revia|ldn|naloxone|narcan|buprenorphine|suboxone|methadone|opioids?|opiates?|heroin|fentanyl"
        r"|alcohol\w*|drink\w*|drank|drunk|sober|sobriety|relapse\w*|craving\w*|addict\w*|overdos\w*|withdrawal|detox|rehab"
        r"|substance|drugs?|dos(?:e|es|age)|mg|milligrams?|tablets?|pills?|capsules?|injections?|shots?|clinics?|hospital"
        r"|doctors?|nurses?|psych\w*|behaviou?ral|recovery|treatment|therapy|prescri\w*|pharmac\w*|diagnos\w*"
    ),
    "es": (
        r"naltrexona|vivitrol|revia|naloxona|buprenorfina|metadona|opioides?|opiáceos?|opiaceos?|heroína|heroina|fentanilo"
        r"|alcohol\w*|beber|bebida\w*|copas?|tragos?|borrach\w*|sobri\w*|reca[íi]da\w*|ganas|adicci\w*|adict\w*|sobredosis"
        r"|abstinencia|desintoxica\w*|drogas?|sustancias?|dosis|mg|miligramos?|tabletas?|pastillas?|c[áa]psulas?"
        r"|inyecci\w*|cl[íi]nicas?|hospital|m[ée]dic[oa]s?|doctora?|enfermer\w*|psic\w*|psiq\w*|recuperaci\w*"
        r"|tratamiento|terapia|recet\w*|farmacia|diagn\w*"
    ),
}

# Words that say only that there is some medicine: from level 1 on.
NAMES_MEDICATION = {
    "en": r"medications?|medicines?|meds|side effects?|refills?",
    "es": r"medicinas?|medicamentos?|efectos|resurtir",
}

# A missed tablet is never made up for: nothing may suggest more than the plan (naltrexone label; house rule).
CATCHES_UP = {
    "en": r"double|twice as|extra|make (?:it )?up|catch up|two at once|take more",
    "es": r"doble|el doble|extra|recuper[ae]\b|dos a la vez|tome más|tome mas",
}

SHAMES = {
    "en": r"fail(?:ed|ure)?|should have|disappoint\w*|missed again|bad patient|non-?complian\w*|complian\w*|must",
    "es": r"fall[óo]|fracas\w*|debería|deberia|decepcion\w*|otra vez no|incumpl\w*",
}

# Carriers filter links of public shorteners, because spam hides behind them (CTIA, Messaging Principles and Best
# Practices, "Shared public URL shorteners"; Twilio, "How do I prevent my messages from being filtered (blocked)?").
SHORTENERS = (
    r"bit\.ly|bitly\.com|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|rb\.gy|cutt\.ly|shorturl\.at"
    r"|tiny\.cc|bl\.ink|lnkd\.in|s\.id|t\.ly|v\.gd|snip\.ly|shorte\.st|adf\.ly|qr\.ae"
)

# Spanish words that are misspelt without their accent or tilde, whatever stands around them (Ortografía de la lengua
# española, RAE 2010). What is a word of its own without it (esta, si, solo, seria, hacia, llamara) is not here. An
# accent on a, i, o or u is dear, so the shipped texts choose words that need none; é and ñ cost nothing and stay.
LACKS_ACCENT = {
    "en": "",
    "es": (
        r"\w{2,}[cgnstx]ion|dias?|mediodia|todavia|habia|tenia|podia|queria|podria|deberia|tendria|estaria|gustaria"
        r"|policia|energia|cirugia|telefonos?|numeros?|codigos?|medic[oa]s?|clinic[oa]s?|farmaceutic[oa]s?|proxim[oa]s?"
        r"|ultim[oa]s?|unic[oa]s?|minim[oa]s?|maxim[oa]s?|basic[oa]s?|rapid[oa]s?|comod[oa]s?|dificil(?:es)?|facil(?:es)?"
        r"|util(?:es)?|movil(?:es)?|sabados?|miercoles|aqui|alli|ahi|asi|ademas|despues|tambien|jamas|atras|detras|quizas?"
        r"|adios|mas|segun|ningun|algun|comun|examenes|paginas?|capsulas?|estomago|vomitos?|sintomas?|higado|corazon"
        r"|razon|boton|perdon|credito|recibiran?|podran?|tendran?|vendran?|seran?|estaran?|haran?|mananas?|anos?|espanol"
        r"|senora?|(?<=¿)(?:que|quien|cual|como|cuando|cuant[oa]s?|donde)|(?<=¿a )que"
        r"|(?<=¿de )que|(?<=¿por )que|(?<=¿con )quien"
    ),
}
