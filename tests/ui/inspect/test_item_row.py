"""A row of the card makes its fields when they are shown first: they know what was set before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.ui.inspect.item_row import ItemRow


@pytest.fixture
def row(qtbot) -> ItemRow:
    items = built_in_templates()[0].items.values()
    made = ItemRow(next(item for item in items if item.guidance))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_remark_that_was_kept_is_shown_and_locked_with_its_card(row: ItemRow) -> None:
    assert not row.findChildren(QLineEdit, f"comment_{row.item.id}")
    row.set_writable(False)
    row.set_comment("语速快")
    field = row.findChild(QLineEdit, f"comment_{row.item.id}")
    assert (field.text(), field.isVisible(), field.isReadOnly()) == ("语速快", True, True)
    row.set_writable(True)
    assert not field.isReadOnly()
    row.set_comment("")
    assert not field.isVisible() and not field.text()


def test_the_current_item_offers_evidence_and_a_remark(row: ItemRow, qtbot) -> None:
    row.set_writable(True)
    row.set_current(True)
    add = row.findChild(QAbstractButton, f"evidence_{row.item.id}")
    write = row.findChild(QAbstractButton, f"write_{row.item.id}")
    assert add.isVisible() and write.isVisible()
    with qtbot.waitSignal(row.evidence_wanted) as wanted:
        add.click()
    assert wanted.args == [row.item.id]
    write.click()
    field = row.findChild(QLineEdit, f"comment_{row.item.id}")
    after = write.nextInFocusChain()
    while after.focusPolicy() == Qt.FocusPolicy.NoFocus:
        after = after.nextInFocusChain()
    assert field.isVisible() and after is field
    row.set_current(False)
    assert not add.isVisible() and not write.isVisible()


def test_the_rulings_are_read_when_they_are_asked_for(row: ItemRow) -> None:
    name = f"guidance_{row.item.id}"
    row.set_rulings(["等待超过 30 秒要回应"])
    assert row.findChild(QLabel, name) is None
    row.set_guidance_shown(True)
    said = row.findChild(QLabel, name)
    assert said.isVisible() and "等待超过 30 秒要回应" in said.text()
    row.set_rulings([])
    assert "30 秒" not in said.text()
    row.set_guidance_shown(False)
    assert not said.isVisible()
