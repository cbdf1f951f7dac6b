"""Drives a target by coverage, for hours if wanted (Linux: ``pip install -e .[fuzz]``).

    python tests/fuzz/fuzz_run.py bundle --seconds 1800 --into FOLDER

What it finds lies in FOLDER as ``crash-…``, ``slow-unit-…`` or ``oom-…``: after the bug is mended
it belongs into ``crashers/<target>/``, where the suite runs it for ever.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
os.environ.setdefault("QA_DESKTOP_PROFILE", f"/tmp/qa-desktop-fuzz-{os.getpid()}")

with atheris.instrument_imports(include=["qa_desktop"]):
    from fuzz_bundles import mutated
    from fuzz_targets import BUNDLES, TARGETS, corpus_of


def _mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Mostly deep within; now and then as libFuzzer would."""
    if random.Random(seed).random() < 0.1:
        return bytes(atheris.Mutate(data, max_size))
    made = mutated(data, seed)
    return made if len(made) <= max_size else data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--patience", type=int, default=20, help="seconds for one input")
    parser.add_argument("--into", type=Path, required=True)
    chosen = parser.parse_args()
    corpus = chosen.into / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    arguments = [sys.argv[0], str(corpus), str(HERE / "corpus" / corpus_of(chosen.target))]
    arguments += [f"-max_total_time={chosen.seconds}", f"-artifact_prefix={chosen.into}/"]
    arguments += ["-max_len=300000", f"-timeout={chosen.patience}", "-rss_limit_mb=1500"]
    arguments += ["-print_final_stats=1"]
    mutator = {"custom_mutator": _mutate} if chosen.target in BUNDLES else {}
    atheris.Setup(arguments, TARGETS[chosen.target], **mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
