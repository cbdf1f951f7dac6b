"""Putting calls, or seconds of them, into a playlist from any screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from qa_desktop.services.playlists import CaseForm, PlaylistForm, add_cases, add_playlist
from qa_desktop.store.playlists import PlaylistRow, find_playlists
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.ask_dialog import AskDialog, Question, choice, line
from qa_desktop.ui.i18n import translate

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow


def add_to_playlist(window: MainWindow, forms: Sequence[CaseForm]) -> None:
    """Ask into which one: the newest is offered, and a new one."""
    if forms:
        window.desk.read("playlists to choose", find_playlists, partial(_ask, window, list(forms)))


def _ask(window: MainWindow, forms: list[CaseForm], rows: list[PlaylistRow]) -> None:
    known = [(row.id, row.title) for row in rows if not row.template]
    entries = [*known, ("", translate("Sessions", "A new playlist"))]
    questions = [
        Question("playlist", translate("Sessions", "Playlist"), choice(entries)),
        Question(
            "title",
            translate("Sessions", "Name of a new one"),
            line("", translate("Sessions", "for example: Week 47, tone of voice")),
        ),
    ]
    title = translate("Sessions", "Add to a playlist")
    dialog = AskDialog("add_to_playlist_dialog", title, questions, window)

    def submit(answers: dict[str, Any]) -> None:
        chosen = answers["playlist"] or None
        new = answers["title"] if chosen is None or not known else ""
        window.desk.write(
            partial(_add, forms=forms, playlist=chosen, title=new), done, dialog.refuse
        )

    def done(changes: Changes) -> None:
        dialog.accept()
        words = translate("Sessions", "Cases added: {count}").format(count=len(forms))
        window.toast.say(words, changes.act)

    dialog.submitted.connect(submit)
    dialog.open()


def _add(
    workspace: Workspace, forms: Sequence[CaseForm], playlist: str | None, title: str
) -> Changes:
    with workspace.transaction():
        id = playlist or add_playlist(workspace, PlaylistForm(title)).ids[0]
        return add_cases(workspace, id, forms)
