"""The installed program comes without PyAV: nothing needs it until a file does, and then it is
said in plain words. A process of its own, in which there is no ``av``, nor in its children."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from audio_files import speech_like, write_wav
from test_audio_formats import EXPECTED

NEEDS_PYAV = {
    "m4a.m4a": "M4A",
    "adts.aac": "AAC",
    "wma.wma": "WMA",
    "phone.3gp": "M4A",
    "g722.wav": "WAV",
    "g726.wav": "WAV",
    "g729.wav": "WAV",
    "g723.wav": "WAV",
    "amr_nb.amr": "AMR",
    "amr_wb.amr": "AMR",
}
PROBE_AND_PREPARE = """
import json, sys
from pathlib import Path
from qa_desktop.audio.cache import prepare
from qa_desktop.audio.probe import probe
from qa_desktop.errors import UserFacingError

found = {}
cache = Path(sys.argv[1])
for number, name in enumerate(sys.argv[2:]):
    path = Path(name)
    try:
        duration_ms = probe(path).duration_ms
        assert prepare(path, f"{number:064}", cache).duration_ms == duration_ms
        found[path.name] = {"ms": duration_ms}
    except UserFacingError as error:
        found[path.name] = {"id": error.id, "zh": error.say("zh"), "en": error.say("en")}
print(json.dumps(found))
"""


def probed_without_pyav(cache: Path, files: list[Path]) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-c", PROBE_AND_PREPARE, str(cache), *map(str, files)]
    with tempfile.TemporaryDirectory() as first:
        Path(first, "av.py").write_text("raise ImportError", encoding="utf-8")
        paths = os.pathsep.join([first, *sys.path])
        environment = {**os.environ, "PYTHONPATH": paths}
        done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return json.loads(done.stdout)


def test_what_libsndfile_reads_is_read_and_the_rest_is_named(formats: Path, tmp_path: Path) -> None:
    found = probed_without_pyav(tmp_path, [formats / name for name in EXPECTED])
    for name in EXPECTED:
        if name.startswith("bare."):  # its bytes do not even say what it is
            assert found[name]["id"] == "audio.not_audio"
            continue
        if name not in NEEDS_PYAV:
            assert found[name]["ms"] == pytest.approx(3200, abs=250), name
            continue
        assert found[name]["id"] == "audio.no_decoder"
        for language in ("zh", "en"):
            assert name in found[name][language]
            assert NEEDS_PYAV[name] in found[name][language]


def test_other_files_are_still_called_what_they_are(tmp_path: Path) -> None:
    text, silent, fast = (tmp_path / name for name in ("notes.txt", "silent.wav", "fast.wav"))
    text.write_text("a list of calls", encoding="utf-8")
    write_wav(silent, np.zeros((1, 0), np.int16))
    write_wav(fast, speech_like(1, 0.5, 96_000), 96_000)
    found = probed_without_pyav(tmp_path / "cache", [text, silent, fast])
    assert {name: answer["id"] for name, answer in found.items()} == {
        "notes.txt": "audio.not_audio",
        "silent.wav": "audio.no_sound",
        "fast.wav": "audio.no_resampler",
    }
    assert "96000" in found["fast.wav"]["zh"]
    assert not list((tmp_path / "cache").rglob("*.*"))
