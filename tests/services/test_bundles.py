"""Two people, two machines: what one writes in a bundle the other merges, and they agree."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.manifest import Manifest, bundle_id
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.exchange.bundle.writing import Contents, write_bundle
from qa_desktop.journal import digest, projection
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.operation import Draft, Operation, write
from qa_desktop.journal.vector import find_forks, find_gaps, held
from qa_desktop.services.addressees import person_named
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.health import check
from qa_desktop.services.people import save_project, set_projects
from qa_desktop.services.people_list import read_roster
from qa_desktop.services.report_data import feedback_data
from qa_desktop.store.backup import own_place
from qa_desktop.store.bundles import BundleNote, acknowledged, find_bundles, note_bundle
from qa_desktop.store.calls import find_calls
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.projects import find_project_memberships
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls, plain_answers


def machine(tmp_path: Path, name: str) -> Workspace:
    return Workspace.open(
        tmp_path / name, name=name, number=name[:2], keys=KeyStore(tmp_path / f"{name}-keys")
    )


@pytest.fixture
def inspector(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        yield workspace


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        yield workspace


def evaluate(workspace: Workspace, tmp_path: Path, count: int = 1) -> list[str]:
    """Import, mark and score some calls; the evaluations."""
    version = built_in_templates()[0]
    ids = []
    for call in import_calls(workspace, tmp_path / "in", count):
        add_annotation(workspace, call.id, at_ms=100, kind="strength", text="声音亲切")
        form = EvaluationForm(call.id, version.id, plain_answers(version), method="spot_check")
        ids.append(submit_evaluation(workspace, form).evaluation)
    return ids


def agree(one: Workspace, other: Workspace) -> bool:
    return digest.kept_digest(one.db) == digest.kept_digest(other.db) and projection.scan(
        one.db
    ) == projection.scan(other.db)


def exchange(one: Workspace, other: Workspace, tmp_path: Path, **named: object) -> None:
    write_out(one, tmp_path / "x.qab", **named)
    merge(other, tmp_path / "x.qab")


def test_there_and_back_they_agree(inspector: Workspace, lead: Workspace, tmp_path: Path) -> None:
    evaluate(inspector, tmp_path)
    exchange(inspector, lead, tmp_path, audio="full")
    assert not agree(inspector, lead), "the lead's own name has not travelled yet"
    exchange(lead, inspector, tmp_path)
    assert agree(inspector, lead)
    assert [call.agent_number for call in find_calls(lead.db, lead.person)] == ["0617"]
    report = check(lead, full=True)
    assert (report.problems, [note for note in report.notes if "audio" in note]) == ([], [])


def test_merging_twice_adds_nothing(inspector: Workspace, lead: Workspace, tmp_path: Path) -> None:
    evaluate(inspector, tmp_path)
    out = write_out(inspector, tmp_path / "a.qab", audio="full").files[0]
    gc.enable()
    first, second = merge(lead, out), merge(lead, out)
    assert gc.isenabled(), "nothing is collected for as long as a merge takes in, no longer"
    assert first.operations > 3 and first.blobs == 1 and second.known == first.operations
    assert (second.operations, second.blobs, second.conflicts) == (0, 0, ())
    assert len([note for note in find_bundles(lead.db) if note.direction == "in"]) == 1


def test_a_preview_tells_and_changes_nothing(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    evaluate(inspector, tmp_path)
    out = write_out(inspector, tmp_path / "a.qab", audio="full").files[0]
    before = (digest.kept_digest(lead.db), projection.scan(lead.db))
    told = preview(lead, out)
    assert (digest.kept_digest(lead.db), projection.scan(lead.db)) == before
    assert lead.db.conn.execute("SELECT count(*) FROM personal").fetchone()[0] == 2
    assert not list(lead.blobs.all())
    done = merge(lead, out)
    assert (told.operations, told.blobs, told.by_type) == (
        done.operations,
        done.blobs,
        done.by_type,
    )


def test_only_what_was_not_acknowledged_is_sent_again(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    evaluate(inspector, tmp_path)
    exchange(inspector, lead, tmp_path)
    exchange(lead, inspector, tmp_path)
    wang = person_named(inspector.db, "li")
    lead_id = lead.person
    assert wang == lead_id
    inspector.write([create("remark", "remark-1", {"code": "zx", "kind": "note"})])
    again = write_out(inspector, tmp_path / "b.qab", to=[lead_id])
    assert again.operations == 1
    merge(lead, again.files[0])
    assert agree(inspector, lead)


def test_somebody_never_heard_of_gets_everything(inspector: Workspace, tmp_path: Path) -> None:
    evaluate(inspector, tmp_path)
    everything = write_out(inspector, tmp_path / "a.qab").operations
    assert write_out(inspector, tmp_path / "b.qab", to=["nobody"]).operations == everything
    with pytest.raises(UserFacingError):
        person_named(inspector.db, "nobody")


def test_one_evaluation_travels_alone(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    first, _ = evaluate(inspector, tmp_path, 2)
    exchange(inspector, lead, tmp_path, subject=first, audio="full")
    calls = find_calls(lead.db, lead.person)
    assert len(calls) == 1 and len(list(lead.blobs.all())) == 1
    (found,) = lead.db.conn.execute("SELECT id, scorer FROM evaluation")
    assert found == (first, inspector.person)
    texts = lead.db.conn.execute(
        "SELECT p.value FROM annotation a JOIN personal p ON p.hash = a.text"
    ).fetchall()
    assert texts == [("声音亲切",)]
    assert lead.db.conn.execute(
        "SELECT p.value FROM person x JOIN personal p ON p.hash = x.name WHERE x.id = ?",
        [inspector.person],
    ).fetchone() == ("wang",)
    assert find_gaps(lead.db), "what lies between is missing, and is said to be"


def test_a_call_brings_its_evaluations_an_evaluation_not_those_of_others(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    (mine,) = evaluate(inspector, tmp_path)
    exchange(inspector, lead, tmp_path, audio="full")
    call = find_calls(lead.db, lead.person)[0].id
    version = built_in_templates()[1]
    form = EvaluationForm(call, version.id, plain_answers(version), method="spot_check")
    theirs = submit_evaluation(lead, form).evaluation
    assert write_out(lead, tmp_path / "call.qab", subject=call).operations > (
        write_out(lead, tmp_path / "one.qab", subject=theirs).operations
    )
    with machine(tmp_path, "zhao") as third:
        merge(third, tmp_path / "one.qab")
        assert third.db.conn.execute("SELECT id FROM evaluation").fetchall() == [(theirs,)]
        merge(third, tmp_path / "call.qab")
        ids = {id for (id,) in third.db.conn.execute("SELECT id FROM evaluation")}
        assert ids == {mine, theirs}


def test_what_is_no_subject_is_refused(inspector: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        write_out(inspector, tmp_path / "x.qab", subject="12345678")
    assert caught.value.id == "bundle.no_such_subject"
    assert not (tmp_path / "x.qab").exists()


def test_both_edit_a_name_one_conflict_on_both_sides(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    inspector.write([create("remark", "remark-1", {"code": "a", "kind": "note"})])
    exchange(inspector, lead, tmp_path)
    exchange(lead, inspector, tmp_path)
    inspector.write([set_fields("remark", "remark-1", {"code": "b"})])
    lead.write([set_fields("remark", "remark-1", {"code": "c"})])
    write_out(inspector, tmp_path / "i.qab")
    write_out(lead, tmp_path / "l.qab")
    conflict = (("remark", "remark-1", "code"),)
    assert preview(lead, tmp_path / "i.qab").conflicts == conflict
    assert merge(lead, tmp_path / "i.qab").conflicts == conflict
    assert merge(inspector, tmp_path / "l.qab").conflicts == conflict
    assert agree(inspector, lead)
    lead.write([set_fields("remark", "remark-1", {"code": "b"})])
    exchange(lead, inspector, tmp_path)
    assert agree(inspector, lead)
    assert not inspector.db.conn.execute("SELECT 1 FROM conflict").fetchone()


def remarks(workspace: Workspace, count: int) -> None:
    workspace.write(
        [create("remark", f"remark-{n}", {"code": f"c{n}", "kind": "note"}) for n in range(count)]
    )


def test_all_of_a_kind_is_much_however_many_there_are_of_others(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    remarks(inspector, 60)
    inspector.write([create("team", f"team-{n}", {"name": f"组{n}"}) for n in range(4)])
    exchange(inspector, lead, tmp_path)
    inspector.write([delete("team", f"team-{n}") for n in range(4)])
    file = write_out(inspector, tmp_path / "d.qab").files[0]
    told = preview(lead, file)
    assert (told.hides_many, told.hidden, told.of) == (True, 4, 4)
    with pytest.raises(UserFacingError) as caught:
        merge(lead, file)
    assert caught.value.params == {"count": 4, "of": 4}


@pytest.mark.parametrize(("held_before", "deleted"), [(60, 51), (10, 4)])
def test_much_that_would_go_is_asked_about_first(
    inspector: Workspace, lead: Workspace, tmp_path: Path, held_before: int, deleted: int
) -> None:
    remarks(inspector, held_before)
    exchange(inspector, lead, tmp_path)
    inspector.write([delete("remark", f"remark-{n}") for n in range(deleted)])
    write_out(inspector, tmp_path / "d.qab")
    before = (digest.kept_digest(lead.db), projection.scan(lead.db))
    told = preview(lead, tmp_path / "d.qab")
    assert told.hides_many and told.hidden == deleted
    with pytest.raises(UserFacingError) as caught:
        merge(lead, tmp_path / "d.qab")
    assert caught.value.id == "bundle.hides_many"
    assert (digest.kept_digest(lead.db), projection.scan(lead.db)) == before
    assert merge(lead, tmp_path / "d.qab", accept_hides=True).hidden == deleted
    assert lead.db.conn.execute("SELECT count(*) FROM remark").fetchone() == (
        held_before - deleted,
    )


def test_a_little_that_goes_is_not(inspector: Workspace, lead: Workspace, tmp_path: Path) -> None:
    remarks(inspector, 20)
    exchange(inspector, lead, tmp_path)
    inspector.write([delete("remark", "remark-3")])
    write_out(inspector, tmp_path / "d.qab")
    assert merge(lead, tmp_path / "d.qab").hidden == 1


def test_a_merge_begins_with_a_backup(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    exchange(inspector, lead, tmp_path)
    assert own_place(lead.folder).copies(lead.db)


def test_a_cancelled_merge_changes_nothing(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    remarks(inspector, 5)
    write_out(inspector, tmp_path / "a.qab")
    before = digest.kept_digest(lead.db)
    calls = iter([False, False, True, True, True, True])
    with pytest.raises(CancelledError):
        merge(lead, tmp_path / "a.qab", cancelled=lambda: next(calls, True))
    assert digest.kept_digest(lead.db) == before


def test_a_damaged_one_changes_nothing(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    evaluate(inspector, tmp_path)
    out = write_out(inspector, tmp_path / "a.qab", audio="full").files[0]
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(data)
    before = digest.kept_digest(lead.db)
    with pytest.raises(UserFacingError):
        merge(lead, out)
    assert digest.kept_digest(lead.db) == before and not list(lead.blobs.all())


def test_audio_that_is_not_here_is_named(inspector: Workspace, tmp_path: Path) -> None:
    evaluate(inspector, tmp_path)
    (sha256,) = inspector.blobs.all()
    inspector.blobs.remove(sha256)
    written = write_out(inspector, tmp_path / "a.qab", audio="full")
    assert written.missing_audio == (sha256,) and written.blobs == 0


def test_the_vector_stops_at_a_gap_and_before_a_fork(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    remarks(inspector, 3)
    own = inspector.journal.replica.public
    assert held(inspector.db)[own][0] == inspector.journal.seq
    operations = list(projection.read_operations(inspector.db))
    lead.journal.add([operations[0], operations[1], operations[3]])
    assert held(lead.db)[own] == (2, operations[1].id)
    assert [(gap.first, gap.last) for gap in find_gaps(lead.db)] == [(3, 3)]
    lead.journal.add([operations[2]])
    assert held(lead.db)[own][0] == 4 and not find_gaps(lead.db)
    assert not find_forks(lead.db)


def test_a_fork_is_found_on_both_sides_and_both_branches_kept(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    """A profile copied to a second machine signs two operations of one number."""
    exchange(inspector, lead, tmp_path)
    before = inspector.journal.seq
    remarks(inspector, 1)
    branch = list(projection.read_operations(inspector.db, "seq > ?", [before]))
    lead.journal.add(branch)
    head = projection.read_operations(inspector.db, "seq = ?", [before])
    other = write(
        Draft("act-x", "create", "remark", "remark-x", {"code": "x"}),
        replica=inspector.journal.replica,
        seq=before + 1,
        prev=next(iter(head)).id,
        hlc=lead.journal.clock.tick(),
        at=1,
    )
    lead.journal.add([other])
    own = inspector.journal.replica.public
    (fork,) = find_forks(lead.db)
    assert (fork.replica, fork.seq) == (own, before + 1)
    assert set(fork.ids) == {branch[0].id, other.id}
    assert held(lead.db)[own][0] == before
    write_out(lead, tmp_path / "f.qab")
    told = merge(inspector, tmp_path / "f.qab")
    assert [each.replica for each in told.forks] == [own]
    assert inspector.db.conn.execute("SELECT count(*) FROM remark").fetchone() == (2,)


def test_the_same_state_writes_the_same_bytes(
    inspector: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remarks(inspector, 3)
    monkeypatch.setattr(inspector.journal.clock, "now", lambda: 1_700_000_000_000)
    one, other = (write_out(inspector, tmp_path / f"{n}.qab").files[0] for n in "ab")
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()


def test_what_was_erased_there_goes_here_and_does_not_come_back(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    evaluate(inspector, tmp_path)
    write_out(inspector, tmp_path / "before.qab", audio="full")
    merge(lead, tmp_path / "before.qab")
    assert len(list(lead.blobs.all())) == 1
    call = find_calls(inspector.db, inspector.person)[0].id
    erase(inspector, plan_recording(inspector, call))
    write_out(inspector, tmp_path / "after.qab", audio="full")
    merge(lead, tmp_path / "after.qab", accept_hides=True)
    assert not list(lead.blobs.all())
    merge(lead, tmp_path / "before.qab")
    assert not list(lead.blobs.all())
    names = "SELECT 1 FROM file_name f JOIN personal p ON p.hash = f.name"
    assert not lead.db.conn.execute(names).fetchone()
    assert check(lead, full=True).problems == []


def test_an_agent_brings_the_projects(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    evaluate(inspector, tmp_path)
    agent = str(find_calls(inspector.db, inspector.person)[0].agent)
    project = save_project(inspector, "宽带").ids[0]
    set_projects(inspector, [agent], [project], "2026-11-01")
    exchange(inspector, lead, tmp_path, subject=agent)
    held = find_project_memberships(lead.db)
    assert [row.project_name for row in held[agent]] == ["宽带"]


def test_nobody_acknowledges_for_another(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    """Else what was never received would never be sent."""
    evaluate(inspector, tmp_path)
    everything = write_out(inspector, tmp_path / "a.qab").operations
    with machine(tmp_path, "zhao") as third:
        merge(third, tmp_path / "a.qab")
        own, third.person = third.person, lead.person
        forged = write_out(third, tmp_path / "forged.qab").files[0]
    done = merge(inspector, forged)
    assert (done.manifest.person, done.person, done.who) == (lead.person, own, "zhao")
    again = write_out(inspector, tmp_path / "b.qab", to=[lead.person])
    assert again.operations > everything


def test_the_last_that_was_acknowledged_counts(inspector: Workspace) -> None:
    """Who has put back a backup holds less than before."""
    replica, ids = "a" * 64, ["b" * 64, "c" * 64]
    for at, (seq, id) in enumerate(zip((5, 3), ids, strict=True)):
        note = BundleNote(f"bundle-{at}", "in", "x.qab", "person", at, 0, {replica: (seq, id)})
        note_bundle(inspector.db, note)
    assert acknowledged(inspector.db, ["person"]) == {replica: (3, ids[1])}


def test_a_moment_that_no_calendar_has_stops_no_screen(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    """Anybody may sign any number as the time of a score."""
    (mine,) = evaluate(inspector, tmp_path)
    payload = {**get_evaluation(inspector.db, mine).payload, "strengths": None, "advice": None}
    payload |= {"annotations": [], "items": []}
    signed = write(
        Draft("act-x", "fact", "evaluation", "evaluation-x", payload),
        replica=inspector.journal.replica,
        seq=inspector.journal.seq + 1,
        prev=inspector.journal.head,
        hlc=inspector.journal.clock.tick(),
        at=(1 << 63) - 1,
    )
    inspector.journal.add([signed])
    exchange(inspector, lead, tmp_path)
    (line,) = read_roster(lead.db, date(2026, 11, 22)).agents
    assert line.last_heard is not None and line.last_heard.year == 2999
    assert feedback_data(lead.db, "evaluation-x").evaluation.submitted.year == 2999


def test_a_refused_merge_leaves_no_recording_behind(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    remarks(inspector, 60)
    exchange(inspector, lead, tmp_path)
    evaluate(inspector, tmp_path)
    inspector.write([delete("remark", f"remark-{n}") for n in range(51)])
    write_out(inspector, tmp_path / "d.qab", audio="full")
    with pytest.raises(UserFacingError):
        merge(lead, tmp_path / "d.qab")
    assert not list(lead.blobs.all())


def _interrupted(lead: Workspace, file: Path, recordings: list[str]) -> None:
    """As a kill leaves it between the recordings and the transaction."""
    with BundleReader(file) as reader:
        note = {"bundle": bundle_id(reader.manifest), "recordings": recordings}
        for blob in reader.blobs():
            lead.blobs.take(blob.sha256, reader.blob_blocks(blob))
    (lead.blobs.folder / ".taking").write_text(json.dumps(note))


def test_recordings_of_a_merge_that_was_killed_are_taken_back(
    inspector: Workspace, lead: Workspace, tmp_path: Path
) -> None:
    evaluate(inspector, tmp_path)
    out = write_out(inspector, tmp_path / "a.qab", audio="full").files[0]
    (recording,) = inspector.blobs.all()
    _interrupted(lead, out, [recording])
    lead.close()
    with machine(tmp_path, "li") as again:
        assert not list(again.blobs.folder.rglob("*.*")) and not list(again.blobs.all())
        merge(again, out)
        _interrupted(again, out, [recording])
    with machine(tmp_path, "li") as again:
        assert list(again.blobs.all()) == [recording], "a record speaks of it"


def test_recordings_of_a_merge_that_committed_stay_without_their_records(
    inspector: Workspace, lead: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file of an export holds recordings only; the first may come later."""
    evaluate(inspector, tmp_path)
    (recording,) = inspector.blobs.all()
    sound = ((recording, inspector.blobs.path(recording)),)
    manifest = replace(_manifest_of(inspector, tmp_path), audio="full")
    write_bundle(
        tmp_path / "b.qab",
        Contents((), (), sound),
        lambda members: replace(manifest, members=members),
        inspector.journal.replica,
    )
    assert merge(lead, tmp_path / "b.qab").blobs == 1
    _interrupted(lead, tmp_path / "b.qab", [recording])
    lead.close()
    with machine(tmp_path, "li") as again:
        assert list(again.blobs.all()) == [recording]


def _manifest_of(workspace: Workspace, tmp_path: Path) -> Manifest:
    with BundleReader(write_out(workspace, tmp_path / "m.qab").files[0]) as reader:
        return reader.manifest


def test_long_operations_are_taken_few_at_a_time(
    inspector: Workspace, lead: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand of a million characters each would need gigabytes."""
    words = "长" * 100_000
    inspector.write(
        [create("remark", f"remark-{n}", {"code": words, "kind": "note"}) for n in range(60)]
    )
    out = write_out(inspector, tmp_path / "a.qab").files[0]
    most = 0
    add = lead.journal.add

    def counted(operations: list[Operation], **named: object) -> object:
        nonlocal most
        most = max(most, sum(len(each.raw) for each in operations))
        return add(operations, **named)

    monkeypatch.setattr(lead.journal, "add", counted)
    assert merge(lead, out).operations > 60
    assert most < 3 << 20
