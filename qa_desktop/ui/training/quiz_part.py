"""The quiz of a session: its questions, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget
from shiboken6 import isValid
from sqlite_utils import Database

from qa_desktop.domain.quiz import Question
from qa_desktop.services import quizzes
from qa_desktop.services.quiz_files import ReadAnswers, export_quiz, read_answers
from qa_desktop.store.playlists import CaseRow, find_playlists, read_playlist
from qa_desktop.store.workspace import Changes
from qa_desktop.texts import Language
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.reports.output import ask_file
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training.parts import Part, tools
from qa_desktop.ui.training.question_dialog import QuestionDialog
from qa_desktop.ui.training.quiz_dialog import QuizDialog
from qa_desktop.ui.training.session_acts import SessionActs
from qa_desktop.ui.training.session_reading import OpenedSession
from qa_desktop.ui.training.session_tables import attempt_model, question_model

_SHOWN = 8
"""Rows that were not taken, in a message."""


class QuizPart(Part):
    """Enter changes a question, Del removes it or withdraws an attempt."""

    def __init__(self, desk: Desk, sound: CallSound, acts: SessionActs, parent: QWidget) -> None:
        super().__init__("quiz_part", acts, parent)
        self._desk, self._sound = desk, sound
        self.questions = PlainTable("questions_table", question_model(), self)
        self.attempts = PlainTable("attempts_table", attempt_model(), self)
        self.keyboard = self.questions
        self._told = self.told("quiz_told")
        self._results = self.told("quiz_results")
        self._up = self.button("question_up")
        self._down = self.button("question_down")
        self._add = self.button("question_add")
        self._files = self.button("quiz_files")
        self._take = self.button("quiz_take", "primary")
        column = self.column()
        column.addLayout(tools([self._told], [self._up, self._down, self._add]))
        column.addWidget(self.questions, 1)
        column.addLayout(tools([self._results], [self._files, self._take]))
        column.addWidget(self.attempts, 1)
        self._wire()
        self.retranslate()

    def fill(self, opened: OpenedSession) -> None:
        self.questions.set_rows(opened.questions)
        self.attempts.set_rows(opened.attempts)
        counting = [attempt for attempt in opened.attempts if attempt.counts]
        passed = sum(attempt.passed for attempt in counting)
        told = translate("Training", "{passed} of {count} passed, pass mark {percent} %")
        percent = opened.row.pass_percent
        self._results.setText(
            told.format(
                passed=passed, count=len(counting), percent=80 if percent is None else percent
            )
            if counting
            else translate("Training", "Nobody has taken it yet")
        )
        has_questions = bool(opened.asked)
        self._take.setEnabled(has_questions)
        self._files.setEnabled(has_questions)
        for button in (self._up, self._down):
            button.setEnabled(len(opened.questions) > 1)

    # -- questions

    def _ask(self, question: Question, save: Callable[[Question], Callable[..., Changes]]) -> None:
        """With the cases of the playlist, of which a second can be asked."""
        opened = self._opened
        if opened is None:
            return
        answered = opened.answered.get(question.id, 0)

        def show(cases: list[CaseRow]) -> None:
            sound = LentSound(self._desk, self._sound, self)
            dialog = QuestionDialog(question, cases, sound, self.window(), answered=answered)

            def finish(changes: Changes) -> None:
                if isValid(dialog):  # else it was given up when this was on its way already
                    dialog.accept()
                self._acts.done.emit(_saved_words(answered), changes.act)

            dialog.submitted.connect(
                lambda asked: self._desk.write(save(asked), finish, dialog.refuse)
            )
            dialog.finished.connect(lambda _result: sound.deleteLater())
            dialog.open()

        self._desk.read("quiz cases", partial(_cases, playlist=opened.row.playlist), show)

    def add(self) -> None:
        if self._opened is not None:
            session = self._opened.row.id
            new = Question("", "single", "")
            self._ask(new, lambda asked: lambda ws: quizzes.add_question(ws, session, asked))

    def _edit(self, question: Question) -> None:
        self._ask(question, lambda asked: lambda ws: quizzes.edit_question(ws, asked, question))

    def _delete(self, question: Question) -> None:
        told = translate("Training", "Question in the trash")
        if self._opened is not None and (count := self._opened.answered.get(question.id)):
            more = translate(
                "Training",
                "Question in the trash: it no longer counts for the {count} who answered it",
            )
            told = more.format(count=count)
        self._acts.write(lambda ws: quizzes.delete_question(ws, question.id), told)

    def _move(self, by: int) -> None:
        if self._opened is None or self.questions.row is None:
            return
        ids = [question.id for question in self._opened.questions]
        at = ids.index(self.questions.row.id)
        to = at + by
        if 0 <= to < len(ids):
            ids.insert(to, ids.pop(at))
            told = translate("Training", "Questions in another order")
            self._acts.write(lambda ws: quizzes.order_questions(ws, ids), told)

    # -- taking it

    def take(self) -> None:
        """On this machine, one agent after the other."""
        opened = self._opened
        if opened is None:
            return
        there = [row for row in opened.attendees if row.state == "present"]
        if not there:
            self._say(translate("Training", "Tick first who is there."))
            return
        sound = LentSound(self._desk, self._sound, self)
        passed = {row.agent for row in opened.attempts if row.passed and row.agent}
        dialog = QuizDialog(
            self._desk, opened.row.id, opened.asked, there, passed, sound, self.window()
        )
        dialog.finished.connect(lambda _result: sound.deleteLater())
        dialog.open()

    def make_menu(self) -> QMenu:
        """The quiz by small files."""
        menu = QMenu(self)
        menu.setObjectName("quiz_menu")
        menu.addAction(translate("Training", "Save answer sheets as Excel…"), self._export)
        menu.addAction(translate("Training", "Read answers from Excel…"), self._import)
        return menu

    def _pop_up(self) -> None:
        menu = self.make_menu()
        menu.popup(self._files.mapToGlobal(self._files.rect().bottomLeft()))

    def _export(self) -> None:
        opened = self._opened
        if opened is None:
            return
        name = translate("Training", "Quiz {title}").format(title=opened.row.title)
        out = ask_file(self.window(), name, "xlsx", documents_folder())
        if out is None:
            return
        work = partial(export_quiz, session=opened.row.id, out=out, language=_language())
        told = translate("Training", "Saved: {file}").format(file=out.name)
        self._desk.read("quiz out", work, lambda _rows: self._acts.done.emit(told, None))

    def _import(self) -> None:
        title = translate("Training", "Read answers from Excel…")
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), title, str(documents_folder()), "Excel (*.xlsx)"
        )
        if chosen and self._opened is not None:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Read filled-in sheets and mark them; rows that were not taken are told."""
        if self._opened is None:
            return
        session = self._opened.row.id
        work = partial(read_answers, session=session, path=path)
        self._desk.read("quiz in", work, partial(self._take_answers, session))

    def _take_answers(self, session: str, read: ReadAnswers) -> None:
        rejected = [
            translate("Training", "Row {row}: {why}").format(
                row=each["row"], why=each["why"].render(_language())
            )
            for each in read.rejected
        ]
        if rejected:
            head = translate("Training", "{count} rows were not taken:")
            lines = rejected[:_SHOWN]
            if len(rejected) > _SHOWN:
                more = translate("Training", "… and {count} more")
                lines.append(more.format(count=len(rejected) - _SHOWN))
            self._say("\n".join([head.format(count=len(rejected)), *lines]))
        if not read.answers:
            return
        told = translate("Training", "{count} quizzes marked").format(count=len(read.answers))
        self._desk.write(
            lambda ws: quizzes.take_quiz(ws, session, read.questions, read.answers, datetime.now()),
            lambda _taken: self._acts.done.emit(told, None),
            is_step=False,
        )

    def _say(self, words: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "", words, parent=self.window())
        box.setObjectName("quiz_message")
        box.open()

    # -- parts

    def retranslate(self) -> None:
        self._told.setText(translate("Training", "Questions"))
        self._up.setText(translate("Training", "Up"))
        self._down.setText(translate("Training", "Down"))
        self._add.setText(translate("Training", "New question…"))
        self._files.setText(translate("Training", "By files ▾"))
        self._take.setText(translate("Training", "Take the quiz…"))
        self.questions.setAccessibleName(translate("Training", "Questions of the quiz"))
        self.attempts.setAccessibleName(translate("Training", "Results of the quiz"))

    def _wire(self) -> None:
        self._add.clicked.connect(self.add)
        self._up.clicked.connect(partial(self._move, -1))
        self._down.clicked.connect(partial(self._move, 1))
        self._take.clicked.connect(self.take)
        self._files.clicked.connect(self._pop_up)
        self.questions.row_opened.connect(self._edit)
        self.questions.deleted.connect(self._delete)
        self.attempts.deleted.connect(lambda row: self._acts.withdraw("attempt", row.id))


def _saved_words(answered: int) -> str:
    if not answered:
        return translate("Training", "Question saved")
    told = translate("Training", "Question saved; the answers of {count} agents are marked by it")
    return told.format(count=answered)


def _language() -> Language:
    return i18n.catalogue_language()


def _cases(db: Database, playlist: str | None) -> list[CaseRow]:
    """Of a playlist that is not here (any more) none: its questions can be corrected still."""
    if playlist is None or all(row.id != playlist for row in find_playlists(db)):
        return []
    return list(read_playlist(db, playlist).cases)
