"""Running a check with somebody watching: its steps, Cancel, and what it found in plain words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.services.health import CheckReport, check_folder, in_words, rebuild
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.settings.page import push_button, value_label
from qa_desktop.ui.tasks import Desk, Job


class CheckPane(QWidget):
    """``report`` is what the last check found, None before one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._step = ""
        self.report: CheckReport | None = None
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._quick = push_button("health_check", partial(self._begin, False))
        self._full = push_button("health_check_full", partial(self._begin, True))
        self._cancel = push_button("health_check_cancel", self._stop)
        self._doing = value_label("health_check_step")
        self._doing.setProperty("role", "muted")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("health_check_bar")
        self._bar.setTextVisible(False)
        self._verdict = value_label("health_verdict")
        self._verdict.setProperty("role", "section")
        self._found = value_label("health_found")
        self._mend = push_button("health_rebuild", self._rebuild)
        self._is_mending = False
        row = QHBoxLayout()
        for button in (self._quick, self._full, self._cancel):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._hint)
        column.addLayout(row)
        for part in (self._doing, self._bar, self._verdict, self._found):
            column.addWidget(part)
        column.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        self._hint.setText(
            translate(
                "Health",
                "The full check also verifies every signature, reads every recording and computes "
                "every score again. You can go on working meanwhile.",
            )
        )
        self._quick.setText(translate("Health", "Check"))
        self._full.setText(translate("Health", "Full check"))
        self._cancel.setText(translate("Health", "Cancel"))
        self._mend.setText(translate("Health", "Make the lists anew"))
        self._bar.setAccessibleName(translate("Health", "Progress of the check"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    # -- the check

    def _begin(self, full: bool) -> None:
        if self._job is None:
            self.report, self._step = None, ""
            self._job = self._desk.work(
                partial(_check, self._desk.folder, full), self._on_done, self._on_failed, self._tell
            )
            self._bar.setRange(0, 0)
            self._show()
            self._cancel.setFocus()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _tell(self, step: str, done: int, total: int) -> None:
        self._step = step
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._doing.setText(text(f"check.step_{step}").render(i18n.catalogue_language()))

    def _on_done(self, report: CheckReport) -> None:
        self.report = report
        self._end()

    def _on_failed(self, error: UserFacingError) -> None:
        self._end()
        self._verdict.setText(error.say(i18n.catalogue_language()))
        self._verdict.show()

    def _rebuild(self) -> None:
        """On the writer, all or nothing; then everything that is shown is read again."""
        self._is_mending = True
        self._show()
        self._desk.write(_rebuilt, self._on_mended, self._on_not_mended, is_step=False)

    def _on_mended(self, _changes: Changes) -> None:
        self._is_mending = False
        self._begin(True)

    def _on_not_mended(self, error: UserFacingError) -> None:
        self._is_mending = False
        self._on_failed(error)

    def _end(self) -> None:
        had_focus = self._cancel.hasFocus()
        self._job = None
        self._show()
        if had_focus:
            self._quick.setFocus()

    def _show(self) -> None:
        busy = self._job is not None
        idle = not busy and not self._is_mending
        self._quick.setEnabled(idle)
        self._full.setEnabled(idle)
        self._mend.setEnabled(idle)
        for part in (self._cancel, self._doing, self._bar):
            part.setVisible(busy)
        if busy and self._step:
            self._doing.setText(text(f"check.step_{self._step}").render(i18n.catalogue_language()))
        elif busy:
            self._doing.setText(translate("Health", "Starting…"))
        self._verdict.setVisible(self.report is not None)
        self._found.setVisible(self.report is not None and bool(self.report.findings))
        kinds = {each.kind for each in self.report.findings} if self.report else set()
        self._mend.setVisible("projection" in kinds)
        if self.report is not None:
            self._verdict.setText(_verdict(self.report))
            self._found.setText(_findings(self.report))


def _verdict(report: CheckReport) -> str:
    if not report.ok:
        return translate("Health", "✗ Something is damaged")
    if report.findings:
        return translate("Health", "✓ Nothing is damaged; worth knowing:")
    return translate("Health", "✓ Everything is there and right")


def _findings(report: CheckReport) -> str:
    """A sentence and a remedy for each kind."""
    language = i18n.catalogue_language()
    return "\n\n".join(
        f"{message.render(language)}\n{remedy.render(language)}"
        for message, remedy, _ in in_words(report)
    )


def _rebuilt(workspace: Workspace) -> Changes:
    rebuild(workspace)
    return Changes(frozenset({*RECORD_TYPES, "conflict"}))


def _check(folder: Path, full: bool, progress: Any, cancelled: Any) -> CheckReport:
    return check_folder(folder, full=full, watch=_thinned(progress), cancelled=cancelled)


def _thinned(progress: Any) -> Any:
    """A thousand recordings a second are more than anybody reads."""
    last: list[object] = [None, -1]

    def tell(step: str, done: int, total: int) -> None:
        part = done * 100 // total if total else -1
        if [step, part] != last:
            last[:] = [step, part]
            progress(step, done, total)

    return tell
