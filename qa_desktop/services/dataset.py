"""``export dataset``: what a workspace holds, as tables that DuckDB, Spark or a warehouse reads."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop import __version__
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.parquet_writing import ColumnKind, Rows, require_parquet, write_table
from qa_desktop.journal.digest import kept_digest
from qa_desktop.store.connection import snapshot
from qa_desktop.store.dataset import (
    DataTable,
    count_rows,
    data_tables,
    read_replicas,
    read_rows,
)
from qa_desktop.store.durable import sync_folder
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.half_made import PREFIX, noted
from qa_desktop.store.scorecards import all_cards

FORMAT: Final = "qa-desktop/dataset"
VERSION: Final = 1
"""Raised when a column or table goes or means something else; not when one is added."""
ABOUT: Final = "dataset.json"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
_Part = tuple[str, dict[str, ColumnKind], Rows, bool]
"""Name, columns, rows, whether it is parted by month."""


def export_dataset(
    db: Database,
    out: Path,
    *,
    names: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Cancelled = lambda: False,
) -> dict[str, int]:
    """Write every table below ``out``, all of one moment; rows by table.

    Without ``names`` no name, number or word of a person goes along; with them customers' numbers
    stay masked. An earlier dataset in ``out`` is replaced when this one is whole; raises
    ``UserFacingError`` for any other folder with something in it, and ``CancelledError``.
    """
    require_parquet()
    _require_place(out)
    made = out.with_name(f"{PREFIX}{secrets.token_hex(8)}")
    with plain_faults(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
        with noted(made):
            try:
                with snapshot(db):
                    counts = _write_all(db, made, names, progress, cancelled)
                _put_in_place(made, out)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    return counts


def _require_place(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise UserFacingError("dataset.folder_taken", path=str(out))
    if out.is_dir() and any(out.iterdir()) and not _is_dataset(out):
        raise UserFacingError("dataset.folder_taken", path=str(out))


def _is_dataset(folder: Path) -> bool:
    with suppress(OSError, ValueError):
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return isinstance(about, dict) and about.get("format") == FORMAT
    return False


def _put_in_place(made: Path, out: Path) -> None:
    """The folder before goes only when the new one can take its place."""
    old = out.with_name(f"{made.name}-old")
    with noted(old, was=out):
        if out.exists():
            out.rename(old)
        try:
            made.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
        sync_folder(out.parent)
        shutil.rmtree(old, ignore_errors=True)


def _write_all(
    db: Database, made: Path, names: bool, progress: Progress, cancelled: Cancelled
) -> dict[str, int]:
    whole = sum(count_rows(db, table) for table in data_tables())
    done, counts = 0, {}
    for name, columns, rows, by_month in _parts(db, names):
        counts[name] = 0
        for written in write_table(made / name, columns, rows, by_month=by_month):
            counts[name] += written
            done += written
            progress(min(done, whole), whole)
            if cancelled():
                raise CancelledError
    _write_about(db, made, names, counts)
    return counts


def _parts(db: Database, names: bool) -> Iterator[_Part]:
    for table in data_tables():
        columns: dict[str, ColumnKind] = {each.name: each.kind for each in table.columns}
        yield table.name, columns, _rows(db, table, names), table.month is not None
    replicas = ((None, row) for row in read_replicas(db))
    yield "replica", REPLICA, replicas, False
    cards = all_cards(db)
    yield "scorecard", SCORECARD, ((None, row) for row in _scorecards(cards)), False
    yield "scorecard_item", SCORECARD_ITEM, ((None, row) for row in _items(cards)), False


def _rows(db: Database, table: DataTable, names: bool) -> Rows:
    """Converted, and with customers' numbers masked."""
    converts = [
        (place, column.convert)
        for place, column in enumerate(table.columns)
        if column.convert is not None
    ]
    masks = [place for place, column in enumerate(table.columns) if names and column.personal]
    numbers = [place for place in masks if table.columns[place].name == "customer_number"]
    for month, number, *values in read_rows(db, table, names=names):
        for place, convert in converts:
            values[place] = convert(values[place])
        for place in masks:
            if values[place] is not None:
                values[place] = mask_in_text(values[place], number)
        for place in numbers:
            values[place] = mask_number(number) if number else None
        yield month, tuple(values)


REPLICA: Final[dict[str, ColumnKind]] = {"id": "text", "person": "text", "certified": "integer"}
SCORECARD: Final[dict[str, ColumnKind]] = {
    "id": "text",
    "code": "text",
    "name_zh": "text",
    "name_en": "text",
    "pass_mark": "number",
}
SCORECARD_ITEM: Final[dict[str, ColumnKind]] = {
    "scorecard": "text",
    "item": "text",
    "section": "text",
    "section_zh": "text",
    "section_en": "text",
    "name_zh": "text",
    "name_en": "text",
    "bonus": "integer",
}


def _scorecards(cards: Sequence[ScorecardVersion]) -> Iterable[tuple[Any, ...]]:
    for card in cards:
        yield card.id, card.code, card.name.zh, card.name.en, float(card.policy.pass_mark)


def _items(cards: Sequence[ScorecardVersion]) -> Iterable[tuple[Any, ...]]:
    for card in cards:
        for part in card.sections:
            for item in part.items:
                section = (part.id, part.name.zh, part.name.en)
                yield card.id, item.id, *section, item.name.zh, item.name.en, int(item.bonus)


def _write_about(db: Database, made: Path, names: bool, counts: dict[str, int]) -> None:
    """Last: a folder without it is no dataset."""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "local_days": f"UTC{datetime.now().astimezone():%z}",
        "digest": kept_digest(db),
        "names": names,
        "tables": counts,
    }
    with (made / ABOUT).open("w", encoding="utf-8") as stream:
        json.dump(about, stream, ensure_ascii=False, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
