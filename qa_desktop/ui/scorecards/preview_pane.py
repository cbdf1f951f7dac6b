"""The card as inspectors will see it: answered on trial, with the arithmetic of its score."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.services.evaluating import EvaluationForm
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.card_footer import score_words, verdict_words
from qa_desktop.ui.inspect.card_rows import CardRows
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.inspect.why_panel import WhyPanel
from qa_desktop.ui.naming import named
from qa_desktop.ui.scorecards.editing import Editing
from qa_desktop.ui.tasks import Desk

_AFTER_TYPING_MS = 600


class Rehearsal(Scoring):
    """A card that is answered on trial: nothing of it is kept."""

    def _keep_draft(self) -> None:
        pass


class PreviewPane(QFrame):
    """Follows the draft as soon as there is nothing wrong with it."""

    left = Signal()
    """Esc: back to the tree."""

    def __init__(self, desk: Desk, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_preview")
        self.setProperty("role", "pane")
        self.setMinimumWidth(300)
        self._editing = editing
        self.scoring = Rehearsal(desk, self)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._clear = named("preview_clear", QPushButton(self))
        self._clear.setProperty("role", "flat")
        self._clear.clicked.connect(self._on_clear)
        self._note = named("preview_note", QLabel(self, wordWrap=True))
        self._note.setProperty("role", "muted")
        self.rows = CardRows(self.scoring, self)
        self.rows.setObjectName("preview_rows")
        self.rows.for_trial()
        self.rows.left.connect(self.left)
        self.rows.act_triggered.connect(self._on_key)
        self._why = WhyPanel(self)
        self._why.setObjectName("preview_why")
        self._why.close_requested.connect(self.left)
        self._score = named("preview_score", QLabel(self))
        self._score.setProperty("role", "score")
        self._verdict = named("preview_verdict", QLabel(self, wordWrap=True))
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_TYPING_MS)
        self._timer.timeout.connect(self.follow)
        self._lay_out()
        self.scoring.opened.connect(self._show_score)
        self.scoring.changed.connect(self._show_score)
        editing.opened.connect(self._on_opened)
        editing.changed.connect(self._timer.start)
        self.retranslate()

    def follow(self) -> None:
        """Show the card as it is now; answers that it still has stay."""
        self._timer.stop()
        if not self._editing.is_open:
            return
        version = self._editing.draft.version
        shown = self.scoring.version
        self._show_note()
        if version is None or (shown is not None and version.id == shown.id):
            return
        if shown is None or self.scoring.form is None:
            form = EvaluationForm(call="", scorecard=version.id, answers={})
            self.scoring.open(version, form)
        else:
            current = self.scoring.current
            self.scoring.use_card(version)
            if current in version.items:
                self.scoring.go_to(current)

    def _on_opened(self) -> None:
        self.scoring.close()
        self.follow()

    def _on_clear(self) -> None:
        if self.scoring.version is not None:
            self.scoring.put(answers={})

    def _on_key(self, act: str) -> None:
        """The keys of the real card."""
        if act in ("next_item", "previous_item"):
            self.scoring.step(1 if act == "next_item" else -1)
        elif act == "not_applicable":
            self.scoring.toggle_not_applicable()
        elif act == "why_score":
            self._why.setFocus()
        elif act.startswith("option_"):
            self.scoring.press_digit(int(act.removeprefix("option_")))

    def _show_note(self) -> None:
        if not self._editing.is_open:
            return
        has_problems = self._editing.draft.version is None
        has_card = self.scoring.version is not None
        self._note.setVisible(has_problems)
        self.rows.setVisible(has_card or not has_problems)
        self._note.setText(
            translate("Scorecards", "Shown as it was before the problems on the left.")
            if has_card
            else translate("Scorecards", "To be tried as soon as nothing is wrong with the card.")
        )

    def _show_score(self) -> None:
        version, found = self.scoring.version, self.scoring.preview
        if version is None or found is None:
            self._score.setText("—")
            self._verdict.setText("")
            self._why.show_nothing()
            return
        self._score.setText(score_words(found))
        self._score.setEnabled(found.complete)
        self._verdict.setText(verdict_words(version, found))
        self._why.show_score(version, found)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 6, 8, 6)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._clear)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.rows)
        split.addWidget(self._why)
        split.setSizes([320, 180])
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 8)
        foot.setSpacing(12)
        foot.addWidget(self._score)
        foot.addWidget(self._verdict, 1)
        self._note.setContentsMargins(14, 4, 14, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(split, 1)
        column.addLayout(foot)

    def retranslate(self) -> None:
        self._title.setText(translate("Scorecards", "Try it"))
        self._clear.setText(translate("Scorecards", "Clear answers"))
        self.rows.setAccessibleName(translate("Scorecards", "The card, to be tried"))
        self._score.setAccessibleName(translate("CardFooter", "Score"))
        self._show_note()
        self._show_score()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
