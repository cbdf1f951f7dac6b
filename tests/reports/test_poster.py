"""The poster of a month: one page, with letters as large as there is room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_desktop.reports.data import Party
from qa_desktop.reports.honour_board import HonourData, HonourLine, LetterLine, build, points_of
from qa_desktop.reports.pdf import words_of_pages
from qa_desktop.services.reporting import write_report

_WHO = Party("a", "0617", "欧阳明月", "一组")
_CALL = "客户一上来就发火，先道歉、再复述问题，最后把退费时间说到了哪一天。"
_LETTER = LetterLine(_WHO, date(2026, 11, 20), "帮我把三个月没解决的宽带问题解决了。", "张女士")


def poster(calls: int, letters: int):
    return build(HonourData("2026-11", [HonourLine(_WHO, _CALL)] * calls, [_LETTER] * letters))


@pytest.mark.parametrize(("calls", "letters"), [(1, 0), (0, 2), (3, 2), (9, 6), (14, 0)])
def test_it_is_one_page(qapp, tmp_path: Path, calls: int, letters: int) -> None:
    out = tmp_path / "poster.pdf"
    write_report(poster(calls, letters), out, "zh")
    (page,) = words_of_pages(out)
    assert page.startswith("★ ★ ★") and "2026 年 11 月光荣榜" in page
    assert "感谢每一位用心对待客户的同事" in page
    assert page.count("退费时间") == calls
    assert page.count("2026-11-20") == letters, "a day stands on one line"


def test_few_are_written_large_and_many_small() -> None:
    sizes = [points_of(poster(calls, 2)) for calls in (0, 3, 9, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 15 and sizes[-1] == 8
    assert points_of(poster(1, 0)) == 24
