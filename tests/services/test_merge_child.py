"""A merge in a process of its own: the same as one here, and nothing when it is cut short."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle import preparing
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.lines import operation_line
from qa_desktop.exchange.bundle.manifest import bundle_id
from qa_desktop.journal import digest, projection
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.services import bench_bundle, beside
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.health import check
from qa_desktop.services.merge_child import look_in_child, merge_in_child
from qa_desktop.store.bundles import find_bundles
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Changes, Workspace


def machine(tmp_path: Path, name: str) -> Workspace:
    keys = KeyStore(tmp_path / f"{name}-keys")
    return Workspace.open(tmp_path / name, name=name, number=name[:2], keys=keys)


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        yield workspace


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        yield workspace


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """Thirty calls with evaluations of twenty items."""
    bench_bundle.write_made_up(tmp_path / "made-up.qab", 30)
    return tmp_path / "made-up.qab"


def writer(workspace: Workspace) -> Callable:
    return lambda act: act(workspace)


def state(workspace: Workspace) -> tuple[str, str, int]:
    db = workspace.db
    bundles = len(find_bundles(db))
    return digest.kept_digest(db), projection.scan(db), bundles


def is_whole(workspace: Workspace) -> bool:
    return check(workspace, full=True).problems == []


def test_the_child_does_what_would_be_done_here(
    lead: Workspace, other: Workspace, made_up: Path
) -> None:
    before = state(lead)
    told: list[tuple[int, int]] = []
    looked = look_in_child(
        lead.folder, writer(lead), made_up, progress=lambda *each: told.append(each)
    )
    assert state(lead) == before and looked.changes.subjects == frozenset()
    assert told and all(done <= whole for done, whole in told)
    merged = merge_in_child(
        lead.folder, writer(lead), made_up, looked_into=bundle_id(looked.manifest)
    )
    here = merge(other, made_up)
    assert (merged.operations, merged.by_type, merged.records, merged.person) == (
        (here.operations, here.by_type, here.records, here.person)
    )
    assert "evaluation" in merged.changes.subjects
    for table in ("call", "evaluation", "evaluation_item", "call_text"):
        counts = [
            each.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()
            for each in (lead, other)
        ]
        assert counts[0] == counts[1]
    lead.write([create("remark", "remark-1", {"code": "a", "kind": "note"})])
    assert is_whole(lead), "the chain goes on where the child left it"


def test_the_childs_refusal_is_said_here(lead: Workspace, other: Workspace, tmp_path: Path) -> None:
    other.write([create("remark", f"r-{n}", {"code": "c", "kind": "note"}) for n in range(10)])
    write_out(other, tmp_path / "a.qab")
    merge(lead, tmp_path / "a.qab")
    other.write([delete("remark", f"r-{n}") for n in range(9)])
    write_out(other, tmp_path / "b.qab")
    before = state(lead)
    with pytest.raises(UserFacingError) as caught:
        merge_in_child(lead.folder, writer(lead), tmp_path / "b.qab")
    assert caught.value.id == "bundle.hides_many" and caught.value.params["count"] == 9
    (tmp_path / "c.qab").write_bytes((tmp_path / "b.qab").read_bytes()[:-1])
    with pytest.raises(UserFacingError) as caught:
        look_in_child(lead.folder, writer(lead), tmp_path / "c.qab")
    assert caught.value.id == "bundle.cut_short" and state(lead) == before
    merge_in_child(lead.folder, writer(lead), tmp_path / "b.qab", accept_hides=True)
    assert lead.db.conn.execute("SELECT count(*) FROM remark").fetchone() == (1,)


def test_cancelled_while_it_writes_nothing_has_happened(lead: Workspace, made_up: Path) -> None:
    before, writing = state(lead), []

    def write(act: Callable) -> object:
        writing.append(getattr(act, "__name__", ""))
        return act(lead)

    with pytest.raises(CancelledError):
        merge_in_child(lead.folder, write, made_up, cancelled=lambda: "let_write" in writing)
    assert state(lead) == before and is_whole(lead)


def test_a_child_that_dies_leaves_all_as_it_was(
    lead: Workspace, made_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, tell = state(lead), beside.Child.tell

    def kill_instead(child: beside.Child, what: object) -> None:
        if what == "committed":
            child._process.kill()
        else:
            tell(child, what)

    monkeypatch.setattr(beside.Child, "tell", kill_instead)
    with pytest.raises(UserFacingError) as caught:
        merge_in_child(lead.folder, writer(lead), made_up)
    assert caught.value.id == "bundle.stopped" and state(lead) == before
    lead.write([create("remark", "remark-1", {"code": "a", "kind": "note"})])
    assert is_whole(lead)


def test_a_child_that_dies_after_its_commit_is_not_told_as_nothing_done(
    lead: Workspace, made_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever went wrong then: nobody may merge it again, or believe that it is not there."""
    result = beside.Child.result

    def lost(child: beside.Child) -> object:
        result(child)
        child.is_done = False
        raise UserFacingError("bundle.stopped")

    monkeypatch.setattr(beside.Child, "result", lost)
    said: list[object] = []

    def write(act: Callable) -> object:
        said.append(act(lead))
        return said[-1]

    with pytest.raises(UserFacingError) as caught:
        merge_in_child(lead.folder, write, made_up)
    assert caught.value.id == "bundle.merged_unfinished"
    assert lead.db.conn.execute("SELECT count(*) FROM evaluation").fetchone() == (30,)
    told = [each for each in said if isinstance(each, Changes)]
    assert any("evaluation" in each.subjects for each in told), "the window shows what came"
    assert is_whole(lead)


