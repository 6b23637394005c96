"""Reads patients' replies by rules: no model, no guessing, every result with the rule that fired."""

from adherence.domain.reply.read import read_reply
from adherence.domain.reply.reading import Expecting, Intent, Meant, Partial, Reading
from adherence.domain.reply.stop import is_stop_keyword
from adherence.domain.reply.trace import Step, Trace, trace_reply

__all__ = [
    "Expecting",
    "Intent",
    "Meant",
    "Partial",
    "Reading",
    "Step",
    "Trace",
    "is_stop_keyword",
    "read_reply",
    "trace_reply",
]
