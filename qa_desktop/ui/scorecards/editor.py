"""The editor of a scorecard: tree, fields, and the card to be tried, beside each other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.draft_weights import normalise, spread
from qa_desktop.services.scorecard_editing import SavedDraft
from qa_desktop.ui import i18n
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.card_tree import CardTree
from qa_desktop.ui.scorecards.editing import Editing
from qa_desktop.ui.scorecards.field_form import FieldForm
from qa_desktop.ui.scorecards.preview_pane import PreviewPane
from qa_desktop.ui.scorecards.words import name_text
from qa_desktop.ui.tasks import Desk

_MOST_PROBLEMS = 20


class CardEditor(QWidget):
    """Everything typed is kept at once; publishing is another step."""

    left = Signal()
    """Back to the list of cards."""
    publish_wanted = Signal(object)
    """The ``SavedDraft`` as it is now."""
    changes_wanted = Signal(object)
    """What publishing it would change, in words."""
    what_if_wanted = Signal(object)
    """What scores would be with it."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_editor")
        self._preferences = preferences
        self.editing = Editing(desk, self)
        self._back = named("editor_back", QPushButton(self))
        self._back.setProperty("role", "flat")
        self._title = named("editor_title", QLabel(self))
        self._title.setProperty("role", "title")
        self._problems = named("editor_problems", QToolButton(self))
        self._problems.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._problem_menu = QMenu(self._problems)
        self._problems.setMenu(self._problem_menu)
        self._changes = named("editor_changes", QPushButton(self))
        self.what_if = named("editor_what_if", QPushButton(self))
        self.what_if.hide()
        self._publish = named("editor_publish", QPushButton(self))
        self._publish.setProperty("role", "primary")
        self.tree = CardTree(self.editing, self)
        self._buttons = {
            name: named(f"editor_{name}", QPushButton(self))
            for name in ("add_section", "add_item", "duplicate", "remove")
        }
        self._weights = named("editor_weights", QToolButton(self))
        self._weights.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._weights_menu = QMenu(self._weights)
        self._weights.setMenu(self._weights_menu)
        self.form = FieldForm(self.editing, self)
        self.preview = PreviewPane(desk, self.editing, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def open(
        self, saved: SavedDraft, base: ScorecardVersion | None = None, *, is_kept: bool = True
    ) -> None:
        """As ``Editing.open``."""
        self.editing.open(saved, base, is_kept=is_kept)
        self.tree.setFocus()

    # -- acts

    def do(self, act: str) -> None:
        """``add_section``, ``add_item``, ``duplicate`` or ``remove``, where one is in the tree."""
        editing = self.editing
        draft, place = editing.draft, editing.place
        section = place.partition(".items[")[0]
        if act == "add_section":
            at = _number(section) + 1 if section else None
            draft, place = draft.add_section(at)
        elif act == "add_item" and section:
            at = _number(place) + 1 if place != section else None
            draft, place = draft.add_item(section, at)
        elif act == "duplicate" and place:
            draft, place = draft.duplicate(place)
        elif act == "remove" and place:
            number, outer = _number(place), place[: place.rindex("[")]
            draft = draft.remove(place)
            left = len(draft.get(outer, []))
            place = f"{outer}[{min(number, left - 1)}]" if left else outer.rpartition(".")[0]
        else:
            return
        editing.apply(draft, place=place)
        if act.startswith("add_"):
            self.form.focus_first()

    def _set_weights(self, way, section: str | None) -> None:
        self.editing.apply(way(self.editing.draft, section))

    def _on_publish(self) -> None:
        if self.editing.draft.problems:
            self._problems.showMenu()
        else:
            self.publish_wanted.emit(self.editing.saved)

    def _go_to_problem(self, path: str) -> None:
        head = path.partition(".answer")[0]
        place = ""
        if head.startswith("sections["):
            item = head.find(".items[")
            end = head.find("]", item if item >= 0 else 0)
            place = head[: end + 1]
        self.editing.go_to(place)
        self.form.focus_field(path)

    # -- what is shown

    def _show(self) -> None:
        editing = self.editing
        if not editing.is_open:
            return
        self._title.setText(
            name_text(editing.draft.get("name")) or translate("Scorecards", "Without a name")
        )
        self._show_problems()
        has_section = bool(editing.place)
        self._buttons["add_item"].setEnabled(has_section)
        for name in ("duplicate", "remove"):
            self._buttons[name].setEnabled(has_section)
        self._changes.setVisible(editing.saved.based_on is not None)
        self._changes.setEnabled(editing.is_kept)
        self.what_if.setEnabled(editing.is_kept)
        self._fill_weights()

    def _show_problems(self) -> None:
        problems = self.editing.draft.problems
        count = translate("Scorecards", "{n} to put right").format(n=len(problems))
        self._problems.setText(count if problems else translate("Scorecards", "Nothing wrong"))
        self._problems.setEnabled(bool(problems))
        self._problem_menu.clear()
        language = i18n.catalogue_language()
        for each in problems[:_MOST_PROBLEMS]:
            at = self._where(each.path)
            said = f"{at}: {each.message.render(language)}".replace("&", "&&")
            self._problem_menu.addAction(said).triggered.connect(
                partial(self._go_to_problem, each.path)
            )

    def _where(self, path: str) -> str:
        """Name of the section or item, or its code while it has none."""
        draft = self.editing.draft
        place = path
        while place and not place.endswith("]"):
            place = place.rpartition(".")[0]
        while ".answer" in place:
            place = place.rpartition(".answer")[0]
        table = draft.get(place) if place else draft.source
        table = table if isinstance(table, dict) else {}
        return name_text(table.get("name")) or str(table.get("id", "")) or place

    def _fill_weights(self) -> None:
        self._weights_menu.clear()
        section = self.editing.place.partition(".items[")[0]
        for words, way, at in (
            (translate("Scorecards", "Items of this section: all alike"), spread, section),
            (translate("Scorecards", "Items of this section: make 100"), normalise, section),
            (translate("Scorecards", "Sections: all alike"), spread, None),
            (translate("Scorecards", "Sections: make 100"), normalise, None),
        ):
            action = self._weights_menu.addAction(words)
            action.setEnabled(at != "")
            action.triggered.connect(partial(self._set_weights, way, at))

    # -- parts

    def retranslate(self) -> None:
        self._back.setText(translate("Scorecards", "‹ All scorecards"))
        self._changes.setText(translate("Scorecards", "What changes"))
        self.what_if.setText(translate("Scorecards", "What if…"))
        self.what_if.setToolTip(translate("Scorecards", "Score a past period with this draft"))
        self._publish.setText(translate("Scorecards", "Publish…"))
        self._publish.setToolTip("Ctrl+Return")
        for name, words, key in (
            ("add_section", translate("Scorecards", "+ Section"), "S"),
            ("add_item", translate("Scorecards", "+ Item"), "N"),
            ("duplicate", translate("Scorecards", "Duplicate"), "Ctrl+D"),
            ("remove", translate("Scorecards", "Remove"), "Del"),
        ):
            self._buttons[name].setText(words)
            self._buttons[name].setToolTip(key)
        self._weights.setText(translate("Scorecards", "Weights"))
        self._problems.setAccessibleName(translate("Scorecards", "What is to be put right"))
        self.form.setAccessibleName(translate("Scorecards", "Fields"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 4, 0)
        top.setSpacing(8)
        top.addWidget(self._back)
        top.addWidget(self._title)
        top.addStretch(1)
        for part in (self._problems, self._changes, self.what_if, self._publish):
            top.addWidget(part)
        tools = FlowLayout(spacing=4)
        for button in self._buttons.values():
            tools.addWidget(button)
        tools.addWidget(self._weights)
        for pane, stretch in (
            (_pane(self.tree, tools), 3),
            (_pane(self.form), 5),
            (self.preview, 4),
        ):
            self._split.addWidget(pane)
            self._split.setStretchFactor(self._split.count() - 1, stretch)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(8)
        self._split.setSizes([330, 470, 320])
        stored = self._preferences.remembered_bytes("card_editor")
        if not stored.isEmpty():
            self._split.restoreState(stored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._split, 1)
        self.form.before = self._weights

    def _wire(self) -> None:
        editing = self.editing
        editing.changed.connect(self._show)
        self._back.clicked.connect(self.left)
        self._publish.clicked.connect(self._on_publish)
        self._changes.clicked.connect(lambda: self.changes_wanted.emit(editing.saved))
        self.what_if.clicked.connect(lambda: self.what_if_wanted.emit(editing.saved))
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self.do, name))
        self.tree.act_wanted.connect(self.do)
        self.tree.left.connect(self.left)
        self.tree.fields_wanted.connect(self.form.focus_first)
        self.form.left.connect(self.tree.setFocus)
        self.preview.left.connect(self.tree.setFocus)
        self._split.splitterMoved.connect(self._on_split)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self, self._on_publish)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        return [self.tree, self.form, self.preview.rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc from a button leads back to the tree."""
        if event.key() == Qt.Key.Key_Escape:
            self.tree.setFocus()
        else:
            super().keyPressEvent(event)

    def _on_split(self) -> None:
        self._preferences.remember_bytes("card_editor", self._split.saveState())


def _number(path: str) -> int:
    return int(path[path.rindex("[") + 1 : -1])


def _pane(part: QWidget, tools: FlowLayout | None = None) -> QFrame:
    pane = QFrame()
    pane.setProperty("role", "pane")
    inside = QVBoxLayout(pane)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.setSpacing(0)
    inside.addWidget(part, 1)
    if tools is not None:
        below = QVBoxLayout()
        below.setContentsMargins(8, 8, 8, 8)
        below.addLayout(tools)
        inside.addLayout(below)
    return pane
