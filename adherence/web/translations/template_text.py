"""A template split into its markup and what people read, so that whole sentences can be looked up and put in place.

Each run of text becomes one message together with the expressions and the inline tags inside it: ``{{ x }}`` is {0},
{1} and so on, and ``<a href="...">`` is ``<a>``. Attributes that are read aloud or shown are messages too. Blocks of
Jinja and tags that break a line end a run. Words of people (``dir="auto"``) are never looked up.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from adherence.web.translations.catalogue import PLACE

_QUOTED = r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\""""
_JINJA = re.compile(
    rf"\{{\{{(?:{_QUOTED}|[^'\"}}]|\}}(?!\}}))*\}}\}}|\{{%(?:{_QUOTED}|[^'\"%]|%(?!\}}))*%\}}|\{{#.*?#\}}", re.DOTALL
)
_TAG = re.compile(r"<!--.*?-->|<![^>]*>|</?[A-Za-z][^<>]*>", re.DOTALL)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_SHOWN_ATTRIBUTE = re.compile(r'(\s(?:aria-label|placeholder|title|alt|data-label|hx-confirm)=")([^"]*)(?=")')
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SPACES = re.compile(r"\s+")
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "q", "small", "span", "strong", "sub", "sup", "time"]
)
_VOID = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "source", "use", "wbr"])
_VERBATIM = frozenset(["code", "pre", "samp", "script", "style", "textarea"])
_SITE = " - Adherence"
_FIRST = 0xE000  # Jinja's tags stand as single characters of the private use area while the markup is read
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch between two tags; its values are looked up unless they are people's words."""

    text: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of HTML, or one block of Jinja (whose name is empty)."""

    text: str
    name: str = ""
    closes: bool = False

    @property
    def inline(self) -> bool:
        """Whether it may stand inside a sentence."""
        return self.name in _INLINE


Item = Text | Tag


@dataclass
class TemplateText:
    """One template being read: ``speak`` gets each message and gives its translation, or None to leave it."""

    source: str
    speak: Callable[[str], str | None]
    filter: str
    """The filter through which values of our own go."""
    shown: list[str] = field(default_factory=list)
    """The source of each expression that stands where people read."""
    _jinja: list[str] = field(default_factory=list)
    _own: set[str] = field(default_factory=set)
    """Those expressions that hold people's words."""

    def rewritten(self) -> str:
        """The template with every message translated, ready to be compiled."""
        return "".join(self._run(run) for run in self._runs(self._flat()))

    def _flat(self) -> str:
        """The source with each tag of Jinja as one character."""

        def stand_in(found: re.Match[str]) -> str:
            self._jinja.append(found.group())
            return chr(_FIRST + len(self._jinja) - 1)

        return _JINJA.sub(stand_in, self.source)

    def _unflat(self, text: str) -> str:
        """Markup with its Jinja as it was."""
        return _PRIVATE.sub(lambda found: self._jinja[ord(found.group()) - _FIRST], text)

    def _is_value(self, character: str) -> bool:
        return self._jinja[ord(character) - _FIRST].startswith("{{")

    # Reading: items, then runs

    def _runs(self, flat: str) -> Iterator[list[Item]]:
        """Items that may belong to one sentence, together."""
        run: list[Item] = []
        for item in self._items(flat):
            if isinstance(item, Tag) and not item.inline:
                yield run
                yield [item]
                run = []
            else:
                run.append(item)
        yield run

    def _items(self, flat: str) -> Iterator[Item]:
        own = _Region(_holds_own_words)
        verbatim = _Region(lambda tag: (_NAME.match(tag) or [""])[0][1:].lower() in _VERBATIM)
        place = 0
        for found in _TAG.finditer(flat):
            yield from self._texts(flat[place : found.start()], own=own.inside, verbatim=verbatim.inside)
            tag, place = found.group(), found.end()
            name = _NAME.match(tag)
            own.meet(tag)
            verbatim.meet(tag)
            yield Tag(tag, name[1].lower() if name else "!", closes=tag.startswith("</"))
        yield from self._texts(flat[place:], own=own.inside, verbatim=verbatim.inside)

    def _texts(self, text: str, *, own: bool, verbatim: bool) -> Iterator[Item]:
        """Text between two tags, split where Jinja's blocks stand."""
        start = 0
        for found in _PRIVATE.finditer(text):
            if self._is_value(found.group()):
                if own or verbatim:
                    self._own.add(found.group())
                continue
            yield Text(text[start : found.start()], verbatim)
            yield Tag(found.group())
            start = found.end()
        yield Text(text[start:], verbatim)

    # Writing

    def _run(self, items: list[Item]) -> str:
        """A run with its messages translated; a tag without its partner in the run ends a sentence."""
        partners = _partners(items)
        written, start = [], 0
        for place, item in enumerate(items):
            if isinstance(item, Tag) and place not in partners:
                written += [self._sentence(items[start:place]), self._tag(item)]
                start = place + 1
        return "".join(written) + self._sentence(items[start:])

    def _sentence(self, items: list[Item]) -> str:
        """One message; where only its inline tags hold words, each of them by itself."""
        partners = _partners(items)
        outside = [item for place, item in enumerate(items) if isinstance(item, Text) and not _within(place, partners)]
        if not items or any(text.verbatim for text in outside):
            return "".join(self._as_it_is(item) for item in items)
        if any(_has_words(text.text) for text in outside):
            return self._message(items)
        written, place = [], 0
        while place < len(items):
            item = items[place]
            if isinstance(item, Text):
                written.append(self._values(item.text))
                place += 1
            else:
                end = partners[place]
                written += [self._tag(item), self._sentence(items[place + 1 : end]), self._as_it_is(items[end])]
                place = end + 1
        return "".join(written)

    def _as_it_is(self, item: Item) -> str:
        return self._tag(item) if isinstance(item, Tag) else self._unflat(item.text)

    def _message(self, items: list[Item]) -> str:
        """A run of text as a message, translated or as it was."""
        names: dict[str, Tag] = {}
        raw = "".join(
            item.text if isinstance(item, Text) else _named(item, items, names, place)
            for place, item in enumerate(items)
        )
        values = _PRIVATE.findall(raw)
        for number, value in enumerate(values):
            raw = raw.replace(value, f"{{{number}}}", 1)
        bare = raw.strip()
        before, after = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
        if bare.endswith(_SITE):
            bare, after = bare.removesuffix(_SITE), _SITE + after
        said = self.speak(html.unescape(_SPACES.sub(" ", bare))) if _has_words(PLACE.sub("", bare)) else None
        text = before + (bare if said is None else _escaped(said, names)) + after
        text = PLACE.sub(lambda found: self._value(values[int(found[1])]), text)
        for name, tag in names.items():
            text = text.replace(name, self._tag(tag))
        return text

    def _tag(self, tag: Tag) -> str:
        """A tag with the attributes that people read translated."""

        def shown(found: re.Match[str]) -> str:
            pieces = list(self._texts(found[2], own=_holds_own_words(tag.text), verbatim=False))
            return found[1] + "".join(
                self._message([piece]) if isinstance(piece, Text) else self._unflat(piece.text) for piece in pieces
            )

        return self._unflat(_SHOWN_ATTRIBUTE.sub(shown, tag.text))

    def _values(self, text: str) -> str:
        return _PRIVATE.sub(lambda found: self._value(found.group()), text)

    def _value(self, character: str) -> str:
        """An expression with its value looked up, where it is not people's words."""
        source = self._jinja[ord(character) - _FIRST]
        if character in self._own:
            return source
        self.shown.append(source)
        opens = "{{-" if source.startswith("{{-") else "{{"
        closes = "-}}" if source.endswith("-}}") else "}}"
        return f"{opens} ({source[len(opens) : -len(closes)].strip()})|{self.filter} {closes}"


