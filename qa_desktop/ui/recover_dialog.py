"""A lost workspace made again with somebody watching: what to make it of, the wait, what came."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.services.fingerprints import Fingerprint, read_fingerprint
from qa_desktop.services.recover_child import recover_in_child
from qa_desktop.services.recovering import Recovery
from qa_desktop.store.key_store import KeyStore
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named

_MOST_LINES = 12


class RecoverDialog(ScrollingDialog):
    """``run`` shows it until the person leaves. ``name`` and ``number`` are those of the person
    when no bundle knows them."""

    _told = Signal(int, int)
    _finished = Signal(object)

    def __init__(
        self, folder: Path, name: str = "", number: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recover_dialog")
        self.setWindowTitle(translate("Recover", "Recover from bundles"))
        self._folder, self._person = folder, (name, number)
        self._places: list[Path] = []
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.report: Recovery | None = None
        self._title = _label("recover_title", "title")
        self._words = _label("recover_words")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._question = self._make_question()
        self._bar = QProgressBar(self)
        self._bar.setObjectName("recover_progress")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Recover", "Bundles merged"))
        self._no = _button("recover_no", self.reject)
        self._more = _button("recover_more", self._ask)
        self._more.setText(translate("Recover", "More bundles…"))
        self._go = _button("recover_go", self._on_go)
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._no)
        row.addStretch(1)
        row.addWidget(self._more)
        row.addWidget(self._go)
        for part in (self._title, self._words, self._question):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.stand(self._bar, row)
        self.setMinimumWidth(560)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._ask()

    @classmethod
    def run(cls, folder: Path, name: str = "", number: str = "") -> Recovery | None:
        """None when nothing came of it; then nothing has changed."""
        dialog = cls(folder, name, number)
        dialog.exec()
        return dialog.report

    def _make_question(self) -> QWidget:
        question = QWidget(self)
        self._list = QListWidget(question)
        self._list.setObjectName("recover_places")
        self._list.setAccessibleName(translate("Recover", "Bundles and folders"))
        self._list.setMaximumHeight(96)
        self._list.currentRowChanged.connect(lambda _row: self._show_ready())
        self._take = _button("recover_remove", self._remove)
        self._take.setText(translate("Recover", "Remove"))
        folder = _button("recover_add_folder", self._add_folder)
        folder.setText(translate("Recover", "Add a folder…"))
        files = _button("recover_add_files", self._add_files)
        files.setText(translate("Recover", "Add bundles…"))
        row = QHBoxLayout()
        for button in (folder, files, self._take):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self._passphrase = QLineEdit(question)
        self._passphrase.setObjectName("recover_passphrase")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._trust = QLineEdit(question)
        self._trust.setObjectName("recover_trust")
        self._form = QFormLayout()
        self._form.setVerticalSpacing(8)
        self._form.addRow(translate("Recover", "Passphrase of your keys"), self._passphrase)
        self._form.addRow(translate("Recover", "Fingerprint of the team"), self._trust)
        self._form.setRowVisible(0, KeyStore().is_sealed())
        self._form.setRowVisible(1, False)
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._list)
        column.addLayout(row)
        column.addLayout(self._form)
        return question

    # -- what to make it of

    def _ask(self) -> None:
        self._title.setText(translate("Recover", "Make the workspace again from bundles"))
        self._words.setText(
            translate(
                "Recover",
                "Taken are the newest good backup, what is left of the workspace in {folder}, and "
                "the bundles that you add: your own, and those of colleagues. Ask each of them for "
                "a complete one, addressed to nobody. Nothing is deleted; files that are replaced "
                "are moved aside.",
            ).format(folder=self._folder)
        )
        self._question.show()
        self._bar.hide()
        self._more.hide()
        self._no.show()
        self._no.setText(translate("Recover", "Cancel"))
        self._go.setText(translate("Recover", "Recover"))
        self._show_ready()
        self.fit()

    def _show_ready(self) -> None:
        self._take.setEnabled(self._list.currentRow() >= 0)

    def _add_folder(self) -> None:
        title = translate("Recover", "A folder with bundles")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        self._add([chosen] if chosen else [])

    def _add_files(self) -> None:
        title = translate("Recover", "Choose bundles")
        kinds = translate("Recover", "Bundles (*.qab)")
        chosen, _ = QFileDialog.getOpenFileNames(self, title, str(Path.home()), kinds)
        self._add(chosen)

    def _add(self, chosen: list[str]) -> None:
        for name in chosen:
            if Path(name) not in self._places:
                self._places.append(Path(name))
                self._list.addItem(name)
        self._go.setFocus()

    def _remove(self) -> None:
        row = self._list.currentRow()
        self._list.takeItem(row)
        del self._places[row]
        self._show_ready()

    # -- the wait

    def _on_go(self) -> None:
        """Begin, or, when it is done, leave."""
        if not self._question.isVisible():
            self.accept()
            return
        try:
            words = self._trust.text().strip()
            trust = read_fingerprint(words) if words else None
        except UserFacingError as error:
            self._words.setText(error.say(i18n.catalogue_language()))
            self._trust.setFocus()
            return
        self._question.hide()
        self._title.setText(translate("Recover", "Recovering…"))
        self._words.clear()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._go.setEnabled(False)
        self._stop.clear()
        self._thread = threading.Thread(
            target=self._work, args=(trust, self._passphrase.text()), name="recover"
        )
        self._thread.start()

    def _work(self, trust: Fingerprint | None, passphrase: str) -> None:
        name, number = self._person
        try:
            result: object = recover_in_child(
                self._folder,
                self._places,
                name=name,
                number=number,
                trust=trust,
                passphrase=passphrase,
                progress=self._told.emit,
                cancelled=self._stop.is_set,
            )
        except BaseException as error:  # noqa: BLE001 - told on the main thread
            result = error
        self._finished.emit(result)

    def _on_told(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def reject(self) -> None:
        """While it works Cancel, Escape and the window's cross give it up; it can be gone on
        with."""
        if self._thread is not None:
            self._stop.set()
        else:
            super().reject()

    # -- what came of it

    def _on_finished(self, result: object) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        self._bar.hide()
        self._go.setEnabled(True)
        if isinstance(result, CancelledError):
            self._ask()
            return
        if isinstance(result, UserFacingError):
            self._ask()
            self._words.setText(result.say(i18n.catalogue_language()))
            self.fit()
            return
        if not isinstance(result, Recovery):
            assert isinstance(result, BaseException)  # noqa: S101
            super().reject()
            raise result
        self.report = result
        self._form.setRowVisible(1, needs_trust(result))
        self._title.setText(translate("Recover", "The workspace is there again"))
        self._words.setText(recovery_text(result))
        self._no.hide()
        self._more.show()
        self._go.setText(translate("Recover", "Continue"))
        self._go.setFocus()
        self.fit()


def needs_trust(done: Recovery) -> bool:
    """Whether there are bundles of a team that only a compared fingerprint can let in."""
    return any(error.id == "bundle.join_first" for _, error in done.refused)


def recovery_text(done: Recovery) -> str:
    """What is there again, what was refused, what is missing."""
    language = i18n.catalogue_language()
    words = translate("Recover", "Entries found: {count}. Bundles merged: {bundles}.")
    lines = [words.format(count=f"{done.operations:,}", bundles=len(done.merged))]
    if done.own:
        own = translate("Recover", "Entries of your own that are there: {count}.")
        lines.append(own.format(count=f"{done.own:,}"))
    if done.refused:
        lines.append(translate("Recover", "Not taken:"))
        lines += _some(
            f"{file.name}: {error.message.render(language)}" for file, error in done.refused
        )
        if needs_trust(done):
            team = translate("Recover", "“More bundles…” asks for the team's fingerprint.")
            lines.append(team)
    if done.missing:
        lines.append(translate("Recover", "Missing:"))
        lines += _some(each.render(language) for each in done.missing)
    else:
        lines.append(translate("Recover", "Nothing else is known to be missing."))
    lines += [each.render(language) for each in done.notes]
    if done.aside is not None:
        aside = translate("Recover", "The files that were replaced lie in {folder}")
        lines.append(aside.format(folder=done.aside))
    return "\n".join(lines)


def _some(lines) -> list[str]:
    found = [f"  •  {line}" for line in lines]
    if len(found) > _MOST_LINES:
        more = translate("Recover", "… and {count} more").format(count=len(found) - _MOST_LINES)
        return [*found[:_MOST_LINES], more]
    return found


def _label(name: str, role: str = "") -> QLabel:
    label = named(name, QLabel(wordWrap=True))
    if role:
        label.setProperty("role", role)
    return label


def _button(name: str, clicked) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button
