"""A scorecard out of a spreadsheet: people's own layout, or the program's export.

Every row becomes an item of a draft as far as it goes; what is wrong is said with its cell. The
rules are the template's: a cell that they refuse is found by the path that they name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from qa_desktop.domain.scoring.canonical import FORMAT, Json, number
from qa_desktop.domain.scoring.checks import MAX_ITEMS, MAX_OPTIONS
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.domain.scoring.reading import Found, exact_number
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.fault_sheet import FAULT_HEADINGS, fault_of
from qa_desktop.exchange.fault_sheet import SHEET as FAULT_SHEET
from qa_desktop.exchange.headings import Headings, Names, column_letters, find_headings
from qa_desktop.exchange.scorecard_columns import (
    ITEM_HEADINGS,
    OPTION_HEADINGS,
    RULE_HEADINGS,
    RULES,
    SHEETS,
    code_of,
    in_words,
    number_of,
    text_of,
)
from qa_desktop.exchange.sheet_child import OPENING_ROWS, SheetHead, SheetReading
from qa_desktop.exchange.sheets import NumberedRow, Row
from qa_desktop.exchange.tables import (
    ListKind,
    OpenReading,
    Plan,
    Remembered,
    find_plan,
    take_rows,
)
from qa_desktop.texts import Text, text

_SUMS: Final = frozenset(("合计", "总计", "小计", "总分", "total", "sum"))
_MANNERS: Final = ("态度", "礼貌", "礼仪", "语气", "用语", "attitude", "manner")
_FALLBACK_SECTION: Final = "评分项"
_LONGEST_TITLE: Final = 60
_MAX_PROBLEMS: Final = 200
_MAX_ROWS: Final = 1_000
_MAX_OPTION_ROWS: Final = 100
"""More than a card may have, so that a person can put right what is too much, but no more than a
window can show."""


@dataclass(frozen=True)
class CardRow:
    """A row that is not empty, by field; ``row`` counts from 1."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class CellProblem:
    """``heading``: that of the column, as it stands in the sheet; empty for a row as a whole."""

    sheet: str
    row: int
    heading: str
    message: Text
    left_out: bool = False
    """The draft has nothing of this row."""
    names_sheet: bool = False
    """It is another sheet than that of the items."""

    @property
    def text(self) -> Text:
        params = {"row": self.row, "heading": self.heading, "message": self.message}
        told = Text("card_sheet.at_cell" if self.heading else "card_sheet.at_row", params)
        return (
            text("card_sheet.in_sheet", sheet=self.sheet, told=told) if self.names_sheet else told
        )


@dataclass(frozen=True)
class SheetCard:
    """The draft holds every row that could be an item; it can be published when it has no problems
    and there are none here."""

    plan: Plan
    draft: CardDraft
    problems: tuple[CellProblem, ...]
    faults: tuple[Fault, ...] = ()
    """What the sheet of faults calls the codes."""
    hints: tuple[CellProblem, ...] = ()
    """Cells that may be meant so, and are mentioned."""


def _read_row(number: int, row: Row, headings: Headings) -> CardRow | Text:
    cells = {name: headings.value(row, name) for name in ITEM_HEADINGS}
    cells = {name: cell for name, cell in cells.items() if cell}
    return CardRow(number, cells) if cells else text("card_sheet.empty_row")


CARD_ITEMS: Final = ListKind(
    id="scorecard",
    names=ITEM_HEADINGS,
    needed=(("name",), ("weight", "bonus_points")),
    read_row=_read_row,
    key=lambda _row: "",
    twice="card_sheet.name_twice",
)
"""How the rows are found; a person may choose the columns (``Plan``) as for any other list."""


@dataclass
class _Table:
    """One sheet's rows with its headings."""

    sheet: str
    headings: Headings
    rows: list[CardRow] = field(default_factory=list)

    def written(self, name: str) -> str:
        return self.headings.written.get(name, "")


