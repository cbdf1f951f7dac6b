"""The registry of pages beside the lists of slips: each is a tab of the screen.

A new page is a function that makes it and a line in ``PAGES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.screen import Screen

if TYPE_CHECKING:
    from qa_desktop.ui.slips.view import SlipsView


class SlipsPage(Screen):
    """``keyboard`` gets the keyboard when the page is chosen; ``refresh`` is told of every write
    once the page was made. A page that was not shown meanwhile reads again by itself."""

    toast_wanted = Signal(str, object)
    """Words, and the act that Undo takes back."""
    slip_wanted = Signal(str)
    """A slip to be shown in the list."""


@dataclass(frozen=True)
class PageKind:
    """``make`` runs when the page is first wanted; the view is its parent."""

    id: str
    label: str
    make: Callable[[SlipsView], SlipsPage]

    @property
    def name(self) -> str:
        """The label in the person's language."""
        return translate("Slips", self.label)


def _fund(view: SlipsView) -> SlipsPage:
    from qa_desktop.ui.slips.fund_page import FundPage

    return FundPage(view.desk, view.preferences, view)


def _recusals(view: SlipsView) -> SlipsPage:
    from qa_desktop.ui.slips.recusals_page import RecusalsPage

    return RecusalsPage(view.desk, view)


def _verify(view: SlipsView) -> SlipsPage:
    from qa_desktop.ui.slips.verify_page import VerifyPage

    return VerifyPage(view.desk, view)


def _standard(view: SlipsView) -> SlipsPage:
    from qa_desktop.ui.penalties.standard_page import StandardPage

    return StandardPage(view.desk, view.preferences, view)


def _proposals(view: SlipsView) -> SlipsPage:
    from qa_desktop.ui.penalties.proposals_page import ProposalsPage

    page = ProposalsPage(view.desk, view.preferences, view)
    page.standard_wanted.connect(view.edit_standard)
    page.ruling_wanted.connect(view.ruling_wanted)
    return page


PAGES: tuple[PageKind, ...] = (
    PageKind("standard", QT_TRANSLATE_NOOP("Slips", "Penalty standard"), _standard),
    PageKind("proposals", QT_TRANSLATE_NOOP("Slips", "Proposals"), _proposals),
    PageKind("fund", QT_TRANSLATE_NOOP("Slips", "Fund"), _fund),
    PageKind("recusals", QT_TRANSLATE_NOOP("Slips", "Recusals"), _recusals),
    PageKind("verify", QT_TRANSLATE_NOOP("Slips", "Verify"), _verify),
)
"""The registry, in the order of the tabs."""
