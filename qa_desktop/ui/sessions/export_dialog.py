"""Export a playlist: as one audio file, as a folder of clips, as a handout on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.clips import FORMATS
from qa_desktop.errors import UserFacingError
from qa_desktop.services.clips import Gap
from qa_desktop.services.playlist_export import (
    ExportChoice,
    export_audio,
    export_clips,
    export_handout,
    suggested_name,
)
from qa_desktop.services.playlist_showing import read_shown
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.playlists import PlaylistRow
from qa_desktop.texts import Language, render, text
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange.pages import at_the_end, offer, page_column, words_label
from qa_desktop.ui.exchange.write_place import PlaceKind, WritePlace
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk, Job

_SIZE: Final = QSize(600, 420)
_ASKING, _WORKING, _RESULT = range(3)
_FORMAT_WORDS: Final = {"wav": "WAV", "mp3": "MP3", "opus": "Opus"}
_SOUNDS: Final = ("audio", "clips")


class ExportDialog(QDialog):
    """What, how, and where to; how far it is; where it lies."""

    def __init__(
        self, desk: Desk, preferences: Preferences, row: PlaylistRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("playlist_export_dialog")
        self.setWindowTitle(translate("PlaylistExport", "Export the playlist"))
        self._desk, self._preferences, self._row = desk, preferences, row
        self._job: Job | None = None
        self._saved = Path()
        self._announcement: Path | None = None
        self._pages = QStackedWidget(self)
        for page in (self._asking_page(), self._working_page(), self._result_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self._pages)
        resize_on_screen(self, _SIZE)
        self._on_choice()

    def reject(self) -> None:
        """While it is being written, that is given up."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._pages.setCurrentIndex(_ASKING)
        else:
            super().reject()

    # -- pages

    def _asking_page(self) -> QWidget:
        page = QWidget(self)
        self._kind = self._combo(
            "export_kind",
            (
                ("audio", translate("PlaylistExport", "One audio file")),
                ("clips", translate("PlaylistExport", "A folder with a clip for each case")),
                ("handout", translate("PlaylistExport", "Handout with the comments (PDF)")),
                ("worksheet", translate("PlaylistExport", "Handout with room to write (PDF)")),
            ),
            page,
        )
        self._format = self._combo(
            "export_format", tuple((each, _FORMAT_WORDS[each]) for each in FORMATS), page
        )
        self._format.setCurrentIndex(FORMATS.index("mp3"))
        self._gap = self._combo(
            "export_gap",
            (
                ("tones", translate("PlaylistExport", "Two short tones")),
                ("silence", translate("PlaylistExport", "Silence")),
                ("announcement", translate("PlaylistExport", "A recording of mine…")),
            ),
            page,
        )
        words = translate("PlaylistExport", "Anonymous: no names, numbers or serial numbers")
        self._anonymous = named("export_anonymous", QCheckBox(words, page))
        hint = translate(
            "PlaylistExport",
            "What is said on a recording stays; hide spoken names and numbers when saving a clip "
            "of the call, they are bleeped here as well.",
        )
        self._hint = named("export_hint", QLabel(hint, page, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._place = WritePlace(
            self._desk, self._preferences, page, PlaceKind("clip_folder", "export", ".mp3")
        )
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        for name, field in (
            (translate("PlaylistExport", "What"), self._kind),
            (translate("PlaylistExport", "Format"), self._format),
            (translate("PlaylistExport", "Between cases"), self._gap),
        ):
            field.setAccessibleName(name)
            self._form.addRow(name, field)
        self._form.addRow("", self._anonymous)
        self._form.addRow("", self._hint)
        self._form.addRow(translate("PlaylistExport", "Folder"), self._place.row)
        self._form.addRow(translate("PlaylistExport", "Name"), self._place.name)
        self._message = named("export_message", QLabel(page, wordWrap=True))
        self._message.setProperty("role", "error")
        self._message.hide()
        cancel = named("export_cancel", QPushButton(translate("PlaylistExport", "Cancel"), page))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        words = translate("PlaylistExport", "Export")
        self._start = named("export_start", QPushButton(words, page))
        self._start.setProperty("role", "primary")
        self._start.setDefault(True)
        self._start.clicked.connect(self._on_start)
        for combo in (self._kind, self._format):
            combo.activated.connect(lambda _row: self._on_choice())
        self._gap.activated.connect(lambda _row: self._on_gap())
        self._anonymous.toggled.connect(lambda _on: self._on_choice())
        column = page_column(page)
        column.addLayout(self._form)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addLayout(at_the_end(cancel, self._start))
        return page

    def _combo(
        self, name: str, entries: tuple[tuple[str, str], ...], page: QWidget
    ) -> FittingCombo:
        made = named(name, FittingCombo(page))
        for value, words in entries:
            made.addItem(words, value)
        return made

    def _working_page(self) -> QWidget:
        page = QWidget(self)
        words = translate("PlaylistExport", "Exporting…")
        self._bar = named("export_progress", QProgressBar(page))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words)
        stop = named("export_stop", QPushButton(translate("PlaylistExport", "Cancel"), page))
        stop.setAutoDefault(False)
        stop.clicked.connect(self.reject)
        column = page_column(page)
        column.addStretch(1)
        column.addWidget(named("export_doing", QLabel(words, page)))
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(at_the_end(stop))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        self._result = words_label("export_result", "title")
        self._file = words_label("export_file", "muted")
        words = translate("PlaylistExport", "Show in folder")
        show = named("export_show", QPushButton(words, page))
        show.clicked.connect(self._on_show)
        self._close = named("export_close", QPushButton(translate("PlaylistExport", "Close"), page))
        self._close.setProperty("role", "primary")
        self._close.clicked.connect(self.accept)
        column = page_column(page)
        column.addWidget(self._result)
        column.addWidget(self._file)
        column.addStretch(1)
        column.addLayout(at_the_end(show, self._close))
        return page

    # -- asking

    @property
    def _what(self) -> str:
        return str(self._kind.currentData())

    def _on_choice(self) -> None:
        sounds = self._what in _SOUNDS
        self._form.setRowVisible(self._format, sounds)
        self._form.setRowVisible(self._gap, self._what == "audio")
        self._form.setRowVisible(self._hint, sounds)
        endings = {"audio": f".{self._format.currentData()}", "clips": ""}
        self._place.set_suffix(endings.get(self._what, ".pdf"))
        read = partial(
            read_shown,
            playlist=self._row.id,
            language=i18n.catalogue_language(),
            anonymous=self._anonymous.isChecked(),
        )
        self._desk.read("export name", read, lambda shown: self._suggest(suggested_name(shown)))

    def _suggest(self, name: str) -> None:
        if self._what not in _SOUNDS:
            name = f"{name} {render(text('handout.file'), i18n.catalogue_language())}"
        self._place.suggest(name)

    def _on_gap(self) -> None:
        self._announcement = None
        self._gap.setToolTip("")
        if self._gap.currentData() != "announcement":
            return
        title = translate("PlaylistExport", "What is said between two cases")
        chosen, _ = QFileDialog.getOpenFileName(self, title)
        if chosen:
            self._announcement = Path(chosen)
            self._gap.setToolTip(chosen)
        else:
            self._gap.setCurrentIndex(0)

    def _gap_wanted(self) -> Gap:
        if self._announcement is not None:
            return Gap("announcement", announcement=self._announcement)
        return Gap("silence" if self._gap.currentData() == "silence" else "tones")

    # -- writing

    def _on_start(self) -> None:
        self._message.hide()
        self._place.remember()
        choice = ExportChoice(
            self._format.currentData(), self._gap_wanted(), self._anonymous.isChecked()
        )
        self._saved = self._place.out
        self._bar.setRange(0, 0)
        self._pages.setCurrentIndex(_WORKING)
        work = partial(
            _export,
            self._desk.folder,
            self._row.id,
            self._saved,
            self._what,
            choice,
            i18n.catalogue_language(),
        )
        self._job = self._desk.work(work, self._on_saved, self._on_failed, self._on_progress)

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def _on_saved(self, _done: Any) -> None:
        self._job = None
        self._result.setText(translate("PlaylistExport", "Exported"))
        self._file.setText(str(self._saved))
        self._pages.setCurrentIndex(_RESULT)
        offer(self._close)

    def _on_failed(self, error: UserFacingError) -> None:
        self._job = None
        self._pages.setCurrentIndex(_ASKING)
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        self._start.setFocus()

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))


def _export(
    folder: Path,
    playlist: str,
    out: Path,
    what: str,
    choice: ExportChoice,
    language: Language,
    progress: Callable[..., None],
    cancelled: Callable[[], bool],
) -> None:
    if what != "clips":
        with plain_faults(out.parent):
            if out.exists():
                raise UserFacingError("clip.file_exists", file=out.name)
    if what == "audio":
        export_audio(folder, playlist, out, choice, progress, cancelled)
    elif what == "clips":
        export_clips(folder, playlist, out, choice, language, progress, cancelled)
    else:
        export_handout(
            folder,
            playlist,
            out,
            language,
            anonymous=choice.anonymous,
            with_answers=what == "handout",
            progress=progress,
            cancelled=cancelled,
        )
