"""Reads a keyword as an answer: RISK with its days, NO RISK, GO."""

from __future__ import annotations

from typing import assert_never

from adherence.domain.reply.asked import Asked, PlainAnswer
from adherence.domain.reply.keywords import Command, Keyword
from adherence.domain.reply.reading import Finding, Intent


def answer_of_keyword(asked: Asked, keyword: Keyword) -> PlainAnswer:
    """RISK alone means today to the reader; with a date that is none, as NO RISK alone, it is nobody's guess."""
    names = keyword.names[0] if len(keyword.names) == 1 else keyword.names
    match keyword.command:
        case Command.RISK if keyword.unsure:
            found = Finding("keyword.risk_unsure", asked.text, Intent.UNCLEAR)
        case Command.RISK:
            found = Finding("keyword.risk", asked.text, Intent.RISK_DAY, value=names or "today")
        case Command.NO_RISK:
            found = Finding("keyword.no_risk", asked.text, Intent.NO if names else Intent.UNCLEAR, value=names or None)
        case Command.GO:
            found = Finding("keyword.go", asked.text, Intent.RISK_DAY, value="now")
        case Command.PAUSE | Command.RESUME:
            found = Finding(f"keyword.{keyword.command}", asked.text, Intent.UNCLEAR)
        case _:
            assert_never(keyword.command)
    return PlainAnswer(found, settled_by_context=True)
