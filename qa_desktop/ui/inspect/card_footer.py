"""The score as it stands, what is still missing, and the button that submits."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.domain.scoring import Preview, ScorecardVersion
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.ui import i18n, keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.scoring import Scoring


class CardFooter(QFrame):
    """Follows a ``Scoring``."""

    submit_requested = Signal()
    next_requested = Signal()
    """The call is set aside: nothing to submit, the next one is offered."""

    def __init__(self, scoring: Scoring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_footer")
        self._scoring = scoring
        self._message = QLabel(self, wordWrap=True)
        self._message.setObjectName("submit_message")
        self._message.setProperty("role", "error")
        self._message.hide()
        self._score = QLabel(self)
        self._score.setObjectName("score")
        self._score.setProperty("role", "score")
        self._verdict = QLabel(self, wordWrap=True)
        self._verdict.setObjectName("verdict")
        self._losses = QLabel(self, wordWrap=True)
        self._losses.setObjectName("losses")
        self._losses.setProperty("role", "fact")
        self.submit = QPushButton(self)
        self.submit.setObjectName("submit_button")
        self.submit.setProperty("role", "primary")
        self.submit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.submit.clicked.connect(self.submit_requested)
        self._is_set_aside = False
        self.next = QPushButton(self)
        self.next.setObjectName("next_button")
        self.next.setProperty("role", "primary")
        self.next.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.next.clicked.connect(self.next_requested)
        self.next.hide()
        self._lay_out()
        scoring.opened.connect(self._show)
        scoring.changed.connect(self._on_changed)
        self.retranslate()

    def set_set_aside(self, is_set_aside: bool) -> None:
        """An invalid call is not submitted; the next one is offered instead."""
        self._is_set_aside = is_set_aside
        self._show()

    def set_message(self, words: str, *, nudge: bool = False) -> None:
        """Why nothing was submitted; empty takes it away."""
        self._message.setProperty("role", "nudge" if nudge else "error")
        self._message.style().unpolish(self._message)
        self._message.style().polish(self._message)
        self._message.setText(words)
        self._message.setVisible(bool(words))

    def retranslate(self) -> None:
        self._score.setAccessibleName(translate("CardFooter", "Score"))
        self.next.setText(translate("CardFooter", "Next call"))
        self.next.setToolTip(keys.key_of("next_call"))
        self.submit.setToolTip(keys.key_of("submit_next"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.set_message("")
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._verdict)
        words.addWidget(self._losses)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._score, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for button in (self.submit, self.next):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 9)
        column.setSpacing(6)
        column.addWidget(self._message)
        column.addLayout(row)

    def _on_changed(self) -> None:
        self.set_message("")
        self._show()

    def _show(self) -> None:
        scoring = self._scoring
        correcting = scoring.mode == "correcting"
        aside = self._is_set_aside and scoring.mode != "submitted"
        self.submit.setEnabled(not aside)
        self.next.setVisible(aside)
        self.submit.setText(
            translate("CardFooter", "Set aside, not submitted")
            if aside
            else translate("CardFooter", "Submit correction")
            if correcting
            else translate("CardFooter", "Submit and next")
            if scoring.mode == "filling"
            else translate("CardFooter", "Next call")
        )
        if scoring.preview is None or scoring.version is None:
            return
        self._score.setText(score_words(scoring.preview))
        self._score.setEnabled(scoring.preview.complete)  # a provisional score is paler
        self._verdict.setText(verdict_words(scoring.version, scoring.preview))
        losses = loss_words(scoring.preview, len(scoring.without_evidence()))
        self._losses.setText(losses)
        self._losses.setVisible(bool(losses))


def score_words(found: Preview) -> str:
    """The published score; a dash while there is none."""
    nothing = found.score.published is None or not found.score.answers
    return "—" if nothing else str(found.score.published)


def verdict_words(version: ScorecardVersion, found: Preview) -> str:
    """合格 · 优, or how many items are still open."""
    if found.missing:
        missing = translate("CardFooter", "{n} to answer").format(n=len(found.missing))
        if not found.score.answers:
            return missing
        return translate("CardFooter", "Provisional · {missing}").format(missing=missing)
    result = found.score
    if result.no_score:
        return translate("CardFooter", "No score: nothing counts")
    grade = f" · {result.grade.name.render(i18n.catalogue_language())}" if result.grade else ""
    if result.passed:
        return translate("CardFooter", "Passed") + grade
    failed = translate("CardFooter", "Failed")
    if result.fatal:
        critical = translate("CardFooter", "critical item, raw {raw}").format(raw=result.raw)
        return f"{failed} · {critical}"
    mark = decimal_text(version.policy.pass_mark, 2)
    below = translate("CardFooter", "below {mark}").format(mark=mark)
    return f"{failed} · {below}"


def loss_words(found: Preview, without_evidence: int) -> str:
    """C 类差错 1 个 · 失分 27.7，不缺证据. While items are open, what was lost is not said: that
    would be of those alone that are answered."""
    result, parts = found.score, []
    classes = Counter(each.problem_class for each in result.problems if each.problem_class)
    for letter, count in sorted(classes.items()):
        words = translate("CardFooter", "class {letter}: {count}")
        parts.append(words.format(letter=letter, count=count))
    lost = sum((section.lost for section in result.sections), Fraction(0))
    if lost and result.answers and not found.missing:
        proof = (
            translate("CardFooter", "{n} without evidence").format(n=without_evidence)
            if without_evidence
            else translate("CardFooter", "no evidence missing")
        )
        words = translate("CardFooter", "lost {points}, {proof}")
        parts.append(words.format(points=decimal_text(lost, 1), proof=proof))
        if result.bonus:  # else a full score would stand beside lost points
            words = translate("CardFooter", "bonus {points}")
            parts.append(words.format(points=decimal_text(result.bonus, 1)))
    elif without_evidence:
        parts.append(translate("CardFooter", "{n} without evidence").format(n=without_evidence))
    return " · ".join(parts)
