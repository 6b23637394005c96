"""Works out the weights of words for the second look at replies; the same labelled texts give the same table.

Logistic regression by stochastic gradient descent with adaptive steps (AdaGrad), one meaning at a time; what occurs in
fewer than four texts, and small weights, are left out. Run it with ``python -m benchmarks.weigh_words``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from math import exp, sqrt
from pathlib import Path
from random import Random
from typing import Any

from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.reading import Intent
from adherence.domain.reply.weighing import ASKED, letters_of, parts_of

ROOT = Path(__file__).resolve().parents[1]
SEEN = ("replies.jsonl", "replies_own.jsonl", "replies_others.jsonl")
"""Labelled texts that the rules and the weights may see."""
TABLE = ROOT / "adherence" / "domain" / "reply" / "weights.tsv"
_OFTEN = 4
_ROUNDS = 8
_STEP = 0.3
_LEAST = 2
"""In tenths: smaller weights are left out."""

Row = dict[str, Any]
Model = tuple[float, dict[str, float]]


def labelled() -> list[Row]:
    """Every text that may be learned from."""
    lines = [
        line for name in SEEN for line in (ROOT / "tests" / "data" / name).read_text(encoding="utf-8").splitlines()
    ]
    return [json.loads(line) for line in lines if line.strip()]


def learn(parts: Sequence[Sequence[str]], wanted: Sequence[bool]) -> Model:
    """Where the score begins, and the weight of each part."""
    random, order = Random(1), list(range(len(parts)))
    start, weights, steps = -1.0, dict[str, float](), dict[str, float]()
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for index in order:
            size = sqrt(max(1, len(parts[index])))
            score = start + sum(weights.get(part, 0.0) for part in parts[index]) / size
            slope = 1 / (1 + exp(-max(-30.0, min(30.0, score)))) - wanted[index]
            if abs(slope) < 1e-3:
                continue
            start -= _STEP * 0.1 * slope
            change = slope / size
            for part in parts[index]:
                steps[part] = steps.get(part, 1e-2) + change * change
                weights[part] = weights.get(part, 0.0) - _STEP * change / sqrt(steps[part])
    return start, weights


def models(rows: Sequence[Row]) -> dict[str, Model]:
    """All meanings with what they weigh."""
    texts = [normalise(row["text"]).text for row in rows]
    words, letters = [parts_of(text) for text in texts], [letters_of(text) for text in texts]
    often = {part for part, count in Counter(p for one in (*words, *letters) for p in one).items() if count >= _OFTEN}
    kept = [[part for part in one if part in often] for one in words]
    spelt = [[*one, *(part for part in more if part in often)] for one, more in zip(kept, letters, strict=True)]
    asked = [[*one, ASKED + row["expecting"]] for one, row in zip(kept, rows, strict=True)]
    meanings: dict[str, tuple[Sequence[Sequence[str]], Callable[[Row], bool]]] = {
        "crisis": (spelt, lambda row: row["intent"] == Intent.CRISIS),
        "safety": (spelt, lambda row: bool(row["safety"])),
        "taken": (asked, lambda row: row["settles"] == "taken"),
    }
    learned = {name: learn(parts, [is_it(row) for row in rows]) for name, (parts, is_it) in meanings.items()}
    for intent in sorted({row["intent"] for row in rows}):
        learned[f"intent.{intent}"] = learn(asked, [row["intent"] == intent for row in rows])
    return learned


def write(learned: dict[str, Model], path: Path) -> None:
    """The table: names, starts, then a line for each part with its weights in tenths."""
    lines: dict[str, list[str]] = {}
    for number, (_, weights) in enumerate(learned.values()):
        for part, weight in weights.items():
            if abs(tenths := round(weight * 10)) >= _LEAST:
                lines.setdefault(part, []).append(f"{number}:{tenths}")
    head = ["\t".join(learned), "\t".join(f"{start:.3f}" for start, _ in learned.values())]
    body = [f"{part}\t" + "\t".join(lines[part]) for part in sorted(lines)]
    path.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(models(labelled()), TABLE)
    print(f"{TABLE.name}: {TABLE.stat().st_size // 1024} KB from {len(labelled())} texts")
