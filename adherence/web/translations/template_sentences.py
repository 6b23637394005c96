"""The sentences of a template: its own text, and the words inside its expressions."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, nodes

from adherence.web.translations.sentence import Sentence, numbered, reads_as_text
from adherence.web.translations.template_text import TemplateText

_PARSER = Environment(autoescape=True)
_SILENT_FUNCTIONS = frozenset({"url_for", "asset"})


def template_sentences(source: str) -> Iterator[Sentence]:
    """Every message of a template in its order, then those of its expressions."""
    found: list[str] = []
    page = TemplateText(source, lambda text: found.append(text), "e")
    page.rewritten()
    yield from (Sentence(text, at_run_time=False) for text in found)
    for expression in page.shown:
        yield from _of(_PARSER.parse(expression), words_too=True)
    yield from _of(_PARSER.parse(source), words_too=False)


def _of(tree: nodes.Node, *, words_too: bool) -> Iterator[Sentence]:
    """The words that an expression may show; ``words_too`` takes single small words where they are shown."""
    for node in [tree] if words_too else []:
        for output in node.find_all(nodes.Output):
            for shown in output.nodes:
                yield from _shown(shown)
    for call in tree.find_all(nodes.Filter):
        if call.name == "plural":
            yield from _counted(call)
    silent = _silent(tree)
    for text in _texts(tree, silent):
        if reads_as_text(text):
            yield Sentence(text)


def _shown(node: nodes.Node) -> Iterator[Sentence]:
    """The small words that an expression itself can come to: "overdue" of {{ 'overdue' if late }}."""
    match node:
        case nodes.Const() if isinstance(node.value, str) and reads_as_text(node.value.strip(), words_too=True):
            yield Sentence(numbered([node.value]))
        case nodes.CondExpr():
            yield from _shown(node.expr1)
            if node.expr2 is not None:
                yield from _shown(node.expr2)
        case nodes.Or():
            yield from _shown(node.right)
        case nodes.Call() if isinstance(node.node, nodes.Getattr) and node.node.attr == "get" and len(node.args) > 1:
            yield from _shown(node.args[1])
        case nodes.Filter() if node.node is not None:
            yield from _shown(node.node)


def _texts(node: nodes.Node, silent: set[int]) -> Iterator[str]:
    """Every string below a node; strings that are joined are one, with {0} for the values between them."""
    if id(node) in silent:
        return
    if isinstance(node, nodes.Concat):
        yield numbered([part.value if isinstance(part, nodes.Const) else None for part in node.nodes])
        for part in node.nodes:
            if not isinstance(part, nodes.Const):
                yield from _texts(part, silent)
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield numbered([node.value])
    for child in node.iter_child_nodes():
        yield from _texts(child, silent)


def _counted(call: nodes.Filter) -> Iterator[Sentence]:
    nouns = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
    if nouns:
        yield Sentence(nouns[0], many=nouns[1] if len(nouns) > 1 else nouns[0] + "s")


def _silent(tree: nodes.Node) -> set[int]:
    """The nodes that nobody reads: addresses, comparisons, keys, and the nouns of ``plural``."""
    silent: list[nodes.Node] = []
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _SILENT_FUNCTIONS:
            silent.append(call)
    for compared in tree.find_all(nodes.Operand):
        silent.append(compared)
    for item in tree.find_all(nodes.Getitem):
        silent.append(item.arg)
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name in ("plural", "format", "truncate"):
            silent.extend(filtered.args)
    return {id(node) for node in silent}
