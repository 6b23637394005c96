"""The words that the wording lint looks for, as data per language: reserved, revealing, catching up, shaming."""

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
