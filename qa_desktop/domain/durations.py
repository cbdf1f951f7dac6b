"""Durations and positions: integer milliseconds in the program, clock text for people."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final

from qa_desktop.errors import UserFacingError

SECOND_MS: Final = 1_000
MINUTE_MS: Final = 60_000
HOUR_MS: Final = 3_600_000

_BESIDE_A_UNIT = re.compile(r"(?<=\D)\s+|\s+(?=\D)")
_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_BARE = re.compile(_NUMBER)
_CLOCK = re.compile(rf"(?:(\d{{1,6}}):)?(\d{{1,6}}):({_NUMBER})")
_UNITS = re.compile(
    rf"(?:({_NUMBER})(?:小时|时|h))?"
    rf"(?:({_NUMBER})(?:分钟|分|min|m|'|′))?"
    rf"(?:({_NUMBER})(?:秒钟|秒|sec|s|\"|′′|''))?"
)


def format_duration(ms: int) -> str:
    """``mm:ss``, and ``h:mm:ss`` from one hour; what has begun but not passed is cut off."""
    hours, rest = divmod(max(ms, 0), HOUR_MS)
    minutes, rest = divmod(rest, MINUTE_MS)
    seconds = rest // SECOND_MS
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def format_position(ms: int) -> str:
    """``mm:ss.s`` (``h:mm:ss.s``): a playhead; it never shows a tenth that was not reached."""
    return f"{format_duration(ms)}.{max(ms, 0) % SECOND_MS // 100}"


def format_millisecond(ms: int) -> str:
    """``mm:ss.sss`` (``h:mm:ss.sss``): where single samples are seen."""
    return f"{format_duration(ms)}.{max(ms, 0) % SECOND_MS:03}"


def parse_duration(text: str, bare_unit_ms: int = SECOND_MS) -> int:
    """Milliseconds of ``277``, ``4:37``, ``00:04:37``, ``02:13.4``, ``4分37秒``, ``1h2m3s``.

    Full-width digits are read too. A bare number is in units of ``bare_unit_ms``; with one colon
    it is minutes and seconds. Anything else: ``UserFacingError`` ``duration.unreadable``.
    """
    plain = _BESIDE_A_UNIT.sub("", unicodedata.normalize("NFKC", text).lower().strip())
    if _BARE.fullmatch(plain):
        return _milliseconds((plain, bare_unit_ms))
    if clock := _CLOCK.fullmatch(plain):
        return _clock_ms(text, *clock.groups())
    units = _UNITS.fullmatch(plain)
    if not plain or units is None:
        raise UserFacingError("duration.unreadable", value=text[:60])
    hours, minutes, seconds = units.groups()
    return _milliseconds((hours, HOUR_MS), (minutes, MINUTE_MS), (seconds, SECOND_MS))


def _clock_ms(text: str, hours: str | None, minutes: str, seconds: str) -> int:
    """A clock with hours has at most 59 minutes; seconds always stay below 60."""
    if Fraction(seconds) >= 60 or (hours is not None and int(minutes) >= 60):
        raise UserFacingError("duration.unreadable", value=text[:60])
    return _milliseconds((hours, HOUR_MS), (minutes, MINUTE_MS), (seconds, SECOND_MS))


def _milliseconds(*parts: tuple[str | None, int]) -> int:
    """Sum of number × unit, rounded half up to a whole millisecond; no float on the way."""
    total = sum((Fraction(number) * unit for number, unit in parts if number), Fraction(0))
    return int(total + Fraction(1, 2))
