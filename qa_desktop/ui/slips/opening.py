"""Draws slips and shows them over the window, wherever they are asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qa_desktop.domain.slip_table import DEAD
from qa_desktop.store.slips import SlipRow, find_slips_of_evaluation
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.slips.due import SlipsDue

if TYPE_CHECKING:
    from qa_desktop.services.scorecard_editing import SavedDraft
    from qa_desktop.ui.main_window import MainWindow


class Slips(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.due = SlipsDue(window.desk, self)
        self.due.changed.connect(self.retranslate)
        window.status.slips_wanted.connect(self.show_due)

    def retranslate(self) -> None:
        self._window.status.set_slips(self.due.words)

    def show_due(self) -> None:
        """The lists, at the slip that is due first."""
        self._window.show_screen("slips")
        if self.due.due:
            self.show(self.due.due[0].id)

    def draw_here(self) -> None:
        """About the call that is open, else about what was submitted last."""
        inspect = self._window.inspect
        if inspect.evaluation is not None:
            self.draw(inspect.evaluation)
        elif inspect.last_submitted is None:
            words = translate("Slips", "No slip yet: the call was not submitted")
            self._window.toast.say(words)
        else:
            self.draw(
                inspect.last_submitted,
                translate(
                    "Slips",
                    "About the call that was submitted last: the one that is open is not "
                    "submitted yet.",
                ),
            )

    def draw(self, evaluation: str, note: str = "") -> None:
        """The dialog, or the slip that there is already."""
        self._window.desk.read(
            "slips of evaluation",
            partial(find_slips_of_evaluation, evaluation=evaluation),
            partial(self._draw, evaluation, note),
        )

    def _draw(self, evaluation: str, note: str, drawn: list[SlipRow]) -> None:
        from qa_desktop.ui.slips.draw_dialog import DrawDialog

        held = next((row for row in drawn if row.stage not in DEAD), None)
        if held is not None:
            self._window.toast.say(translate("Slips", "There is a slip about it already: here"))
            self.show(held.id)
            return
        dialog = DrawDialog(self._window.desk, evaluation, self._window, note=note)
        dialog.drawn.connect(self._on_drawn)
        dialog.open()

    def show(self, slip: str) -> None:
        """On the screen of slips."""
        from qa_desktop.ui.slips.view import SlipsView

        self._window.show_screen("slips")
        screen = self._window.screen("slips")
        assert isinstance(screen, SlipsView)  # noqa: S101
        screen.show_slip(slip)

    def show_page(self, id: str) -> None:
        """A page of ``pages.PAGES``."""
        from qa_desktop.ui.slips.view import SlipsView

        self._window.show_screen("slips")
        screen = self._window.screen("slips")
        assert isinstance(screen, SlipsView)  # noqa: S101
        screen.show_page(id).setFocus()

    def open_ruling(self, saved: SavedDraft, place: str) -> None:
        """The draft of a scorecard at an item, to be read over."""
        from qa_desktop.ui.scorecards.view import ScorecardsView

        self._window.show_screen("scorecards")
        screen = self._window.screen("scorecards")
        assert isinstance(screen, ScorecardsView)  # noqa: S101
        screen.edit(saved)
        screen.editor.editing.go_to(place)

    def _on_drawn(self, slip: str) -> None:
        self._window.toast.say(translate("Slips", "The slip is drawn and signed by you"))
        self.show(slip)
