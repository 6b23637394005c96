"""How single values look in the API's JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints, WithJsonSchema

from adherence.domain.regimen import plain_number


def _instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


Instant = Annotated[
    datetime,
    PlainSerializer(_instant_text, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "an instant, ISO 8601 with an offset"}),
]
"""An instant: written in UTC with ``Z``; read with any offset."""

Day = Annotated[date, Field(description="a date that exists, as YYYY-MM-DD")]

Quantity = Annotated[
    float,
    PlainSerializer(plain_number, return_type=int | float),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 1000, "description": "a quantity in mg"}),
]
"""A quantity in mg, written as a whole number where it is one."""

WallTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A local wall time, HH:MM."""

Text = Annotated[str, StringConstraints(min_length=1)]


class Asked(BaseModel):
    """What a caller sends; fields that are not named here are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Told(BaseModel):
    """What a caller gets; every field is always there."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_serialization_defaults_required=True)


class Warned(Told):
    """An answer that may carry warnings: sentences for a person to read."""

    warnings: list[str] = []


def pick(row: Any, model: type[Told], **given: Any) -> dict[str, Any]:
    """The fields of ``model`` as attributes of ``row``, except those that are given."""
    return {name: given[name] if name in given else getattr(row, name) for name in model.model_fields}
