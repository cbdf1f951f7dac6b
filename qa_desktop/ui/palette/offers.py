"""What the window offers in its palette beside agents and calls, and what choosing does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.errors import UserFacingError
from qa_desktop.store.last_workspace import recent_workspaces
from qa_desktop.ui import i18n, keys
from qa_desktop.ui.key_acts import Act
from qa_desktop.ui.palette.entries import Entry
from qa_desktop.ui.palette.matching import Forms
from qa_desktop.ui.recent_workspaces import is_there
from qa_desktop.ui.screens import SCREENS
from qa_desktop.ui.slips.pages import PAGES as SLIPS_PAGES

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow

_NOT_OFFERED = {"palette", "play", "pause", "forget_play", "next_pane", "previous_pane"}
"""Acts of pedals and of walking: nobody looks for them by name."""

_SLIPS_PAGE = "slips/"


def offers(window: MainWindow) -> list[Entry]:
    """Screens, acts, pages of settings and help, as they are now and in the person's language."""
    return [*_screens(), *_acts(window), *_settings(), *_help(), *_workspaces(window)]


def open_entry(window: MainWindow, entry: Entry) -> None:
    """Go where a chosen entry leads, or do it."""
    if entry.kind == "agent":
        _show_agent(window, entry.target)
    elif entry.kind == "call":
        window.open_call(entry.target)
    elif entry.kind == "screen" and entry.target.startswith(_SLIPS_PAGE):
        window.slips.show_page(entry.target.removeprefix(_SLIPS_PAGE))
    elif entry.kind == "screen":
        window.show_screen(entry.target)
    elif entry.kind == "act":
        window.do(entry.target)
    elif entry.kind == "settings":
        window.show_settings(entry.target)
    elif entry.kind == "workspace":
        _open_workspace(window, Path(entry.target))
    else:
        window.show_help(entry.target)


def _open_workspace(window: MainWindow, folder: Path) -> None:
    """Looked for only now, and not by the window: a share that is gone answers late."""

    def on_looked(there: bool) -> None:
        if there:
            window.workspace_wanted.emit(folder)
        else:
            window.desk.trouble.emit(UserFacingError("workspace.missing", path=str(folder)))

    window.desk.work(lambda *_: is_there(folder), on_looked)


def _show_agent(window: MainWindow, agent: str) -> None:
    from qa_desktop.ui.roster.view import RosterView

    window.show_screen("roster")
    roster = window.screen("roster")
    assert isinstance(roster, RosterView)  # noqa: S101
    roster.choose_agent(agent)


def _screens() -> list[Entry]:
    known = {act.id for act in keys.acts()}  # there are more screens than digits
    screens = [
        _entry("screen", kind.id, kind.name, kind.label, keys.key_of(act) if act in known else "")
        for kind in SCREENS
        for act in (f"screen_{kind.id}",)
    ]
    pages = [_entry("screen", _SLIPS_PAGE + kind.id, kind.name, kind.label) for kind in SLIPS_PAGES]
    return screens + pages


def _acts(window: MainWindow) -> list[Entry]:
    found = []
    for act in keys.acts():
        if act.id in _NOT_OFFERED or act.id.startswith(("screen_", "option_", "mark_")):
            continue
        why_not = window.why_not(act.id)
        if why_not is not None:
            found.append(_entry("act", act.id, act.name, act.label, _palette_key(act), why_not))
    return found


def _settings() -> list[Entry]:
    from qa_desktop.ui.settings.view import PAGES  # with all pages: not while starting

    return [_entry("settings", kind.id, kind.name, kind.label) for kind in PAGES]


def _help() -> list[Entry]:
    from qa_desktop.ui.help.pages import help_pages

    pages = help_pages(i18n.current_language())
    return [_entry("help", page.id, page.title, page.id) for page in pages]


def _workspaces(window: MainWindow) -> list[Entry]:
    here = window.desk.folder.absolute()
    return [
        _entry("workspace", str(each), str(each), "")
        for each in recent_workspaces()
        if each != here
    ]


def _entry(
    kind: str, target: str, title: str, english: str, key: str = "", why_not: str = ""
) -> Entry:
    """Found by its English name in every language."""
    return Entry(kind, target, title, "", key, why_not, Forms.of(title, english))


def _palette_key(act: Act) -> str:
    """The key that works in most places."""
    found = (*act.anywhere, *act.timeline)
    return keys.shown(found[0]) if found else ""
