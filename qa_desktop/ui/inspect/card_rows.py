"""The items of the card below one another, by section, with the feedback fields at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scoring import ScorecardVersion, Section
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.ui import i18n, keys
from qa_desktop.ui.inspect.feedback_pane import FeedbackPane
from qa_desktop.ui.inspect.item_row import ItemRow
from qa_desktop.ui.inspect.scoring import Scoring

_OF_THE_TIMELINE = {"next_annotation", "previous_annotation", "edit_annotation"}


class CardRows(QScrollArea):
    """Shows a ``Scoring`` and changes it."""

    evidence_wanted = Signal(str)
    evidence_opened = Signal(str)
    act_triggered = Signal(str)
    """A timeline key that was pressed here: the same keys score from the card."""
    left = Signal()
    """Esc: back to the timeline."""

    def __init__(self, scoring: Scoring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_rows")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scoring = scoring
        self._rows: dict[str, ItemRow] = {}
        self._headings: list[_SectionHeading] = []
        self._guidance_shown = False
        self._rulings: Mapping[str, Sequence[str]] = {}
        self._shown: tuple[object, ...] = ()
        """What the rows are made for, as far as it is seen in them."""
        self.feedback = FeedbackPane(self)
        self.feedback.edited.connect(lambda members: scoring.put(**members))
        self._has_recording = True
        self._is_trial = False
        QApplication.instance().focusChanged.connect(self._on_focus)
        scoring.opened.connect(self._on_opened)
        scoring.changed.connect(self._on_changed)
        scoring.current_changed.connect(self._show_current)

    def for_trial(self) -> None:
        """Only the items and their answers: nothing is proven, remarked or fed back on trial."""
        self._is_trial = True

    def set_has_recording(self, has_recording: bool) -> None:
        self._has_recording = has_recording

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = keys.timeline_act(event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif act is not None and act.id not in _OF_THE_TIMELINE:
            self.act_triggered.emit(act.id)
        else:
            super().keyPressEvent(event)

    def set_guidance_shown(self, shown: bool) -> None:
        """The rulings below every item."""
        self._guidance_shown = shown
        for row in self._rows.values():
            row.set_guidance_shown(shown)

    def set_rulings(self, rulings: Mapping[str, Sequence[str]]) -> None:
        """By item: what was decided about it since the card was written."""
        self._rulings = rulings
        for id, row in self._rows.items():
            row.set_rulings(rulings.get(id, ()))

    def point_at(self, item: str) -> None:
        """This row stops the submission: mark it and bring it into view."""
        self._scoring.go_to(item)
        if item in self._rows:
            self._rows[item].set_alarm(True)
            self.ensureWidgetVisible(self._rows[item], 0, 40)

    # -- following the card

    def _on_opened(self) -> None:
        version = self._scoring.version
        if version is None:
            return
        if _seen(version) != self._shown:  # most calls have the card of the one before
            self._shown = _seen(version)
            self._build(version)
        for heading, share in zip(self._headings, _shares(version), strict=True):
            heading.set_share(share)
        self._on_changed()
        self._show_current()
        self.verticalScrollBar().setValue(0)

    def _build(self, version: ScorecardVersion) -> None:
        self.feedback.setParent(None)
        # Made where it stays: put there afterwards, all in it is styled anew
        body = QWidget(self.viewport(), objectName="card_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows, self._headings = {}, []
        for section in version.sections:
            self._add_section(column, section, body)
        column.addWidget(self.feedback)
        column.addStretch(1)
        self.setWidget(body)
        self.feedback.setVisible(not self._is_trial)

    def _add_section(self, column: QVBoxLayout, section: Section, body: QWidget) -> None:
        heading = _SectionHeading(section, body)
        self._headings.append(heading)
        column.addWidget(heading)
        for item in section.items:
            row = self._rows[item.id] = ItemRow(item, body, is_trial=self._is_trial)
            row.answered.connect(self._scoring.set_answer)
            row.chosen.connect(self._scoring.go_to)
            row.evidence_wanted.connect(self.evidence_wanted)
            row.evidence_opened.connect(self.evidence_opened)
            row.comment_edited.connect(self._on_comment_edited)
            row.set_rulings(self._rulings.get(item.id, ()))
            row.set_guidance_shown(self._guidance_shown)
            column.addWidget(row)

    def _on_changed(self) -> None:
        form, found = self._scoring.form, self._scoring.preview
        if form is None or found is None:
            return
        for id, row in self._rows.items():
            row.setVisible(id in found.visible)
            row.set_writable(self._scoring.writable)
            row.set_answer(form.answers.get(id))
            row.set_comment(form.item_comments.get(id, ""))
            row.set_evidence(self._scoring.evidence(id))
        self.feedback.set_form(
            form, writable=self._scoring.writable, has_recording=self._has_recording
        )

    def _show_current(self) -> None:
        for id, row in self._rows.items():
            row.set_current(id == self._scoring.current and self._scoring.writable)
        current = self._rows.get(self._scoring.current or "")
        if current is not None:
            # Its details have just appeared: what it needs is known after the layout
            current.parentWidget().layout().activate()
            self.ensureWidgetVisible(current, 0, 24)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A field that gets the keyboard is brought into view, however it got there."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 40)

    def _on_comment_edited(self, item: str, words: str) -> None:
        form = self._scoring.form
        if form is not None:
            comments = {**form.item_comments, item: words}
            self._scoring.put(item_comments={id: said for id, said in comments.items() if said})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What takes room from it does not hide the item that it is about."""
        super().resizeEvent(event)
        current = self._rows.get(self._scoring.current or "")
        if current is not None and event.size().height() < event.oldSize().height():
            self.ensureWidgetVisible(current, 0, 24)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for heading in self._headings:
                heading.retranslate()
        super().changeEvent(event)


def _seen(version: ScorecardVersion) -> tuple[object, ...]:
    """Sections and items without their weights, which the rows do not show."""
    return tuple(
        (section.id, section.name, tuple(replace(item, weight=None) for item in section.items))
        for section in version.sections
    )


def _shares(version: ScorecardVersion) -> list[Fraction]:
    total = sum((each.weight for each in version.sections), Fraction(0))
    return [each.weight / total for each in version.sections]


class _SectionHeading(QFrame):
    """Name and share of a section 大项."""

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "section")
        self._section = section
        self._name = QLabel(self)
        self._percent = QLabel(self)
        self._percent.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._percent)
        self.retranslate()

    def set_share(self, share: Fraction) -> None:
        self._percent.setText(f"{decimal_text(100 * share, 1)}%")

    def retranslate(self) -> None:
        name = self._section.name.render(i18n.catalogue_language())
        self._name.setText(f"{self._section.id}  {name}")
