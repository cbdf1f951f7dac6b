"""Reusable remarks 常用评语: ``/code`` and Tab puts the words into a comment."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.calls import delete_remark, save_remark
from qa_desktop.store.remarks import Remark, find_remarks
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk

_ROW = 32
_SHOWN = 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RemarksPane(QWidget):
    """A table to choose from, two fields and the buttons that save and delete."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._remarks: list[Remark] = []
        self._editing: str | None = None
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._table = QTableWidget(0, 2, self)
        self._table.setObjectName("remarks_table")
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(_ROW)
        self._table.horizontalHeader().setDefaultAlignment(_LEFT)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._table.setTabKeyNavigation(False)
        self._table.itemSelectionChanged.connect(self._on_selected)
        self._code = QLineEdit(self)
        self._code.setObjectName("remark_code")
        self._code.setMaximumWidth(120)
        self._text = QLineEdit(self)
        self._text.setObjectName("remark_text")
        self._save = QPushButton(self)
        self._save.setObjectName("remark_save")
        self._delete = QPushButton(self)
        self._delete.setObjectName("remark_delete")
        self._message = QLabel(self, wordWrap=True)
        self._message.setObjectName("remark_message")
        self._message.setProperty("role", "error")
        self._message.hide()
        self._lay_out()
        self._save.clicked.connect(self._on_save)
        self._text.returnPressed.connect(self._on_save)
        self._delete.clicked.connect(self._on_delete)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        self._desk.read("remarks_pane", find_remarks, self._on_found)

    def retranslate(self) -> None:
        self._hint.setText(
            translate("Settings", "In a comment, type / and the code, then Tab puts the words in.")
        )
        self._table.setHorizontalHeaderLabels(
            [translate("Settings", "Code"), translate("Settings", "Words")]
        )
        self._table.setAccessibleName(translate("Settings", "Reusable remarks"))
        self._code.setPlaceholderText(translate("Settings", "Code"))
        self._code.setAccessibleName(translate("Settings", "Code"))
        self._text.setPlaceholderText(translate("Settings", "Words"))
        self._text.setAccessibleName(translate("Settings", "Words"))
        self._show_buttons()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.addWidget(self._code)
        fields.addWidget(self._text, 1)
        fields.addWidget(self._save)
        fields.addWidget(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._hint)
        column.addWidget(self._table)
        column.addLayout(fields)
        column.addWidget(self._message)

    def _on_found(self, remarks: list[Remark]) -> None:
        self._remarks = remarks
        self._table.blockSignals(True)
        self._table.setRowCount(len(remarks))
        for row, remark in enumerate(remarks):
            for column, words in enumerate((f"/{remark.code}", remark.text)):
                cell = QTableWidgetItem(words)
                cell.setData(Qt.ItemDataRole.UserRole, remark.id)
                self._table.setItem(row, column, cell)
        self._table.clearSelection()
        self._table.blockSignals(False)
        shown = min(max(len(remarks), 1), _SHOWN)
        self._table.setFixedHeight(shown * _ROW + self._table.horizontalHeader().height() + 4)
        self._edit(None)

    def _on_selected(self) -> None:
        row = self._table.currentRow()
        self._edit(self._remarks[row] if 0 <= row < len(self._remarks) else None)

    def _edit(self, remark: Remark | None) -> None:
        self._editing = remark.id if remark else None
        self._code.setText(remark.code if remark else "")
        self._text.setText(remark.text if remark else "")
        self._message.hide()
        self._show_buttons()

    def _show_buttons(self) -> None:
        self._save.setText(
            translate("Settings", "Change") if self._editing else translate("Settings", "Add")
        )
        self._delete.setText(translate("Settings", "Delete"))
        self._delete.setEnabled(self._editing is not None)

    def _on_save(self) -> None:
        kind = next((each.kind for each in self._remarks if each.id == self._editing), None)
        work = partial(
            _save, self._code.text().removeprefix("/"), self._text.text(), kind, self._editing
        )
        self._desk.write(work, failed=self._refuse)

    def _on_delete(self) -> None:
        if self._editing is not None:
            self._desk.write(partial(_delete, self._editing), failed=self._refuse)

    def _refuse(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()


def _save(code: str, words: str, kind: str | None, id: str | None, workspace: Workspace) -> Changes:
    return save_remark(workspace, code=code, text=words, kind=kind, id=id)


def _delete(remark: str, workspace: Workspace) -> Changes:
    return delete_remark(workspace, remark)
