"""One item of the card: name, answers, and below them the seconds that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.scoring import Answer, Deduct, FreeText, Item
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.answer_widgets import answer_widget
from qa_desktop.ui.inspect.answers import is_critical
from qa_desktop.ui.inspect.evidence_chip import EvidenceChip
from qa_desktop.ui.inspect.key_hint import KeyButton

_NAME_LEAST = 150


class ItemRow(QFrame):
    """Shows what it is told; asks through its signals."""

    answered = Signal(str, object)
    chosen = Signal(str)
    """The person wants to be at this item."""
    evidence_wanted = Signal(str)
    """Link the current annotation, or take the link away."""
    evidence_opened = Signal(str)
    """Id of an annotation to go to."""
    comment_edited = Signal(str, str)

    def __init__(
        self, item: Item, parent: QWidget | None = None, *, is_trial: bool = False
    ) -> None:
        super().__init__(parent)
        self.item = item
        self._is_trial = is_trial
        self.setObjectName(f"item_{item.id}")
        self.setProperty("role", "item")
        self._current = self._writable = self._alarmed = False
        self._chips: list[EvidenceChip] = []
        self._evidence: list[Annotation] = []
        self._name = QLabel(self, wordWrap=True)
        self._name.setTextFormat(Qt.TextFormat.RichText)
        self._answer = answer_widget(item, self)
        self._answer.answered.connect(lambda answer: self.answered.emit(item.id, answer))
        self._rulings: list[str] = []
        self._guidance_shown = False
        self._said = ""
        # Made where they are shown first: a call is opened with a row for each item of its card
        self._guidance: QLabel | None = None
        self._add: KeyButton | None = None
        self._comment: QLineEdit | None = None
        self._details = QWidget(self)
        self._write = QPushButton(self._details)
        self._write.setObjectName(f"write_{item.id}")
        self._write.setProperty("role", "flat")
        self._write.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._write.clicked.connect(self._open_comment)
        self._lay_out()
        self.retranslate()
        self._show_parts()

    def _lay_out(self) -> None:
        self._flow = FlowLayout(self._details, spacing=6)
        self._flow.addWidget(self._write)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 6, 14, 6)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._details, 3, 0, 1, 2)
        self._place_answer(beside=True)

    # -- what is shown

    def set_answer(self, answer: Answer | None) -> None:
        self._answer.set_answer(answer)
        self.set_alarm(False)

    def set_comment(self, words: str) -> None:
        if words != self._remark():
            self._comment_field().setText(words)
        self._show_parts()

    def set_evidence(self, annotations: Sequence[Annotation]) -> None:
        if list(annotations) == self._evidence:
            return
        self._evidence = list(annotations)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [EvidenceChip(each, self.item.id, self._details) for each in annotations]
        self._fill_details()
        for chip in self._chips:
            chip.opened.connect(self.evidence_opened)
            chip.show()
        self._show_parts()

    def _fill_details(self) -> None:
        """Chips come first: the layout is filled anew behind them."""
        parts = [*self._chips, *filter(None, [self._add]), self._write]
        for part in parts:
            self._flow.removeWidget(part)
        for part in parts:
            self._flow.addWidget(part)

    def set_current(self, current: bool) -> None:
        self._current = current
        self._restyle()
        self._show_parts()

    def set_writable(self, writable: bool) -> None:
        self._writable = writable
        self._answer.set_writable(writable)
        if self._comment is not None:
            self._comment.setReadOnly(not writable)
        self._show_parts()

    def set_alarm(self, alarmed: bool) -> None:
        """This row is why the card cannot be submitted."""
        self._alarmed = alarmed
        self._restyle()

    def set_guidance_shown(self, shown: bool) -> None:
        self._guidance_shown = shown
        if shown and self._said and self._guidance is None:
            self._guidance = QLabel(self._said, self, wordWrap=True)
            self._guidance.setTextFormat(Qt.TextFormat.PlainText)
            self._guidance.setProperty("role", "muted")
            self._guidance.setObjectName(f"guidance_{self.item.id}")
            self._grid.addWidget(self._guidance, 2, 0, 1, 2)
        if self._guidance is not None:
            self._guidance.setVisible(shown and bool(self._said))

    def set_rulings(self, rulings: Sequence[str]) -> None:
        """What was decided about the item since the card was written."""
        if list(rulings) != self._rulings:
            self._rulings = list(rulings)
            self._show_guidance()

    def _show_guidance(self) -> None:
        language = i18n.catalogue_language()
        guidance = self.item.guidance.render(language) if self.item.guidance else ""
        label = translate("CardPanel", "Ruling: {words}")
        decided = [label.format(words=said) for said in self._rulings if said not in guidance]
        said = self._said = "\n".join(part for part in (guidance, *decided) if part)
        if self._guidance is not None:
            self._guidance.setText(said)
        self._name.setToolTip(f"<p>{escape(said)}</p>".replace("\n", "<br>") if said else "")
        self.set_guidance_shown(self._guidance_shown)

    def _show_parts(self) -> None:
        scored = not isinstance(self.item.answer, FreeText)
        editing = scored and self._current and self._writable and not self._is_trial
        if editing and self._add is None:
            self._add = self._evidence_button()
            self._fill_details()
        if self._add is not None:
            self._add.setVisible(editing)
        self._write.setVisible(editing and not self._remark())
        self._details.setVisible(bool(self._chips) or editing)
        if self._comment is not None:
            self._comment.setVisible(bool(self._remark()) or self._comment.hasFocus())

    def _evidence_button(self) -> KeyButton:
        made = KeyButton("evidence", "flat", self._details)
        made.setObjectName(f"evidence_{self.item.id}")
        made.clicked.connect(lambda: self.evidence_wanted.emit(self.item.id))
        made.set_words(translate("CardPanel", "+ Evidence"))
        return made

    def _comment_field(self) -> QLineEdit:
        """Where the remark is written; Tab comes to it behind the button that opens it."""
        if self._comment is None:
            field = self._comment = QLineEdit(self)
            field.setObjectName(f"comment_{self.item.id}")
            field.setReadOnly(not self._writable)
            field.textEdited.connect(lambda words: self.comment_edited.emit(self.item.id, words))
            self._grid.addWidget(field, 4, 0, 1, 2)
            self.setTabOrder(self._write, field)
            self._name_comment(field)
        return self._comment

    def _remark(self) -> str:
        return "" if self._comment is None else self._comment.text()

    def _open_comment(self) -> None:
        field = self._comment_field()
        field.show()
        self._write.hide()
        field.setFocus()

    def _restyle(self) -> None:
        state = "alarm" if self._alarmed else "current" if self._current else ""
        if state == self.property("state"):
            return
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)

    def retranslate(self) -> None:
        language = i18n.catalogue_language()
        name = self.item.name.render(language)
        self.setAccessibleName(name)
        self._show_name()
        self._show_guidance()
        self._answer.retranslate()
        if self._add is not None:
            self._add.set_words(translate("CardPanel", "+ Evidence"))
            self._add.key.retranslate()
        self._write.setText(translate("CardPanel", "+ Remark"))
        if self._comment is not None:
            self._name_comment(self._comment)
        for chip in self._chips:
            chip.retranslate()

    def _name_comment(self, field: QLineEdit) -> None:
        field.setPlaceholderText(translate("CardPanel", "A remark on this item"))
        said = translate("CardPanel", "Remark on {item}")
        field.setAccessibleName(said.format(item=self.accessibleName()))

    def _show_name(self) -> None:
        name = self.item.name.render(i18n.catalogue_language())
        self._name.setText(_marked_up(self.item, name))

    # -- what happens to it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_answer()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # other words, or a larger font
            self._fit_answer()
        return super().event(event)

    def _fit_answer(self) -> None:
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._grid.horizontalSpacing()
        name = self.item.name.render(i18n.catalogue_language())
        least = min(self._name.fontMetrics().horizontalAdvance(name) + 8, _NAME_LEAST)
        self._place_answer(beside=self._answer.sizeHint().width() + least <= room)

    def _place_answer(self, *, beside: bool) -> None:
        """Beside the name where both have room, else below it."""
        wanted = (0, 1, 1, 1) if beside else (1, 0, 1, 2)
        at = self._grid.indexOf(self._answer)
        if at >= 0 and self._grid.getItemPosition(at) == wanted:
            return
        self._grid.removeWidget(self._answer)
        wide = isinstance(self.item.answer, FreeText)
        side = Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(self._answer, *wanted, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.item.id)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_name()  # its colours are written into its words
        super().changeEvent(event)


def _marked_up(item: Item, name: str) -> str:
    """The name, what each occurrence costs, bonus points, and whether it is critical."""
    colors = theme.current()
    words = escape(name)
    if isinstance(item.answer, Deduct):
        each = decimal_text(item.answer.each, 2)
        words += f" <span style='color:{colors.muted}'>"
        words += translate("CardPanel", "(−{points} each)").format(points=each) + "</span>"
    if item.bonus_points is not None:
        plus = decimal_text(item.bonus_points, 2)
        words += f" <b style='color:{colors.strength}'>+{plus}</b>"
    if is_critical(item):
        critical = translate("CardPanel", "Critical")
        words += f" <b style='color:{colors.critical}'>{critical}</b>"
    return words
