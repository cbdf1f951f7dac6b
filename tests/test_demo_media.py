"""The shipped calls: they decode, fit together, and say at each mark what the mark is about."""

import hashlib
import importlib.util
import shutil
import sys
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import openpyxl
import pytest
import soundfile

from qa_desktop import paths
from qa_desktop.domain.annotations import COMPETENCIES, KINDS
from qa_desktop.domain.filename_pattern import Fields, compile_pattern, match_first
from qa_desktop.domain.filename_proposals import propose_patterns
from tests.sheets_here import read_here

DEMO = paths.resources("demo")
EXPECTED = tomllib.loads((DEMO / "expected.toml").read_text("utf-8"))
CALLS: list[dict[str, Any]] = EXPECTED["call"]
STORIES = [call["story"] for call in CALLS]
SCORECARDS = {
    "inbound-service",
    "outbound-sales",
    "success-order-review",
    "warmth-tone",
    "complaint-handling",
}
MEGABYTE = 1_000_000
EACH_CALL = pytest.mark.parametrize("call", CALLS, ids=STORIES)


@cache
def decoded(file: str) -> tuple[np.ndarray, int]:
    return soundfile.read(DEMO / file, dtype="float32", always_2d=True)


def fields_of(file: str) -> Fields:
    found = match_first([compile_pattern(text) for text in EXPECTED["patterns"]], file)
    assert found is not None, file
    return found[1]


