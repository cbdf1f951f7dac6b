"""The catalogue of faults 差错目录: what scorecards and the penalty standard call by a code.

A file of it is TOML: ``format = 1`` and a table ``[[faults]]`` for each, with ``code``, ``name``,
``class`` (A, B or C), ``rung`` (of the penalty ladder) and ``retired``. A scorecard's file may
carry the same tables, so that its codes have their names wherever it goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from qa_desktop.domain.penalty_rungs import RUNGS, Rung
from qa_desktop.domain.scoring.model import Choice, Consequence, Deduct, Item, Name, ProblemClass
from qa_desktop.domain.scoring.problems import TemplateError, TemplateProblem
from qa_desktop.domain.scoring.reading import Found, TableReader
from qa_desktop.domain.scoring.source import (
    MAX_CHARACTERS,
    SyntaxProblem,
    header_lines,
    line_of,
    parse_toml,
)
from qa_desktop.texts import Text, text

FORMAT: Final = 1
MAX_FAULTS: Final = 1000
_MAX_TOLD: Final = 100
_MAX_NAME: Final = 60
_CLASSES: Final[tuple[ProblemClass, ...]] = ("A", "B", "C")


@dataclass(frozen=True)
class Fault:
    """``rung``: where the penalty standard says nothing of it, what it leads to the first time.
    A retired one keeps its name where it was marked, and is not offered any more."""

    code: str
    name: Name
    problem_class: ProblemClass | None = None
    rung: Rung | None = None
    retired: bool = False


def load_faults(written: str, source: str) -> tuple[Fault, ...]:
    """A catalogue's file; ``source`` (its name) is for the messages. Raises ``TemplateError``."""
    if len(written) > MAX_CHARACTERS:
        too_large = text("scoring.template_too_large", limit=MAX_CHARACTERS)
        raise TemplateError(source, [TemplateProblem("", None, too_large)])
    try:
        data = parse_toml(written)
    except SyntaxProblem as problem:
        syntax = text("scoring.template_syntax", detail=problem.detail)
        raise TemplateError(source, [TemplateProblem("", problem.line, syntax)]) from problem
    found: list[Found] = []
    table = TableReader(data, "", found)
    if table.integer("format") != FORMAT and table.has("format"):
        table.report("format", "format", known=FORMAT)
    faults = read_faults(table)
    table.finish()
    if found:
        lines = header_lines(written)
        told = [TemplateProblem(f.path, line_of(f.path, lines), f.message) for f in found]
        raise TemplateError(source, told[:_MAX_TOLD])
    return faults


def read_faults(table: TableReader, *, required: bool = True) -> tuple[Fault, ...]:
    """The tables ``faults`` of a file; what is wrong is reported to the reader."""
    tables = table.tables("faults", required=required)
    if len(tables) > MAX_FAULTS:
        table.report("faults", "too_many_faults", limit=MAX_FAULTS)
        return ()
    faults = tuple(_read_fault(each) for each in tables)
    seen: set[str] = set()
    for each, fault in zip(tables, faults, strict=True):
        if fault.code and fault.code in seen:
            each.report("code", "duplicate_id", value=fault.code)
        seen.add(fault.code)
    return faults


def _read_fault(table: TableReader) -> Fault:
    code, name = table.code("code"), table.name("name") or Name("", "")
    if max(len(name.zh), len(name.en)) > _MAX_NAME:
        table.report("name", "name_too_long", limit=_MAX_NAME)
    problem_class = table.word("class", (*_CLASSES, "none"), default="none")
    rung = table.word("rung", (*RUNGS, "none"), default="none")
    fault = Fault(
        code,
        name,
        None if problem_class == "none" else problem_class,
        None if rung == "none" else rung,
        table.boolean("retired"),
    )
    table.finish()
    return fault


def check_fault(fault: Fault) -> tuple[Found, ...]:
    """What is wrong with one that a person typed, by the rules of the file."""
    found: list[Found] = []
    _read_fault(TableReader(_table(fault), "", found))
    return tuple(found)


def faults_to_toml(faults: Iterable[Fault]) -> str:
    """The tables as ``load_faults`` reads them back, without the first line of a file."""
    return "\n".join(line for fault in faults for line in _lines(fault))


def catalogue_to_toml(faults: Iterable[Fault]) -> str:
    return f"format = {FORMAT}\n{faults_to_toml(faults)}\n"


def _lines(fault: Fault) -> Iterator[str]:
    yield from ("", "[[faults]]")
    for key, value in _table(fault).items():
        yield f"{key} = {_value(value)}"


def _table(fault: Fault) -> dict[str, Any]:
    name = fault.name
    same = name.zh == name.en
    table: dict[str, Any] = {
        "code": fault.code,
        "name": name.zh if same else {"zh": name.zh, "en": name.en},
    }
    if fault.problem_class:
        table["class"] = fault.problem_class
    if fault.rung:
        table["rung"] = fault.rung
    if fault.retired:
        table["retired"] = True
    return table


def _value(value: Any) -> str:
    """A long row of dots is what the reader takes for a hostile key."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    written = json.dumps(value, ensure_ascii=False)
    return written.replace(".", "\\u002e") if written.count(".") > _MAX_DOTS else written


_MAX_DOTS: Final = 50


def consequences_of(item: Item) -> tuple[Consequence, ...]:
    """Of the options of an item, or of an occurrence."""
    answer = item.answer
    if isinstance(answer, Choice):
        return tuple(option.consequence for option in answer.options)
    return (answer.consequence,) if isinstance(answer, Deduct) else ()


def codes_of(items: Iterable[Item]) -> list[str]:
    """The codes that items name, each once, in the card's order."""
    effects = (effect for item in items for effect in consequences_of(item))
    return list(dict.fromkeys(effect.fault for effect in effects if effect.fault))


def with_fault_names(lines: Iterable[Text], names: Mapping[str, Name]) -> list[Text]:
    """Sentences of ``differences`` in which faults go by their names."""
    return [_named(line, names) if line.id == "difference.fault" else line for line in lines]


def _named(line: Text, names: Mapping[str, Name]) -> Text:
    said = {
        key: names[value].text if isinstance(value, str) and value in names else value
        for key, value in line.params.items()
    }
    return Text(line.id, said)
