"""The table of first letters says what pypinyin says."""

from __future__ import annotations

from random import Random

from pypinyin import Style, pinyin

from qa_desktop.domain.pinyin import initials, spellings


def test_first_letters_are_those_of_the_whole_readings() -> None:
    for code in Random(5).sample(range(0x4E00, 0x9FA6), 400):
        (found,) = pinyin(chr(code), style=Style.NORMAL, heteronym=True, errors=lambda _: [""])
        wanted = {each[0] for each in found if each and "a" <= each[0] <= "z"}
        assert wanted <= set(initials(chr(code))), chr(code)


def test_names_by_their_initials() -> None:
    assert "wxm" in initials("王小明")
    assert {"dxm", "sxm"} <= set(initials("单小明"))
    assert initials("Anna") == ()
    assert "k12" in initials("客12")
    assert "wangxiaoming" in spellings("王小明") and "wxm" in spellings("王小明")
