"""What a person does with the catalogue of faults: add, change, retire, files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.services.fault_catalogue import (
    FaultsTaken,
    add_fault,
    change_fault,
    retire_fault,
    take_faults,
)
from qa_desktop.services.fault_files import ReadFaults, export_faults, read_fault_file
from qa_desktop.store.workspace import Changes, Workspace, open_reader
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.scorecards.fault_dialog import FaultDialog
from qa_desktop.ui.scorecards.faults_page import FaultsPage, read_catalogue
from qa_desktop.ui.tasks import Desk


class FaultActs(QObject):
    """Each is one step that can be taken back."""

    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, page: FaultsPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        page.act_wanted.connect(self.do)

    def read(self) -> None:
        """With what is still on its way to the workspace."""
        show = self._page.show_catalogue
        self._desk.after_writes(lambda: self._desk.read("faults_page", read_catalogue, show))

    def do(self, act: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "new": partial(self._ask, None),
            "change": self._change,
            "retire": self._retire,
            "import": self._ask_file,
            "export": self._ask_place,
        }
        acts[act]()

    def _change(self) -> None:
        row = self._page.row
        if row is not None:
            self._ask(row.fault, is_new=not row.is_known)

    def _ask(self, fault: Fault | None, *, is_new: bool = True) -> None:
        dialog = FaultDialog(fault, self._page, is_new=is_new)
        work = _add if is_new else _change
        words = (
            translate("Scorecards", "Fault added") if is_new else translate("Scorecards", "Saved")
        )

        def save(typed: Fault) -> None:
            def saved(changes: Changes) -> None:
                dialog.accept()
                self._page.choose(typed.code)
                self._say(words, changes)

            self._desk.write(partial(work, typed), saved, dialog.refuse)

        dialog.agreed.connect(save)
        dialog.open()

    def _retire(self) -> None:
        row = self._page.row
        if row is None or not row.is_known:
            return
        retired = not row.fault.retired
        words = (
            translate("Scorecards", "Retired: {fault}")
            if retired
            else translate("Scorecards", "In use again: {fault}")
        )
        said = words.format(fault=row.fault.name.render(i18n.catalogue_language()))
        work = partial(_retire, row.fault.code, retired)
        self._desk.write(work, partial(self._say, said))

    def _say(self, words: str, changes: Changes) -> None:
        self.toast_wanted.emit(words, changes.act)

    # -- files

    def _ask_file(self) -> None:
        title = translate("Scorecards", "Catalogue of faults from a file")
        kinds = translate("Scorecards", "Catalogues of faults (*.toml *.xlsx *.xlsm *.xls *.csv)")
        chosen, _ = QFileDialog.getOpenFileName(self._page, title, "", kinds)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """New codes are added, known ones become as the file says."""
        self._desk.work(lambda _tell, gone: read_fault_file(path, gone), self._on_read)

    def _on_read(self, read: ReadFaults) -> None:
        def taken(done: FaultsTaken) -> None:
            counts = {"added": len(done.added), "changed": len(done.changed), "same": done.same}
            language = i18n.catalogue_language()
            said = [text("fault.taken", **counts).render(language)]
            said += [each.render(language) for each in read.rejected[:3]]
            if len(read.rejected) > 3:
                more = translate("Scorecards", "… and {n} more rows that were not taken")
                said.append(more.format(n=len(read.rejected) - 3))
            self.toast_wanted.emit("\n".join(said), done.changes.act)

        self._desk.write(partial(_take, read.faults), taken)

    def _ask_place(self) -> None:
        title = translate("Scorecards", "Save the catalogue of faults as")
        kinds = translate("Scorecards", "Spreadsheet (*.xlsx);;Template (*.toml)")
        name = translate("Scorecards", "Catalogue of faults")
        chosen, kind = QFileDialog.getSaveFileName(self._page, title, f"{name}.xlsx", kinds)
        if chosen:
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(".toml" if "toml" in kind else ".xlsx")
            self.write(path)

    def write(self, path: Path) -> None:
        language, folder = i18n.catalogue_language(), self._desk.folder
        words = translate("Scorecards", "Saved: {file}").format(file=path.name)

        def export(_tell, _gone) -> None:
            db = open_reader(folder)
            try:
                export_faults(db, path, language)
            finally:
                db.close()

        self._desk.work(export, lambda _nothing: self.toast_wanted.emit(words, None))


def _add(fault: Fault, workspace: Workspace) -> Changes:
    return add_fault(workspace, fault)


def _change(fault: Fault, workspace: Workspace) -> Changes:
    return change_fault(workspace, fault)


def _retire(code: str, retired: bool, workspace: Workspace) -> Changes:
    return retire_fault(workspace, code, retired=retired)


def _take(faults: tuple[Fault, ...], workspace: Workspace) -> FaultsTaken:
    return take_faults(workspace, faults)
