"""What people write back, as data: by language, by meaning, and by how many words they make."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """How somebody writes."""

    TERSE = "terse"
    WORDS = "words"
    CHATTY = "chatty"


class Meaning(StrEnum):
    """What somebody wants to say."""

    TAKEN = "taken"
    LATER = "later"
    SKIPPED = "skipped"
    FORGOT = "forgot"
    FELT_FINE = "felt_fine"
    COMING = "coming"
    OTHER_DAY = "other_day"
    AGREED = "agreed"
    CHECKED_IN = "checked_in"
    STILL_PLANNED = "still_planned"
    NOT_PLANNED = "not_planned"
    GOT_BETTER = "got_better"
    READY = "ready"
    NOT_READY = "not_ready"
    HAS_MORE = "has_more"
    NEEDS_MORE = "needs_more"
    RISK_DAYS = "risk_days"
    NO_RISK_DAYS = "no_risk_days"
    RISK_DAY = "risk_day"
    GO = "go"
    FIRST_DRINK = "first_drink"
    NO_DRINK = "no_drink"
    HOW_MANY = "how_many"
    IN_THE_EVENING = "in_the_evening"
    RAN_OUT = "ran_out"
    FELT_UNWELL = "felt_unwell"
    DONE = "done"
    WEEK_GOOD = "week_good"
    WEEK_SO_SO = "week_so_so"
    WEEK_BAD = "week_bad"
    NOTHING_ELSE = "nothing_else"


_EN: dict[Meaning, dict[Style, tuple[str, ...]]] = {
    Meaning.TAKEN: {
        Style.TERSE: ("1", "1", "1", "1", "Y", "1."),
        Style.WORDS: ("taken", "took it", "Took it", "yes", "done", "yep", "👍", "just took it"),
        Style.CHATTY: ("Took it with breakfast, thanks", "yes, just took it", "Done, had it a few minutes ago"),
    },
    Meaning.LATER: {
        Style.TERSE: ("2",),
        Style.WORDS: ("later", "not yet"),
        Style.CHATTY: ("not yet, in a bit",),
    },
    Meaning.SKIPPED: {
        Style.TERSE: ("3",),
        Style.WORDS: ("skip", "no", "not today", "didn't take it"),
        Style.CHATTY: ("no, I didn't take it today", "skipped it today, sorry"),
    },
    Meaning.FORGOT: {Style.TERSE: ("1",), Style.WORDS: ("forgot",), Style.CHATTY: ("I forgot it at home",)},
    Meaning.FELT_FINE: {Style.TERSE: ("2",), Style.WORDS: ("felt fine",), Style.CHATTY: ("I felt fine without it",)},
    Meaning.COMING: {Style.TERSE: ("1",), Style.WORDS: ("ok", "yes"), Style.CHATTY: ("I will be there",)},
    Meaning.OTHER_DAY: {
        Style.TERSE: ("2",),
        Style.WORDS: ("can we reschedule",),
        Style.CHATTY: ("I can't make it that day, can we reschedule?",),
    },
    Meaning.AGREED: {Style.TERSE: ("OK",), Style.WORDS: ("ok",), Style.CHATTY: ("Ok, I agree",)},
    Meaning.CHECKED_IN: {Style.TERSE: ("1",), Style.WORDS: ("1",), Style.CHATTY: ("1",)},
    Meaning.STILL_PLANNED: {Style.TERSE: ("1",), Style.WORDS: ("yes",), Style.CHATTY: ("yes it is",)},
    Meaning.NOT_PLANNED: {Style.TERSE: ("2",), Style.WORDS: ("no",), Style.CHATTY: ("no, staying in tonight",)},
    Meaning.GOT_BETTER: {Style.TERSE: ("ok",), Style.WORDS: ("ok thanks",), Style.CHATTY: ("Thank you for asking",)},
    Meaning.READY: {Style.TERSE: ("1",), Style.WORDS: ("ready", "yes"), Style.CHATTY: ("yes, I am ready",)},
    Meaning.NOT_READY: {Style.TERSE: ("2",), Style.WORDS: ("not yet",), Style.CHATTY: ("not yet please",)},
    Meaning.HAS_MORE: {Style.TERSE: ("1",), Style.WORDS: ("1",), Style.CHATTY: ("1",)},
    Meaning.NEEDS_MORE: {Style.TERSE: ("2",), Style.WORDS: ("2",), Style.CHATTY: ("2",)},
    Meaning.RISK_DAYS: {
        Style.TERSE: ("FRI SAT", "SAT", "FRI"),
        Style.WORDS: ("friday and saturday", "sat 21:00", "wed and sat"),
        Style.CHATTY: ("friday and sunday please",),
    },
    Meaning.NO_RISK_DAYS: {Style.TERSE: ("0",), Style.WORDS: ("none",), Style.CHATTY: ("none this week",)},
    Meaning.RISK_DAY: {Style.TERSE: ("RISK SAT",), Style.WORDS: ("risk tomorrow",), Style.CHATTY: ("Risk day sunday",)},
    Meaning.GO: {Style.TERSE: ("GO",), Style.WORDS: ("go",), Style.CHATTY: ("Go now please",)},
    Meaning.FIRST_DRINK: {
        Style.TERSE: ("20:30", "21:00", "19:45", "16:30"),
        Style.WORDS: ("9 pm", "8:30 pm", "about 8"),
        Style.CHATTY: ("around 9 pm", "at 8 pm"),
    },
    Meaning.NO_DRINK: {Style.TERSE: ("0",), Style.WORDS: ("none",), Style.CHATTY: ("none",)},
    Meaning.HOW_MANY: {Style.TERSE: ("2", "3", "4"), Style.WORDS: ("3", "5"), Style.CHATTY: ("two", "4")},
    Meaning.IN_THE_EVENING: {Style.TERSE: ("pm",), Style.WORDS: ("pm",), Style.CHATTY: ("pm",)},
    Meaning.RAN_OUT: {Style.TERSE: ("3",), Style.WORDS: ("ran out",), Style.CHATTY: ("I ran out on Monday",)},
    Meaning.FELT_UNWELL: {
        Style.TERSE: ("4",),
        Style.WORDS: ("felt sick from it",),
        Style.CHATTY: ("it makes me feel sick in the morning",),
    },
    Meaning.DONE: {Style.TERSE: ("DONE",), Style.WORDS: ("done",), Style.CHATTY: ("Done, I just did not write",)},
    Meaning.WEEK_GOOD: {Style.TERSE: ("good",), Style.WORDS: ("good",), Style.CHATTY: ("Good, thank you for asking",)},
    Meaning.WEEK_SO_SO: {Style.TERSE: ("so-so",), Style.WORDS: ("so-so",), Style.CHATTY: ("so-so this week",)},
    Meaning.WEEK_BAD: {Style.TERSE: ("bad",), Style.WORDS: ("bad",), Style.CHATTY: ("bad, to be honest",)},
    Meaning.NOTHING_ELSE: {Style.TERSE: ("0",), Style.WORDS: ("no",), Style.CHATTY: ("no, all fine",)},
}

_ES: dict[Meaning, dict[Style, tuple[str, ...]]] = {
    Meaning.TAKEN: {
        Style.TERSE: ("1", "1", "1", "ya", "sí"),
        Style.WORDS: ("tomada", "la tomé", "ya la tome", "listo", "sí"),
        Style.CHATTY: ("ya la tomé con el desayuno, gracias", "sí, ya la tomé"),
    },
    Meaning.LATER: {
        Style.TERSE: ("2",),
        Style.WORDS: ("luego", "más tarde"),
        Style.CHATTY: ("todavía no, más tarde",),
    },
    Meaning.SKIPPED: {
        Style.TERSE: ("3",),
        Style.WORDS: ("no", "hoy no"),
        Style.CHATTY: ("hoy no la tomé",),
    },
    Meaning.FORGOT: {Style.TERSE: ("1",), Style.WORDS: ("se me olvidó",), Style.CHATTY: ("se me olvidó en casa",)},
    Meaning.FELT_FINE: {Style.TERSE: ("2",), Style.WORDS: ("2",), Style.CHATTY: ("me sentía bien",)},
    Meaning.COMING: {Style.TERSE: ("1",), Style.WORDS: ("sí",), Style.CHATTY: ("sí, allí estaré",)},
    Meaning.OTHER_DAY: {Style.TERSE: ("2",), Style.WORDS: ("otro día",), Style.CHATTY: ("no puedo, ¿otro día?",)},
    Meaning.AGREED: {Style.TERSE: ("OK",), Style.WORDS: ("ok",), Style.CHATTY: ("ok, de acuerdo",)},
    Meaning.CHECKED_IN: {Style.TERSE: ("1",), Style.WORDS: ("1",), Style.CHATTY: ("1",)},
    Meaning.STILL_PLANNED: {Style.TERSE: ("1",), Style.WORDS: ("sí",), Style.CHATTY: ("sí",)},
    Meaning.NOT_PLANNED: {Style.TERSE: ("2",), Style.WORDS: ("no",), Style.CHATTY: ("no, hoy no",)},
    Meaning.GOT_BETTER: {Style.TERSE: ("ok",), Style.WORDS: ("gracias",), Style.CHATTY: ("muchas gracias",)},
    Meaning.READY: {Style.TERSE: ("1",), Style.WORDS: ("sí",), Style.CHATTY: ("sí, claro",)},
    Meaning.NOT_READY: {Style.TERSE: ("2",), Style.WORDS: ("todavía no",), Style.CHATTY: ("todavía no",)},
    Meaning.HAS_MORE: {Style.TERSE: ("1",), Style.WORDS: ("1",), Style.CHATTY: ("1",)},
    Meaning.NEEDS_MORE: {Style.TERSE: ("2",), Style.WORDS: ("2",), Style.CHATTY: ("2",)},
    Meaning.RISK_DAYS: {
        Style.TERSE: ("VIE SAB", "SAB"),
        Style.WORDS: ("viernes y sábado", "sábado"),
        Style.CHATTY: ("viernes y domingo por favor",),
    },
    Meaning.NO_RISK_DAYS: {Style.TERSE: ("0",), Style.WORDS: ("ninguno",), Style.CHATTY: ("ninguno",)},
    Meaning.RISK_DAY: {
        Style.TERSE: ("RIESGO SAB",),
        Style.WORDS: ("riesgo mañana",),
        Style.CHATTY: ("día de riesgo domingo",),
    },
    Meaning.GO: {Style.TERSE: ("VOY",), Style.WORDS: ("voy ya",), Style.CHATTY: ("voy ahora por favor",)},
    Meaning.FIRST_DRINK: {
        Style.TERSE: ("20:30", "21:00", "16:30"),
        Style.WORDS: ("a las 21:00", "20:00"),
        Style.CHATTY: ("a las 9 de la noche",),
    },
    Meaning.NO_DRINK: {Style.TERSE: ("0",), Style.WORDS: ("ninguna",), Style.CHATTY: ("0",)},
    Meaning.HOW_MANY: {Style.TERSE: ("2", "3"), Style.WORDS: ("3",), Style.CHATTY: ("dos", "4")},
    Meaning.IN_THE_EVENING: {Style.TERSE: ("pm",), Style.WORDS: ("pm",), Style.CHATTY: ("pm",)},
    Meaning.RAN_OUT: {Style.TERSE: ("3",), Style.WORDS: ("3",), Style.CHATTY: ("se me acabaron",)},
    Meaning.FELT_UNWELL: {Style.TERSE: ("4",), Style.WORDS: ("4",), Style.CHATTY: ("me cae mal al estómago",)},
    Meaning.DONE: {Style.TERSE: ("HECHO",), Style.WORDS: ("hecho",), Style.CHATTY: ("hecho, no escribí",)},
    Meaning.WEEK_GOOD: {Style.TERSE: ("bien",), Style.WORDS: ("bien",), Style.CHATTY: ("bien, gracias",)},
    Meaning.WEEK_SO_SO: {Style.TERSE: ("regular",), Style.WORDS: ("regular",), Style.CHATTY: ("más o menos",)},
    Meaning.WEEK_BAD: {Style.TERSE: ("mal",), Style.WORDS: ("mal",), Style.CHATTY: ("mal esta semana",)},
    Meaning.NOTHING_ELSE: {Style.TERSE: ("0",), Style.WORDS: ("no",), Style.CHATTY: ("no, todo bien",)},
}

PHRASES = {"en": _EN, "es": _ES}
MISTYPED = {"en": ("tkaen", "takn", "doen", "yess took", "1q"), "es": ("tomda", "ya la tmoe", "listp")}
"""What fingers make of it: the service must not guess, and ask or show a person."""
NAMED = {Meaning.TAKEN: "{name} took it", Meaning.SKIPPED: "{name} did not take it"}
"""On a phone that several people share: a text that names nobody is nobody's answer."""
