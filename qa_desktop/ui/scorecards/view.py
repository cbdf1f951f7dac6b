"""The Scorecards screen 评分表: the cards there are, and the editor of the one that is changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import FIRST_DAY
from qa_desktop.domain.scoring import Name, ScorecardVersion
from qa_desktop.services.scorecard_editing import (
    Published,
    SavedDraft,
    begin_draft,
    copy_of,
    discard_card_draft,
    draft_to_begin,
    save_card_draft,
)
from qa_desktop.services.scorecard_list import VersionRow
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.card_files import CardFiles
from qa_desktop.ui.scorecards.cards_page import CardsPage
from qa_desktop.ui.scorecards.dialogs import (
    NewCardDialog,
    Question,
)
from qa_desktop.ui.scorecards.diff_dialog import DiffDialog, Named
from qa_desktop.ui.scorecards.editing import draft_slot
from qa_desktop.ui.scorecards.editor import CardEditor
from qa_desktop.ui.scorecards.fault_acts import FaultActs
from qa_desktop.ui.scorecards.faults_page import FaultsPage
from qa_desktop.ui.scorecards.publishing import Publishing
from qa_desktop.ui.scorecards.tables import Listed, ListedCard, read_cards
from qa_desktop.ui.scorecards.words import draft_number
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import day_text

_SUBJECTS = {"scorecard_version", "evaluation", "person", "fault"}


class ScorecardsView(Screen):
    """N begins a card, Enter changes the chosen one, Esc in the editor leads back."""

    toast_wanted = Signal(str, object)
    what_if_wanted = Signal(object)
    """A ``SavedDraft``: what would scores be with it?"""
    proposal_wanted = Signal(str)
    """Id of the version whose weights are to follow the floor."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scorecards_view")
        self._desk = desk
        self._rows: list[ListedCard] = []
        self._thrown: list[SavedDraft] = []
        """Drafts thrown away since the window was opened, the last one last."""
        self._is_stale = False
        self._fault_names: dict[str, Name] = {}
        self.page = CardsPage(preferences, self)
        self.editor = CardEditor(desk, preferences, self)
        self.faults = FaultsPage(self)
        self.fault_acts = FaultActs(desk, self.faults)
        self.files = CardFiles(desk, self)
        self.publishing = Publishing(desk, preferences, self)
        self._pages = QStackedWidget(self)
        for part in (self.page, self.editor, self.faults):
            self._pages.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._pages)
        self._wire()
        self.setFocusProxy(self.page.cards)
        self.read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible() and not self.is_editing:
                self.read()
        if "fault" in changes.subjects and self.is_editing:
            self.editor.editing.read_faults()

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale and not self.is_editing:
            self.read()
        super().showEvent(event)

    def read(self) -> None:
        """With what is still on its way to the workspace."""
        self._is_stale = False
        if self._pages.currentWidget() is self.faults:
            self.fault_acts.read()
        self._desk.after_writes(lambda: self._desk.read("scorecards", _read, self._on_read))

    def _on_read(self, found: tuple[list[ListedCard], dict[str, Name]]) -> None:
        rows, self._fault_names = found
        self._rows = rows
        self.page.show_cards(rows)

    @property
    def is_editing(self) -> bool:
        return self._pages.currentWidget() is self.editor

    def edit(self, saved: SavedDraft, *, is_kept: bool = True) -> None:
        """Open a draft in the editor; ``is_kept`` False: it is kept from the first change on. One
        that is open there and was changed elsewhere goes on: that can be undone."""
        editing = self.editor.editing
        if self.is_editing and editing.is_open and editing.saved.id == saved.id:
            if editing.draft != saved.draft:
                editing.apply(saved.draft)
            return
        self.editor.open(saved, self._base_of(saved), is_kept=is_kept)
        self._pages.setCurrentWidget(self.editor)
        self.setFocusProxy(self.editor.tree)
        self.editor.tree.setFocus()

    def _base_of(self, saved: SavedDraft) -> ScorecardVersion | None:
        """What it began with, where it is in the list."""
        rows = (each for row in self._rows for each in row.versions)
        known = (each.version for each in rows if each.version is not None)
        return next((each for each in known if each.id == saved.based_on), None)

    def panes(self) -> list[QWidget]:
        if self.is_editing:
            return self.editor.panes()
        if self._pages.currentWidget() is self.faults:
            return [self.faults.table]
        return [self.page.cards, self.page.versions]

    def enter_pane(self, pane: QWidget) -> None:
        if pane is self.editor.form:
            self.editor.form.focus_first()
        else:
            super().enter_pane(pane)

    @property
    def chosen_version(self) -> str | None:
        """The id of the version that is chosen, or that the draft began with; None for neither."""
        chosen = self.editor.editing.saved if self.is_editing else self.page.version
        if isinstance(chosen, SavedDraft):
            return chosen.based_on
        return chosen.version.id if chosen is not None and chosen.version is not None else None

    @property
    def chosen_draft(self) -> str | None:
        """The id of the draft that is edited or chosen, or of the chosen card; "" where that has
        none."""
        if self.is_editing:
            saved = self.editor.editing.saved
            return saved.id if self.editor.editing.is_kept else ""
        chosen, card = self.page.version, self.page.card
        if isinstance(chosen, SavedDraft):
            return chosen.id
        if card is None:
            return None
        return card.drafts[0].id if card.drafts else ""

    def show_list(self) -> None:
        if self.is_editing:
            draft = self.editor.editing.saved
            code = draft.draft.get("id")
            is_listed = draft.based_on and any(row.key == code for row in self._rows)
            self.page.choose(code if is_listed else f"draft {draft.id}")
            self.editor.editing.close()
        self._pages.setCurrentWidget(self.page)
        self.setFocusProxy(self.page.cards)
        self.page.cards.setFocus()
        self.read()

    def show_faults(self) -> None:
        """The catalogue of faults."""
        self._pages.setCurrentWidget(self.faults)
        self.setFocusProxy(self.faults.table)
        self.faults.table.setFocus()
        self.fault_acts.read()

    def redo(self) -> bool:
        """In the editor."""
        if self.is_editing:
            self.editor.editing.redo()
        return self.is_editing

    def undo(self) -> bool:
        """In the editor its last step, and nothing that was done elsewhere; in the list, a draft
        that was thrown away comes back."""
        if self.is_editing:
            self.editor.editing.undo()
            return True
        if not self._thrown or self._pages.currentWidget() is not self.page:
            return False
        saved = self._thrown.pop()
        self._desk.write(partial(_keep, saved), lambda _nothing: self.read(), is_step=False)
        self.toast_wanted.emit(translate("Scorecards", "The draft is there again"), None)
        return True

    def offer(self, *, what_if: bool = False, proposal: bool = False) -> None:
        """What the window has pages for: ``what_if_wanted`` and ``proposal_wanted``."""
        self.editor.what_if.setVisible(what_if)
        self.page.propose.setVisible(proposal)

    # -- acts of the list

    def _do(self, act: str) -> None:
        acts = {
            "new": self._begin,
            "import": self.files.ask,
            "change": self._change,
            "compare": self._compare,
            "again": self._use_again,
            "retire": self._retire,
            "export": self._export,
            "propose": self._propose,
            "discard": self._discard,
            "faults": self.show_faults,
        }
        acts[act]()

    def _begin(self) -> None:
        if self.findChild(Question) is not None:
            return  # it is being asked already
        cards = [row.card.version for row in self._rows if row.card is not None]
        dialog = NewCardDialog(cards, None, self)
        dialog.agreed.connect(self._on_begun)
        dialog.open()

    def _on_begun(self, name: str, version: str | None) -> None:
        work = partial(_begin, name, version)
        self._desk.write(work, self.edit, is_step=False)

    def _change(self) -> None:
        chosen = self.page.version
        if isinstance(chosen, SavedDraft):
            self.edit(chosen)
        elif chosen is not None and chosen.version is not None:
            version = chosen.version.id
            drafts = self.page.card.drafts if self.page.card is not None else ()
            begun = next((each for each in drafts if each.based_on == version), None)
            if begun is not None:
                self.edit(begun)
            else:
                begin, show = partial(_change, version), partial(self.edit, is_kept=False)
                self._desk.read("card_to_change", begin, show)

    def _discard(self) -> None:
        chosen = self.page.version
        if isinstance(chosen, SavedDraft):
            self._thrown.append(chosen)
            self._forget_unsaved(chosen)
            self._desk.write(partial(_discard, chosen.id), lambda _: self.read(), is_step=False)
            words = translate("Scorecards", "Draft thrown away; Ctrl+Z brings it back")
            self.toast_wanted.emit(words, None)

    def _compare(self) -> None:
        card, chosen = self.page.card, self.page.version
        if card is None:
            return
        rows: list[Listed] = [*card.drafts, *card.versions]
        known = [(row, named) for row in rows if (named := _named(row, card.drafts)) is not None]
        if not known:
            return
        places = [place for place, (row, _) in enumerate(known) if row is chosen]
        old = min((places[0] if places else 0) + 1, len(known) - 1)
        new = max(old - 1, 0)  # the chosen one, or the one after it where it is the oldest
        versions = [named for _, named in known]
        DiffDialog(versions, old, new, self, self._fault_names).open()

    def _propose(self) -> None:
        chosen = self.page.version
        if isinstance(chosen, VersionRow) and chosen.version is not None:
            self.proposal_wanted.emit(chosen.version.id)

    def _export(self) -> None:
        chosen = self.page.version
        if chosen is None:
            return
        card = self.page.card
        known = _named(chosen, card.drafts if card is not None else ())
        if known is not None:
            called, version = known
            self.files.save(version, called)
        elif isinstance(chosen, SavedDraft):
            words = translate("Scorecards", "A draft can be saved once nothing is wrong with it")
            self.toast_wanted.emit(words, None)

    # -- publishing

    def publish(self, saved: SavedDraft) -> None:
        self.publishing.ask_for_draft(saved)

    def _use_again(self) -> None:
        chosen = self.page.version
        if isinstance(chosen, VersionRow) and chosen.version is not None:
            self.publishing.ask_for_version(chosen.version, is_held=chosen.in_force)

    def _retire(self) -> None:
        card = self.page.card
        if card is not None and card.card is not None:
            self.publishing.ask_to_retire(card.card.code, card.name)

    def _on_published(self, done: Published) -> None:
        if self.is_editing:
            # what could not be saved is tried again: not after the draft is gone
            self._forget_unsaved(self.editor.editing.saved)
        self.editor.editing.close()
        self._pages.setCurrentWidget(self.page)
        self.page.choose(done.version.code)
        self.show_list()

    def _forget_unsaved(self, saved: SavedDraft) -> None:
        self._desk.unsaved.pop(draft_slot(saved), None)

    def _show_changes(self, saved: SavedDraft) -> None:
        """Of the draft in the editor, against what it began with."""
        version = saved.draft.version
        if version is None:
            words = translate("Scorecards", "Put right first what is marked in red")
            self.toast_wanted.emit(words, None)
        elif saved.based_on is not None:

            def show(old: ScorecardVersion) -> None:
                before = translate("Scorecards", "What it began with")
                now = translate("Scorecards", "This draft")
                versions = [(now, version), (before, old)]
                DiffDialog(versions, 1, 0, self, self._fault_names).open()

            self._desk.read("card_base", partial(get_version, saved.based_on), show)

    def _wire(self) -> None:
        self.page.act_wanted.connect(self._do)
        self.editor.left.connect(self.show_list)
        self.editor.publish_wanted.connect(self.publish)
        self.editor.changes_wanted.connect(self._show_changes)
        self.editor.what_if_wanted.connect(self.what_if_wanted)
        self.publishing.published.connect(self._on_published)
        self.publishing.retired.connect(self.show_list)
        self.publishing.toast_wanted.connect(self.toast_wanted)
        self.files.draft_made.connect(self.edit)
        self.files.toast_wanted.connect(self.toast_wanted)
        self.faults.left.connect(self.show_list)
        self.fault_acts.toast_wanted.connect(self.toast_wanted)


