"""A file is parsed in a child process: whatever it does there, the program goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from audio_files import RATE, speech_like

from qa_desktop.audio import decoder_process
from qa_desktop.audio.cache import prepare
from qa_desktop.audio.decoder_process import borrow, end_all, give_back, keep_ready
from qa_desktop.audio.probe import probe
from qa_desktop.audio.sources import open_source
from qa_desktop.errors import CancelledError, UserFacingError

HOSTILE = """
import os, sys, time
import numpy as np
from qa_desktop.audio import decoder_child, readers

def meet(path):
    word = path.read_bytes()[:5]
    if word == b"crash":
        os.abort()
    if word == b"sleep":
        time.sleep(600)
    if word == b"spin!":
        while True:
            pass
    if word == b"vast!":
        return np.ones(1 << 30)
    if word == b"wrong":
        return 1 / 0
    source = readers.open_here(path)
    if path.name == "later.wav":
        source.blocks = lambda frames: iter(lambda: np.ones(1 << 30), None)
    return source

decoder_child.open_here = meet
decoder_child._CPU_SECONDS = 1
decoder_child.serve_here()
"""


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """The same samples as everywhere, in a kind of file that only a child reads."""
    return flac(tmp_path / "call.flac", speech_like())


def flac(path: Path, samples: np.ndarray) -> Path:
    soundfile.write(path, samples.T, RATE)
    return path


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Children in which some files do what they please."""
    end_all()
    monkeypatch.setattr(decoder_process, "own_program", lambda: [sys.executable, "-c", HOSTILE])
    yield
    end_all()


def told(path: Path, word: str) -> Path:
    path.write_text(word)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UserFacingError) as caught:
        prepare(path, "9" * 64, path.parent / "cache")
    assert "{" not in caught.value.say("zh") + caught.value.say("en")
    return caught.value.id


def waiting() -> list[decoder_process.DecoderProcess]:
    return decoder_process._waiting._children


CANNOT_LIMIT = pytest.mark.skipif(sys.platform == "win32", reason="has no such limits")


@pytest.mark.parametrize(
    "word",
    ["crash", pytest.param("spin!", marks=CANNOT_LIMIT), pytest.param("vast!", marks=CANNOT_LIMIT)],
)
def test_a_crash_or_a_met_limit_is_said_and_the_next_file_opens(
    hostile: None, tmp_path: Path, call: Path, word: str
) -> None:
    assert refusal(told(tmp_path / "x.wav", word)) == "audio.decoder_stopped"
    assert prepare(call, "8" * 64, tmp_path / "cache").duration_ms == 3_200


@CANNOT_LIMIT
def test_a_limit_that_is_met_between_blocks_is_said(
    hostile: None, tmp_path: Path, call: Path
) -> None:
    later = call.rename(tmp_path / "later.wav")
    assert refusal(later) == "audio.decoder_stopped"


