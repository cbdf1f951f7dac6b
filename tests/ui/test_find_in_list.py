"""The field above a long list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from qa_desktop.ui.ask_dialog import ticks
from qa_desktop.ui.find_in_list import FindInList

ENTRIES = [("a", "0617 王小明"), ("b", "语气 生硬"), ("c", "Opening")]


@pytest.mark.parametrize(
    ("words", "shown"),
    [("wxm", [0]), ("語氣", [1]), ("OPEN", [2]), ("生 语", [1]), ("生 王", []), ("", [0, 1, 2])],
)
def test_lines_with_every_word_or_its_initials(qapp, words: str, shown: list[int]) -> None:
    listed: QListWidget = ticks(ENTRIES, ["a"])
    FindInList("find", listed, listed).setText(words)
    assert [n for n in range(listed.count()) if not listed.item(n).isHidden()] == shown
    assert listed.item(0).checkState() == Qt.CheckState.Checked, "also out of sight"
