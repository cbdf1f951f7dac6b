"""Hints while scoring 判例: what others gave on the current item lately, looked up with a key.

Nothing is filled in beforehand: the pane is shut with every call, shows no answer as the right one,
and changes none.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qa_desktop.domain.scoring import Answer, FreeText, Item
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.services.precedents import DAYS, Example, Hint, hint_of
from qa_desktop.texts import render
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.key_hint import KeyButton
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import day_text

_MOST_ANSWERS = 6
_Asked = tuple[str, str, Answer | None]
"""Version, item and the answer that one has given."""


class PrecedentsPane(QFrame):
    """Follows a ``Scoring`` while it is open; the keyboard stays where it is."""

    def __init__(self, desk: Desk, scoring: Scoring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("precedents")
        self.setProperty("role", "hint")
        self._desk = desk
        self._scoring = scoring
        self._asked: _Asked | None = None
        self._hint: Hint | None = None
        self._title = named("precedents_title", QLabel(self, wordWrap=True))
        self._title.setProperty("role", "strong")
        self._basis = named("precedents_basis", QLabel(self, wordWrap=True))
        self._basis.setProperty("role", "fact")
        self._close = KeyButton("precedents", "flat", self)
        self._close.setObjectName("precedents_close")
        self._close.clicked.connect(self.toggle)
        self._answers = QWidget(self)
        self._more = named("precedents_more", QLabel(self, wordWrap=True))
        self._more.setProperty("role", "fact")
        self._lay_out()
        scoring.opened.connect(self._shut)
        scoring.changed.connect(self._ask)
        scoring.current_changed.connect(self._ask)
        self.retranslate()
        self.hide()

    def toggle(self) -> None:
        """Look it up, or put it away."""
        if not self.isHidden():
            self._shut()
            return
        self._asked = self._hint = None
        self.show()
        self._ask()

    def retranslate(self) -> None:
        self._close.set_words(translate("Precedents", "Close"))
        self._close.key.retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- looking it up

    def _shut(self) -> None:
        self.hide()
        self._asked = self._hint = None

    def _ask(self) -> None:
        asked = self._wanted()
        if self.isHidden() or asked == self._asked:
            return
        if asked is None or self._asked is None or asked[:2] != self._asked[:2]:
            self._hint = None
        self._asked = asked
        self._show()
        if asked is not None:
            read = partial(_look_up, asked=asked)
            self._desk.read("precedents", read, partial(self._on_found, asked), self._on_failed)

    def _wanted(self) -> _Asked | None:
        item, version, form = (
            self._scoring.current_item,
            self._scoring.version,
            self._scoring.form,
        )
        if item is None or version is None or form is None or isinstance(item.answer, FreeText):
            return None
        return version.id, item.id, form.answers.get(item.id)

    def _on_found(self, asked: _Asked, hint: Hint) -> None:
        if asked == self._asked:
            self._hint = hint
            self._show()

    def _on_failed(self, error: UserFacingError) -> None:
        self._shut()
        self._desk.trouble.emit(error)

    # -- showing it

    def _show(self) -> None:
        item, hint = self._scoring.current_item, self._hint
        if item is None:
            return
        name = item.name.render(i18n.catalogue_language())
        self._title.setText(translate("Precedents", "Others on “{item}” lately").format(item=name))
        self._basis.setText(self._basis_words())
        found = hint is not None and hint.precedents.evaluations > 0
        self._answers.setVisible(found and bool(hint and hint.precedents.answers))
        more = "\n".join(_more_lines(hint)) if hint is not None and found else ""
        self._more.setText(more)
        self._more.setVisible(bool(more))
        spoken = [self._title.text(), self._basis.text()]
        if hint is not None and found:
            spoken += self._fill(item, hint)
        self.setAccessibleName("; ".join([*spoken, *more.splitlines()]))

    def _basis_words(self) -> str:
        if self._asked is None:
            return translate("Precedents", "An item in free words: nothing to compare.")
        if self._hint is None:
            return translate("Precedents", "Looking it up…")
        count = self._hint.precedents.evaluations
        if not count:
            words = translate("Precedents", "Nobody else used this card in the last {days} days.")
            return words.format(days=DAYS)
        words = translate("Precedents", "The latest {n} evaluations by others, within {days} days")
        return words.format(n=count, days=DAYS)

    def _fill(self, item: Item, hint: Hint) -> list[str]:
        """The rows of answers; what they say."""
        grid = self._answers.layout()
        assert isinstance(grid, QGridLayout)  # noqa: S101
        while taken := grid.takeAt(0):
            widget = taken.widget()
            widget.hide()
            widget.deleteLater()
        counted = list(hint.precedents.answers.items())
        most, all_of_them = (
            max(hint.precedents.answers.values(), default=1),
            sum(hint.precedents.answers.values()),
        )
        own = self._asked[2] if self._asked else None
        spoken = []
        for row, (answer, count) in enumerate(counted[:_MOST_ANSWERS]):
            words = _answer_text(item, answer)
            label = named(f"precedent_{answer}", QLabel(words, self._answers, wordWrap=True))
            if answer == own:
                label.setProperty("role", "strong")
                label.setText(translate("Precedents", "{answer} (yours)").format(answer=words))
            share = translate("Precedents", "{n} · {percent} %")
            number = named(
                f"precedent_count_{answer}",
                QLabel(
                    share.format(n=count, percent=round(100 * count / all_of_them)), self._answers
                ),
            )
            number.setProperty("role", "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(_Bar(count / most, self._answers), row, 1)
            grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight)
            spoken.append(f"{label.text()} {number.text()}")
        return spoken

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self._answers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._basis)
        column.addWidget(self._answers)
        column.addWidget(self._more)


class _Bar(QWidget):
    """How often, beside the most frequent answer. One colour for all: none of them is right."""

    def __init__(self, part: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._part = part
        self.setMinimumWidth(48)

    def sizeHint(self) -> QSize:
        return QSize(96, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        place = QRectF(0, (self.height() - 8) / 2, self.width(), 8)
        painter.setBrush(colors.color("chip"))
        painter.drawRoundedRect(place, 4, 4)
        place.setWidth(max(place.width() * self._part, 8))
        painter.setBrush(colors.color("wave_customer"))
        painter.drawRoundedRect(place, 4, 4)


def _look_up(db, *, asked: _Asked) -> Hint:
    return hint_of(db, *asked)


def _more_lines(hint: Hint) -> list[str]:
    lines = []
    rest = sum(list(hint.precedents.answers.values())[_MOST_ANSWERS:])
    if rest:
        lines.append(translate("Precedents", "Other answers: {n}").format(n=rest))
    if not hint.precedents.answers:
        lines.append(translate("Precedents", "None of them answered this item."))
    for fault, count in hint.precedents.faults.items():
        words = translate("Precedents", "Fault “{fault}”: marked in {n}, on any item")
        name = hint.fault_names.get(fault)
        called = name.render(i18n.catalogue_language()) if name is not None else fault
        lines.append(words.format(fault=called, n=count))
    if hint.examples:
        as_you = translate("Precedents", "Last answered like you: {days}")
        between = "、" if i18n.catalogue_language() == "zh" else ", "
        lines.append(as_you.format(days=between.join(map(_example, hint.examples))))
    return lines


def _example(example: Example) -> str:
    day = day_text(local_moment(example.precedent.at).date().isoformat())
    who = [part for part in (example.agent, example.scorer) if part]
    if not example.named or not who:
        return day
    if len(who) == 1:
        return f"{day} {who[0]}"
    words = translate("Precedents", "{day} {agent}, by {scorer}")
    return words.format(day=day, agent=example.agent, scorer=example.scorer)


def _answer_text(item: Item, answer: Answer) -> str:
    from qa_desktop.services.report_data import answer_words  # reports are loaded when wanted

    words = answer_words(item, answer)
    return words if isinstance(words, str) else render(words, i18n.catalogue_language())