def _named(row: Listed, drafts: Sequence[SavedDraft]) -> Named | None:
    """What a version is called in the comparison; several ``drafts`` are numbered."""
    if isinstance(row, SavedDraft):
        version = row.draft.version
        number = f" {draft_number(row, drafts)}" if len(drafts) > 1 else ""
        called = f"{translate('Scorecards', 'Draft')}{number}"
        return (called, version) if version is not None else None
    if row.version is None:
        return None
    if row.begins is None:
        return translate("Scorecards", "As shipped"), row.version
    if row.begins == FIRST_DAY:
        return translate("Scorecards", "For all calls"), row.version
    words = translate("Scorecards", "From {day}")
    return words.format(day=day_text(row.begins)), row.version


def _read(db: Database) -> tuple[list[ListedCard], dict[str, Name]]:
    """The cards, and what faults are called."""
    return read_cards(db), fault_names(db)


def _begin(name: str, version: str | None, workspace: Workspace) -> SavedDraft:
    return copy_of(workspace, version, name) if version else begin_draft(workspace, name)


def _change(version: str, db: Database) -> SavedDraft:
    return draft_to_begin(db, version)


def _discard(draft: str, workspace: Workspace) -> None:
    discard_card_draft(workspace, draft)


def _keep(saved: SavedDraft, workspace: Workspace) -> None:
    save_card_draft(workspace, saved)
