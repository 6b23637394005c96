"""The documents tell the truth: what they name exists, and what they quote is what the service has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from adherence.api.app import CALLS, PREFIX
from adherence.cli import cli
from adherence.domain.states import MessageState
from adherence.web.help import TOPICS
from config import PREFIX as SETTING
from config import Config

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HEADS = {path.name for path in ROOT.iterdir()} - {"var", ".venv", ".env"}
"""What a path inside the project begins with; ``var`` is made when the service runs."""

_FENCE = re.compile(r"^[ ]*```\w*\n(.*?)^[ ]*```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"python -m adherence ([a-z-]+)([^\n`#|]*)")
_MAKE = re.compile(r"\bmake ([a-z]+)")
_SETTING = re.compile(rf"\b{SETTING}[A-Z_]+")
_PARAMETER = re.compile(r"<\w+:(\w+)>")

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def code_of(text: str) -> list[str]:
    """Every piece of code of a document: whole fences with joined lines, and what stands between backticks."""
    fences = [fence.replace("\\\n", " ") for fence in _FENCE.findall(text)]
    return fences + _INLINE.findall(_FENCE.sub("", text))


def paths_of(text: str) -> list[str]:
    """The paths inside the project that a document names."""
    words = [word.strip(".,:;()") for code in code_of(text) for word in code.split()]
    return [word for word in words if _is_path(word)]


def _is_path(word: str) -> bool:
    head, slash, _ = word.partition("/")
    return head in HEADS and (bool(slash) or "." in word) and not re.search(r"[=*<>{}\[\]]", word)


def wrong_commands(text: str) -> Iterator[str]:
    """Each ``python -m adherence`` of a document that the command line would not know."""
    for code in code_of(text):
        for name, rest in _COMMAND.findall(code):
            command = cli.get_command(click.Context(cli), name)
            words = rest.split()
            if isinstance(command, click.Group):
                command = command.get_command(click.Context(command), words[0]) if words else command
            if command is None:
                yield " ".join([name, *words])
                continue
            known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
            yield from (f"{name} {word}" for word in words if word.startswith("--") and word not in known)


def broken_links(path: Path) -> Iterator[str]:
    """Each relative link of a document that leads to no file, or to no heading of it."""
    for target in _LINK.findall(path.read_text()):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in headings(file.read_text())):
            yield target


def headings(text: str) -> set[str]:
    """The anchors of a document's headings."""
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def rows_of(text: str) -> list[list[str]]:
    """The cells of all table rows of a document."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@each_document
def test_every_path_that_is_named_exists(path: Path) -> None:
    missing = [name for name in paths_of(path.read_text()) if not (ROOT / name).exists()]
    assert missing == []


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    assert list(broken_links(path)) == []


@each_document
def test_every_command_and_option_is_known(path: Path) -> None:
    assert list(wrong_commands(path.read_text())) == []


@each_document
def test_every_make_target_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {target for code in code_of(path.read_text()) for target in _MAKE.findall(code)}
    assert named <= targets


@each_document
def test_every_setting_is_one(path: Path) -> None:
    settings = {SETTING + name.upper() for name in Config.model_fields}
    named = {name.removesuffix("_FILE") for name in _SETTING.findall(path.read_text()) if name != SETTING}
    assert named <= settings


def test_the_operators_table_holds_every_setting() -> None:
    table = " ".join(row[0] for row in rows_of((ROOT / "docs/operations.md").read_text()))
    assert set(_SETTING.findall(table)) == {SETTING + name.upper() for name in Config.model_fields}


def test_the_map_explains_every_state_of_a_text_once() -> None:
    rows = rows_of((ROOT / "docs/map.md").read_text())
    states = [row[0].strip("`") for row in rows if len(row) == 3 and row[0].startswith("`")]
    assert sorted(states) == sorted(MessageState)


def test_the_api_page_lists_every_call_with_its_roles() -> None:
    rows = [row for row in rows_of((ROOT / "docs/api.md").read_text()) if len(row) == 4 and row[1].startswith("`/")]
    served = [_row_of(call.method, call.path, call.summary, sorted(call.roles)) for call in CALLS]
    assert rows == served


def _row_of(method: str, path: str, summary: str, roles: list[str]) -> list[str]:
    shown = _PARAMETER.sub(r"{\1}", path)
    return [method, f"`{PREFIX}{shown}`", summary, ", ".join(roles)]


def test_the_guide_lists_every_page_of_the_help() -> None:
    rows = rows_of((ROOT / "docs/care-team-guide.md").read_text())
    assert rows[1:] == [[topic.title, topic.about] for topic in TOPICS]


def test_the_pictures_are_small_and_as_wide_as_a_page() -> None:
    pictures = sorted((ROOT / "docs/screenshots").glob("*.png"))
    assert [picture.name for picture in pictures] == [
        *("hold.png", "patient.png", "phone.png", "schedule.png", "staircase.png", "targeted.png", "worklist.png")
    ]
    for picture in pictures:
        content = picture.read_bytes()
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(content[16:20], "big") == (390 if picture.name == "phone.png" else 1280)
        assert len(content) < 250_000


def test_what_is_wrong_in_a_document_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One heading\n`adherence/nothing.py` and `config.py` [a](#one-heading) [b](#none) [c](none.md)\n"
        "```sh\npython -m adherence fly --far\npython -m adherence db upgrade\npython -m adherence serve --fast\n```\n"
    )
    assert paths_of(page.read_text()) == ["adherence/nothing.py", "config.py"]
    assert list(broken_links(page)) == ["#none", "none.md"]
    assert list(wrong_commands(page.read_text())) == ["fly --far", "serve --fast"]
