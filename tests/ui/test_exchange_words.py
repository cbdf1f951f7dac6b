"""What bundles say: parts that are none are left out, and people are named."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from qa_desktop.journal.vector import Gap
from qa_desktop.services.bundle_merging import Merge
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange import bundle_words
from qa_desktop.ui.exchange.received_rows import ReceivedRow, state_words
from qa_desktop.ui.exchange.write_words import written_words

A, HERE = "ab" * 32, "cd" * 32


@pytest.fixture(autouse=True)
def chinese(qapp):
    i18n.set_language(qapp, "zh_CN")
    yield
    i18n.set_language(qapp, "en")


def _merged(**parts: object) -> Merge:
    return Merge(SimpleNamespace(purpose="operations"), **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("operations", "blobs", "clips", "said"),
    [
        (41, 0, 1, "已写出 41 条操作、1 段录音片段"),
        (41, 0, 0, "已写出 41 条操作"),
        (1, 2, 0, "已写出 1 条操作、2 个录音"),
        (0, 0, 0, "已写出，里面没有新内容"),
    ],
)
def test_what_was_written(operations: int, blobs: int, clips: int, said: str) -> None:
    written = SimpleNamespace(operations=operations, blobs=blobs, clips=clips)
    assert written_words("bundle", written) == said  # type: ignore[arg-type]


def test_what_was_merged() -> None:
    done = _merged(operations=9, records=Counter(call=3), blobs=0, clips=2)
    assert bundle_words.result_words(done) == "已合并 3 条记录、2 段录音片段"


def test_records_of_recordings_do_not_look_like_sound() -> None:
    done = _merged(records=Counter(recording=10), blobs=0)
    assert bundle_words.counts(done) == [("录音信息", "10")]


def test_a_gap_names_the_person_beside_the_device() -> None:
    said = bundle_words.gap_lines([Gap(A, 7, 9)], HERE, {A: "王磊"})
    assert "王磊（设备 abababab）" in said
    assert "设备 abababab" in bundle_words.gap_lines([Gap(A, 7, 9)], HERE, {})


def test_a_merged_bundle_is_called_merged() -> None:
    row = ReceivedRow("id", "merged", 0, "王磊", "", "a.qab")
    assert state_words(row) == "已合并"
