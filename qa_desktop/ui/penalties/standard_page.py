"""The penalty standard 评扣标准: what holds, its versions, and the editor for the quality lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.domain.penalty_draft import StandardDraft
from qa_desktop.errors import UserFacingError
from qa_desktop.services.penalty_standards import may_publish_standard
from qa_desktop.services.standard_drafts import (
    SavedStandard,
    discard_standard_draft,
    export_standard,
    get_standard_draft,
    publish_standard_draft,
    read_draft_file,
    save_standard_draft,
)
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.penalty_standards import StandardRow, find_standards, row_on
from qa_desktop.store.standard_proposals import ProposalRow, find_proposals
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import name_for_file
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.penalties.diff_dialog import StandardDiff
from qa_desktop.ui.penalties.editing import SLOT
from qa_desktop.ui.penalties.editor import StandardEditor
from qa_desktop.ui.penalties.fields import RULES
from qa_desktop.ui.penalties.publish_dialog import PublishDialog
from qa_desktop.ui.penalties.standard_view import Shown, StandardView
from qa_desktop.ui.penalties.words import version_name
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.slips.pages import SlipsPage
from qa_desktop.ui.tasks import Desk

_SUBJECTS = {"penalty_standard", "standard_proposal", "fault", "person", "member"}


@dataclass(frozen=True)
class _Wish:
    """What is to be opened as soon as everything is read."""

    clause: str | None = None
    proposals: tuple[str, ...] = ()
    edits: bool = False
    file: StandardDraft | None = field(default=None, compare=False)


class StandardPage(SlipsPage):
    """E edits, D compares, I and X read and write files; Esc in the editor leads back."""

    published = Signal(str)
    """The id of the version."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standard_page")
        self._desk = desk
        self._shown = Shown()
        self._is_stale = False
        self._wish: _Wish | None = None
        self._thrown: list[SavedStandard] = []
        """Drafts that were thrown away since the window was opened, the last one last."""
        self.view = StandardView(preferences, self)
        self.editor = StandardEditor(desk, preferences, self)
        self._pages = QStackedWidget(self)
        for part in (self.view, self.editor):
            self._pages.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._wire()
        self.setFocusProxy(self.view.table)
        self._read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()
        if "fault" in changes.subjects and self.is_editing:
            self.editor.editing.read_faults()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    @property
    def is_editing(self) -> bool:
        return self._pages.currentWidget() is self.editor

    def show_clause(self, number: str) -> None:
        """Choose it, as soon as it is read."""
        self._want(_Wish(clause=number))

    def edit(self, clause: str | None = None, proposals: tuple[str, ...] = ()) -> None:
        """Open the draft at a clause; it takes these proposals up."""
        self._want(_Wish(clause, proposals, edits=True))

    def _want(self, wish: _Wish) -> None:
        self._wish = wish
        self._read()

    def _read(self) -> None:
        """With what is still on its way to the workspace."""
        self._is_stale = False
        self._desk.after_writes(lambda: self._desk.read("standard", _read, self._on_read))

    def _on_read(self, shown: Shown) -> None:
        self._shown = shown
        self.view.show_standards(shown)
        wish, self._wish = self._wish, None
        if wish is None:
            return
        if wish.edits:
            self._open_editor(wish)
        elif wish.clause is not None:
            self.view.choose_clause(wish.clause)

    # -- editing

    def _open_editor(self, wish: _Wish) -> None:
        if not self._shown.may_publish:
            return
        row = self.view.version
        if self.is_editing:
            saved = self.editor.editing.saved
        else:
            saved = self._shown.draft or SavedStandard.of(row.standard)
        place = saved.draft.place_of(wish.clause) if wish.clause else RULES
        if not self.is_editing:
            is_kept = self._shown.draft is not None
            self.editor.open(saved, self._shown.proposals, place, is_kept=is_kept)
        else:
            self.editor.editing.go_to(place)
        for each in wish.proposals:
            self.editor.editing.take_up(each)
        if wish.file is not None:
            self.editor.editing.apply(wish.file, place=RULES)
        self._pages.setCurrentWidget(self.editor)
        self.setFocusProxy(self.editor.parts)
        self.editor.parts.setFocus()

    def show_standard(self) -> None:
        """Back from the editor."""
        number = None
        if self.is_editing:
            number = self.editor.editing.draft.get(f"{self.editor.editing.place}.number")
        self._leave_editor()
        self._want(_Wish(clause=number if isinstance(number, str) else None))

    def _leave_editor(self) -> None:
        self.editor.editing.close()
        self._pages.setCurrentWidget(self.view)
        self.setFocusProxy(self.view.table)
        self.view.table.setFocus()

    def redo(self) -> bool:
        """In the editor."""
        if self.is_editing:
            self.editor.editing.redo()
        return self.is_editing

    def undo(self) -> bool:
        """In the editor its last step, and nothing that was done elsewhere; else a draft that was
        thrown away comes back."""
        if self.is_editing:
            self.editor.editing.undo()
            return True
        if not self._thrown:
            return False
        saved = self._thrown.pop()
        self._desk.write(partial(_keep, saved), lambda _nothing: self._read(), is_step=False)
        self.toast_wanted.emit(translate("Penalties", "The draft is there again"), None)
        return True

    def _discard(self) -> None:
        if self._shown.draft is None:
            return
        self._thrown.append(self._shown.draft)
        self._desk.unsaved.pop(SLOT, None)
        self._desk.write(_discard, lambda _nothing: self._read(), is_step=False)
        words = translate("Penalties", "Draft thrown away; Ctrl+Z brings it back")
        self.toast_wanted.emit(words, None)

    # -- publishing and comparing

    def _publish(self, saved: SavedStandard) -> None:
        standard = saved.draft.standard
        if standard is None:
            return
        taken = [row for row in self._shown.proposals if row.id in saved.proposals]
        reason = "；".join(row.words for row in taken)
        dialog = PublishDialog(standard, self._shown.rows, reason, self.window())
        dialog.agreed.connect(partial(self._write, dialog, saved))
        dialog.open()

    def _write(self, dialog: PublishDialog, saved: SavedStandard, begins: str, why: str) -> None:
        def published(_changes: Changes) -> None:
            self._desk.unsaved.pop(SLOT, None)
            dialog.accept()
            words = translate("Penalties", "Published: holds from {day}").format(day=begins)
            self.toast_wanted.emit(words, None)
            self._leave_editor()
            self.view.choose_version(begins)
            self._read()

        work = partial(publish_standard_draft, saved=saved, begins=begins, reason=why)
        self._desk.write(work, published, dialog.refuse, is_step=False)

    def _compare(self) -> None:
        """The chosen version with the one before it; in the list any two."""
        rows = self._shown.rows
        versions: list[Any] = [(version_name(row, rows), row.standard) for row in rows]
        new = rows.index(self.view.version)
        draft = self._shown.draft.draft.standard if self._shown.draft else None
        if draft is not None:
            versions.insert(0, (translate("Penalties", "Draft"), draft))
            new = 0
        old = min(new + 1, len(versions) - 1)
        StandardDiff(versions, old, new, self.window(), {}).open()

    def _show_changes(self, saved: SavedStandard) -> None:
        """Of the draft in the editor, against what is in force today."""
        standard = saved.draft.standard
        if standard is None:
            words = translate("Penalties", "Put right first what is marked in red")
            self.toast_wanted.emit(words, None)
            return
        row = row_on(self._shown.rows, date.today().isoformat())
        now = (translate("Penalties", "This draft"), standard)
        before = (version_name(row, self._shown.rows), row.standard)
        versions: list[Any] = [now, before]
        StandardDiff(versions, 1, 0, self.window(), {}).open()

    # -- files

    def _ask_file(self) -> None:
        title = translate("Penalties", "Penalty standard from a file")
        kinds = translate("Penalties", "Penalty standards (*.toml)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """It becomes a step of the draft, with whatever is wrong in it."""

        def taken(draft: StandardDraft) -> None:
            self._want(_Wish(edits=True, file=draft))

        self._desk.work(lambda _tell, _gone: read_draft_file(path), taken, self._on_unread)

    def _on_unread(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)

    def _ask_place(self) -> None:
        title = translate("Penalties", "Save the penalty standard as")
        kinds = translate("Penalties", "Penalty standards (*.toml)")
        row = self.view.version
        name = name_for_file(row.standard.name.render(i18n.catalogue_language()))
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{name}.toml", kinds)
        if chosen:
            path = Path(chosen)
            self.write(row, path if path.suffix.lower() == ".toml" else Path(f"{path}.toml"))

    def write(self, row: StandardRow, path: Path) -> None:
        words = translate("Penalties", "Saved: {file}").format(file=path.name)
        self._desk.work(
            lambda _tell, _gone: export_standard(row.standard, path),
            lambda _nothing: self.toast_wanted.emit(words, None),
        )

    # -- parts

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.view.show_standards(self._shown)
        super().changeEvent(event)

    def _do(self, act: str) -> None:
        acts = {
            "edit": self.edit,
            "discard": self._discard,
            "compare": self._compare,
            "import": self._ask_file,
            "export": self._ask_place,
        }
        acts[act]()

    def _wire(self) -> None:
        self.view.act_wanted.connect(self._do)
        self.view.edit_wanted.connect(lambda number: self.edit(number))
        self.view.slip_wanted.connect(self.slip_wanted)
        self.editor.left.connect(self.show_standard)
        self.editor.publish_wanted.connect(self._publish)
        self.editor.changes_wanted.connect(self._show_changes)


def _read(db: Database) -> Shown:
    proposals: list[ProposalRow] = find_proposals(db)
    return Shown(
        tuple(find_standards(db)),
        get_standard_draft(db),
        may_publish_standard(db),
        proposals,
        fault_names(db),
    )


def _discard(workspace: Workspace) -> None:
    discard_standard_draft(workspace)


def _keep(saved: SavedStandard, workspace: Workspace) -> None:
    save_standard_draft(workspace, saved)
