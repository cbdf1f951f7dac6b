"""A few fields, asked for in front of the list; stays open until what was entered is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate, QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateEdit,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.ui import i18n
from qa_desktop.ui.day_edit import DayEdit, MomentEdit
from qa_desktop.ui.find_in_list import LONG, FindInList
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.number_box import NumberBox

_LIST_HEIGHT = 168


@dataclass(frozen=True)
class Question:
    """One field of the form; its ``name`` is its key in the answers and its objectName's end."""

    name: str
    label: str
    widget: QWidget


def line(words: str = "", hint: str = "") -> QLineEdit:
    made = QLineEdit(words)
    made.setPlaceholderText(hint)
    return made


def choice(
    entries: Sequence[tuple[Any, str]], chosen: Any = None, *, editable: bool = False
) -> QComboBox:
    """(value, words) to choose from; ``editable`` takes a word that is not there yet."""
    made = QComboBox()
    for value, words in entries:
        made.addItem(words, value)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    if editable:
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        made.completer().setFilterMode(Qt.MatchFlag.MatchContains)
    return made


def day(chosen: str = "") -> QDateEdit:
    """A day with its calendar; today to begin with."""
    date = QDate.fromString(chosen, "yyyy-MM-dd")
    return DayEdit(date if date.isValid() else None)


def ticks(entries: Sequence[tuple[str, str]], chosen: Sequence[str]) -> QListWidget:
    """(value, words), any number of which are chosen."""
    made = QListWidget()
    made.setProperty("role", "ticks")
    made.setFixedHeight(_LIST_HEIGHT)
    for value, words in entries:
        item = QListWidgetItem(words, made)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        is_chosen = value in chosen
        item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
    return made


def paragraph(words: str = "") -> GrowingText:
    """Several lines."""
    made = GrowingText(least=2, most=6)
    made.set_words(words)
    return made


def moment(chosen: datetime | None = None) -> QDateTimeEdit:
    """Local time with a calendar; the next full hour to begin with."""
    at = chosen or datetime.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return MomentEdit(QDateTime(at.year, at.month, at.day, at.hour, at.minute, 0))


def number(chosen: int, least: int, most: int, suffix: str = "") -> NumberBox:
    made = NumberBox()
    made.setRange(least, most)
    made.setSuffix(suffix)
    made.setValue(chosen)
    return made


class AskDialog(QDialog):
    """``submitted`` gives the answers; the asker closes it, or says why not with ``refuse``."""

    submitted = Signal(dict)

    def __init__(
        self,
        name: str,
        title: str,
        questions: Sequence[Question],
        parent: QWidget,
        *,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._questions = questions
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for question in questions:
            question.widget.setObjectName(f"{name}_{question.name}")
            question.widget.setAccessibleName(question.label)
            widget = question.widget
            _on_change(widget, self._put_right)
            if isinstance(widget, QListWidget) and widget.count() > LONG:
                form.addRow(question.label, FindInList(f"{widget.objectName()}_find", widget, self))
                form.addRow("", widget)
            else:
                form.addRow(question.label, widget)
        self._message = QLabel(self, wordWrap=True)
        self._message.setObjectName(f"{name}_message")
        self._message.setProperty("role", "error")
        self._message.hide()
        buttons = QDialogButtonBox(self)
        self._save = QPushButton(translate("Roster", "Save"), self)
        self._save.setObjectName(f"{name}_save")
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        cancel = QPushButton(translate("Roster", "Cancel"), self)
        cancel.setObjectName(f"{name}_cancel")
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        if hint:
            words = QLabel(hint, self, wordWrap=True)
            words.setProperty("role", "muted")
            column.addWidget(words)
        column.addWidget(self._message)
        column.addWidget(buttons)
        self.setMinimumWidth(420)
        first = self.findChild(FindInList, f"{questions[0].widget.objectName()}_find")
        (first or questions[0].widget).setFocus()

    def refuse(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        self._save.setEnabled(True)

    def _put_right(self, *_: object) -> None:
        """What was refused is being changed."""
        self._message.hide()

    def _on_save(self) -> None:
        """Once: the answer comes from another thread."""
        self._message.hide()
        self._save.setEnabled(False)
        self.submitted.emit(self._answers())

    def _answers(self) -> Mapping[str, Any]:
        return {question.name: _answer(question.widget) for question in self._questions}


def _on_change(widget: QWidget, told: Callable[..., None]) -> None:
    """Each kind of field has a signal of its own for it."""
    if isinstance(widget, QLineEdit | GrowingText):
        widget.textChanged.connect(told)
    elif isinstance(widget, NumberBox):
        widget.valueChanged.connect(told)
    elif isinstance(widget, QDateTimeEdit):  # a day as well
        widget.dateTimeChanged.connect(told)
    elif isinstance(widget, QListWidget):
        widget.itemChanged.connect(told)
    elif isinstance(widget, QComboBox):
        widget.currentTextChanged.connect(told)


def _answer(widget: QWidget) -> Any:
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, GrowingText):
        return widget.toPlainText()
    if isinstance(widget, NumberBox):
        return widget.value()
    if isinstance(widget, QDateEdit):
        return widget.date().toString("yyyy-MM-dd")
    if isinstance(widget, QDateTimeEdit):
        return datetime.fromisoformat(widget.dateTime().toString("yyyy-MM-ddTHH:mm:00"))
    if isinstance(widget, QListWidget):
        items = [widget.item(row) for row in range(widget.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
    assert isinstance(widget, QComboBox)  # noqa: S101
    return widget.currentText().strip() if widget.isEditable() else widget.currentData()
