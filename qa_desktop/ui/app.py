"""The program with a window: open a workspace, show it, until the person leaves."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from qa_desktop import paths
from qa_desktop.domain.wording import WORD_SETTINGS, centre_words
from qa_desktop.errors import UserFacingError
from qa_desktop.store.connection import connect
from qa_desktop.store.handed_files import hand_over, is_in_use
from qa_desktop.store.last_workspace import last_workspace, note_workspace
from qa_desktop.store.workspace import DATABASE, is_unbegun
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.crash_dialog import CrashGuard
from qa_desktop.ui.i18n import LANGUAGES, LanguageCode
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.making_ahead import MakingAhead
from qa_desktop.ui.opened_files import Application, OpenedFiles
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.tasks import Desk

_COLLECT_MS = 2_000


def run(folder: Path | None, lang: str | None, file: Path | None = None) -> int:
    """Show the window until it is closed; the exit status.

    ``folder`` None opens the workspace of last time; ``lang`` None the person's own setting;
    ``file`` is a bundle to show. Where a window is open on this workspace, it shows the file.
    """
    wanted = folder or last_workspace() or paths.default_workspace()
    if file is not None and is_in_use(wanted) and hand_over(wanted, file):
        return 0
    target: Path | None = wanted
    app = application()
    collector = _Collector(app)
    language = known_language(lang)
    i18n.set_language(app, language or i18n.system_language())
    while target is not None:
        window = open_window(app, target, language)
        if window is None:
            break
        chosen: list[Path] = []
        backups: list[Path | None] = []
        window.workspace_wanted.connect(chosen.append)
        window.workspace_wanted.connect(window.close)
        window.restore_wanted.connect(backups.append)
        window.restore_wanted.connect(window.close)
        opened = OpenedFiles(window)
        if file is not None:
            opened.open(file)
            file = None
        try:
            app.exec()
        finally:
            window.close()
            window.backups.at_exit()
        target = chosen[-1] if chosen else None
        if backups:
            from qa_desktop.ui.restore_dialog import RestoreDialog

            target = window.desk.folder
            RestoreDialog.run(target, backups[-1])
        window.deleteLater()
    collector.stop()
    return 0


def known_language(code: str | None) -> LanguageCode | None:
    """``code`` if the interface speaks it."""
    return next((each for each in LANGUAGES if each == code), None)


def application() -> QApplication:
    """The one application object, ready for every screen density."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    policy = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(policy)
    app = Application(sys.argv[:1])
    app.setApplicationName("QA Desktop")
    app.setDesktopFileName("qa-desktop")
    return app


def open_window(
    app: QApplication, folder: Path, language: LanguageCode | None = None
) -> MainWindow | None:
    """Open the workspace and show it; None when the person gave up."""
    theme.apply(app)
    desk = _open_desk(folder)
    if desk is None:
        return None
    note_workspace(desk.folder)
    preferences = Preferences(desk, _stored(desk.folder))
    appearance = _Appearance(app, preferences, language)
    window = MainWindow(desk, preferences)
    window.setWindowIcon(QIcon(str(paths.resources("icons", "app.svg"))))
    appearance.setParent(window)
    guard = CrashGuard(desk.folder / "log", window)
    guard.install()
    desk.bug.connect(guard.report)
    window.destroyed.connect(guard.uninstall)
    MakingAhead(window)
    window.show()
    window.backups.start()
    desk.work(_import_engine, lambda _: _load_player(window))
    return window


def _open_desk(folder: Path) -> Desk | None:
    """Ask until a workspace opens or the person gives up."""
    target: Path | None = folder
    name = number = ""
    while target is not None:
        if not name and is_unbegun(target):
            if target == paths.demo_workspace():
                name, number = _demo_person()
            else:
                from qa_desktop.ui.welcome_dialog import WelcomeDialog

                welcome = WelcomeDialog.ask(target)
                if welcome is None:
                    return None
                if welcome.is_there:
                    target = welcome.folder
                    continue
                if welcome.recover:
                    from qa_desktop.ui.recover_dialog import RecoverDialog

                    target = welcome.folder
                    RecoverDialog.run(target, welcome.name, welcome.number)
                    continue
                name, number, target = welcome.name, welcome.number, welcome.folder
                if welcome.demo:
                    target = paths.demo_workspace()
                    name, number = (name, number) if name else _demo_person()
        desk = Desk(target)
        try:
            desk.open(name, number)
        except UserFacingError as error:
            from qa_desktop.ui.trouble_dialog import TroubleDialog

            target = TroubleDialog.ask(error, target)
        else:
            return desk
    return None


def _demo_person() -> tuple[str, str]:
    from qa_desktop.services.demo import DEMO_PERSON

    return DEMO_PERSON


def _stored(folder: Path) -> dict[str, object]:
    db = connect(folder / DATABASE, readonly=True)
    try:
        return read_preferences(db)
    finally:
        db.close()


def _load_player(window: MainWindow) -> None:
    from qa_desktop.audio.players.choose import choose_player

    try:
        window.use_player(choose_player())
    except UserFacingError as error:
        window.message.show_error(error)
    if window.desk.folder == paths.demo_workspace() and not window.preferences.get("last_call"):
        window.load_demo()


def _import_engine(_progress: object, _cancelled: object) -> None:
    """Half a second of imports, on the pool while the first screen is being read."""
    from qa_desktop.audio import decoder_process

    decoder_process.keep_ready()  # it starts beside what follows
    from qa_desktop.audio import cache  # noqa: F401
    from qa_desktop.audio.players.choose import load_engines

    load_engines()


class _Appearance(QObject):
    """Language and theme follow the settings at once."""

    def __init__(
        self, app: QApplication, preferences: Preferences, language: LanguageCode | None
    ) -> None:
        super().__init__()
        self._app = app
        self._preferences = preferences
        self._theme = theme.SystemTheme(app, preferences.get("theme"))
        self._set_language(language or preferences.get("language"))
        self._set_words()
        preferences.changed.connect(self._on_changed)
        self.destroyed.connect(self._theme.deleteLater)

    def _on_changed(self, key: str) -> None:
        if key == "language":
            self._set_language(self._preferences.get("language"))
        elif key == "theme":
            self._theme.set_mode(self._preferences.get("theme"))
        elif key in WORD_SETTINGS:
            self._set_words()

    def _set_words(self) -> None:
        words = (self._preferences.get(key) for key in WORD_SETTINGS)
        i18n.set_words(self._app, centre_words(*words))

    def _set_language(self, code: str) -> None:
        i18n.set_language(self._app, known_language(code) or i18n.system_language())
        self._theme.set_mode(self._preferences.get("theme"))


class _Collector(QObject):
    """Python's cycle collector runs on the main thread only.

    On a worker it could take the last reference to a widget, and Qt must not be touched there.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._timer = QTimer(self, interval=_COLLECT_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        before = gc.get_count()
        thresholds = gc.get_threshold()
        for generation in (2, 1, 0):
            if before[generation] > thresholds[generation]:
                gc.collect(generation)
                return
