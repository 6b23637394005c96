"""Instants as numbers, in the words of each database: for counting where reading every row would take too long."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, cast, extract, func
from sqlalchemy.orm import Session


def whole_seconds(session: Session, at: ColumnElement[Any] | Any) -> ColumnElement[int]:
    """The whole seconds of an instant since 1970; null for null."""
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.strftime("%s", at), Integer)
    return cast(func.floor(extract("epoch", at)), BigInteger)


def whole_minutes(session: Session, at: ColumnElement[Any] | Any) -> ColumnElement[int]:
    """The whole minutes of an instant since 1970; null for null."""
    return whole_seconds(session, at) // 60
