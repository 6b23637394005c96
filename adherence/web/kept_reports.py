"""Reports of large clinics, kept for some minutes: counting half a million doses anew for each click helps nobody."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from adherence.actions.make_report import ReportName
from adherence.db.report_scope import ReportScope
from adherence.domain.report.section import Section

LARGE = 100
"""Policy: with more patients than this a report is kept; a smaller clinic's is counted at each look."""
KEEP = timedelta(minutes=10)
_MOST = 256


@dataclass(frozen=True, slots=True)
class Made:
    """A report and when it was counted."""

    at: datetime
    sections: tuple[Section, ...]


@dataclass(slots=True)
class KeptReports:
    """The reports that this process made lately, by what they are about; the oldest give way."""

    _made: OrderedDict[tuple[ReportName, ReportScope], Made] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, name: ReportName, scope: ReportScope, now: datetime, make: Callable[[], tuple[Section, ...]]) -> Made:
        """The kept report, or one that is made now."""
        key = name, scope
        with self._lock:
            kept = self._made.get(key)
        if kept is not None and timedelta(0) <= now - kept.at < KEEP:
            return kept
        made = Made(now, make())
        with self._lock:
            self._made[key] = made
            self._made.move_to_end(key)
            while len(self._made) > _MOST:
                self._made.popitem(last=False)
        return made
