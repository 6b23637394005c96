"""The plan of a row: from flat columns that a spreadsheet can hold to the regimen of the API, or from its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from adherence.domain.import_columns import PLAN_COLUMNS
from adherence.domain.regimen import Fault

PLAN_NAMES = tuple(column.name for column in PLAN_COLUMNS)
_FLAT = tuple(name for name in PLAN_NAMES if name != "regimen")
_OF_KIND = {
    "daily": ("times", "quantity_mg", "weekly_mg", "every_days", "steps"),
    "injection": ("quantity_mg", "every_days", "every_months", "visit_time", "given_on"),
    "targeted": ("quantity_mg", "risk_weekdays", "risk_days", "anticipated_at", "lead_minutes", "ask_at"),
}
_COMMON = ("kind", "medication", "starts_on", "ends_on", "agreed_hours_by", "agreed_hours_on")
_KINDS = {
    **{name: name for name in _OF_KIND},
    **dict(diaria="daily", diario="daily", inyeccion="injection", inyección="injection", dirigida="targeted"),
}
_WEEKDAYS = dict(
    **dict(monday="mon", tuesday="tue", wednesday="wed", thursday="thu", friday="fri", saturday="sat", sunday="sun"),
    **dict(lun="mon", mar="tue", mie="wed", mié="wed", jue="thu", vie="fri", sab="sat", sáb="sat", dom="sun"),
    **dict(lunes="mon", martes="tue", miercoles="wed", miércoles="wed", jueves="thu", viernes="fri"),
    **dict(sabado="sat", sábado="sat", domingo="sun"),
)
_NUMBER = re.compile(r"\d{1,6}([.,]\d{1,4})?")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(:00)?")
_BETWEEN = re.compile(r"[\s;|,]+")
_STEP = re.compile(r"(\d{1,6}(?:[.,]\d{1,4})?)(?:[xX×*](\d{1,5}))?")


def read_plan_cells(cells: Mapping[str, str]) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The regimen that a row describes, None where it has none, and what is wrong with its shape."""
    filled = {name: cells[name] for name in PLAN_NAMES if cells.get(name)}
    if "regimen" in filled:
        return _from_json(filled)
    if not filled:
        return None, []
    kind = _KINDS.get(filled.get("kind", "").casefold())
    if kind is None:
        return None, [_wrong("kind", filled.get("kind", ""), "write daily, injection or targeted")]
    strange = [name for name in filled if name not in (*_COMMON, *_OF_KIND[kind])]
    faults = [Fault(name, f"does not belong to a plan of kind {kind}; empty this cell") for name in strange]
    plan: dict[str, Any] = {"kind": kind}
    if "medication" in filled:
        plan["medication"] = filled["medication"]
    for name in ("starts_on", "ends_on"):
        if name in filled:
            plan[name] = day_text(filled[name])
    if "agreed_hours_by" in filled or "agreed_hours_on" in filled:
        by, on = filled.get("agreed_hours_by"), filled.get("agreed_hours_on")
        plan["agreed_hours"] = ({"by": by} if by else {}) | ({"on": day_text(on)} if on else {})
    match kind:
        case "daily":
            _daily(plan, filled, faults)
        case "injection":
            _injection(plan, filled)
        case _:
            _targeted(plan, filled)
    return plan, faults


def column_of(path: str, cells: Mapping[str, str]) -> str:
    """The column in which a fault of a regimen's field is to be corrected."""
    if cells.get("regimen"):
        return "regimen"
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    match head:
        case "agreed_hours":
            return "agreed_hours_on" if path.endswith(".on") else "agreed_hours_by"
        case "cadence":
            return "every_months" if cells.get("every_months") else "every_days"
        case "pattern" if ".steps" in path:
            return "steps"
        case "pattern" if path.endswith("every_days"):
            return "every_days"
        case "pattern":
            return "weekly_mg" if cells.get("weekly_mg") else "quantity_mg"
        case _:
            return head if head in _FLAT else "kind"


def number_of(text: str) -> Any:
    """A typed number, with a point or a comma, as a number; anything else stays text, so that its fault can name it."""
    if not _NUMBER.fullmatch(text):
        return text
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def day_text(text: str) -> str:
    """A day as the API writes it, where year, month and day come in that order; other text stays as it is."""
    found = _DAY.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


