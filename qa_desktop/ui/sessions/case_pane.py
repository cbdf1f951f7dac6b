"""One case: which seconds are heard, where the room stops to talk, what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.audio.peaks import Peaks
from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.durations import format_duration, format_position
from qa_desktop.domain.playlist import LONGEST_SESSION, STOP_KINDS, Stop
from qa_desktop.errors import UserFacingError
from qa_desktop.services.playlists import (
    add_stop,
    delete_stop,
    edit_case,
    edit_stop,
    save_case_draft,
    stops_of_comments,
)
from qa_desktop.store.playlists import CaseRow
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.ask_dialog import AskDialog, Question, choice, line
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.growing_peaks import GrowingPeaks
from qa_desktop.ui.naming import named
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.sessions.words import stop_words
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.timeline.widget import TimelineWidget

_SPAN: Final = "span"
"""The case itself among the marks of the timeline."""
_TEXTS: Final = ("title", "question", "strengths", "weaknesses", "notes")
_MARKS: Final = {
    "mark_strength": "strength",
    "mark_weakness": "weakness",
    "mark_question": "question",
    "mark_note": "question",
}
_SKIPS: Final = {"back_1": -1, "forward_1": 1, "back_5": -5, "forward_5": 5, "back_15": -15}
_SKIPS_MS: Final = {act: s * 1_000 for act, s in (_SKIPS | {"forward_15": 15}).items()}


class CasePane(QFrame):
    """I and O put the beginning and the end at the playhead; G, B and Q a stop there."""

    toast_wanted = Signal(str, object)
    """Words, and the act that Undo takes back."""
    titled = Signal(str)
    """The id of the case whose name is being typed."""

    def __init__(self, desk: Desk, sound: LentSound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_pane")
        self.setProperty("role", "pane")
        self._desk, self.sound = desk, sound
        self.case: CaseRow | None = None
        self._draft: dict[str, Any] = {}
        self._filling = False
        self._dialog: AskDialog | None = None
        self._contents = QWidget(self)
        self.timeline = TimelineWidget(self)
        self.timeline.setObjectName("case_timeline")
        self.timeline.setMinimumHeight(150)
        self._play = named("case_play", QPushButton(self))
        self._play.setProperty("role", "primary")
        self._clock = named("case_clock", QLabel(self))
        self._begin = named("case_begin_here", QPushButton(self))
        self._end = named("case_end_here", QPushButton(self))
        self._stop = named("case_stop_here", QPushButton(self))
        self._comments = named("case_stops_of_comments", QPushButton(self))
        self._comments.setProperty("role", "flat")
        self._message = named("case_message", QLabel(self, wordWrap=True))
        self._message.setProperty("role", "error")
        self.stops = PlainTable("case_stops", _stop_model(), self)
        self._fields: dict[str, QLineEdit | GrowingText] = {
            "title": named("case_title", QLineEdit(self)),
            "question": named("case_question", QLineEdit(self)),
            "strengths": named("case_strengths", GrowingText(self, most=6)),
            "weaknesses": named("case_weaknesses", GrowingText(self, most=6)),
            "notes": named("case_notes", GrowingText(self, most=6)),
        }
        self._minutes = named("case_minutes", NumberBox(self))
        self._minutes.setRange(0, LONGEST_SESSION)
        self._hide = named("case_hide_names", QCheckBox(self))
        self._labels = {name: named(f"case_{name}_label", QLabel(self)) for name in self._fields}
        self._labels["minutes"] = named("case_minutes_label", QLabel(self))
        self._stops_label = named("case_stops_label", QLabel(self))
        self._lay_out()
        self._wire()
        self.retranslate()
        self.show_case(None, {})

    # -- what is shown

    def show_case(self, case: CaseRow | None, draft: Mapping[str, Any]) -> None:
        """``draft`` is what was typed and not kept yet."""
        is_other = case is None or self.case is None or case.id != self.case.id
        if is_other:
            self.commit()
            self._message.hide()
            self._draft = dict(draft)
        self.case = case
        self.setEnabled(case is not None)
        self._contents.setVisible(case is not None)  # fields of nothing look as if one could type
        if case is None:
            self.timeline.set_source(None)
            self.timeline.set_annotations([])
            self.stops.set_rows([])
        else:
            if is_other:
                self.timeline.set_source(None)
                self.sound.open(case.recording, case.from_ms)
                if self.sound.peaks is not None:
                    self._on_peaks(self.sound.peaks)
            self._show_marks(case)
        self._fill()
        self._on_moved(self.sound.position_ms)

    def _show_marks(self, case: CaseRow) -> None:
        words = case.title or translate("Sessions", "The case")
        marks = [Annotation(_SPAN, case.from_ms, case.to_ms, "note", words)]
        marks += [
            Annotation(stop.id, stop.at_ms, None, stop.kind, stop.comment or stop.question)
            for stop in case.stops
        ]
        self.timeline.set_annotations(marks)
        self.stops.set_rows(case.stops)

    def _fill(self) -> None:
        self._filling = True
        case = self.case
        for name, field in self._fields.items():
            words = str(self._draft.get(name, getattr(case, name) if case is not None else ""))
            if isinstance(field, GrowingText):
                field.set_words(words)
            elif field.text() != words:
                field.setText(words)
        if not self._minutes.hasFocus():
            self._minutes.setValue((case.minutes or 0) if case is not None else 0)
        self._hide.setChecked(case is not None and case.hide_names)
        self._filling = False

    @property
    def first_field(self) -> QWidget:
        """Where one goes on from the timeline."""
        return self._fields["title"]

    # -- what is typed

    def _on_typed(self, name: str) -> None:
        if self._filling or self.case is None:
            return
        field = self._fields[name]
        self._draft[name] = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        save = partial(_save_draft, case=self.case.id, body=dict(self._draft))
        self._desk.save(("playlist_case", self.case.id), save)
        if name == "title":
            self.titled.emit(self.case.id)

    def typed_into(self, case: str) -> dict[str, Any] | None:
        """What was typed and not kept yet, of the case that is shown."""
        return self._draft if self.case is not None and self.case.id == case else None

    def commit(self) -> None:
        """What was typed becomes part of the case."""
        if self.case is None or not self._draft:
            return
        values, self._draft = self._draft, {}
        self._write(partial(edit_case, case=self.case.id, **values))

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched in self._fields.values():
            self.commit()
        return super().eventFilter(watched, event)

    def _on_minutes(self) -> None:
        value = self._minutes.value() or None
        if not self._filling and self.case is not None and value != self.case.minutes:
            self._write(partial(edit_case, case=self.case.id, minutes=value))

    def _on_hide(self, hidden: bool) -> None:
        if not self._filling and self.case is not None:
            self._write(partial(edit_case, case=self.case.id, hide_names=hidden))

    # -- seconds and stops

    def set_begin(self) -> None:
        """The case begins where the playhead is."""
        self._set_span(self.sound.position_ms, None)

    def set_end(self) -> None:
        self._set_span(None, self.sound.position_ms)

    def _set_span(self, begin: int | None, end: int | None) -> None:
        if self.case is not None:
            span: dict[str, Any] = {
                "from_ms": self.case.from_ms if begin is None else begin,
                "to_ms": self.case.to_ms if end is None else end,
            }
            self._write(partial(edit_case, case=self.case.id, **span))

    def _on_dragged(self, id: str, begin: int, end: object) -> None:
        if id == _SPAN:
            self._set_span(begin, end if isinstance(end, int) else None)
        else:
            self._write(partial(edit_stop, stop=id, at_ms=begin))

    def ask_stop(self, kind: str = "question") -> None:
        """A stop where the playhead is: what kind, what is asked and what is then told."""
        if self.case is not None:
            self.sound.pause()
            at_ms = self.sound.position_ms
            self._ask(Stop("", at_ms, kind), partial(add_stop, case=self.case.id, at_ms=at_ms))

    def take_comments(self) -> None:
        """The comments made while inspecting become stops."""
        if self.case is not None:
            words = translate("Sessions", "Comments taken as stops")
            self._write(partial(stops_of_comments, case=self.case.id), words)

    def edit_stop(self, stop: Stop | None) -> None:
        if stop is not None:
            self.sound.pause()
            self._ask(stop, partial(edit_stop, stop=stop.id))

    def remove_stop(self, stop: Stop | None) -> None:
        if stop is not None:
            words = translate("Sessions", "Discussion stop deleted")
            self._write(partial(delete_stop, stop=stop.id), words)

    def _ask(self, stop: Stop, write: Callable[..., Changes]) -> None:
        dialog = stop_dialog(self, stop)
        self._dialog = dialog

        def submit(answers: dict[str, Any]) -> None:
            self._desk.write(
                partial(_with, write, answers), lambda _done: dialog.accept(), dialog.refuse
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def _write(self, act: Callable[..., Changes], toast: str = "") -> None:
        self._message.hide()

        def done(changes: Changes) -> None:
            if toast:
                self.toast_wanted.emit(toast, changes.act)

        self._desk.write(act, done, self._on_refused)

    def _on_refused(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        if self.case is not None:
            self._show_marks(self.case)

    # -- sound

    def toggle(self) -> None:
        """Play the case from the playhead to its end, or pause."""
        case, at = self.case, self.sound.position_ms
        if case is None:
            return
        if self.sound.playing:
            self.sound.pause()
        elif case.from_ms <= at < case.to_ms - 50:
            self.sound.play(at, case.to_ms)
        else:
            self.sound.play(case.from_ms, case.to_ms)

    def _on_peaks(self, peaks: Peaks) -> None:
        self.timeline.set_source(GrowingPeaks(peaks))
        if self.case is not None:
            self.timeline.set_position(self.case.from_ms)

    def _on_moved(self, ms: int) -> None:
        if self.case is None:
            self._clock.setText("")
            return
        self.timeline.set_position(ms)
        span = f"{format_duration(self.case.from_ms)}–{format_duration(self.case.to_ms)}"
        self._clock.setText(f"{format_position(ms)}   [{span}]")

    def _on_failed(self, error: UserFacingError) -> None:
        if self.isVisible():
            self._on_refused(error)

    def _on_act(self, act: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "play_pause": self.toggle,
            "play": self.toggle,
            "pause": self.sound.pause,
            "start_here": self.set_begin,
            "end_here": self.set_end,
            "delete_annotation": lambda: self.remove_stop(self._selected()),
        }
        if act in _MARKS:
            self.ask_stop(_MARKS[act])
        elif act in _SKIPS_MS:
            self.sound.skip(_SKIPS_MS[act])
        elif act in acts:
            acts[act]()

    def _selected(self) -> Stop | None:
        stops = self.case.stops if self.case is not None else ()
        return next((stop for stop in stops if stop.id == self.timeline.selected), None)

    def _on_activated(self, id: str) -> None:
        stops = self.case.stops if self.case is not None else ()
        self.edit_stop(next((stop for stop in stops if stop.id == id), None))

    # -- parts

    def retranslate(self) -> None:
        said = {
            "title": translate("Sessions", "Name of the case"),
            "question": translate("Sessions", "What to listen for"),
            "strengths": translate("Sessions", "What was good"),
            "weaknesses": translate("Sessions", "What to improve"),
            "notes": translate("Sessions", "My notes (only for me)"),
            "minutes": translate("Sessions", "Minutes"),
        }
        for name, label in self._labels.items():
            label.setText(said[name])
            field = self._fields.get(name, self._minutes)
            field.setAccessibleName(said[name])
        self._minutes.setSpecialValueText(translate("Sessions", "worked out"))
        self._hide.setText(translate("Sessions", "Hide names and numbers from the room"))
        self._begin.setText(translate("Sessions", "Begins here (I)"))
        self._end.setText(translate("Sessions", "Ends here (O)"))
        self._stop.setText(translate("Sessions", "Stop here (Q)"))
        self._stops_label.setText(translate("Sessions", "Discussion stops"))
        self._comments.setText(translate("Sessions", "Take comments"))
        self._comments.setToolTip(
            translate("Sessions", "Every comment of this call in these seconds becomes a stop")
        )
        self.stops.setAccessibleName(translate("Sessions", "Discussion stops"))
        self._show_playing()
        if self.case is not None:
            self._show_marks(self.case)

    def _show_playing(self) -> None:
        playing = self.sound.playing
        words = translate("Sessions", "Pause") if playing else translate("Sessions", "Play")
        self._play.setText(words)
        self._play.setIcon(icons.icon("pause" if playing else "play", "on_accent"))
        self._play.setIconSize(QSize(16, 16))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def _wire(self) -> None:
        sound = self.sound
        sound.peaks_changed.connect(self._on_peaks)
        sound.moved.connect(self._on_moved)
        sound.playing_changed.connect(lambda _playing: self._show_playing())
        sound.failed.connect(self._on_failed)
        self.timeline.seek_requested.connect(sound.seek)
        self.timeline.act_triggered.connect(self._on_act)
        self.timeline.annotation_moved.connect(self._on_dragged)
        self.timeline.annotation_activated.connect(self._on_activated)
        self._play.clicked.connect(self.toggle)
        self._begin.clicked.connect(self.set_begin)
        self._end.clicked.connect(self.set_end)
        self._stop.clicked.connect(lambda: self.ask_stop())
        self._comments.setAutoDefault(False)
        self._comments.clicked.connect(self.take_comments)
        self.stops.row_opened.connect(self.edit_stop)
        self.stops.deleted.connect(self.remove_stop)
        for name, field in self._fields.items():
            field.installEventFilter(self)
            field.textChanged.connect(partial(self._on_any_typed, name))
        self._minutes.editingFinished.connect(self._on_minutes)
        self._hide.toggled.connect(self._on_hide)

    def _on_any_typed(self, name: str, *_words: str) -> None:
        self._on_typed(name)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for part in (self._play, self._clock):
            buttons.addWidget(part)
        buttons.addStretch(1)
        for button in (self._begin, self._end, self._stop):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        body = named("case_body", QWidget(self))
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._labels["title"], self._fields["title"])
        form.addRow(self._labels["question"], self._fields["question"])
        self.stops.setFixedHeight(140)
        about_stops = QWidget(body)
        beside = QVBoxLayout(about_stops)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self._stops_label)
        beside.addWidget(self._comments, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch(1)
        form.addRow(about_stops, self.stops)
        for name, label in self._labels.items():
            label.setBuddy(self._fields.get(name, self._minutes))
        for name in ("strengths", "weaknesses", "notes"):
            form.addRow(self._labels[name], self._fields[name])
        form.addRow(self._labels["minutes"], self._minutes)
        form.addRow("", self._hide)
        scroll = named("case_scroll", QScrollArea(self))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._contents)
        column = QVBoxLayout(self._contents)
        column.setContentsMargins(12, 12, 4, 8)
        column.setSpacing(8)
        column.addWidget(self.timeline, 1)
        column.addLayout(buttons)
        column.addWidget(self._message)
        column.addWidget(scroll, 2)


def stop_dialog(parent: QWidget, stop: Stop) -> AskDialog:
    """What kind of stop, what the room is asked, what it is then told."""
    kinds = [(kind, stop_words(kind)) for kind in STOP_KINDS]
    questions = [
        Question("kind", translate("Sessions", "Kind"), choice(kinds, stop.kind)),
        Question(
            "question",
            translate("Sessions", "Question first"),
            line(stop.question, translate("Sessions", "What did you hear?")),
        ),
        Question("comment", translate("Sessions", "Then the comment"), line(stop.comment)),
    ]
    title = translate("Sessions", "Discussion stop at {at}").format(at=format_position(stop.at_ms))
    dialog = AskDialog("stop_dialog", title, questions, parent)
    dialog.setMinimumWidth(560)
    questions[1].widget.setFocus()  # the kind was chosen by the key; what is typed is the question
    return dialog


def _stop_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Sessions", "At"),
                lambda stop: format_position(stop.at_ms),
                fits=True,
            ),
            PlainColumn(
                lambda: translate("Sessions", "Kind"),
                lambda stop: stop_words(stop.kind),
                fits=True,
                color=lambda stop: stop.kind,
            ),
            PlainColumn(
                lambda: translate("Sessions", "Question first"),
                lambda stop: stop.question or translate("Sessions", "What did you hear?"),
                width=120,
            ),
            PlainColumn(
                lambda: translate("Sessions", "Comment"),
                lambda stop: stop.comment,
                stretches=True,
            ),
        ],
        lambda stop: stop.id,
    )


def _save_draft(workspace: Workspace, case: str, body: dict[str, Any]) -> None:
    save_case_draft(workspace, case, body)


def _with(
    write: Callable[..., Changes], answers: Mapping[str, Any], workspace: Workspace
) -> Changes:
    return write(workspace, **answers)
