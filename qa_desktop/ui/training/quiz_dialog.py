"""Taking the quiz on one shared machine: a question at a time, large, by digits and Enter.

What was given so far is kept as it is given: who is interrupted goes on where they were.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.quiz import Given, Mark, Question
from qa_desktop.errors import UserFacingError
from qa_desktop.services.quizzes import Taken
from qa_desktop.store.sessions import Attendee
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training import words
from qa_desktop.ui.training.marking import Marking
from qa_desktop.ui.training.option_button import OptionButton
from qa_desktop.ui.training.quiz_draft import Begun, find_begun, hand_in, keep_begun, slot_of

_WHO, _ASKED, _DONE = range(3)


class QuizDialog(QDialog):
    """Who takes it, the questions, what came of it; then the next one sits down."""

    def __init__(
        self,
        desk: Desk,
        session: str,
        questions: Sequence[Question],
        there: Sequence[Attendee],
        passed: Collection[str],
        sound: LentSound,
        parent: QWidget,
    ) -> None:
        """``passed`` are the agents who need not take it (again)."""
        super().__init__(parent)
        self.setObjectName("quiz_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Training", "Quiz"))
        self._desk, self._session, self._sound = desk, session, sound
        self._questions, self._there = list(questions), list(there)
        self._passed = set(passed)
        self._given: dict[str, Given] = {}
        self._begun: dict[str, Begun] = {}
        """By agent what was given and not handed in."""
        self._place = 0
        self._is_handing_in = False
        self._was_warned = False
        """Of questions without an answer: handing in once more means it."""
        self._agent = named("quiz_agent", QComboBox(self))
        for each in self._there:
            self._agent.addItem(words.agent(each.number, each.name), each.agent)
        self._agent.setCurrentIndex(self._next_place(0))
        self._count = named("quiz_count", QLabel(self))
        self._count.setProperty("role", "muted")
        self._asked = named("quiz_words", QLabel(self, wordWrap=True))
        self._asked.setProperty("role", "title")
        self._hint = named("quiz_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._options = QVBoxLayout()
        self._options.setSpacing(8)
        self._marking = Marking(sound, self)
        # A click into it leaves the keys with the questions: Enter goes on, M marks
        self._marking.strip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._areas = QStackedWidget(self)
        self._result = named("quiz_result", QLabel(self, wordWrap=True))
        self._result.setProperty("role", "title")
        self._result.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._error = named("quiz_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._back = self._button("quiz_back", self._on_back)
        self._next = self._button("quiz_next", self._on_next)
        self._next.setProperty("role", "primary")
        self._lay_out()
        self._marking.marked.connect(lambda ms: self._give((ms,)))
        self._show()
        self._next.setEnabled(False)  # until it is known who was interrupted
        read = partial(find_begun, session=session, questions=self._questions)
        desk.read("quiz begun", read, self._on_begun, self._on_refused)

    # -- what is shown

    @property
    def _question(self) -> Question:
        return self._questions[self._place]

    def _show(self) -> None:
        area = self._areas.currentIndex()
        self._back.setVisible(area == _ASKED)
        self._back.setText(translate("Training", "Back"))
        if area == _WHO:
            self._next.setText(translate("Training", "Begin"))
        elif area == _DONE:
            self._next.setText(translate("Training", "Next agent"))
        else:
            self._show_question()

    def _show_question(self) -> None:
        question = self._question
        told = translate("Training", "{agent} · question {place} of {count}")
        agent = self._agent.currentText()
        self._count.setText(
            told.format(agent=agent, place=self._place + 1, count=len(self._questions))
        )
        self._asked.setText(question.words)
        self._hint.setText(
            {
                "single": translate("Training", "Choose one: 1–9, Enter goes on."),
                "multiple": translate("Training", "Choose all that are right: 1–9, Enter goes on."),
            }.get(
                question.kind,
                translate("Training", "Listen, and press M when you hear it. Enter goes on."),
            )
        )
        self._show_options(question)
        self._back.setEnabled(self._place > 0)
        is_last = self._place == len(self._questions) - 1
        self._next.setText(
            translate("Training", "Hand in") if is_last else translate("Training", "Next")
        )
        self.setFocus()

    def _show_options(self, question: Question) -> None:
        while (item := self._options.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        given = self._given.get(question.id, ())
        for place, option in enumerate(question.options):
            button = named(f"quiz_option_{place + 1}", OptionButton(place + 1, option, self))
            button.setChecked(place in given)
            button.clicked.connect(partial(self._pick, place))
            self._options.addWidget(button)
        is_mark = question.kind == "mark"
        self._marking.setVisible(is_mark)
        if is_mark and question.recording is not None:
            to_ms = question.to_ms if question.to_ms is not None else question.from_ms + 60_000
            self._marking.open(
                question.recording, question.from_ms, to_ms, given[0] if given else None
            )
        else:
            self._sound.pause()

    # -- acts

    def _pick(self, place: int) -> None:
        question = self._question
        if self._is_handing_in or question.kind == "mark" or place >= len(question.options):
            return
        given = set(self._given.get(question.id, ()))
        picked = given ^ {place} if question.kind == "multiple" else {place}
        self._give(tuple(sorted(picked)))
        for at in range(len(question.options)):
            item = self._options.itemAt(at)
            button = item.widget() if item is not None else None
            if isinstance(button, QPushButton):
                button.setChecked(at in picked)

    def _give(self, given: Given) -> None:
        if self._is_handing_in:  # it is on its way, and its draft with it
            return
        self._given[self._question.id] = given
        self._keep()
        self._was_warned = False
        self._error.hide()

    def _on_next(self) -> None:
        area = self._areas.currentIndex()
        if area == _WHO:
            self._begin()
        elif area == _DONE:
            self._areas.setCurrentIndex(_WHO)
            self._agent.setCurrentIndex(self._next_place(self._agent.currentIndex() + 1))
            self._show()
            self._agent.setFocus()
        elif self._place < len(self._questions) - 1:
            self._place += 1
            self._keep()
            self._show_question()
        elif self._missing() and not self._was_warned:
            self._was_warned = True
            words = translate(
                "Training",
                "No answer yet to question {numbers}. Answer it first, or hand in once more to "
                "leave it so.",
            )
            self._error.setText(words.format(numbers="、".join(self._missing())))
            self._error.show()
        else:
            self._hand_in()

    def _missing(self) -> list[str]:
        """Numbers of the questions that have no answer."""
        return [
            str(number)
            for number, each in enumerate(self._questions, 1)
            if not self._given.get(each.id)
        ]

    def _begin(self) -> None:
        begun = self._begun.get(self._agent.currentData(), Begun())
        self._given, self._place = dict(begun.given), begun.place(self._questions)
        self._was_warned = False
        self._areas.setCurrentIndex(_ASKED)
        self._show()

    def _next_place(self, first: int) -> int:
        """From there on who has not passed yet; else whoever comes next."""
        count = self._agent.count()
        places = [place % count for place in range(first, first + count)]
        open_ = (place for place in places if self._agent.itemData(place) not in self._passed)
        return next(open_, places[0])

    def _on_begun(self, begun: dict[str, Begun]) -> None:
        self._begun = begun
        self._next.setEnabled(True)

    def _keep(self) -> None:
        """What is given, and where: who is interrupted goes on there."""
        agent = str(self._agent.currentData())
        begun = self._begun[agent] = Begun(dict(self._given), self._question.id)
        keep = partial(
            keep_begun, session=self._session, agent=agent, questions=self._questions, begun=begun
        )
        self._desk.save(slot_of(self._session, agent), keep)

    def _on_back(self) -> None:
        if self._place > 0:
            self._place -= 1
            self._keep()
            self._was_warned = False
            self._error.hide()
            self._show_question()

    def _hand_in(self) -> None:
        """Once; where it cannot be kept the answers stay."""
        self._sound.pause()
        self._is_handing_in = True
        self._next.setEnabled(False)
        self._error.hide()
        agent, given, taken = self._agent.currentData(), dict(self._given), datetime.now()
        self._desk.write(
            partial(
                hand_in,
                session=self._session,
                questions=self._questions,
                agent=agent,
                given=given,
                taken=taken,
            ),
            self._on_taken,
            self._on_refused,
            is_step=False,
            lost=self._on_lost,
        )

    def _on_taken(self, done: Taken) -> None:
        ((agent, mark),) = done.marks.items()
        self._on_marked(agent, mark)

    def _on_lost(self) -> None:
        """It broke: the answers are still here, to be handed in once more."""
        self._is_handing_in = False
        self._next.setEnabled(True)

    def _on_marked(self, agent: str, mark: Mark) -> None:
        self._is_handing_in = False
        self._begun.pop(agent, None)
        # A draft that could not be saved is not saved now that the answers are handed in
        self._desk.unsaved.pop(slot_of(self._session, agent), None)
        if mark.passed:
            self._passed.add(agent)
        self._next.setEnabled(True)
        told = translate("Training", "{right} of {asked} right")
        verdict = (
            translate("Training", "Passed")
            if mark.passed
            else translate("Training", "Not passed yet: we go through it once more")
        )
        self._result.setText(f"{told.format(right=mark.right, asked=mark.asked)}\n{verdict}")
        self._areas.setCurrentIndex(_DONE)
        self._show()
        self._next.setFocus()

    def _on_refused(self, error: UserFacingError) -> None:
        self._is_handing_in = False
        self._next.setEnabled(True)
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._areas.currentIndex() == _ASKED and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._pick(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next.click()
        elif self._areas.currentIndex() == _ASKED and self._marking.isVisible():
            self._marking.strip.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._sound.give_back()
        super().done(result)

    # -- parts

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        made = named(name, QPushButton(self))
        made.setAutoDefault(False)
        made.setMinimumHeight(40)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        who = QWidget(self)
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 0, 0, 0)
        ask = QLabel(translate("Training", "Who takes the quiz?"), who)
        ask.setProperty("role", "title")
        column.addStretch(1)
        column.addWidget(ask)
        column.addWidget(self._agent)
        column.addStretch(1)
        asked = QWidget(self)
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._count)
        column.addWidget(self._asked)
        column.addWidget(self._hint)
        column.addLayout(self._options)
        column.addWidget(self._marking)
        column.addStretch(1)
        for area in (who, asked, self._result):
            self._areas.addWidget(area)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(self._areas, 1)
        column.addWidget(self._error)
        column.addLayout(row)
        self.resize(720, 520)
