"""A refusal is two sentences in the reader's own language, whatever the system said."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qa_desktop.errors import UserFacingError, for_commands, reason_of
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.paths import resources
from qa_desktop.texts import catalogue, render

_ENDS = {"zh": ("。", "！", "？"), "en": (".", "!", "?")}


class _Anything(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return "X"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_refusal_runs_into_its_remedy(language, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = [id for id in catalogue() if f"{id}_remedy" in catalogue()]
    assert len(refusals) > 100
    monkeypatch.setattr(
        "qa_desktop.errors.render",
        lambda said, spoken: catalogue()[said.id][spoken].format_map(_Anything()),
    )
    for id in refusals:
        remedy = catalogue()[f"{id}_remedy"][language].format_map(_Anything())
        said = UserFacingError(id).say(language)
        message = said.removesuffix(remedy).rstrip()
        assert message.rstrip("”’\"')）」").endswith(_ENDS[language]), said
        assert not message.endswith(("。。", "..")), said


_OF_COMMANDS = ("cli.", "bench.")
"""Texts that only the command line says."""


def _window_words() -> Iterator[tuple[str, str]]:
    for id, languages in catalogue().items():
        if not id.startswith(_OF_COMMANDS) and not id.endswith("_command"):
            yield from ((id, words) for words in languages.values())
    translations = ElementTree.parse(resources("translations", "qa_desktop_zh_CN.ts"))
    for message in translations.iter("message"):
        for part in ("source", "translation"):
            yield "window", message.findtext(part) or ""


def test_no_words_of_the_window_name_a_command() -> None:
    for id, words in _window_words():
        for sign in ("--", "qa-desktop ", "pip "):
            assert sign not in words, (id, words)


def test_people_are_addressed_in_one_way() -> None:
    for id, words in _window_words():
        assert "你" not in words, (id, words)


def test_the_command_line_says_what_can_be_typed_there() -> None:
    refused = UserFacingError("bundle.hides_many", count=3, of=4)
    assert "--accept-hides" in render(for_commands(refused.remedy), "zh")
    assert "--" not in refused.say("zh") and "--" not in refused.say("en")
    same = UserFacingError("bundle.no_folder", path="x").remedy
    assert for_commands(same) == same
    own = [id for id in catalogue() if id.endswith("_command")]
    assert own and all(f"{id.removesuffix('_command')}_remedy" in catalogue() for id in own)


def test_a_message_that_ends_gets_no_second_stop() -> None:
    assert UserFacingError("workspace.locked", path="/甲").say("zh").count("。") == 2
    assert "。。" not in UserFacingError("identity.locked").say("zh")


def test_what_the_system_says_is_said_in_the_readers_language(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as missing, BundleReader(tmp_path / "没有.qab"):
        pass
    assert missing.value.say("zh") == (
        "打不开“没有.qab”：文件或文件夹不存在。请检查文件是否还在、是否有权限读取。"
    )
    assert missing.value.say("en").startswith("“没有.qab” cannot be opened: it does not exist. ")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有权限"), (errno.EROFS, "磁盘是只读的")],
)
def test_usual_reasons_have_words(number: int, words: str) -> None:
    assert render(reason_of(OSError(number, "in the system's tongue")), "zh") == words


def test_a_rare_reason_keeps_the_systems_words() -> None:
    assert render(reason_of(OSError(errno.EXDEV, "Cross-device link")), "zh") == "Cross-device link"
    assert render(reason_of(OSError()), "zh") == "OSError"


def test_windows_says_no_permission_where_another_program_has_the_file() -> None:
    held = PermissionError(errno.EACCES, "in use")
    held.winerror = 32  # type: ignore[attr-defined]
    assert render(reason_of(held), "zh") == "正被其他程序占用"
