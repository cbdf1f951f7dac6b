"""The catalogue of faults as a spreadsheet: a row for each, alone or beside a card's items."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring import Name
from qa_desktop.domain.scoring.fault_catalogue import Fault, check_fault
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.scorecard_columns import exact_cell, text_of
from qa_desktop.exchange.sheet_child import SheetReading
from qa_desktop.exchange.sheet_writing import Cell, Sheet, Shown, write_workbook
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListContent, ListKind, OpenReading, read_list
from qa_desktop.texts import Language, Text, text

FAULT_HEADINGS: Final = {
    "code": ("差错代码", "代码", "编号", "fault", "code"),
    "name": ("差错名称", "差错", "名称", "差错描述", "fault name", "name"),
    "name_en": ("差错英文", "英文", "fault in English"),
    "problem_class": ("问题等级", "差错等级", "等级", "类别", "problem class", "class"),
    "rung": ("默认处理", "处理方式", "处理", "default consequence", "consequence"),
    "retired": ("停用", "retired"),
}
SHEET: Final = ("差错", "Faults")
_WIDE: Final = {"name": 28, "name_en": 28, "rung": 16}
_YES: Final = frozenset(("是", "yes", "y", "true", "1", "√", "✓", "停用"))
_NO_CLASS: Final = frozenset(("", "无", "none", "-", "—", "/"))


def fault_of(cells: Mapping[str, str]) -> Fault | Text:
    """A row's fault, or why there is none; ``cells`` by field."""
    code = unicodedata.normalize("NFKC", text_of(cells.get("code", ""))).strip()
    if not code:
        return text("fault.row_code_missing")
    said = cells.get("problem_class", "").strip()
    letter = unicodedata.normalize("NFKC", said).upper().removesuffix("类").removesuffix("级")
    if letter not in ("A", "B", "C") and said.lower() not in _NO_CLASS:
        return text("fault.class_unknown", value=said[:20])
    consequence = cells.get("rung", "").strip()
    rung = _RUNG_OF.get(consequence.lower())
    if rung is None and consequence.lower() not in _NO_CLASS:
        return text("fault.rung_unknown", value=consequence[:20])
    zh = text_of(cells.get("name", ""))
    if not zh:
        return text("fault.name_missing")
    fault = Fault(
        code,
        Name(zh, text_of(cells.get("name_en", "")) or zh),
        next((known for known in ("A", "B", "C") if known == letter), None),
        rung,
        cells.get("retired", "").strip().lower() in _YES,
    )
    found = check_fault(fault)
    return found[0].message if found else fault


_RUNG_OF: Final = {
    word.lower(): rung
    for rung in RUNGS
    for word in (rung, *(text(f"rung.{rung}").render(lang) for lang in ("zh", "en")))
}


def _read_row(_number: int, row: Row, headings: Headings) -> Fault | Text:
    return fault_of({name: headings.value(row, name) for name in FAULT_HEADINGS})


FAULTS: Final = ListKind(
    id="faults",
    names=FAULT_HEADINGS,
    needed=(("code",), ("name",)),
    read_row=_read_row,
    key=lambda fault: fault.code,
    twice="fault.row_twice",
)


def read_fault_sheet(
    path: Path,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    open_reading: OpenReading = SheetReading,
) -> ListContent[Fault]:
    """Raises ``UserFacingError`` ``sheet.*`` for what cannot be read at all."""
    return read_list(path, FAULTS, cancelled=cancelled, open_reading=open_reading)


def write_fault_sheet(path: Path, faults: Iterable[Fault], language: Language) -> int:
    """Replaces a file of that name only when the new one is whole; the number of rows."""
    return write_workbook(path, [sheet_of_faults(faults, language)])


def sheet_of_faults(faults: Iterable[Fault], language: Language) -> Sheet:
    at = 0 if language == "zh" else 1
    headings = [
        words[0] if at == 0 else next(word for word in words if word.isascii())
        for words in FAULT_HEADINGS.values()
    ]
    widths = [float(_WIDE.get(field, 12)) for field in FAULT_HEADINGS]
    rows = [_row(fault, language) for fault in faults]
    return Sheet(SHEET[at], headings, rows, widths=widths)


def _row(fault: Fault, language: Language) -> list[Cell]:
    return [
        exact_cell(fault.code),
        Shown(exact_cell(fault.name.zh), wraps=True),
        None if fault.name.en == fault.name.zh else Shown(exact_cell(fault.name.en), wraps=True),
        fault.problem_class,
        text(f"rung.{fault.rung}").render(language) if fault.rung else None,
        ("是" if language == "zh" else "yes") if fault.retired else None,
    ]
