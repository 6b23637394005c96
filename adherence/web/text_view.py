"""A text as a phone shows it, with what the checks found marked in place, and what changed between two versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from adherence.domain.segments import Segments, count
from adherence.domain.wording.lint import LOCK_SCREEN_CHARACTERS, Finding
from adherence.domain.wording.own import Review
from adherence.domain.wording.reading import grade
from adherence.domain.wording.speech import language_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: ``tone`` is empty, "advised" or "refused"."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One filled-in text: how it looks locked and opened, what it costs, and what is wrong with it."""

    title: str
    body: str
    pieces: list[Piece]
    cost: Segments
    grade: float
    faults: Sequence[str]
    findings: Sequence[Finding]

    @property
    def locked(self) -> str:
        """What a lock screen shows."""
        return self.body[:LOCK_SCREEN_CHARACTERS] + ("..." if len(self.body) > LOCK_SCREEN_CHARACTERS else "")

    @property
    def is_advised_against(self) -> bool:
        """Whether somebody must say that it is meant so."""
        return any(not finding.refused for finding in self.findings)


def show(title: str, review: Review, lang: str) -> Shown:
    """A reviewed text as the page shows it."""
    return Shown(
        title=title,
        body=review.filled,
        pieces=pieces_of(review.filled, review.findings),
        cost=count(review.filled),
        grade=grade(review.filled, lang=language_of(lang)),
        faults=review.faults,
        findings=review.findings,
    )


def pieces_of(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """The text cut where marks begin and end; what is refused outweighs what is advised against."""
    tones = [""] * len(text)
    for finding in sorted(findings, key=lambda finding: finding.refused):
        for start, end in finding.spans:
            tones[start:end] = ["refused" if finding.refused else "advised"] * len(tones[start:end])
    grouped = groupby(zip(text, tones, strict=True), key=lambda pair: pair[1])
    return [Piece("".join(character for character, _ in pairs), tone) for tone, pairs in grouped]


def changes(before: str, after: str) -> list[Piece]:
    """The words of two versions in one line: ``tone`` is empty, "gone" or "new"."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece(" ".join(old[a:b]), ""))
            continue
        found += [Piece(" ".join(old[a:b]), "gone")] * (b > a) + [Piece(" ".join(new[c:d]), "new")] * (d > c)
    return found
