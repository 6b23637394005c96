"""The declarative base: naming of constraints and the columns that every aggregate shares."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Date, Float, ForeignKey, LargeBinary, MetaData, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, object_session

from adherence.db.types import Instant, new_id
from adherence.db.vault import Vault


class Base(DeclarativeBase):
    """All tables; text columns hold ids and codes, never names, numbers or bodies."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        date: Date,
        float: Float,
        bytes: LargeBinary,
        str: Text,
    }


class HasId:
    """A row whose id is known before the insert, so that its columns can be sealed for it."""

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)


class OfClinic:
    """A row of one clinic, the tenant."""

    clinic_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("clinics.id"))


class Withdrawable:
    """A record that can be withdrawn with a reason (see ``db/corrections.py``); a withdrawn one counts for nothing."""

    withdrawn: Mapped[bool] = mapped_column(default=False)


def reference(target: str, *, index: bool = False) -> Any:
    """A column that points to a row with a UUID."""
    return mapped_column(Uuid(as_uuid=False), ForeignKey(target), index=index)


def code() -> Any:
    """A column for a short code."""
    return mapped_column(String(64))


def vault_for(row: Base) -> Vault:
    """The key ring of the session that holds ``row``."""
    session = object_session(row)
    if session is None:
        raise LookupError("a sealed column was read outside its session")
    vault = session.info["vault"]
    assert isinstance(vault, Vault)
    return vault


def sealed_value(row: Any, column: str) -> str | None:
    """Open one encrypted column of ``row``."""
    value = getattr(row, column)
    return None if value is None else vault_for(row).open(value, row.__tablename__, column, str(row.id))
