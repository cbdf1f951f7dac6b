"""Make the demo's recordings, spreadsheets and ``expected.toml`` from ``dialogues.toml``.

    python resources/demo/make_calls.py [OUT]

Needs the ``espeak-ng`` program. The same speech and libraries give the same bytes: noise is
seeded, and what encoders and openpyxl take from the clock is replaced.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import openpyxl
import soundfile
from pydub import AudioSegment

from qa_desktop.domain.durations import SECOND_MS
from qa_desktop.domain.filename_pattern import Fields, compile_pattern, match_first

HERE: Final = Path(__file__).resolve().parent
RATE: Final = 8_000
PHONE_BAND_HZ: Final = (300, 3_400)
SPEECH_RMS: Final = 0.13
NOISE: Final = 0.0008
LEAD_MS: Final = 700
USUAL_PAUSE_MS: Final = 400
CLOCK: Final = datetime(2026, 11, 20, 18, 0, 0)
ENCODINGS: Final[dict[str, dict[str, Any]]] = {
    ".opus": {"format": "OGG", "subtype": "OPUS", "compression_level": 0.92},
    ".mp3": {"format": "MP3", "subtype": "MPEG_LAYER_III", "compression_level": 0.7},
    ".wav": {"format": "WAV", "subtype": "ALAW"},
}
CALL_COLUMNS: Final = (
    "流水号", "工号", "开始时间", "时长", "客户号码", "保存状态", "业务类型", "订单号",
)  # fmt: skip
AGENT_COLUMNS: Final = {
    "工号": "agent",
    "姓名": "name",
    "昵称": "nickname",
    "班组": "team",
    "技能组": "skill_group",
    "项目": "project",
    "入职日期": "hired",
    "状态": "status",
}


@dataclass(frozen=True)
class Spoken:
    """A turn with its place in the call."""

    turn: dict[str, Any]
    sound: AudioSegment
    from_ms: int

    @property
    def to_ms(self) -> int:
        return self.from_ms + len(self.sound)


def read_script() -> dict[str, Any]:
    return tomllib.loads((HERE / "dialogues.toml").read_text("utf-8"))


def make(script: dict[str, Any], out: Path) -> None:
    """Write every file of ``script`` into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    agents = {agent["agent"]: agent for agent in script["agent"]}
    patterns = [compile_pattern(text) for text in script["patterns"]]
    expected, rows = [], []
    for call in script["call"]:
        _, fields = match_first(patterns, call["file"]) or (None, Fields())
        turns = list(speak(call, agents[fields.agent or ""]))
        samples = mix(turns, seed=len(rows))
        write_sound(out / call["file"], samples)
        duration_ms = len(samples) * SECOND_MS // RATE
        expected.append(expected_call(call, fields, turns, duration_ms))
        rows.append(call_row(call, fields, duration_ms))
    (out / "expected.toml").write_text(
        expected_toml(script["patterns"], expected), "utf-8", newline="\n"
    )
    write_sheet(out / "calls.xlsx", "拨打明细表", CALL_COLUMNS, rows)
    people = [[agent[key] for key in AGENT_COLUMNS.values()] for agent in agents.values()]
    write_sheet(out / "roster.xlsx", "花名册", tuple(AGENT_COLUMNS), people)


def speak(call: dict[str, Any], agent: dict[str, Any]) -> Iterator[Spoken]:
    """Every turn spoken and placed one after the other, by its pause."""
    at = LEAD_MS - USUAL_PAUSE_MS
    for turn in call["turn"]:
        speaker = agent if turn["who"] == "agent" else call["customer"]
        at += turn.get("pause", USUAL_PAUSE_MS)
        spoken = Spoken(turn, synthesize(turn["say"], speaker), at)
        yield spoken
        at = spoken.to_ms


def synthesize(text: str, speaker: dict[str, Any]) -> AudioSegment:
    """Speech through a telephone: 300–3400 Hz, 8 kHz, silence around it cut off."""
    command = ["espeak-ng", "-v", f"cmn-latn-pinyin+{speaker['voice']}", "--stdout"]
    command += ["-p", str(speaker["pitch"]), "-s", str(speaker["speed"]), "--", text]
    said = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 -- our own data
    sound = AudioSegment.from_file(io.BytesIO(said), format="wav")
    samples = np.array(sound.get_array_of_samples(), dtype=np.float64)
    heard = np.flatnonzero(np.abs(samples) > np.abs(samples).max() / 100)
    return segment(phone_band(samples[heard[0] : heard[-1] + 1], sound.frame_rate))


