"""Asks why, from when and for whom before a card is published or taken out of use, and says
afterwards what holds now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.services.scorecard_editing import (
    Published,
    SavedDraft,
    Terms,
    first_day_open,
    publish,
    publish_again,
    retire,
)
from qa_desktop.store.fault_catalogue import unknown_codes
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.beginning import (
    Beginning,
    card_names,
    keep_usual_cards,
    published_words,
    usual_cards,
)
from qa_desktop.ui.scorecards.dialogs import Places, Question, TermsDialog, read_places
from qa_desktop.ui.scorecards.words import name_text
from qa_desktop.ui.tasks import Desk


class _Asked(NamedTuple):
    dialog: TermsDialog
    places: Places
    known: Beginning


class Publishing(QObject):
    """One question at a time, over the screen."""

    toast_wanted = Signal(str, object)
    published = Signal(object)
    """``Published``."""
    retired = Signal()

    def __init__(self, desk: Desk, preferences: Preferences, screen: QWidget) -> None:
        super().__init__(screen)
        self._desk = desk
        self._preferences = preferences
        self._screen = screen

    def ask_for_draft(self, saved: SavedDraft) -> None:
        title = translate("Scorecards", "Publish {card}")
        self._ask(
            title.format(card=name_text(saved.draft.get("name"))),
            translate("Scorecards", "Publish"),
            partial(self._publish, partial(publish, draft=saved)),
            (str(saved.draft.get("id", "")), ""),
            saved.draft.version,
            always=saved.based_on is None,
        )

    def ask_for_version(self, version: ScorecardVersion, *, is_held: bool) -> None:
        """Again; ``is_held``: for earlier calls, as it is in force already."""
        title, act = (
            (
                translate("Scorecards", "Use this version for earlier calls too"),
                translate("Scorecards", "Use for earlier calls"),
            )
            if is_held
            else (
                translate("Scorecards", "Use this version again"),
                translate("Scorecards", "Use again"),
            )
        )
        work = partial(self._publish, partial(publish_again, version=version.id))
        self._ask(title, act, work, (version.code, version.id), version, always=is_held)

    def ask_to_retire(self, code: str, name: str) -> None:
        self._ask(
            translate("Scorecards", "Take {card} out of use").format(card=name),
            translate("Scorecards", "Take out of use"),
            partial(self._retire, code, name),
            (code, None),
        )

    def _ask(
        self,
        title: str,
        act: str,
        work: Callable[[_Asked, Terms], None],
        card: tuple[str, str | None],
        version: ScorecardVersion | None = None,
        *,
        always: bool = False,
    ) -> None:
        """``card``: its code, and the id of the version ("" for a new one, None: out of use);
        ``version``: what is published."""

        def ask(found: tuple[Places, str | None, dict[str, str], list[str]]) -> None:
            if self._screen.findChild(Question) is not None:
                return  # it is being asked already
            places, first_day, names, unknown = found
            known = Beginning(card[0], usual_cards(self._preferences), names)
            beginning = known if card[1] is not None else None
            dialog = TermsDialog(
                title, act, places, first_day, self._screen, always=always, beginning=beginning
            )
            dialog.tell_unknown(unknown)
            dialog.agreed.connect(partial(work, _Asked(dialog, places, known)))
            dialog.open()

        def read(db: Database) -> tuple[Places, str | None, dict[str, str], list[str]]:
            unknown = unknown_codes(db, version) if version is not None else []
            return read_places(db), first_day_open(db, *card), card_names(db), unknown

        self._desk.read("scorecard_places", read, ask)

    def _publish(self, work: Callable[..., Published], asked: _Asked, terms: Terms) -> None:
        taken = asked.dialog.usual.taken(terms) if asked.dialog.usual is not None else None

        def done(done: Published) -> None:
            asked.dialog.accept()
            known = asked.known
            if taken is not None:
                keep_usual_cards(self._preferences, taken)
                known = replace(known, cards=taken)
            teams = [name for name, id in asked.places.teams if id in terms.teams]
            name = done.version.name.render(i18n.catalogue_language())
            self.toast_wanted.emit(published_words(name, terms, teams, known), None)
            self.published.emit(done)

        self._write(work, terms, done, asked.dialog)

    def _retire(self, code: str, name: str, asked: _Asked, terms: Terms) -> None:
        def done(_changes: Changes) -> None:
            asked.dialog.accept()
            words = translate(
                "Scorecards", "Out of use: {card}. Choose one of its versions to use it again."
            )
            self.toast_wanted.emit(words.format(card=name), None)
            self.retired.emit()

        self._write(partial(retire, code=code), terms, done, asked.dialog)

    def _write(
        self,
        work: Callable[..., Published | Changes],
        terms: Terms,
        done: Callable,
        dialog: TermsDialog,
    ) -> None:
        self._desk.write(
            lambda workspace: work(workspace, terms=terms), done, dialog.refuse, is_step=False
        )
