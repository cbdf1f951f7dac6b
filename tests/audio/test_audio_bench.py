"""The bench measures what it says; its goals are judged by running it, not here."""

from __future__ import annotations

from qa_desktop.audio.bench import bench_open_call, bench_peaks

KEYS = {"name", "value", "unit", "reference", "ratio", "goal", "ok"}


def test_peaks_beside_ffmpeg() -> None:
    entries = {entry["name"]: entry for entry in bench_peaks(minutes=2, repeats=1)}
    assert set(entries) == {"peaks_pcm", "first_peaks", "peaks_reopen", "peaks_mp3"}
    for name, entry in entries.items():
        assert set(entry) == KEYS
        assert entry["value"] > 0
        within = entry["ratio"] if name in ("peaks_pcm", "peaks_mp3") else entry["value"]
        assert entry["ok"] is (within <= entry["goal"])


def test_opening_a_call() -> None:
    opened, sounded = bench_open_call(minutes=1)
    assert (opened["name"], sounded["name"]) == ("open_call_to_sound", "key_to_sound")
    for entry in (opened, sounded):
        assert set(entry) == KEYS
        assert 0 < entry["value"] < 4_000
        assert entry["reference"] is entry["ratio"] is None
