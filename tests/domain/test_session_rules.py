from __future__ import annotations

from fractions import Fraction

import pytest

from qa_desktop.domain.session import Sheet, satisfaction


def test_a_mean_of_four_is_satisfied() -> None:
    assert Sheet(5, 4, 3).is_satisfied and not Sheet(5, 3, 3).is_satisfied


def test_the_rate_has_its_count_and_its_interval() -> None:
    found = satisfaction([Sheet(5, 5, 5), Sheet(4, 4, 4), Sheet(1, 2, 3)])
    assert (found.satisfied, found.sheets) == (2, 3)
    assert found.means == (Fraction(10, 3), Fraction(11, 3), Fraction(4))
    assert found.interval and found.interval.low < Fraction(2, 3) < found.interval.high


def test_without_a_sheet_there_is_no_rate() -> None:
    assert satisfaction([]).means == () and satisfaction([]).interval is None


@pytest.mark.parametrize("marks", [(0, 3, 3), (3, 6, 3)])
def test_marks_out_of_the_scale_are_no_sheet(marks: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of"):
        Sheet(*marks)