def read_card(
    path: Path,
    *,
    code: str,
    plan: Plan | None = None,
    remembered: Remembered | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    open_reading: OpenReading = SheetReading,
) -> SheetCard:
    """``code``: the id of the card where the sheet does not say one.

    Raises ``UserFacingError`` ``sheet.*`` for what cannot be read at all, such as a file without
    the headings, and ``card_sheet.*`` for one without items.
    """
    with open_reading(path, cancelled) as reading:
        heads = list(reading.sheets)
        chosen = plan or find_plan(heads, CARD_ITEMS, path.name, remembered or {})
        if chosen.sheet >= len(heads):
            raise UserFacingError("sheet.empty", file=path.name)
        rows = reading.rows(chosen.sheet, lambda _done: None)
        items = _Table(chosen.sheet_name, chosen.headings)
        unknown: list[CellProblem] = []
        for at, found in take_rows(CARD_ITEMS, chosen.headings, rows):
            if isinstance(found, CardRow):
                items.rows.append(found)
            elif len(unknown) < _MAX_PROBLEMS:
                unknown.append(CellProblem(chosen.sheet_name, at, "", found, left_out=True))
    if not items.rows:
        raise UserFacingError("card_sheet.no_items", file=path.name)
    if len(items.rows) > _MAX_ROWS:
        raise _too_large(path)

    def all_rows(head: SheetHead) -> list[NumberedRow]:
        if len(head.opening) < OPENING_ROWS:
            return head.opening
        with open_reading(path, cancelled) as again:
            return list(again.rows(head.index, lambda _done: None))

    options = _other(heads, SHEETS["options"], OPTION_HEADINGS, all_rows)
    rules = _other(heads, SHEETS["rules"], RULE_HEADINGS, all_rows)
    uses = Counter(row.cells.get("item", "") for row in options.rows) if options else Counter()
    if max(uses.values(), default=0) > _MAX_OPTION_ROWS:
        raise _too_large(path)
    card = _Assembly(items, options, rules).card(path, chosen, code)
    card = replace(card, hints=(*card.hints, *unknown)[:_MAX_PROBLEMS])
    faults = _other(heads, FAULT_SHEET, FAULT_HEADINGS, all_rows)
    return _with_faults(card, faults) if faults is not None else card


def _with_faults(card: SheetCard, table: _Table) -> SheetCard:
    """The names of codes; of two rows with the same code the first."""
    named: dict[str, Fault] = {}
    told: list[CellProblem] = []
    for row in table.rows:
        found = fault_of(row.cells)
        if isinstance(found, Text):
            told.append(CellProblem(table.sheet, row.row, "", found, names_sheet=True))
        else:
            named.setdefault(found.code, found)
    problems = (*card.problems, *told)[:_MAX_PROBLEMS]
    return replace(card, problems=problems, faults=tuple(named.values()))


def _too_large(path: Path) -> UserFacingError:
    limits = {"items": MAX_ITEMS, "options": MAX_OPTIONS}
    return UserFacingError("card_sheet.too_large", file=path.name, **limits)


def _other(
    heads: Sequence[SheetHead],
    called: tuple[str, ...],
    names: Names,
    all_rows: Callable[[SheetHead], list[NumberedRow]],
) -> _Table | None:
    """The sheet of options, of rules or of faults, where there is one with the headings of the
    export."""
    for head in heads:
        if head.name not in called:
            continue
        try:
            headings = find_headings(head.opening, names, (tuple(names)[:1],), head.name)
        except UserFacingError:
            continue
        table = _Table(head.name, headings)
        for at, row in all_rows(head):
            cells = {name: headings.value(row, name) for name in names}
            if at > headings.row:
                table.rows.append(CardRow(at, {n: cell for n, cell in cells.items() if cell}))
        return table
    return None


