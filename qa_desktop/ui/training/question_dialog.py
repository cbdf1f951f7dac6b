"""Writing a question of the quiz: single or multiple choice, or "mark the second you hear it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.quiz import KINDS, MOST_OPTIONS, Question
from qa_desktop.errors import UserFacingError
from qa_desktop.store.playlists import CaseRow
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.number_box import DecimalBox
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.sessions.words import case_title
from qa_desktop.ui.training import words
from qa_desktop.ui.training.marking import Marking

_FIRST_OPTIONS = 4


@dataclass(frozen=True)
class _Excerpt:
    """What can be heard with a question, ms of the recording."""

    name: str
    recording: str
    from_ms: int
    to_ms: int | None

    def holds(self, question: Question) -> bool:
        """Whether it is what the question is about."""
        return (self.recording, self.from_ms, self.to_ms) == (
            question.recording, question.from_ms, question.to_ms,
        )  # fmt: skip


def _excerpts(question: Question, cases: Sequence[CaseRow]) -> list[_Excerpt]:
    """The cases, and what the question is about already where none of them is that (any more)."""
    found = [
        _Excerpt(f"{n}. {case_title(case, n)}", case.recording, case.from_ms, case.to_ms)
        for n, case in enumerate(cases, 1)
        if case.recording is not None
    ]
    if question.recording is None or any(each.holds(question) for each in found):
        return found
    begin, end = question.from_ms, question.to_ms
    span = f"{format_duration(begin)}–{'' if end is None else format_duration(end)}"
    name = translate("Training", "As before, {span}").format(span=span)
    return [_Excerpt(name, question.recording, begin, end), *found]


class QuestionDialog(ScrollingDialog):
    """``submitted`` gives the question; it stays open until that is taken."""

    submitted = Signal(object)

    def __init__(
        self,
        question: Question,
        cases: Sequence[CaseRow],
        sound: LentSound,
        parent: QWidget,
        *,
        answered: int = 0,
    ) -> None:
        """``answered``: how many agents have answered it already."""
        super().__init__(parent)
        self.setObjectName("question_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Training", "Question of the quiz"))
        self._question, self._sound = question, sound
        self._excerpts = _excerpts(question, cases)
        self._kind = named("question_kind", FittingCombo(self))
        for code in KINDS:
            if code != "mark" or self._excerpts:
                self._kind.addItem(words.question_kind(code), code)
        self._words = named("question_words", GrowingText(self, 2, 5))
        self._options: list[tuple[QCheckBox, QLineEdit]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._more = named("question_more", QPushButton(translate("Training", "One more"), self))
        self._more.setAutoDefault(False)
        self._case = named("question_case", FittingCombo(self))
        for excerpt in self._excerpts:
            self._case.addItem(excerpt.name)
        self._tolerance = named("question_tolerance", DecimalBox(self))
        self._tolerance.setRange(0.5, 30)
        self._tolerance.setSingleStep(0.5)
        self._tolerance.setDecimals(1)
        self._marking = Marking(sound, self)
        self._opened: str | None = None
        self._placed: dict[str, int] = {}
        """By recording the right second, ms."""
        if question.recording is not None and question.at_ms is not None:
            self._placed[question.recording] = question.at_ms
        self._error = named("question_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._save = named("question_save", QPushButton(translate("Training", "Save"), self))
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        self._areas = QStackedWidget(self)
        self._lay_out()
        if answered:
            self._tell_answered(answered)
        self._wire()
        self._fill()

    # -- what is shown

    def _fill(self) -> None:
        question = self._question
        self._kind.setCurrentIndex(max(self._kind.findData(question.kind), 0))
        self._words.set_words(question.words)
        for _place in range(max(len(question.options), _FIRST_OPTIONS)):
            self._add_option()
        # Another program may have written more than there is room for
        offered = zip(self._options, question.options, strict=False)
        for place, ((right, option), words_of_option) in enumerate(offered):
            option.setText(words_of_option)
            right.setChecked(place in question.right)
        self._tolerance.setValue(question.tolerance_ms / 1000)
        self._on_kind()
        if question.kind == "mark":
            same = (n for n, each in enumerate(self._excerpts) if each.holds(question))
            self._case.setCurrentIndex(next(same, 0))
            self._open_excerpt()
        self._words.setFocus()

    def _tell_answered(self, count: int) -> None:
        told = translate(
            "Training",
            "{count} agents have answered this question. Where you correct what is right, they are "
            "marked again; the options they picked from stay.",
        )
        note = named("question_answered", QLabel(told.format(count=count), self, wordWrap=True))
        note.setProperty("role", "muted")
        self.body.insertWidget(0, note)

    def _add_option(self) -> None:
        place = len(self._options)
        if place >= MOST_OPTIONS:
            return
        right = named(f"question_right_{place + 1}", QCheckBox(self))
        told = translate("Training", "Option {letter}").format(letter="ABCDEFGHI"[place])
        right.setToolTip(translate("Training", "This one is right"))
        right.setAccessibleName(f"{told}: {right.toolTip()}")
        option = named(f"question_option_{place + 1}", QLineEdit(self))
        option.setPlaceholderText(told)
        option.setAccessibleName(told)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(right)
        row.addWidget(option, 1)
        self._rows.addLayout(row)
        self._options.append((right, option))
        right.toggled.connect(lambda on: self._on_right(right, on))
        self._more.setEnabled(len(self._options) < MOST_OPTIONS)

    def _on_right(self, right: QCheckBox, on: bool) -> None:
        """Of a single choice one is right."""
        if on and self._kind.currentData() == "single":
            for other, _ in self._options:
                if other is not right:
                    other.setChecked(False)

    def _on_kind(self) -> None:
        is_mark = self._kind.currentData() == "mark"
        self._areas.setCurrentIndex(1 if is_mark else 0)
        if is_mark:
            self._open_excerpt()
        else:
            self._sound.pause()
        self.fit()

    def _open_excerpt(self) -> None:
        """With the second that was placed in this recording, where it is heard here too."""
        chosen = self._chosen
        if chosen is None:
            return
        if self._marking.strip.mark_ms is not None and self._opened is not None:
            self._placed[self._opened] = self._marking.strip.mark_ms
        self._opened = chosen.recording
        at_ms = self._placed.get(chosen.recording)
        heard = replace(self._question, from_ms=chosen.from_ms, to_ms=chosen.to_ms)
        to_ms = chosen.to_ms if chosen.to_ms is not None else chosen.from_ms + 60_000
        self._marking.open(
            chosen.recording, chosen.from_ms, to_ms, at_ms if heard.is_heard(at_ms) else None
        )

    @property
    def _chosen(self) -> _Excerpt | None:
        place = self._case.currentIndex()
        return self._excerpts[place] if 0 <= place < len(self._excerpts) else None

    # -- acts

    def refuse(self, error: UserFacingError) -> None:
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()
        self._save.setEnabled(True)
        self.fit()

    def _on_save(self) -> None:
        """Once: the answer comes from another thread."""
        self._error.hide()
        self._save.setEnabled(False)
        self.submitted.emit(self.question())

    def question(self) -> Question:
        """As it is filled in; empty options at the end are none."""
        kind, told = self._kind.currentData(), self._words.toPlainText().strip()
        chosen = self._chosen
        if kind == "mark" and chosen is not None:
            return replace(
                self._question, kind=kind, words=told, options=(), right=(),
                recording=chosen.recording, from_ms=chosen.from_ms, to_ms=chosen.to_ms,
                at_ms=self._marking.strip.mark_ms,
                tolerance_ms=round(self._tolerance.value() * 1000),
            )  # fmt: skip
        filled = [(right.isChecked(), option.text().strip()) for right, option in self._options]
        while filled and not filled[-1][1]:
            filled.pop()
        return replace(
            self._question, kind=kind, words=told, options=tuple(each for _, each in filled),
            right=tuple(place for place, (is_right, _) in enumerate(filled) if is_right),
            recording=None, at_ms=None,
        )  # fmt: skip

    def done(self, result: int) -> None:
        self._sound.give_back()
        super().done(result)

    # -- parts

    def _wire(self) -> None:
        self._kind.currentIndexChanged.connect(lambda _place: self._on_kind())
        self._case.currentIndexChanged.connect(lambda _place: self._open_excerpt())
        self._more.clicked.connect(self._add_option)
        self._save.clicked.connect(self._on_save)

    def _lay_out(self) -> None:
        choices = QWidget(self)
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        hint = QLabel(translate("Training", "Tick what is right."), choices)
        hint.setProperty("role", "muted")
        column.addWidget(hint)
        column.addLayout(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        heard = QWidget(self)
        form = QFormLayout(heard)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(translate("Training", "Case"), self._case)
        form.addRow(self._marking)
        form.addRow(translate("Training", "Right within ± seconds"), self._tolerance)
        self._areas.addWidget(choices)
        self._areas.addWidget(heard)
        head = QFormLayout()
        head.setHorizontalSpacing(12)
        head.addRow(translate("Training", "Kind"), self._kind)
        head.addRow(translate("Training", "Question"), self._words)
        self.body.addLayout(head)
        self.body.addWidget(self._areas)
        cancel = named("question_cancel", QPushButton(translate("Training", "Cancel"), self))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._save)
        self.stand(self._error, row)
        self.setMinimumWidth(560)
