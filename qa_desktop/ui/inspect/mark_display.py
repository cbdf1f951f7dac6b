"""Which annotations of the open call are shown: in the timeline and in the list alike."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qa_desktop.domain.annotation_filter import AnnotationFilter
from qa_desktop.domain.annotations import Annotation
from qa_desktop.ui.inspect.call_page import CallPage
from qa_desktop.ui.inspect.marking import Marking
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

_PLACE = "annotation_filter"


class MarkDisplay(QObject):
    """Shows what the person's filter lets through, and keeps the filter for the next day."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        marking: Marking,
        scoring: Scoring,
        page: CallPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._marking, self._scoring, self._page = marking, scoring, page
        self._filter = AnnotationFilter.from_dict(preferences.remembered(_PLACE))
        self.annotations: list[Annotation] = []
        """Those that are shown."""
        page.filter_bar.chosen.connect(self.use)
        page.filter_bar.left.connect(page.timeline.setFocus)
        scoring.changed.connect(self.show)
        marking.selected_changed.connect(self._on_selected)

    def use(self, filter: AnnotationFilter) -> None:
        """Another filter; the selected one is let go if that hides it."""
        self._filter = filter
        self._preferences.remember(_PLACE, filter.as_dict())
        chosen = self._marking.get(self._marking.selected)
        if chosen is not None and not filter.shows(chosen, self._desk.person):
            self._marking.select(None)
        self.show()

    def show_all(self) -> None:
        self.use(AnnotationFilter())

    def choose(self) -> None:
        """The keyboard to the filter, where there is anything to filter."""
        if self._page.filter_bar.isVisible():
            self._page.filter_bar.setFocus()

    def show(self) -> None:
        marking, page = self._marking, self._page
        every, person = marking.annotations, self._desk.person
        self.annotations = self._filter.shown(every, person, marking.selected)
        hidden = len(every) - len(self.annotations)
        linked = {each.id: self._scoring.linked_words(each) for each in self.annotations}
        page.filter_bar.show_state(self._filter, hidden)
        page.filter_bar.setVisible(bool(every))
        page.timeline.set_annotations(self.annotations)
        page.list.set_annotations(self.annotations, linked, hidden)
        self._show_selected()

    def _on_selected(self) -> None:
        """One that the filter hides is shown as long as it is the selected one."""
        if self._filter.is_all:
            self._show_selected()
        else:
            self.show()

    def _show_selected(self) -> None:
        self._page.timeline.set_selected(self._marking.selected)
        self._page.list.set_selected(self._marking.selected)
