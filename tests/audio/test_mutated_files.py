"""Ten thousand damaged recordings of every kind: samples or a plain refusal, never a crash of the
program, and no wait beyond the limit. ``-m slow`` runs them all; the suite, some of each kind."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from mutations import KINDS, meet, mutated

from qa_desktop.audio import decoder_process

_LONG, _SHORT = 10_000, 6
_PATIENCE_S = 10.0
"""Less than a person would have to wait: what takes longer is found here."""


def _run(kinds: Sequence[str], formats: Path, tmp_path: Path, each: int, seed: int) -> Counter[str]:
    met: Counter[str] = Counter()
    for kind in kinds:
        content = (formats / kind).read_bytes()
        for number in range(each):
            name = f"{seed}:{kind}:{number}"
            file = tmp_path / f"x{Path(kind).suffix}"  # some bare streams go by their name
            file.write_bytes(mutated(content, random.Random(name)))
            try:
                met[meet(file, tmp_path / "cache")] += 1
            except BaseException:
                print("the file can be made again from", name)
                raise
    return met


def test_some_of_every_kind(formats: Path, tmp_path: Path) -> None:
    met = _run(KINDS, formats, tmp_path, _SHORT, seed=1)
    assert met.total() == _SHORT * len(KINDS)
    assert met["prepared"] > met.total() // 4
    assert met["audio.damaged"]
    assert met["audio.decoder_stopped"] == 0


@pytest.mark.slow
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand(
    formats: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    kind: str,
) -> None:
    """Kind by kind, so that a run that was broken off can go on with ``-k``. ``MUTATED_SEED``
    gives other ten thousand."""
    monkeypatch.setattr(decoder_process, "SILENCE_SECONDS", _PATIENCE_S)
    each, seed = -(-_LONG // len(KINDS)), int(os.environ.get("MUTATED_SEED", "2"))
    start = time.monotonic()
    met = _run([kind], formats, tmp_path, each, seed)
    with capsys.disabled():
        print(f"{kind}: seed {seed}, {time.monotonic() - start:.0f} s, {dict(met)}", flush=True)
    assert met.total() == each
