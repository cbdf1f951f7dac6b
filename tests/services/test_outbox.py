"""Who holds what by their own word; receipts, requests for what is missing, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import agree, evaluate, machine

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.limits import Limits
from qa_desktop.journal import digest
from qa_desktop.journal.changes import create
from qa_desktop.journal.operation import Draft, Operation, write
from qa_desktop.journal.vector import beyond, count_operations, find_forks, find_gaps
from qa_desktop.services import bundle_selection
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_selection import Selection
from qa_desktop.services.bundle_writing import Written, export, write_out
from qa_desktop.services.gap_requests import (
    answer_file,
    answer_request,
    missing,
    waiting_requests,
    write_request,
)
from qa_desktop.services.outbox import Correspondent, read_outbox
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.workspace import Workspace


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        yield workspace


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        yield workspace


def remark(workspace: Workspace, id: str) -> None:
    workspace.write([create("remark", id, {"code": id, "kind": "note"})])


def receipt(workspace: Workspace, out: Path, **named: object) -> Path:
    return write_receipt(workspace.folder, lambda act: act(workspace), out, **named).files[0]


def only(workspace: Workspace) -> Correspondent:
    (found,) = read_outbox(workspace.db).people
    return found


def test_alone_there_is_nobody_to_write_to(wang: Workspace) -> None:
    box = read_outbox(wang.db)
    assert (box.people, box.files) == ((), ())


def test_a_receipt_brings_the_outbox_up_to_date(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    evaluate(wang, tmp_path)
    merge(wang, receipt(li, tmp_path / "hello.qab"))
    before = only(wang)
    assert before.name == "li" and before.heard_at is not None and before.can_encrypt
    assert before.acknowledged == 2, "li's own"
    assert before.waiting > 5 and before.last_file is None
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person])
    assert sent.encrypted and sent.operations == before.waiting
    waiting = only(wang)
    assert waiting.waiting == before.waiting and waiting.last_file is not None
    assert waiting.last_file.path == sent.files[0] and not waiting.last_file.acknowledged
    merge(li, sent.files[0])
    merge(wang, receipt(li, tmp_path / "r.qab", to=[wang.person]))
    after = only(wang)
    assert after.waiting == 0 and after.last_file is not None and after.last_file.acknowledged
    remark(wang, "new")
    assert only(wang).waiting == 1
    assert write_out(wang, tmp_path / "b.qab", to=[li.person]).operations == 1


def test_a_receipt_is_small_and_says_whose_it_is(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    evaluate(wang, tmp_path, 2)
    file = receipt(wang, tmp_path / "r.qab")
    assert file.stat().st_size < 5_000
    done = merge(li, file)
    assert (done.who, done.manifest.purpose) == ("wang", "receipt")
    assert not find_gaps(li.db)
    ahead = only(li)
    assert (ahead.waiting, ahead.acknowledged) == (2, 2) and ahead.ahead > 5


def gap_at(li: Workspace, wang: Workspace, tmp_path: Path) -> None:
    """Li hears of Wang's last remark only."""
    merge(li, receipt(wang, tmp_path / "first.qab"))
    merge(wang, receipt(li, tmp_path / "back.qab"))
    for number in range(5):
        remark(wang, f"r{number}")
    lost = write_out(wang, tmp_path / "lost.qab", to=[li.person])
    assert lost.operations == 5
    with wang.transaction():  # as though Li had had them, and lost them with a restored backup
        wang.db.execute(
            "UPDATE bundle SET direction = 'in', person = ? WHERE file = 'lost.qab'", [li.person]
        )
    remark(wang, "last")
    merge(li, write_out(wang, tmp_path / "late.qab", to=[li.person]).files[0])


