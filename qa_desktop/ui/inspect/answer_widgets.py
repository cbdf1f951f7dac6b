"""How each type of answer is given: options as buttons, occurrences with − and +, words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from qa_desktop.domain.scoring import NOT_APPLICABLE, Answer, Choice, Deduct, Item, Scale
from qa_desktop.ui import i18n
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.answers import answer_of_digit, steps, tone_of
from qa_desktop.ui.inspect.option_button import OptionButton


class _Answering(QWidget):
    """Shows an answer and asks for another; ``set_answer`` alone changes what is shown."""

    answered = Signal(object)
    """An ``Answer``, or None to take it back."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_writable(self, writable: bool) -> None:
        self.setEnabled(writable)


class OptionAnswer(_Answering):
    """The options (of a choice or scale) in a row, and N/A where it is allowed."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(item, parent)
        self._answer: Answer | None = None
        self._buttons: dict[Answer, OptionButton] = {}
        row = FlowLayout(self, right=True)
        for answer in _answers(item):
            button = OptionButton(_key_of(item, answer), tone_of(item, answer), self)
            button.setObjectName(f"option_{item.id}_{str(answer).replace('/', '')}")
            button.clicked.connect(lambda _checked, given=answer: self._on_clicked(given))
            self._buttons[answer] = button
            row.addWidget(button)
        self.retranslate()

    def set_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        for given, button in self._buttons.items():
            button.setChecked(given == answer)

    def retranslate(self) -> None:
        for answer, button in self._buttons.items():
            button.setText(_words(self.item, answer))
            button.setAccessibleName(button.text())
            button.setToolTip(_tip(self.item, answer))

    def _on_clicked(self, answer: Answer) -> None:
        again = answer == self._answer == NOT_APPLICABLE
        self.answered.emit(None if again else answer)


class CountAnswer(_Answering):
    """Occurrences: fewer, the count, more."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(item, parent)
        self._count: int | None = None
        self._na = False
        row = FlowLayout(self, right=True)
        self._less = self._button("−", f"less_{item.id}", self._on_less)
        self._shown = self._button("", f"count_{item.id}", self._on_shown)
        self._more = self._button("+", f"more_{item.id}", self._on_more)
        self._not_applicable = self._button("", f"option_{item.id}_na", self._on_na)
        self._not_applicable.set_tone("na")
        for button in (self._less, self._shown, self._more, self._not_applicable):
            row.addWidget(button)
        self._not_applicable.setVisible(item.na != "forbidden")
        self.retranslate()

    def set_answer(self, answer: Answer | None) -> None:
        self._na = answer == NOT_APPLICABLE
        self._count = answer if isinstance(answer, int) else None
        self._shown.set_tone(tone_of(self.item, self._count))
        self._shown.setChecked(self._count is not None)
        self._not_applicable.setChecked(self._na)
        self._less.setEnabled(bool(self._count))
        self._show_count()

    def retranslate(self) -> None:
        self._less.setAccessibleName(translate("CardPanel", "One fewer"))
        self._more.setAccessibleName(translate("CardPanel", "One more"))
        self._not_applicable.setText(translate("CardPanel", "N/A"))
        self._show_count()

    def _show_count(self) -> None:
        count = self._count
        words = "?" if count is None else translate("CardPanel", "{n}×").format(n=count)
        hint = "" if count is not None else translate("CardPanel", "Not answered; a click: none")
        self._shown.setText(words)  # a dash would look like another minus
        self._shown.setToolTip(hint)
        self._shown.setAccessibleName(hint or words)
        self._shown.updateGeometry()

    def _button(self, text: str, name: str, clicked) -> OptionButton:
        button = OptionButton(parent=self)
        button.setText(text)
        button.setObjectName(name)
        button.clicked.connect(clicked)
        return button

    def _on_less(self) -> None:
        self.answered.emit(max((self._count or 0) - 1, 0))

    def _on_more(self) -> None:
        self.answered.emit((self._count or 0) + 1)

    def _on_shown(self) -> None:
        """From "not answered" to "none heard"."""
        if self._count is None:
            self.answered.emit(0)

    def _on_na(self) -> None:
        self.answered.emit(None if self._na else NOT_APPLICABLE)


class WordsAnswer(_Answering):
    """A text item: not scored, may stay empty."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(item, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._field = QLineEdit(self)
        self._field.setObjectName(f"words_{item.id}")
        self._field.textEdited.connect(lambda text: self.answered.emit(text or None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.setFocusProxy(self._field)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Wide: such a field stands below the item's name."""
        return QSize(2_000, super().sizeHint().height())

    def set_answer(self, answer: Answer | None) -> None:
        words = "" if answer is None else str(answer)
        if words != self._field.text():
            self._field.setText(words)

    def set_writable(self, writable: bool) -> None:
        self._field.setReadOnly(not writable)

    def retranslate(self) -> None:
        self._field.setAccessibleName(self.item.name.render(i18n.catalogue_language()))
        self._field.setPlaceholderText(translate("CardPanel", "In words, if need be"))


AnswerWidget = OptionAnswer | CountAnswer | WordsAnswer


def answer_widget(item: Item, parent: QWidget | None = None) -> AnswerWidget:
    """The widget for the item's type of answer."""
    if isinstance(item.answer, Choice | Scale):
        return OptionAnswer(item, parent)
    return (CountAnswer if isinstance(item.answer, Deduct) else WordsAnswer)(item, parent)


def _answers(item: Item) -> list[Answer]:
    found: list[Answer] = []
    if isinstance(item.answer, Choice):
        found += [option.id for option in item.answer.options]
    elif isinstance(item.answer, Scale):
        found += steps(item.answer)
    return [*found, NOT_APPLICABLE] if item.na != "forbidden" else found


def _key_of(item: Item, answer: Answer) -> str:
    """The number key, where the button does not say it itself."""
    if isinstance(item.answer, Scale):
        return ""
    return next((str(d) for d in range(1, 10) if answer_of_digit(item, d) == answer), "")


def _words(item: Item, answer: Answer) -> str:
    if answer == NOT_APPLICABLE:
        return translate("CardPanel", "N/A")
    if isinstance(item.answer, Choice):
        option = next(each for each in item.answer.options if each.id == answer)
        if item.answer.kind == "yes_no":
            yes = answer == "yes"
            return translate("CardPanel", "Yes") if yes else translate("CardPanel", "No")
        return option.name.render(i18n.catalogue_language())
    return str(answer)


def _tip(item: Item, answer: Answer) -> str:
    """What choosing it brings, and the key of N/A."""
    if answer == NOT_APPLICABLE:
        return translate("CardPanel", "Not applicable (X)")
    if not isinstance(item.answer, Choice):
        return ""
    chosen = next(each for each in item.answer.options if each.id == answer).consequence
    parts = []
    if chosen.fatal != "none":
        parts.append(translate("CardPanel", "critical"))
    if chosen.problem_class:
        parts.append(
            translate("CardPanel", "class {letter} problem").format(letter=chosen.problem_class)
        )
    if chosen.wrong_information:
        parts.append(translate("CardPanel", "wrong information"))
    return ", ".join(parts)
