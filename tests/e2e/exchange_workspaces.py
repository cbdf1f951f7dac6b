"""What writing, merging and reporting start from, and whether they left it as they should."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from factories import best_answers, import_calls
from pyarrow.parquet import ParquetFile

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.encryption import decrypt, encrypt, is_encrypted
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal import digest
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.dataset import ABOUT, export_dataset
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.health import check
from qa_desktop.store.backup import keep_up, own_place
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace

ACTS = ("write", "seal", "merge", "unseal", "export", "dataset")
"""``seal`` and ``unseal``: encrypted, with clips instead of whole recordings."""
_MERGED = {"merge": "in.qab", "unseal": "sealed.qab"}
_MADE = {"write": "all.qab", "seal": "all.qab", "export": "detail.xlsx", "dataset": "data"}
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
        "seal": ["bundle", "write", out / "all.qab", "--audio", "clips", "--to", "王芳"],
        "merge": ["bundle", "merge", place / "in.qab"],
        "unseal": ["bundle", "merge", place / "sealed.qab"],
        "export": [
            *("report", "daily-detail", "--from", "2020-01-01", "--to", "2099-12-31"),
            *("--out", out / "detail.xlsx"),
        ],
        "dataset": ["export", "dataset", out / "data"],
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
            receive_key = KeyStore().public_keys()["receive_key"]
            export_dataset(workspace.db, folder / "out" / "data")
            workspace.write([set_fields("remark", "remark-1", {"code": "d"})])
            made = digest.kept_digest(workspace.db)
            held = [id for (id,) in workspace.db.execute("SELECT id FROM op")]
        other.write([set_fields("remark", "remark-1", {"code": "c"})])
        _work(other, folder / "more", 5)
        write_out(other, folder / "in.qab", audio="full")
        write_out(other, folder / "clips.qab", audio="clips")
    _seal(folder / "clips.qab", folder / "sealed.qab", receive_key)
    for copy in (folder / "workspace").glob("backups/*"):
        copy.unlink()  # so that a merge begins with one
    (folder / "tmp").mkdir()
    for name in ("all.qab", "detail.xlsx"):
        (folder / "out" / name).write_bytes(b"of before")
    (folder / "held.json").write_text(json.dumps({"digest": made, "ids": held}))


def _seal(clear: Path, sealed: Path, receive_key: str) -> None:
    with clear.open("rb") as source, sealed.open("wb") as target:
        encrypt(source, target, [receive_key])


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


def back_up(place: Path) -> None:
    """As half an hour ago."""
    with _as(place / "profile"), Workspace.open(place / "workspace") as workspace:
        keep_up(workspace.db, own_place(workspace.folder))


def look_at(act: str, place: Path, template: Path, *, done: bool) -> Looked:
    """In which state the act left ``place``; ``done`` when it said so."""
    with _as(place / "profile"):
        looked = _look_at_workspace(act, place, template)
        looked.problems += _files_of(act, place, looked)
        if done and looked.state == "old":
            looked.problems.append("it was acknowledged, and is gone")
        looked.problems += _left_behind(act, place, looked)
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
    unheard = "audio missing" if act == "unseal" and looked.state == "new" else "\n"
    looked.problems += report.problems
    looked.problems += [note for note in report.notes if not note.startswith(unheard)]
    if not held.issuperset(before["ids"]):
        looked.problems.append("operations are gone")
    whole = set(before["ids"]) | (_ids_in(place / "in.qab") if act in _MERGED else set())
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
    if act in _MERGED:
        return []
    if looked.state == "new":
        return ["the journal changed"]
    file = place / "out" / _MADE[act]
    if act == "dataset":
        return _check_dataset(file, place, looked)
    if file.read_bytes() == b"of before":
        return []
    looked.state = "new"
    try:
        if act == "seal":
            assert is_encrypted(file)
            with _as(place / "inspector"):
                decrypt(file, io.BytesIO(), KeyStore().person_keys().receive_secret)
        elif act == "write":
            with BundleReader(file) as reader:
                reader.check()
        elif zipfile.ZipFile(file).testzip() is not None:
            return ["the report is damaged"]
    except (UserFacingError, zipfile.BadZipFile) as error:
        return [f"the file is not whole: {error}"]
    return []


def _check_dataset(folder: Path, place: Path, looked: Looked) -> list[str]:
    """As many rows in every table as it says of itself, and of one moment."""
    about = json.loads((folder / ABOUT).read_text())
    with Workspace.open(place / "workspace") as workspace:
        if about["digest"] == digest.kept_digest(workspace.db):
            looked.state = "new"
    found = {
        table.name: sum(ParquetFile(file).metadata.num_rows for file in table.rglob("*.parquet"))
        for table in folder.iterdir()
        if table.is_dir()
    }
    return [] if found == about["tables"] else [f"the dataset is not whole: {found}"]


def _left_behind(act: str, place: Path, looked: Looked) -> list[str]:
    """After the next start nothing half made lies anywhere."""
    found = [file for pattern in _HALF for file in place.rglob(pattern)]
    found += [each for each in (place / "tmp").iterdir() if not _is_trial(each)]
    found += list((place / "profile" / "half-made").glob("*"))
    blobs = [
        file
        for folder in ("audio", "clips")
        for file in (place / "workspace" / folder).glob("*/*")
        if file.is_file()
    ]
    wrong = [file for file in blobs if hashlib.sha256(file.read_bytes()).hexdigest() != file.name]
    if looked.state == "old" or act != "unseal":
        found += (place / "workspace" / "clips").glob("*/*")
    return [f"left behind: {file.relative_to(place)}" for file in found + wrong]


def _is_trial(file: Path) -> bool:
    """Python tries the folder out with a file of this content, or does not come to write it."""
    return file.is_file() and file.read_bytes() in (b"", b"blat")


def _again(act: str, place: Path) -> list[str]:
    """The same once more succeeds."""
    out = place / "out"
    try:
        with Workspace.open(place / "workspace") as workspace:
            if act in _MERGED:
                merge(workspace, place / _MERGED[act])
                if act == "unseal":
                    return check(workspace, full=True).problems
                notes = check(workspace, full=True)
                return [*notes.problems, *notes.notes]
            written = write_out(workspace, out / "again.qab", audio="full")
            return ["recordings are missing"] if written.missing_audio else []
    except UserFacingError as error:
        return [f"does not go on: {error}"]
