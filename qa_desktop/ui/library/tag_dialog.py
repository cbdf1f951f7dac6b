"""Which tags a recording has: ticked in a list, or typed as new ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import Tag
from qa_desktop.domain.pinyin import spellings
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named


class TagDialog(QDialog):
    """Enter ticks the first that fits what is typed, or makes a tag of it; Enter with nothing typed
    is OK."""

    def __init__(self, tags: Sequence[Tag], chosen: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tag_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Library", "Tags of the recording"))
        self.resize(360, 420)
        self.words = named("tag_words", QLineEdit(self))
        self.words.setPlaceholderText(translate("Library", "Find a tag, or write a new one"))
        self.words.setAccessibleName(translate("Library", "Find a tag, or write a new one"))
        self.list = named("tag_list", QListWidget(self))
        self.list.setProperty("role", "ticks")
        self.list.setAccessibleName(translate("Library", "Tags"))
        hint = named("tag_hint", QLabel(self, wordWrap=True))
        hint.setProperty("role", "muted")
        hint.setText(translate("Library", "Enter ticks the first one, or makes it if it is new."))
        buttons = named("tag_buttons", QDialogButtonBox(self))
        kinds = QDialogButtonBox.StandardButton
        buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        ok, cancel = buttons.button(kinds.Ok), buttons.button(kinds.Cancel)
        ok.setText(translate("Library", "OK"))
        ok.setProperty("role", "primary")
        ok.style().polish(ok)
        ok.setAutoDefault(False)
        ok.setObjectName("tag_ok")
        cancel.setText(translate("Library", "Cancel"))
        cancel.setAutoDefault(False)
        cancel.setObjectName("tag_cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.words, hint, self.list, buttons):
            column.addWidget(part)
        for tag in tags:
            self._add(tag.name, tag.id in set(chosen))
        self.words.textChanged.connect(self._narrow)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.words.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        tags: Sequence[Tag],
        chosen: Iterable[str],
        then: Callable[[list[str]], None],
    ) -> TagDialog:
        """``then`` gets the names of those that are ticked."""
        dialog = cls(tags, chosen, parent)
        dialog.accepted.connect(lambda: then(dialog.names()))
        dialog.open()
        return dialog

    def names(self) -> list[str]:
        items = [self.list.item(place) for place in range(self.list.count())]
        return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]

    def _add(self, name: str, is_on: bool) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.list.addItem(item)
        return item

    def _narrow(self, words: str) -> None:
        wanted = fold(words)
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(not _fits(item.text(), wanted))

    def _take(self) -> None:
        """The one that is called so, else the first that fits, else a new one."""
        wanted = fold(self.words.text())
        items = [self.list.item(place) for place in range(self.list.count())]
        same = [item for item in items if fold(item.text()) == wanted]
        fitting = [item for item in items if _fits(item.text(), wanted)]
        known = same or fitting
        found = known[0] if known else self._add(self.words.text().strip(), False)
        found.setCheckState(
            Qt.CheckState.Unchecked
            if found.checkState() == Qt.CheckState.Checked
            else Qt.CheckState.Checked
        )
        self.words.clear()
        self.list.scrollToItem(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if fold(self.words.text()):
                self._take()
            else:
                self.accept()
        else:
            super().keyPressEvent(event)


def _fits(name: str, wanted: str) -> bool:
    return wanted in fold(name) or any(wanted in typed for typed in spellings(name))
