"""The pages in Spanish: nothing is left out, nobody's own words are changed, and sentences are recognised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from adherence.web.translations import extract
from adherence.web.translations.python_sentences import sentences_of
from adherence.web.translations.recognise import in_language
from adherence.web.translations.template_sentences import template_sentences
from adherence.web.translations.template_text import TemplateText

TEMPLATES = sorted((Path(__file__).parents[2] / "adherence" / "web" / "templates").rglob("*.html"))
_LOOKED_UP = re.compile(r"\{\{(-?) \((.*?)\)\|ours (-?)\}\}", re.DOTALL)


def rewritten(template: str, **said: str) -> str:
    """A template with these sentences translated; blanks in a name are underlines."""
    return TemplateText(template, {name.replace("_", " "): text for name, text in said.items()}.get, "ours").rewritten()


def without_blanks(text: str) -> str:
    return "".join(text.split())


def test_every_sentence_of_the_pages_has_a_translation_with_the_same_values_and_tags() -> None:
    wrong = list(extract.missing(extract.update_catalogue("es")))
    assert wrong == [], "run `python -m adherence.web.translations.extract`, and translate what is new in the .po file"


@pytest.mark.parametrize("piece", ["a and ", "50 mg at ", "of a of ", "1 ", "took it, ", "a: b; c - d (e), "])
def test_what_never_ends_is_read_to_its_end(piece: str) -> None:
    assert in_language(piece * (1900 // len(piece)) + "ab", "es").endswith("ab")


def test_every_template_keeps_its_markup_and_its_expressions() -> None:
    for path in TEMPLATES:
        source = path.read_text("utf-8")
        unchanged = _LOOKED_UP.sub(r"{{\1 \2 \3}}", TemplateText(source, lambda _: None, "ours").rewritten())
        assert without_blanks(unchanged) == without_blanks(source), path.name
        Environment(autoescape=True).parse(TemplateText(source, lambda text: "¡" + text, "ours").rewritten())


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("<p>Write to {{ name }}.</p>", ["Write to {0}."]),
        ("<p>{{ a }} of {{ b }} days</p>", ["{0} of {1} days"]),
        ('<p>See <a href="{{ url }}">the guide</a> first.</p>', ["See <a>the guide</a> first."]),
        (
            "<p><strong>One.</strong> Two <strong>three</strong>.</p>",
            ["<strong>One.</strong> Two <strong2>three</strong2>."],
        ),
        ('<p><a href="/">Change</a></p>', ["Change"]),
        ("<dt>Due</dt><dd>{{ on }}</dd>", ["Due"]),
        ('<td data-label="Why">{{ why }}</td>', ["Why"]),
        ('<a title="{{ label }}: more">{{ x }}</a>', ["{0}: more"]),
        ("<p>Paused{% if until %} until {{ until }}{% endif %}.</p>", ["Paused", "until {0}"]),
        ("<title>Patients - Adherence</title>", ["Patients"]),
        ("<p>9&ndash;10</p><p>{{ a }}%</p>", []),
        ("<p>R&amp;D\n  teams</p>", ["R&D teams"]),
        ("<textarea>Hello there</textarea><code>make it</code><script>let it = 1</script>", []),
        ("<p>{{ 'Stop it' if mine else 'overdue' }}</p>", ["Stop it", "overdue"]),
        ("{{ f.input(form, 'at', 'Time', hint='Until ' ~ end ~ ' today.') }}", ["Time", "Until {0} today."]),
        ("<p>{{ n|plural('open flag') }}</p>", ["open flag"]),
        ("<a class=\"{{ 'button small' }}\" href=\"{{ url_for('a b') }}\">{{ x == 'No one' }}</a>", ["button small"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_a_template_has_these_messages(source: str, messages: list[str]) -> None:
    assert [sentence.text for sentence in dict.fromkeys(template_sentences(source))] == messages


@pytest.mark.parametrize(
    ("source", "spanish"),
    [
        ("<p>Written_by {{ name }}</p>", "<p>Written_by {{ (name)|ours }}</p>"),
        ('<p dir="auto">{{ words }}</p>', '<p dir="auto">{{ words }}</p>'),
        ('<q dir="auto">{{ words }}</q> <b>{{ ours }}</b>', '<q dir="auto">{{ words }}</q> <b>{{ (ours)|ours }}</b>'),
        ('<p lang="{{ l }}">{{ text }}</p>', '<p lang="{{ l }}">{{ text }}</p>'),
        ('<input value="{{ typed }}">', '<input value="{{ typed }}">'),
        ("<textarea>{{ typed }}</textarea>", "<textarea>{{ typed }}</textarea>"),
        ("<p>{{ a if b else 'c' }}</p>", "<p>{{ (a if b else 'c')|ours }}</p>"),
        ("<p>Due</p>", "<p>Para &lt;hoy&gt;</p>"),
        ('<i title="Due">{{ x }}</i>', '<i title="Para &lt;hoy&gt;">{{ (x)|ours }}</i>'),
    ],
)
def test_what_is_ours_is_looked_up_and_what_people_wrote_is_not(source: str, spanish: str) -> None:
    assert rewritten(source, Due="Para <hoy>") == spanish


def test_values_and_links_may_change_their_places() -> None:
    source = '<p>{{ a }} by <a href="/x?y={{ c }}">{{ b }}</a> now</p>'
    said = TemplateText(source, {"{0} by <a>{1}</a> now": "Ahora <a>{1}</a>: {0}"}.get, "ours").rewritten()
    assert said == '<p>Ahora <a href="/x?y={{ c }}">{{ (b)|ours }}</a>: {{ (a)|ours }}</p>'


def test_a_file_of_code_has_its_sentences_and_no_other_strings() -> None:
    source = '''
"""A docstring of words."""
WORDS = {"a_code": "Taken late", "b": "short words"}
bp = Blueprint("name of it", __name__)
def act(name, day):
    """Another docstring here."""
    log.info("nothing for people %s", name)
    if name == "not this one":
        raise ValueError("a fault for programmers")
    say(f"{name} is asked on {day:%a %d}.")
    say("Until " + day + ", then " + name)
    return plural(3, "open flag"), "GET", "some_code", f'<svg><title>Week of {day}</title></svg>'
'''
    found = {sentence.text for sentence in sentences_of(source)}
    assert found == {
        *("Taken late", "short words", "{0} is asked on {1}.", "Until {0}, then {1}", "open flag", "Week of {0}"),
    }


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Taken", "Tomada"),
        ("taken late", "tomada tarde"),
        ("Taken by Ana Open", "Tomada por Ana Open"),
        ("Fri 20 Nov 2026", "vie 20 nov 2026"),
        (
            "Last 30 days: taken 19, taken late 5, still to come 1",
            "Últimos 30 días: tomada 19, tomada tarde 5, por venir 1",
        ),
        ("50 mg Mon-Fri, 100 mg Sat at 08:00", "50 mg lun-vie, 100 mg sáb a las 08:00"),
        ("3 mg (step 2 of 3) at 22:00", "3 mg (escalón 2 de 3) a las 22:00"),
        (
            "Answer to a reply read as not taken; wording 2026-4",
            "Contestación a una respuesta leída como no tomada; redacción 2026-4",
        ),
        (
            "One nudge 60 minutes after the slot, if nothing was heard",
            "Un segundo aviso 60 minutos después del horario, si no se supo nada",
        ),
        ("A sentence that no page has", "A sentence that no page has"),
        ("", ""),
        (" - ", " - "),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_a_sentence_made_at_run_time_is_recognised(english: str, spanish: str) -> None:
    assert in_language(english, "es") == spanish


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("sáb 29 ago", "sáb 29 ago"),
        ("Sat 29 Aug 2026", "sáb 29 ago 2026"),
        ("29 days ago", "hace 29 días"),
        (
            "2% (1 of 50) stopped. Most often: side effects (1 of 1). For 30% (3 of 10) no reason is known; 7 further "
            "doses had no answer at all.",
            "2 % (1 de 50) interrumpieron. Lo más frecuente: efectos secundarios (1 de 1). De 30 % (3 de 10) no se "
            "conoce el motivo; otras 7 dosis no tuvieron ninguna respuesta.",
        ),
        (
            "Daily tablets: 92% of the 1,132 doses were taken, and all were answered. Targeted plans: 96% of the 27 "
            "doses were taken, and all were answered.",
            "Tabletas diarias: se tomó el 92 % de las 1,132 dosis, y todas se respondieron. Planes dirigidos: se tomó "
            "el 96 % de las 27 dosis, y todas se respondieron.",
        ),
    ],
)
def test_days_of_august_stay_days_and_sentences_in_a_row_are_each_recognised(english: str, spanish: str) -> None:
    assert in_language(english, "es") == spanish
