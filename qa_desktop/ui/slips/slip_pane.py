"""One slip: its paper, its seconds, and what the person may do with it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from qa_desktop.domain.slip_fact import SIGNING_ROLES
from qa_desktop.domain.slip_table import DEAD
from qa_desktop.errors import UserFacingError
from qa_desktop.services.slip_files import paper_name
from qa_desktop.services.slip_moves import accept_decision, confirm_slip, let_lapse, sign_off
from qa_desktop.services.slip_print_child import SlipOutput, print_in_child
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.penalties.words import answer_line, proposal_line, proposal_state
from qa_desktop.ui.reports.output import ask_file, print_report
from qa_desktop.ui.reports.sheet_view import SheetView
from qa_desktop.ui.slips import words
from qa_desktop.ui.slips.follow_ups import FollowUpDialog, FollowUpList
from qa_desktop.ui.slips.move_dialog import ASKING, MoveDialog
from qa_desktop.ui.slips.play_strip import PlayStrip
from qa_desktop.ui.slips.reading import OpenedSlip, with_role
from qa_desktop.ui.slips.sound import LEAD_IN_MS, SlipSound
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.reports.model import Place
    from qa_desktop.store.slips import SlipRow

_FIRST = ("confirm", "decide", "accept", "sign_off", "send", "hear", "settle", "lapse")
"""Of the moves that a person may make, the first of these is the one that is expected."""
_ORDER = (*_FIRST, "dispute", "take_on", "absent")
_RARE = ("cancel", "void")
_NEEDS_PROOF = ("confirm", "dispute", "decide")
MOVE_KEYS = {"dispute": "D"}


class SlipPane(QWidget):
    """``Enter`` makes the expected move, D disputes."""

    moved = Signal(object)
    """``Changes`` of a move."""
    signing = Signal(str)
    """A slip whose move needs nothing but its button: it is about to be written."""
    signed = Signal(str, bool)
    """It is written, or was refused."""
    talk_wanted = Signal()
    send_wanted = Signal(str)
    history_wanted = Signal(str)
    entry_wanted = Signal(str)
    """An entry of the coaching log, to be opened."""
    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, sound: SlipSound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("slip_pane")
        self._desk, self._sound = desk, sound
        self._opened: OpenedSlip | None = None
        self.paper = SheetView("slip_paper", self)
        self._outdated = named("slip_outdated", QLabel(self, wordWrap=True))
        self._outdated.setProperty("role", "error")
        self._outdated.hide()
        self._warnings = named("slip_warnings", QLabel(self, wordWrap=True))
        self._warnings.setTextFormat(Qt.TextFormat.PlainText)
        self._warnings.setProperty("role", "error")
        self._warnings.hide()
        self._proposals = named("slip_proposals", QLabel(self, wordWrap=True))
        self._proposals.setTextFormat(Qt.TextFormat.PlainText)
        self._proposals.setProperty("role", "muted")
        self._proposals.hide()
        self.strip = PlayStrip("slip_play", sound, self)
        self._hint = named("slip_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self.follow_ups = FollowUpList(self)
        self.follow_ups.entry_wanted.connect(self.entry_wanted)
        self._buttons: dict[str, QPushButton] = {}
        self._acts = QWidget(self, objectName="slip_acts")
        self._row = FlowLayout(self._acts, spacing=8)
        for move in _ORDER:
            button = named(f"slip_{move}", QPushButton(self._acts))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._on_move, move))
            button.hide()
            self._buttons[move] = button
            self._row.addWidget(button)
        self._hand_on = named("slip_hand_on", QPushButton(self._acts))
        self._hand_on.setAutoDefault(False)
        self._hand_on.clicked.connect(self._on_hand_on)
        self._row.addWidget(self._hand_on)
        self._follow = named("slip_follow", QPushButton(self._acts))
        self._follow.setAutoDefault(False)
        self._follow.clicked.connect(self.plan_follow_up)
        self._row.addWidget(self._follow)
        self._more = named("slip_more", QPushButton("⋯", self._acts))
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._pop_up)
        self._row.addWidget(self._more)
        self._lay_out()
        self.paper.place_chosen.connect(self._on_place)
        sound.changed.connect(self._show_hint)
        self.retranslate()
        self.setEnabled(False)

    # -- what is shown

    @property
    def opened(self) -> OpenedSlip | None:
        return self._opened

    def show_slip(self, opened: OpenedSlip | None) -> None:
        before, self._opened = self._opened, opened
        self.setEnabled(opened is not None)
        if _page_of(opened) != _page_of(before):
            self.paper.show_page(_page_of(opened))
        if before is None or opened is None or before.id != opened.id:
            self.paper.verticalScrollBar().setValue(0)
        row = opened.slip.row if opened is not None else None
        self._outdated.setVisible(row is not None and row.is_outdated and row.stage not in DEAD)
        self.strip.set_has_recording(opened is not None and opened.slip.row.recording is not None)
        self._show_proposals()
        self._show_warnings()
        self._show_moves()

    def _show_warnings(self) -> None:
        """What was signed beside the standard."""
        found = self._opened.warnings if self._opened is not None else ()
        language = i18n.catalogue_language()
        self._warnings.setText("\n".join(each.render(language) for each in found))
        self._warnings.setVisible(bool(found))

    def _show_proposals(self) -> None:
        """What was proposed for the standard, and what became of it."""
        rows = self._opened.proposals if self._opened is not None else ()
        words = translate("Slips", "Proposal for the standard: {proposal} ({answer})")
        lines = [
            words.format(
                proposal=proposal_line(row), answer=answer_line(row) or proposal_state(row)
            )
            for row in rows
        ]
        self._proposals.setText("\n".join(lines))
        self._proposals.setVisible(bool(lines))

    def _show_moves(self) -> None:
        moves, expected = self._opened.moves if self._opened is not None else (), self.expected
        for move, button in self._buttons.items():
            button.setVisible(move in moves and (move != "hear" or self.may_talk))
            button.setEnabled(True)  # it was pressed once for the slip before
            _set_role(button, "primary" if move == expected else None)
        self._buttons["send"].setText(
            words.move_name("send") if self._is_unsent else translate("Slips", "To others…")
        )
        self._show_hand_on()
        self.follow_ups.show_rows(self._opened.follow_ups if self._opened is not None else ())
        self._show_follow()
        self._more.setVisible(self._opened is not None)
        self._show_hint()

    @property
    def _is_unsent(self) -> bool:
        return self._opened is not None and self._opened.slip.row.stage == "signed"

    def _show_hand_on(self) -> None:
        """Nobody hears of a move by itself: after one's own the next thing is a bundle."""
        handing = self._opened.handing if self._opened is not None else None
        to = handing.to if handing is not None else ()
        self._hand_on.setVisible(bool(to))
        names = translate("Slips", ", ").join(name for _, name in to)
        words = translate("Slips", "Write the bundle for {names}…")
        self._hand_on.setText(words.format(names=names))
        is_next = handing is not None and handing.is_wanted and self.expected is None
        self._hand_on.setProperty("role", "primary" if is_next else None)
        self._hand_on.style().polish(self._hand_on)

    def _on_hand_on(self) -> None:
        if self._opened is not None:
            self.send_wanted.emit(self._opened.id)

    def _show_follow(self) -> None:
        """From the agent's answer on; nothing else is left to do then for whoever drew the slip."""
        opened = self._opened
        row = opened.slip.row if opened is not None else None
        self._follow.setVisible(
            row is not None and row.answer is not None and row.stage not in DEAD
        )
        if opened is not None and row is not None:
            is_mine = row.inspector == self._desk.person
            wanted = is_mine and not opened.follow_ups and self.expected is None
            wanted = wanted and not opened.handing.is_wanted
            _set_role(self._follow, "primary" if wanted else None)

    @property
    def expected(self) -> str | None:
        """The move that this person is waited for."""
        moves = self._opened.moves if self._opened is not None else ()
        opened = self._opened
        is_early = opened is not None and opened.slip.row.waiting != "agent"
        goes_on = opened is not None and opened.handing.is_wanted and not self._is_unsent
        idle = {
            "hear": not self.may_talk or (is_early and goes_on),  # first they hear of the slip
            "send": not self._is_unsent,
        }
        return next((m for m in _FIRST if m in moves and not idle.get(m)), None)

    def _show_hint(self) -> None:
        """Why a move that needs proof of listening cannot be made yet; whose turn it is, or why it
        is not this person's."""
        if self._opened is None:
            return
        waits = not self._sound.has_proof
        for move in _NEEDS_PROOF:
            button = self._buttons[move]
            if button.isEnabled() == waits:
                button.setEnabled(not waits)
                button.setToolTip(_listen_first() if waits else "")
        wanted = any(move in self._opened.moves for move in _NEEDS_PROOF)
        said = _listen_first() if waits and wanted else self._not_mine()
        if self._hint.text() != said:
            self._hint.setText(said)
        self._hint.setVisible(bool(said))

    def _not_mine(self) -> str:
        error = self._opened.why_not if self._opened is not None else None
        if self._opened is None or error is None:
            return ""
        if error.id != "right.slip_part":
            return error.say(i18n.catalogue_language())
        row = self._opened.slip.row
        told = translate("Slips", "Waits for: {who}").format(who=words.waiting_words(row))
        holders = with_role(self._opened.people, row.waiting or "")
        if any(each.is_me for each in holders) and self._is_open_to_me(row):
            mine = translate(
                "Slips",
                "You hold this role too, but you had another part in this slip: somebody else "
                "has to do it.",
            )
            told = f"{told} · {mine}"
        elif row.waiting in SIGNING_ROLES and not holders:
            nobody = translate(
                "Slips",
                "Nobody has this role yet: Settings, Me and my team. The slip waits until then.",
            )
            told = f"{told} · {nobody}"
        return told

    def _is_open_to_me(self, row: SlipRow) -> bool:
        """Whether the step is for this person, or for nobody in particular."""
        named = {"lead": row.lead, "supervisor": row.supervisor, "manager": row.manager}
        return named.get(row.waiting or "") in (None, self._desk.person)

    # -- acts

    @property
    def can_make_expected_move(self) -> bool:
        """What it takes is there: the seconds were heard."""
        return self.expected is not None and self._buttons[self.expected].isEnabled()

    def make_expected_move(self) -> None:
        if self.expected is not None and self.can_make_expected_move:
            self._buttons[self.expected].click()

    def record_absence(self) -> None:
        """The agent did not come to the talk."""
        if self._opened is not None and "absent" in self._opened.moves:
            self._on_move("absent")

    def dispute(self) -> None:
        button = self._buttons["dispute"]
        if button.isVisible() and button.isEnabled():
            button.click()

    def _on_move(self, move: str) -> None:
        opened = self._opened
        if opened is None:
            return
        if move == "hear":
            self.talk_wanted.emit()
        elif move in ASKING:
            self._sound.pause()
            dialog = MoveDialog(self._desk, opened, move, self._sound.heard(), self.window())
            dialog.moved.connect(self.moved)
            dialog.open()
        else:
            self._buttons[move].setEnabled(False)
            slip = opened.slip.row.id
            act = self._plain_act(move, slip)
            self.signing.emit(slip)
            refused = partial(self._on_refused, slip)
            lost = partial(self._give_back, slip)
            signed = partial(self._on_signed, slip)
            self._desk.write(act, signed, refused, is_step=False, lost=lost)

    @property
    def may_talk(self) -> bool:
        """Whether the agent is still to be heard, or may answer."""
        opened = self._opened
        if opened is None:
            return False
        return not {"sign", "refuse"}.isdisjoint(opened.moves) or (
            "hear" in opened.moves and not opened.slip.row.heard
        )

    def plan_follow_up(self) -> None:
        """After the talk, or whenever another step is wanted."""
        if self._opened is None:
            return
        row = self._opened.slip.row
        about = translate("SlipFollowUp", "After the slip of {day}: {faults}")
        said = about.format(day=row.day, faults=self._opened.fault_words)
        dialog = FollowUpDialog(self._desk, row.id, said, date.today(), self.window())
        dialog.planned.connect(self._on_planned)
        dialog.open()

    def _on_planned(self, changes: Changes) -> None:
        self.toast_wanted.emit(translate("SlipFollowUp", "Follow-up planned"), changes.act)

    def _plain_act(self, move: str, slip: str) -> Callable[[Workspace], Changes]:
        """A move that needs nothing but the button."""
        acts: dict[str, Callable[[Workspace], Changes]] = {
            "confirm": partial(confirm_slip, slip=slip, heard=self._sound.heard()),
            "accept": partial(accept_decision, slip=slip),
            "lapse": partial(let_lapse, slip=slip),
            "sign_off": partial(sign_off, slip=slip),
        }
        return acts[move]

    def _on_signed(self, slip: str, changes: Changes) -> None:
        self.signed.emit(slip, True)
        self.moved.emit(changes)

    def _on_refused(self, slip: str, error: UserFacingError) -> None:
        self._give_back(slip)
        self._desk.trouble.emit(error)

    def _give_back(self, slip: str) -> None:
        """It is not signed, whatever the reason."""
        for button in self._buttons.values():
            button.setEnabled(True)
        self._show_hint()
        self.signed.emit(slip, False)

    def _on_place(self, place: Place) -> None:
        self._sound.play_from(max(0, (place.ms or 0) - LEAD_IN_MS))

    def _pop_up(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def make_menu(self) -> QMenu:
        """What is wanted less often."""
        menu = QMenu(self)
        menu.setObjectName("slip_menu")
        opened = self._opened
        if opened is None:
            return menu
        slip = opened.slip.row.id
        menu.addAction(translate("Slips", "Write a bundle…"), partial(self.send_wanted.emit, slip))
        menu.addAction(icons.icon("print"), translate("Slips", "Print…"), self._print)
        save = translate("Slips", "Save as PDF…")
        menu.addAction(save, partial(self._save, with_clips=False))
        if opened.slip.row.recording is not None:
            both = translate("Slips", "Save as PDF with the seconds…")
            menu.addAction(both, partial(self._save, with_clips=True))
        menu.addAction(translate("Slips", "History…"), partial(self.history_wanted.emit, slip))
        rare = [move for move in _RARE if move in opened.moves]
        if rare:
            menu.addSeparator()
        for move in rare:
            menu.addAction(words.move_name(move), partial(self._on_move, move))
        return menu

    def _print(self) -> None:
        if self._opened is not None:
            print_report(self._desk, self._opened.report, self.window())

    def _save(self, *, with_clips: bool) -> None:
        """For people without the program."""
        if self._opened is None:
            return
        row = self._opened.slip.row
        name = paper_name(row, i18n.catalogue_language())
        folder = documents_folder()
        out = ask_file(self.window(), name, "pdf", folder)
        if out is not None:
            output = SlipOutput(out, with_clips=with_clips)
            place = (self._desk.folder, i18n.current_language(), [row.id], output)
            self._desk.work(
                lambda tell, cancelled: print_in_child(*place, tell, cancelled),
                lambda _done: self._on_written(out),
            )

    def _on_written(self, out: Path) -> None:
        said = translate("Slips", "Saved: {file}").format(file=out.name)
        self.toast_wanted.emit(said, None)

    # -- parts

    def retranslate(self) -> None:
        self.paper.setAccessibleName(translate("Slips", "The slip"))
        self._outdated.setText(
            translate(
                "Slips",
                "The evaluation was corrected after this slip was drawn: what was signed no longer "
                "covers it. Cancel the slip and draw it again.",
            )
        )
        for move, button in self._buttons.items():
            key = MOVE_KEYS.get(move, "")
            button.setText(f"{words.move_name(move)}  {key}".rstrip())
        self._show_warnings()
        self._show_moves()
        self._follow.setText(translate("SlipFollowUp", "Follow up…"))
        self._more.setAccessibleName(translate("Slips", "More"))
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_proposals()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        paper = QFrame(self)
        paper.setProperty("role", "pane")
        around = QVBoxLayout(paper)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.paper)
        below = QFrame(self)
        below.setProperty("role", "pane")
        inside = QVBoxLayout(below)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        for part in (
            self._outdated,
            self._warnings,
            self._proposals,
            self.strip,
            self._hint,
            self.follow_ups,
            self._acts,
        ):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(paper, 1)
        column.addWidget(below)


def _set_role(button: QPushButton, role: str | None) -> None:
    """A style sheet takes its time."""
    if button.property("role") != role:
        button.setProperty("role", role)
        button.style().polish(button)


def _page_of(opened: OpenedSlip | None) -> str:
    return opened.page if opened is not None else ""


def _listen_first() -> str:
    return translate("Slips", "First listen to the seconds in question, up to 2× speed")
