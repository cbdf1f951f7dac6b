"""What the screen reads of a slip, in one go on the reader's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlite_utils import Database

from qa_desktop.domain.scoring.model import Name
from qa_desktop.errors import UserFacingError
from qa_desktop.reports.model import Report
from qa_desktop.services.reporting import own_forms
from qa_desktop.services.slip_checking import beside_the_standard
from qa_desktop.services.slip_handing import Handing, read_handing
from qa_desktop.services.slip_moves import possible_moves, why_not
from qa_desktop.services.slip_papers import slip_report
from qa_desktop.services.team import TeamPerson, read_team
from qa_desktop.store.coaching import CoachingRow, find_follow_ups_of_slip
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.slips import Slip, read_slip
from qa_desktop.store.standard_proposals import ProposalRow, find_proposals
from qa_desktop.texts import Text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.reports.sheet_view import ScreenLook, current_look
from qa_desktop.ui.tasks import Desk


@dataclass(frozen=True)
class OpenedSlip:
    """``moves``: what this person may do now; ``why_not``: what keeps them from what it waits for.
    ``page``: the paper as HTML, empty where the team's
    own form is bad (``trouble``). ``listening``: what they heard of the call."""

    slip: Slip
    moves: tuple[str, ...]
    why_not: UserFacingError | None
    report: Report
    page: str
    trouble: UserFacingError | None
    listening: dict[str, Any]
    people: tuple[TeamPerson, ...]
    follow_ups: tuple[CoachingRow, ...]
    names: Mapping[str, Name]
    """What faults are called."""
    items: Mapping[str, Name]
    """What the items of its scorecard are called."""
    proposals: tuple[ProposalRow, ...]
    """To update the standard, that decisions about it opened."""
    handing: Handing
    warnings: tuple[Text, ...]
    """What does not follow from the standard: nobody should sign it unawares."""

    @property
    def fault_words(self) -> str:
        """抢话、语速过快."""
        return translate("Slips", ", ").join(
            self.names[code].render(i18n.catalogue_language()) if code in self.names else code
            for code in self.slip.row.faults
        )

    @property
    def id(self) -> str:
        return self.slip.row.id


class SlipReading(QObject):
    """Reads the slip that is chosen, and the next one before anybody turns to it."""

    opened = Signal(object)
    """An ``OpenedSlip``: at once where it was read ahead."""
    opened_ahead = Signal(object)
    """An ``OpenedSlip`` that will be wanted soon."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ahead: tuple[ScreenLook, OpenedSlip] | None = None

    def read(self, slip: str, *, again: bool) -> None:
        """Another question is not answered any more. ``again``: also one that was read ahead, which
        is shown meanwhile."""
        look, ahead = current_look(), self._ahead
        if ahead is not None and (ahead[0], ahead[1].id) == (look, slip):
            self._ahead = None
            self.opened.emit(ahead[1])
            if not again:
                return
        self._desk.read("slip", self._question(slip, look), self.opened.emit)

    def read_ahead(self, slip: str) -> None:
        look = current_look()
        self._desk.read("slip ahead", self._question(slip, look), partial(self._on_ahead, look))

    def _question(self, slip: str, look: ScreenLook) -> Callable[[Database], OpenedSlip]:
        forms = own_forms(self._desk.folder)
        return partial(read_opened, slip=slip, look=look, forms=forms)

    def _on_ahead(self, look: ScreenLook, opened: OpenedSlip) -> None:
        self._ahead = look, opened
        self.opened_ahead.emit(opened)


def read_opened(db: Database, slip: str, look: ScreenLook, forms: Path) -> OpenedSlip:
    """``forms`` is the folder of the team's own print forms."""
    found = read_slip(db, slip)
    draft = get_draft(db, "listening", found.row.call)
    team = read_team(db)
    report = slip_report(db, slip)
    page, trouble = "", None
    try:
        page = look.page(report, forms)
    except UserFacingError as error:
        trouble = error
    return OpenedSlip(
        found,
        possible_moves(db, slip),
        why_not(db, slip),
        report,
        page,
        trouble,
        draft.body if draft else {},
        team.people if team else (),
        tuple(find_follow_ups_of_slip(db, slip)),
        fault_names(db),
        _items(db, str(found.drawn["scorecard"])),
        tuple(find_proposals(db, slip=slip)),
        read_handing(db, slip, found),
        tuple(beside_the_standard(db, found)),
    )


def _items(db: Database, version: str) -> dict[str, Name]:
    """Nothing of a card that cannot be read here."""
    try:
        return {id: item.name for id, item in get_version(version, db).items.items()}
    except UserFacingError:
        return {}


def with_role(people: tuple[TeamPerson, ...], role: str) -> list[TeamPerson]:
    """Those who hold it today."""
    return [each for each in people if role in each.roles_on(date.today())]
