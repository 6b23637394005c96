"""Find every sentence that pages show, and bring the catalogue up to date.

python -m adherence.web.translations.extract            # update the .po file, and say what is missing
python -m adherence.web.translations.extract --check    # change nothing; fail where something is missing
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from adherence.web.translations import glued
from adherence.web.translations.catalogue import MADE_AT_RUN_TIME, PLACE, path_of, read_catalogue
from adherence.web.translations.glued import glued_sentences
from adherence.web.translations.language import SPANISH
from adherence.web.translations.python_sentences import sentences_of
from adherence.web.translations.template_sentences import template_sentences

ROOT = Path(__file__).resolve().parents[2]
_TEMPLATES = ROOT / "web" / "templates"
_WITH_SENTENCES = ("domain", "actions", "web")
_NOT_ON_PAGES = (
    *("domain/wording", "domain/reply", "domain/json_fields.py", "domain/consent_wording.py", "domain/naming.py"),
    *("domain/matching_rows.py", "domain/matching_table.py", "actions/mail_notices.py"),
    *("web/translations", "web/stop_page.py", "web/webhooks.py", "web/headers.py", "web/calendar.py"),
)
"""Texts to patients, rules of reading, e-mails, and pages with words of their own in each language."""
_HEADER = """\
# The staff pages in Spanish of the Americas. Update with: python -m adherence.web.translations.extract
# Words: see the Spanish column of docs/glossary.md. {0} stands for a value, <a> for a link or another tag.
msgid ""
msgstr ""
"Project-Id-Version: Adherence\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@dataclass
class Found:
    """One message, the files that have it, and whether it is made at run time."""

    at_run_time: bool = False
    files: list[str] = field(default_factory=list)
    many: str | None = None
    """The noun for many, where the message is a noun that is counted."""


def find_messages() -> dict[str, Found]:
    """Every message of the templates and of the code, by its English sentence."""
    messages: dict[str, Found] = {}
    for path in sorted(_TEMPLATES.rglob("*.html")):
        for sentence in template_sentences(path.read_text("utf-8")):
            _note(messages, sentence.text, path, at_run_time=sentence.at_run_time, many=sentence.many)
    for path in _code():
        for sentence in sentences_of(path.read_text("utf-8"), is_word_table=path.stem.endswith("words")):
            _note(messages, sentence.text, path, at_run_time=True, many=sentence.many)
    for text in glued_sentences():
        _note(messages, text, Path(glued.__file__), at_run_time=True, many=None)
    return messages


def update_catalogue(language: str) -> Catalog:
    """The catalogue with every message of today; those that are gone are left out, translations are kept."""
    before = read_catalogue(language)
    after = Catalog(locale=language, charset="utf-8")
    for english, found in find_messages().items():
        key = (english, found.many) if found.many else english
        known = before.get(key) or before.get(english)
        after.add(
            key,
            known.string if known and isinstance(known.id, tuple) == isinstance(key, tuple) else None,
            locations=[(found.files[0], 0)],
            auto_comments=[MADE_AT_RUN_TIME] if found.at_run_time else [],
            user_comments=known.user_comments if known else [],
        )
    return after


def missing(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue: messages without a translation, or whose values and tags differ."""
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy or not (all(message.string) if isinstance(message.string, tuple) else message.string):
            yield f"not translated: {_shown(message)}"
        elif isinstance(message.id, str) and _marks(message.id) != _marks(str(message.string)):
            yield f"other values or tags: {_shown(message)}"


def main(arguments: Iterable[str]) -> int:
    """Update or check the catalogue; 1 where something is missing."""
    catalogue = update_catalogue(SPANISH)
    if "--check" not in arguments:
        _write(catalogue)
    wrong = list(missing(catalogue))
    sys.stdout.write("".join(line + "\n" for line in wrong) + f"{len(catalogue)} messages, {len(wrong)} to do\n")
    return 1 if wrong else 0


def _write(catalogue: Catalog) -> None:
    """The file without what changes at each run, so that only messages differ."""
    for message in catalogue:
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    with path_of(SPANISH).open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, catalogue, width=0, include_lineno=False, omit_header=True)


def _code() -> Iterator[Path]:
    for folder in _WITH_SENTENCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(_NOT_ON_PAGES):
                yield path


def _note(messages: dict[str, Found], text: str, path: Path, *, at_run_time: bool, many: str | None) -> None:
    found = messages.setdefault(text, Found())
    found.at_run_time |= at_run_time
    found.many = found.many or many
    name = path.relative_to(ROOT).as_posix()
    if name not in found.files:
        found.files.append(name)


def _marks(text: str) -> list[str]:
    """The values and tags of a message, in any order."""
    return sorted([*(found.group() for found in PLACE.finditer(text)), *_tags(text)])


def _tags(text: str) -> list[str]:
    return [part.split(">")[0] for part in text.split("<")[1:] if ">" in part]


def _shown(message: Message) -> str:
    return repr(message.id)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