def _from_json(filled: Mapping[str, str]) -> tuple[dict[str, Any] | None, list[Fault]]:
    if len(filled) > 1:
        others = ", ".join(name for name in filled if name != "regimen")
        return None, [Fault("regimen", f"and the columns {others} both hold a plan; empty one of the two")]
    try:
        value = json.loads(filled["regimen"])
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        return None, [Fault("regimen", "is no JSON object; write it in braces, or fill the columns from kind on")]
    return value, []


def _daily(plan: dict[str, Any], filled: Mapping[str, str], faults: list[Fault]) -> None:
    if "times" in filled:
        plan["times"] = [_time_text(part) for part in _parts(filled["times"])]
    ways = [name for name in ("weekly_mg", "every_days", "steps") if name in filled]
    if len(ways) > 1:
        faults.append(Fault(ways[1], f"cannot stand beside {ways[0]}; keep one of the two"))
    if "quantity_mg" in filled and ways[:1] in (["weekly_mg"], ["steps"]):
        faults.append(Fault("quantity_mg", f"cannot stand beside {ways[0]}; empty one of the two"))
    quantity = {"quantity_mg": number_of(filled["quantity_mg"])} if "quantity_mg" in filled else {}
    match ways[:1]:
        case ["weekly_mg"]:
            plan["pattern"] = {"type": "weekly", "quantity_mg": _weekly(filled["weekly_mg"], faults)}
        case ["every_days"]:
            plan["pattern"] = {"type": "interval", "every_days": number_of(filled["every_days"])} | quantity
        case ["steps"]:
            plan["pattern"] = {"type": "steps", "steps": _steps(filled["steps"], faults)}
        case _:
            plan["pattern"] = {"type": "every_day"} | quantity


def _weekly(text: str, faults: list[Fault]) -> dict[str, Any]:
    quantities: dict[str, Any] = {}
    for part in re.split(r"[\s;|]+|,\s+", text.strip()):
        day, sign, quantity = part.partition("=")
        day = _weekday(day)
        if not sign or day in quantities:
            faults.append(_wrong("weekly_mg", part, "write each weekday once, such as mon=50 sat=100"))
            return {"mon": 1}  # a stand-in: the row is refused with this fault
        quantities[day] = number_of(quantity)
    return quantities


def _steps(text: str, faults: list[Fault]) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    for part in re.split(r"[\s;|]+|,\s+", re.sub(r"\s*([xX×*])\s*", r"\1", text.strip())):
        found = _STEP.fullmatch(part)
        if found is None:
            faults.append(_wrong("steps", part, "write mg x days, such as 25x3 50x4 75"))
            return [{"quantity_mg": 1}]  # a stand-in: the row is refused with this fault
        steps.append({"quantity_mg": number_of(found[1])} | ({"days": int(found[2])} if found[2] else {}))
    return steps


def _injection(plan: dict[str, Any], filled: Mapping[str, str]) -> None:
    if "quantity_mg" in filled:
        plan["quantity_mg"] = number_of(filled["quantity_mg"])
    if "visit_time" in filled:
        plan["visit_time"] = _time_text(filled["visit_time"])
    if "given_on" in filled:
        plan["given_on"] = [day_text(part) for part in _parts(filled["given_on"])]
    plan["cadence"] = {name: number_of(filled[name]) for name in ("every_days", "every_months") if name in filled}


def _targeted(plan: dict[str, Any], filled: Mapping[str, str]) -> None:
    for name in ("quantity_mg", "lead_minutes"):
        if name in filled:
            plan[name] = number_of(filled[name])
    for name in ("anticipated_at", "ask_at"):
        if name in filled:
            plan[name] = _time_text(filled[name])
    if "risk_weekdays" in filled:
        plan["risk_weekdays"] = [_weekday(part) for part in _parts(filled["risk_weekdays"])]
    if "risk_days" in filled:
        days = [part.partition("@") for part in _parts(filled["risk_days"])]
        usual = plan.get("anticipated_at", "")
        plan["risk_days"] = [{"on": day_text(on), "anticipated_at": _time_text(at) or usual} for on, _, at in days]


def _weekday(text: str) -> str:
    return _WEEKDAYS.get(text.casefold(), text.casefold())


def _time_text(text: str) -> str:
    found = _TIME.fullmatch(text)
    return f"{found[1]:0>2}:{found[2]}" if found else text


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _wrong(column: str, text: str, hint: str) -> Fault:
    return Fault(column, f"{text[:40]!r} is not valid; {hint}" if text else f"is missing; {hint}")
