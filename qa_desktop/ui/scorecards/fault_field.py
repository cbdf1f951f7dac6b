"""The fault that an answer brings: found in the catalogue by code, name or pinyin as one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.domain.pinyin import spellings
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named

_FOUND = Qt.ItemDataRole.UserRole + 1
_CODE = Qt.ItemDataRole.UserRole + 2
_WIDE = 300
_SHOWN = 10
_POPUP_WIDE = 300


@dataclass(frozen=True)
class FaultChoices:
    """The catalogue, with the words by which each fault is found. Made by a reader: pinyin takes
    its time."""

    faults: Mapping[str, Fault] = field(default_factory=dict)
    found_by: Mapping[str, str] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """What a code is called; the code itself where nobody knows it."""
        fault = self.faults.get(code)
        return fault.name.render(i18n.catalogue_language()) if fault is not None else code

    def code_of(self, typed: str) -> str:
        """The code that was written, or whose name was; else what was typed."""
        plain = typed.strip()
        if plain in self.faults:
            return plain
        names = (f.code for f in self.faults.values() if plain in (f.name.zh, f.name.en))
        return next(names, plain)

    def note(self, code: str) -> str:
        """What is to be said of a code beside its name; nothing before the catalogue is read."""
        if not code or not self.faults:
            return ""
        fault = self.faults.get(code)
        if fault is None:
            words = translate(
                "Scorecards",
                "The catalogue of faults does not have “{code}”: choose one from the list, or add "
                "it to the catalogue",
            )
            return words.format(code=code)
        return (
            translate("Scorecards", "Retired in the catalogue of faults") if fault.retired else ""
        )


def read_fault_choices(db: Database) -> FaultChoices:
    faults = find_faults(db)
    words = {
        code: " ".join((code, fault.name.zh, fault.name.en, *spellings(fault.name.zh))).lower()
        for code, fault in faults.items()
    }
    return FaultChoices(faults, words)


class FaultEdit(QWidget):
    """Shows the name of a known code; one that the catalogue does not have stands as it is."""

    code_edited = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._offered = FaultChoices()
        self._code = ""
        self.edit = named(name, QLineEdit(self))
        self.edit.setAccessibleName(label)
        self.edit.setFixedWidth(_WIDE)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.editingFinished.connect(self._show_name)
        self._finder: _Finder | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.edit)

    def show_code(self, code: str, offered: FaultChoices) -> None:
        if offered is not self._offered:
            self._offered, self._finder = offered, None
        self._code = code
        if not self.edit.hasFocus() or offered.code_of(self.edit.text()) != code:
            self._show_name()
        self.edit.setToolTip(code)

    def _show_name(self) -> None:
        """Also of a code that was typed out."""
        words = self._offered.name(self._code)
        if self.edit.text() != words:
            self.edit.setText(words)
            self.edit.setCursorPosition(0)

    def _on_typed(self, typed: str) -> None:
        self.code_edited.emit(self._offered.code_of(typed))
        QTimer.singleShot(0, self, self._place_list)

    def _place_list(self) -> None:
        """A sentence that came below the field has moved it: the list never lies over it."""
        popup = self._finder.popup() if self._finder is not None else None
        if popup is None or not popup.isVisible():
            return
        field = QRect(self.edit.mapToGlobal(QPoint()), self.edit.size())
        room = self.edit.screen().availableGeometry()
        below, above = field.bottom() + 1, field.top() - popup.height()
        fits = below + popup.height() <= room.bottom() + 1 or above < room.top()
        popup.move(popup.x(), below if fits else above)

    def _on_chosen(self, index: QModelIndex | QPersistentModelIndex) -> None:
        code = index.data(_CODE)
        self.code_edited.emit(code)
        self._code = code
        self._show_name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list is made when somebody comes to the field; Down shows all of it."""
        if event.type() == QEvent.Type.FocusIn:
            self._finder_here()
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            finder = self._finder_here()
            if not finder.popup().isVisible():
                finder.setCompletionPrefix("")
                finder.complete()
                return True
        return super().eventFilter(watched, event)

    def _finder_here(self) -> _Finder:
        if self._finder is None:
            self._finder = _Finder(self._offered, self.edit)
            self._finder.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
            self.edit.setCompleter(self._finder)
        return self._finder


class _Finder(QCompleter):
    """Retired faults are not offered."""

    def __init__(self, offered: FaultChoices, parent: QWidget) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for code, fault in offered.faults.items():
            if fault.retired:
                continue
            letter = f"  {fault.problem_class}" if fault.problem_class else ""
            row = QStandardItem(f"{offered.name(code)}{letter}  {code}")
            row.setData(offered.found_by[code], _FOUND)
            row.setData(code, _CODE)
            model.appendRow(row)
        self.setModel(model)
        self.setCompletionRole(_FOUND)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_SHOWN)
        self.popup().setObjectName("fault_popup")
        self.popup().setMinimumWidth(_POPUP_WIDE)
        self._offered = offered

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What comes to stand in the field: not all the words that it is found by."""
        return self._offered.name(index.data(_CODE))

    def splitPath(self, path: str) -> Sequence[str]:
        return [path.strip()]
