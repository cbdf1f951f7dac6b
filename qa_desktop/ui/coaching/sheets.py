"""Opens feedback sheets and coaching entries over the window, wherever they are asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qa_desktop.services.coaching import CoachingForm
from qa_desktop.store.calls import get_call
from qa_desktop.ui.coaching.follow_ups import FollowUps
from qa_desktop.ui.i18n import translate

if TYPE_CHECKING:
    from qa_desktop.reports.model import Place
    from qa_desktop.ui.main_window import MainWindow


class FeedbackSheets(QObject):
    """One sheet at a time: the next one takes the place of the one that is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.follow_ups = FollowUps(window.desk, self)
        self.follow_ups.changed.connect(self.retranslate)
        window.status.due_wanted.connect(self.show_due)

    def show_due(self) -> None:
        """The follow-ups on the coaching screen."""
        from qa_desktop.ui.coaching.view import DUE, CoachingView

        self._window.show_screen("coaching")
        screen = self._window.screen("coaching")
        assert isinstance(screen, CoachingView)  # noqa: S101
        screen.show_area(DUE)

    def retranslate(self) -> None:
        self._window.status.set_due(self.follow_ups.words)

    def open(self, evaluation: str) -> None:
        from qa_desktop.ui.coaching.feedback_dialog import FeedbackDialog

        for shown in self._window.findChildren(FeedbackDialog):
            shown.close()
        dialog = FeedbackDialog(self._window.desk, evaluation, self._window)
        dialog.place_chosen.connect(self._play)
        dialog.coaching_wanted.connect(self._coach)
        dialog.send_wanted.connect(partial(self._window.exchange.send, "evaluation"))
        dialog.toast_wanted.connect(self._window.toast.say)
        dialog.show()

    def open_for_call(self, call: str) -> None:
        """The sheet of the evaluation of a call whose score the list shows, where there is one."""
        read = partial(get_call, person=self._window.desk.person, call=call)
        self._window.desk.read("feedback_of_call", read, self._on_call)

    def open_here(self) -> None:
        """Of the call that is open, else of what was submitted last."""
        inspect = self._window.inspect
        evaluation = inspect.evaluation or inspect.last_submitted
        if evaluation is None:
            self._say_nothing()
        else:
            self.open(evaluation)

    def add_coaching(self, evaluation: str | None, agent: str | None) -> None:
        """A new entry of the log, about an evaluation or an agent, or about nobody yet."""
        from qa_desktop.ui.coaching.entry_dialog import EntryDialog

        form = CoachingForm(agent=agent or None, evaluation=evaluation)
        self._show_entry(EntryDialog(self._window.desk, form, parent=self._window))

    def edit_coaching(self, coaching: str) -> None:
        from qa_desktop.ui.coaching.entry_dialog import EntryDialog

        form = CoachingForm()
        self._show_entry(EntryDialog(self._window.desk, form, coaching, self._window))

    def _show_entry(self, dialog) -> None:
        dialog.done_with.connect(self._window.toast.say)
        dialog.open()

    def _on_call(self, call) -> None:
        if call.shown_evaluation is None:
            self._say_nothing()
        else:
            self.open(call.shown_evaluation)

    def _play(self, place: Place) -> None:
        self._window.open_call(place.call, place.ms, play=True)

    def _coach(self, evaluation: str, agent: str) -> None:
        self.add_coaching(evaluation, agent)

    def _say_nothing(self) -> None:
        words = translate("FeedbackSheet", "No feedback sheet yet: the call was not submitted")
        self._window.toast.say(words)
