"""Realistic values for every template, the longest that are usual: for the lint and for previews of wording."""

from __future__ import annotations

SAMPLE_PARAMS: dict[str, dict[str, str]] = {
    "en": {
        "programme": "Riverside Care",
        "phone": "+1 202-555-0148",
        "urgent": "988",
        "emergency": "911",
        "time": "20:30",
        "date": "Wed 30 Sep",
        "per_day": "3",
        "medicine": "naltrexone 50 mg tablet",
        "occasion": "yesterday 20:30",
        "earlier": "yesterday 20:30",
        "middle": "today 12:30",
        "later": "today 20:30",
        "value": "10",
        "page": "https://adherence.example.org/flags/0197c1f2-8d5e-7b3a-9c4d-2f1e0a9b8c7d",
        "code": "482916",
        "who": "the person you support",
        "link": "https://care.example.org/stop/0123456789abcdefghijkl",
        "text": "How did you sleep last night? Reply 0 (not at all) to 10 (very well)",
        "days": "Fri 25 Sep, Sat 26 Sep, Sun 27 Sep 21:00",
    },
    "es": {
        "programme": "Programa Ribera",
        "phone": "+1 202-555-0148",
        "urgent": "988",
        "emergency": "911",
        "time": "20:30",
        "date": "30 de septiembre",
        "per_day": "3",
        "medicine": "naltrexona 50 mg tableta",
        "occasion": "ayer 20:30",
        "earlier": "ayer 20:30",
        "middle": "hoy 12:30",
        "later": "hoy 20:30",
        "value": "10",
        "page": "https://adherence.example.org/flags/0197c1f2-8d5e-7b3a-9c4d-2f1e0a9b8c7d",
        "code": "482916",
        "who": "la persona a quien apoya",
        "link": "https://care.example.org/stop/0123456789abcdefghijkl",
        "text": "¿Qué tal duerme esta semana? Responda de 0 (nada) a 10 (muy bien)",
        "days": "25 de septiembre, 26 de septiembre, 27 de septiembre 21:00",
    },
}

LONGEST_OF_CLINIC = {"programme": 30, "phone": 18, "urgent": 12, "emergency": 5}
"""The most characters that a clinic's own name and numbers may have: every shipped text is one segment with them."""

LONGEST_PARAMS: dict[str, dict[str, str]] = {
    language: {**usual, **{name: "n" * most for name, most in LONGEST_OF_CLINIC.items()}, "per_day": "12"}
    for language, usual in SAMPLE_PARAMS.items()
}
"""The longest values that are allowed: for the proof that each text stays one segment in every clinic."""
