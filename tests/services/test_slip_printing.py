"""Several slips at once: one file, a file for each, one job for the printer; what cannot be printed
is named, the rest is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.cli.app import run
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.reports.pdf import words_of_pages
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.slip_files import LeftOut, paper_name, print_slips, save_slip_files
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.slips import get_slip
from qa_desktop.store.workspace import Workspace
from tests.services.slip_people import evaluate_badly

LONG = "客户两次要求说完，坐席仍未停下，" * 100
DAYS = ("2026-11-20", "2026-11-21", "2026-11-22")


@pytest.fixture
def alone(tmp_path: Path, qapp) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        yield workspace


@pytest.fixture
def slips(alone: Workspace, tmp_path: Path) -> list[str]:
    """Three, the second on two pages."""
    made = []
    for day, evaluation in zip(DAYS, evaluate_badly(alone, tmp_path / "in", 3), strict=True):
        form = begin_slip(alone.db, evaluation)
        if day == DAYS[1]:
            form = replace(form, faults=[replace(line, words=LONG) for line in form.faults])
        made.append(draw_slip(alone, form, day).slip)
    return made


def damage(workspace: Workspace, slip: str) -> None:
    """Somebody changes the text of a signed operation in the file."""
    drawn = get_slip(workspace.db, slip).drawn
    workspace.db.conn.execute(
        "UPDATE op SET raw = replace(raw, ?, '2026-01-01') WHERE id = ?", [DAYS[0], drawn]
    )


def forget_agent(workspace: Workspace, slip: str) -> None:
    workspace.db.conn.execute(
        "DELETE FROM personal WHERE hash IN (SELECT agent_number FROM slip WHERE id = ?1"
        " UNION SELECT agent_name FROM slip WHERE id = ?1)", [slip],
    )  # fmt: skip


def feet(pages: list[str]) -> list[tuple[str, str]]:
    """Which page of its slip each says it is."""
    return [foot for page in pages for foot in re.findall(r"第 (\d) .，共 (\d) .", page)]


def test_each_slip_has_pages_of_its_own_in_one_file(
    alone: Workspace, slips: list[str], tmp_path: Path
) -> None:
    out, told = tmp_path / "all.pdf", []
    done = save_slip_files(alone.folder, slips, out, "zh", progress=lambda *each: told.append(each))
    assert (done.count, done.files, done.left_out) == (3, (out,), ())
    assert told == [(1, 3), (2, 3), (3, 3)]
    pages = words_of_pages(out)
    assert feet(pages) == [("1", "1"), ("1", "2"), ("2", "2"), ("1", "1")]
    assert [day in page for day, page in zip(DAYS, pages[:2] + pages[3:], strict=True)] == [
        True
    ] * 3


def test_what_cannot_be_printed_is_named_and_the_rest_is_printed(
    alone: Workspace, slips: list[str], tmp_path: Path
) -> None:
    damage(alone, slips[0])
    forget_agent(alone, slips[1])
    asked = [*slips[:2], "019abcdef0123", slips[2]]
    done = save_slip_files(alone.folder, asked, tmp_path / "each", "zh", apart=True)
    said = [(each.slip, each.why.id) for each in done.left_out]
    assert said == [(slips[0], "slip.print_broken"), (slips[1], "slip.print_erased"),
                    ("019abcdef0123", "slip.unknown")]  # fmt: skip
    assert done.left_out[0].subject == "0617 2026-11-20"
    name = paper_name(get_slip(alone.db, slips[2]), "zh")
    assert [file.name for file in done.files] == [f"{name}.pdf"]
    assert [file.name for file in (tmp_path / "each").iterdir()] == [f"{name}.pdf"]
    for several, refusal in ((slips[:1], "slip.print_broken"), (asked[:3], "slip.none_printed")):
        with pytest.raises(UserFacingError) as refused:
            save_slip_files(alone.folder, several, tmp_path / "no.pdf", "zh")
        assert refused.value.id == refusal
    assert not (tmp_path / "no.pdf").exists()


def test_what_is_given_up_leaves_no_half_file(
    alone: Workspace, slips: list[str], tmp_path: Path
) -> None:
    def after(count: int) -> Callable[[], bool]:
        asked = iter(range(1_000))
        return lambda: next(asked) >= count

    out = tmp_path / "given-up"
    out.mkdir()
    before = b"an older paper"
    (out / "all.pdf").write_bytes(before)
    for count in (0, 2, 4):
        with pytest.raises(CancelledError):
            save_slip_files(alone.folder, slips, out / "all.pdf", "zh", cancelled=after(count))
        target = PrintTarget(output=str(out / "printed.pdf"))
        with pytest.raises(CancelledError):
            print_slips(alone.folder, slips, target, "zh", cancelled=after(count))
    assert [file.read_bytes() for file in out.iterdir()] == [before]


def test_on_both_sides_no_two_slips_share_a_sheet(
    alone: Workspace, slips: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "printed.pdf"
    for duplex, empty in ((0, []), (2, [1, 5])):
        done = print_slips(
            alone.folder, [slips[0], slips[1], slips[2], slips[2]],
            PrintTarget(output=str(out), duplex=duplex), "zh",
        )  # fmt: skip
        assert done.count == 4
        pages = words_of_pages(out)
        assert [place for place, page in enumerate(pages) if not page.strip()] == empty
    print_slips(alone.folder, slips, PrintTarget(output=str(out), first=2, last=3), "zh")
    assert feet(words_of_pages(out)) == [("1", "2"), ("2", "2")]


def test_the_seconds_that_are_not_there_are_named(
    alone: Workspace, slips: list[str], tmp_path: Path
) -> None:
    from qa_desktop.store.blobs import BlobStore

    out = tmp_path / "with-seconds"
    gone = get_slip(alone.db, slips[1]).recording
    BlobStore(alone.folder / "audio").path(gone).unlink()
    done = save_slip_files(alone.folder, slips, out, "zh", apart=True, with_clips=True)
    made = sorted(file.suffix for file in out.iterdir())
    assert made == [".pdf"] * 3 + [".wav"] * 2 and set(out.iterdir()) == set(done.files)
    (missing,) = done.left_out
    assert isinstance(missing, LeftOut) and missing.slip == slips[1]
    assert missing.told.id == "slip.clips_left_out", "its paper is there"


def test_on_the_command_line(
    alone: Workspace, slips: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("QA_DESKTOP_WORKSPACE", str(alone.folder))

    def answer(*words: str, ends: int = 0) -> dict:
        assert run([*words, "--json"]) == ends
        return json.loads(capsys.readouterr().out)

    def days(*words: str) -> list[str]:
        return [each["day"] for each in answer("slip", "list", *words)]

    assert days("--from", DAYS[1], "--agent", "0617") == [DAYS[2], DAYS[1]]
    assert days("--to", DAYS[0]) == [DAYS[0]] and days("--team", "一组") == []
    out, folder = tmp_path / "all.pdf", tmp_path / "each"
    told = answer("slip", "print", "--agent", "0617", "--out", str(out))
    assert (told["slips"], told["files"], told["left_out"]) == (3, [str(out)], [])
    listed = tmp_path / "list.txt"
    listed.write_text(f"{slips[0]}\n\n{slips[2]}\n", encoding="utf-8")
    damage(alone, slips[0])
    told = answer("slip", "print", "--list", str(listed), "--out-dir", str(folder), ends=3)
    assert (told["slips"], len(told["files"])) == (1, 1)
    assert told["left_out"][0]["slip"] == slips[0]
    told = answer("slip", "print", "S00099", slips[2], "--out", str(out), ends=3)
    (unknown,) = told["left_out"]
    assert told["slips"] == 1 and unknown["subject"] == "S00099" and unknown["remedy"]
    assert "error" in answer("slip", "print", "S00099", "--out", str(out), ends=3)
    assert "error" in answer("slip", "print", slips[1], slips[2], "--out", "x.xlsx", ends=3)
    assert "error" in answer("slip", "print", "--team", "一组", "--out", "x.pdf", ends=3)
    wrong = (["--out", "x.pdf"], [slips[1]], [slips[1], "--stage", "signed", "--out", "x.pdf"],
             [slips[1], "--out", "x.pdf", "--out-dir", "x"])  # fmt: skip
    assert [run(["slip", "print", *words]) for words in wrong] == [2] * 4
