"""Names and numbers taken out of what people wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain import anonymising
from qa_desktop.domain.anonymising import concealer
from qa_desktop.domain.mentions import finder_of_numbers, finder_of_persons

PERSONS = {
    "王小明": "坐席 A",
    "0617": "坐席 A",
    "王敏": "坐席 B",
    "Ann Lee": "坐席 C",
    "王敏佳": "坐席 D",
}
NUMBERS = ("S2611200007", "13812345678", "A77-12")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("王小明开场太快", "坐席 A开场太快"),
        ("工号0617：抢话", "工号坐席 A：抢话"),
        ("０６１７ 抢话", "坐席 A 抢话"),
        ("20260617", "***"),
        ("王敏佳比王敏好", "坐席 D比坐席 B好"),
        ("ann lee was kind", "坐席 C was kind"),
        ("Joann Leeds", "Joann Leeds"),
        ("流水号 s2611200007", "流水号 ***"),
        ("打 138 1234 5678 回访", "打 *** 回访"),
        ("单号 A77-12", "单号 ***"),
        ("客户报了 139-0000-1111", "客户报了 ***"),
        ("第 12 秒，00:12", "第 12 秒，00:12"),
        ("X9988776Y", "***"),
        ("1. 2. 3. 4. 5. 6. 点", "1. 2. 3. 4. 5. 6. 点"),
    ],
)
def test_concealed(said: str, shown: str) -> None:
    assert concealer(PERSONS, NUMBERS)(said) == shown


PIECES = st.sampled_from(
    [
        *PERSONS,
        *NUMBERS,
        "王",
        "小明",
        "敏",
        "佳",
        "06",
        "17",
        " ",
        "-",
        "ANN LEE",
        "ſ",
        "ﬁ",
        "１",
        "的",
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_nothing_is_left_that_erasing_would_find(pieces: list[str]) -> None:
    persons, numbers = finder_of_persons(PERSONS), finder_of_numbers(NUMBERS)
    assert persons and numbers
    shown = concealer(PERSONS, NUMBERS)("".join(pieces))
    assert not persons(shown) and not numbers(shown)


def test_without_anybody_only_long_numbers_go() -> None:
    assert concealer({}, [" "])("王小明 0617，123456") == "王小明 0617，***"


def test_only_names_that_a_text_may_say_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many agents there are: else a playlist of 30 cases takes a minute."""
    tried: list[str] = []

    def without(text: str, value: str, stand_in: str) -> str:
        tried.append(value)
        return text.replace(value, stand_in)

    monkeypatch.setattr(anonymising, "_without", without)
    names = {f"王{chr(0x4E00 + n)}": "坐席 B" for n in range(3_000)}
    numbers = {f"{10_000 + n}": "坐席 B" for n in range(3_000)}
    conceal = concealer({**names, **numbers, **PERSONS}, NUMBERS)
    assert conceal("开场太快") == "开场太快"
    assert conceal("王敏抢话，第 12 秒") == "坐席 B抢话，第 12 秒"
    assert set(tried) == {"王敏"}
