"""Two people at two machines, for tests of what they hand each other."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.journal import digest, projection
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls, plain_answers, write_wav


def machine(tmp_path: Path, name: str) -> Workspace:
    return Workspace.open(
        tmp_path / name, name=name, number=name[:2], keys=KeyStore(tmp_path / f"{name}-keys")
    )


def evaluate(workspace: Workspace, tmp_path: Path, count: int = 1) -> list[str]:
    """Import, mark and score some calls; the evaluations."""
    version = built_in_templates()[0]
    ids = []
    for call in import_calls(workspace, tmp_path / "in", count):
        add_annotation(workspace, call.id, at_ms=100, kind="strength", text="声音亲切")
        form = EvaluationForm(call.id, version.id, plain_answers(version), method="spot_check")
        ids.append(submit_evaluation(workspace, form).evaluation)
    return ids


def agree(one: Workspace, other: Workspace) -> bool:
    return digest.kept_digest(one.db) == digest.kept_digest(other.db) and projection.scan(
        one.db
    ) == projection.scan(other.db)


def marked_call(
    workspace: Workspace, folder: Path, *, seconds: float = 60.0, at: tuple[int, ...] = (20_000,)
) -> tuple[str, str]:
    """A long call with marks at these moments (ms): its id, and its recording's."""
    write_wav(folder / "20261120-103000-0617-13800000000.wav", seconds, tone=350)
    import_recordings(workspace.folder, lambda act: act(workspace), [folder])
    call = max(find_calls(workspace.db, workspace.person), key=lambda each: each.duration_ms or 0)
    for moment in at:
        add_annotation(workspace, call.id, at_ms=moment, kind="weakness", text="抢话")
    assert call.recording is not None
    return call.id, call.recording
