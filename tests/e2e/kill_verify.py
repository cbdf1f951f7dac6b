"""Reads a workspace in a fresh process after a kill, and says what is missing or wrong.

``python tests/e2e/kill_verify.py WORKSPACE LOG`` prints a JSON list of problems.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from kill_log import find_leftovers, read_log

from qa_desktop.services.evaluating import answers_of
from qa_desktop.services.health import check
from qa_desktop.services.importing import call_of_recording
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.evaluations import get_revisions
from qa_desktop.store.workspace import Workspace

Entry = dict[str, Any]

_UNUSED = "audio files belong to no recording"
"""Killed between the file and its record: the next import of that file takes it up."""


def find_problems(workspace: Workspace, log: list[Entry]) -> list[str]:
    """Everything that was acknowledged and is not there, and whatever a full check finds."""
    report = check(workspace, full=True)
    return [
        *report.problems,
        *(note for note in report.notes if not note.endswith(_UNUSED)),
        *_replicas(workspace),
        *_annotations(workspace, log),
        *_evaluations(workspace, log),
        *_drafts(workspace, log),
        *_cut_comment(workspace, log),
        *_heard(workspace, log),
        *_recordings(workspace, log),
        *(f"left behind: {file}" for file in find_leftovers(workspace.folder)),
        *(f"left behind by the window: {file}" for file in _still_left(log)),
    ]


def _done(log: list[Entry], what: str) -> list[Entry]:
    return [entry for entry in log if entry["what"] == what and entry["when"] == "did"]


def _replicas(workspace: Workspace) -> list[str]:
    """A crash must not be taken for a clone: one person, one replica."""
    (count,) = workspace.db.conn.execute("SELECT count(*) FROM replica").fetchone()
    return [] if count == 1 else [f"{count} replicas"]


def _annotations(workspace: Workspace, log: list[Entry]) -> list[str]:
    rows = workspace.db.conn.execute(
        "SELECT a.id, a.call, a.at_ms, p.value FROM annotation a JOIN personal p ON p.hash = a.text"
    )
    held = {id: (call, at, words) for id, call, at, words in rows}
    by_words = {(call, words) for call, _, words in held.values()}
    attempts: dict[str, list[str]] = {}
    for entry in log:
        if entry["what"] == "edit":
            attempts.setdefault(entry["id"], []).append(entry["text"])
    acknowledged = {entry["id"]: entry["text"] for entry in _done(log, "edit")}
    problems = []
    for entry in _done(log, "annotation"):
        id = entry["id"]
        if id is None:  # the screen had gone on to the next call
            if (entry["call"], entry["text"]) not in by_words:
                problems.append(f"annotation {entry['text']!r} of {entry['call']}")
            continue
        call, at, words = held.get(id, (None, None, None))
        texts = attempts.get(id, [])
        since = texts[texts.index(acknowledged[id]) :] if id in acknowledged else texts
        allowed = since if id in acknowledged else [entry["text"], *since]
        if (call, at) != (entry["call"], entry["at"]) or words not in allowed:
            problems.append(f"annotation {id}: {call} {at} {words!r}, acknowledged {allowed!r}")
    return problems


def _evaluations(workspace: Workspace, log: list[Entry]) -> list[str]:
    corrections = Counter(entry["id"] for entry in _done(log, "correction"))
    problems = []
    for entry in _done(log, "evaluation"):
        revisions = get_revisions(workspace.db, entry["id"])
        if len(revisions) < 1 + corrections[entry["id"]]:
            problems.append(f"evaluation {entry['id']}: {len(revisions)} revisions")
            continue
        first = revisions[0].payload
        words = {name: first[name] or "" for name in ("advice", "strengths") if name in entry}
        right = first["call"] == entry["call"] and words.items() <= entry.items()
        kept = answers_of(first)  # without those of hidden items
        if not right or not kept or not kept.items() <= entry["answers"].items():
            problems.append(f"evaluation {entry['id']}: another content")
    return problems


_USES_UP = {
    "annotation": ("annotation", "edit", "evaluation"),
    "evaluation": ("evaluation",),
}
"""Acts that remove the draft of a kind; the child's submission makes an annotation before it."""


def _drafts(workspace: Workspace, log: list[Entry]) -> list[str]:
    """As last acknowledged, or as begun since; gone only where something used it up."""
    problems = []
    last: dict[tuple[str, str], int] = {
        (entry["kind"], entry["key"]): place
        for place, entry in enumerate(log)
        if entry["what"] == "draft" and entry["when"] == "did"
    }
    for (kind, key), place in last.items():
        later = log[place + 1 :]
        used_up = any(e["what"] in _USES_UP[kind] and e.get("call") == key for e in later)
        begun = [e for e in later if (e.get("kind"), e.get("key")) == (kind, key)]
        draft = get_draft(workspace.db, kind, key)
        if draft is None and not used_up:
            problems.append(f"draft {kind} {key}: gone")
        if draft is not None and not any(
            e["holds"].items() <= draft.body.items() for e in (log[place], *begun)
        ):
            problems.append(f"draft {kind} {key}: {draft.body}, acknowledged {log[place]}")
    return problems


def _cut_comment(workspace: Workspace, log: list[Entry]) -> list[str]:
    """A comment whose saving was cut off is an annotation or still a draft, if it was one."""
    acknowledged = max((n for n, e in enumerate(log) if e["when"] == "did"), default=-1)
    cut = [e for e in log[acknowledged + 1 :] if e["what"] == "annotation"]
    known = [e["holds"].get("text") for e in log if e["what"] == "draft" and e["when"] == "did"]
    rows = workspace.db.conn.execute(
        "SELECT a.call, p.value FROM annotation a JOIN personal p ON p.hash = a.text"
    )
    kept = set(rows)
    for entry in cut:
        draft = get_draft(workspace.db, "annotation", entry["call"])
        still = draft is not None and draft.body.get("text") == entry["text"]
        if entry["text"] in known and not still and (entry["call"], entry["text"]) not in kept:
            return [f"neither annotation nor draft: {entry}"]
    return []


def _heard(workspace: Workspace, log: list[Entry]) -> list[str]:
    """Proof of listening only grows."""
    problems = []
    for entry in _done(log, "listening"):
        draft = get_draft(workspace.db, "listening", entry["call"])
        spans = draft.body["heard"] if draft else []
        if sum(to - start for start, to, _ in spans) < entry["heard_ms"]:
            problems.append(f"heard {spans}, acknowledged {entry}")
    return problems


def _still_left(log: list[Entry]) -> list[str]:
    """Half-made files that a start left lying."""
    opened = _done(log, "open")
    return opened[-1].get("still_left", []) if opened else []


def _recordings(workspace: Workspace, log: list[Entry]) -> list[str]:
    recordings = {id for (id,) in workspace.db.conn.execute("SELECT id FROM recording")}
    calls = {id for (id,) in workspace.db.conn.execute("SELECT id FROM call")}
    problems = []
    for entry in _done(log, "import"):
        for file in Path(entry["folder"]).iterdir():
            recording = sha256(file.read_bytes()).hexdigest()
            there = recording in recordings and call_of_recording(recording) in calls
            if not there or not workspace.blobs.has(recording):
                problems.append(f"recording {file.name} is not there")
            elif not workspace.blobs.is_intact(recording):
                problems.append(f"recording {file.name} is damaged")
    return problems


if __name__ == "__main__":
    with Workspace.open(Path(sys.argv[1])) as opened:
        print(json.dumps(find_problems(opened, read_log(Path(sys.argv[2]))), ensure_ascii=False))
