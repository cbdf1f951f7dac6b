"""A report on the screen: the print form in the colours of the theme, seconds to click on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from qa_desktop.reports.html import place_of
from qa_desktop.ui import theme


class SheetView(QTextBrowser):
    """Tab walks the seconds, Enter follows one."""

    place_chosen = Signal(object)
    """A ``Place`` of a call."""
    colors_changed = Signal()
    """The theme is another one: the page must be made anew."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(20)
        self.document().setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._on_link)

    def show_page(self, page: str) -> None:
        """A report read again stays where it was scrolled to."""
        before = self.verticalScrollBar().value()
        self.setHtml(page)
        self.verticalScrollBar().setValue(before)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.colors_changed.emit()
        super().changeEvent(event)

    def _on_link(self, link: QUrl) -> None:
        place = place_of(link.toString())
        if place is not None:
            self.place_chosen.emit(place)


def screen_colors() -> dict[str, str]:
    """The theme's colours by the names that print forms use."""
    colors = theme.current()
    return {
        "ink": colors.ink,
        "muted": colors.muted,
        "line": colors.line,
        "head": colors.raised,
        "accent": colors.accent,
        "good": colors.strength,
        "change": colors.weakness,
        "critical": colors.critical,
        "good_soft": colors.strength_soft,
        "change_soft": colors.weakness_soft,
        "paper": colors.pane,
    }
