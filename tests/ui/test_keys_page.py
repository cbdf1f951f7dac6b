"""``docs/keys.md`` is the key table, in both languages. To write it anew:
``python -m tests.ui.test_keys_page``."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from qa_desktop.ui import i18n
from qa_desktop.ui.key_acts import ACTS
from qa_desktop.ui.key_presets import PRESETS
from qa_desktop.ui.scorecards import cards_page, faults_page
from qa_desktop.ui.screen_keys import SCREEN_KEYS

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"

_HEAD = """# Keys 快捷键

F1 lays this table over the screen. *Timeline* keys work while the timeline has the focus,
*anywhere* keys also while typing, *text* keys in the comment editor.
F1 可随时查看。“时间轴”列在时间轴上有效，“任何地方”列打字时也有效，“点评框”列只在写点评时有效。

| English | 中文 | timeline 时间轴 | anywhere 任何地方 | text 点评框 |
|---|---|---|---|---|
"""


_SCREENS_HEAD = """
## Letters of single screens 单个页面的字母键

They work where a list or a tree has the keyboard, and stay as they are.
焦点在列表或树上时有效，不能改。
"""

_PRESETS_HEAD = """
## Presets 键位方案

Settings › Keys puts a whole set of keys in force, to be changed from there on; Undo brings the one
before back. What differs from the table above:
在“设置 › 快捷键”里可以整套换键位，换完还能逐个改，“撤销”可换回。与上表不同的键：
"""


def keys_page(app: QApplication) -> str:
    """One line per act, English and Chinese name, keys in their portable form."""
    names = {}
    for language in ("zh_CN", "en"):
        i18n.set_language(app, language)
        names[language] = [each.name for each in ACTS]
    lines = []
    for place, each in enumerate(ACTS):
        shown = [_cell(each.timeline), _cell(each.anywhere), _cell(each.text)]
        cells = [names["en"][place], names["zh_CN"][place], *shown]
        lines.append("| " + " | ".join(cells) + " |")
    return _HEAD + "\n".join(lines) + "\n" + _screens(app) + _presets(app)


def _screens(app: QApplication) -> str:
    """Letters of single screens."""
    found = _SCREENS_HEAD
    told: dict[str, list[list[str]]] = {}
    for language in ("en", "zh_CN"):
        i18n.set_language(app, language)
        told[language] = [[part.name, *(name for name, _ in part.acts())] for part in SCREEN_KEYS]
    for part, english, chinese in zip(SCREEN_KEYS, told["en"], told["zh_CN"], strict=True):
        found += f"\n### {english[0]} {chinese[0]}\n\n| English | 中文 | |\n|---|---|---|\n"
        for en, zh, (_, sequences) in zip(english[1:], chinese[1:], part.keys, strict=True):
            found += f"| {en} | {zh} | {_cell(sequences)} |\n"
    return found


def _presets(app: QApplication) -> str:
    """What differs in each of them, acts that gave a key away included."""
    found = _PRESETS_HEAD
    for preset in PRESETS[1:]:
        titles = []
        for language in ("en", "zh_CN"):
            i18n.set_language(app, language)
            titles.append(preset.name)
        table = preset.table()
        lines = [f"\n### {' '.join(titles)}\n", "| English | 中文 | timeline | anywhere |"]
        lines.append("|---|---|---|---|")
        for id in table.changes:
            act = table.by_id[id]
            names = []
            for language in ("en", "zh_CN"):
                i18n.set_language(app, language)
                names.append(act.name)
            lines.append(
                "| " + " | ".join([*names, _cell(act.timeline), _cell(act.anywhere)]) + " |"
            )
        found += "\n".join(lines) + "\n"
    return found


def _cell(sequences: tuple[str, ...]) -> str:
    return " ".join(f"`{sequence}`" for sequence in sequences)


def test_the_page_is_the_table(qapp: QApplication) -> None:
    assert PAGE.read_text(encoding="utf-8") == keys_page(qapp)


@pytest.mark.parametrize(
    ("place", "keys"), [(0, cards_page.KEYS), (2, faults_page.KEYS)], ids=["cards", "faults"]
)
def test_every_letter_of_a_page_is_listed(place: int, keys: dict[Qt.Key, str]) -> None:
    listed = {key for _, sequences in SCREEN_KEYS[place].keys for key in sequences}
    assert {QKeySequence(key).toString() for key in keys} <= listed


if __name__ == "__main__":
    PAGE.write_text(keys_page(QApplication([])), encoding="utf-8")
