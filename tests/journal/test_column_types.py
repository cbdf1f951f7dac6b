"""A column shows what fits its type; anything else is shown as missing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.journal.record_types import Field


@given(st.datetimes(datetime(1000, 1, 1), datetime(2999, 12, 31)))
def test_moments_are_kept(moment: datetime) -> None:
    for text in (moment.isoformat(), moment.isoformat(timespec="milliseconds")):
        assert Field("x", "moment").column_value({"x": text}) == text
        assert datetime.fromisoformat(text)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_days_are_kept(day: date) -> None:
    text = day.isoformat()
    assert Field("x", "day").column_value({"x": text}) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-11", "2026-13-01T00:00", "2026-02-29T10:00:00", "2026-11-20T24:00:00"),
        *("2026-11-20T10:00:00Z", "2026-11-20T10:00:00+08:00", "2026-11-20 10:00:00"),
        *("10000-01-01T00:00:00", "0000-01-01T00:00:00", "20261120T100000", "2026-W47-5T10:00"),
        *("２０２６-11-20T10:00:00", "2026-11-20T10:00:00\n"),
    ],
)
def test_what_no_calendar_has_is_missing(text: str) -> None:
    assert Field("x", "moment").column_value({"x": text}) is None
    assert Field("x", "day").column_value({"x": text}) is None


def test_a_day_is_no_moment() -> None:
    assert Field("x", "moment").column_value({"x": "2026-11-20"}) is None
    assert Field("x", "day").column_value({"x": "2026-11-20T10:00:00"}) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        *((2**63 - 1, 2**63 - 1), (-(2**63), -(2**63)), (True, 1)),
        *((2**63, None), (-(2**63) - 1, None), (2**80, None), ("5", None)),
    ],
)
def test_numbers_that_no_column_holds_are_missing(number: object, shown: int | None) -> None:
    assert Field("x", "integer").column_value({"x": number}) == shown
    assert Field("x", "integer", read=lambda said: said["y"]).column_value({"y": number}) == shown
