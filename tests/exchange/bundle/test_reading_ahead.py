"""Frames that a thread reads ahead are the same ones, and it ends when nobody wants more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from qa_desktop.exchange.bundle.reading_ahead import reading_ahead


def _readers() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "bundle-frames"]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 100])
def test_all_come_in_their_order(count: int) -> None:
    assert list(reading_ahead(iter(range(count)))) == list(range(count))
    assert _readers() == []


def test_what_goes_wrong_is_raised_in_its_place() -> None:
    def found() -> Iterator[int]:
        yield 1
        raise ValueError("torn")

    ahead = reading_ahead(found())
    assert next(ahead) == 1
    with pytest.raises(ValueError, match="torn"):
        next(ahead)
    assert _readers() == []


@pytest.mark.parametrize("taken", [1, 6])
def test_nobody_reads_on_after_the_end(taken: int) -> None:
    asked = []

    def found() -> Iterator[int]:
        for number in range(10**9):
            asked.append(number)
            yield number

    ahead = reading_ahead(found())
    for _ in range(taken):
        next(ahead)
    assert len(_readers()) == 1
    ahead.close()
    assert _readers() == []
    assert len(asked) <= taken + 8, "no more than stood ready, and what made room"
