"""Filing recordings: shelves, stars, notes, tags, collections, saved searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Collection as Several
from typing import Any

from qa_desktop.domain.durations import format_position
from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import COLOURS, MOST_STARS, SHELVES, LibraryEntry, Shelf, Tag
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.services.annotating import END_SLACK_MS, LAST_MS
from qa_desktop.store.clips import call_sound_ms
from qa_desktop.store.library import (
    deduction_of,
    entry_id,
    find_collections,
    find_entry_at,
    find_tags,
    get_entry,
    has_call,
    has_entry,
    memberships_of,
    unmerged,
)
from qa_desktop.store.workspace import Changes, Workspace

Place = tuple[str, int | None, int | None]
"""A call, and from and to in ms of the part that is meant; None and None for all of it."""

_LONGEST_NAME = 80


def file_call(
    workspace: Workspace,
    call: str,
    shelf: Shelf | None,
    *,
    from_ms: int | None = None,
    to_ms: int | None = None,
    annotation: str | None = None,
    **values: Any,
) -> Changes:
    """Put a call, or the part from ``from_ms`` to ``to_ms``, on a shelf (None: into the library,
    on neither). What is there already goes to that shelf and keeps its notes.

    ``annotation`` is what brought it; the deduction of which it is the evidence is noted with it.
    ``values``: as in ``edit_entry``. The entry's id is ``ids[0]`` of what is returned, unless
    nothing changed.
    """
    values |= {"shelf": shelf, **_brought(workspace, call, annotation)}
    return workspace.write(filing(workspace, call, from_ms, to_ms, values)[1])


def file_calls(
    workspace: Workspace,
    places: Sequence[Place],
    shelf: Shelf | None,
    *,
    annotation: str | None = None,
) -> Changes:
    """Several at once, as one act. ``annotation``: what brought the first of them."""
    changes: list[Change] = []
    for place, at in enumerate(places):
        brought = _brought(workspace, at[0], annotation if place == 0 else None)
        changes += filing(workspace, *at, {"shelf": shelf, **brought})[1]
    return workspace.write(changes)


def _brought(workspace: Workspace, call: str, annotation: str | None) -> dict[str, Any]:
    if annotation is None:
        return {}
    found = deduction_of(workspace.db, call, annotation)
    evaluation, item, fault = found or (None, None, None)
    return {"annotation": annotation, "brought_by": evaluation, "item": item, "fault_code": fault}


def filing(
    workspace: Workspace, call: str, from_ms: int | None, to_ms: int | None, values: dict[str, Any]
) -> tuple[str, list[Change]]:
    """The entry's id, and what makes or changes it: part of an act of another service."""
    _check(values)
    _check_span(workspace, call, from_ms, to_ms)
    held = find_entry_at(workspace.db, call, from_ms, to_ms)
    if held is not None:
        return held.id, [set_fields("library_entry", held.id, values)]
    id = _free_id(workspace, call, from_ms, to_ms)
    place = {"call": call, "from_ms": from_ms, "to_ms": to_ms}
    return id, [
        create("library_entry", id, place | values),  # brings back one that was deleted
        set_fields("library_entry", id, place | values),
    ]


def _free_id(workspace: Workspace, call: str, from_ms: int | None, to_ms: int | None) -> str:
    """That of the place, unless the entry that was first filed there was moved since."""
    id = entry_id(call, from_ms, to_ms)
    return new_id() if has_entry(workspace.db, id) else id


def edit_entry(workspace: Workspace, entry: str, **values: Any) -> Changes:
    """Change some of ``shelf`` (good, bad, None), ``stars`` (0 to 5), ``why``, ``note``,
    ``from_ms`` and ``to_ms``."""
    held = get_entry(workspace.db, entry)
    _check(values)
    if {"from_ms", "to_ms"} & set(values):
        span = [values.get(name, getattr(held, name)) for name in ("from_ms", "to_ms")]
        _check_span(workspace, held.call, *span)
    for name in ("why", "note"):
        if name in values:
            values[name] = (values[name] or "").strip() or None
    return workspace.write([set_fields("library_entry", entry, values)])


def remove_entries(workspace: Workspace, entries: Sequence[str]) -> Changes:
    """Take them out of the library; the calls stay."""
    return workspace.write([delete("library_entry", entry) for entry in entries])


# -- tags


def tag_call(
    workspace: Workspace,
    call: str,
    names: Several[str],
    *,
    from_ms: int | None = None,
    to_ms: int | None = None,
) -> Changes:
    """Give a call, or a part of it, just these tags; it comes into the library with the first."""
    at = (call, from_ms, to_ms)
    held = find_entry_at(workspace.db, *at)
    known = find_tags(workspace.db).tags
    off = [known[tag].name for tag in held.tags] if held is not None else []
    return retag_calls(workspace, [at], names, off=off)


