"""What is asked before a clip is saved: from where to where, what is hidden, joined with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.clips import (
    GAPS,
    Hidden,
    Hiding,
    Span,
    lasting_ms,
    merged,
    pieces,
    within,
)
from qa_desktop.domain.durations import format_position, parse_duration
from qa_desktop.errors import UserFacingError
from qa_desktop.services.clips import GAP_MS, ClipPart, Gap
from qa_desktop.ui.clips.choices import ClipChoice, inside
from qa_desktop.ui.clips.strip import ClipStrip
from qa_desktop.ui.clips.strip_model import StripModel
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.timeline.source import PeakSource
from qa_desktop.ui.timeline.spoken import kind_name

_SHOWN_ROWS = 3
_ROW = 30
_LABEL = 88


class ClipForm(QWidget):
    """Every clip of the list has its own ends; what is hidden is hidden in all of them."""

    changed = Signal()
    """The order is another one."""
    how_changed = Signal()
    """Hidden parts are bleeped now, or cut out."""
    toggled = Signal()
    """Play from the cursor, or pause."""

    def __init__(
        self,
        choices: Sequence[ClipChoice],
        duration_ms: int,
        source: PeakSource | None,
        kept: Sequence[Hidden] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``choices``: what is saved first in front; ``kept`` was hidden in an earlier clip of this
        recording."""
        super().__init__(parent)
        self._choices = sorted(choices, key=lambda each: each.span)  # as they are heard
        self._chosen_row = next(row for row, each in enumerate(self._choices) if each is choices[0])
        self._announcement: Path | None = None
        self._kept = frozenset((part.from_ms, part.to_ms) for part in kept)
        self._begins_cut = bool(kept) and all(part.how == "cut" for part in kept)
        first = choices[0].span
        self.strip = ClipStrip(self)
        self.strip.set_source(source)
        self.strip.set_model(StripModel(duration_ms, first, first[0], tuple(merged(self._kept))))
        self.strip.changed.connect(self._on_strip)
        self.strip.moved.connect(lambda _ms: self._show_hidden())
        self.strip.play_wanted.connect(self.toggled)
        self._list = self._make_list()
        self._from = self._time("clip_from", translate("Clip", "From"))
        self._to = self._time("clip_to", translate("Clip", "To"))
        self._length = named("clip_length", QLabel(self))
        self._length.setProperty("role", "muted")
        self.play = self._button("clip_play", translate("Clip", "Play"), self.toggled.emit)
        self._hide = self._button("clip_hide", "", self.strip.toggle_hidden)
        self._unhide = self._button(
            "clip_unhide", translate("Clip", "Not hidden (Del)"), self.strip.remove_hidden
        )
        self._hint = named("clip_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._kept_row, self._kept_words = self._make_kept()
        self._hiding, self._bleep = self._make_hiding()
        self._gap = named("clip_gap", FittingCombo(self))
        self._gap.setAccessibleName(translate("Clip", "Between clips"))
        for kind, words in zip(
            GAPS,
            (
                translate("Clip", "One second of silence"),
                translate("Clip", "Two short tones"),
                translate("Clip", "A recorded announcement…"),
            ),
            strict=True,
        ):
            self._gap.addItem(words, kind)
        self._gap.activated.connect(lambda _row: self._on_gap())
        self._lay_out()
        self._show()

    # -- what is asked for

    def parts(self, call: str) -> tuple[ClipPart, ...]:
        """The ticked clips in the order of time, nothing twice. What looks hidden is: a part that
        has begun ends at the cursor."""
        hidden = tuple(Hidden(*span, self.how) for span in self.strip.model.ended().hidden)
        return tuple(ClipPart(call, *span, hidden) for span in self._spans())

    @property
    def how(self) -> Hiding:
        """What becomes of the hidden parts, as it did when they were hidden first."""
        return "bleep" if self._bleep.isChecked() else "cut"

    def gap(self) -> Gap:
        if self._announcement is not None:
            return Gap("announcement", GAP_MS, self._announcement)
        return Gap("tones" if self._gap.currentData() == "tones" else "silence")

    @property
    def ends(self) -> Span:
        """The first and the last second of the file: they name it."""
        spans = self._spans()
        return spans[0][0], spans[-1][1]

    def _spans(self) -> list[Span]:
        """Clips that overlap are one: nobody is to hear the same words twice."""
        return merged(self._choices[row].span for row in self._ticked() or [self._chosen_row])

    def _ticked(self) -> list[int]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return [row for row, item in enumerate(items) if item.checkState() == Qt.CheckState.Checked]

    # -- making

    def _make_list(self) -> QListWidget:
        made = named("clip_list", QListWidget(self))
        made.setProperty("role", "ticks")
        made.setAccessibleName(translate("Clip", "Clips for this file"))
        for row, choice in enumerate(self._choices):
            item = QListWidgetItem(_words_of(choice), made)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(
                Qt.CheckState.Checked if row == self._chosen_row else Qt.CheckState.Unchecked
            )
        made.setCurrentRow(self._chosen_row)
        rows = min(len(self._choices), _SHOWN_ROWS)
        made.setFixedHeight(rows * _ROW + 4)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.currentRowChanged.connect(self._on_row)
        made.itemChanged.connect(lambda _item: self._on_ticked())
        return made

    def _make_kept(self) -> tuple[QWidget, QLabel]:
        """What is hidden since an earlier clip is said, and can be taken back in one go."""
        box = QWidget(self)
        words = named("clip_kept", QLabel(box))
        again = self._button(
            "clip_forget", translate("Clip", "No longer hide these"), self._forget_kept
        )
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(again)
        row.addStretch(1)
        return box, words

    def _make_hiding(self) -> tuple[QWidget, QRadioButton]:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        bleep = named("clip_bleep", QRadioButton(translate("Clip", "Bleep them"), box))
        cut = named("clip_cut", QRadioButton(translate("Clip", "Cut them out"), box))
        (cut if self._begins_cut else bleep).setChecked(True)
        group = QButtonGroup(box)
        for button in (bleep, cut):
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        bleep.toggled.connect(lambda _on: self._on_how())
        return box, bleep

    def _on_how(self) -> None:
        self._show_length()
        self.how_changed.emit()

    def _time(self, name: str, words: str) -> QLineEdit:
        field = named(name, QLineEdit(self))
        field.setFixedWidth(96)
        field.setAccessibleName(words)
        field.editingFinished.connect(self.take_times)
        return field

    def _button(self, name: str, words: str, pressed) -> QPushButton:
        button = named(name, QPushButton(words, self))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: pressed())
        return button

    def _lay_out(self) -> None:
        times = QHBoxLayout()
        times.setSpacing(8)
        to_words = QLabel(translate("Clip", "to"), self)
        to_words.setBuddy(self._to)
        fields: tuple[QWidget, ...] = (self._from, to_words, self._to, self._length)
        for field in fields:
            times.addWidget(field)
        times.addStretch(1)
        times.addWidget(self.play)
        hiding = QHBoxLayout()
        hiding.setSpacing(8)
        for button in (self._hide, self._unhide):
            hiding.addWidget(button)
        hiding.addStretch(1)
        self._form = form = form_of_rows()
        if len(self._choices) > 1:
            form.addRow(row_label(translate("Clip", "Clips"), self._list), self._list)
            form.addRow(row_label(translate("Clip", "Between clips"), self._gap), self._gap)
        else:
            self._list.hide()
            self._gap.hide()
        form.addRow(row_label(translate("Clip", "From"), self._from), times)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.strip)
        column.addWidget(self._hint)
        column.addWidget(self._kept_row)
        below = form_of_rows()
        below.addRow(hiding)
        below.addRow(row_label(translate("Clip", "Hidden parts"), self._bleep), self._hiding)
        column.addLayout(below)

    # -- what the person does

    def _on_row(self, row: int) -> None:
        if row >= 0:
            span = self._choices[row].span
            model = self.strip.model.ended()
            self.strip.set_model(replace(model, clip=span, cursor_ms=span[0]))
            self._show()

    def _on_ticked(self) -> None:
        if not self._ticked():  # something has to be in the file
            self._list.item(max(self._list.currentRow(), 0)).setCheckState(Qt.CheckState.Checked)
        self._show()
        self.changed.emit()

    def _on_strip(self) -> None:
        self._keep(self.strip.model.clip)
        self._show()
        self.changed.emit()

    def take_times(self) -> None:
        """What is no time stays as it was; an end that is put beyond the other takes it along."""
        model = self.strip.model
        begin, end = _typed(self._from, model.clip[0]), _typed(self._to, model.clip[1])
        if begin >= end:
            length = model.clip[1] - model.clip[0]
            begin, end = (end - length, end) if begin == model.clip[0] else (begin, begin + length)
        if (begin, end) != model.clip:
            model = model.with_clip(inside((begin, end), model.duration_ms))
            self._keep(model.clip)
            self.strip.set_model(model)
            self.changed.emit()
        self._show()

    def _keep(self, span: Span) -> None:
        row = max(self._list.currentRow(), 0)
        self._choices[row] = replace(self._choices[row], span=span)
        self._list.blockSignals(True)
        self._list.item(row).setText(_words_of(self._choices[row]))
        self._list.blockSignals(False)

    def _kept_here(self) -> list[Span]:
        """What was hidden earlier and lies in a ticked clip."""
        spans = self._spans()
        return [
            span for span in self.strip.model.hidden if span in self._kept and within(spans, *span)
        ]

    def _forget_kept(self) -> None:
        gone, model = self._kept_here(), self.strip.model
        hidden = tuple(span for span in model.hidden if span not in gone)
        self.strip.set_model(replace(model, hidden=hidden))
        self.strip.setFocus()  # the button goes
        self._on_strip()

    def _on_gap(self) -> None:
        """An announcement is a file that the person chooses; none chosen is silence."""
        self._announcement = None
        if self._gap.currentData() == "announcement":
            title = translate("Clip", "A recording of somebody's words")
            chosen, _ = QFileDialog.getOpenFileName(self, title)
            if chosen:
                self._announcement = Path(chosen)
                self._gap.setToolTip(chosen)
            else:
                self._gap.setCurrentIndex(0)
        self._show_length()
        self.changed.emit()

    # -- showing

    def set_playing(self, playing: bool) -> None:
        self.play.setText(translate("Clip", "Pause") if playing else translate("Clip", "Play"))

    def _show(self) -> None:
        self._from.setText(format_position(self.strip.model.clip[0]))
        self._to.setText(format_position(self.strip.model.clip[1]))
        if len(self._choices) > 1:
            self._form.setRowVisible(self._gap, len(self._spans()) > 1)
        self._show_length()
        self._show_hidden()

    def _show_length(self) -> None:
        """Of the clip on the strip, and of the whole file where it holds more."""
        begin, end = self.strip.model.clip
        words = translate("Clip", "{seconds} s")
        parts = self.parts("")
        if [part.span for part in parts] != [(begin, end)]:
            words = translate("Clip", "{seconds} s, whole file {whole} s")
            if len(parts) > 1 and self._announcement is not None:
                words = translate("Clip", "{seconds} s, whole file {whole} s and the announcement")
        whole = sum(lasting_ms(pieces(part.span, part.hidden)) for part in parts)
        whole += GAP_MS * (len(parts) - 1)
        self._length.setText(
            words.format(seconds=f"{(end - begin) / 1000:.1f}", whole=f"{whole / 1000:.1f}")
        )

    def _show_hidden(self) -> None:
        model = self.strip.model
        begun = model.begun_ms is not None
        words = translate("Clip", "Hide up to here (B)") if begun else translate("Clip", "Hide (B)")
        self._hide.setText(words)
        self._unhide.setEnabled(model.chosen is not None or begun)
        kept = len(self._kept_here())
        self._kept_row.setVisible(kept > 0)
        self._kept_words.setText(
            translate("Clip", "Still hidden from last time: {count}").format(count=kept)
        )
        spans = ["–".join(format_position(ms) for ms in span) for span in model.hidden_here()]
        self._hint.setText(
            translate("Clip", "Hidden: {spans}").format(spans="  ".join(spans))
            if spans
            else translate(
                "Clip", "Drag over a number or a name to hide it. Space plays, ←/→ move the cursor."
            )
        )


def form_of_rows() -> QFormLayout:
    made = QFormLayout()
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    return made


def row_label(words: str, field: QWidget | None = None) -> QLabel:
    """Of one width in every form of the dialog, so that the fields stand below one another."""
    label = QLabel(words)
    label.setMinimumWidth(_LABEL)
    if field is not None:
        label.setBuddy(field)
    return label


def _typed(field: QLineEdit, known_ms: int) -> int:
    """What the person wrote; what nobody touched keeps the milliseconds that are not shown."""
    words = field.text()
    if words == format_position(known_ms):
        return known_ms
    try:
        return parse_duration(words)
    except UserFacingError:
        return known_ms


def _shown(span: Span) -> tuple[str, str]:
    return format_position(span[0]), format_position(span[1])


def _words_of(choice: ClipChoice) -> str:
    span = "–".join(_shown(choice.span))
    marked = choice.annotation
    if choice.is_elsewhere:
        said = [translate("Clip", "Other seconds")]
    elif marked is None:
        said = [translate("Clip", "What was just heard")]
    else:
        said = [kind_name(marked.kind), " ".join(marked.text.split())]
    return "  ".join(part for part in (span, *said) if part)
