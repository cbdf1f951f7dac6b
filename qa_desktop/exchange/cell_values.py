"""Moments and dates as spreadsheets and recorders write them, and numbers that Excel has spoilt."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

_EXCEL_ZERO: Final = datetime(1899, 12, 30)
_EXCEL_DAYS: Final = range(20_000, 80_000)
"""1954 to 2119: a plain number in this span is a date that lost its number format."""

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d{1,3}", re.IGNORECASE)
_EXCEL = re.compile(r"\d{5}(?:\.\d{1,15})?")
_HALF = r"(上午|下午|am|pm)?"
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    rf"(?:t|\s)*{_HALF}\s*(\d{{1,2}})[:时](\d{{1,2}})(?:[:分](\d{{1,2}})(?:\.\d{{1,9}})?)?[分秒]?\s*{_HALF}"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[ t_-]?()(\d\d)(\d\d)(\d\d)()")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ t]0{1,2}:00(?::00)?)?")


def digits_lost(text: str) -> bool:
    """``2.02611E+19``: Excel took a number for a quantity and the last digits are gone."""
    return ("E" in text or "e" in text) and _SCIENTIFIC.fullmatch(text) is not None


def read_moment(text: str) -> datetime | None:
    """``2026-11-20 09:35:12``, ``2026/11/20 下午 3:05``, ``2026年11月20日9时35分12秒``,
    ``20261120093512`` or an Excel day number; local time. None when it is none of them.
    """
    plain = _plain(text)
    if _EXCEL.fullmatch(plain):
        return _excel(plain)
    found = _MOMENT.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        return None
    year, month, day, before, hour, minute, second, after = found.groups()
    try:
        return datetime(
            int(year),
            int(month),
            int(day),
            _hour(int(hour), before or after),
            int(minute),
            int(second or 0),
        )
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """``2026-11-20``, ``2026/1/5``, ``2026年1月5日``, ``20261120`` or an Excel day number."""
    plain = _plain(text)
    if _EXCEL.fullmatch(plain):
        moment = _excel(plain)
        return moment.date() if moment else None
    found = _DATE.fullmatch(plain) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", plain)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def read_ratio(text: str, heading: str = "") -> Fraction | None:
    """``12.5%``, ``0.125``, or ``12.5`` where the heading says % or the number is above one."""
    plain = _plain(text).replace(" ", "")
    if re.fullmatch(r"\d{1,9}(\.\d{1,15})?%?", plain) is None:
        return None
    value = Fraction(plain.rstrip("%"))
    in_percent = plain.endswith("%") or "%" in _plain(heading) or value > 1
    return value / 100 if in_percent else value


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _hour(hour: int, half: str | None) -> int:
    """Twelve o'clock is the first hour of its half day."""
    if half is None or not half:
        return hour
    if not 1 <= hour <= 12:
        return hour if half in ("下午", "pm") and hour > 12 else -1
    return hour % 12 + (12 if half in ("下午", "pm") else 0)


def _excel(plain: str) -> datetime | None:
    """Days since 1899-12-30, rounded to the second, as Excel shows them."""
    days = Fraction(plain)
    if int(days) not in _EXCEL_DAYS:
        return None
    return _EXCEL_ZERO + timedelta(seconds=int(days * 86_400 + Fraction(1, 2)))
