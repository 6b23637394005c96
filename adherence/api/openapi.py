"""The OpenAPI 3.1 document, made from the same table of calls that is served."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from adherence.api.calls import Call
from adherence.api.models import ProblemTold
from adherence.api.problem import MEDIA_TYPE

_REF = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"<(uuid|int|string):(\w+)>")
_PATH_SCHEMAS = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
    "string": {"type": "string"},
}
_ERRORS = {
    400: "The request could not be read",
    401: "No valid token",
    403: "The token's role may not do this",
    404: "Nothing there, or another clinic's",
    409: "The present state forbids it",
    413: "The body is too large",
    415: "The body is not application/json",
    422: "Something in it is wrong; `errors` names each field",
    503: "The database is busy; nothing was changed",
}


def document(calls: Sequence[Call], prefix: str) -> dict[str, Any]:
    """The whole document; every call, parameter, body and answer is described."""
    names, schemas = _schemas(calls)
    paths: dict[str, dict[str, Any]] = {}
    for call in calls:
        path = prefix + _PARAMETER.sub(r"{\2}", call.path)
        paths.setdefault(path, {})[call.method.lower()] = _operation(call, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Adherence",
            "version": "1.0.0",
            "description": "Reminders and check-ins for people in treatment with naltrexone. Instants are ISO 8601"
            " in UTC with Z, days are YYYY-MM-DD, unknown fields are refused.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


_Names = Mapping[tuple[Any, JsonSchemaMode], dict[str, Any]]


def _schemas(calls: Iterable[Call]) -> tuple[_Names, dict[str, Any]]:
    """References by model and mode, and the schemas that they point to."""
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(ProblemTold, "serialization")]
    for call in calls:
        wanted.append((call.answer, "serialization"))
        if call.body is not None:
            wanted.append((call.body, "validation"))
    references, definitions = models_json_schema(list(dict.fromkeys(wanted)), by_alias=True, ref_template=_REF)
    return references, definitions["$defs"]


def _operation(call: Call, names: _Names) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": call.name,
        "summary": call.summary,
        "description": f"{(call.serve.__doc__ or '').strip()} Roles: {', '.join(sorted(call.roles))}.",
        "parameters": [*_path_parameters(call), *_query_parameters(call.query), *_key_parameter(call)],
        "responses": _responses(call, names),
    }
    if call.body is not None:
        content = {"application/json": {"schema": names[call.body, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path_parameters(call: Call) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _PATH_SCHEMAS[kind]}
        for kind, name in _PARAMETER.findall(call.path)
    ]


def _query_parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": _inlined(field, definitions)}
        for name, field in schema.get("properties", {}).items()
    ]


def _inlined(field: Any, definitions: dict[str, Any]) -> Any:
    """A query field's schema without references, and without null: a parameter is given or left out."""
    if isinstance(field, list):
        return [_inlined(part, definitions) for part in field]
    if not isinstance(field, dict):
        return field
    if "$ref" in field:
        return _inlined(definitions[field["$ref"].rpartition("/")[2]], definitions)
    given = [part for part in field.get("anyOf", []) if part != {"type": "null"}]
    kept = {name: value for name, value in field.items() if name not in ("anyOf", "default", "title")}
    if len(given) == 1:
        return _inlined(given[0], definitions) | kept
    return {name: _inlined(value, definitions) for name, value in kept.items()}


def _key_parameter(call: Call) -> list[dict[str, Any]]:
    if call.method != "POST":
        return []
    schema = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"}
    told = "The same key with the same request gets the same answer again and changes nothing more."
    return [{"name": "Idempotency-Key", "in": "header", "required": False, "schema": schema, "description": told}]


def _responses(call: Call, names: _Names) -> dict[str, Any]:
    content = {"application/json": {"schema": names[call.answer, "serialization"]}}
    answers: dict[str, Any] = {str(call.status): {"description": "Done", "content": content}}
    for status in _error_statuses(call):
        problem = {MEDIA_TYPE: {"schema": names[ProblemTold, "serialization"]}}
        answers[str(status)] = {"description": _ERRORS[status], "content": problem}
    return answers


def _error_statuses(call: Call) -> list[int]:
    statuses = {401, 403, 422, 503}
    if "<" in call.path:
        statuses.add(404)
    if call.body is not None:
        statuses |= {400, 413, 415}
    if call.conflicts or call.method == "POST":
        statuses.add(409)  # a repeated Idempotency-Key whose first request still runs
    return sorted(statuses)
