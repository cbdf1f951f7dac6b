"""A bug: written to the log, shown once with its details to copy; the program goes on."""

from __future__ import annotations

import secrets
import sys
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop import __version__
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.ui.i18n import translate

_LOG = "errors.log"


class CrashDialog(QDialog):
    """One at a time; a second bug meanwhile is only logged and added below."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(translate("CrashDialog", "Something unexpected happened"))
        self.resize(640, 400)
        words = QLabel(
            translate(
                "CrashDialog",
                "This is a mistake of the program, not yours. Everything saved so far is safe and "
                "you can go on working. Please send the details to whoever looks after it.",
            ),
            self,
            wordWrap=True,
        )
        self._details = QPlainTextEdit(details, self)
        self._details.setObjectName("crash_details")
        self._details.setAccessibleName(translate("CrashDialog", "Details"))
        self._details.setReadOnly(True)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(
            translate("CrashDialog", "Copy details"), QDialogButtonBox.ButtonRole.ActionRole
        )
        copy.setObjectName("crash_copy")
        copy.clicked.connect(self._copy)
        go_on = QPushButton(translate("CrashDialog", "Go on"))
        go_on.setObjectName("crash_go_on")
        go_on.setProperty("role", "primary")
        buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self._details, 1)
        column.addWidget(buttons)

    def add(self, details: str) -> None:
        self._details.appendPlainText(details)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


class CrashGuard(QObject):
    """Catches what nothing else caught, while the window lives."""

    def __init__(self, log_folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._log_folder = log_folder
        self._window = window
        self._dialog: CrashDialog | None = None
        self._before = sys.excepthook

    def install(self) -> None:
        """In the place of an earlier window's, which goes only after this one has come."""
        held = getattr(sys.excepthook, "__self__", None)
        self._before = held._before if isinstance(held, CrashGuard) else sys.excepthook
        sys.excepthook = self._on_exception

    def uninstall(self) -> None:
        """Unless a later window's guard is on duty by now."""
        if getattr(sys.excepthook, "__self__", None) is self:
            sys.excepthook = self._before

    def report(self, error: BaseException) -> None:
        """Log it and tell the person."""
        report = secrets.token_hex(4)
        said = mask_in_text("".join(traceback.format_exception(error)))
        details = f"QA Desktop {__version__}, report {report}\n{self._log_words()}\n{said}"
        self._write(details)
        if self._dialog is not None:
            self._dialog.add(details)
            return
        self._dialog = CrashDialog(details, self._window)
        self._dialog.finished.connect(self._on_finished)
        self._dialog.open()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
        else:
            self.report(error)

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _log_words(self) -> str:
        """Where the log lies; the home folder, which has a person's name, as ``~``."""
        log = self._log_folder / _LOG
        with suppress(ValueError, RuntimeError):
            return str(Path("~") / log.relative_to(Path.home()))
        return str(log)

    def _write(self, details: str) -> None:
        """A full disk must not turn one bug into two."""
        now = datetime.now().astimezone()
        try:
            self._log_folder.mkdir(parents=True, exist_ok=True)
            with (self._log_folder / _LOG).open("a", encoding="utf-8") as stream:
                stream.write(f"{now.isoformat()} {details}\n")
        except OSError:
            sys.stderr.write(details)
