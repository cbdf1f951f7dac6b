"""A scorecard as a spreadsheet: items as people have them, options, rules; nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.canonical import Json
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.fault_sheet import sheet_of_faults
from qa_desktop.exchange.scorecard_columns import (
    ITEM_HEADINGS,
    OPTION_HEADINGS,
    RULE_HEADINGS,
    RULES,
    SHEETS,
    exact_cell,
    word_of,
)
from qa_desktop.exchange.sheet_writing import MAX_CHARACTERS, Cell, Sheet, Shown, write_workbook
from qa_desktop.texts import Language

_WIDE = {"name": 24, "guidance": 60, "guidance_en": 40, "section": 16}


def write_card(
    path: Path, version: ScorecardVersion, language: Language, faults: Sequence[Fault] = ()
) -> int:
    """Replaces a file of that name only when the new one is whole; the number of items.
    ``faults``: what the codes in it are called.

    Raises ``UserFacingError`` as ``write_workbook`` does, and for words that no cell holds.
    """
    card: Json = json.loads(version.canonical)
    at = 0 if language == "zh" else 1
    sheets = [
        _sheet("items", ITEM_HEADINGS, _items(card, at), at),
        _sheet("options", OPTION_HEADINGS, _options(card, at), at),
        _sheet("rules", RULE_HEADINGS, _rules(card, at), at),
    ]
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row:
                words = cell.value if isinstance(cell, Shown) else cell
                if isinstance(words, str) and len(words) > MAX_CHARACTERS:
                    raise UserFacingError(
                        "card_sheet.words_too_long", start=words[:20], limit=MAX_CHARACTERS
                    )
    if faults:
        sheets.append(sheet_of_faults(faults, language))
    write_workbook(path, sheets)
    return len(version.items)


def _sheet(
    name: str, headings: Mapping[str, tuple[str, ...]], rows: Iterator[dict[str, Cell]], at: int
) -> Sheet:
    shown = [(words[0] if at == 0 else _english(words)) for words in headings.values()]
    widths = [float(_WIDE.get(field, 11)) for field in headings]
    cells = [[row.get(field) for field in headings] for row in rows]
    return Sheet(SHEETS[name][at], shown, cells, widths=widths)


def _english(words: tuple[str, ...]) -> str:
    return next(word for word in words if word.isascii())


def _items(card: Json, at: int) -> Iterator[dict[str, Cell]]:
    for section in card["sections"]:
        about: dict[str, Cell] = {
            "section_id": section["id"],
            **_names("section", "section_en", section["name"]),
            "section_weight": _number(section["weight"]),
            "dimension": word_of("dimension", section["dimension"], at),
        }
        for item in section["items"]:
            yield about | _item(item, at)


def _item(item: Json, at: int) -> dict[str, Cell]:
    answer = item["answer"]
    row: dict[str, Cell] = {
        "id": item["id"],
        **_names("name", "name_en", item["name"]),
        **_names("guidance", "guidance_en", item.get("guidance")),
        "weight": _number(item.get("weight")),
        "bonus_points": _number(item.get("bonus_points")),
        "na": word_of("na", item.get("na", "forbidden"), at),
        "evidence": word_of("evidence", item.get("evidence", "optional"), at),
        "competencies": " ".join(item.get("competencies", ())) or None,
        "type": word_of("type", answer["type"], at),
    }
    condition = item.get("shown_when")
    if condition:
        row["shown_when"] = f"{condition['item']} = {' | '.join(condition['options'])}"
    for key in ("low", "high", "step", "points", "each"):
        row[key] = _number(answer.get(key))
    effects = answer.get("no", {}) if answer["type"] == "yes_no" else answer
    return row | _effects(effects, at)


def _options(card: Json, at: int) -> Iterator[dict[str, Cell]]:
    """Of choices; of yes and no only what the item's own row cannot say."""
    for section in card["sections"]:
        for item in section["items"]:
            answer = item["answer"]
            for option in answer.get("options", ()):
                yield {
                    "item": item["id"],
                    "id": option["id"],
                    **_names("name", "name_en", option["name"]),
                    "points": _number(option["points"]),
                    **_effects(option, at),
                }
            if "yes" in answer:
                yield {"item": item["id"], "id": "yes", **_effects(answer["yes"], at)}


def _rules(card: Json, at: int) -> Iterator[dict[str, Cell]]:
    yield {"rule": RULES["id"][at], "value": card["id"]}
    yield {"rule": RULES["name"][at], **_names("value", "value_en", card["name"])}
    for key, value in card["policy"].items():
        if key == "fatal_form":
            yield {"rule": RULES[key][at], "value": word_of(key, value, at)}
        elif key != "grades":
            yield {"rule": RULES[key][at], "value": _number(value)}
    for grade in card["policy"].get("grades", ()):
        names = _names("value", "value_en", grade["name"])
        yield {"rule": RULES["grade"][at], **names, "from": _number(grade["from"])}


def _effects(table: Json, at: int) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    if table.get("fatal"):
        row["fatal"] = word_of("fatal", table["fatal"], at)
    for key in ("problem_class", "fault"):
        if table.get(key):
            row[key] = exact_cell(table[key])
    if table.get("wrong_information"):
        row["wrong_information"] = word_of("wrong_information", "true", at)
    return row


def _names(key: str, key_en: str, name: Any) -> dict[str, Cell]:
    """In both languages the same: in one cell."""
    if name is None:
        return {}
    if isinstance(name, str):
        return {key: Shown(exact_cell(name), wraps=True)}
    return {
        key: Shown(exact_cell(name["zh"]), wraps=True),
        key_en: Shown(exact_cell(name["en"]), wraps=True),
    }


def _number(value: int | str | None) -> Cell:
    """A number that Excel keeps exactly is one; more digits than that stay text, and so does what
    would be written with a power of ten."""
    if not isinstance(value, str):
        return value
    return Decimal(value) if len(value) <= 12 and "e" not in repr(float(value)) else value