def retag_calls(
    workspace: Workspace, places: Sequence[Place], names: Several[str], *, off: Several[str]
) -> Changes:
    """Give several these tags and take those named ``off`` off; every one keeps its others. What
    is not in the library comes into it with its first tag."""
    tags, changes = _named(workspace, names)
    gone = {fold(name) for name in off} - {fold(name) for name in names}
    for at in places:
        held = find_entry_at(workspace.db, *at)
        if held is not None:
            changes += [_tagged(held.id, tag) for tag in tags if tag not in held.tags]
            changes += _untagging(workspace, held, lambda tag: fold(tag.name) in gone)
        elif tags:
            entry, made = filing(workspace, *at, {})
            changes += [*made, *(_tagged(entry, tag) for tag in tags)]
    return workspace.write(changes)


def tag_entries(
    workspace: Workspace, entries: Sequence[str], names: Several[str], *, exactly: bool = False
) -> Changes:
    """Give entries these tags, and take all others off with ``exactly``. A name that no tag has
    makes one."""
    tags, changes = _named(workspace, names)
    for id in entries:
        entry = get_entry(workspace.db, id)
        changes += [_tagged(id, tag) for tag in tags if tag not in entry.tags]
        if exactly:
            changes += _untagging(workspace, entry, lambda tag: tag.id not in tags)
    return workspace.write(changes)


def _untagging(
    workspace: Workspace, entry: LibraryEntry, is_wanted_off: Callable[[Tag], bool]
) -> list[Change]:
    known = find_tags(workspace.db).tags
    off = [id for tag in entry.tags if is_wanted_off(known[tag]) for id in known[tag].ids]
    gone = memberships_of(workspace.db, [entry.id], "tag", off)
    return [delete("entry_tag", id) for id in gone]


def untag_entries(workspace: Workspace, entries: Sequence[str], tag: str) -> Changes:
    ids = memberships_of(workspace.db, entries, "tag", _tag(workspace, tag).ids)
    return workspace.write([delete("entry_tag", id) for id in ids])


def make_tag(workspace: Workspace, name: str, colour: str = "") -> Changes:
    """Its id is ``ids[0]`` of what is returned."""
    _check_new_name(workspace, name)
    return workspace.write([_new_tag(workspace, new_id(), name, colour)])


def edit_tag(
    workspace: Workspace, tag: str, *, name: str | None = None, colour: str | None = None
) -> Changes:
    """Another name or colour, everywhere at once. Another tag's name is refused: merge them."""
    held = _tag(workspace, tag)
    values: dict[str, Any] = {}
    if name is not None:
        _check_new_name(workspace, name, beside=held.id)
        values["name"] = name.strip()
    if colour is not None:
        values["colour"] = _checked_colour(colour)
    named = sorted({held.id, *unmerged(workspace.db, held.ids)})
    return workspace.write([set_fields("tag", id, values) for id in named])


def merge_tags(workspace: Workspace, tags: Several[str], into: str) -> Changes:
    """What has one of ``tags`` has ``into`` from now on, here and wherever this arrives."""
    target = _tag(workspace, into)
    gone = {id for tag in tags if tag != target.id for id in _tag(workspace, tag).ids}
    values = {"merged_into": target.id}
    return workspace.write([set_fields("tag", id, values) for id in sorted(gone - target.ids)])


def delete_tag(workspace: Workspace, tag: str) -> Changes:
    """The entries stay, without it."""
    return workspace.write([delete("tag", id) for id in sorted(_tag(workspace, tag).ids)])


def _named(workspace: Workspace, names: Several[str]) -> tuple[list[str], list[Change]]:
    """Ids of the tags with these names, and what makes those that are missing."""
    known = {fold(tag.name): tag.id for tag in find_tags(workspace.db).tags.values()}
    tags: dict[str, None] = {}
    made: list[Change] = []
    for name in names:
        _check_name(name)
        folded = fold(name)
        if folded not in known:
            known[folded] = new_id()
            made.append(_new_tag(workspace, known[folded], name, "", more=len(made)))
        tags[known[folded]] = None
    return list(tags), made


def _new_tag(workspace: Workspace, id: str, name: str, colour: str, more: int = 0) -> Change:
    """Without a colour the next one in turn."""
    count = len(find_tags(workspace.db).tags) + more
    chosen = _checked_colour(colour) if colour else COLOURS[count % len(COLOURS)]
    return create("tag", id, {"name": name.strip(), "colour": chosen})


def _tagged(entry: str, tag: str) -> Change:
    return create("entry_tag", new_id(), {"library_entry": entry, "tag": tag})


