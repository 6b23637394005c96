"""Conditions that choose no index: SQLite has no statistics to tell a clinic's rows from a patient's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Kept(FunctionElement[Any]):
    """A column as it is; on SQLite behind a plus, which no index serves."""

    inherit_cache = True


def no_index(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The column for a condition that only checks rows which another condition finds (those of a patient, say).

    Without statistics SQLite takes the index of the clinic for some patients, and reads the clinic's every dose.
    """
    kept = _Kept(column)
    kept.type = column.type
    return kept


@compiles(_Kept)
def _plain(kept: _Kept, compiler: SQLCompiler, **how: Any) -> str:
    return str(compiler.process(kept.clauses, **how))


@compiles(_Kept, "sqlite")
def _behind_a_plus(kept: _Kept, compiler: SQLCompiler, **how: Any) -> str:
    return "+" + str(compiler.process(kept.clauses, **how))
