"""Restoring with somebody watching: the question in plain words, the wait, and what came of it."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.backup import RestoreReport, list_copies, newest_sound_copy
from qa_desktop.services.recovering import restore_with_bundles
from qa_desktop.store.backup_files import read_name
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate

DAMAGE = (
    *("workspace.damaged", "workspace.not_ours", "workspace.database_gone"),
    "backup.source_damaged",
)
"""What a backup is the remedy for."""

_MOST_LINES = 12


class RestoreQuestion(FittingDialog):
    """``ask`` before anything is done. ``file`` None means the newest good backup; ``error`` is
    why it is offered."""

    def __init__(
        self, file: Path | None, error: UserFacingError | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("restore_question")
        self.setWindowTitle(translate("Restore", "Restore a backup"))
        column = _column(self)
        if error is not None:
            column.addWidget(_words(error.message.render(i18n.catalogue_language()), "title"))
        column.addWidget(_words(_offer(file), "" if error else "title"))
        column.addWidget(
            _words(
                translate(
                    "Restore",
                    "What was written after the backup and can still be found is added again. The "
                    "files that are replaced are moved aside; nothing is deleted. Recordings are "
                    "not touched. The window closes and opens again.",
                ),
                "muted",
            )
        )
        row = QHBoxLayout()
        no = translate("Restore", "Not now") if error else translate("Restore", "Cancel")
        row.addWidget(_button("restore_no", no, self.reject))
        row.addStretch(1)
        yes = _button("restore_yes", translate("Restore", "Restore"), self.accept)
        yes.setProperty("role", "primary")
        row.addWidget(yes)
        column.addLayout(row)

    @classmethod
    def ask(
        cls, file: Path | None, parent: QWidget | None, error: UserFacingError | None = None
    ) -> bool:
        return cls(file, error, parent).exec() == QDialog.DialogCode.Accepted


class RestoreDialog(FittingDialog):
    """Does it on a thread of its own, cannot be closed meanwhile, and says what came of it."""

    _finished = Signal(object)

    def __init__(self, folder: Path, file: Path | None) -> None:
        super().__init__()
        self.setObjectName("restore_dialog")
        self.setWindowTitle(translate("Restore", "Restore a backup"))
        self.report: RestoreReport | None = None
        self._title = _words(translate("Restore", "Restoring…"), "title", "restore_title")
        self._text = _words("", "", "restore_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self._title.text())
        self._close = _button("restore_close", translate("Restore", "Continue"), self.accept)
        self._close.setEnabled(False)
        self._anyway = _button(
            "restore_anyway", translate("Restore", "Replace it all the same"), self._replace
        )
        self._anyway.hide()
        column = _column(self)
        row = QHBoxLayout()
        row.addWidget(self._anyway)
        row.addStretch(1)
        row.addWidget(self._close)
        for part in (self._title, self._text, self._bar):
            column.addWidget(part)
        column.addLayout(row)
        self._folder, self._file = folder, file
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._begin(over_another=False)

    @classmethod
    def run(cls, folder: Path, file: Path | None) -> RestoreReport | None:
        """None when it was refused; then nothing has changed."""
        dialog = cls(folder, file)
        dialog.exec()
        return dialog.report

    def reject(self) -> None:
        """Escape and the window's cross count only when it is done."""
        if self._close.isEnabled():
            super().reject()

    def _begin(self, over_another: bool) -> None:
        self._thread = threading.Thread(target=self._run, args=(over_another,), name="restore")
        self._thread.start()

    def _replace(self) -> None:
        """The person has read that the backup is another workspace's."""
        self._anyway.hide()
        self._close.setEnabled(False)
        self._text.clear()
        self._title.setText(translate("Restore", "Restoring…"))
        self._bar.show()
        self._begin(over_another=True)

    def _run(self, over_another: bool) -> None:
        try:
            file = self._file or _newest(self._folder)
            result: object = restore_with_bundles(self._folder, file, over_another=over_another)
        except BaseException as error:  # noqa: BLE001 - told on the main thread
            result = error
        self._finished.emit(result)

    def _on_finished(self, result: object) -> None:
        self._thread.join()
        self._bar.hide()
        self._close.setEnabled(True)
        self._close.setFocus()
        if isinstance(result, RestoreReport):
            self.report = result
            self._title.setText(translate("Restore", "The backup is restored"))
            self._text.setText(report_text(result))
        elif isinstance(result, UserFacingError):
            self._title.setText(translate("Restore", "Nothing was restored"))
            self._text.setText(result.say(i18n.catalogue_language()))
            self._anyway.setVisible(result.id == "backup.another_workspace")
        else:
            self.reject()
            assert isinstance(result, BaseException)  # noqa: S101
            raise result


def report_text(report: RestoreReport) -> str:
    """What came back, what is missing, where the old files are."""
    language = i18n.catalogue_language()
    words = translate("Restore", "Later operations added again: {count}.")
    lines = [words.format(count=report.replayed)]
    missing = [each.render(language) for each in report.missing] + report.notes
    if missing:
        lines += [translate("Restore", "Missing:"), *missing[:_MOST_LINES]]
        if len(missing) > _MOST_LINES:
            more = translate("Restore", "… and {count} more")
            lines.append(more.format(count=len(missing) - _MOST_LINES))
    else:
        lines.append(translate("Restore", "Nothing is missing."))
    if report.aside is not None:
        aside = translate("Restore", "The files that were replaced lie in {folder}")
        lines.append(aside.format(folder=report.aside))
    return "\n".join(lines)


def has_backups(folder: Path) -> bool:
    return bool(list_copies(folder))


def _newest(folder: Path) -> Path:
    found = newest_sound_copy(folder)
    if found is None:
        raise UserFacingError("backup.none_sound", path=str(folder))
    return found.path


def _offer(file: Path | None) -> str:
    if file is None:
        return translate("Restore", "Restore the newest good backup?")
    named = read_name(file)
    if named is None:
        return translate("Restore", "Restore {file}?").format(file=file.name)
    moment = f"{named.at.astimezone():%Y-%m-%d %H:%M}"
    return translate("Restore", "Restore the backup of {moment}?").format(moment=moment)


def _column(dialog: QDialog) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    dialog.setMinimumWidth(520)
    return column


def _words(words: str, role: str, name: str = "") -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setObjectName(name)
    if role:
        label.setProperty("role", role)
    return label


def _button(name: str, words: str, clicked) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button