def loudness(file: str, at_ms: int, to_ms: int) -> tuple[float, float]:
    """Root mean square of agent and customer in a span."""
    samples, rate = decoded(file)
    span = samples[at_ms * rate // 1000 : to_ms * rate // 1000]
    agent, customer = np.sqrt(np.mean(span**2, axis=0))
    return float(agent), float(customer)


def test_ten_calls_of_every_kind_within_three_megabytes() -> None:
    files = sorted(path.name for path in DEMO.iterdir() if path.suffix in (".opus", ".mp3", ".wav"))
    assert files == sorted(call["file"] for call in CALLS)
    assert len(set(STORIES)) == 10
    assert sum((DEMO / file).stat().st_size for file in files) <= 3 * MEGABYTE
    assert len({hashlib.sha256((DEMO / file).read_bytes()).digest() for file in files}) == 10
    kinds = [soundfile.info(DEMO / file).subtype for file in files]
    assert kinds.count("OPUS") == 6
    assert kinds.count("MPEG_LAYER_III") == 3
    assert kinds.count("ALAW") == 1


@EACH_CALL
def test_decodes_to_two_channels_of_telephone_sound(call: dict[str, Any]) -> None:
    samples, rate = decoded(call["file"])
    assert samples.shape[1] == 2
    assert rate == 8_000 or (rate == 48_000 and call["file"].endswith(".opus"))
    assert abs(len(samples) * 1000 / rate - call["duration_ms"]) < 150
    assert 25_000 <= call["duration_ms"] <= 75_000
    for lane in samples.T:
        power = np.abs(np.fft.rfft(lane)) ** 2
        hertz = np.fft.rfftfreq(len(lane), 1 / rate)
        inside = power[(hertz >= 290) & (hertz <= 3_450)].sum()
        assert inside / power.sum() > 0.99
        assert 0.03 < np.abs(lane).max() <= 1


@EACH_CALL
def test_file_name_call_list_and_roster_agree(call: dict[str, Any]) -> None:
    fields = fields_of(call["file"])
    row = next(
        row for row in read_here(DEMO / "calls.xlsx", "calls").rows if row.serial == call["serial"]
    )
    assert (fields.serial, fields.agent) == (call["serial"], call["agent"])
    assert (fields.agent, fields.number, fields.start) == (row.agent, row.number, row.started)
    assert abs((row.duration_ms or 0) - call["duration_ms"]) <= 500
    agent = next(
        a for a in read_here(DEMO / "roster.xlsx", "roster").rows if a.agent == call["agent"]
    )
    assert agent.status in ("new", "experienced")
    assert agent.hired is not None and row.started is not None
    assert agent.hired <= row.started.date()


def test_lists_hold_every_call_and_nothing_was_rejected() -> None:
    content = read_here(DEMO / "calls.xlsx", "calls")
    assert not content.rejected
    calls = content.rows
    assert [call.serial for call in calls] == [call["serial"] for call in CALLS]
    content = read_here(DEMO / "roster.xlsx", "roster")
    assert not content.rejected
    agents = content.rows
    assert len({agent.nickname for agent in agents}) == len(agents) == 8
    for row in calls:
        assert row.number.startswith("1600000"), "numbers are made up"
        assert row.disposition and row.business


def test_every_cell_is_text() -> None:
    for name in ("calls.xlsx", "roster.xlsx"):
        book = openpyxl.load_workbook(DEMO / name)
        cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert len(cells) > 50
        assert {cell.data_type for cell in cells} == {"s"}


def test_nobody_talks_in_two_calls_at_once() -> None:
    calls = read_here(DEMO / "calls.xlsx", "calls").rows
    for agent in {call.agent for call in calls}:
        own = sorted((c.started, c.duration_ms) for c in calls if c.agent == agent)
        for (start, duration_ms), (following, _) in pairwise(own):
            assert start + timedelta(milliseconds=duration_ms) < following


def test_the_patterns_would_be_proposed_for_these_names() -> None:
    assert set(propose_patterns(call["file"] for call in CALLS)) == set(EXPECTED["patterns"])


@EACH_CALL
def test_marks_lie_where_it_is_said(call: dict[str, Any]) -> None:
    assert call["annotation"], "a call without a mark teaches nothing"
    for mark in call["annotation"]:
        assert 0 <= mark["at_ms"] < mark["to_ms"] <= call["duration_ms"]
        assert mark["kind"] in KINDS
        assert mark["competency"] in COMPETENCIES
        assert mark["text"].strip()
        agent, customer = loudness(call["file"], mark["at_ms"], mark["to_ms"])
        if mark["channel"] == "both":
            assert max(agent, customer) < 0.005
            continue
        speaker, other = (agent, customer) if mark["channel"] == "agent" else (customer, agent)
        assert speaker > 0.05
        assert speaker > 1.5 * other
        lane = 0 if mark["channel"] == "agent" else 1
        before = loudness(call["file"], max(mark["at_ms"] - 250, 0), mark["at_ms"] - 60)[lane]
        begins = loudness(call["file"], mark["at_ms"], mark["at_ms"] + 300)[lane]
        ends = loudness(call["file"], mark["to_ms"] - 300, mark["to_ms"])[lane]
        after = loudness(call["file"], mark["to_ms"] + 60, mark["to_ms"] + 250)[lane]
        assert before < 0.01 < begins, "speech begins at the mark"
        assert ends > 0.01 > after, "speech ends with the mark"


def find(story: str) -> dict[str, Any]:
    return CALLS[STORIES.index(story)]


def test_the_stories_are_told() -> None:
    silence = next(m for m in find("long_silence")["annotation"] if m["channel"] == "both")
    assert silence["to_ms"] - silence["at_ms"] >= 12_000
    assert [call["story"] for call in CALLS if not call["disposition_matches"]] == [
        "wrong_disposition"
    ]
    assert [call["story"] for call in CALLS if call["wrong_information"]] == ["wrong_price"]
    sold = read_here(DEMO / "calls.xlsx", "calls").rows[STORIES.index("wrong_disposition")]
    assert sold.disposition == "成功办理" and sold.order
    assert {call["scorecard"] for call in CALLS} == SCORECARDS
    kinds = {mark["kind"] for call in CALLS for mark in call["annotation"]}
    assert kinds == set(KINDS)


def test_overtalk_is_heard_in_exactly_one_call() -> None:
    """Both lanes loud in the same tenth of a second, for at least half a second."""

    def overtalk_ms(file: str) -> int:
        samples, rate = decoded(file)
        tenth = rate // 10
        tenths = samples[: len(samples) // tenth * tenth].reshape(-1, tenth, 2)
        return 100 * int((np.sqrt((tenths**2).mean(axis=1)).min(axis=1) > 0.02).sum())

    assert [c["story"] for c in CALLS if overtalk_ms(c["file"]) >= 500] == ["impatience"]
    assert sum(overtalk_ms(c["file"]) > 0 for c in CALLS) == 1


@pytest.fixture(scope="module")
def make_calls() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("make_calls", DEMO / "make_calls.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_what_was_made_is_what_the_script_says(make_calls: ModuleType) -> None:
    script = make_calls.read_script()
    assert script["patterns"] == EXPECTED["patterns"]
    made = read_here(DEMO / "calls.xlsx", "calls").rows
    for call, expected, row in zip(script["call"], CALLS, made, strict=True):
        marks = [
            turn[key] for turn in call["turn"] for key in ("silence_mark", "mark") if key in turn
        ]
        assert [mark["text"] for mark in marks] == [m["text"] for m in expected["annotation"]]
        assert (call["disposition"], call["business"], call["order"]) == (
            row.disposition,
            row.business,
            row.order,
        )


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng makes the calls")
def test_the_script_gives_the_same_calls_twice(
    make_calls: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same speech. espeak-ng speaks each turn once here: on a busy machine it gave one that
    was 5 ms longer the second time (235,400 samples in place of 235,360), and it is not ours."""
    speak, spoken = make_calls.synthesize, {}

    def speak_once(text: str, speaker: dict[str, Any]) -> Any:
        turn = (text, *sorted(speaker.items()))
        if turn not in spoken:
            spoken[turn] = speak(text, speaker)
        return spoken[turn]

    monkeypatch.setattr(make_calls, "synthesize", speak_once)
    script = make_calls.read_script()
    kept = ("forbidden_word", "missing_identity_check", "long_silence")
    script["call"] = [call for call in script["call"] if call["story"] in kept]
    make_calls.make(script, tmp_path / "one")
    make_calls.make(script, tmp_path / "two")
    ones = sorted((tmp_path / "one").iterdir())
    assert {path.suffix for path in ones} == {".opus", ".mp3", ".wav", ".xlsx", ".toml"}
    for path in ones:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    made = tomllib.loads((tmp_path / "one" / "expected.toml").read_text("utf-8"))["call"]
    silence = next(m for m in made[-1]["annotation"] if m["channel"] == "both")
    assert silence["to_ms"] - silence["at_ms"] == 12_500, "the pause that the dialogue asks for"