class _Assembly:
    """Rows put together to the tables of a template, with the cell that each path came from."""

    def __init__(self, items: _Table, options: _Table | None, rules: _Table | None) -> None:
        self._items, self._options, self._rules = items, options, rules
        self._cells: dict[str, tuple[_Table, int, str]] = {}
        """Path → table, row and field."""
        self._problems: list[CellProblem] = []
        self._hints: list[CellProblem] = []
        self._percent: bool | None = None
        """Whether the first weight is one in per cent."""
        self._sections: list[Json] = []
        self._places: dict[str, int] = {}
        self._names: dict[tuple[int, str, str], int] = {}
        self._by_item: dict[str, list[CardRow]] = {}
        for row in options.rows if options else ():
            self._by_item.setdefault(row.cells.get("item", ""), []).append(row)

    def card(self, path: Path, plan: Plan, code: str) -> SheetCard:
        called = _title(plan.headings.titles) or path.stem[:_LONGEST_TITLE].strip() or code
        source: Json = {"format": FORMAT, "id": code, "name": called}
        source["policy"] = {"fatal_form": "zero", "pass_mark": 80}
        self._take_rules(source)
        above: dict[str, str] = {}
        for row in self._items.rows:
            self._take_row(row, above)
        self._weigh_sections()
        source["sections"] = self._sections
        draft = CardDraft(source)
        told = [self._at_cell(found) for found in draft.problems]
        hints = [*self._hints, *(self._at_cell(found) for found in draft.hints)]
        problems = tuple([*self._problems, *told][:_MAX_PROBLEMS])
        return SheetCard(plan, draft, problems, hints=tuple(hints[:_MAX_PROBLEMS]))

    def _take_row(self, row: CardRow, above: dict[str, str]) -> None:
        """Cells merged over several rows stand in the first of them only."""
        cells = row.cells
        # The program's own export gives every item its id: then its name may be any.
        said = cells.get("id", "") if self._rules is not None else ""
        named = (cells.get(key, "") for key in ("dimension", "section", "name"))
        total = next((words for words in named if _plain(words) in _SUMS), "")
        if total and not said:
            self._mention(row, "", text("card_sheet.sum_row", name=total), left_out=True)
            return
        if "section" in cells or "dimension" in cells:
            above.pop("section_weight", None)
            above.pop("section_en", None)
        above |= {name: cells[name] for name in _OF_SECTIONS if name in cells}
        if "name" not in cells:
            if cells.keys() & {"weight", "guidance", "fatal", "bonus_points"}:
                self._tell(row, "name", text("card_sheet.no_name"), left_out=True)
            return
        place = self._section(row, above)
        name = text_of(cells["name"])
        first = self._names.setdefault((place, name, said), row.row)
        if first != row.row:
            twice = text("card_sheet.name_twice", key=name, first=first)
            self._tell(row, "name", twice, left_out=True)
            return
        section = self._sections[place]
        path = f"sections[{place}].items[{len(section['items'])}]"
        section["items"].append(self._item(row, path, place, len(section["items"])))

    def _section(self, row: CardRow, above: dict[str, str]) -> int:
        """People's sheets say 维度 and mean a part of the card; the program's own say both."""
        named = above.get("section") or above.get("dimension") or _FALLBACK_SECTION
        key = above.get("section_id") or named
        if key not in self._places:
            place = self._places[key] = len(self._sections)
            section: Json = {
                "id": above.get("section_id") or _letter(place),
                "name": _name(named, above.get("section_en", "")),
                "weight": number_of(above.get("section_weight", "")),
                "dimension": _dimension(above.get("dimension", named)),
                "items": [],
            }
            self._sections.append(section)
            for member, column in _SECTION_CELLS:
                self._cells[f"sections[{place}].{member}"] = (self._items, row.row, column)
        return self._places[key]

    def _item(self, row: CardRow, path: str, place: int, nth: int) -> Json:
        cells = row.cells
        self._cells[path] = (self._items, row.row, "")
        for column in ITEM_HEADINGS:
            self._cells[f"{path}.{column}"] = (self._items, row.row, column)
            self._cells[f"{path}.answer.{column}"] = (self._items, row.row, column)
        code = cells.get("id") or f"{_letter(place).lower()}{nth + 1}"
        item: Json = {"id": code, "name": _name(cells["name"], cells.get("name_en", ""))}
        if "guidance" in cells:
            item["guidance"] = _name(cells["guidance"], cells.get("guidance_en", ""))
        for key in ("na", "evidence"):
            if key in cells:
                item[key] = code_of(key, cells[key])
        if "competencies" in cells:
            item["competencies"] = cells["competencies"].split()
        if "shown_when" in cells:
            shower, _, options = cells["shown_when"].partition("=")
            parts = [each.strip() for each in options.split("|") if each.strip()]
            item["shown_when"] = {"item": shower.strip(), "options": parts}
        item["answer"] = self._answer(row, code, path)
        if "bonus_points" in cells:
            item |= {"bonus": True, "bonus_points": number_of(cells["bonus_points"])}
        if "weight" in cells:
            item["weight"] = number_of(cells["weight"])
            self._compare_units(row)
        return item

    def _compare_units(self, row: CardRow) -> None:
        """10% beside 10 分 are the same weight; said once, as it may not be what is meant."""
        percent = any(sign in row.cells["weight"] for sign in "%％")
        if self._percent is None:
            self._percent = percent
        said = [each.message.id for each in self._hints]
        if percent is not self._percent and "card_sheet.mixed_units" not in said:
            self._mention(row, "weight", text("card_sheet.mixed_units"))

    def _answer(self, row: CardRow, code: str, path: str) -> Json:
        cells = row.cells
        effects = self._effects(row)
        options = self._by_item.get(code, [])
        default = "choice" if len(options) > 1 else "yes_no"
        kind = code_of("type", cells["type"]) if "type" in cells else default
        answer: Json = {"type": kind}
        if "fatal" in effects and kind not in ("yes_no", "deduct"):
            self._mention(row, "fatal", text("card_sheet.fatal_elsewhere"))
        if kind == "yes_no":
            for column in effects:
                self._cells[f"{path}.answer.no.{column}"] = (self._items, row.row, column)
            extra = {each.cells.get("id"): self._effects(each) for each in options}
            answer |= {"no": effects} if effects else {}
            return answer | {key: extra[key] for key in ("yes",) if extra.get(key)}
        if kind == "choice":
            return answer | {"options": self._choices(options, path)}
        if kind in ("scale", "deduct"):
            wanted = ("low", "high", "step") if kind == "scale" else ("points", "each")
            answer |= {key: number_of(cells[key]) for key in wanted if key in cells}
            return answer | (effects if kind == "deduct" else {})
        return answer

    def _choices(self, rows: list[CardRow], path: str) -> list[Json]:
        made = []
        for nth, row in enumerate(rows):
            cells = row.cells
            for column in OPTION_HEADINGS:
                where = f"{path}.answer.options[{nth}].{column}"
                self._cells[where] = (self._options or self._items, row.row, column)
            option: Json = {"id": cells.get("id", f"o{nth + 1}")}
            option["name"] = _name(cells.get("name", ""), cells.get("name_en", ""))
            if "points" in cells:
                option["points"] = number_of(cells["points"])
            made.append(option | self._effects(row))
        return made

    def _effects(self, row: CardRow) -> Json:
        cells = row.cells
        found: Json = {}
        if "fatal" in cells:
            fatal = code_of("fatal", cells["fatal"])
            if (
                fatal != "none"
            ):  # what nobody knows goes into the draft, which says that it is wrong
                found["fatal"] = fatal
        for key in ("problem_class", "fault"):
            if key in cells:
                found[key] = text_of(cells[key])
        if "wrong_information" in cells:
            said_so = code_of("wrong_information", cells["wrong_information"])
            if said_so:
                found["wrong_information"] = True if said_so == "true" else said_so
        return found

    def _take_rules(self, source: Json) -> None:
        codes = {_plain(word): code for code, words in RULES.items() for word in words}
        grades: list[Json] = []
        for row in self._rules.rows if self._rules else ():
            code = codes.get(_plain(row.cells.get("rule", "")))
            value = row.cells.get("value", "")
            if code is None or self._rules is None:
                continue
            where = code if code in ("id", "name") else f"policy.{code}"
            if code == "id":
                source["id"] = value
            elif code == "name":
                source["name"] = _name(value, row.cells.get("value_en", ""))
            elif code == "fatal_form":
                source["policy"][code] = code_of(code, value)
            elif code == "grade":
                where = f"policy.grades[{len(grades)}]"
                name = _name(value, row.cells.get("value_en", ""))
                grades.append({"name": name, "from": number_of(row.cells.get("from", ""))})
            else:
                source["policy"][code] = number_of(value)
            self._cells[where] = (self._rules, row.row, "value")
        if grades:
            source["policy"]["grades"] = grades

    def _weigh_sections(self) -> None:
        """Where sections have no weight of their own, each weighs what its items do together: then
        every item counts what stands beside it."""
        for section in self._sections:
            if section["weight"] == "":
                draft = CardDraft({"sections": [section]})
                section["weight"] = _sum_of(draft)

    def _at_cell(self, found: Found) -> CellProblem:
        path = found.path
        while path:
            if path in self._cells:
                table, row, column = self._cells[path]
                message = _of_empty_cell(table, row, column, in_words(column, found.message))
                where, is_other = table.written(column), table is not self._items
                return CellProblem(table.sheet, row, where, message, names_sheet=is_other)
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return CellProblem(self._items.sheet, self._items.headings.row, "", found.message)

    def _tell(
        self,
        row: CardRow,
        column: str,
        message: Text,
        table: _Table | None = None,
        *,
        left_out: bool = False,
    ) -> None:
        known = table or self._items
        where = known.written(column)
        is_other = known is not self._items
        self._problems.append(CellProblem(known.sheet, row.row, where, message, left_out, is_other))

    def _mention(self, row: CardRow, column: str, message: Text, *, left_out: bool = False) -> None:
        where = self._items.written(column)
        self._hints.append(CellProblem(self._items.sheet, row.row, where, message, left_out))


