"""Patterns for file names, tried on the real names while they are written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.filename_pattern import FIELDS, Fields, Pattern, compile_pattern, preview
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.errors import UserFacingError
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import moment_text

_SHOWN = 100


class PatternEditor(QWidget):
    """One pattern a line, the first that fits a name counts."""

    valid_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pattern_editor")
        self._names: list[str] = []
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("pattern_text")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(78)
        self._text.textChanged.connect(self._show)
        self._state = QLabel(self, wordWrap=True)
        self._state.setObjectName("pattern_state")
        self._table = QTableWidget(self)
        self._table.setObjectName("pattern_preview")
        self._table.setTabKeyNavigation(False)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._hint, self._text, self._state):
            column.addWidget(part)
        column.addWidget(self._table, 1)
        self.setFocusProxy(self._text)
        self.retranslate()

    def set_names(self, names: Sequence[str]) -> None:
        """The real file names."""
        self._names = list(names)
        self._show()

    def set_patterns(self, patterns: Sequence[str]) -> None:
        self._text.setPlainText("\n".join(patterns))

    def patterns(self) -> list[str]:
        lines = self._text.toPlainText().splitlines()
        return [line.strip() for line in lines if line.strip()]

    def retranslate(self) -> None:
        self._hint.setText(
            translate(
                "Patterns",
                "What the file names say, one pattern a line: {fields}; {skip} skips a part.",
            ).format(
                fields=" ".join(f"{{{name}}}" for name in ("agent", "serial", "number"))
                + " {start:%Y%m%d%H%M%S}",
                skip="{*}",
            )
        )
        self._text.setAccessibleName(translate("Patterns", "Patterns for file names"))
        self._table.setAccessibleName(translate("Patterns", "Preview"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self) -> None:
        try:
            compiled = [compile_pattern(line) for line in self.patterns()]
        except UserFacingError as error:
            self._say(error.say(i18n.catalogue_language()), "error")
            self.valid_changed.emit(False)
            return
        self._show_preview(compiled)
        self.valid_changed.emit(True)

    def _show_preview(self, patterns: list[Pattern]) -> None:
        found = preview(patterns, self._names)
        fitting = sum(row.fields is not None for row in found)
        words = translate("Patterns", "{fitting} of {count} names fit").format(
            fitting=fitting, count=len(found)
        )
        self._say(words, "muted" if fitting == len(found) else "nudge")
        shown = found[:_SHOWN]
        used = [name for name in FIELDS if any(_value(row.fields, name) for row in shown)]
        self._table.setColumnCount(1 + len(used))
        self._table.setHorizontalHeaderLabels(
            [translate("Patterns", "File name"), *(field_name(name) for name in used)]
        )
        self._table.setRowCount(len(shown))
        missing = theme.current().color("weakness")
        for place, row in enumerate(shown):
            number = row.fields.number if row.fields else None
            name = QTableWidgetItem(mask_in_text(row.name, number))
            if row.fields is None:
                name.setForeground(missing)
            self._table.setItem(place, 0, name)
            for column, field in enumerate(used, 1):
                cell = QTableWidgetItem(_value(row.fields, field))
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._table.setItem(place, column, cell)

    def _say(self, words: str, role: str) -> None:
        self._state.setText(words)
        self._state.setProperty("role", role)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)


def _value(fields: Fields | None, name: str) -> str:
    value = getattr(fields, name) if fields else None
    if value is None:
        return ""
    if name == "start":
        return moment_text(value)
    return mask_number(value) if name == "number" else str(value)


def field_name(field: str) -> str:
    """A field of a file name as people call it."""
    return {
        "start": translate("Patterns", "Started"),
        "agent": translate("Patterns", "Work number"),
        "serial": translate("Patterns", "Serial no."),
        "number": translate("Patterns", "Customer"),
        "team": translate("Patterns", "Team"),
        "business": translate("Patterns", "Business"),
        "disposition": translate("Patterns", "Saved as"),
        "order": translate("Patterns", "Order no."),
        "channel": translate("Patterns", "Channel"),
    }[field]
