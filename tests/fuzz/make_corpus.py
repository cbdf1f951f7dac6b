"""Makes the corpus anew: small bundles of real work, signed by the keys of ``fuzz_bundles``.

    python tests/fuzz/make_corpus.py

Run by hand after new record types or operations; its output is committed.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import factories
from factories_journal import person_keys
from factories_team import ROOT, TEAM, granted, revoked, state
from fuzz_bundles import Parts, put_together, take_apart

from qa_desktop.exchange.bundle.encryption import encrypt
from qa_desktop.exchange.bundle.manifest import write_manifest
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.exchange.identity_card import write_card
from qa_desktop.exchange.recovery_file import write_recovery
from qa_desktop.journal.canonical import dumps
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import found, member
from qa_desktop.services.annotating import add_annotation, delete_annotation
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.coaching import CoachingForm, add_coaching
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.evaluating import (
    EvaluationForm,
    correct_evaluation,
    submit_evaluation,
    withdraw_evaluation,
)
from qa_desktop.services.feedback import acknowledge
from qa_desktop.services.memberships import move_to_team, set_lead
from qa_desktop.services.people import save_agent, save_project, save_team, set_projects
from qa_desktop.services.tiers import choose_tier
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace

HERE = Path(__file__).resolve().parent
DAY = "2026-11-01"


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        os.environ["QA_DESKTOP_PROFILE"] = f"{made}/profile"
        with Workspace.open(Path(made) / "workspace", name="李敏", number="8001") as workspace:
            _people(workspace)
            _write(workspace, "people")
            _calls(workspace, Path(made))
            _write(workspace, "work")
            _undone(workspace)
            _write(workspace, "undone")
            _team(workspace)
            _write(workspace, "team")
            _files(workspace, Path(made))


def _people(workspace: Workspace) -> None:
    save_agent(workspace, {"number": "0617", "name": "陈晨", "hire_date": DAY})
    (agent,) = workspace.db.conn.execute("SELECT id FROM agent").fetchone()
    save_team(workspace, "一组")
    (team,) = workspace.db.conn.execute("SELECT id FROM team").fetchone()
    move_to_team(workspace, [agent], team, DAY)
    set_lead(workspace, team, agent, DAY)
    save_project(workspace, "外呼", begins=DAY)
    (project,) = workspace.db.conn.execute("SELECT id FROM project").fetchone()
    set_projects(workspace, [agent], [project], DAY)
    choose_tier(workspace, [agent], "good", "一贯很好")
    workspace.write(
        [create("remark", "remark-1", {"code": "zx", "kind": "note", "text": "请稍等"})]
    )


def _calls(workspace: Workspace, folder: Path) -> None:
    (call,) = factories.import_calls(workspace, folder / "in")
    mark = add_annotation(workspace, call.id, at_ms=100, kind="strength", text="亲切").ids[0]
    version = built_in_templates()[0]
    answers = factories.best_answers(version)
    items = {item: [mark] for item in version.items}
    form = EvaluationForm(call.id, version.id, answers, method="spot_check", evidence=items)
    evaluation = submit_evaluation(workspace, form).evaluation
    acknowledge(workspace, evaluation, "agrees", "明白了")
    correct_evaluation(workspace, evaluation, form, "看错了")
    coaching = CoachingForm(agent=call.agent or "", evaluation=evaluation, about="语速")
    add_coaching(workspace, coaching, held=datetime(2026, 11, 20, 10, 0))


def _undone(workspace: Workspace) -> None:
    (call,) = workspace.db.conn.execute("SELECT id FROM call").fetchone()
    (evaluation,) = workspace.db.conn.execute("SELECT id FROM evaluation").fetchone()
    mark = add_annotation(workspace, call, at_ms=1, kind="question", text="?").ids[0]
    deleted = delete_annotation(workspace, mark)
    workspace.undo(deleted.act or "")
    workspace.write([set_fields("remark", "remark-1", {"code": "b"})])
    workspace.write([delete("remark", "remark-1")])
    withdraw_evaluation(workspace, evaluation, "重复")
    erase(workspace, plan_recording(workspace, call))


def _team(workspace: Workspace) -> None:
    """A roster with all kinds of statements, by the root that the mutator knows."""
    own = next(iter(workspace.journal.db.conn.execute("SELECT person FROM replica")))[0]
    keys = KeyStore().public_keys()
    grant = member(own, keys["sign_key"], keys["receive_key"], [Term("inspector", DAY)])
    state(workspace.journal, found("华东客服"), granted("a", "lead"), grant)
    state(workspace.journal, revoked("a", {workspace.journal.replica.public: (1, "ab" * 32)}))
    workspace.write([create("remark", "remark-2", {"code": "t"})])


def _files(workspace: Workspace, folder: Path) -> None:
    """What people hand each other beside bundles."""
    keys = person_keys()
    _save("card", "card", write_card(keys, "王芳", "8002").strip().encode())
    clear = HERE / "corpus" / "bundle" / "people.qab"
    sealed = io.BytesIO()
    with clear.open("rb") as stream:
        encrypt(stream, sealed, [keys.receive_key])
    _save("encrypted", "people.qab", sealed.getvalue())
    write_recovery(folder / "recovery", TEAM, "华东客服", ROOT, "一个很长的口令 1234")
    _save("recovery", "recovery", (folder / "recovery").read_bytes())


def _write(workspace: Workspace, name: str) -> None:
    """Signed again: only the three known keys can carry a mutation on."""
    file = write_out(workspace, workspace.folder / "cache" / f"{name}.qab").files[0]
    parts = take_apart(file.read_bytes())
    assert parts is not None
    for said in parts.operations:
        said.pop("person_sig", None)
    _save("bundle", f"{name}.qab", put_together(parts))
    _save_lines(name, parts)


def _save_lines(name: str, parts: Parts) -> None:
    kinds = {(said["kind"], said["entity_type"]): said for said in parts.operations}
    for (kind, entity), said in kinds.items():
        _save("operation", f"{kind}-{entity}", dumps(said).encode())
        _save("json", f"{kind}-{entity}", dumps(said["payload"]).encode())
    for number, value in enumerate(parts.personal[:3]):
        _save("personal", f"{name}-{number}", dumps(value).encode())
    with BundleReader(HERE / "corpus" / "bundle" / f"{name}.qab") as reader:
        _save("manifest", name, write_manifest(reader.manifest))


def _save(target: str, name: str, content: bytes) -> None:
    file = HERE / "corpus" / target / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


if __name__ == "__main__":
    main()
