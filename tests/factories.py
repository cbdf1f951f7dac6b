"""Things that many tests need: audio files, calls, filled-in scorecards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.model import Choice, Deduct, Scale
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.workspace import Workspace


def write_wav(
    path: Path, seconds: float = 2.0, *, rate: int = 8000, channels: int = 2, tone: float = 400
) -> Path:
    """A 16-bit PCM file with one tone per channel, ``tone`` Hz and its multiples."""
    at = np.arange(int(seconds * rate)) / rate
    lanes = [0.3 * np.sin(2 * np.pi * tone * (lane + 1) * at) for lane in range(channels)]
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.stack(lanes, axis=1), rate, subtype="PCM_16", format="WAV")
    return path


def import_calls(workspace: Workspace, folder: Path, count: int = 1) -> list[CallRow]:
    """Import ``count`` different recordings of agent 0617; the calls in order of their start."""
    for number in range(count):
        name = f"20261120-0935{number:02d}-0617-13800000000.wav"
        write_wav(folder / name, 2.0, tone=300 + 7 * number)
    import_recordings(workspace.folder, lambda act: act(workspace), [folder])
    return find_calls(workspace.db, workspace.person)


def best_answers(version: ScorecardVersion) -> dict[str, str | int]:
    """The answers that lose nothing; text items and bonus are left plain."""
    answers: dict[str, str | int] = {}
    for item in version.items.values():
        if isinstance(item.answer, Choice):
            best = max(item.answer.options, key=lambda option: option.points)
            answers[item.id] = best.id
        elif isinstance(item.answer, Scale):
            answers[item.id] = item.answer.high
        elif isinstance(item.answer, Deduct):
            answers[item.id] = 0
    return answers


def plain_answers(version: ScorecardVersion) -> dict[str, str | int]:
    """The best answers without a claim to bonus: they need no evidence."""
    answers = best_answers(version)
    for item in version.items.values():
        if item.bonus and isinstance(item.answer, Choice):
            answers[item.id] = min(item.answer.options, key=lambda option: option.points).id
    return answers
