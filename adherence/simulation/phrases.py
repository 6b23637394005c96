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
}

PHRASES = {"en": _EN, "es": _ES}
MISTYPED = {"en": ("tkaen", "takn", "doen", "yess took", "1q"), "es": ("tomda", "ya la tmoe", "listp")}
"""What fingers make of it: the service must not guess, and ask or show a person."""
