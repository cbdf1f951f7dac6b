"""A playlist for others: what is heard of it, and that nobody is named in what is anonymous."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
import zlib
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from qa_desktop.cli.app import run
from qa_desktop.domain.clips import Hidden
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services.clips import Gap
from qa_desktop.services.importing import import_recordings
from qa_desktop.services.playlist_export import (
    ExportChoice,
    export_audio,
    export_clips,
    export_handout,
    suggested_name,
)
from qa_desktop.services.playlist_showing import names_somebody, read_shown
from qa_desktop.services.playlists import (
    CaseForm,
    PlaylistForm,
    add_cases,
    add_playlist,
    add_stop,
    edit_case,
    hide_names,
)
from qa_desktop.services.session_papers import minutes_report
from qa_desktop.services.sessions import SessionForm, add_session
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.hidden_parts import SETTING, as_kept
from qa_desktop.store.playlists import read_playlist
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace

RATES = (8_000, 16_000, 8_000)
LEVELS = (0.02, 0.25, 0.08)
PITCHES = (500, 700, 900)
GAP_MS = 1_000
SECRETS = ("王小明", "0617", "李敏", "8001", "S2611200007", "13812345678", "赵云龙", "0618")


def voice(rate: int, seconds: float, level: float, pitch: float) -> np.ndarray:
    """Syllables of one pitch, five a second, with pauses between them."""
    at = np.arange(round(rate * seconds)) / rate
    syllables = np.clip(np.sin(at * 2 * np.pi * 5) * 3 + 1.5, 0, 1)
    return level * np.sin(at * 2 * np.pi * pitch) * syllables


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[CallRow]:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, (rate, level, pitch) in enumerate(zip(RATES, LEVELS, PITCHES, strict=True)):
        sound = voice(rate, 12.0, level, pitch)
        lanes = sound if n == 2 else np.stack([sound, sound * 0.5], axis=1)
        agent = "0617" if n != 1 else "0618"
        soundfile.write(folder / f"20261120-0935{n:02}-{agent}-13812345678.wav", lanes, rate)
    import_recordings(workspace.folder, lambda act: act(workspace), [folder])
    found = find_calls(workspace.db, workspace.person)
    names = {found[0].agent: "王小明", found[1].agent: "赵云龙"}
    workspace.write([set_fields("agent", id, {"name": name}) for id, name in names.items()])
    workspace.write([set_fields("call", call.id, {"serial": "S2611200007"}) for call in found])
    return find_calls(workspace.db, workspace.person)


@pytest.fixture
def playlist(workspace: Workspace, calls: list[CallRow]) -> str:
    """Seconds 2–6 of the second call, 1–4 of the first, 5–9 of the third; a number is said in
    the second second of the first."""
    id = add_playlist(workspace, PlaylistForm("王小明和0617的开场")).ids[0]
    spans = ((calls[1], 2_000, 6_000), (calls[0], 1_000, 4_000), (calls[2], 5_000, 9_000))
    forms = [
        CaseForm(call.id, begin, end, title=f"{call.agent_name} {call.serial}")
        for call, begin, end in spans
    ]
    add_cases(workspace, id, forms)
    first, second, _ = read_playlist(workspace.db, id).cases
    edit_case(
        workspace,
        second.id,
        question="工号0617说了什么？",
        strengths="王小明先复述，赵云龙没有",
        weaknesses="报了 138 1234 5678",
        notes="王小明是新人",
    )
    add_stop(workspace, second.id, 2_000, "weakness", "李敏怎么看？", "8001：抢话")
    add_stop(workspace, first.id, 3_000, "strength", "", "流水号 S2611200007 里最好")
    kept = {calls[0].recording: as_kept([Hidden(1_800, 2_400)])}
    set_setting(workspace.db, SETTING, kept)
    return id


def pitch_of(samples: np.ndarray, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


@pytest.mark.parametrize("format", ["wav", "mp3", "opus"])
def test_the_file_holds_the_cases_in_their_order(
    workspace: Workspace, playlist: str, tmp_path: Path, format: str
) -> None:
    out = tmp_path / f"第47周.{format}"
    told: list[int] = []
    choice = ExportChoice(format, Gap("silence", GAP_MS))
    saved = export_audio(workspace.folder, playlist, out, choice, lambda n, _: told.append(n))
    sound, rate = soundfile.read(out, always_2d=True)
    lengths = (4_000, GAP_MS, 3_000, GAP_MS, 4_000)
    assert abs(len(sound) * 1000 / rate - sum(lengths)) <= 20
    assert abs(told[-1] - saved.length_ms) <= 1
    ends = np.cumsum((0, *lengths)) * rate // 1000
    parts = [sound[ends[n] : ends[n + 1], 0] for n in range(5)]
    edge = rate // 20
    for part, pitch in ((parts[0], 700), (parts[4], 900), (parts[2][: int(0.8 * rate)], 500)):
        assert abs(pitch_of(part[edge:-edge], rate) - pitch) < 8
    for gap in (parts[1], parts[3]):
        assert np.abs(gap[edge:-edge]).max() < 0.002
        assert abs(len(np.flatnonzero(np.abs(gap) < 0.004)) * 1000 / rate - GAP_MS) <= 20
    bleep = parts[2][int(0.82 * rate) : int(1.38 * rate)]
    spectrum = np.abs(np.fft.rfft(bleep * np.hanning(len(bleep))))
    near = spectrum[round(470 * len(bleep) / rate) : round(530 * len(bleep) / rate)].max()
    assert abs(pitch_of(bleep, rate) - 1_000) < 8
    assert near < spectrum.max() / 300, "speech below the tone"


def test_joins_do_not_click(workspace: Workspace, playlist: str, tmp_path: Path) -> None:
    """A click is a step: at every join there is silence on both sides."""
    out = tmp_path / "a.wav"
    export_audio(workspace.folder, playlist, out, ExportChoice("wav", Gap("tones", GAP_MS)))
    sound, rate = soundfile.read(out, always_2d=True)
    loudest = np.abs(sound).max()
    joins = np.array([0, 4_000, 5_000, 5_800, 6_400, 8_000, 9_000, 13_000])
    for join in np.minimum(joins * rate // 1000, len(sound)):
        near = sound[max(join - 2, 0) : join + 3]
        assert np.abs(near).max() < 0.03 * loudest
        assert (
            np.abs(sound[max(join - rate // 1000, 0) : join + rate // 1000]).max() < 0.2 * loudest
        )


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg measures")
@pytest.mark.parametrize("apart", [False, True])
def test_all_cases_are_equally_loud(
    workspace: Workspace, playlist: str, tmp_path: Path, apart: bool
) -> None:
    choice = ExportChoice("wav", Gap("silence", GAP_MS))
    if apart:
        files = export_clips(workspace.folder, playlist, tmp_path / "out", choice, "zh")
        cuts = [(file, 0.0, 0.8 if n == 1 else 3.0) for n, file in enumerate(files)]
    else:
        out = tmp_path / "a.wav"
        export_audio(workspace.folder, playlist, out, choice)
        cuts = [(out, 0.0, 4.0), (out, 6.4, 8.0), (out, 9.0, 13.0)]
    loud = [lufs(*cut, tmp_path) for cut in cuts]
    assert max(loud) - min(loud) <= 1, loud


def lufs(file: Path, begin: float, end: float, folder: Path) -> float:
    """By ffmpeg, of sound long enough for it: these seconds, three times."""
    sound, rate = soundfile.read(file, always_2d=True)
    part = sound[round(begin * rate) : round(end * rate)]
    soundfile.write(folder / "part.wav", np.concatenate([part] * 3), rate, subtype="FLOAT")
    command = ["ffmpeg", "-nostats", "-i", str(folder / "part.wav"), "-af", "ebur128", "-f"]
    said = subprocess.run([*command, "null", "-"], capture_output=True, check=True).stderr
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said.decode())[-1])


def everything_in(folder: Path) -> list[tuple[str, bytes]]:
    """Every file, and what is packed inside: streams of a PDF, members of an archive."""
    found = []
    for file in sorted(folder.rglob("*")):
        found.append((str(file.relative_to(folder)), b""))
        if not file.is_file():
            continue
        content = file.read_bytes()
        found.append((file.name, content))
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
            try:
                found.append((f"{file.name} stream", zlib.decompress(stream)))
            except zlib.error:
                continue
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                found += [
                    (f"{file.name} {name}", archive.read(name)) for name in archive.namelist()
                ]
    return found


def pdf_text(file: Path) -> str:
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    assert document.load(str(file)) == QPdfDocument.Error.None_
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))


def mentions(folder: Path, secret: str) -> list[str]:
    forms = {secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    return [
        name
        for name, content in everything_in(folder)
        if secret in name or any(form in content for form in forms)
    ]


def export_all(workspace: Workspace, playlist: str, out: Path, anonymous: bool) -> None:
    out.mkdir()
    folder = workspace.folder
    for format in ("wav", "mp3", "opus"):
        choice = ExportChoice(format, Gap("tones", 400), anonymous)
        shown = read_shown(workspace.db, playlist, "zh", anonymous=anonymous)
        export_audio(folder, playlist, out / f"{suggested_name(shown)}.{format}", choice)
    export_clips(folder, playlist, out / "clips", ExportChoice("mp3", anonymous=anonymous), "zh")
    for ending, answers in (("pdf", True), ("html", True), ("xlsx", True), ("html", False)):
        file = out / f"{suggested_name(shown)}-{answers}.{ending}"
        export_handout(folder, playlist, file, "zh", anonymous=anonymous, with_answers=answers)


def test_an_anonymous_export_names_nobody(
    workspace: Workspace, playlist: str, tmp_path: Path, qapp
) -> None:
    export_all(workspace, playlist, tmp_path / "named", anonymous=False)
    named = {secret: mentions(tmp_path / "named", secret) for secret in SECRETS}
    assert all(found for secret, found in named.items() if secret != "13812345678"), named
    assert not named["13812345678"], "a customer's number is in no export"
    export_all(workspace, playlist, tmp_path / "hidden", anonymous=True)
    for secret in SECRETS:
        assert mentions(tmp_path / "hidden", secret) == [], secret
    (paper,) = (tmp_path / "hidden").glob("*.pdf")
    words = pdf_text(paper)
    assert "坐席 A" in words and "坐席 B" in words and "抢话" in words
    assert not [secret for secret in SECRETS if secret in words]
    (shown,) = (tmp_path / "named").glob("*.pdf")
    assert "王小明" in pdf_text(shown), "the test sees what a paper says"
    names = sorted(file.name for file in (tmp_path / "hidden" / "clips").iterdir())
    assert [name[:7] for name in names] == ["01 案例 1", "02 案例 2", "03 案例 3"]


def command(workspace: Workspace, capfd: pytest.CaptureFixture[str], *words: object) -> Any:
    """The status of ``library …`` and its document; the window has the workspace."""
    capfd.readouterr()
    here = ("--workspace", workspace.folder, "--lang", "zh_CN", "--json")
    status = run([str(word) for word in ("library", *words, *here)])
    return status, json.loads(capfd.readouterr().out or "{}")


def test_the_command_exports_what_names_nobody(
    workspace: Workspace, playlist: str, tmp_path: Path, qapp, capfd
) -> None:
    export_with = partial(command, workspace, capfd, "export")
    _, (row,) = command(workspace, capfd, "playlists")
    assert (row["id"], row["title"], row["cases"]) == (playlist, "王小明和0617的开场", 3)
    out = tmp_path / "out"
    out.mkdir()
    for name, more in {
        "a.opus": ("--gap", "silence", "--gap-seconds", 0.4), "b.pdf": (), "c.xlsx": (),
        "d.html": ("--worksheet",), "clips": ("--format", "wav"),
    }.items():  # fmt: skip
        status, said = export_with(row["title"], "--out", out / name, "--anonymous", *more)
        assert status == 0 and said["cases"] == 3, said
        assert said["files"] and all(Path(file).is_file() for file in said["files"])
        if said["kind"] == "audio":
            assert said["seconds"] == pytest.approx(11.8, abs=0.02)
    assert said["kind"] == "clips" and len(said["files"]) == 3
    assert [each for secret in SECRETS for each in mentions(out, secret)] == []
    assert "先复述" in pdf_text(out / "b.pdf") and "先复述" not in (out / "d.html").read_text()
    export_with(playlist[:8], "--out", tmp_path / "named.html")
    assert mentions(tmp_path, "王小明"), "with names unless the person says otherwise"


def test_the_command_refuses(workspace: Workspace, playlist: str, tmp_path: Path, capfd) -> None:
    export_with = partial(command, workspace, capfd, "export")
    out = tmp_path / "out"
    add_playlist(workspace, PlaylistForm("周会"))
    add_playlist(workspace, PlaylistForm("周会"))
    refused = {
        ("周会", "--out", out / "a.pdf"): "playlist.ambiguous",
        ("没有", "--out", out / "a.pdf"): "playlist.unknown",
        (playlist, "--out", out / "0617.pdf", "--anonymous"): "playlist.name_in_file",
        (playlist, "--out", out / "王小明", "--anonymous"): "playlist.name_in_file",
        (playlist, "--out", out / "S2611200007.mp3", "--anonymous"): "playlist.name_in_file",
        (playlist, "--out", out / "a.docx"): "cli.usage",
    }
    for words, id in refused.items():
        status, said = export_with(*words)
        assert status and said["error"]["id"] == id, said
    assert not out.exists()


def test_a_handout_for_the_room_has_room_to_write(
    workspace: Workspace, playlist: str, tmp_path: Path, qapp
) -> None:
    for answers in (True, False):
        file = tmp_path / f"{answers}.html"
        assert export_handout(workspace.folder, playlist, file, "zh", with_answers=answers) == 3
        page = file.read_text(encoding="utf-8")
        assert ("抢话" in page) == ("先复述" in page) == answers
        assert "工号0617说了什么？" in page and "听出了什么？" in page
        assert "王小明是新人" not in page, "the trainer's own notes"


def test_a_short_work_number_is_nobodys_in_a_file_name(workspace: Workspace, playlist: str) -> None:
    workspace.write(
        [create("agent", f"agent-{number}", {"number": number}) for number in ("7", "117")]
    )
    told = [names_somebody(workspace.db, playlist, name) for name in ("第7期.mp3", "第117期.mp3")]
    assert told == [False, True]


def test_names_hidden_by_the_trainer_stay_hidden(
    workspace: Workspace, playlist: str, tmp_path: Path
) -> None:
    case = read_playlist(workspace.db, playlist).cases[1]
    edit_case(workspace, case.id, hide_names=True)
    shown = read_shown(workspace.db, playlist, "en")
    assert [each.agent for each in shown.cases] == ["0618 赵云龙", "Agent B", "0617 王小明"]
    assert shown.cases[1].title == "Agent B ***"
    assert shown.cases[1].strengths == "Agent B先复述，Agent A没有"
    assert "小明" not in shown.title
    assert shown.cases[2].serial == "S2611200007" and not shown.cases[1].serial


def test_refusals(workspace: Workspace, playlist: str, tmp_path: Path) -> None:
    empty = add_playlist(workspace, PlaylistForm("空")).ids[0]
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    with pytest.raises(UserFacingError, match="nothing_to_export"):
        export_audio(workspace.folder, empty, tmp_path / "a.wav", ExportChoice("wav"))
    with pytest.raises(UserFacingError, match="folder_not_empty"):
        export_clips(workspace.folder, playlist, full, ExportChoice("wav"), "zh")
    assert [file.name for file in full.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("订单 od-482 为什么退", "订单 *** 为什么退"),
        ("和 ＺＸ-77/AB1 比一比", "和 ***/AB1 比一比"),
        ("ZX-771", "ZX-771"),
        ("赵云龙、李敏，现在的赵云", "坐席 A、***，现在的坐席 A"),
    ],
)
def test_known_numbers_and_earlier_names_are_hidden(
    workspace: Workspace, playlist: str, said: str, shown: str
) -> None:
    case = read_playlist(workspace.db, playlist).cases[0]
    workspace.write(
        [
            set_fields("call", case.call, {"order_number": "OD-482"}),
            create("call", "another", {"serial": "ZX-77"}),
            create("person", "somebody", {"name": "李敏", "number": "8001"}),
            set_fields("agent", case.agent, {"name": "赵云"}),
            create("agent", "twin", {"name": "赵云龙"}),
        ]
    )
    workspace.write([set_fields("person", "somebody", {"name": "李想"})])
    edit_case(workspace, case.id, question=said)
    assert read_shown(workspace.db, playlist, "zh", anonymous=True).cases[0].question == shown


def test_minutes_name_nobody_whom_the_room_did_not_see(workspace: Workspace, playlist: str) -> None:
    hide_names(workspace, playlist, True)
    form = SessionForm(title="案例会", planned=datetime(2026, 11, 13, 16), playlist=playlist)
    session = add_session(workspace, form).ids[0]
    case = read_playlist(workspace.db, playlist).cases[2]
    edit_case(workspace, case.id, title="")

    def told(language: str = "zh") -> list[list[str]]:
        rows = minutes_report(workspace.db, session, language).section("cases").table.rows
        return [[cell.render(language) for cell in row] for row in rows]

    assert [row[1] for row in told()] == ["坐席 A ***", "坐席 B ***", "坐席 B"]
    assert [row[1] for row in told("en")][2] == "Agent B"
    assert told()[1][3] == "坐席 B先复述，坐席 A没有"
    assert not [secret for secret in SECRETS if secret in str(told())]
    hide_names(workspace, playlist, False)
    assert "王小明" in str(told()), "the test sees what the minutes say"
    assert "138 1234 5678" not in str(told()), "a customer's number is on no paper"


def test_hidden_seconds_of_another_recording_are_not_taken_for_these(
    workspace: Workspace, playlist: str, tmp_path: Path
) -> None:
    case = read_playlist(workspace.db, playlist).cases[1]
    workspace.write([set_fields("playlist_case", case.id, {"recording": "f" * 64})])
    choice = ExportChoice("wav")
    with pytest.raises(UserFacingError, match="other_recording"):
        export_audio(workspace.folder, playlist, tmp_path / "a.wav", choice)
    with pytest.raises(UserFacingError, match="other_recording"):
        export_clips(workspace.folder, playlist, tmp_path / "clips", choice, "zh")
    assert not (tmp_path / "a.wav").exists()
