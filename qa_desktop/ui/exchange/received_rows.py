"""Rows of what others handed over: files that lie in the watched folder, and merged bundles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa_desktop.services.inbox import Arrived
from qa_desktop.store.bundles import BundleNote
from qa_desktop.ui import i18n
from qa_desktop.ui.health.sizes import size_in_words
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.record_words import moment_words

State = Literal["new", "broken", "merged", "dismissed"]
_ORDER = ("new", "broken", "merged", "dismissed")


@dataclass(frozen=True)
class ReceivedRow:
    """``path`` is where it lies now, None where that is not known."""

    key: str
    state: State
    at: int
    who: str
    brings: str
    file: str
    path: Path | None = None
    tip: str = ""


def rows_of(
    arrived: Sequence[Arrived], merged: Sequence[BundleNote], names: Mapping[str, str]
) -> list[ReceivedRow]:
    """What waits first, what was put away last, each the newest first."""
    waiting = [_arrived_row(each) for each in arrived if each.state != "merged"]
    rows = [*waiting, *(_merged_row(note, names) for note in merged)]
    return sorted(rows, key=lambda row: (_ORDER.index(row.state), -row.at, row.file))


def state_words(row: ReceivedRow) -> str:
    return {
        "new": translate("Exchange", "● To look into"),
        "broken": translate("Exchange", "⚠ Cannot be read"),
        "merged": translate("Exchange", "Merged"),
        "dismissed": translate("Exchange", "Put away"),
    }[row.state]


def state_color(row: ReceivedRow) -> str | None:
    return {"new": "accent", "broken": "critical", "dismissed": "muted"}.get(row.state)


def _arrived_row(each: Arrived) -> ReceivedRow:
    state: State = "dismissed" if each.state == "dismissed" else "new"
    if each.trouble is not None and state == "new":
        state = "broken"
    look = each.look
    if each.encrypted:
        who = translate("Exchange", "encrypted; opens for its addressees")
    else:
        who = (look.who if look else "") or translate("Exchange", "Somebody unknown here")
    at = look.written_at if look else each.modified_at
    tip = each.trouble.say(i18n.catalogue_language()) if each.trouble else ""
    return ReceivedRow(
        str(each.file), state, at, who, _brings(each), each.file.name, each.file, tip
    )


def _brings(each: Arrived) -> str:
    said = [size_in_words(each.size)]
    if each.look is not None and each.look.purpose != "operations":
        said.insert(0, purpose_name(each.look.purpose))
    if each.look is not None and not each.look.for_me:
        said.append(translate("Exchange", "for others"))
    return " · ".join(said)


def purpose_name(purpose: str) -> str:
    """What a file is for, in a word."""
    return {
        "operations": translate("Exchange", "Bundle"),
        "subject": translate("Exchange", "One record"),
        "receipt": translate("Exchange", "Receipt"),
        "request": translate("Exchange", "Request"),
        "answer": translate("Exchange", "Answer"),
    }.get(purpose, purpose)


def _merged_row(note: BundleNote, names: Mapping[str, str]) -> ReceivedRow:
    words = translate("Exchange", "{count} new entries").format(count=f"{note.operations:,}")
    brings = words if note.purpose == "operations" else purpose_name(note.purpose)
    who = names.get(note.person) or translate("Exchange", "Somebody unknown here")
    path = Path(note.path) if note.path else None
    return ReceivedRow(note.id, "merged", note.at, who, brings, note.file, path)


def moment_of(row: ReceivedRow) -> str:
    return moment_words(row.at)