def test_a_gap_is_asked_for_and_answered(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    gap_at(li, wang, tmp_path)
    (gap,) = find_gaps(li.db)
    assert missing(li.db) == (gap,) and gap.last - gap.first == 4
    request = write_request(
        li.folder, lambda act: act(li), tmp_path / "ask.qab", to=[wang.person]
    ).files[0]
    done = merge(wang, request)
    assert done.manifest.wants == (gap,) and done.operations == 0
    (waiting,) = waiting_requests(wang.db)
    assert (waiting.who, waiting.asked, waiting.here) == ("li", 5, 5)
    answer = answer_request(
        wang.folder, lambda act: act(wang), waiting.bundle, tmp_path / "answer.qab"
    )
    assert answer.encrypted and waiting_requests(wang.db) == []
    merge(li, answer.files[0])
    assert missing(li.db) == () and find_gaps(li.db) == []
    merge(wang, write_out(li, tmp_path / "all.qab", to=[wang.person]).files[0])
    assert agree(wang, li)


def test_a_request_is_answered_without_being_merged(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    gap_at(li, wang, tmp_path)
    ask = write_request(li.folder, lambda act: act(li), tmp_path / "ask.qab", to=[wang.person])
    answer = answer_file(wang.folder, lambda act: act(wang), ask.files[0], tmp_path / "answer.qab")
    assert answer.operations == 6, "the five and the hello that says whose they are"
    assert merge(li, answer.files[0]).operations == 5


def test_an_answer_is_never_plain_because_nobody_knows_who_asks(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    gap_at(li, wang, tmp_path)
    ask = write_request(li.folder, lambda act: act(li), tmp_path / "ask.qab").files[0]
    merge(wang, ask)
    uncertain = "UPDATE replica SET certified = 0 WHERE id = ?"
    wang.db.execute(uncertain, [li.journal.replica.public])
    wang.db.execute("UPDATE gap_request SET person = ''")
    (waiting,) = waiting_requests(wang.db)
    out = tmp_path / "answer.qab"

    def merged(plain: bool) -> Written:
        return answer_request(wang.folder, lambda act: act(wang), waiting.bundle, out, plain=plain)

    def by_file(plain: bool) -> Written:
        return answer_file(wang.folder, lambda act: act(wang), ask, out, plain=plain)

    for answer in (merged, by_file):
        with pytest.raises(UserFacingError, match="asker_unknown"):
            answer(False)
        assert not out.exists() and waiting_requests(wang.db) == [waiting]
    assert not by_file(True).encrypted and out.exists(), "who says so may"


def test_what_nobody_lacks_is_not_asked_for(wang: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="nothing_missing"):
        write_request(wang.folder, lambda act: act(wang), tmp_path / "ask.qab")
    ordinary = write_out(wang, tmp_path / "a.qab").files[0]
    with pytest.raises(UserFacingError, match="no_request"):
        answer_file(wang.folder, lambda act: act(wang), ordinary, tmp_path / "b.qab")
    assert not (tmp_path / "ask.qab").exists() and not (tmp_path / "b.qab").exists()


def test_an_end_that_others_hold_is_missing(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    """Nobody can see that the end of a chain is missing, unless somebody says that it is there."""
    merge(li, receipt(wang, tmp_path / "first.qab"))
    remark(wang, "later")
    merge(li, receipt(wang, tmp_path / "second.qab"))
    (gap,) = missing(li.db)
    assert (gap.replica, gap.first, gap.last) == (wang.journal.replica.public, 3, 3)


def test_a_recording_is_sent_once_to_who_has_merged_it(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    evaluate(wang, tmp_path, 2)
    merge(wang, receipt(li, tmp_path / "hello.qab"))
    first = write_out(wang, tmp_path / "a.qab", to=[li.person], audio="full")
    assert first.blobs == 2
    again = write_out(wang, tmp_path / "b.qab", to=[li.person], audio="full")
    assert again.blobs == 2, "nobody knows yet whether the first arrived"
    merge(li, first.files[0])
    merge(wang, receipt(li, tmp_path / "r.qab"))
    assert write_out(wang, tmp_path / "c.qab", to=[li.person], audio="full").blobs == 0
    assert write_out(wang, tmp_path / "d.qab", to=[li.person, "zhao"], audio="full").blobs == 2
    assert write_out(wang, tmp_path / "e.qab", audio="full").blobs == 2, "for anybody"
    back = write_out(li, tmp_path / "f.qab", to=[wang.person], audio="full")
    assert back.blobs == 0, "they came from there"


def test_both_branches_of_a_fork_reach_who_was_further_ahead(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    """A copied key signed two third operations; one side holds one of them, the other the other
    and more. Who is further is taken at their word only up to the fork."""
    key = wang.journal.replica
    merge(li, receipt(wang, tmp_path / "hello.qab"))
    head, hlc = wang.journal.head, wang.journal.clock.last
    branch: list[Operation] = []
    for seq in (3, 4):
        draft = Draft("copy", "create", "remark", f"copy-{seq}", {"code": "x", "kind": "note"})
        prev = branch[-1].id if branch else head
        branch.append(write(draft, replica=key, seq=seq, prev=prev, hlc=hlc + seq, at=seq))
    li.journal.add(branch)
    remark(wang, "own")
    merge(wang, receipt(li, tmp_path / "r1.qab"))
    first = write_out(wang, tmp_path / "w1.qab", to=[li.person])
    assert first.operations == 0, "they are further, and nobody knows of the fork yet"
    merge(wang, write_out(li, tmp_path / "l1.qab", to=[wang.person]).files[0])
    assert [fork.seq for fork in find_forks(wang.db)] == [3]
    second = write_out(wang, tmp_path / "w2.qab", to=[li.person])
    merge(li, second.files[0])
    assert agree(wang, li) and [fork.seq for fork in find_forks(li.db)] == [3]


@pytest.mark.parametrize("plain", [True, False])
def test_an_export_that_does_not_fit_goes_on_in_more_files(
    wang: Workspace, li: Workspace, tmp_path: Path, plain: bool
) -> None:
    evaluate(wang, tmp_path, 3)
    other = tmp_path / "a-2.qab"
    other.write_bytes(b"of somebody")
    merge(wang, receipt(li, tmp_path / "hello.qab"))
    everything = count_operations(wang.db)
    limits = Limits(expanded=24_000, bundle=200_000, manifest=40_000)
    written = export(
        wang.folder,
        lambda act: act(wang),
        tmp_path / "a.qab",
        lambda db: Selection(lambda: beyond(db, {}), everything),
        to=[li.person],
        audio="full",
        plain=plain,
        limits=limits,
    )
    names = [file.name for file in written.files]
    assert len(names) > 2 and names[:3] == ["a.qab", "a-3.qab", "a-4.qab"]
    assert other.read_bytes() == b"of somebody"
    assert written.operations == everything and written.encrypted is not plain
    for file in reversed(written.files):
        merge(li, file)
    assert len(list(li.blobs.all())) == 3 and not find_gaps(li.db)
    assert digest.kept_digest(li.db) == digest.kept_digest(wang.db)
    assert len(read_outbox(wang.db).files) == len(names)


def test_long_operations_come_few_at_a_time() -> None:
    """Memory does not grow with the bundle."""
    long, short = [(b"x" * 900_000, b"")] * 5, [(b"x", b"")] * 1_200
    assert [len(batch) for batch in bundle_selection._batches(long)] == [2, 2, 1]
    assert [len(batch) for batch in bundle_selection._batches(short)] == [500, 500, 200]
    assert list(bundle_selection._batches([])) == []


def test_an_export_that_fails_in_its_second_file_leaves_none(
    wang: Workspace, tmp_path: Path
) -> None:
    evaluate(wang, tmp_path, 3)
    out = tmp_path / "out"
    out.mkdir()
    limits = Limits(expanded=24_000, bundle=200_000, manifest=40_000)

    def stop() -> bool:
        return (out / "a.qab").exists()

    with pytest.raises(CancelledError):
        export(
            wang.folder,
            lambda act: act(wang),
            out / "a.qab",
            lambda db: Selection(lambda: beyond(db, {}), 10),
            audio="full",
            limits=limits,
            cancelled=stop,
        )
    assert list(out.iterdir()) == [] and read_outbox(wang.db).files == ()