def test_errors_go_from_one_process_to_the_other() -> None:
    error = DamagedBundleError("too_large", gib=4)
    again = pickle.loads(pickle.dumps(error))
    assert (again.id, again.params, str(again)) == (error.id, error.params, str(error))


@pytest.fixture
def with_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are read by children, however few they are."""
    monkeypatch.setattr(preparing, "_WORTH_CHILDREN", 0)


def test_lines_read_by_children_are_those_read_here(
    lead: Workspace, other: Workspace, made_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = merge(other, made_up)
    monkeypatch.setattr(preparing, "_WORTH_CHILDREN", 0)
    told = preview(lead, made_up)
    done = merge(lead, made_up)
    assert told.operations == done.operations == here.operations
    assert is_whole(lead)


@pytest.mark.usefixtures("with_children")
@pytest.mark.parametrize("kind", ["operations", "signed"])
def test_a_signature_that_is_wrong_is_found_by_the_child(kind: preparing.Kind) -> None:
    (operation,) = list(bench_bundle._Author().work(0))[:1]
    frame = operation_line(operation.raw.encode(), bytes(64))
    lines = preparing.Preparing(1)
    try:
        good = operation_line(operation.raw.encode(), operation.sig)
        found = lines.prepared([(kind, good), (kind, frame)])
        assert next(found)[1][0][0] == operation.id
        if kind == "signed":
            assert next(found)[1][0][0] == operation.id
        else:
            with pytest.raises(DamagedBundleError) as caught:
                next(found)
            assert caught.value.id == "bundle.altered"
    finally:
        lines.end()


@pytest.mark.usefixtures("with_children")
def test_a_child_that_reads_lines_and_dies_is_said() -> None:
    lines = preparing.Preparing(1)
    for child in lines._children:
        child.process.kill()
    try:
        with pytest.raises(UserFacingError) as caught:
            list(lines.prepared([("operations", b"{}\n")]))
        assert caught.value.id == "bundle.stopped"
    finally:
        lines.end()


def test_what_was_looked_into_is_not_believed_of_another_bundle(
    lead: Workspace, other: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signatures are checked unless this very bundle was looked into."""
    asked: list[preparing.Kind] = []
    prepare = preparing.prepare

    def note(kind: preparing.Kind, frame: bytes) -> list[Any]:
        asked.extend([kind] if kind != "values" else [])
        return prepare(kind, frame)

    monkeypatch.setattr(preparing, "prepare", note)
    other.write([create("remark", "r", {"code": "c", "kind": "note"})])
    write_out(other, tmp_path / "a.qab")
    other.write([set_fields("remark", "r", {"code": "d"})])
    write_out(other, tmp_path / "b.qab")
    looked = bundle_id(preview(lead, tmp_path / "a.qab").manifest)
    merge(lead, tmp_path / "b.qab", looked_into=looked)
    merge(lead, tmp_path / "a.qab", looked_into=looked)
    assert asked == ["operations", "operations", "signed"]
