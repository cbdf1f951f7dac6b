"""What is done to sessions: each act asks for what it needs, writes, and says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_desktop.domain.playlist import KINDS
from qa_desktop.domain.session import HIGHEST, LOWEST, MARKS, Sheet
from qa_desktop.errors import UserFacingError
from qa_desktop.services import quizzes, sessions
from qa_desktop.services.sessions import SessionForm
from qa_desktop.store.playlists import PlaylistRow
from qa_desktop.store.sessions import Attendee, PointRow, SessionRow, SuggestionRow
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.ask_dialog import (
    AskDialog,
    Question,
    choice,
    day,
    line,
    moment,
    number,
    paragraph,
)
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training import words

Said = Mapping[str, Any]
Work = Callable[[Workspace], Changes]


class SessionActs(QObject):
    """``done`` tells the words for the toast and the act that Undo takes back."""

    done = Signal(str, object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.people: Sequence[tuple[str, str]] = ()
        self.agents: Sequence[tuple[str, str]] = ()
        """(id, words) of who can have agreed to something."""
        self.playlists: Sequence[PlaylistRow] = ()

    def write(self, work: Work, words: str) -> None:
        """An act that asks for nothing."""
        self._desk.write(work, lambda changes: self.done.emit(words, changes.act))

    def ask(
        self,
        name: str,
        title: str,
        questions: Sequence[Question],
        work: Callable[[Said], Work],
        told: str,
        hint: str = "",
        then: Callable[[Changes], None] = lambda _changes: None,
    ) -> AskDialog:
        """Ask, and write; a refusal is shown in the dialog and nothing typed is lost."""
        dialog = AskDialog(f"{name}_dialog", title, questions, self._page.window(), hint=hint)

        def finish(changes: Changes) -> None:
            if isValid(dialog):  # else it was given up when this was on its way already
                dialog.accept()
            self.done.emit(told, changes.act)
            then(changes)

        dialog.submitted.connect(lambda said: self._desk.write(work(said), finish, dialog.refuse))
        dialog.open()
        return dialog

    # -- sessions

    def plan(self, then: Callable[[str], None], playlist: str | None = None) -> None:
        """A new one; ``then`` is told its id."""
        self._edit(
            SessionForm(playlist=playlist),
            translate("Training", "New session"),
            lambda form, ws: sessions.add_session(ws, form),
            translate("Training", "Session planned"),
            lambda changes: then(changes.ids[0]),
        )

    def edit(self, row: SessionRow) -> None:
        self._edit(
            sessions.form_of(row),
            translate("Training", "Change the session"),
            lambda form, ws: sessions.edit_session(ws, row.id, form),
            translate("Training", "Saved"),
            lambda _changes: None,
        )

    def _edit(
        self,
        form: SessionForm,
        title: str,
        work: Callable[[SessionForm, Workspace], Changes],
        told: str,
        then: Callable[[Changes], None],
    ) -> None:
        kinds = [(code, words.kind_name(code)) for code in KINDS]
        lists = [(None, translate("Training", "None"))]
        offered = (p for p in self.playlists if not p.template or p.id == form.playlist)
        lists += [(p.id, p.title) for p in offered]
        trainers = [(None, translate("Training", "Myself")), *self.people]
        questions = [
            Question("title", translate("Training", "Title"), line(form.title)),
            Question("kind", translate("Training", "Kind"), choice(kinds, form.kind)),
            Question("planned", translate("Training", "When"), moment(form.planned)),
            Question(
                "minutes",
                translate("Training", "Length"),
                number(form.minutes, 1, 1440, translate("Training", " min")),
            ),
            Question("place", translate("Training", "Where"), line(form.place)),
            Question("trainer", translate("Training", "Trainer"), choice(trainers, form.trainer)),
            Question("playlist", translate("Training", "Playlist"), choice(lists, form.playlist)),
            Question("agenda", translate("Training", "Agenda"), paragraph(form.agenda)),
            Question(
                "pass_percent",
                translate("Training", "Pass mark"),
                number(form.pass_percent, 0, 100, " %"),
            ),
        ]

        def saving(said: Said) -> Work:
            return partial(work, replace(form, **said))

        self.ask("session", title, questions, saving, told, then=then)

    def hold(self, row: SessionRow) -> None:
        """Took place; again: it did not after all."""
        if row.held is None:
            at = datetime.now().replace(second=0, microsecond=0)
            planned = datetime.fromisoformat(row.planned) if row.planned else at
            held = min(planned, at)
            told = translate("Training", "Marked as held: {held}").format(
                held=f"{held:%Y-%m-%d %H:%M}"
            )
        else:
            held, told = None, translate("Training", "Marked as planned again")
        self.write(lambda ws: sessions.hold_session(ws, row.id, held), told)

    def delete(self, row: SessionRow) -> None:
        told = translate("Training", "Session in the trash")
        self.write(lambda ws: sessions.delete_session(ws, row.id), told)

    # -- who was there

    def tick(self, session: str, rows: Sequence[Attendee], state: str | None) -> None:
        agents = [row.agent for row in rows]
        told = {
            "present": translate("Training", "{count} present"),
            "absent": translate("Training", "{count} absent"),
        }.get(state or "", translate("Training", "Ticks of {count} taken off"))
        self.write(
            lambda ws: sessions.tick(ws, session, agents, state), told.format(count=len(agents))
        )

    def tick_absent(self, session: str, rows: Sequence[Attendee]) -> None:
        agents = [row.agent for row in rows]
        reason = rows[0].reason if rows else ""
        questions = [Question("reason", translate("Training", "Reason"), line(reason))]

        def saving(said: Said) -> Work:
            return lambda ws: sessions.tick(ws, session, agents, "absent", said["reason"])

        title = translate("Training", "Absent: {count}").format(count=len(agents))
        self.ask("absent", title, questions, saving, translate("Training", "Saved"))

    # -- what was agreed and suggested

    def point(self, session: str, row: PointRow | None = None, day_due: str = "") -> None:
        """``day_due`` is proposed for a new one."""
        owners = [(None, "—"), *self.people, *self.agents]
        questions = [
            Question("words", translate("Training", "Agreed"), paragraph(row.words if row else "")),
            Question(
                "owner",
                translate("Training", "Who"),
                choice(owners, row.owner if row else None),
            ),
            Question("due", translate("Training", "Until"), day(row.due or "" if row else day_due)),
        ]

        def saving(said: Said) -> Work:
            rest = (said["words"], said["owner"], said["due"])
            if row is None:
                return lambda ws: sessions.add_point(ws, session, *rest)
            return lambda ws: sessions.edit_point(ws, row.id, *rest)

        title = translate("Training", "What was agreed")
        hint = translate(
            "Training", "Who does it, and until when: it then stands in that person's day."
        )
        self.ask("point", title, questions, saving, translate("Training", "Saved"), hint)

    def finish_point(self, row: PointRow) -> None:
        if row.done:
            told = translate("Training", "Open again")
            self.write(lambda ws: sessions.finish_point(ws, row.id, done=False), told)
            return
        questions = [Question("result", translate("Training", "Result"), line(row.result))]

        def saving(said: Said) -> Work:
            return lambda ws: sessions.finish_point(ws, row.id, result=said["result"])

        title = translate("Training", "Done")
        self.ask("point_done", title, questions, saving, translate("Training", "Done"))

    def delete_point(self, row: PointRow) -> None:
        told = translate("Training", "Removed")
        self.write(lambda ws: sessions.delete_point(ws, row.id), told)

    def suggestion(self, session: str, there: Sequence[Attendee]) -> None:
        agents = [(None, translate("Training", "Unnamed"))]
        agents += [(each.agent, words.agent(each.number, each.name)) for each in there]
        questions = [
            Question("agent", translate("Training", "Agent"), choice(agents)),
            Question("words", translate("Training", "Suggestion"), paragraph()),
        ]

        def saving(said: Said) -> Work:
            return lambda ws: sessions.add_suggestion(ws, session, said["words"], said["agent"])

        title = translate("Training", "A suggestion")
        self.ask("suggestion", title, questions, saving, translate("Training", "Saved"))

    def answer(self, row: SuggestionRow) -> None:
        questions = [Question("answer", translate("Training", "Answer"), paragraph(row.answer))]

        def saving(said: Said) -> Work:
            return lambda ws: sessions.answer_suggestion(ws, row.id, said["answer"])

        title = translate("Training", "Answer a suggestion")
        told = translate("Training", "Answered")
        self.ask("answer", title, questions, saving, told, hint=row.words)

    def delete_suggestion(self, row: SuggestionRow) -> None:
        told = translate("Training", "Removed")
        self.write(lambda ws: sessions.delete_suggestion(ws, row.id), told)

    # -- satisfaction

    def sheet(self, session: str) -> None:
        """One agent's sheet; nobody's name is on it."""
        scale: list[tuple[int | None, str]] = [(None, "—")]  # nothing is said for the agent
        scale += [(mark, str(mark)) for mark in range(HIGHEST, LOWEST - 1, -1)]
        labels = (
            translate("Training", "Communication"),
            translate("Training", "Clarity"),
            translate("Training", "Interaction"),
        )
        questions = [
            Question(name, label, choice(scale)) for name, label in zip(MARKS, labels, strict=True)
        ]
        questions.append(Question("words", translate("Training", "Words"), paragraph()))

        def saving(said: Said) -> Work:
            marks = [said[name] for name in MARKS]

            def work(ws: Workspace) -> Changes:
                if None in marks:
                    raise UserFacingError("session.mark_missing")
                return quizzes.add_sheet(ws, session, Sheet(*marks), said["words"])

            return work

        title = translate("Training", "Satisfaction sheet")
        hint = translate("Training", "5 is best. No name is kept with it.")
        self.ask("sheet", title, questions, saving, translate("Training", "Saved"), hint)

    def withdraw(self, what: str, id: str) -> None:
        """A satisfaction sheet or an attempt that was a mistake; it stays in the history."""
        work = {"sheet": quizzes.withdraw_sheet, "attempt": quizzes.withdraw_attempt}[what]
        questions = [Question("reason", translate("Training", "Why"), line())]

        def saving(said: Said) -> Work:
            return lambda ws: work(ws, id, said["reason"])

        title = translate("Training", "Withdraw")
        self.ask(f"withdraw_{what}", title, questions, saving, translate("Training", "Withdrawn"))
