"""Importing recordings: which files, what their names say, progress, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.filename_proposals import propose_patterns
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import UserFacingError
from qa_desktop.services.importing import ImportReport
from qa_desktop.ui import i18n
from qa_desktop.ui.calls.import_run import ImportRun
from qa_desktop.ui.calls.pattern_editor import PatternEditor
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk


class ImportDialog(QDialog):
    """Three pages: choose, running, result. Window-modal; the program goes on meanwhile."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Import", "Import recordings"))
        self.resize(880, 560)
        self._preferences = preferences
        self._sources: list[Path] = []
        self._run = ImportRun(desk, self)
        self._run.names_found.connect(self._on_names)
        self._run.progressed.connect(self._on_progress)
        self._run.finished.connect(self._on_finished)
        self._run.failed.connect(self._on_failed)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._choose_page())
        self._pages.addWidget(self._running_page())
        self._pages.addWidget(self._result_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self._pages)

    def begin(self, sources: Sequence[Path]) -> None:
        """Show the dialog, with these files if they were dropped."""
        self.open()
        if sources:
            self._take(list(sources))

    def begin_demo(self) -> None:
        """Straight to the shipped calls."""
        self.open()
        self._show_running()
        self._run.start_demo()

    def reject(self) -> None:
        """Closing while it runs cancels first; what is imported stays."""
        if self._run.running:
            self._run.cancel()
        else:
            super().reject()

    # -- pages

    def _choose_page(self) -> QWidget:
        page = QWidget(self)
        self._chosen = QLabel(translate("Import", "No files chosen yet"), page)
        self._chosen.setObjectName("import_chosen")
        self._folder = self._button("import_folder", translate("Import", "Choose folder…"))
        self._folder.setDefault(True)
        self._folder.clicked.connect(self._choose_folder)
        files = self._button("import_files", translate("Import", "Choose files…"))
        files.clicked.connect(self._choose_files)
        self._patterns = PatternEditor(page)
        self._patterns.setEnabled(False)
        self._patterns.valid_changed.connect(self._show_ready)
        cancel = self._button("import_cancel", translate("Import", "Cancel"))
        cancel.clicked.connect(self.reject)
        self._start = self._button("import_start", translate("Import", "Import"))
        self._start.setProperty("role", "primary")
        self._start.setEnabled(False)
        self._start.clicked.connect(self._on_start)
        sources = QHBoxLayout()
        sources.addWidget(self._chosen, 1)
        sources.addWidget(self._folder)
        sources.addWidget(files)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(sources)
        column.addWidget(self._patterns, 1)
        column.addLayout(_at_the_end(cancel, self._start))
        return page

    def _running_page(self) -> QWidget:
        page = QWidget(self)
        self._doing = QLabel(translate("Import", "Looking at the files…"), page)
        self._doing.setObjectName("import_doing")
        self._bar = QProgressBar(page)
        self._bar.setObjectName("import_progress")
        self._bar.setTextVisible(False)
        self._bar.setMaximum(0)
        stop = self._button("import_stop", translate("Import", "Cancel"))
        stop.clicked.connect(self._run.cancel)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(_at_the_end(stop))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        self._result = QLabel(page, wordWrap=True)
        self._result.setObjectName("import_result")
        self._result.setProperty("role", "title")
        self._unreadable_title = QLabel(page)
        self._unreadable_title.setProperty("role", "muted")
        self._unreadable = QListWidget(page)
        self._unreadable.setObjectName("import_unreadable")
        self._unreadable.setWordWrap(True)
        self._close = self._button("import_close", translate("Import", "Close"))
        self._close.setProperty("role", "primary")
        self._close.clicked.connect(self.accept)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._result, self._unreadable_title):
            column.addWidget(part)
        column.addWidget(self._unreadable, 1)
        column.addStretch(0)
        column.addLayout(_at_the_end(self._close))
        return page

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        return button

    # -- choosing

    def _choose_folder(self) -> None:
        title = translate("Import", "Folder of recordings")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self._take([Path(chosen)])

    def _choose_files(self) -> None:
        title = translate("Import", "Recordings")
        chosen, _ = QFileDialog.getOpenFileNames(self, title)
        if chosen:
            self._take([Path(file) for file in chosen])

    def _take(self, sources: list[Path]) -> None:
        self._sources = sources
        self._start.setEnabled(False)
        self._chosen.setText(translate("Import", "Looking at the files…"))
        self._run.find(sources)

    def _on_names(self, names: list[str]) -> None:
        where = mask_in_text(self._sources[0].name) if len(self._sources) == 1 else ""
        words = translate("Import", "Files: {count}").format(count=len(names))
        self._chosen.setText(f"{where}  ·  {words}" if where else words)
        self._patterns.setEnabled(bool(names))
        self._patterns.set_names(names)
        stored = self._preferences.get("file_patterns")
        self._patterns.set_patterns(stored or propose_patterns(names))
        self._start.setEnabled(bool(names))
        _offer(self._start if names else self._folder)

    def _show_ready(self, valid: bool) -> None:
        self._start.setEnabled(valid and bool(self._sources))

    # -- running

    def _show_running(self) -> None:
        """Nothing has the keyboard but Esc: a second Enter must not press Cancel."""
        self._pages.setCurrentIndex(1)
        self.setFocus()

    def _on_start(self) -> None:
        patterns = self._patterns.patterns()
        self._preferences.set("file_patterns", patterns)
        self._show_running()
        self._run.start(self._sources, patterns)

    def _on_progress(self, report: ImportReport, total: int) -> None:
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(report.files)
        words = translate("Import", "{done} of {total} files · {added} added · {same} known")
        self._doing.setText(
            words.format(done=report.files, total=total, added=report.added, same=report.duplicates)
        )

    def _on_finished(self, report: ImportReport, cancelled: bool) -> None:
        words = translate("Import", "{added} added · {same} known already · {bad} unreadable")
        counts = words.format(
            added=report.added, same=report.duplicates, bad=len(report.unreadable)
        )
        if cancelled:
            counts = translate("Import", "Cancelled. {counts}").format(counts=counts)
        self._result.setText(counts)
        language = i18n.catalogue_language()
        self._unreadable.clear()
        for each in (*report.unreadable, *report.cut_off):
            self._unreadable.addItem(each.why.render(language))
            self._unreadable.item(self._unreadable.count() - 1).setToolTip(
                mask_in_text(str(each.path))
            )
        some = bool(report.unreadable or report.cut_off)
        self._unreadable_title.setText(
            translate("Import", "Please look at these files:")
            if report.cut_off
            else translate("Import", "These files were left out; they are where they were:")
        )
        self._unreadable_title.setVisible(some)
        self._unreadable.setVisible(some)
        self._show_result()

    def _on_failed(self, error: UserFacingError) -> None:
        """A full disk and the like: nothing that was imported is lost."""
        self._result.setText(error.say(i18n.catalogue_language()))
        self._unreadable_title.hide()
        self._unreadable.hide()
        self._show_result()

    def _show_result(self) -> None:
        self._pages.setCurrentIndex(2)
        _offer(self._close)


def _offer(button: QPushButton) -> None:
    """What Enter presses from now on."""
    button.setDefault(True)
    button.setFocus()


def _at_the_end(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
