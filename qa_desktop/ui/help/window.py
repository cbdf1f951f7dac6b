"""The user guide in a window of its own: pages at the left, search, back and forward."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.folding import matches
from qa_desktop.ui import i18n, icons, theme
from qa_desktop.ui.help.pages import FIRST, HelpPage, help_pages
from qa_desktop.ui.i18n import translate

_LIST = 248
_MARKDOWN = QTextDocument.ResourceType.MarkdownResource


class HelpWindow(QWidget):
    """One for the whole program; stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help_window")
        self.setProperty("role", "page")
        self.resize(960, 680)
        self._pages: tuple[HelpPage, ...] = ()
        self._search = QLineEdit(self)
        self._search.setObjectName("help_search")
        self._search.setClearButtonEnabled(True)
        self._list = QListWidget(self)
        self._list.setObjectName("help_pages")
        self._list.setProperty("role", "pages")
        self._text = _Page(self)
        self._text.setObjectName("help_text")
        self._text.setOpenLinks(False)
        self._back = self._button("help_back", "chevron-left", self._text.backward)
        self._forward = self._button("help_forward", "chevron-right", self._text.forward)
        self._text.backwardAvailable.connect(self._back.setEnabled)
        self._text.forwardAvailable.connect(self._forward.setEnabled)
        self._back.setEnabled(False)
        self._forward.setEnabled(False)
        self._lay_out()
        self._search.textChanged.connect(self._show_found)
        self._search.returnPressed.connect(self._list.setFocus)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._text.anchorClicked.connect(self._on_link)
        self._text.sourceChanged.connect(self._mark_page)
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self._search.setFocus)
        QShortcut(QKeySequence("Alt+Left"), self, self._text.backward)
        QShortcut(QKeySequence("Alt+Right"), self, self._text.forward)
        self.retranslate()

    def open_page(self, id: str) -> None:
        """Show the window at a page; the first page for an id that there is not."""
        known = {page.id: page for page in self._pages}
        page = known.get(id) or known.get(FIRST)
        if page is not None:
            self._open(page)
        self.show()
        self.activateWindow()

    @property
    def page(self) -> str:
        """Id of the page on screen."""
        return self._text.source().fileName().removesuffix(".md")

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Help", "User guide"))
        self._search.setPlaceholderText(translate("Help", "Search in the guide"))
        self._search.setAccessibleName(translate("Help", "Search in the guide"))
        self._list.setAccessibleName(translate("Help", "Pages of the guide"))
        self._text.setAccessibleName(translate("Help", "Text of the page"))
        for button, words in (
            (self._back, translate("Help", "Back")),
            (self._forward, translate("Help", "Forward")),
        ):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._pages = help_pages(i18n.current_language())
        self._fill_list()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            shown = self.page
            self.retranslate()
            self._reopen(shown)
        elif event.type() == QEvent.Type.PaletteChange:
            self._reopen(self.page)
        super().changeEvent(event)

    def _reopen(self, id: str) -> None:
        page = next((page for page in self._pages if page.id == id), None)
        if page is not None:
            self._open(page)
            self._text.reload()

    def _open(self, page: HelpPage) -> None:
        self._text.setSource(
            QUrl.fromLocalFile(str(page.file)), QTextDocument.ResourceType.MarkdownResource
        )

    def _on_link(self, link: QUrl) -> None:
        """A page of the guide, or outside of it: that is the system's."""
        target = self._text.source().resolved(link)
        page = next((p for p in self._pages if p.id == target.fileName().removesuffix(".md")), None)
        if target.isLocalFile() and page is not None:
            self._open(page)
            if target.hasFragment():
                self._text.scrollToAnchor(target.fragment())
        elif not target.isLocalFile():
            QDesktopServices.openUrl(target)

    def _fill_list(self) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        wanted = self._search.text().strip()
        for page in self._pages:
            if not wanted or matches([page.words], wanted):
                item = QListWidgetItem(page.title, self._list)
                item.setData(Qt.ItemDataRole.UserRole, page.id)
        self._list.blockSignals(False)
        self._mark_page()

    def _show_found(self, wanted: str) -> None:
        """The pages with these words; the first place of them on the page that is open."""
        self._fill_list()
        if self._list.count() and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        cursor = self._text.textCursor()
        cursor.setPosition(0)
        self._text.setTextCursor(cursor)
        if wanted.strip():
            self._text.find(wanted.strip())

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole) != self.page:
            self._reopen(item.data(Qt.ItemDataRole.UserRole))

    def _mark_page(self) -> None:
        """The list shows where one is."""
        self._list.blockSignals(True)
        self._list.setCurrentRow(-1)
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == self.page:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    def _button(self, name: str, picture: str, clicked) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "flat")
        button.setIcon(icons.icon(picture))
        button.clicked.connect(clicked)
        return button

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self._back)
        tools.addWidget(self._forward)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(tools)
        left.addWidget(self._search)
        left.addWidget(self._list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        self._list.setFixedWidth(_LIST)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._search.setMaximumWidth(_LIST)
        row.addLayout(left)
        row.addWidget(self._text, 1)


class _Page(QTextBrowser):
    """Pictures no wider than the page; words in the colours of the theme."""

    def loadResource(self, kind: int, name: QUrl):
        found = super().loadResource(kind, name)
        if kind == QTextDocument.ResourceType.MarkdownResource.value:
            ink = theme.current()
            self.document().setDefaultStyleSheet(f"a {{ color: {ink.accent}; }}")
        return found
