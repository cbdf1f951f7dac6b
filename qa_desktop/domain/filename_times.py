"""The times that recorders write into file names, with directives of fixed width only.

Fixed widths make ``{start:…}{agent}`` readable without a separator. ``%f`` is three digits
(milliseconds) and ``%s`` the ten digits of Unix time; Unix time is shown in the machine's zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from qa_desktop.errors import UserFacingError

DEFAULT_FORMAT: Final = "%Y%m%d%H%M%S"
_WIDTHS: Final = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2, "f": 3, "s": 10}
_NEEDED: Final = ({"Y", "m", "d", "H", "M"}, {"y", "m", "d", "H", "M"}, {"s"})


@dataclass(frozen=True)
class TimeFormat:
    """``width`` characters; directives by letter, literals as they are."""

    text: str
    width: int
    pieces: tuple[tuple[str, str], ...]
    """(directive letter, "") or ("", literal)."""
    regex: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> TimeFormat:
        """``UserFacingError`` ``filename_pattern.bad_time``: unknown, repeated or missing parts."""
        pieces = tuple(
            (found[1], "") if found[1] else ("", "%" if found[0] == "%%" else found[0])
            for found in re.finditer(r"%(?!%)(.)|%%|[^%]+|%", text, re.DOTALL)
        )
        letters = [letter for letter, _ in pieces if letter]
        if (
            set(letters) - set(_WIDTHS)
            or len(set(letters)) != len(letters)
            or not any(needed <= set(letters) for needed in _NEEDED)
            or {"Y", "y"} <= set(letters)
        ):
            raise UserFacingError("filename_pattern.bad_time", format=text[:60])
        width = sum(_WIDTHS[letter] if letter else len(literal) for letter, literal in pieces)
        regex = "".join(
            f"(?P<{letter}>[0-9]{{{_WIDTHS[letter]}}})" if letter else re.escape(literal)
            for letter, literal in pieces
        )
        return cls(text, width, pieces, re.compile(regex))

    def reads(self, value: str) -> bool:
        """Is this a real date and time in this format?"""
        return self._read(value) is not None

    def read(self, value: str) -> datetime:
        """``ValueError`` where ``reads`` says no."""
        moment = self._read(value)
        if moment is None:
            raise ValueError(value)
        return moment

    def write(self, moment: datetime) -> str:
        values = {
            **{letter: moment.strftime(f"%{letter}") for letter in "ymdHMS"},
            "Y": f"{moment.year:04}",
            "f": f"{moment.microsecond // 1000:03}",
        }
        if ("s", "") in self.pieces:
            values["s"] = f"{int(moment.timestamp()):010}"
        return "".join(values[letter] if letter else literal for letter, literal in self.pieces)

    def _read(self, value: str) -> datetime | None:
        found = self.regex.fullmatch(value)
        if found is None:
            return None
        parts = {letter: int(digits) for letter, digits in found.groupdict().items()}
        milliseconds = parts.get("f", 0)
        if "s" in parts:
            moment = datetime.fromtimestamp(parts["s"])
            return moment.replace(microsecond=milliseconds * 1000)
        try:
            return datetime(
                parts["Y"] if "Y" in parts else 2000 + parts["y"],
                parts["m"],
                parts["d"],
                parts["H"],
                parts["M"],
                parts.get("S", 0),
                milliseconds * 1000,
            )
        except ValueError:
            return None
