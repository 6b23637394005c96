"""What a clinic's own text must keep, how it is reviewed, and how a page shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.states import Role
from adherence.domain.wording import keys, params_of
from adherence.domain.wording.catalogue import current
from adherence.domain.wording.lint import Finding, Rule
from adherence.domain.wording.must_haves import is_safety_text, lacking, required_words
from adherence.domain.wording.own import may_approve, name_faults, plain, review
from adherence.domain.wording.render import template
from adherence.web.text_view import Piece, changes, pieces_of, show
from adherence.web.text_words import version_words, with_wording

EVERY_TEXT = [(key, lang, level) for key in keys() for lang in ("en", "es") for level in (0, 1, 2)]
NORTH = {"programme": "North Clinic for Opioids", "phone": "555-0100", "urgent": "988", "emergency": "911"}


def reviewed(key: str, body: str, lang: str = "en", level: int = 0) -> list[str]:
    return review(key, body, lang=lang, level=level, values=NORTH).refused


def test_every_shipped_text_has_all_that_it_must_have() -> None:
    faults = {
        each: found
        for each in EVERY_TEXT
        if (found := list(lacking(each[0], *[template(each[0], lang=each[1], level=each[2])] * 2, each[1])))
    }
    assert faults == {}


def test_every_shipped_text_stands_the_review_whatever_the_clinic_is_called() -> None:
    assert {
        each: found
        for each in EVERY_TEXT
        if (found := reviewed(each[0], template(each[0], lang=each[1], level=each[2]), *each[1:]))
    } == {}


@pytest.mark.parametrize(
    ("key", "lang", "words"),
    [
        ("reminder", "en", ["1", "2", "3"]),
        ("reminder", "es", ["1", "2", "3"]),
        ("craving", "en", ["0", "10"]),
        ("question_reason", "es", ["1", "2", "3", "4", "5"]),
        ("welcome", "en", ["HELP", "STOP"]),
        ("welcome", "es", ["HELP", "STOP"]),
        ("opt_in_request", "en", ["HELP", "STOP", "OK"]),
        ("stop_confirmation", "es", ["START"]),
        ("question_risk_day", "en", ["RISK"]),
        ("question_risk_day", "es", ["RIESGO"]),
        ("ack_risk_over", "es", ["VOY", "RIESGO"]),
        ("planner", "en", ["0"]),
        ("follow_up_night", "en", ["0"]),
        ("ack_taken", "en", []),
    ],
)
def test_what_a_text_must_keep_is_read_from_the_shipped_one(key: str, lang: str, words: list[str]) -> None:
    assert required_words(template(key, lang=lang, level=0), lang) == words


@pytest.mark.parametrize(
    ("key", "lang", "body", "says"),
    [
        ("reminder", "en", "It is {time}. Reply 1 done, 2 later", "must ask for “3”"),
        ("reminder", "en", "It is {time}. 1 done, 2 later, 3 skip", "does not ask for an answer"),
        ("reminder", "en", "It is {time}. Reply 1 skip, 2 later, 3 done", "must leave 1 its meaning"),
        ("reminder", "en", "It is {time}. Reply 1 took it, 2 later, 3 not now, 4 never", "must not ask for “4”"),
        ("reminder", "en", "It is {time}. Reply 1 done, 3 later, 2 no", "must leave 3 its meaning"),
        ("reminder", "es", "Son las {time}. Responda 1 omitir, 2 luego, 3 hecho", "must leave 1 its meaning"),
        ("risk_day_ask", "en", "Planned for today? Reply 1 if not, 2 if it is", "must leave 1 its meaning"),
        ("appointment_0", "en", "Visit today at {time}. Reply 1 change it, 2 OK", "must leave 1 its meaning"),
        ("question_reason", "en", "Why? Reply 1 forgot, 2 fine, 3 side effect, 4 ran out, 5 other", "must leave 3"),
        ("question_which_dose", "en", "Which? Reply 1 for {later}, 2 for {earlier}", "must leave 1 its meaning"),
        ("refill", "es", "Se acaba el {date}. Responda 1 si necesita, 2 si tiene bastante", "must leave 1 its"),
        ("welcome", "en", "{programme}: {per_day} texts a day. Rates may apply. HELP for help", "must name “STOP”"),
        ("welcome", "en", "{programme}: {per_day} texts a day. HELP for help, STOP to end", "may cost the patient"),
        ("stop_confirmation", "en", "No more texts from {programme}. Write start to go on.", "must name “START”"),
        ("crisis", "en", "Call {emergency} or {urgent} now. We read this day and night.", "not read around the clock"),
        ("reason_missed", "en", "{occasion}: done? Reply DONE. 1 forgot, 2 fine, 4 sick, 5 other", "must ask for “3”"),
        ("crisis_overdose", "es", "Llame ya al {emergency} o al {urgent}. Avisamos al equipo.", "around the clock"),
        ("ack_pause", "en", "OK, nothing before {date}. To talk: {phone}.", "must name “RESUME”"),
        ("crisis", "en", "Call {emergency} now. Texts are not read around the clock.", "must keep {urgent}"),
        ("help", "es", "{programme}: {phone}, {urgent}, {emergency}. STOP: terminar.", "not read around the clock"),
        ("restart_check_in", "en", "Please call {phone}, or reply 1 and we call you.", "comes before the next one"),
        ("opt_in_request", "en", "{programme}: {per_day} a day, rates apply, HELP, STOP. Reply 1.", "must name “OK”"),
    ],
)
def test_an_own_text_that_lacks_something_is_refused(key: str, lang: str, body: str, says: str) -> None:
    assert any(says in sentence for sentence in reviewed(key, body, lang)), reviewed(key, body, lang)


@pytest.mark.parametrize(
    ("key", "lang", "level", "body"),
    [
        ("reminder", "en", 0, "Hello, it is {time}. Please reply 1 took it, 2 in a while, 3 not today"),
        ("reminder", "en", 2, "Hello, it is {time}, as planned with you: reply 1 took it, 2 later, 3 no."),
        (
            "reminder",
            "es",
            0,
            "Son las {time}. Por favor responda 1 listo, 2 más tarde, 3 hoy no".replace("más", "luego o"),
        ),
        (
            "question_reason",
            "en",
            0,
            "No worry. What got in the way? Reply 1 forgot, 2 was fine, 3 none left, 4 sick, 5 other",
        ),
        (
            "welcome",
            "en",
            0,
            "Hello from {programme}. About {per_day} texts a day; rates may apply. STOP ends, HELP helps.",
        ),
        ("crisis", "es", 0, "Llame ya al {emergency} o al {urgent}. No leemos mensajes a toda hora."),
        ("restart_check_in", "en", 0, "Please talk to us first. Call {phone}, or reply 1 and we call."),
        ("ack_taken_late", "en", 0, "Thank you, that is noted."),
    ],
)
def test_a_text_in_other_words_that_keeps_what_it_must_is_taken(key: str, lang: str, level: int, body: str) -> None:
    assert reviewed(key, body, lang, level) == []


@pytest.mark.parametrize(
    "body",
    ["{", "}", "{}", "{0}", "{time.x}", "{time[0]}", "{time!r}", "{time:>9}", "{{time}}", "{ time }", "{Time}", ""],
)
def test_braces_around_anything_else_than_a_known_value_are_refused(body: str) -> None:
    [said] = review("reminder", body, lang="en", level=0, values=NORTH).faults
    assert "brace" in said or "is empty" in said


@given(st.text(max_size=80), st.sampled_from(EVERY_TEXT))
def test_no_typed_text_breaks_the_review_or_the_marks(body: str, which: tuple[str, str, int]) -> None:
    key, lang, level = which
    found = review(key, plain(body), lang=lang, level=level, values=NORTH)
    shown = show("", found, lang)
    assert "".join(piece.text for piece in shown.pieces) == found.filled
    assert shown.cost.segments >= 1


def test_the_fixed_answers_of_safety_are_those_that_give_an_urgent_number() -> None:
    safety = {key for key in keys() if is_safety_text(key, params_of(key))}
    assert {"crisis", "help", "ack_medical", "ack_side_effect", "ack_lapse_alcohol", "ack_lapse_opioid"} <= safety
    assert safety.isdisjoint({"reminder", "welcome", "ack_taken", "question_unclear"})
    assert [role for role in Role if may_approve(role, "crisis")] == [Role.ADMIN]
    assert [role for role in Role if may_approve(role, "reminder")] == [Role.ADMIN, Role.CLINICIAN]


def test_what_leaves_is_the_clinics_text_where_there_is_one() -> None:
    shipped = current("ack_taken", "en", 0, None, NORTH)
    own = current("ack_taken", "en", 0, (4, "Noted, thank you."), NORTH)
    assert (shipped.body, own.body) == ("Thank you, noted as done.", "Noted, thank you.")
    assert own.version == "own-4/en/0"
    assert version_words(own.version) == "the clinic's own wording 4"
    assert with_wording("Sent", shipped.version) == f"Sent; wording {shipped.version.partition('/')[0]}"
    assert with_wording("Sent", None) == "Sent"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("North Care", []),
        ("Programa Ribera", []),
        ("Ribera Médica [N]", ["counts as two", "counts as two", "says too much"]),
        ("Clínica Norte", ["cuts a segment", "says too much"]),
        ("Elm Recovery Clinic", ["“Recovery” says too much", "“Clinic” says too much"]),
        ("A Very Long Name Of A Programme", ["31 characters"]),
    ],
)
def test_a_programmes_name_that_costs_or_reveals_is_pointed_out(name: str, says: list[str]) -> None:
    found = name_faults(name)
    assert len(found) == len(says)
    assert all(part in sentence for part, sentence in zip(says, found, strict=True))


def test_marks_cut_the_text_and_refusals_outweigh_advice() -> None:
    findings = [
        Finding(Rule.SHAMES, "b", "", ((1, 2),)),
        Finding(Rule.LACKS_ACCENT, "abc", "", ((0, 3),), refused=False),
    ]
    assert pieces_of("abcd", findings) == [
        Piece("a", "advised"),
        Piece("b", "refused"),
        Piece("c", "advised"),
        Piece("d", ""),
    ]
    assert pieces_of("", []) == []


def test_what_changed_between_two_versions_is_told_by_words() -> None:
    assert changes("Time for your {time}. Reply", "It is {time}. Reply now") == [
        Piece("Time for your", "gone"),
        Piece("It is", "new"),
        Piece("{time}. Reply", ""),
        Piece("now", "new"),
    ]
    assert changes("same words", "same words") == [Piece("same words", "")]
