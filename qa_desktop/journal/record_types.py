"""What a declaration of a synced record type consists of.

Two shapes:

* a **record** (fields and sets): ``create``/``set``/``delete``/``restore`` operations; each field
  is a register of its own. Membership (tags, file names) is a record with a parent's id.
* a **fact**: the payload of one operation is the whole row; a later revision names, in
  ``supersedes``, the one that it follows. One with a **flow** is made of moves instead: each is
  an operation of its own, and the flow says what they come to together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any, Literal

from qa_desktop.journal.canonical import comparable
from qa_desktop.journal.flow import Flow
from qa_desktop.journal.personal import hash_of

FOLD_VERSION = 1
"""Raised when the fold or the reading of a column changes: then every table is made anew."""

_MOMENT = re.compile(
    r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{3}(?:[0-9]{3})?)?)?)?\Z"
)
_INT64 = 1 << 63
_RATIO = re.compile(r"-?[0-9]{1,40}(/[0-9]{1,40})?\Z")

ColumnType = Literal["text", "integer", "json", "day", "moment"]
"""``day`` (``2026-11-20``) and ``moment`` (``2026-11-20T09:35:00``, no zone) are texts that name a
day of the calendar."""


@dataclass(frozen=True)
class Field:
    """One column. ``personal`` columns hold the hash; the value is joined from ``personal``."""

    name: str
    type: ColumnType = "text"
    personal: bool = False
    read: Callable[[dict[str, Any]], Any] | None = None
    """How a fact's column is found in its payload, where it is not the member of its name."""

    def column_value(self, payload: dict[str, Any]) -> str | int | None:
        """What the table holds. A value of another type than declared is shown as missing:
        a hostile payload must not stop a merge."""
        value = self.read(payload) if self.read else payload.get(self.name)
        if value is None:
            return None
        if self.personal:
            return hash_of(value)
        if self.type == "text":
            return value if isinstance(value, str) else None
        if self.type == "json":
            return comparable(value)
        if self.type == "integer":
            # A moment that is worked out from two may be more than a column holds.
            return int(value) if isinstance(value, int) and -_INT64 <= value < _INT64 else None
        return value if isinstance(value, str) and _is_in_calendar(value, self.type) else None


def _is_in_calendar(value: str, type: ColumnType) -> bool:
    found = _MOMENT.match(value)
    if not found or (type == "day") != (found[4] is None):
        return False
    year, month, day, *rest = (int(part or 0) for part in found.groups())
    hour, minute, second = rest
    try:
        datetime(year, month, day, hour, minute, second)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Child:
    """A table of the rows in a fact's list ``member``, each a column per field."""

    name: str
    member: str
    fields: tuple[Field, ...]

    @cached_property
    def _readers(self) -> list[tuple[str, _Plain, Callable[[dict[str, Any]], str | int | None]]]:
        return [(field.name, _plain(field), field.column_value) for field in self.fields]

    def rows(self, parent: int, lines: Any) -> list[tuple[Any, ...]]:
        """Parent, place and columns of each line; ``lines`` is what a payload holds, perhaps
        anything."""
        if not isinstance(lines, list):
            return []
        found: list[tuple[Any, ...]] = []
        readers = self._readers
        for line in lines:
            if isinstance(line, dict):
                row: list[Any] = [parent, len(found)]
                for name, plain, read in readers:
                    # A score has twenty lines: the usual case without a call of ours.
                    value = line.get(name)
                    if plain and type(value) is str:
                        row.append(value if plain == "text" else encode_basestring(value))
                    elif plain == "json" and value == []:
                        row.append("[]")
                    else:
                        row.append(read(line))
                found.append(tuple(row))
        return found


_Plain = Literal["text", "json", ""]


def _plain(field: Field) -> _Plain:
    """How a text in this field is shown, where that is by its type alone."""
    if field.personal or field.read is not None:
        return ""
    return field.type if field.type == "text" or field.type == "json" else ""


@dataclass(frozen=True)
class RecordType:
    name: str
    fields: tuple[Field, ...]
    fact: bool = False
    children: tuple[Child, ...] = ()
    indexes: tuple[str, ...] = ()
    flow: Flow | None = None
    """Of a fact whose operations are moves: which of them have an effect, and what they come to."""

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        if name not in self._by_name:
            raise KeyError(f"{self.name} declares no {name}")
        return self._by_name[name]

    @property
    def declaration(self) -> str:
        """Changes when the table must be made anew and its records folded again."""
        text = repr(
            (
                FOLD_VERSION,
                [(f.name, f.type, f.personal) for f in self.fields],
                self.fact,
                [(c.name, c.member, [(f.name, f.type) for f in c.fields]) for c in self.children],
                self.indexes,
                *((self.flow.version,) if self.flow else ()),
            )
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def hundredths(member: str) -> Callable[[dict[str, Any]], int | None]:
    """A column with ``result.<member>`` ("n/d") times 100; published scores have ≤ 2 decimals."""

    def read(payload: dict[str, Any]) -> int | None:
        result = payload.get("result")
        text = result.get(member) if isinstance(result, dict) else None
        if not isinstance(text, str) or not _RATIO.match(text):
            return None
        above, _, below = text.removeprefix("-").partition("/")
        numerator, denominator = 100 * int(above), int(below or "1")
        if numerator >= denominator << 62:  # also where the denominator is 0
            return None
        value = numerator // denominator
        return -value if text.startswith("-") else value

    return read


def in_result(member: str) -> Callable[[dict[str, Any]], Any]:
    """A column with ``result.<member>``; booleans become 0 and 1."""

    def read(payload: dict[str, Any]) -> Any:
        result = payload.get("result")
        value = result.get(member) if isinstance(result, dict) else None
        return int(value) if isinstance(value, bool) else value

    return read


def flag(member: str) -> Callable[[dict[str, Any]], int | None]:
    """A column with a boolean member as 0 or 1."""

    def read(payload: dict[str, Any]) -> int | None:
        value = payload.get(member)
        return int(value) if isinstance(value, bool) else None

    return read