def _tag(workspace: Workspace, id: str) -> Tag:
    known = find_tags(workspace.db)
    if id not in known.of:
        raise UserFacingError("library.unknown_tag")
    return known.tags[known.of[id]]


def _check_new_name(workspace: Workspace, name: str, beside: str = "") -> None:
    _check_name(name)
    for tag in find_tags(workspace.db).tags.values():
        if tag.id != beside and fold(tag.name) == fold(name):
            raise UserFacingError("library.tag_exists", name=tag.name)


# -- collections


def save_collection(
    workspace: Workspace, name: str, *, note: str = "", id: str | None = None
) -> Changes:
    """A new one, or with ``id`` other words for it; the id is ``ids[0]`` of what is returned."""
    _check_name(name)
    values = {"name": name.strip(), "note": note.strip() or None}
    change = set_fields("collection", id, values) if id else create("collection", new_id(), values)
    return workspace.write([change])


def begin_collection(workspace: Workspace, name: str, entries: Sequence[str]) -> Changes:
    """A new one with these in it, as one act."""
    _check_name(name)
    id = new_id()
    members = ({"library_entry": entry, "collection": id} for entry in entries)
    made = create("collection", id, {"name": name.strip()})
    return workspace.write([made, *(create("entry_collection", new_id(), m) for m in members)])


def delete_collection(workspace: Workspace, collection: str) -> Changes:
    """Its entries stay in the library."""
    return workspace.write([delete("collection", collection)])


def collect(workspace: Workspace, entries: Sequence[str], collection: str) -> Changes:
    """Put entries into a collection."""
    if all(each.id != collection for each in find_collections(workspace.db)):
        raise UserFacingError("library.unknown_collection")
    values = [
        {"library_entry": entry, "collection": collection}
        for entry in entries
        if collection not in get_entry(workspace.db, entry).collections
    ]
    return workspace.write([create("entry_collection", new_id(), each) for each in values])


def collect_calls(workspace: Workspace, places: Sequence[Place], collection: str) -> Changes:
    """Put calls, or parts of them, into a collection; what is not in the library comes into it."""
    if all(each.id != collection for each in find_collections(workspace.db)):
        raise UserFacingError("library.unknown_collection")
    changes: list[Change] = []
    for at in dict.fromkeys(places):
        held = find_entry_at(workspace.db, *at)
        if held is not None and collection in held.collections:
            continue
        entry, made = (held.id, []) if held is not None else filing(workspace, *at, {})
        member = {"library_entry": entry, "collection": collection}
        changes += [*made, create("entry_collection", new_id(), member)]
    return workspace.write(changes)


def take_out(workspace: Workspace, entries: Sequence[str], collection: str) -> Changes:
    """Take entries out of a collection."""
    ids = memberships_of(workspace.db, entries, "collection", [collection])
    return workspace.write([delete("entry_collection", id) for id in ids])


# -- saved searches


def save_search(
    workspace: Workspace, name: str, question: str, *, id: str | None = None
) -> Changes:
    """Keep a question (``store.library_filter.as_text``) under a name."""
    _check_name(name)
    values = {"name": name.strip(), "question": question}
    kind = "saved_search"
    return workspace.write([set_fields(kind, id, values) if id else create(kind, new_id(), values)])


def delete_search(workspace: Workspace, search: str) -> Changes:
    return workspace.write([delete("saved_search", search)])


# -- checks


def _check(values: dict[str, Any]) -> None:
    if values.get("shelf") not in (None, *SHELVES):
        raise UserFacingError("library.bad_shelf", shelf=str(values["shelf"]))
    if "stars" in values:
        if not 0 <= int(values["stars"] or 0) <= MOST_STARS:
            raise UserFacingError("library.bad_stars", most=MOST_STARS)
        values["stars"] = int(values["stars"] or 0) or None


def _check_span(workspace: Workspace, call: str, from_ms: int | None, to_ms: int | None) -> None:
    if not has_call(workspace.db, call):
        raise UserFacingError("call.unknown", name=call)
    if from_ms is None and to_ms is None:
        return
    if from_ms is None or to_ms is None or not 0 <= from_ms < to_ms <= LAST_MS:
        raise UserFacingError("annotation.bad_times")
    duration_ms = call_sound_ms(workspace.db, call)
    if duration_ms and to_ms > duration_ms + END_SLACK_MS:
        at, end = format_position(to_ms), format_position(duration_ms)
        raise UserFacingError("annotation.beyond_end", at=at, end=end)


def _check_name(name: str) -> None:
    if not fold(name) or len(name.strip()) > _LONGEST_NAME:
        raise UserFacingError("library.bad_name", most=_LONGEST_NAME)


def _checked_colour(colour: str) -> str:
    if colour not in COLOURS:
        raise UserFacingError("library.bad_colour", colour=colour, colours=" ".join(COLOURS))
    return colour
