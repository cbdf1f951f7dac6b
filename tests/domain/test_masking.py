import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.masking import mask_in_text, mask_number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("+86 138 1234 5678", "+86 138****5678"),
        ("+86-138-1234-5678", "+86 138****5678"),
        ("008613812345678", "+86 138****5678"),
        ("8613812345678", "+86 138****5678"),
        ("057187654321", "057*****4321"),
        ("0571-87654321", "057*****4321"),
        ("(010) 8765 4321", "010****4321"),
        ("+1 (415) 555-2671", "+141****2671"),
        ("+852 9123 4567", "+852****4567"),
        ("4001234567", "400****567"),
        ("87654321", "87****21"),
        ("95588", "9****"),
        ("1234", "****"),
        ("", ""),
        ("匿名", "**"),
    ],
)
def test_masked(number: str, shown: str) -> None:
    assert mask_number(number) == shown


@given(st.text(max_size=40) | st.from_regex(r"(\+|00)?(86)?[0-9 -]{0,20}", fullmatch=True))
def test_masking_twice_changes_nothing(number: str) -> None:
    assert mask_number(mask_number(number)) == mask_number(number)


@given(st.from_regex(r"(\+|00)?[0-9]{4,20}", fullmatch=True))
def test_at_least_four_are_hidden_and_at_most_seven_of_the_subscriber_show(number: str) -> None:
    shown = mask_number(number)
    assert shown.count("*") >= min(4, len(number.removeprefix("+").removeprefix("0086")))
    assert sum(sign.isdigit() for sign in shown.removeprefix("+86 ")) <= 7


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("20261120-093512-0617-13812345678.opus", "20261120-093512-0617-138****5678.opus"),
        ("回拨138-1234-5678，谢谢", "回拨138****5678，谢谢"),
        ("x_+8613812345678_y", "x_+86 138****5678_y"),
        ("流水号20261120093512138", "流水号20261120093512138"),
        ("a-13812345678", "a-138****5678"),
        ("1381234567890123", "1381234567890123"),
        ("9138123456789", "9138123456789"),
    ],
)
def test_mobile_numbers_inside_text(text: str, shown: str) -> None:
    assert mask_in_text(text) == shown


def test_the_calls_own_number_is_masked_wherever_it_stands() -> None:
    assert mask_in_text("out-57187654321-0617.wav", "57187654321") == "out-571****4321-0617.wav"
