"""Settings → Trash 回收站: deleted records come back, and what is to go for ever."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QDialog, QLabel

from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.services.erasing import ErasedKind
from qa_desktop.services.trash import restore_deleted
from qa_desktop.store.trash import DeletedRecord, find_deleted
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.health.erase_dialog import EraseDialog
from qa_desktop.ui.health.history_dialog import HistoryDialog
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.settings.page import SettingsPage, push_button, value_label
from qa_desktop.ui.words import moment_text

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

_LEAST_HEIGHT = 260


class TrashPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._view = view
        self._desk = view.desk
        self._empty = value_label("trash_empty")
        self._empty.setProperty("role", "muted")
        self._table = PlainTable("trash_table", _model(), self, letters_find=True)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.setMinimumHeight(_LEAST_HEIGHT)
        self._table.chosen_changed.connect(self._show_buttons)
        self._table.row_opened.connect(lambda _row: self._show_history())
        self._message = value_label("trash_message")
        self._message.setProperty("role", "error")
        self._message.hide()
        self._back = push_button("trash_restore", self._bring_back)
        self._back.setProperty("role", "primary")
        self._history = push_button("trash_history", self._show_history)
        pane = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Deleted"))
        pane.add(self._empty, self._table, self._message)
        pane.add_buttons(self._back, self._history)
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        kinds: tuple[ErasedKind, ...] = ("recording", "agent", "customer")
        self._erase = {
            kind: push_button(f"erase_{kind}", partial(self._ask, kind)) for kind in kinds
        }
        erasing = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Erase for ever"))
        erasing.add(self._hint)
        erasing.add_buttons(*self._erase.values())
        self.finish()
        self._show(False)
        self._show_buttons()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.subjects:
            self._read()

    def retranslate(self) -> None:
        super().retranslate()
        self._empty.setText(
            translate("Trash", "Nothing is deleted. What you delete stays here and can come back.")
        )
        self._table.setAccessibleName(translate("Trash", "Deleted records"))
        self._back.setText(translate("Trash", "Bring back"))
        self._history.setText(translate("Trash", "History…"))
        self._hint.setText(
            translate(
                "Trash",
                "When the law or a customer asks for it: sound, names, numbers and texts are "
                "removed everywhere and refused when they come back. Scores stay, without them. "
                "This cannot be undone.",
            )
        )
        self._erase["recording"].setText(translate("Trash", "Erase a recording…"))
        self._erase["agent"].setText(translate("Trash", "Erase an agent…"))
        self._erase["customer"].setText(translate("Trash", "Erase a customer's number…"))

    # -- deleted records

    def _read(self) -> None:
        self._desk.read("trash", find_deleted, self._on_found)

    def _on_found(self, deleted: list[DeletedRecord]) -> None:
        self._table.set_rows(deleted)
        self._show(bool(deleted))

    def _show(self, has_rows: bool) -> None:
        self._table.setVisible(has_rows)
        self._empty.setVisible(not has_rows)
        self._back.setVisible(has_rows)
        self._history.setVisible(has_rows)

    def _show_buttons(self) -> None:
        chosen = self._table.chosen
        self._back.setEnabled(bool(chosen))
        self._history.setEnabled(len(chosen) == 1)

    def _bring_back(self) -> None:
        chosen: list[DeletedRecord] = self._table.chosen
        self._message.hide()
        if chosen:
            self._desk.write(
                partial(_restore, chosen), partial(self._on_back, len(chosen)), self._refuse
            )

    def _on_back(self, count: int, changes: Changes) -> None:
        words = translate("Trash", "{count} brought back").format(count=count)
        self._view.toast_wanted.emit(words, changes.act or "")
        self._table.setFocus()

    def _refuse(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()

    def _show_history(self) -> None:
        chosen: list[DeletedRecord] = self._table.chosen
        if len(chosen) == 1:
            _open(HistoryDialog(self._desk, chosen[0].id, chosen[0].words, self.window()))

    # -- erasing

    def _ask(self, kind: ErasedKind) -> None:
        _open(EraseDialog(self._desk, kind, parent=self.window()))


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("Trash", "Kind"), _kind, fits=True),
            PlainColumn(lambda: translate("Trash", "Deleted"), _deleted, fits=True),
            PlainColumn(lambda: translate("Trash", "By"), lambda row: row.who, fits=True),
            PlainColumn(lambda: translate("Trash", "What it was"), _words, stretches=True),
        ],
        lambda row: row.id,
    )


def _kind(row: DeletedRecord) -> str:
    return text(f"trash.{row.kind}").render(i18n.catalogue_language())


def _deleted(row: DeletedRecord) -> str:
    return moment_text(local_moment(row.at))


def _words(row: DeletedRecord) -> str:
    return row.words or translate("Trash", "(erased)")


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _restore(chosen: Sequence[DeletedRecord], workspace: Workspace) -> Changes:
    return restore_deleted(workspace, chosen)
