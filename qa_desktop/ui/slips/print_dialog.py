"""Print several slips: which, and whether on paper, into one PDF, or a PDF for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.slip_files import PrintedSlips, title_of_several
from qa_desktop.services.slip_print_child import SlipOutput, print_in_child
from qa_desktop.texts import render
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange.pages import at_the_end, offer, page_column, words_label
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.output import ask_file, ask_printer
from qa_desktop.ui.tasks import Desk, Job

_SIZE: Final = QSize(480, 380)
_ASKING, _WORKING, _RESULT = range(3)
_PRINTER, _ONE, _EACH = range(3)
_CHOSEN, _SHOWN = range(2)


class PrintDialog(QDialog):
    """``chosen`` and ``shown`` are ids of slips in the order of the list."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        chosen: Sequence[str],
        shown: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("print_slips_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("PrintSlips", "Print slips"))
        self._desk, self._preferences = desk, preferences
        self._slips = {_CHOSEN: list(chosen), _SHOWN: list(shown)}
        self._job: Job | None = None
        self._saved: Path | None = None
        self._pages = QStackedWidget(self)
        for page in (self._asking_page(), self._working_page(), self._result_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self._pages)
        resize_on_screen(self, _SIZE)
        self._show_choice()

    def reject(self) -> None:
        """While they are being printed, that is given up."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._pages.setCurrentIndex(_ASKING)
            self._go.setFocus()
        else:
            super().reject()

    # -- pages

    def _asking_page(self) -> QWidget:
        page = QWidget(self)
        chosen = translate("PrintSlips", "Those that are chosen ({count})")
        shown = translate("PrintSlips", "All in the list ({count})")
        self._which = self._choice(
            translate("PrintSlips", "Which"),
            (
                ("print_chosen", chosen.format(count=len(self._slips[_CHOSEN]))),
                ("print_shown", shown.format(count=len(self._slips[_SHOWN]))),
            ),
            page,
        )
        self._which.button(_CHOSEN).setEnabled(bool(self._slips[_CHOSEN]))
        self._which.button(_CHOSEN if len(self._slips[_CHOSEN]) > 1 else _SHOWN).setChecked(True)
        self._how = self._choice(
            translate("PrintSlips", "Where to"),
            (
                ("print_paper", translate("PrintSlips", "Printer, each slip on its own sheet")),
                ("print_one", translate("PrintSlips", "One PDF, in the order of the list")),
                ("print_each", translate("PrintSlips", "A PDF for each, into a folder")),
            ),
            page,
        )
        kept = self._preferences.remembered("slips_print")
        self._how.button(kept if kept in (_PRINTER, _ONE, _EACH) else _PRINTER).setChecked(True)
        words = translate("PrintSlips", "Beside them the seconds to listen to (WAV)")
        self._clips = named("print_clips", QCheckBox(words, page))
        self._message = words_label("print_message", "error")
        self._message.hide()
        cancel = named("print_cancel", QPushButton(translate("PrintSlips", "Cancel"), page))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._go = named("print_go", QPushButton(page))
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self._on_go)
        self._how.idToggled.connect(lambda _id, _on: self._show_choice())
        column = page_column(page)
        column.setSpacing(8)
        for group in (self._which, self._how):
            heading = QLabel(group.objectName(), page)
            heading.setProperty("role", "muted")
            column.addWidget(heading)
            for button in group.buttons():
                column.addWidget(button)
            column.addSpacing(8)
        column.addWidget(self._clips)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addLayout(at_the_end(cancel, self._go))
        return page

    def _choice(
        self, heading: str, entries: tuple[tuple[str, str], ...], page: QWidget
    ) -> QButtonGroup:
        group = QButtonGroup(page)
        group.setObjectName(heading)
        for id, (name, words) in enumerate(entries):
            button = named(name, QRadioButton(words, page))
            button.setAccessibleDescription(heading)
            group.addButton(button, id)
        return group

    def _working_page(self) -> QWidget:
        page = QWidget(self)
        self._doing = named("print_doing", QLabel(page))
        self._bar = named("print_progress", QProgressBar(page))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("PrintSlips", "Slips done"))
        self._stop = named("print_stop", QPushButton(translate("PrintSlips", "Cancel"), page))
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self.reject)
        column = page_column(page)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(at_the_end(self._stop))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        self._result = words_label("print_result", "title")
        self._file = words_label("print_file", "muted")
        self._left_out = named("print_left_out", QPlainTextEdit(page))
        self._left_out.setReadOnly(True)
        self._left_out.setTabChangesFocus(True)
        self._left_out.setAccessibleName(translate("PrintSlips", "Not printed"))
        words = translate("PrintSlips", "Show in folder")
        self._show = named("print_show", QPushButton(words, page))
        self._show.clicked.connect(self._on_show)
        self._close = named("print_close", QPushButton(translate("PrintSlips", "Close"), page))
        self._close.setProperty("role", "primary")
        self._close.clicked.connect(self.accept)
        column = page_column(page)
        column.addWidget(self._result)
        column.addWidget(self._file)
        column.addWidget(self._left_out, 1)
        column.addStretch(0)
        column.addLayout(at_the_end(self._show, self._close))
        return page

    # -- asking

    @property
    def _wanted(self) -> list[str]:
        return self._slips[self._which.checkedId()]

    def _show_choice(self) -> None:
        on_paper = self._how.checkedId() == _PRINTER
        self._clips.setVisible(not on_paper)
        print_it = translate("PrintSlips", "Print…")
        self._go.setText(print_it if on_paper else translate("PrintSlips", "Save…"))

    def _on_go(self) -> None:
        self._message.hide()
        how = self._how.checkedId()
        self._preferences.remember("slips_print", how)
        if how == _PRINTER:
            ask_printer(self, self._start)
        elif how == _ONE:
            name = title_of_several(len(self._wanted), i18n.catalogue_language())
            out = ask_file(self, name, "pdf", documents_folder())
            if out is not None:
                self._start(out)
        else:
            title = translate("PrintSlips", "Folder for the papers")
            chosen = QFileDialog.getExistingDirectory(self, title, str(documents_folder()))
            if chosen:
                self._start(Path(chosen))

    # -- printing

    def _start(self, place: PrintTarget | Path) -> None:
        self._saved = place if isinstance(place, Path) else None
        output = SlipOutput(
            place, apart=self._how.checkedId() == _EACH, with_clips=self._clips.isChecked()
        )
        whole = len(self._wanted)
        self._on_progress(0, whole)
        self._pages.setCurrentIndex(_WORKING)
        self._stop.setFocus()
        work = (self._desk.folder, i18n.current_language(), self._wanted, output)
        self._job = self._desk.work(
            lambda tell, cancelled: print_in_child(*work, tell, cancelled),
            self._on_done,
            self._on_failed,
            self._on_progress,
        )

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        words = translate("PrintSlips", "Slip {done} of {whole}")
        self._doing.setText(words.format(done=min(done + 1, whole), whole=whole))

    def _on_done(self, printed: PrintedSlips) -> None:
        self._job = None
        if self._saved is None:
            words = translate("PrintSlips", "Sent to the printer: {count}")
        else:
            words = translate("PrintSlips", "Saved: {count}")
        self._result.setText(words.format(count=printed.count))
        self._file.setText(str(self._saved or ""))
        self._file.setVisible(self._saved is not None)
        self._show.setVisible(self._saved is not None)
        language = i18n.catalogue_language()
        lines = [render(each.told, language) for each in printed.left_out]
        self._left_out.setPlainText("\n".join(lines))
        self._left_out.setVisible(bool(lines))
        self._pages.setCurrentIndex(_RESULT)
        offer(self._close)

    def _on_failed(self, error: UserFacingError) -> None:
        self._job = None
        self._pages.setCurrentIndex(_ASKING)
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        self._go.setFocus()

    def _on_show(self) -> None:
        if self._saved is not None:
            folder = self._saved if self._saved.is_dir() else self._saved.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
