"""The corpus, what fuzzing ever found, and a short walk of the mutator: the same in every run.

``fuzz_run.py`` goes looking for hours; this keeps what it found from coming back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import fuzz_targets
import pytest
from fuzz_bundles import mutated, put_together, take_apart

_HERE = Path(__file__).resolve().parent
_KEPT = sorted(file for kind in ("corpus", "crashers") for file in _HERE.glob(f"{kind}/*/*"))
_BUNDLES = sorted(_HERE.glob("corpus/bundle/*"))


@pytest.fixture(scope="module", autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    fuzz_targets.close()


@pytest.mark.parametrize("target", fuzz_targets.TARGETS)
def test_everything_kept_is_taken_in_or_refused(target: str) -> None:
    folder = fuzz_targets.corpus_of(target)
    kept = [file for file in _KEPT if file.parent.name == folder]
    assert kept
    for file in kept:
        fuzz_targets.TARGETS[target](file.read_bytes())


@pytest.mark.parametrize("file", _BUNDLES, ids=lambda file: file.stem)
def test_the_corpus_is_taken_in_whole(file: Path) -> None:
    """A corpus that is refused at the door would test the door only."""
    parts = take_apart(file.read_bytes())
    assert parts is not None
    assert put_together(parts) == file.read_bytes()
    assert fuzz_targets.merged(file.read_bytes()) == len(parts.operations)


@pytest.mark.parametrize("file", _BUNDLES, ids=lambda file: file.stem)
def test_mutations_are_taken_in_or_refused(file: Path) -> None:
    data = file.read_bytes()
    merged = 0
    for seed in range(12):
        changed = mutated(data, seed)
        assert changed == mutated(data, seed)
        merged += fuzz_targets.merged(changed) > 0
    assert 4 <= merged < 12, "most get past the hashes, and not all are good"


def _falls_over(*_: object) -> None:
    raise IndexError


def test_the_target_finds_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A projection that depends on the order of arrival, and a reader that falls over."""
    data = (_HERE / "corpus" / "bundle" / "work.qab").read_bytes()
    scans = (hashlib.sha256(bytes([n])).hexdigest() for n in range(9))
    with monkeypatch.context() as broken:
        broken.setattr("qa_desktop.journal.projection.scan", lambda _db: next(scans))
        with pytest.raises(AssertionError, match="rebuild"):
            fuzz_targets.bundle(data)
    with monkeypatch.context() as broken:
        broken.setattr("fuzz_targets.find_calls", _falls_over)
        with pytest.raises(IndexError):
            fuzz_targets.bundle(data)
