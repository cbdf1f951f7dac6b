"""The page of best calls 最佳对话: nominated, heard without a name, voted on, honoured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services import nominations
from qa_desktop.store.nominations import Honour, Nomination
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.ask_dialog import Question, choice, day, line, paragraph
from qa_desktop.ui.best_calls.sheets import BestCallSheets
from qa_desktop.ui.best_calls.tables import (
    MonthRead,
    honour_model,
    letter_model,
    nomination_model,
    read_month,
)
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training.page import TrainingPage
from qa_desktop.ui.training.session_acts import Said, SessionActs, Work
from qa_desktop.ui.training.split import remember_split

_SUBJECTS = {"nomination", "nomination_vote", "thank_you_letter", "call", "agent"}


class BestCallsPage(TrainingPage):
    """Space plays, Y and N vote, Enter chooses, Del does not; A nominates, L adds a letter."""

    call_chosen = Signal(str)
    """One of the honour board, to be opened."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("best_calls_page")
        self._desk, self._preferences = desk, preferences
        self._month = f"{date.today():%Y-%m}"
        self._found = MonthRead(self._month, [], [], [], [], {})
        self._is_stale = True
        self.sound = LentSound(desk, sound, self)
        self.asking = SessionActs(desk, self)
        self.sheets = BestCallSheets(desk, self)
        self.table = PlainTable("nominations_table", nomination_model(), self)
        self.honours = PlainTable("honours_table", honour_model(self._name_of), self)
        self.letters = PlainTable("letters_table", letter_model(self._name_of), self)
        self.months = named("best_calls_month", FittingCombo(self))
        self._lists = QStackedWidget(self)
        self._empty = named("nominations_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._told = named("nominations_told", QLabel(self, wordWrap=True))
        for label in (self._empty, self._told):
            label.setProperty("role", "muted")
        self._heads = [named(f"{name}_head", QLabel(self)) for name in ("honours", "letters")]
        for label in self._heads:
            label.setProperty("role", "section")
        self._papers = self._button("best_calls_papers", self._pop_up)
        self._add_letter = self._button("letter_add", self.add_letter)
        self._nominate = self._button("nominate", self.nominate, "primary")
        self._begin = self._button("nominate_first", self.nominate)
        self._listen = self._button("nomination_listen", self.listen)
        self._yes = self._button("nomination_yes", partial(self.vote, "yes"))
        self._no = self._button("nomination_no", partial(self.vote, "no"))
        self._accept = self._button("nomination_accept", self.accept)
        self._reject = self._button("nomination_reject", self.reject)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.table)
        self.retranslate()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def wake(self) -> None:
        if self._is_stale:
            self._read()

    def sleep(self) -> None:
        """The player goes back to the call that is open in Inspect."""
        self.sound.give_back()

    def _read(self) -> None:
        self._is_stale = False
        read = partial(read_month, person=self._desk.person, month=self._month)
        self._desk.read("best calls", read, self._on_read)

    def _on_read(self, found: MonthRead) -> None:
        self._found = found
        self._show_months()
        self.table.set_rows(found.nominations)
        self.honours.set_rows(found.honours)
        self.letters.set_rows(found.letters)
        self._lists.setCurrentIndex(0 if found.nominations else 1)
        self._show_row()

    def _show_months(self) -> None:
        today = f"{date.today():%Y-%m}"
        months = sorted({today, self._month, *self._found.months}, reverse=True)
        self.months.blockSignals(True)
        self.months.clear()
        self.months.addItems(months)
        self.months.setCurrentText(self._month)
        self.months.blockSignals(False)

    def _on_month(self, month: str) -> None:
        self._month = month
        self._read()

    def _show_row(self) -> None:
        row: Nomination | None = self.table.row
        if row is None or row.recording != self.sound.recording:
            self.sound.close()
        is_open = row is not None and row.decision is None
        self._listen.setEnabled(row is not None and row.recording is not None)
        for button in (self._yes, self._no, self._reject):
            button.setEnabled(is_open)
        self._accept.setEnabled(is_open and row is not None and row.call is not None)
        self._show_told(row)
        self._name_listen()

    def _show_told(self, row: Nomination | None) -> None:
        told = translate("BestCalls", "How others voted is shown once you have voted.")
        if row is not None and row.decision is not None:
            why = translate("BestCalls", "Not chosen: {reason}")
            told = why.format(reason=row.reason) if row.reason else ""
        elif row is not None and row.call is None:
            told = translate(
                "BestCalls", "This recording is not here yet; import it, then nominate it again."
            )
        self._told.setText(told)

    def _name_of(self, agent: str | None) -> str:
        return self._found.agents.get(agent or "", "") or "—"

    # -- acts

    def listen(self) -> None:
        """In place: Inspect would say whose call it is."""
        row: Nomination | None = self.table.row
        if row is None or row.recording is None:
            return
        if self.sound.recording == row.recording:
            self.sound.toggle()
        else:
            self.sound.open(row.recording)
            self.sound.play(0)

    def _on_failed(self, error: UserFacingError) -> None:
        self._told.setText(error.say(i18n.catalogue_language()))

    def vote(self, said: str) -> None:
        row: Nomination | None = self.table.row
        if row is not None and row.decision is None:
            self.asking.write(
                lambda ws: nominations.vote(ws, row.id, said), translate("BestCalls", "Voted")
            )

    def accept(self) -> None:
        """Asks for the words on the honour board; those of the nomination to begin with."""
        row: Nomination | None = self.table.row
        if row is None or not self._accept.isEnabled():
            return
        label = translate("BestCalls", "On the honour board")

        def saving(said: Said) -> Work:
            words = "" if said["words"].strip() == row.highlight else said["words"]
            return lambda ws: nominations.accept(ws, row.id, honour=words, day=date.today())

        self.asking.ask(
            "accept",
            translate("BestCalls", "Best call"),
            [Question("words", label, paragraph(row.highlight))],
            saving,
            translate("BestCalls", "On the honour board and among the good recordings"),
        )

    def reject(self) -> None:
        """Asks why: who nominated it wants to know."""
        row: Nomination | None = self.table.row
        if row is None or row.decision is not None:
            return

        def saving(said: Said) -> Work:
            return lambda ws: nominations.reject(
                ws, row.id, reason=said["reason"], day=date.today()
            )

        self.asking.ask(
            "reject",
            translate("BestCalls", "Do not choose"),
            [Question("reason", translate("BestCalls", "Why"), line())],
            saving,
            translate("BestCalls", "Not chosen"),
            hint=translate(
                "BestCalls", "Whoever nominated it can read this here; it may be left empty."
            ),
        )

    def nominate(self, serial: str = "") -> None:
        """Asks what was good in the call, and which call where it is not told."""
        month = self._month
        questions = [
            Question("serial", translate("BestCalls", "Serial no."), line(serial)),
            Question("highlight", translate("BestCalls", "What was good"), paragraph()),
        ]

        def saving(said: Said) -> Work:
            return lambda ws: nominations.nominate(
                ws, month=month, serial=said["serial"], highlight=said["highlight"]
            )

        title = translate("BestCalls", "Nominate for {month}").format(month=month)
        self.asking.ask(
            "nominate",
            title,
            questions,
            saving,
            translate("BestCalls", "Nominated"),
            hint=translate("BestCalls", "Who nominates is not noted."),
        )

    def add_letter(self) -> None:
        agents = sorted(self._found.agents.items(), key=lambda each: each[1])
        questions = [
            Question("agent", translate("BestCalls", "Agent"), choice(agents)),
            Question("day", translate("BestCalls", "Day"), day()),
            Question("words", translate("BestCalls", "What the customer said"), paragraph()),
            Question("sender", translate("BestCalls", "From"), line()),
        ]

        def saving(said: Said) -> Work:
            return lambda ws: nominations.add_letter(
                ws,
                agent=said["agent"],
                day=date.fromisoformat(said["day"]),
                words=said["words"],
                sender=said["sender"],
            )

        self.asking.ask(
            "letter",
            translate("BestCalls", "Thank-you letter"),
            questions,
            saving,
            translate("BestCalls", "Letter saved"),
        )

    def _open_honour(self, row: Honour) -> None:
        calls = {each.id: each.call for each in self._found.nominations}
        if call := calls.get(row.nomination):
            self.call_chosen.emit(call)

    def acts(self) -> dict[Qt.Key, Callable[[], object]]:
        return {
            Qt.Key.Key_Space: self.listen,
            Qt.Key.Key_Y: partial(self.vote, "yes"),
            Qt.Key.Key_N: partial(self.vote, "no"),
            Qt.Key.Key_A: self.nominate,
            Qt.Key.Key_L: self._add_letter.click,
        }

    # -- parts

    def make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("best_calls_menu")
        sheets, month = self.sheets, self._month
        menu.addAction(
            translate("BestCalls", "Save a form for agents…"), partial(sheets.save_form, month)
        )
        menu.addAction(
            translate("BestCalls", "Read filled-in forms…"), partial(sheets.read_forms, month)
        )
        menu.addSeparator()
        menu.addAction(translate("BestCalls", "Poster as PDF…"), partial(sheets.save_poster, month))
        menu.addAction(
            translate("BestCalls", "Print the poster…"), partial(sheets.print_poster, month)
        )
        return menu

    def _pop_up(self) -> None:
        self.make_menu().popup(self._papers.mapToGlobal(self._papers.rect().bottomLeft()))

    def retranslate(self) -> None:
        self._papers.setText(translate("BestCalls", "Forms and poster ▾"))
        self._add_letter.setText(translate("BestCalls", "Thank-you letter…"))
        self._add_letter.setToolTip("L")
        for button in (self._nominate, self._begin):
            button.setText(translate("BestCalls", "Nominate…"))
        self._nominate.setToolTip("A")
        self._yes.setText(translate("BestCalls", "Vote yes"))
        self._yes.setToolTip("Y")
        self._no.setText(translate("BestCalls", "Vote no"))
        self._no.setToolTip("N")
        self._accept.setText(translate("BestCalls", "Choose…"))
        self._accept.setToolTip(translate("BestCalls", "Enter"))
        self._reject.setText(translate("BestCalls", "Do not choose…"))
        self._reject.setToolTip("Del")
        self.months.setAccessibleName(translate("BestCalls", "Month"))
        self.table.setAccessibleName(translate("BestCalls", "Nominations"))
        heads = translate("BestCalls", "Honour board"), translate("BestCalls", "Thank-you letters")
        boards = zip(self._heads, (self.honours, self.letters), heads, strict=True)
        for label, board, words in boards:
            label.setText(words)
            board.setAccessibleName(words)
        self._empty.setText(
            translate(
                "BestCalls",
                "No nomination this month yet.\nNominate a call by its serial number, or read "
                "the forms that agents filled in.",
            )
        )
        self._show_row()

    def _name_listen(self) -> None:
        playing = self.sound.playing
        self._listen.setText(
            translate("BestCalls", "Pause") if playing else translate("BestCalls", "Listen")
        )
        self._listen.setToolTip(translate("BestCalls", "Space"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, name: str, act: Callable[[], object], role: str | None = None) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.setProperty("role", role)
        button.clicked.connect(lambda: act())
        return button

    def _wire(self) -> None:
        self.months.currentTextChanged.connect(self._on_month)
        self.table.chosen_changed.connect(self._show_row)
        self.table.row_opened.connect(lambda _row: self.accept())
        self.table.deleted.connect(lambda _row: self.reject())
        self.honours.row_opened.connect(self._open_honour)
        self.asking.done.connect(self.toast_wanted)
        self.sheets.done.connect(self.toast_wanted)
        self.sound.playing_changed.connect(lambda _playing: self._name_listen())
        self.sound.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.months)
        top.addStretch(1)
        for button in (self._papers, self._add_letter, self._nominate):
            top.addWidget(button)
        split = named("best_calls_split", QSplitter(Qt.Orientation.Horizontal, self))
        split.setChildrenCollapsible(False)
        split.addWidget(self._drop_box())
        boards = named("best_calls_boards", QSplitter(Qt.Orientation.Vertical, self))
        boards.setChildrenCollapsible(False)
        for head, board in zip(self._heads, (self.honours, self.letters), strict=True):
            boards.addWidget(_pane(self, head, board))
        split.addWidget(boards)
        split.setStretchFactor(0, 1)
        split.setSizes([640, 420])
        for each in (split, boards):
            remember_split(each, self._preferences)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(split, 1)

    def _drop_box(self) -> QFrame:
        """The nominations, and below them what is done to the chosen one."""
        empty = QWidget(self)
        inside = QVBoxLayout(empty)
        inside.addStretch(2)
        inside.addWidget(self._empty)
        inside.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        below = QHBoxLayout()
        below.setContentsMargins(12, 8, 12, 8)
        below.setSpacing(8)
        for button in (self._listen, self._yes, self._no):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self._reject)
        below.addWidget(self._accept)
        self._told.setContentsMargins(14, 0, 14, 8)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        column.addWidget(self._told)
        self._lists.addWidget(full)
        self._lists.addWidget(empty)
        return _pane(self, self._lists)


def _pane(parent: QWidget, *contents: QWidget) -> QFrame:
    """The last takes the room that there is."""
    pane = QFrame(parent)
    pane.setProperty("role", "pane")
    inside = QVBoxLayout(pane)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.setSpacing(0)
    for content in contents:
        inside.addWidget(content)
    inside.setStretchFactor(contents[-1], 1)
    return pane
