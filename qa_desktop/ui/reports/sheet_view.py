"""A report on the screen: the print form in the colours of the theme, seconds to click on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from qa_desktop.reports.html import place_of, template_of, to_html
from qa_desktop.reports.model import Report
from qa_desktop.texts import Language
from qa_desktop.ui import i18n, theme

_MARGIN: Final = 20
_LEAST_WIDTH: Final = 280
"""Of the narrowest paper on which no column is wider than its share."""


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
        self.setMinimumWidth(_LEAST_WIDTH)
        # A bar that comes and goes makes Qt lay the page out three times
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Rounding makes a table a pixel wider than its page
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setUndoRedoEnabled(False)
        self._ahead: tuple[str, QTextDocument] | None = None
        """A page that will be wanted soon, laid out."""
        self._laid_out: QTextDocument | None = None
        """Such a one that is shown."""
        self.anchorClicked.connect(self._on_link)

    def show_page(self, page: str) -> None:
        """A report read again stays where it was scrolled to."""
        before = self.verticalScrollBar().value()
        if self._ahead is not None and self._ahead[0] == page:
            before_it, self._laid_out, self._ahead = self._laid_out, self._ahead[1], None
            self.setDocument(self._laid_out)  # the one that it began with goes by itself
            if before_it is not None:
                before_it.deleteLater()
        else:
            self.setHtml(page)
        self.verticalScrollBar().setValue(before)

    def lay_out_ahead(self, page: str) -> None:
        """One page that ``show_page`` will be asked for: then it is there at once."""
        if self._ahead is not None:
            self._ahead[1].deleteLater()
        made, shown = QTextDocument(self), self.document()
        made.setUndoRedoEnabled(False)
        made.setDefaultFont(shown.defaultFont())
        made.setDefaultTextOption(shown.defaultTextOption())
        made.setDocumentMargin(_MARGIN)
        made.documentLayout().setPaintDevice(self.viewport())
        made.setPageSize(shown.pageSize())
        made.setHtml(page)
        made.documentLayout().documentSize()  # asks for the layout
        self._ahead = page, made

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.colors_changed.emit()
        super().changeEvent(event)

    def _on_link(self, link: QUrl) -> None:
        place = place_of(link.toString())
        if place is not None:
            self.place_chosen.emit(place)


@dataclass(frozen=True)
class ScreenLook:
    """Language, colours and size of the text. Taken on the main thread; pages are made with it on
    any."""

    language: Language
    colors: Mapping[str, str]
    points: float

    def page(self, report: Report, forms: Path) -> str:
        """HTML of a report. Raises ``UserFacingError`` where the team's own form is bad."""
        return to_html(
            report,
            template_of(report, forms),
            self.language,
            medium="screen",
            colors=self.colors,
            points=self.points,
        )


def current_look() -> ScreenLook:
    return ScreenLook(i18n.catalogue_language(), _colors(), theme.points())


def _colors() -> dict[str, str]:
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
