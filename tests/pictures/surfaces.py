"""Everything that can stand on screen: the screens of the registry and the dialogs, each with how
to get there. The accessibility tests judge the same list that the pictures are taken of.

A new screen is here as soon as it is in ``ui.screens``; a new dialog is a line in ``DIALOGS``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton, QTabBar, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import SavedDraft
from qa_desktop.services.team import TeamPerson
from qa_desktop.store.calls import find_call_named
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.demo.hands import press, wait_for
from qa_desktop.ui.help.window import HelpWindow
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.palette.palette import Palette
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.screens import SCREENS
from qa_desktop.ui.sessions.playlists_page import PlaylistsPage
from qa_desktop.ui.settings.view import PAGES
from qa_desktop.ui.slips.pages import PAGES as SLIPS_PAGES
from tests.card_sheets import ROWS, sheet

_SCORED = "S2611200007"
"""A call of the demo that failed."""


@dataclass(frozen=True)
class Surface:
    """``show`` brings it on screen and returns what of its window can be used now; ``hide`` leaves
    it again."""

    id: str
    show: Callable[[MainWindow], QWidget]
    hide: Callable[[MainWindow, QWidget], None]


def settle(window: MainWindow) -> None:
    """Everything that was asked of the threads is answered, and laid out."""
    answers: list[int] = []
    window.desk.read("pictures", lambda _db: 1, answers.append)
    wait_for(lambda: answers and window.desk.pending == 0, "the answers of the threads")
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


# -- screens


def _screen(id: str) -> Surface:
    def show(window: MainWindow) -> QWidget:
        window.show_screen(id)
        settle(window)
        return window

    return Surface(id, show, lambda _window, _shown: None)


def _scorecard(window: MainWindow) -> QWidget:
    """The editor of a card."""
    from qa_desktop.services.scorecard_editing import draft_of
    from qa_desktop.store.scorecard_templates import built_in_templates
    from qa_desktop.ui.scorecards.view import ScorecardsView

    window.show_screen("scorecards")
    view = window.screen("scorecards")
    assert isinstance(view, ScorecardsView)
    version = built_in_templates()[0].id
    window.desk.write(lambda ws: draft_of(ws, version), view.edit, is_step=False)
    wait_for(lambda: view.is_editing, "the editor")
    item = next(p for p, i in view.editor.editing.draft.items() if i["answer"]["type"] == "choice")
    view.editor.editing.go_to(item)
    settle(window)
    return window


def _conversation(window: MainWindow) -> QWidget:
    """With the agent, before the fault is shown."""
    from qa_desktop.ui.slips.view import ALL, SlipsView

    window.show_screen("slips")
    view = window.screen("slips")
    assert isinstance(view, SlipsView)
    view.show_area(ALL)
    settle(window)
    wait_for(lambda: view.pane.opened is not None, "the slip")
    view.begin_talk()
    settle(window)
    return window


def _faults(window: MainWindow) -> QWidget:
    """The catalogue of faults."""
    from qa_desktop.ui.scorecards.view import ScorecardsView

    window.show_screen("scorecards")
    view = window.screen("scorecards")
    assert isinstance(view, ScorecardsView)
    view.show_faults()
    wait_for(lambda: view.faults.row is not None, "the catalogue")
    settle(window)
    return window


def _penalties(window: MainWindow) -> QWidget:
    """The editor of the penalty standard, at a clause."""
    from qa_desktop.ui.penalties.standard_page import StandardPage

    window.slips.show_page("standard")
    page = window.findChild(StandardPage)
    assert page is not None
    page.edit("2.1")
    wait_for(lambda: page.is_editing, "the editor of the standard")
    settle(window)
    return window


def _leave_penalties(window: MainWindow, _shown: QWidget) -> None:
    from qa_desktop.ui.penalties.standard_page import StandardPage

    page = window.findChild(StandardPage)
    assert page is not None
    page.show_standard()
    settle(window)


def _leave_conversation(window: MainWindow, _shown: QWidget) -> None:
    from qa_desktop.ui.slips.view import SlipsView

    view = window.screen("slips")
    assert isinstance(view, SlipsView)
    view.talk.end()
    settle(window)


def _leave_scorecard(window: MainWindow, _shown: QWidget) -> None:
    from qa_desktop.ui.scorecards.view import ScorecardsView

    view = window.screen("scorecards")
    assert isinstance(view, ScorecardsView)
    view.show_list()
    settle(window)


def _key(id: str, key: Qt.Key, opens: str) -> Surface:
    """What a key of Inspect opens and closes; ``opens`` is its object name."""

    def show(window: MainWindow) -> QWidget:
        window.show_screen("inspect")
        window.activateWindow()
        wait_for(window.isActiveWindow, "the keyboard")
        settle(window)
        press(window, key)
        settle(window)
        opened = window.findChild(QWidget, opens)
        assert opened is not None and opened.isVisible(), opens
        return opened if opened.width() > window.width() // 2 else window

    return Surface(id, show, lambda window, _shown: press(window, key))


# -- dialogs


def _dialog(id: str, make: Callable[[MainWindow], QDialog]) -> Surface:
    def show(window: MainWindow) -> QWidget:
        dialog = make(window)
        dialog.show()
        settle(window)
        return dialog

    def hide(_window: MainWindow, shown: QWidget) -> None:
        shown.close()
        shown.deleteLater()
        QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete)

    return Surface(id, show, hide)


def _welcome(window: MainWindow) -> QDialog:
    from qa_desktop.ui.welcome_dialog import WelcomeDialog

    return WelcomeDialog(Path("工作区"), window)


def _trouble(window: MainWindow) -> QDialog:
    from qa_desktop.ui.trouble_dialog import TroubleDialog

    return TroubleDialog(UserFacingError("workspace.locked", path="D:/质检/工作区"), window)


def _crash(window: MainWindow) -> QDialog:
    from qa_desktop.ui.crash_dialog import CrashDialog

    return CrashDialog("Traceback (most recent call last):\n  …\nValueError: 42", window)


def _restore(window: MainWindow) -> QDialog:
    from qa_desktop.ui.restore_dialog import RestoreQuestion

    return RestoreQuestion(None, UserFacingError("workspace.damaged", path="D:/质检"), window)


def _recover(window: MainWindow) -> QDialog:
    from qa_desktop.ui.recover_dialog import RecoverDialog

    return RecoverDialog(window.desk.folder.with_name("new"), parent=window)


def _dataset(window: MainWindow) -> QDialog:
    from qa_desktop.ui.settings.dataset_dialog import DatasetDialog

    return DatasetDialog(window.desk, window.desk.folder.with_name("dataset"), window)


def _live(window: MainWindow) -> QDialog:
    from qa_desktop.ui.inspect.live_dialog import LiveDialog

    agents: list = []
    window.desk.read("agents for a picture", find_agents, agents.extend)
    wait_for(lambda: agents, "the agents")
    return LiveDialog(agents, window)


def _import(window: MainWindow) -> QDialog:
    from qa_desktop.services.demo import demo_recordings
    from qa_desktop.ui.calls.import_dialog import ImportDialog
    from qa_desktop.ui.calls.pattern_editor import PatternEditor

    dialog = ImportDialog(window.desk, window.preferences, window)
    dialog.begin(demo_recordings())
    patterns = dialog.findChild(PatternEditor)
    wait_for(lambda: patterns.isEnabled(), "the names of the files")
    return dialog


def _tab(screen: str, tabs: str, place: int) -> Surface:
    """A page inside a screen."""

    def show(window: MainWindow) -> QWidget:
        window.show_screen(screen)
        _bar_of(window, tabs).setCurrentIndex(place)
        settle(window)
        settle(window)
        return window

    def hide(window: MainWindow, _shown: QWidget) -> None:
        _bar_of(window, tabs).setCurrentIndex(0)

    return Surface(f"{screen}-{place + 1}", show, hide)


def _session_part(place: int) -> Surface:
    """A part of the session that was held."""

    def show(window: MainWindow) -> QWidget:
        window.show_screen("sessions")
        _bar_of(window, "sessions_tabs").setCurrentIndex(1)
        settle(window)
        table = window.findChild(PlainTable, "sessions_table")
        assert table is not None
        table.selectRow(table.model().rowCount() - 1)
        settle(window)
        _bar_of(window, "session_tabs").setCurrentIndex(place)
        settle(window)
        settle(window)
        return window

    def hide(window: MainWindow, _shown: QWidget) -> None:
        _bar_of(window, "session_tabs").setCurrentIndex(0)
        _bar_of(window, "sessions_tabs").setCurrentIndex(0)

    return Surface(f"session-{place + 1}", show, hide)


def _bar_of(window: MainWindow, tabs: str) -> QTabBar:
    bar = window.findChild(QTabBar, tabs)
    assert bar is not None, tabs
    return bar


def _act(id: str, act: str, opens: type[QWidget]) -> Surface:
    """What an act of the window opens: a window of its own, or something over this one."""

    def show(window: MainWindow) -> QWidget:
        window.show_screen("inspect")
        window.do(act)
        settle(window)
        settle(window)
        return next(each for each in window.findChildren(opens) if each.isVisible())

    def hide(window: MainWindow, shown: QWidget) -> None:
        if isinstance(shown, Palette):
            shown.dismiss()
        else:
            shown.close()

    return Surface(id, show, hide)


def _feedback(window: MainWindow) -> QDialog:
    from qa_desktop.ui.coaching.feedback_dialog import FeedbackDialog

    return FeedbackDialog(window.desk, _evaluation(window), window)


def _coaching_entry(window: MainWindow) -> QDialog:
    from qa_desktop.services.coaching import CoachingForm
    from qa_desktop.ui.coaching.entry_dialog import EntryDialog

    form = CoachingForm(agent=None, evaluation=_evaluation(window))
    return EntryDialog(window.desk, form, parent=window)


def _evaluation(window: MainWindow) -> str:
    """One that was submitted."""
    found: list[str] = []
    read = partial(find_call_named, person=window.desk.person, name=_SCORED)
    window.desk.read("a call for a picture", read, lambda call: found.append(call.evaluation))
    wait_for(lambda: found, "an evaluation")
    return found[0]


def _sheet_import(window: MainWindow) -> QDialog:
    from PySide6.QtWidgets import QPushButton

    from qa_desktop import paths
    from qa_desktop.ui.import_sheet.dialog import SheetImport

    dialog = SheetImport(window.desk, "calls", window)
    dialog.begin(paths.resources("demo", "calls.xlsx"))
    assert isinstance(dialog.choose.start, QPushButton)
    wait_for(dialog.choose.start.isEnabled, "the rows of the list")
    return dialog


def _key_dialog(window: MainWindow) -> QDialog:
    from qa_desktop.ui.keys import act, in_force
    from qa_desktop.ui.settings.key_dialog import KeyDialog

    return KeyDialog(window, in_force.table, act("play_pause"), "timeline")


def _pick(window: MainWindow) -> QDialog:
    from qa_desktop.ui.calls.filter_dialogs import PickDialog
    from qa_desktop.ui.i18n import translate

    teams = [(name, name) for name in ("一组", "二组", "三组", "四组")]
    return PickDialog(translate("Calls", "Team"), teams, ["二组"], False, window)


def _range(window: MainWindow) -> QDialog:
    from qa_desktop.ui.calls.filter_dialogs import RangeDialog
    from qa_desktop.ui.i18n import translate

    return RangeDialog(translate("Calls", "Duration"), translate("Calls", "m:ss"), window)


def _days(window: MainWindow) -> QDialog:
    from datetime import date

    from qa_desktop.ui.calls.filter_dialogs import DaysDialog
    from qa_desktop.ui.i18n import translate

    days = date(2026, 11, 1), date(2026, 11, 20)
    return DaysDialog(translate("Calls", "Started"), *days, window)


def _settings_page(id: str) -> Surface:
    def show(window: MainWindow) -> QWidget:
        window.show_screen("settings")
        settings = window.screen("settings")
        assert settings is not None
        settings.show_page(id)  # type: ignore[attr-defined]
        settle(window)
        settle(window)
        return window

    return Surface(f"settings-{id}", show, lambda _window, _shown: None)


def _erase(window: MainWindow) -> QDialog:
    from PySide6.QtWidgets import QListWidget

    from qa_desktop.ui.health.erase_dialog import EraseDialog

    assert window.inspect.call is not None
    dialog = EraseDialog(window.desk, "recording", subject=window.inspect.call.id, parent=window)
    texts = dialog.findChild(QListWidget, "erase_texts")
    wait_for(lambda: texts.count(), "what will go")
    return dialog


def _history(window: MainWindow) -> QDialog:
    from qa_desktop.ui.health.history_dialog import HistoryDialog

    assert window.inspect.call is not None
    return HistoryDialog(window.desk, window.inspect.call.id, "20261120-093512-0617.wav", window)


def _bundle(window: MainWindow) -> QDialog:
    from PySide6.QtWidgets import QPushButton

    from qa_desktop.ui.exchange.bundle_dialog import BundleDialog
    from tests.pictures.exchange_content import WAITING

    dialog = BundleDialog(window.desk, window.desk.folder.parent / "beside" / WAITING, window)
    button = dialog.findChild(QPushButton, "bundle_merge")
    dialog.show()
    wait_for(button.isVisible, "the preview of the bundle")
    return dialog


def _write_bundle(window: MainWindow) -> QDialog:
    from PySide6.QtWidgets import QLabel

    from qa_desktop.ui.exchange.write_dialog import WriteDialog
    from qa_desktop.ui.exchange.write_run import WriteOrder

    dialog = WriteDialog(window.desk, window.preferences, WriteOrder(), parent=window)
    hint = dialog.findChild(QLabel, "write_encrypt_hint")
    wait_for(hint.text, "the plan of what would be written")
    return dialog


def _passphrase(window: MainWindow) -> QDialog:
    from qa_desktop.ui.identity.passphrase_dialog import PassphraseDialog

    return PassphraseDialog(window.desk, "change", window, minutes=15)


def _somebody() -> TeamPerson:
    from qa_desktop.journal.roster import Term
    from qa_desktop.services.fingerprints import fingerprint_of

    terms = (Term("inspector"), Term("trainer", "2026-11-01", "2027-01-31"))
    print_of = fingerprint_of("ab" * 32, "cd" * 32)
    return TeamPerson("0198", "8003", "赵强", print_of, terms, is_revoked=False, is_me=False)


def _identity_card(window: MainWindow) -> QDialog:
    from qa_desktop.ui.identity.card_dialog import CardDialog

    return CardDialog(_card(), window)


def _card() -> str:
    from qa_desktop.exchange.identity_card import write_card
    from qa_desktop.journal.keys import PersonKeys

    return write_card(PersonKeys("0198", b"a" * 32, b"b" * 32), "赵强", "8003")


def _team_found(window: MainWindow) -> QDialog:
    from qa_desktop.ui.identity.recovery_dialogs import FoundDialog

    return FoundDialog(window.desk, window)


def _team_add(window: MainWindow) -> QDialog:
    from qa_desktop.exchange.identity_card import as_plain_text
    from qa_desktop.ui.identity.person_dialogs import AddDialog

    dialog = AddDialog(window.desk, window)
    QApplication.clipboard().setText(as_plain_text(_card()))
    press_button(dialog, "add_paste")
    return dialog


def press_button(dialog: QDialog, name: str) -> None:
    from PySide6.QtWidgets import QPushButton

    button = dialog.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def _team_roles(window: MainWindow) -> QDialog:
    from qa_desktop.ui.identity.person_dialogs import RolesDialog

    return RolesDialog(window.desk, _somebody(), window)


def _team_revoke(window: MainWindow) -> QDialog:
    from qa_desktop.ui.identity.person_dialogs import RevokeDialog

    return RevokeDialog(window.desk, _somebody(), window)


def _team_join(window: MainWindow) -> QDialog:
    from qa_desktop.ui.identity.join_dialog import JoinDialog

    return JoinDialog(window.desk, window)


def _clip(window: MainWindow) -> QDialog:
    from qa_desktop.ui.clips.choices import ClipChoice, offered
    from qa_desktop.ui.clips.dialog import ClipDialog

    view = window.inspect
    assert view.call is not None
    marks = view.marking.annotations
    duration = view.call.duration_ms or 20_000
    first = ClipChoice((duration // 3, duration // 3 + 9_000))
    dialog = ClipDialog(
        window.desk, window.preferences, view.call, offered(first, marks, duration),
        view.sound.source, None, window,
    )  # fmt: skip
    strip = dialog.form.strip
    strip.set_cursor(first.span[0] + 2_000)
    strip.toggle_hidden()
    strip.set_cursor(first.span[0] + 4_500)
    strip.toggle_hidden()
    return dialog


def _changed_card(window: MainWindow) -> SavedDraft:
    """A draft of a card that was scored with: other weights, an item more and one less."""
    from qa_desktop.services.scorecard_editing import draft_of, save_card_draft
    from qa_desktop.store.published_cards import count_uses

    made: list[SavedDraft] = []

    def change(workspace: Workspace) -> None:
        uses = count_uses(workspace.db)
        begun = draft_of(workspace, max(uses, key=lambda card: uses[card]))
        draft, added = begun.draft.remove("sections[0].items[1]").add_item("sections[0]")
        draft = draft.set(f"{added}.name", "复述确认")
        for path, item in list(draft.items()):
            if (item["answer"]["type"] == "choice") and "weight" in item:
                draft = draft.set(f"{path}.weight", 40)
        made.append(replace(begun, draft=draft))
        save_card_draft(workspace, made[0])

    window.desk.write(change, is_step=False)
    wait_for(lambda: made, "a draft")
    return made[0]


def _what_if(window: MainWindow) -> QDialog:
    from qa_desktop.ui.scorecards.what_if import WhatIfDialog

    draft = _changed_card(window)
    dialog = WhatIfDialog(window.desk, window.preferences, draft.id, window)
    wait_for(lambda: dialog.saved is not None, "the draft")
    dialog.run()
    wait_for(lambda: dialog.findChild(PlainTable, "what_if_agents"), "what would change")
    return dialog


def _proposal(window: MainWindow) -> QDialog:
    from qa_desktop.ui.scorecards.proposal import ProposalDialog

    draft = _changed_card(window)
    dialog = ProposalDialog(window.desk, window.preferences, draft.based_on, window)
    wait_for(lambda: dialog.model.rows, "the proposal")
    dialog.model.tick([row.item for row in dialog.model.rows[:3]])
    return dialog


def _card_diff(window: MainWindow) -> QDialog:
    from qa_desktop.store.scorecards import get_version
    from qa_desktop.ui.scorecards.diff_dialog import DiffDialog

    draft = _changed_card(window)
    assert draft.based_on is not None and draft.draft.version is not None
    versions = [("草稿", draft.draft.version), ("2026-11-01 起", get_version(draft.based_on))]
    return DiffDialog(versions, 1, 0, window, {})


def _card_sheet(window: MainWindow) -> QDialog:
    """With a cell to put right, and names that are easily mixed up."""
    from PySide6.QtWidgets import QLabel

    from qa_desktop.ui.scorecards.sheet_dialog import CardSheetDialog

    rows = [*ROWS, ["业务质量", "开场白", None, "说明来意", None]]
    dialog = CardSheetDialog(window.desk, window)
    dialog.begin(sheet(Path(tempfile.mkdtemp(dir=window.desk.folder)), rows))
    says = dialog.findChild(QLabel, "card_sheet_says")
    assert says is not None
    wait_for(lambda: "5" in says.text(), "the items")
    return dialog


def _draw_slip(window: MainWindow) -> QDialog:
    from qa_desktop.ui.slips.draw_dialog import DrawDialog
    from qa_desktop.ui.slips.fault_line import FaultLine

    dialog = DrawDialog(window.desk, _faulty(window), window)
    wait_for(lambda: dialog.findChildren(FaultLine), "the faults")
    settle(window)
    return dialog


def _move_dialog(move: str, window: MainWindow) -> QDialog:
    from qa_desktop.services.reporting import own_forms
    from qa_desktop.store.slips import find_slips
    from qa_desktop.ui.reports.sheet_view import current_look
    from qa_desktop.ui.slips.move_dialog import MoveDialog
    from qa_desktop.ui.slips.reading import OpenedSlip, read_opened

    found: list[OpenedSlip] = []
    look, forms = current_look(), own_forms(window.desk.folder)
    read = lambda db: read_opened(db, find_slips(db)[0].id, look, forms)  # noqa: E731
    window.desk.read("pictures slip", read, found.append)
    wait_for(lambda: found, "a slip")
    dialog = MoveDialog(window.desk, found[0], move, [], window)
    for spare in dialog.findChildren(QRadioButton, "slip_spare"):  # the longer form
        spare.setChecked(True)
    return dialog


def _follow_up(window: MainWindow) -> QDialog:
    from qa_desktop.ui.slips.follow_ups import FollowUpDialog

    about = "2026-11-22 提醒单跟进：抢话、打断客户"
    return FollowUpDialog(window.desk, "", about, date(2026, 11, 23), window)


def _print_slips(window: MainWindow) -> QDialog:
    from qa_desktop.ui.slips.print_dialog import PrintDialog

    return PrintDialog(window.desk, window.preferences, ["a", "b"], ["a", "b", "c"], window)


def _faulty(window: MainWindow) -> str:
    """An evaluation with faults."""
    from qa_desktop.store.slips import find_slips

    found: list[str] = []
    window.desk.read("faulty", lambda db: find_slips(db)[0].evaluation, found.append)
    wait_for(lambda: found, "an evaluation with a slip")
    return found[0]


def _publish_standard(window: MainWindow) -> QDialog:
    from qa_desktop.services.standard_drafts import SavedStandard
    from qa_desktop.store.penalty_standards import shipped_row
    from qa_desktop.ui.penalties.publish_dialog import PublishDialog

    shipped = shipped_row()
    draft, place = SavedStandard.of(shipped.standard).draft.add_clause(9)
    draft = draft.set(f"{place}.fault", "talking_over").set(f"{place}.words", "与同事说笑时接听")
    draft = draft.set("clauses[8].grave", {"rung": "fine", "amount_cents": 5_000})
    draft = draft.set("monthly_cap_cents", 30_000).remove("clauses[6]")
    assert draft.standard is not None
    return PublishDialog(draft.standard, [shipped], "客户投诉增多", window)


def _answer_proposal(window: MainWindow) -> QDialog:
    from qa_desktop.ui.i18n import translate
    from qa_desktop.ui.penalties.proposals_page import AnswerDialog

    title = translate("Penalties", "Refuse the proposal")
    return AnswerDialog(title, translate("Penalties", "Refuse"), window)


def _playlists_page(window: MainWindow) -> PlaylistsPage:
    """With the first case open."""
    window.show_screen("sessions")
    page = window.findChild(PlaylistsPage)
    assert page is not None
    wait_for(lambda: page.opened is not None and page.opened.cases, "the playlist")
    return page


def _presenting(id: str, name: str) -> Surface:
    """The answer at the first stop; ``name`` of the window: the room's or the trainer's own."""

    def show(window: MainWindow) -> QWidget:
        page = _playlists_page(window)
        page.present()
        presenter = page.presenter
        assert presenter is not None
        wait_for(lambda: presenter.playlist is not None and page.sound.is_ready, "the case")
        for act in ("go_on", "forward", "go_on"):
            presenter.stage.act_wanted.emit(act)
        presenter.stage.showNormal()
        presenter.stage.resize(window.size())
        presenter.trainer.show()
        settle(window)
        return {"stage": presenter.stage, "trainer": presenter.trainer}[name]

    def hide(window: MainWindow, _shown: QWidget) -> None:
        presenter = _playlists_page(window).presenter
        assert presenter is not None
        presenter.end()
        settle(window)

    return Surface(id, show, hide)


def _plan_session(window: MainWindow) -> QDialog:
    from qa_desktop.ui.training.sessions_page import SessionsPage

    window.show_screen("sessions")
    _bar_of(window, "sessions_tabs").setCurrentIndex(1)
    settle(window)
    page = window.findChild(SessionsPage)
    assert page is not None
    page.plan()
    dialog = window.findChild(QDialog, "session_dialog")
    assert isinstance(dialog, QDialog)
    return dialog


def _stop(window: MainWindow) -> QDialog:
    from qa_desktop.domain.playlist import Stop
    from qa_desktop.ui.sessions.case_pane import stop_dialog

    stop = Stop("", 9_000, "weakness", "这里该先做什么？", "先问证件后四位")
    return stop_dialog(_playlists_page(window), stop)


def _export(window: MainWindow) -> QDialog:
    from qa_desktop.ui.sessions.export_dialog import ExportDialog

    page = _playlists_page(window)
    assert page.opened is not None
    return ExportDialog(window.desk, window.preferences, page.opened.row, page)


def _quiz(window: MainWindow) -> QDialog:
    """At its question."""
    from qa_desktop.domain.quiz import Question
    from qa_desktop.store.sessions import Attendee
    from qa_desktop.ui.sessions.lent_sound import LentSound
    from qa_desktop.ui.training.quiz_dialog import QuizDialog

    options = ("安抚情绪", "解释流程", "转给组长")
    asked = [Question("1", "single", "客户一开口就很生气，先做什么？", options, (0,))]
    there = [Attendee("1", "0617", "王敏", "一组", "present", "", None)]
    sound = LentSound(window.desk, window.inspect.sound, window)
    dialog = QuizDialog(window.desk, "", asked, there, (), sound, window)
    dialog._begin()
    return dialog


def _question(window: MainWindow) -> QDialog:
    """Where the second is to be marked: the tallest."""
    from qa_desktop.domain.quiz import Question
    from qa_desktop.ui.sessions.lent_sound import LentSound
    from qa_desktop.ui.training.question_dialog import QuestionDialog

    page = _playlists_page(window)
    assert page.opened is not None
    sound = LentSound(window.desk, window.inspect.sound, window)
    question = Question("", "mark", "从哪一秒开始该先核实身份？", (), ())
    return QuestionDialog(question, page.opened.cases, sound, window, answered=12)


def _suggest(window: MainWindow) -> QDialog:
    from qa_desktop.ui.library.suggest_dialog import SuggestDialog

    dialog = SuggestDialog(window.desk, window)
    wait_for(dialog.subject.count, "what there is to choose")
    dialog.subject.setCurrentIndex(0)
    return dialog


def _tags(window: MainWindow) -> QDialog:
    from qa_desktop.domain.library import Tag
    from qa_desktop.ui.library.tag_dialog import TagDialog

    tags = [Tag(name, name, "blue", frozenset({name})) for name in ("语气", "安抚", "核实身份")]
    return TagDialog(tags, ["安抚"], window)


def _nominate(window: MainWindow) -> QDialog:
    from qa_desktop.ui.best_calls.page import BestCallsPage

    window.show_screen("sessions")
    page = window.findChild(BestCallsPage)
    assert page is not None
    page.nominate(_SCORED)
    dialog = window.findChild(QDialog, "nominate_dialog")
    assert isinstance(dialog, QDialog)
    return dialog


DIALOGS: tuple[tuple[str, Callable[[MainWindow], QDialog]], ...] = (
    ("welcome", _welcome),
    ("trouble", _trouble),
    ("crash", _crash),
    ("restore", _restore),
    ("recover", _recover),
    ("dataset", _dataset),
    ("live", _live),
    ("clip", _clip),
    ("import", _import),
    ("erase", _erase),
    ("history", _history),
    ("bundle", _bundle),
    ("write-bundle", _write_bundle),
    ("feedback", _feedback),
    ("coaching-entry", _coaching_entry),
    ("sheet-import", _sheet_import),
    ("key-dialog", _key_dialog),
    ("filter-pick", _pick),
    ("filter-range", _range),
    ("filter-days", _days),
    ("passphrase", _passphrase),
    ("identity-card", _identity_card),
    ("team-found", _team_found),
    ("team-add", _team_add),
    ("team-roles", _team_roles),
    ("team-revoke", _team_revoke),
    ("team-join", _team_join),
    ("what-if", _what_if),
    ("proposal", _proposal),
    ("card-diff", _card_diff),
    ("card-sheet", _card_sheet),
    ("draw-slip", _draw_slip),
    *((f"{move}-slip", partial(_move_dialog, move)) for move in ("cancel", "decide", "absent")),
    ("publish-standard", _publish_standard),
    ("answer-proposal", _answer_proposal),
    ("follow-up", _follow_up),
    ("print-slips", _print_slips),
    ("plan-session", _plan_session),
    ("stop", _stop),
    ("playlist-export", _export),
    ("quiz", _quiz),
    ("question", _question),
    ("suggest", _suggest),
    ("tags", _tags),
    ("nominate", _nominate),
)

SURFACES: tuple[Surface, ...] = (
    *(_screen(kind.id) for kind in SCREENS),
    *(_settings_page(page.id) for page in PAGES),
    *(_tab("roster", "roster_tabs", place) for place in (1, 2, 3)),
    *(_tab("calls", "calls_tabs", place) for place in (1,)),
    *(_tab("call_lists", "call_lists_tabs", place) for place in (1, 2)),
    *(_tab("coaching", "coaching_tabs", place) for place in (1, 2, 3)),
    *(_tab("exchange", "exchange_tabs", place) for place in (1, 2, 3)),
    *(_tab("slips", "slips_tabs", place) for place in (1, *range(2, 2 + len(SLIPS_PAGES)))),
    *(_tab("sessions", "sessions_tabs", place) for place in (1, 2, 3)),
    *(_session_part(place) for place in range(1, 5)),
    Surface("scorecard", _scorecard, _leave_scorecard),
    Surface("conversation", _conversation, _leave_conversation),
    Surface("faults", _faults, _leave_scorecard),
    Surface("penalties", _penalties, _leave_penalties),
    _presenting("presenter", "stage"),
    _presenting("presenter-trainer", "trainer"),
    _act("palette", "palette", Palette),
    _act("help", "help", HelpWindow),
    _key("why", Qt.Key.Key_W, "why_score"),
    _key("precedents", Qt.Key.Key_H, "precedents"),
    _key("keys", Qt.Key.Key_F1, "key_overlay"),
    *(_dialog(id, make) for id, make in DIALOGS),
)
