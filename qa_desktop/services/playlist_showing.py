"""What of a playlist may be shown: with names, or without them where the trainer hid them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.anonymising import HIDDEN, concealer
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.domain.playlist import stand_ins
from qa_desktop.domain.shown_playlist import ShownCase, ShownPlaylist
from qa_desktop.store.known_names import find_names_ever, numbers_of_calls, numbers_said
from qa_desktop.store.playlists import CaseRow, Playlist, read_playlist
from qa_desktop.texts import Language, render, text

_SOMEBODY: Final = "\0"
_NAMING: Final = 3
"""Digits from which a bare number in a file's name is somebody's."""
_TEXTS: Final = ("title", "question", "strengths", "weaknesses")

Conceal = Callable[[str], str]


def read_shown(
    db: Database, playlist: str, language: Language, *, anonymous: bool = False
) -> ShownPlaylist:
    """``anonymous`` hides the names of every case, whatever the trainer said; ``language`` is that
    of the stand-ins. Raises ``UserFacingError`` ("playlist.unknown")."""
    found = read_playlist(db, playlist)
    letters = [
        render(text("playlist.agent", letter=letter), language)
        for letter in stand_ins([case.agent for case in found.cases])
    ]
    hides = anonymous or any(case.hide_names for case in found.cases)
    conceal = _concealer(db, found, letters) if hides else _as_it_is
    cases = [
        _shown(case, letter, conceal if anonymous or case.hide_names else None)
        for case, letter in zip(found.cases, letters, strict=True)
    ]
    title = conceal(found.row.title) if hides else found.row.title
    return ShownPlaylist(found.row.id, title, found.row.kind, found.row.minutes, tuple(cases))


def _shown(case: CaseRow, letter: str, conceal: Conceal | None) -> ShownCase:
    masked = _masker(case)
    said = conceal or masked
    texts = {name: said(getattr(case, name)) for name in _TEXTS}
    stops = tuple(
        replace(stop, question=said(stop.question), comment=said(stop.comment))
        for stop in case.stops
    )
    name = agent_words(case.agent_number, case.agent_name)
    return ShownCase(
        id=case.id,
        call=case.call,
        recording=case.recording,
        agent=letter if conceal else name,
        hidden=conceal is not None,
        serial="" if conceal else masked(case.serial or ""),
        notes=masked(case.notes),
        told=replace(
            case.told,
            stops=stops,
            strengths=texts["strengths"],
            weaknesses=texts["weaknesses"],
        ),
        **texts,
    )


def _masker(case: CaseRow) -> Conceal:
    """Customers' numbers are masked for everybody."""
    return lambda words: mask_in_text(words, case.customer_number)


def _concealer(db: Database, playlist: Playlist, letters: list[str]) -> Conceal:
    """Agents of the playlist become their letter, everybody else who is known here nobody."""
    mine = {
        case.agent: letter
        for case, letter in zip(playlist.cases, letters, strict=True)
        if case.agent is not None
    }
    names = find_names_ever(db)
    persons = dict.fromkeys((value for _, value in names), HIDDEN)
    persons |= {value: mine[id] for id, value in names if id in mine}
    calls = [case.call for case in playlist.cases if case.call is not None]
    return concealer(persons, numbers_of_calls(db, calls) | numbers_said(db, _words(playlist)))


def names_somebody(db: Database, playlist: str, words: str) -> bool:
    """Whether ``words`` hold a name or a work number that anybody here has or had, or a serial,
    order or telephone number. A work number of one or two digits names nobody: 第7期, 2026-11."""
    calls = [case.call for case in read_playlist(db, playlist).cases if case.call is not None]
    known = {value for _, value in find_names_ever(db)}
    known |= numbers_of_calls(db, calls) | numbers_said(db, words)
    known = {value for value in known if len(value) >= _NAMING or not value.isdecimal()}
    return _SOMEBODY in concealer(dict.fromkeys(known, _SOMEBODY))(words)


def _words(playlist: Playlist) -> str:
    """Everything of it that may be shown."""
    said = [playlist.row.title]
    for case in playlist.cases:
        said += [getattr(case, name) for name in _TEXTS]
        said += [words for stop in case.stops for words in (stop.question, stop.comment)]
    return "\n".join(said)


def _as_it_is(words: str) -> str:
    return words
