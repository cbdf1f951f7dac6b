"""Above the items: that this evaluation was submitted, or why it is being corrected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.store.evaluations import Revision
from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.words import moment_text


class CardNotice(QFrame):
    """Hidden while an evaluation is filled in."""

    correct_requested = Signal()
    give_up_requested = Signal()
    revisions_requested = Signal()
    feedback_requested = Signal()
    reason_left = Signal()
    """Esc: back to the timeline."""
    reason_given = Signal()
    """Enter: on to the card."""

    def __init__(self, scoring: Scoring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_notice")
        self.setProperty("role", "notice")
        self._scoring = scoring
        self._revisions: list[Revision] = []
        self._words = QLabel(self, wordWrap=True)
        self._words.setObjectName("submitted_words")
        self._reason = QLineEdit(self)
        self._reason.setObjectName("correction_reason")
        self._reason.textEdited.connect(scoring.set_reason)
        self._reason.returnPressed.connect(self.reason_given)
        self._reason.installEventFilter(self)
        self._correct = self._button("correct_button", self.correct_requested)
        self._history = self._button("revisions_button", self.revisions_requested)
        self._feedback = self._button("feedback_button", self.feedback_requested)
        self._give_up = self._button("give_up_correction", self.give_up_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(self._words, 1)
        row.addWidget(self._reason, 2)
        for button in (self._feedback, self._correct, self._history, self._give_up):
            row.addWidget(button)
        scoring.opened.connect(self.show_state)
        self.retranslate()

    def set_revisions(self, revisions: list[Revision]) -> None:
        self._revisions = revisions
        self.show_state()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.reason_left.emit()
            return True
        return False

    def ask_for_reason(self) -> None:
        """Take the keyboard there: nothing is corrected without a reason."""
        self._reason.setFocus()

    def retranslate(self) -> None:
        self._correct.setText(translate("CardNotice", "Correct"))
        self._correct.setToolTip(keys.key_of("correct"))
        self._feedback.setText(translate("CardNotice", "Feedback sheet"))
        self._feedback.setToolTip(keys.key_of("feedback_sheet"))
        self._give_up.setText(translate("CardNotice", "Give up"))
        self._reason.setPlaceholderText(translate("CardNotice", "Why is it corrected?"))
        self._reason.setAccessibleName(translate("CardNotice", "Reason for the correction"))
        self.show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_state(self) -> None:
        mode = self._scoring.mode
        self.setVisible(mode != "filling" and self._scoring.form is not None)
        correcting = mode == "correcting"
        for part in (self._reason, self._give_up):
            part.setVisible(correcting)
        for part in (self._correct, self._feedback):
            part.setVisible(not correcting)
        self._history.setVisible(not correcting and bool(self._revisions))
        count = len(self._revisions)
        self._history.setText(translate("CardNotice", "History ({n})").format(n=count))
        if self._reason.text() != self._scoring.reason:
            self._reason.setText(self._scoring.reason)
        self._words.setText(
            translate("CardNotice", "Correction") if correcting else self._submitted()
        )

    def _submitted(self) -> str:
        if not self._revisions:
            return translate("CardNotice", "Submitted")
        at = moment_text(local_moment(self._revisions[-1].at))
        corrected = len(self._revisions) > 1
        words = (
            translate("CardNotice", "Corrected {at}")
            if corrected
            else translate("CardNotice", "Submitted {at}")
        )
        return words.format(at=at)

    def _button(self, name: str, wanted) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(wanted)
        return button
