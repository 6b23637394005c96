"""Reading what was sent: one JSON object, and a query without unknown or repeated parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from adherence.api.problem import Problem
from adherence.domain.json_fields import shown_name
from adherence.domain.regimen import Fault

LARGEST_BODY = 256 * 1024
_DEEPEST = 20
_BROKEN = "has a control or broken character; write plain text"

Query = TypeVar("Query", bound=BaseModel)


def read_object(request: Request) -> dict[str, Any]:
    """The JSON object of a request; raises ``Problem`` 400, 413, 415 or 422 and never another error."""
    request.max_content_length = LARGEST_BODY
    raw = request.get_data(cache=True)
    if request.content_length is not None and len(raw) != request.content_length:
        raise Problem(400, "The body is cut off.")
    if not raw:
        raise Problem(400, "The body is empty; send a JSON object.")
    if not request.is_json:
        raise Problem(415, "Send the body as application/json.")
    value = _parsed(raw)
    if not isinstance(value, dict):
        raise Problem(422, "The body is not a JSON object.", [Fault("body", "write an object in braces")])
    unwritable = list(_unwritable(value, "", 0))
    if unwritable:
        raise Problem(422, "The body has text that cannot be stored.", unwritable)
    return value


def read_query(request: Request, model: type[Query]) -> Query:
    """The query as ``model``; an empty parameter counts as left out, an unknown or repeated one is refused (422)."""
    given = {name: values for name, values in request.args.lists() if values != [""]}
    repeated = [Fault(shown_name(name), "is given twice; keep one") for name in given if len(given[name]) > 1]
    if repeated:
        raise Problem(422, "A parameter is given twice.", repeated)
    broken = [Fault(shown_name(name), _BROKEN) for name, values in given.items() if "\0" in name + values[0]]
    if broken:
        raise Problem(422, "A parameter has a control character.", broken)
    try:
        return model.model_validate({name: values[0] for name, values in given.items()})
    except ValidationError as error:
        raise Problem(422, "The query is not valid.", faults_of(error, model)) from None


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """One fault for each thing that pydantic found, in plain words where the field says what it wants."""
    wanted = {field.alias or name: field.description for name, field in model.model_fields.items()}
    return [_fault(dict(found), wanted) for found in error.errors(include_url=False)]


def _fault(found: dict[str, Any], wanted: dict[str, str | None]) -> Fault:
    name = ".".join(str(part) for part in found["loc"]) or "query"
    if found["type"] == "extra_forbidden":
        return Fault(shown_name(name), "is not known here; known are " + ", ".join(wanted))
    hint = wanted.get(name)
    return Fault(name, f"is not valid; it is {hint}" if hint else str(found["msg"]))


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Problem(400, "The body is not UTF-8.") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Problem(400, f"The body is not JSON: {error.msg} in {place}.") from None
    except RecursionError:
        raise Problem(400, "The body is nested too deeply.") from None
    except ValueError:
        raise Problem(400, "The body holds a number that is too long to read.") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = [Fault(shown_name(name), "is written twice; keep one") for name in fields if names.count(name) > 1]
        raise Problem(422, "A field is written twice.", twice)
    return fields


def _no_number(word: str) -> NoReturn:
    raise Problem(400, f"The body is not JSON: {word} is not a number.")


def _unwritable(value: object, path: str, depth: int) -> Iterator[Fault]:
    """Faults for what no database stores as text: NUL and half surrogate pairs, at any depth."""
    if depth > _DEEPEST:
        yield Fault(path, "is nested too deeply")
    elif isinstance(value, str) and any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value):
        yield Fault(path, _BROKEN)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unwritable(name, path or "body", depth + 1)
            yield from _unwritable(inner, f"{path}.{shown_name(name)}" if path else shown_name(name), depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _unwritable(inner, f"{path}[{place}]", depth + 1)
