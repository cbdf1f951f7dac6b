"""Chinese words as they are typed without an input method."""

from __future__ import annotations

from qa_desktop.domain.pinyin import spellings


def test_full_pinyin_and_initials() -> None:
    assert spellings("李小红") == ("lixiaohong", "lixiaogong", "lxh", "lxg")
    assert {"wangxiaoming", "wxm"} <= set(spellings("王小明"))


def test_every_reading_of_a_character_counts() -> None:
    found = spellings("单雄信")
    assert {"shanxiongxin", "danxiongxin", "sxx", "dxx"} <= set(found)
    assert {"zengli", "cengli"} <= set(spellings("曾丽"))


def test_other_letters_stay_and_blanks_go() -> None:
    assert spellings("A 组 李") == ("azuli", "azl")
    assert spellings("Anna Lee 0617") == ()
    assert spellings("") == ()


def test_u_with_dots_is_typed_as_v() -> None:
    assert "lv" in spellings("吕")


def test_a_long_text_of_polyphones_stays_small() -> None:
    assert len(spellings("行长乐重单曾" * 20)) <= 64