def _of_empty_cell(table: _Table, row: int, column: str, message: Text) -> Text:
    """What is missing in a sheet is a cell with nothing in it, or a formula whose result nobody
    has stored: the message names the cell."""
    at = table.headings.columns.get(column)
    if at is None or message.id != "scoring.template_missing":
        return message
    return text("card_sheet.empty_cell", cell=f"{column_letters(at)}{row}")


_OF_SECTIONS: Final = ("section_id", "section", "section_en", "section_weight", "dimension")
_SECTION_CELLS: Final = (
    ("id", "section_id"),
    ("name", "section"),
    ("weight", "section_weight"),
    ("dimension", "dimension"),
)


def _sum_of(draft: CardDraft) -> int | str:
    weights = [exact_number(item.get("weight")) for _, item in draft.items()]
    total = sum((weight for weight in weights if weight and weight > 0), Fraction(0))
    return number(total or Fraction(1))


def _name(words: str, english: str) -> Any:
    zh, en = text_of(words), text_of(english)
    return {"zh": zh, "en": en} if en else zh


def _dimension(said: str) -> str:
    """A word for it; of people's own words those that speak of manners are 服务态度."""
    code = code_of("dimension", said)
    if code in ("business", "attitude"):
        return code
    return "attitude" if any(word in said.lower() for word in _MANNERS) else "business"


def _letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place] if place < 26 else f"S{place + 1}"


_SAYS: Final = re.compile(
    r"^\D{0,3}\s*[\d.]+\s*分$|^\d{4}\s*[年./-]\s*\d{1,2}\s*([月./-]|$)[\d日\s]*$"
)
"""A full score or a date."""


def _title(titles: Sequence[str]) -> str:
    """What the sheet calls itself above its headings; 编制：质检部 is no name, nor are
    满分100分 and 2026年11月."""
    fits = (
        each.strip() for each in titles if not set(each) & set(":：") and not _SAYS.search(each)
    )
    return next((each for each in fits if 4 <= len(each) <= _LONGEST_TITLE), "")


def _plain(words: str) -> str:
    return "".join(words.split()).lower().rstrip(":：")