def test_a_child_that_hangs_is_ended(
    hostile: None, tmp_path: Path, call: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe(call)
    (first,) = waiting()
    monkeypatch.setattr(decoder_process, "SILENCE_SECONDS", 0.3)
    assert refusal(told(tmp_path / "x.wav", "sleep")) == "audio.decoder_stopped"
    assert not first.is_alive
    monkeypatch.undo()
    assert probe(call).duration_ms == 3_200


def test_a_hanging_child_can_be_given_up(hostile: None, tmp_path: Path) -> None:
    given_up = threading.Event()
    asked = threading.Event()

    def cancelled() -> bool:
        asked.set()
        return given_up.is_set()

    threading.Thread(target=lambda: (asked.wait(), given_up.set())).start()
    with pytest.raises(CancelledError):
        open_source(told(tmp_path / "x.wav", "sleep"), cancelled)


def test_a_bug_in_the_child_is_a_bug(hostile: None, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        open_source(told(tmp_path / "x.wav", "wrong"))


def test_one_that_died_while_it_waited_is_replaced_unnoticed(call: Path) -> None:
    end_all()
    probe(call)
    (child,) = waiting()
    child._child.kill()
    assert probe(call).duration_ms == 3_200
    (other,) = waiting()
    assert other is not child


def test_one_that_dies_between_its_blocks_is_said(call: Path) -> None:
    source = open_source(call)
    stream = source.blocks(10)
    next(stream)
    child = source._child
    child._child.kill()
    with pytest.raises(UserFacingError) as caught:
        list(stream)
    assert caught.value.id == "audio.decoder_stopped"
    source.close()
    assert child not in waiting()


def test_given_up_in_the_middle_it_reads_the_next_file(tmp_path: Path, call: Path) -> None:
    end_all()
    long = flac(tmp_path / "long.flac", np.tile(speech_like(), 200))
    with open_source(long) as source:
        next(source.blocks(100))
        child = source._child
    assert waiting() == [child]
    with open_source(call) as source:
        assert source._child is child
        found = [block.copy() for block in source.blocks(7_000)]
        assert np.array_equal(np.concatenate(found, axis=1), speech_like())


def test_two_are_read_at_once_and_two_wait(call: Path) -> None:
    end_all()
    sources = [open_source(call) for _ in range(4)]
    streams = [source.blocks(1_000) for source in sources]
    for blocks in zip(*streams, strict=True):
        assert all(np.array_equal(block, blocks[0]) for block in blocks)
    children = [source._child for source in sources]
    for source in sources:
        source.close()
        source.close()
    assert [child.is_alive for child in children].count(True) == len(waiting()) == 2


def test_one_is_ready_beforehand_and_again_after_a_failure(hostile: None, tmp_path: Path) -> None:
    keep_ready()
    (first,) = waiting()
    keep_ready()
    assert waiting() == [first]
    refusal(told(tmp_path / "x.wav", "crash"))
    (second,) = waiting()
    assert second is not first
    assert second.is_alive
    end_all()
    assert not second.is_alive


def test_ended_twice_and_given_back_dead(call: Path) -> None:
    child = borrow()
    child.end()
    child.end()
    give_back(child, is_usable=True)
    assert child not in waiting()


def test_a_program_that_cannot_start_children_says_so(
    call: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_all()
    monkeypatch.setattr(decoder_process, "own_program", lambda: [str(call.parent / "gone")])
    with pytest.raises(UserFacingError) as caught:
        open_source(call)
    assert caught.value.id == "audio.cannot_open"


PARSERS = """
import sys
from pathlib import Path
from qa_desktop.audio.cache import prepare
from qa_desktop.audio.probe import probe
for number, file in enumerate(sys.argv[2:]):
    probe(Path(file))
    prepare(Path(file), f"{number:064}", Path(sys.argv[1]))
print([name for name in ("soundfile", "av", "wave") if name in sys.modules])
"""


def test_no_parser_is_loaded_into_the_program(formats: Path, tmp_path: Path) -> None:
    files = [str(formats / name) for name in ("pcm.wav", "mp3.mp3", "m4a.m4a")]
    done = subprocess.run(
        [sys.executable, "-c", PARSERS, str(tmp_path), *files],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "['wave']"  # which writes


LEFT = """
import time
from qa_desktop.audio import decoder_child

decoder_child.open_here = lambda path: time.sleep(600)
decoder_child._LEAVING_SECONDS = 0.1
decoder_child.serve_here()
"""


def test_one_that_hangs_does_not_outlive_the_program(call: Path) -> None:
    """Nobody is left to end it, and where there is no limit of time nothing else would."""
    child = subprocess.Popen(
        [sys.executable, "-c", LEFT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        child.communicate(json.dumps({"open": str(call)}).encode() + b"\n", timeout=60)
    finally:
        child.kill()
    assert child.returncode == 1


def test_a_file_that_makes_children_crash_has_two_of_them_at_most(
    hostile: None, tmp_path: Path, call: Path
) -> None:
    """Each may take all the time that it is given."""
    both = [open_source(call) for _ in range(2)]
    for source in both:
        source.close()
    waited = waiting()[:]
    assert len(waited) == 2
    assert refusal(told(tmp_path / "x.wav", "crash")) == "audio.decoder_stopped"
    assert [child.is_alive for child in waited].count(True) == 1
