"""Small questions of a filter: some of many, from – to, from day – to day."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.folding import fold
from qa_desktop.ui.day_edit import DayEdit
from qa_desktop.ui.i18n import translate

_TIME = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6})\Z")
_CODE = Qt.ItemDataRole.UserRole


class _Asking(QDialog):
    """A title, some widgets, OK and Cancel; gone when its asker has read the answer."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(12)

    def finish(self) -> None:
        """Below what is asked, and behind it for the keyboard too."""
        name, buttons = self.objectName(), QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        ok = self.buttons.button(buttons.Ok)
        ok.setProperty("role", "primary")
        ok.style().polish(ok)  # the box has made it, and styled it already
        for which, code in ((buttons.Ok, "ok"), (buttons.Cancel, "cancel")):
            self.buttons.button(which).setObjectName(f"{name}_{code}")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.column.addWidget(self.buttons)


class PickDialog(_Asking):
    """Some of many, found by typing; Space ticks, Enter takes."""

    def __init__(
        self,
        title: str,
        choices: Iterable[tuple[str, str]],
        chosen: Collection[str],
        is_single: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(title, "pick_dialog", parent)
        self._is_single = is_single
        self._find = QLineEdit(self)
        self._find.setObjectName("pick_find")
        self._find.setClearButtonEnabled(True)
        self._find.setPlaceholderText(translate("Calls", "Find…"))
        self._find.setAccessibleName(translate("Calls", "Find…"))
        self._list = QListWidget(self)
        self._list.setObjectName("pick_list")
        self._list.setProperty("role", "ticks")
        self._list.setAccessibleName(title)
        self._list.setUniformItemSizes(True)
        for code, words in choices:
            item = QListWidgetItem(words, self._list)
            item.setData(_CODE, code)
            if not is_single:
                ticked = Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked
                item.setCheckState(ticked)
        self._list.setCurrentRow(0)
        self._find.textChanged.connect(self._narrow)
        self._list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.column.addWidget(self._find)
        self.column.addWidget(self._list, 1)
        self.finish()
        self._find.setFocus()
        self.resize(360, 420)

    @classmethod
    def ask(
        cls, parent: QWidget, title: str, choices: Iterable[tuple[str, str]],
        chosen: Collection[str] = (),
    ) -> frozenset[str] | None:  # fmt: skip
        """The ticked codes; with none ticked, the one that was found. None when given up."""
        dialog = cls(title, choices, chosen, False, parent)
        return dialog.codes() if dialog.exec() else None

    @classmethod
    def ask_one(
        cls, parent: QWidget, title: str, choices: Iterable[tuple[str, str]],
        then: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Opened and left, so that an answer of the desk may ask; ``then`` gets the code."""
        dialog = cls(title, choices, (), True, parent)

        def taken() -> None:
            item = dialog._list.currentItem()
            if item is not None and not item.isHidden():
                then(item.data(_CODE))

        dialog.accepted.connect(taken)
        dialog.open()

    def codes(self) -> frozenset[str]:
        """Those that are ticked; with none ticked, the current one if it was looked for."""
        items = [self._list.item(row) for row in range(self._list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        current = self._list.currentItem()
        if not ticked and self._find.text().strip() and current and not current.isHidden():
            ticked = [current]
        return frozenset(item.data(_CODE) for item in ticked)

    def _narrow(self, words: str) -> None:
        wanted, first = fold(words), None
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(wanted not in fold(item.text()))
            if first is None and not item.isHidden():
                first = item
        if first is not None:
            self._list.setCurrentItem(first)

    def keyPressEvent(self, event) -> None:
        """Down leads from the words into the list."""
        if event.key() == Qt.Key.Key_Down and self._find.hasFocus():
            self._list.setFocus()
        else:
            super().keyPressEvent(event)


class RangeDialog(_Asking):
    """From – to; an empty end is open."""

    def __init__(self, title: str, hint: str, parent: QWidget) -> None:
        super().__init__(title, "range_dialog", parent)
        self.ends = [QLineEdit(self), QLineEdit(self)]
        row = QHBoxLayout()
        row.setSpacing(8)
        names = (translate("Calls", "From"), translate("Calls", "to"))
        for end, name, code in zip(self.ends, names, ("from", "to"), strict=True):
            label = QLabel(name, self)
            end.setObjectName(f"range_{code}")
            end.setAccessibleName(name)
            end.setPlaceholderText(hint)
            label.setBuddy(end)
            row.addWidget(label)
            row.addWidget(end, 1)
        self.column.addLayout(row)
        self.finish()
        self.resize(340, self.sizeHint().height())

    @classmethod
    def ask_durations(
        cls, parent: QWidget, title: str, held: tuple[int | None, int | None]
    ) -> tuple[int | None, int | None] | None:
        """Milliseconds from minutes and seconds; a bare number is seconds."""
        dialog = cls(title, translate("Calls", "m:ss"), parent)
        return dialog._run(held, _seconds_text, milliseconds_of)

    @classmethod
    def ask_scores(
        cls, parent: QWidget, title: str, held: tuple[int | None, int | None]
    ) -> tuple[int | None, int | None] | None:
        """Hundredths of a point."""
        dialog = cls(title, "0–100", parent)
        return dialog._run(held, lambda value: f"{value / 100:g}", hundredths_of)

    def _run(self, held, text, value) -> tuple[int | None, int | None] | None:
        for end, one in zip(self.ends, held, strict=True):
            end.setText("" if one is None else text(one))

        def check() -> None:
            fine = all(not end.text().strip() or value(end.text()) is not None for end in self.ends)
            self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)

        for end in self.ends:
            end.textChanged.connect(check)
        if not self.exec():
            return None
        low, high = (value(end.text()) for end in self.ends)
        if low is not None and high is not None and low > high:
            low, high = high, low
        return low, high


def milliseconds_of(words: str) -> int | None:
    """``4:37``, ``1:04:37``, ``277``; None for anything else."""
    found = _TIME.match(words.strip().replace("：", ":"))
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 1000 * (3600 * hours + 60 * minutes + seconds)


def _seconds_text(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02}"


def hundredths_of(words: str) -> int | None:
    """``72.5`` → 7250."""
    try:
        value = float(words.strip())
    except ValueError:
        return None
    return round(100 * value) if abs(value) < 1_000_000 else None


class DaysDialog(_Asking):
    """From day – to day."""

    def __init__(self, title: str, since: date, until: date, parent: QWidget) -> None:
        super().__init__(title, "days_dialog", parent)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._days = []
        names = (translate("Calls", "From"), translate("Calls", "to"))
        for day, name, code in zip((since, until), names, ("since", "until"), strict=True):
            edit = DayEdit(QDate(day.year, day.month, day.day), self)
            edit.setObjectName(f"days_{code}")
            edit.setAccessibleName(name)
            edit.setMinimumWidth(132)
            label = QLabel(name, self)
            label.setBuddy(edit)
            row.addWidget(label)
            row.addWidget(edit, 1)
            self._days.append(edit)
        self.column.addLayout(row)
        self.finish()

    @classmethod
    def ask(cls, parent: QWidget, title: str, since: date, until: date) -> tuple[str, str] | None:
        """ISO days, the earlier first."""
        dialog = cls(title, since, until, parent)
        if not dialog.exec():
            return None
        first, last = sorted(edit.date().toString(Qt.DateFormat.ISODate) for edit in dialog._days)
        return first, last