def phone_band(samples: np.ndarray, rate: int) -> np.ndarray:
    """Band-passed and resampled in one go by cutting the spectrum, then levelled."""
    padded = np.pad(samples, (0, -len(samples) % rate))
    spectrum = np.fft.rfft(padded)
    hertz = np.fft.rfftfreq(len(padded), 1 / rate)
    low, high = PHONE_BAND_HZ
    spectrum[(hertz < low) | (hertz > high)] = 0
    seconds = len(padded) // rate
    narrow = np.fft.irfft(spectrum[: seconds * RATE // 2 + 1], seconds * RATE)
    narrow = narrow[: len(samples) * RATE // rate]
    return np.tanh(narrow / np.sqrt(np.mean(narrow**2)) * SPEECH_RMS)


def segment(samples: np.ndarray) -> AudioSegment:
    return AudioSegment(
        (samples * 32_767).astype("<i2").tobytes(), frame_rate=RATE, sample_width=2, channels=1
    )


def mix(turns: list[Spoken], seed: int) -> np.ndarray:
    """Agent left, customer right, over the faint noise of two lines; float32, two columns."""
    total_ms = max(turn.to_ms for turn in turns) + LEAD_MS
    noise = np.random.default_rng(seed)
    lanes = []
    for who in ("agent", "customer"):
        lane = segment(noise.normal(0, NOISE, total_ms * RATE // SECOND_MS))
        for turn in turns:
            if turn.turn["who"] == who:
                lane = lane.overlay(turn.sound, position=turn.from_ms)
        lanes.append(lane)
    both = AudioSegment.from_mono_audiosegments(*lanes).get_array_of_samples()
    return (np.array(both, dtype=np.float32) / 32_768).reshape(-1, 2)


def write_sound(path: Path, samples: np.ndarray) -> None:
    soundfile.write(path, samples, RATE, **ENCODINGS[path.suffix])
    if path.suffix == ".opus":
        path.write_bytes(with_fixed_serial(path.read_bytes()))


def with_fixed_serial(ogg: bytes) -> bytes:
    """libsndfile draws the stream's serial number by chance: set it to 1, page by page."""
    pages, at = [], 0
    while at < len(ogg):
        lacing = ogg[at + 27 : at + 27 + ogg[at + 26]]
        end = at + 27 + len(lacing) + sum(lacing)
        page = bytearray(ogg[at:end])
        page[14:18] = (1).to_bytes(4, "little")
        page[22:26] = bytes(4)
        page[22:26] = ogg_checksum(page).to_bytes(4, "little")
        pages.append(bytes(page))
        at = end
    return b"".join(pages)


def ogg_checksum(page: bytes | bytearray) -> int:
    """CRC-32 of RFC 3533: polynomial 04c11db7, most significant bit first, no inversion."""
    checksum = 0
    for byte in page:
        checksum = (checksum << 8 & 0xFFFFFFFF) ^ _CHECKSUMS[checksum >> 24 ^ byte]
    return checksum


def _checksum_of(byte: int) -> int:
    value = byte << 24
    for _ in range(8):
        value = value << 1 ^ (0x104C11DB7 if value & 0x80000000 else 0)
    return value


_CHECKSUMS: Final = tuple(map(_checksum_of, range(256)))


def expected_call(
    call: dict[str, Any], fields: Fields, turns: list[Spoken], duration_ms: int
) -> dict[str, Any]:
    """What an inspector would find, at the milliseconds where it was really said."""
    return {
        "file": call["file"],
        "story": call["story"],
        "title_zh": call["title"]["zh"],
        "title_en": call["title"]["en"],
        "serial": fields.serial,
        "agent": fields.agent,
        "scorecard": call["scorecard"],
        "disposition_matches": call.get("disposition_matches", True),
        "wrong_information": call.get("wrong_information", False),
        "duration_ms": duration_ms,
        "annotation": list(annotations(turns)),
    }


def annotations(turns: list[Spoken]) -> Iterator[dict[str, Any]]:
    quiet_since = 0
    for spoken in turns:
        if found := spoken.turn.get("silence_mark"):
            yield {"at_ms": quiet_since, "to_ms": spoken.from_ms, "channel": "both", **found}
        if found := spoken.turn.get("mark"):
            span = {"at_ms": spoken.from_ms, "to_ms": spoken.to_ms}
            yield {**span, "channel": spoken.turn["who"], **found}
        quiet_since = spoken.to_ms


def call_row(call: dict[str, Any], fields: Fields, duration_ms: int) -> list[str]:
    seconds = round(duration_ms / SECOND_MS)
    return [
        fields.serial or "",
        fields.agent or "",
        f"{fields.start:%Y-%m-%d %H:%M:%S}",
        f"{seconds // 60:02}:{seconds % 60:02}",
        fields.number or "",
        call["disposition"],
        call["business"],
        call["order"],
    ]


def expected_toml(patterns: list[str], calls: list[dict[str, Any]]) -> str:
    """JSON strings, numbers and booleans are TOML as well."""
    lines = ["# Written by make_calls.py from dialogues.toml; do not edit."]
    lines.append(f"patterns = {json.dumps(patterns)}")
    for call in calls:
        lines += ["", "[[call]]", *pairs(call)]
        for annotation in call["annotation"]:
            lines += ["", "[[call.annotation]]", *pairs(annotation)]
    return "\n".join(lines) + "\n"


def pairs(values: dict[str, Any]) -> list[str]:
    return [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
        if not isinstance(value, list)
    ]


def write_sheet(path: Path, title: str, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    """All cells text; saved anew with fixed times, since openpyxl and zip write the clock."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in [list(columns), *rows]:
        sheet.append(row)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        cell.data_type, cell.number_format = "s", "@"
        sheet.column_dimensions[cell.column_letter].width = 22
    sheet.freeze_panes = "A2"
    book.properties.created = CLOCK
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = with_fixed_time(content, book.properties.modified)
            member = zipfile.ZipInfo(name, CLOCK.timetuple()[:6])
            new.writestr(member, content, compress_type=zipfile.ZIP_DEFLATED)


def with_fixed_time(content: bytes, saved: datetime) -> bytes:
    return content.replace(
        f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode(), f"{CLOCK:%Y-%m-%dT%H:%M:%SZ}".encode()
    )


if __name__ == "__main__":
    make(read_script(), Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
