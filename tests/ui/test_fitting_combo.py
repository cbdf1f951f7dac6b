"""A choice is never narrower than its words."""

from __future__ import annotations

from qa_desktop.ui.fitting_combo import FittingCombo


def test_the_least_width_follows_the_words(qtbot) -> None:
    combo = FittingCombo()
    qtbot.addWidget(combo)
    combo.addItems(["全部", "新"])
    short = combo.minimumSizeHint().width()
    combo.setItemText(0, "Every status that there is")
    assert combo.minimumSizeHint().width() == combo.sizeHint().width() > short
    combo.setItemText(0, "全部")
    assert combo.minimumSizeHint().width() == short