@dataclass
class _Region:
    """Whether the place that is read lies inside an element of some kind."""

    begins: Callable[[str], bool]
    name: str = ""
    depth: int = 0

    @property
    def inside(self) -> bool:
        return self.depth > 0

    def meet(self, tag: str) -> None:
        """Go past one tag."""
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        if self.depth:
            if name == self.name and not tag.endswith("/>"):
                self.depth += -1 if tag.startswith("</") else 1
        elif name and name not in _VOID and not tag.startswith("</") and not tag.endswith("/>") and self.begins(tag):
            self.name, self.depth = name, 1


def _holds_own_words(tag: str) -> bool:
    """Whether an element holds what people wrote, or a text in a language of its own."""
    return 'dir="auto"' in tag or (' lang="' in tag and not tag.startswith("<html"))


def _has_words(text: str) -> bool:
    """Whether there is anything to translate beside values, tags and signs."""
    return bool(_LETTERS.search(_TAG.sub("", _PRIVATE.sub("", html.unescape(text)))))


def _partners(items: list[Item]) -> dict[int, int]:
    """The place of each tag's partner, for those that open and close within these items."""
    found: dict[int, int] = {}
    open_tags: list[int] = []
    for place, item in enumerate(items):
        if not isinstance(item, Tag) or not item.inline:
            continue
        if not item.closes:
            open_tags.append(place)
            continue
        while open_tags:
            before = open_tags.pop()
            opened = items[before]
            if isinstance(opened, Tag) and opened.name == item.name:
                found[before], found[place] = place, before
                break
    return found


def _within(place: int, partners: dict[int, int]) -> bool:
    return any(start < place < end for start, end in partners.items() if start < end)


def _named(tag: Tag, items: list[Item], names: dict[str, Tag], place: int) -> str:
    """How a message writes a tag, such as <a> or <a2>; ``names`` learns the tag that it stands for."""
    partner = _partners(items)[place]
    first = min(place, partner)
    number = sum(1 for item in items[:first] if isinstance(item, Tag) and not item.closes and item.name == tag.name)
    name = f"<{'/' if tag.closes else ''}{tag.name}{number + 1 if number else ''}>"
    names[name] = tag
    return name


def _escaped(said: str, names: Iterable[str]) -> str:
    """A translation as HTML; the tags of the message stay tags."""
    text = html.escape(said, quote=True).replace("&#x27;", "'")
    for name in names:
        text = text.replace(html.escape(name), name)
    return text
