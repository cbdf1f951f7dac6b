"""What writing, merging and reporting start from, and whether they left it as they should."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from factories import best_answers, import_calls

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal import digest
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.health import check
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace

ACTS = ("write", "merge", "export")
_HALF = (".making-*", ".incoming-*", ".taking", ".partial-*")


@dataclass
class Looked:
    state: str
    """``old`` or ``new``."""
    problems: list[str] = field(default_factory=list)


def command_of(act: str, place: Path) -> list[str]:
    """The act as a command; everything that it touches lies below ``place``."""
    out = place / "out"
    acts: dict[str, list[object]] = {
        "write": ["bundle", "write", out / "all.qab", "--audio", "full"],
        "merge": ["bundle", "merge", place / "in.qab"],
        "export": [
            *("report", "daily-detail", "--from", "2020-01-01", "--to", "2099-12-31"),
            *("--out", out / "detail.xlsx"),
        ],
    }
    return [*map(str, ["--workspace", place / "workspace", *acts[act]]), "--json"]


def make_template(folder: Path) -> None:
    """``workspace`` and ``profile`` of a lead, ``in.qab`` of an inspector, files of before in
    ``out``."""
    with _as(folder / "inspector"), _opened(folder / "inspector-workspace", "王芳") as other:
        _work(other, folder / "incoming", 2)
        other.write([create("remark", "remark-1", {"code": "a", "kind": "note"})])
        write_out(other, folder / "first.qab")
        with _as(folder / "profile"), _opened(folder / "workspace", "李敏") as workspace:
            merge(workspace, folder / "first.qab")
            workspace.write([set_fields("remark", "remark-1", {"code": "b"})])
            _work(workspace, folder / "own", 3)
            made = digest.kept_digest(workspace.db)
            held = [id for (id,) in workspace.db.execute("SELECT id FROM op")]
        other.write([set_fields("remark", "remark-1", {"code": "c"})])
        _work(other, folder / "more", 5)
        write_out(other, folder / "in.qab", audio="full")
    for copy in (folder / "workspace").glob("backups/*"):
        copy.unlink()  # so that a merge begins with one
    for name in ("out", "tmp"):
        (folder / name).mkdir()
    for name in ("all.qab", "detail.xlsx"):
        (folder / "out" / name).write_bytes(b"of before")
    (folder / "held.json").write_text(json.dumps({"digest": made, "ids": held}))


def _opened(folder: Path, name: str) -> Workspace:
    return Workspace.open(folder, name=name, number="8001", keys=KeyStore())


@contextmanager
def _as(profile: Path) -> Iterator[None]:
    """The profile of one of them."""
    before = os.environ.get("QA_DESKTOP_PROFILE")
    os.environ["QA_DESKTOP_PROFILE"] = str(profile)
    try:
        yield
    finally:
        if before is None:
            del os.environ["QA_DESKTOP_PROFILE"]
        else:
            os.environ["QA_DESKTOP_PROFILE"] = before


def _work(workspace: Workspace, folder: Path, count: int) -> None:
    """Recordings, and an evaluation of the last of them."""
    known = {id for (id,) in workspace.db.execute("SELECT id FROM call")}
    calls = [call for call in import_calls(workspace, folder, count) if call.id not in known]
    mark = add_annotation(workspace, calls[-1].id, at_ms=1, kind="strength", text="好").ids[0]
    version = find_version("inbound-service")
    items = {item: [mark] for item in version.items}
    form = EvaluationForm(calls[-1].id, version.id, best_answers(version), evidence=items)
    submit_evaluation(workspace, form)


def look_at(act: str, place: Path, template: Path, *, done: bool) -> Looked:
    """In which state the act left ``place``; ``done`` when it said so."""
    with _as(place / "profile"):
        looked = _look_at_workspace(act, place, template)
        looked.problems += _files_of(act, place, looked)
        if done and looked.state == "old":
            looked.problems.append("it was acknowledged, and is gone")
        looked.problems += _left_behind(place)
        looked.problems += _again(act, place)
    return looked


def _look_at_workspace(act: str, place: Path, template: Path) -> Looked:
    before = json.loads((template / "held.json").read_text())
    with Workspace.open(place / "workspace") as workspace:
        held = {id for (id,) in workspace.db.execute("SELECT id FROM op")}
        now = digest.kept_digest(workspace.db)
        report = check(workspace, full=True)
        replicas = workspace.db.execute("SELECT count(*) FROM replica").fetchone()[0]
    looked = Looked("old" if now == before["digest"] else "new")
    looked.problems += [*report.problems, *report.notes]
    if not held.issuperset(before["ids"]):
        looked.problems.append("operations are gone")
    whole = set(before["ids"]) | (_ids_in(place / "in.qab") if act == "merge" else set())
    if looked.state == "new" and held != whole:
        looked.problems.append(f"between old and new: {len(held)} of {len(whole)}")
    if replicas != 2:
        looked.problems.append(f"{replicas} devices instead of 2")
    return looked


def _ids_in(bundle: Path) -> set[str]:
    with BundleReader(bundle) as reader:
        return {operation.id for operation in reader.operations()}


def _files_of(act: str, place: Path, looked: Looked) -> list[str]:
    """The file that was to be made is the one of before or whole; that is its state."""
    if act == "merge":
        return []
    file = place / "out" / {"write": "all.qab", "export": "detail.xlsx"}[act]
    if looked.state == "new":
        return ["the journal changed"]
    if file.read_bytes() == b"of before":
        return []
    looked.state = "new"
    try:
        if act == "write":
            with BundleReader(file) as reader:
                reader.check()
        elif zipfile.ZipFile(file).testzip() is not None:
            return ["the report is damaged"]
    except (UserFacingError, zipfile.BadZipFile) as error:
        return [f"the file is not whole: {error}"]
    return []


def _left_behind(place: Path) -> list[str]:
    """After the next start nothing half made lies anywhere."""
    found = [file for pattern in _HALF for file in place.rglob(pattern)]
    found += list((place / "tmp").iterdir())
    found += list((place / "profile" / "half-made").glob("*"))
    blobs = [file for file in (place / "workspace" / "audio").glob("*/*") if file.is_file()]
    wrong = [file for file in blobs if hashlib.sha256(file.read_bytes()).hexdigest() != file.name]
    return [f"left behind: {file.relative_to(place)}" for file in found + wrong]


def _again(act: str, place: Path) -> list[str]:
    """The same once more succeeds."""
    out = place / "out"
    try:
        with Workspace.open(place / "workspace") as workspace:
            if act == "merge":
                merge(workspace, place / "in.qab")
                notes = check(workspace, full=True)
                return [*notes.problems, *notes.notes]
            written = write_out(workspace, out / "again.qab", audio="full")
            return ["recordings are missing"] if written.missing_audio else []
    except UserFacingError as error:
        return [f"does not go on: {error}"]
