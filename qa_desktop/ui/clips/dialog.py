"""Save a clip 导出片段: seconds of the open call as a file; how far it is, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.clips import FORMATS
from qa_desktop.errors import UserFacingError
from qa_desktop.services.clips import ClipOrder, SavedClip, clip_name, save_clip
from qa_desktop.store.calls import CallRow
from qa_desktop.store.faults import plain_faults
from qa_desktop.ui import i18n
from qa_desktop.ui.clips.choices import ClipChoice
from qa_desktop.ui.clips.form import ClipForm, form_of_rows, row_label
from qa_desktop.ui.clips.kept import KeptHidden
from qa_desktop.ui.clips.playing import ClipPlaying
from qa_desktop.ui.exchange.pages import at_the_end, offer, page_column, words_label
from qa_desktop.ui.exchange.write_place import PlaceKind, WritePlace
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.listening import Listening
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk, Job
from qa_desktop.ui.timeline.source import PeakSource

_SIZE = QSize(640, 640)
_ASKING, _WORKING, _RESULT = range(3)
_ABOUT_THE_NAME = ("clip.file_exists", "clip.name_has_number")
_FORMAT_WORDS = {"wav": "WAV", "mp3": "MP3", "opus": "Opus"}


class ClipDialog(QDialog):
    """``choices`` are what the call offers, what is saved first in front; ``listening`` plays it
    here and gives the call back where it was."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        call: CallRow,
        choices: Sequence[ClipChoice],
        source: PeakSource | None,
        listening: Listening | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("clip_dialog")
        self.setWindowTitle(translate("Clip", "Save a clip"))
        self._desk, self._preferences, self._call = desk, preferences, call
        self._job: Job | None = None
        self._saved: Path | None = None
        self._playing = ClipPlaying(listening, self)
        self._kept = KeptHidden(preferences, call.recording or "")
        self.form = ClipForm(choices, _duration(call, source), source, self._kept.parts(), self)
        self._pages = QStackedWidget(self)
        for page in (self._asking_page(), self._working_page(), self._result_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(self._pages)
        resize_on_screen(self, _SIZE)
        self.form.changed.connect(self._suggest)
        self.form.strip.changed.connect(self._keep)
        self.form.how_changed.connect(self._keep)
        self.form.toggled.connect(self._toggle)
        self.form.play.setEnabled(self._playing.is_possible)
        self._playing.moved.connect(self.form.strip.set_cursor)
        self._playing.playing_changed.connect(self.form.set_playing)
        self.finished.connect(lambda _result: self._on_finished())
        self._suggest()
        self.form.strip.setFocus()

    def reject(self) -> None:
        """While it is being saved, that is given up; nothing stays behind."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._pages.setCurrentIndex(_ASKING)
        else:
            super().reject()

    # -- pages

    def _asking_page(self) -> QWidget:
        page = QWidget(self)
        format = str(self._preferences.get("clip_format"))
        format = format if format in FORMATS else FORMATS[0]
        self._place = WritePlace(
            self._desk, self._preferences, page, PlaceKind("clip_folder", "clip", f".{format}")
        )
        self._format = named("clip_format", FittingCombo(page))
        for each in FORMATS:
            self._format.addItem(_FORMAT_WORDS[each], each)
        self._format.setCurrentIndex(FORMATS.index(format))
        self._format.setAccessibleName(translate("Clip", "Format"))
        self._format.activated.connect(lambda _row: self._on_format())
        fields = form_of_rows()
        fields.addRow(row_label(translate("Clip", "Format"), self._format), self._format)
        folder = row_label(translate("Clip", "Folder"), self._place.folder)
        fields.addRow(folder, self._place.row)
        name = self._place.name
        fields.addRow(row_label(translate("Clip", "File"), name), name)
        body = QWidget(objectName="clip_body")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(12)
        inner.addWidget(self.form)
        inner.addLayout(fields)
        inner.addStretch(1)
        self._message = named("clip_message", QLabel(page, wordWrap=True))
        self._message.setProperty("role", "error")
        self._message.hide()
        cancel = named("clip_cancel", QPushButton(translate("Clip", "Cancel"), page))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._start = named("clip_start", QPushButton(translate("Clip", "Save"), page))
        self._start.setProperty("role", "primary")
        self._start.setDefault(True)
        self._start.clicked.connect(self._on_start)
        column = page_column(page)
        column.addWidget(_scrolling(body), 1)
        column.addWidget(self._message)
        column.addLayout(at_the_end(cancel, self._start))
        return page

    def _working_page(self) -> QWidget:
        page = QWidget(self)
        doing = named("clip_doing", QLabel(translate("Clip", "Saving the clip…"), page))
        self._bar = named("clip_progress", QProgressBar(page))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Clip", "Saving the clip…"))
        stop = named("clip_stop", QPushButton(translate("Clip", "Cancel"), page))
        stop.setAutoDefault(False)
        stop.clicked.connect(self.reject)
        column = page_column(page)
        column.addStretch(1)
        column.addWidget(doing)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(at_the_end(stop))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        self._result = words_label("clip_result", "title")
        self._file = words_label("clip_file", "muted")
        show = named("clip_show", QPushButton(translate("Clip", "Show in folder"), page))
        show.clicked.connect(self._on_show)
        copy = named("clip_copy", QPushButton(translate("Clip", "Copy the path"), page))
        copy.clicked.connect(self._on_copy)
        self._close = named("clip_close", QPushButton(translate("Clip", "Close"), page))
        self._close.setProperty("role", "primary")
        self._close.clicked.connect(self.accept)
        column = page_column(page)
        column.addWidget(self._result)
        column.addWidget(self._file)
        column.addStretch(1)
        column.addLayout(at_the_end(show, copy, self._close))
        return page

    # -- asking

    def _suggest(self) -> None:
        self._place.suggest(clip_name(self._call, *self.form.ends))
        self._message.hide()

    def _on_format(self) -> None:
        self._place.set_suffix(f".{self._format.currentData()}")
        self._preferences.set("clip_format", self._format.currentData())

    def _toggle(self) -> None:
        model = self.form.strip.model
        self._playing.toggle(model.cursor_ms, model.clip)

    def _keep(self) -> None:
        """At once: what was hidden stays so in the next clip, whatever becomes of this one."""
        self._kept.keep(self.form.strip.model.hidden, self.form.how)

    def _on_finished(self) -> None:
        self._playing.end()
        self._kept.keep(self.form.strip.model.ended().hidden, self.form.how)

    # -- saving

    def _on_start(self) -> None:
        self._playing.pause()
        self._kept.keep(self.form.strip.model.ended().hidden, self.form.how)
        self.form.take_times()  # macOS: a click on a button leaves no field
        self._message.hide()
        self._place.remember()
        order = ClipOrder(
            self.form.parts(self._call.id), self._format.currentData(), self.form.gap()
        )
        self._bar.setRange(0, 0)
        self._pages.setCurrentIndex(_WORKING)
        self._job = self._desk.work(
            partial(_save, self._desk.folder, order, self._place.out),
            self._on_saved,
            self._on_failed,
            self._on_progress,
        )

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def _on_saved(self, saved: SavedClip) -> None:
        self._job, self._saved = None, saved.file
        words = translate("Clip", "Saved: {seconds} seconds")
        self._result.setText(words.format(seconds=f"{saved.length_ms / 1000:.1f}"))
        self._file.setText(str(saved.file))
        self._pages.setCurrentIndex(_RESULT)
        offer(self._close)

    def _on_failed(self, error: UserFacingError) -> None:
        self._job = None
        self._pages.setCurrentIndex(_ASKING)
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        about_name = error.id in _ABOUT_THE_NAME
        (self._place.name if about_name else self._start).setFocus()
        if about_name:
            self._place.name.selectAll()

    # -- afterwards

    def _on_show(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._saved))


def _save(folder: Path, order: ClipOrder, out: Path, *how: Callable[..., Any]) -> SavedClip:
    """Here and not in the dialog: a folder on the network may take its time to answer."""
    with plain_faults(out.parent):
        if out.exists():
            raise UserFacingError("clip.file_exists", file=out.name)
    return save_clip(folder, order, out, *how)


def _duration(call: CallRow, source: PeakSource | None) -> int:
    return source.duration_ms if source is not None else call.duration_ms or 1


def _scrolling(body: QWidget) -> QScrollArea:
    """Small screens scroll it; the buttons stay in sight."""
    scroll = named("clip_scroll", QScrollArea())
    scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(body)
    return scroll
