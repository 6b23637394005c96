"""The columns of a list of patients: their names, what goes into them, and what is wrong with a header."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault

MOST_COLUMNS = 100
WHAT_TO_DO = "what_to_do"
"""The column that we add to refused rows; it is ignored when the file comes back."""
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, other names that are read as well, what goes into it, and an example."""

    name: str
    also: tuple[str, ...]
    what: str
    example: str = ""
    required: bool = False


PERSON_COLUMNS = (
    Column("external_id", ("numero_de_registro", "historia", "expediente"), "Your own number for the patient.", "N-1"),
    Column("given_name", ("nombre", "nombres"), "Given name.", "Luz", required=True),
    Column("family_name", ("apellido", "apellidos"), "Family name.", "Molina", required=True),
    Column(
        *(
            "phone",
            ("telefono", "celular", "movil", "mobile", "phone_number"),
            "Mobile number with + and country code.",
        ),
        example="+12025550143",
        required=True,
    ),
    Column("time_zone", ("zona_horaria",), "Such as America/New_York; the clinic's where it is empty.", ""),
    Column("language", ("idioma",), "Language of the texts: en or es.", "en", required=True),
    Column("discretion", ("discrecion",), "How discreet texts are: 0, 1 or 2; 0 where it is empty.", "0"),
    Column(
        *("consent_method", ("consentimiento", "metodo_de_consentimiento")),
        what="How consent was given: written, verbal, web or keyword. May be empty for those who opted out.",
        example="written",
        required=True,
    ),
    Column("consent_given_at", ("fecha_de_consentimiento",), "The day of the consent, as YYYY-MM-DD.", "2026-01-05"),
    Column("consent_wording_version", ("version_de_consentimiento",), "Version of the wording that was agreed to."),
    Column("opted_out", ("baja",), "yes where the patient wants no texts; such a patient is never texted.", "no"),
    Column("opted_out_at", ("fecha_de_baja",), "The day on which the patient opted out, as YYYY-MM-DD."),
)
PLAN_COLUMNS = (
    Column("kind", ("plan", "tipo"), "daily, injection or targeted; empty for no plan.", "daily"),
    Column("medication", ("medicamento",), "As it is prescribed.", "naltrexone 50 mg tablet"),
    Column("starts_on", ("inicio", "fecha_de_inicio"), "First day, as YYYY-MM-DD.", "2026-01-05"),
    Column("ends_on", ("fin", "fecha_de_fin"), "Last day; may be empty."),
    Column("times", ("horas",), "Daily: times of day, with spaces between.", "08:00"),
    Column("quantity_mg", ("cantidad_mg",), "Quantity in mg, every day or at each injection.", "50"),
    Column("weekly_mg", ("semanal_mg",), "Daily, by weekday instead: mon=50 wed=50 sat=100."),
    Column("every_days", ("cada_dias",), "Daily: 2 for every second day. Injection: days between two, such as 28."),
    Column("every_months", ("cada_meses",), "Injection: 1 for once a month, instead of every_days."),
    Column("steps", ("escalones", "pasos"), "Daily, in steps of mg x days: 25x3 50x4 75 (the last needs no days)."),
    Column("visit_time", ("hora_de_visita",), "Injection: time of the visits, such as 10:00."),
    Column("given_on", ("aplicada_el",), "Injection: days of injections so far, with spaces between."),
    Column("risk_weekdays", ("dias_de_riesgo",), "Targeted: weekdays with risk, such as fri sat."),
    Column("risk_days", ("fechas_de_riesgo",), "Targeted: single days, such as 2026-12-31 or 2026-12-31@21:00."),
    Column("anticipated_at", ("hora_prevista",), "Targeted: when drinking is expected, such as 19:00."),
    Column("lead_minutes", ("minutos_antes",), "Targeted: minutes before that, such as 90."),
    Column("ask_at", ("preguntar_a_las",), "Targeted: when to ask whether it is a risk day; may be empty."),
    Column("agreed_hours_by", ("acuerdo_por",), "Who recorded that texts outside texting hours are agreed."),
    Column("agreed_hours_on", ("acuerdo_fecha",), "The day of that agreement."),
    Column("regimen", ("pauta",), "The plan as JSON of the API, instead of the columns from kind on."),
)
COLUMNS = (*PERSON_COLUMNS, *PLAN_COLUMNS)
_BY_NAME = {name: column.name for column in COLUMNS for name in (column.name, *column.also)} | {
    WHAT_TO_DO: WHAT_TO_DO,
    "que_hacer": WHAT_TO_DO,
}


def folded(name: str) -> str:
    """A header as it is compared: lower case, no accents, everything else than letters and digits as one underline."""
    plain = unicodedata.normalize("NFKD", name[:200]).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return "_".join(kept.split())


def known_columns(header: Sequence[str]) -> int:
    """How many cells of a header are columns that we know."""
    return sum(folded(cell) in _BY_NAME for cell in header[:MOST_COLUMNS])


def read_header(header: Sequence[str]) -> tuple[str, ...]:
    """The column of each cell, "" for what is ignored; raises ``Refused`` with every wrong column together."""
    if len(header) > MOST_COLUMNS:
        sentence = f"The file has {len(header):,} columns; at most {MOST_COLUMNS} are read. Begin from the template."
        raise Refused([Fault("file", sentence)])
    named = [_BY_NAME.get(folded(cell), "") for cell in header]
    last = max((place for place, cell in enumerate(header) if cell.strip()), default=-1)
    faults = []
    for place, (cell, name) in enumerate(zip(header[: last + 1], named, strict=False), start=1):
        if not cell.strip():
            faults.append(f"Column {place} has no name. Name it, or delete the column.")
        elif not name:
            faults.append(_unknown(cell))
    for column in COLUMNS:
        if named.count(column.name) > 1:
            faults.append(f"The column {column.name} comes {named.count(column.name)} times. Keep one of them.")
        elif column.required and column.name not in named:
            faults.append(f"The column {column.name} is missing. Add it: {column.what}")
    if faults:
        raise Refused([Fault("file", sentence) for sentence in faults])
    return tuple("" if name == WHAT_TO_DO else name for name in named)


def _unknown(cell: str) -> str:
    shown = " ".join(cell.split())[:_LONGEST_SHOWN]
    close = get_close_matches(folded(cell), list(_BY_NAME), n=1, cutoff=0.75)
    hint = f"Did you mean {_BY_NAME[close[0]]}?" if close else "Delete it, or take a name from the template."
    return f'The column "{shown}" is not known. {hint}'
