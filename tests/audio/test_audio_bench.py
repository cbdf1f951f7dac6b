"""The bench measures what it says; its goals are judged by running it, not here."""

from __future__ import annotations

import sys

from qa_desktop.audio.bench import bench_open_call
from qa_desktop.audio.bench_peaks import KINDS, bench_peaks

KEYS = {"name", "value", "unit", "reference", "ratio", "goal", "ok"}


def test_peaks_beside_ffmpeg() -> None:
    telephony = {"alaw", "ulaw", "mp3", "opus", "gsm", "ima_adpcm", "ms_adpcm", "g722", "amr"}
    assert KINDS.keys() >= telephony
    entries = {entry["name"]: entry for entry in bench_peaks(1, 1, ("ulaw", "mp3", "amr"))}
    kinds = {name for name, entry in entries.items() if entry["reference"] is not None}
    waited = {"peaks_pcm", "peaks_ulaw", "peaks_mp3", "peaks_amr"}
    said = sys.platform != "win32"  # how much of processor and memory was used
    assert kinds == waited | ({f"{name}_processor" for name in waited} if said else set())
    assert set(entries) - kinds == {"first_peaks", "peaks_reopen", *["peaks_memory"] * said}
    for name, entry in entries.items():
        assert set(entry) == KEYS
        assert entry["value"] > 0
        limited = entry["ratio"] if name in kinds else entry["value"]
        assert entry["ok"] is (None if entry["goal"] is None else limited <= entry["goal"])


def test_opening_a_call() -> None:
    opened, sounded = bench_open_call(minutes=1)
    assert (opened["name"], sounded["name"]) == ("open_call_to_sound", "key_to_sound")
    for entry in (opened, sounded):
        assert set(entry) == KEYS
        assert entry["value"] > 0
        assert entry["reference"] is entry["ratio"] is None
