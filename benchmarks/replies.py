"""Scores the reading of replies beside a plain yes/no keyword parser on the labelled texts, with the time per reply."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from adherence.domain.reply import Expecting, read_reply
from adherence.domain.reply.read import consider_by_rules

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
Row = dict[str, Any]
Reader = Callable[[Row], Row]

_YES = frozenset({"y", "yes", "1", "si", "sí", "ok", "took", "done"})
_NO = frozenset({"n", "no", "3", "nope"})
_STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit"})


def by_keyword(row: Row) -> Row:
    """What a plain parser does: the first word decides."""
    words = row["text"].lower().split()
    word = words[0].strip(".,!?") if words else ""
    if word in _STOP:
        return {"intent": "stop", "safety": False, "settles": None}
    if word in _YES:
        taken = row["expecting"] == "dose"
        return {"intent": "taken" if taken else "yes", "safety": False, "settles": "taken" if taken else None}
    if word in _NO:
        missed = row["expecting"] == "dose"
        return {"intent": "not_taken" if missed else "no", "safety": False, "settles": "not_taken" if missed else None}
    if word == "help":
        return {"intent": "help", "safety": False, "settles": None}
    if word.isdigit():
        return {"intent": "score", "safety": False, "settles": None}
    return {"intent": "unclear", "safety": False, "settles": None}


def by_rules(row: Row) -> Row:
    """Our rules alone."""
    read = consider_by_rules(row["text"], lang=row["lang"], expecting=Expecting(row["expecting"]))
    return read.reading.as_json()


def by_both(row: Row) -> Row:
    """Ours: the rules and the second look."""
    return read_reply(row["text"], lang=row["lang"], expecting=Expecting(row["expecting"])).as_json()


def scored(name: str, read: Reader, rows: list[Row]) -> str:
    """One line: intents right, what was missed, and the time of a first reading (nothing cached)."""
    # The processor's time: a machine that does other things as well must not count.
    started = time.process_time()
    readings = [read(row) for row in rows]
    microseconds = (time.process_time() - started) / len(rows) * 1e6
    pairs = list(zip(rows, readings, strict=True))

    def missed(intent: str) -> int:
        return sum(row["intent"] == intent != got["intent"] for row, got in pairs)

    right = sum(row["intent"] == got["intent"] for row, got in pairs)
    false_stops = sum(got["intent"] == "stop" != row["intent"] for row, got in pairs)
    unsafe = sum(row["safety"] and not got["safety"] for row, got in pairs)
    wrong = sum(got["settles"] == "taken" != row["settles"] for row, got in pairs)
    return (
        f"{name:<22} {right / len(rows):6.1%} right, missed: {missed('crisis')} crises {missed('stop')} opt-outs"
        f" {unsafe} safety; false opt-outs {false_stops}; wrongly settled as taken {wrong}; {microseconds:.0f} us each"
    )


def rows_of(path: Path) -> list[Row]:
    """The labelled texts of one file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Prints every reader on each set; the last one nobody who wrote rules has seen, nor was it learned from."""
    for file in ("replies.jsonl", "replies_own.jsonl", "replies_others.jsonl", "replies_unseen.jsonl"):
        rows = rows_of(DATA / file)
        print(f"{file}: {len(rows)} texts")
        print("  " + scored("keyword parser", by_keyword, rows))
        print("  " + scored("rules alone", by_rules, rows))
        print("  " + scored("rules and second look", by_both, rows))


if __name__ == "__main__":
    main()
