"""Reading one table of a template: every value checked, every problem kept with its path.

A reader never stops at the first problem: it notes it, hands back a harmless value and goes on,
so that a person sees everything that is wrong at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Final

from qa_desktop.domain.scoring.model import Name
from qa_desktop.domain.scoring.source import FloatText
from qa_desktop.texts import Text

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?([eE][+-]?[0-9])?")
_MAX_NUMBER: Final = 10**9
_MAX_DECIMALS: Final = 9
_ID: Final = re.compile(r"[\w.\-]{1,64}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SHOWN_VALUE: Final = 40
_NAMED: Final = (
    *("id", "name", "zh", "en", "sections", "items", "weight", "dimension", "answer", "type"),
    *("options", "points", "each", "low", "high", "item", "pass_mark", "cap_at", "from"),
    *("fatal_form", "bonus_points", "policy"),
)
"""Keys that may be missing or empty, and what they are called (``scoring.key_…``)."""


@dataclass(frozen=True)
class Found:
    """A problem at a path like ``sections[0].items[2].answer.options[1].points``."""

    path: str
    message: Text


class TableReader:
    """One table; ``finish()`` reports the keys that nobody asked for."""

    def __init__(self, data: dict[str, Any], path: str, found: list[Found]) -> None:
        self._data = data
        self._asked: list[str] = []
        self.path = path
        self.found = found

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def report(self, where: str, problem: str, /, **params: Any) -> None:
        path = self.at(where) if where else self.path
        self.found.append(Found(path, Text(f"scoring.template_{problem}", params)))

    def has(self, key: str) -> bool:
        return key in self._data

    def take(self, key: str, *, required: bool = True) -> Any:
        """The raw value, or ``None`` when it is missing (reported when required)."""
        self._asked.append(key)
        if required and key not in self._data:
            self.report(key, "missing", key=key_name(key))
        return self._data.get(key)

    def refuse(self, key: str, problem: str) -> None:
        """Reports ``key`` when it is there, for a reason better than "unknown"."""
        self._asked.append(key)
        if key in self._data:
            self.report(key, problem)

    def finish(self) -> None:
        for key in self._data:
            if key in self._asked:
                continue
            near = get_close_matches(key[:_SHOWN_VALUE], self._asked, n=1)
            if near:
                self.report(key, "unknown_key_near", key=quoted(key), near=near[0])
            else:
                self.report(key, "unknown_key", key=quoted(key), known=", ".join(self._asked))

    def name(self, key: str, *, required: bool = True) -> Name | None:
        """A string, or ``{ zh, en }``."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if isinstance(value, dict):
            table = TableReader(value, self.at(key), self.found)
            name = Name(table.string("zh"), table.string("en"))
            table.finish()
            return name
        words = self._words(key, value)
        return Name(words, words)

    def string(self, key: str, *, required: bool = True) -> str:
        value = self.take(key, required=required)
        return "" if value is None else self._words(key, value)

    def code(self, key: str) -> str:
        """An id: letters of any script, digits, ``_``, ``-`` and ``.``, at most 64."""
        value = self.take(key)
        if value is None:
            return ""
        if not isinstance(value, str) or isinstance(value, FloatText) or not _ID.fullmatch(value):
            self.report(key, "bad_id", value=quoted(value))
            return ""
        return value

    def boolean(self, key: str) -> bool:
        """False when missing."""
        value = self.take(key, required=False)
        if value is not None and not isinstance(value, bool):
            self.report(key, "not_boolean", value=quoted(value))
        return value is True

    def word(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> Any:
        """One of ``allowed``; the first of them when it is wrong."""
        value = self.take(key, required=default is None)
        if value is None:
            return default or allowed[0]
        if value not in allowed:
            self.report(key, "not_one_of", value=quoted(value), allowed=" | ".join(allowed))
            return allowed[0]
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        value = self.take(key, required=default is None)
        if value is None:
            return default or 0
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_NUMBER:
            self.report(key, "not_integer", value=quoted(value))
            return default or 0
        return value

    def number(self, key: str, *, required: bool = True) -> Fraction | None:
        """An integer, a decimal string or a float read by its text; ``None`` when unusable."""
        value = self.take(key, required=required)
        if value is None:
            return None
        number = exact_number(value)
        if number is None:
            self.report(key, "not_number", value=quoted(value))
        return number

    def positive(self, key: str) -> Fraction:
        """A number above 0; 1 when it is wrong."""
        number = self.number(key)
        if number is not None and number <= 0:
            self.report(key, "not_positive", value=quoted(self._data[key]))
        return number if number is not None and number > 0 else Fraction(1)

    def between(self, key: str, low: int, high: Fraction, default: int | None = None) -> Fraction:
        """A number from ``low`` to ``high``; ``low`` when it is wrong."""
        number = self.number(key, required=default is None)
        if number is None:
            return Fraction(low if default is None else default)
        if not low <= number <= high:
            shown = str(high) if high < _MAX_NUMBER else "999999999"
            self.report(key, "out_of_range", value=quoted(self._data[key]), low=low, high=shown)
            return Fraction(low)
        return number

    def table(self, key: str, *, required: bool = True) -> TableReader | None:
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.report(key, "not_table", value=quoted(value))
            return None
        return TableReader(value, self.at(key), self.found)

    def tables(self, key: str, *, required: bool = True) -> list[TableReader]:
        """A list of tables; when required it must not be empty."""
        value = self.take(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.report(key, "not_tables", value=quoted(value))
            return []
        if required and not value:
            self.report(key, "empty", key=key_name(key))
        return [
            TableReader(entry, f"{self.at(key)}[{number}]", self.found)
            for number, entry in enumerate(value)
        ]

    def strings(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of different strings; when required it must not be empty."""
        value = self.take(key, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(type(entry) is str for entry in value):
            self.report(key, "not_strings", value=quoted(value))
            return ()
        if required and not value:
            self.report(key, "empty", key=key_name(key))
        if len(set(value)) < len(value):
            self.report(key, "repeated", value=quoted(value))
        return tuple(value)

    def _words(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or isinstance(value, FloatText):
            self.report(key, "not_text", value=quoted(value))
            return ""
        if not value.strip():
            self.report(key, "empty_text")
        elif _CONTROL.search(value):
            self.report(key, "control_text")
        return value


def key_name(key: str) -> Text | str:
    """What a key is called by those who see no file, where it has a name."""
    return Text(f"scoring.key_{key}") if key in _NAMED else key


def exact_number(value: Any) -> Fraction | None:
    """A number as templates write it, None when it is none: an integer, a decimal string or a float
    by its text; at most nine decimals and below 10⁹, so that hostile numbers cost nothing."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < _MAX_NUMBER else None
    written = value.replace("_", "") if isinstance(value, FloatText) else value
    if not _NUMBER.fullmatch(written):
        return None
    number = Fraction(Decimal(written))
    small = abs(number) < _MAX_NUMBER and (number * 10**_MAX_DECIMALS).denominator == 1
    return number if small else None


def quoted(value: object) -> str:
    """A value as a message quotes it: short, harmless, never an error."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 128:
        return f"{value.bit_length()} bit"  # str() of a huge integer is slow or refused
    try:
        words = value if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):
        words = type(value).__name__
    words = _CONTROL.sub("?", words)
    return words if len(words) <= _SHOWN_VALUE else words[: _SHOWN_VALUE - 1] + "…"
