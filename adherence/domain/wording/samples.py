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
        "later": "today 20:30",
        "value": "10",
        "who": "the person you support",
        "link": "https://care.example.org/stop/0123456789abcdefghijkl",
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
        "later": "hoy 20:30",
        "value": "10",
        "who": "la persona a quien apoya",
        "link": "https://care.example.org/stop/0123456789abcdefghijkl",
        "days": "25 de septiembre, 26 de septiembre, 27 de septiembre 21:00",
    },
}
