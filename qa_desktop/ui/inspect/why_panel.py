"""Why this score: the arithmetic line by line, in the place of the items."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from qa_desktop.domain.scoring import Preview, ScorecardVersion, explain
from qa_desktop.domain.scoring.called import by_name, names_alike
from qa_desktop.domain.scoring.explain import LineKind, kind_of
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.i18n import translate


class WhyPanel(QTextBrowser):
    """W or Esc closes it again."""

    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why_score")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(14)
        self._shown: tuple[ScorecardVersion, Preview] | None = None

    def show_score(self, version: ScorecardVersion, found: Preview) -> None:
        self._shown = (version, found)
        self._fill()

    def show_nothing(self) -> None:
        """No card is open."""
        self._shown = None
        self.clear()

    def _fill(self) -> None:
        self.setAccessibleName(translate("WhyPanel", "Why this score"))
        if self._shown is None:
            return
        version, found = self._shown
        language = i18n.catalogue_language()
        alike = names_alike(version)
        lines = [by_name(line, alike) for line in explain(version, found.score)]
        before = self.verticalScrollBar().value()
        self.setHtml("".join(_paragraph(kind_of(each), each.render(language)) for each in lines))
        self.verticalScrollBar().setValue(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_W):
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._fill()
        super().changeEvent(event)


def _paragraph(kind: LineKind, line: str) -> str:
    """Section headings, critical items and the verdict stand out; what counts for nothing and
    where its weight goes steps back."""
    colors = theme.current()
    if kind == "section":
        return f"<p style='margin:10px 0 2px 0; font-weight:600'>{escape(line)}</p>"
    color, weight = {
        "moved": (colors.muted, 400),
        "fatal": (colors.critical, 600),
        "passed": (colors.strength, 600),
        "failed": (colors.critical, 600),
    }.get(kind, (colors.ink, 400))
    style = f"margin:3px 0; color:{color}; font-weight:{weight}"
    return f"<p style='{style}'>{escape(line)}</p>"
