"""``library``: the recordings that are kept as examples, found with reason and second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qa_desktop.cli.library_export import export, playlists
from qa_desktop.cli.output import table
from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import SHELVES
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from qa_desktop.domain.library import LibraryEntry, TagNames
    from qa_desktop.store.call_reasons import OwnText, Reason
    from qa_desktop.store.calls import CallRow

_NEITHER = "none"


@click.group("library", cls=Group)
def library() -> None:
    """The recording library: shelves, tags, search."""


@library.command("list")
@click.option("--find", "words", type=WORDS, default="", help="As in the field of the library.")
@click.option("--shelf", type=click.Choice((*SHELVES, _NEITHER)))
@click.option("--tag", "tags", type=WORDS, multiple=True, help="With all of these tags.")
@click.option("--all", "everywhere", is_flag=True, help="Also calls that are not in the library.")
@click.option("--limit", type=click.IntRange(min=1), default=1_000, show_default=True)
@pass_session
def list_entries(
    session: Session, words: str, shelf: str | None, tags: tuple[str, ...], everywhere: bool,
    limit: int,
) -> None:  # fmt: skip
    """What is in the library, or fits the words, the newest call first: why it was found, at which
    second."""
    with session.open_reader() as reader:
        wanted = None if everywhere else (shelf, tags)
        found = _found(reader.db, reader.person, words, wanted, limit)
    lines = [[value if value is not None else "" for value in _cells(row)] for row in found]
    headings = session.say(text("cli.library_headings")).split("|")
    none = [session.say(text("cli.no_recordings"))]
    session.answer(found, table(lines, headings) if lines else none)


def _found(
    db: Database,
    person: str,
    words: str,
    wanted: tuple[str | None, tuple[str, ...]] | None,
    limit: int,
) -> list[dict[str, Any]]:
    from qa_desktop.domain.folding import terms
    from qa_desktop.store.call_filter import CallFilter
    from qa_desktop.store.call_order import CallOrder
    from qa_desktop.store.call_reasons import find_own_texts, reasons_of
    from qa_desktop.store.call_search import find_numbers
    from qa_desktop.store.calls import read_calls
    from qa_desktop.store.library import get_entries
    from qa_desktop.store.library_columns import EntryFilter, entries_of

    columns = entries_of(db)
    entries = None
    if wanted is not None:
        shelf, tags = wanted
        ids = frozenset(_tag(columns.names, name) for name in tags)
        shelves = frozenset({"" if shelf == _NEITHER else shelf} if shelf else ())
        entries = EntryFilter(shelves, ids)
    order = CallOrder("started", descending=True)
    numbers = find_numbers(db, CallFilter(text=words, entries=entries), order)[:limit]
    calls = list(read_calls(db, person, numbers.tolist()))
    own = find_own_texts(db, person, [call.n for call in calls], columns.names) if words else {}
    places = columns.places(numbers, entries).tolist() if entries is not None else []
    held = get_entries(db, [columns.ids[place] for place in places], columns.names)
    by_call: dict[str, list[LibraryEntry | None]] = {}
    for entry in held.values():
        by_call.setdefault(entry.call, []).append(entry)
    found = [
        _row(call, entry, columns.names, reasons_of(call, _of(entry, own, call), terms(words)))
        for call in calls
        for entry in by_call.get(call.id, [None])
    ]
    return found[:limit]


def _of(
    entry: LibraryEntry | None, own: Mapping[int, list[OwnText]], call: CallRow
) -> list[OwnText]:
    """What stands at another part of the same call is no reason for this one."""
    about = (None if entry is None else entry.id, None)
    kinds = ("why", "note", "tag")
    texts = own.get(call.n, [])
    return [each for each in texts if entry is None or each.kind not in kinds or each.id in about]


def _tag(names: TagNames, name: str) -> str:
    found = (id for id, tag in names.tags.items() if fold(tag.name) == fold(name))
    id = next(found, None)
    if id is None:
        raise UserFacingError("library.unknown_tag")
    return id


def _row(
    call: CallRow, entry: LibraryEntry | None, names: TagNames, reasons: tuple[Reason, ...]
) -> dict[str, Any]:
    number = call.customer_number
    return {
        "call": call.id,
        "serial": mask_in_text(call.serial, number) if call.serial else None,
        "agent": call.agent_number,
        "started": call.started,
        "entry": entry.id if entry else None,
        "from_ms": entry.from_ms if entry else None,
        "to_ms": entry.to_ms if entry else None,
        "shelf": entry.shelf if entry else None,
        "stars": entry.stars if entry else None,
        "why": mask_in_text(entry.why, number) if entry else None,
        "note": mask_in_text(entry.note, number) if entry else None,
        "tags": [names.tags[tag].name for tag in entry.tags] if entry else [],
        "reasons": [
            {"kind": each.kind, "text": each.text, "at_ms": each.at_ms} for each in reasons
        ],
    }


def _cells(row: dict[str, Any]) -> list[Any]:
    at = next((each["at_ms"] for each in row["reasons"] if each["at_ms"] is not None), None)
    at = row["from_ms"] if at is None else at
    told = " · ".join(each["text"] for each in row["reasons"]) or row["why"] or ""
    second = None if at is None else f"{at / 1000:.1f}"
    return [row["serial"] or row["call"], row["agent"], row["started"], row["shelf"],
            " ".join(row["tags"]), second, told]  # fmt: skip


@library.command("shelve")
@click.argument("recording", type=WORDS)
@click.argument("shelf", type=click.Choice((*SHELVES, _NEITHER)))
@click.option("--from", "from_ms", type=int, metavar="MS", help="Only a part of it, from here.")
@click.option("--to", "to_ms", type=int, metavar="MS")
@click.option("--why", type=WORDS, help="What one learns from it.")
@click.option("--tag", "tags", type=WORDS, multiple=True, help="Another tag for it.")
@pass_session
def shelve(
    session: Session, recording: str, shelf: str, from_ms: int | None, to_ms: int | None,
    why: str | None, tags: tuple[str, ...],
) -> None:  # fmt: skip
    """Put a call, or a part of it, on a shelf. none: into the library, on neither.

    RECORDING is an id, the beginning of one, a serial number or a file name.
    """
    from qa_desktop.services import library as filing
    from qa_desktop.store.calls import find_call_named
    from qa_desktop.store.library import find_entry_at

    chosen: Any = None if shelf == _NEITHER else shelf
    with session.open_workspace() as workspace, workspace.transaction():
        call = find_call_named(workspace.db, workspace.person, recording)
        said = {"why": why} if why is not None else {}
        filing.file_call(workspace, call.id, chosen, from_ms=from_ms, to_ms=to_ms, **said)
        if tags:
            filing.retag_calls(workspace, [(call.id, from_ms, to_ms)], tags, off=())
        entry = find_entry_at(workspace.db, call.id, from_ms, to_ms)
    assert entry is not None  # noqa: S101 - just filed
    session.answer({"entry": entry.id}, [entry.id])


@library.command("unshelve")
@click.argument("entries", metavar="ENTRY…", nargs=-1, required=True, type=WORDS)
@pass_session
def unshelve(session: Session, entries: tuple[str, ...]) -> None:
    """Take entries out of the library; the calls stay."""
    from qa_desktop.services import library as filing
    from qa_desktop.store.library import get_entry

    with session.open_workspace() as workspace:
        for entry in entries:
            get_entry(workspace.db, entry)
        filing.remove_entries(workspace, entries)
    session.answer({"removed": list(entries)}, list(entries))


@library.command("tags")
@pass_session
def list_tags(session: Session) -> None:
    """All tags, and how many entries have them."""
    from qa_desktop.store.library_columns import find_counted_tags

    with session.open_reader() as reader:
        found = sorted(find_counted_tags(reader.db), key=lambda tag: (tag.name, tag.id))
    rows = [{"id": each.id, "name": each.name, "colour": each.colour, "count": each.count}
            for each in found]  # fmt: skip
    session.answer(rows, [f"{row['count']:6}  {row['name']}" for row in rows])


for _command in (playlists, export):
    library.add_command(_command)

COMMANDS = [library]
