"""Cards out of files and into files: the template format and spreadsheets."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.services.scorecard_files import (
    ENDINGS,
    KeptCard,
    ReadCard,
    export_card,
    keep_read_card,
    read_card_file,
)
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import name_for_file
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk


class CardFiles(QObject):
    """What was read becomes a draft, with whatever is wrong with it."""

    draft_made = Signal(object)
    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent

    def ask(self) -> None:
        title = translate("Scorecards", "Scorecard from a file")
        kinds = translate("Scorecards", "Scorecards (*.toml *.xlsx *.xlsm *.xls *.csv)")
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, "", kinds)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """A template at once; of a spreadsheet the columns are asked for."""
        if path.suffix.lower() != ".toml":
            from qa_desktop.ui.scorecards.sheet_dialog import CardSheetDialog

            dialog = CardSheetDialog(self._desk, self._parent)
            dialog.agreed.connect(self._keep)
            dialog.begin(path)
            return
        self._desk.work(lambda _tell, _gone: read_card_file(None, path), self._keep)

    def save(self, version: ScorecardVersion, called: str = "") -> None:
        """Ask where to, by the ending how; ``called`` says which version or draft it is."""
        title = translate("Scorecards", "Save the scorecard as")
        if called:
            title = translate("Scorecards", "Save as a file: {version}").format(version=called)
        kinds = translate("Scorecards", "Spreadsheet (*.xlsx);;Template (*.toml)")
        name = name_for_file(version.name.render(i18n.catalogue_language()))
        chosen, kind = QFileDialog.getSaveFileName(self._parent, title, f"{name}.xlsx", kinds)
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in ENDINGS:  # ``2.0`` is none
                path = path.with_name(f"{path.name}{'.toml' if 'toml' in kind else '.xlsx'}")
            self.write(version, path, called)

    def write(self, version: ScorecardVersion, path: Path, called: str = "") -> None:
        language = i18n.catalogue_language()
        saved = translate("Scorecards", "Saved: {file}").format(file=path.name)
        words = f"{saved} · {called}" if called else saved

        def export(known: dict[str, Fault]) -> None:
            self._desk.work(
                lambda _tell, _gone: export_card(version, path, language, known),
                lambda _nothing: self.toast_wanted.emit(words, None),
            )

        self._desk.read("faults_of_card", find_faults, export)

    def _keep(self, read: ReadCard) -> None:
        self._desk.write(partial(_keep, read), self._on_kept)

    def _on_kept(self, kept: KeptCard) -> None:
        self.draft_made.emit(kept.saved)
        if kept.faults is not None:
            words = translate("Scorecards", "New in the catalogue of faults: {codes}")
            codes = "、".join(kept.faults.added)
            self.toast_wanted.emit(words.format(codes=codes), kept.faults.changes.act)


def _keep(read: ReadCard, workspace: Workspace) -> KeptCard:
    return keep_read_card(workspace, read)
