"""The sentences of a Python file that may reach a page; logs, errors for programmers and docstrings do not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from adherence.web.translations.sentence import Sentence, numbered, reads_as_text

_MARKUP = re.compile(r"<[^>]*>")
_SHOWN = re.compile(r'(?:aria-label|title)="([^"]+)"')
_SILENT_CALLS = frozenset(
    {"debug", "info", "warning", "error", "exception", "echo", "getLogger"}
    | {"compile", "Blueprint", "text", "Index", "CheckConstraint", "ForeignKey", "set_cookie"}
)
_COUNTED = "plural"


def sentences_of(source: str, *, is_word_table: bool = False) -> Iterator[Sentence]:
    """Every sentence of a file in its order; in a table of words every value counts."""
    tree = ast.parse(source)
    silent = _silent(tree)
    words = {id(value) for node in ast.walk(tree) if isinstance(node, ast.Dict) for value in node.values}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.Call) and _called(node) == _COUNTED:
            yield from _counted(node)
        text = _text(node)
        if text is None:
            continue
        for piece in _pieces(text):
            if reads_as_text(piece, words_too=is_word_table and id(node) in words):
                yield Sentence(piece)


def _text(node: ast.AST) -> str | None:
    """A string with {0} for its values, or None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.strip()
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
        parts = list(_parts(node))
        return numbered(parts) if any(part and part.strip() for part in parts) else None
    return None


def _parts(node: ast.expr) -> Iterator[str | None]:
    """The pieces of a sentence that is put together; None for each value."""
    match node:
        case ast.BinOp(op=ast.Add()):
            yield from _parts(node.left)
            yield from _parts(node.right)
        case ast.JoinedStr():
            yield from (str(part.value) if isinstance(part, ast.Constant) else None for part in node.values)
        case ast.Constant() if isinstance(node.value, str):
            yield node.value
        case _:
            yield None


def _pieces(text: str) -> Iterator[str]:
    """The texts of a piece of markup; any other string whole."""
    if "<" not in text or ">" not in text:
        yield text
        return
    for found in _SHOWN.finditer(text):
        yield numbered([found[1]])
    for piece in _MARKUP.split(text):
        if "=" not in piece and "<" not in piece:
            yield numbered([*_renumber(piece)])


def _renumber(piece: str) -> Iterator[str | None]:
    for part in re.split(r"(\{\d+\})", piece):
        yield None if re.fullmatch(r"\{\d+\}", part) else part


def _counted(call: ast.Call) -> Iterator[Sentence]:
    nouns = [argument.value for argument in call.args[1:] if isinstance(argument, ast.Constant)]
    if nouns and isinstance(nouns[0], str):
        yield Sentence(nouns[0], many=str(nouns[1]) if len(nouns) > 1 and nouns[1] else nouns[0] + "s")


def _called(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _silent(tree: ast.Module) -> set[int]:
    """The nodes that nobody reads: docstrings, types, errors for programmers, logs, and parts of other sentences."""
    quiet = [one for node in ast.walk(tree) for one in _quiet_of(node) if one is not None]
    return {id(child) for one in quiet for child in ast.walk(one)} | _inside_sums(tree)


def _quiet_of(node: ast.AST) -> Iterable[ast.AST | None]:
    """The parts of a node that nobody reads."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return [node.value]
        case ast.JoinedStr():
            formats = [part.format_spec for part in node.values if isinstance(part, ast.FormattedValue)]
            return [*formats, *(part for part in node.values if isinstance(part, ast.Constant))]
        case ast.Call():
            return _quiet_arguments(node)
        case ast.FunctionDef():
            return [*node.decorator_list, node.returns, *(argument.annotation for argument in node.args.args)]
        case ast.AnnAssign():
            return [node.annotation]
        case ast.Subscript():
            return [node.slice]
        case ast.Compare():
            return [node.left, *node.comparators]
        case _:
            return [node.msg] if isinstance(node, ast.Assert) else []


def _quiet_arguments(call: ast.Call) -> Iterable[ast.AST]:
    name = _called(call)
    if name in _SILENT_CALLS or name.endswith(("Error", "_exception")):
        return [*call.args, *(keyword.value for keyword in call.keywords)]
    return call.args[1:] if name == _COUNTED else []


def _inside_sums(tree: ast.Module) -> set[int]:
    """Strings that are added to others: the whole sum is the sentence."""
    return {
        id(side)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
        for side in (node.left, node.right)
        if isinstance(side, ast.Constant | ast.JoinedStr | ast.BinOp)
    }
