"""Writing a table as Parquet, parted by month: the one module that imports pyarrow.

It is large (docs/decisions/0003), so it is imported when a dataset is written and never before, and
the installer goes without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, Literal

from qa_desktop.errors import UserFacingError

ColumnKind = Literal["text", "integer", "number", "day", "moment"]
Rows = Iterable[tuple[str | None, tuple[Any, ...]]]
"""Month (``2026-11``), or None where it is not known, and a value per column: days as ISO text,
moments in ms since 1970."""

NO_MONTH: Final = "__HIVE_DEFAULT_PARTITION__"
"""How Hive, Spark and DuckDB call the part whose key is null."""

_ROWS: Final = 20_000
"""Held in memory at a time, and of one row group."""


def require_parquet() -> None:
    """Raises ``UserFacingError`` where this installation has no pyarrow."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise UserFacingError("dataset.no_parquet") from error


def write_table(
    folder: Path, columns: Mapping[str, ColumnKind], rows: Rows, *, by_month: bool
) -> Iterator[int]:
    """``folder/part-0.parquet``, or ``folder/month=2026-11/part-0.parquet`` …; how many rows were
    written, again and again. Without rows there is one empty file: its columns are to be found."""
    folder.mkdir(parents=True)
    used: dict[str, int] = {}
    for month, group in groupby(rows, key=lambda row: row[0] if by_month else None):
        place = folder / f"month={month or NO_MONTH}" if by_month else folder
        part = used.get(place.name, 0)  # a month that comes again gets a second file
        used[place.name] = part + 1
        place.mkdir(exist_ok=True)
        yield from _write_file(place / f"part-{part}.parquet", columns, (row for _, row in group))
    if not used:
        place = folder / f"month={NO_MONTH}" if by_month else folder
        place.mkdir(exist_ok=True)
        yield from _write_file(place / "part-0.parquet", columns, ())


def _write_file(
    file: Path, columns: Mapping[str, ColumnKind], rows: Iterable[Sequence[Any]]
) -> Iterator[int]:
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, _type(pyarrow, kind)) for name, kind in columns.items()])
    waiting = iter(rows)
    with file.open("wb") as stream:
        with parquet.ParquetWriter(stream, schema) as writer:
            while batch := list(islice(waiting, _ROWS)):
                writer.write_table(_table(pyarrow, schema, columns, batch))
                yield len(batch)
        stream.flush()
        os.fsync(stream.fileno())


def _type(pyarrow: Any, kind: ColumnKind) -> Any:
    return {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("ms", tz="UTC"),
    }[kind]


def _table(
    pyarrow: Any, schema: Any, columns: Mapping[str, ColumnKind], batch: list[Sequence[Any]]
) -> Any:
    arrays = []
    for values, kind, field in zip(zip(*batch, strict=True), columns.values(), schema, strict=True):
        if kind == "day":
            arrays.append(pyarrow.array(values, pyarrow.string()).cast(field.type))
        else:
            arrays.append(pyarrow.array(values, field.type))
    return pyarrow.Table.from_arrays(arrays, schema=schema)
