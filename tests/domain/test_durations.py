import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.durations import (
    HOUR_MS,
    MINUTE_MS,
    format_duration,
    format_position,
    parse_duration,
)
from qa_desktop.errors import UserFacingError

AnyMs = st.integers(0, 999 * HOUR_MS)


@pytest.mark.parametrize(
    ("ms", "duration", "position"),
    [
        (0, "00:00", "00:00.0"),
        (999, "00:00", "00:00.9"),
        (133_456, "02:13", "02:13.4"),
        (59_999, "00:59", "00:59.9"),
        (3_599_999, "59:59", "59:59.9"),
        (3_600_000, "1:00:00", "1:00:00.0"),
        (36_061_050, "10:01:01", "10:01:01.0"),
        (-5, "00:00", "00:00.0"),
    ],
)
def test_shown(ms: int, duration: str, position: str) -> None:
    assert format_duration(ms) == duration
    assert format_position(ms) == position


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("277", 277_000),
        ("277.5", 277_500),
        ("0.0005", 1),
        ("4分37秒", 277_000),
        ("４分３７秒", 277_000),
        ("4 分 37 秒", 277_000),
        ("4分钟", 240_000),
        ("1小时2分3秒", 3_723_000),
        ("1时3秒", 3_603_000),
        ("1h2m3s", 3_723_000),
        ("4'37\"", 277_000),
        ("4′37″", 277_000),
        ("4:37", 277_000),
        ("04：37", 277_000),
        ("00:04:37", 277_000),
        ("100:00:00", 360_000_000),
        ("125:00", 7_500_000),
        ("02:13.4", 133_400),
        ("37秒", 37_000),
        ("0", 0),
    ],
)
def test_read(written: str, ms: int) -> None:
    assert parse_duration(written) == ms


def test_a_bare_number_takes_the_columns_unit() -> None:
    assert parse_duration("1.5", MINUTE_MS) == 90_000
    assert parse_duration("4:37", MINUTE_MS) == 277_000


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "abc",
        "-5",
        "4:",
        ":37",
        "4:60",
        "1:60:00",
        "4分37",
        "秒",
        "分",
        "1e5",
        "4 37",
        "12:34:56:78",
        "9" * 400,
        "1 2:3",
        "nan",
        "inf",
    ],
)
def test_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        parse_duration(written)
    assert refused.value.id == "duration.unreadable"
    assert "4分37秒" in refused.value.say("zh")
    assert len(refused.value.params["value"]) <= 60


@given(AnyMs)
def test_what_is_shown_is_read_back(ms: int) -> None:
    assert parse_duration(format_duration(ms)) == ms // 1000 * 1000
    assert parse_duration(format_position(ms)) == ms // 100 * 100


@given(AnyMs, AnyMs)
def test_a_later_position_never_reads_earlier(one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert parse_duration(format_position(first)) <= parse_duration(format_position(second))
