"""A refusal is two sentences in the reader's own language, whatever the system said."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.exchange.bundle.reading import BundleReader
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
