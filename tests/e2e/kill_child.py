"""Works like a person in a hurry until it is killed: imports, drafts, annotates, scores.

``python tests/e2e/kill_child.py WORKSPACE LOG SEED``. Logs each thing after the services have
acknowledged it. Another child (one that drives the window) keeps the same log.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories import best_answers, write_wav
from kill_log import KillLog

from qa_desktop.services.annotating import add_annotation, edit_annotation
from qa_desktop.services.evaluating import (
    EvaluationForm,
    correct_evaluation,
    submit_evaluation,
)
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace

SCORECARD = "inbound-service"


class Child:
    def __init__(self, workspace: Workspace, log: KillLog, seed: int) -> None:
        self.workspace = workspace
        self.log = log
        self.random = random.Random(seed)
        self.seed = seed
        self.number = 0
        self.version = find_version(SCORECARD)
        self.annotations: list[str] = []
        self.evaluations: list[tuple[str, EvaluationForm]] = []

    def work(self) -> None:
        """For ever."""
        self.import_some()
        acts = [self.draft, self.draft, self.draft, self.annotate, self.annotate, self.edit]
        acts += [self.submit, self.submit, self.correct, self.import_some]
        while True:
            self.random.choice(acts)()

    def _next(self) -> int:
        """Counts what this run does; greater than any count of the runs before it."""
        self.number += 1
        return self.seed * 1_000_000 + self.number

    def _calls(self) -> list[CallRow]:
        return find_calls(self.workspace.db, self.workspace.person)

    def _call(self) -> str:
        return self.random.choice(self._calls()).id

    def import_some(self) -> None:
        folder = self.workspace.folder.parent / f"incoming-{self._next()}"
        for _ in range(self.random.randint(1, 4)):
            tone = self.random.uniform(200, 900)
            name = f"20261120-093512-{self.random.randint(1000, 1009)}-{self._next()}.wav"
            write_wav(folder / name, 0.2, tone=tone)
        self.log.will("import", folder=str(folder))
        report = import_recordings(self.workspace.folder, lambda act: act(self.workspace), [folder])
        assert report.added and not report.unreadable, report
        self.log.did("import", folder=str(folder))

    def draft(self) -> None:
        kind, key = self.random.choice(["annotation", "evaluation"]), self._call()
        body = {"number": self._next(), "text": "写到一半" * self.random.randint(1, 40)}
        self.log.will("draft", kind=kind, key=key, holds=body)
        save_draft(self.workspace.db, kind, key, body)
        self.log.did("draft", kind=kind, key=key, holds=body)

    def annotate(self) -> None:
        call, words = self._call(), f"语气不耐烦 {self._next()}"
        at = self.random.randint(0, 140)
        self.log.will("annotation", call=call, text=words)
        changes = add_annotation(
            self.workspace, call, at_ms=at, to_ms=at + 60, kind="weakness", text=words
        )
        self.annotations.append(changes.ids[0])
        self.log.did("annotation", id=changes.ids[0], call=call, text=words, at=at)

    def edit(self) -> None:
        if self.annotations:
            id, words = self.random.choice(self.annotations), f"改过的话 {self._next()}"
            call = self.workspace.db.conn.execute(
                "SELECT call FROM annotation WHERE id = ?", [id]
            ).fetchone()[0]
            self.log.will("edit", id=id, text=words, call=call)
            edit_annotation(self.workspace, id, text=words)
            self.log.did("edit", id=id, text=words, call=call)

    def submit(self) -> None:
        waiting = [call.id for call in self._calls() if call.evaluation is None]
        if not waiting:
            return
        call = self.random.choice(waiting)
        self.log.will("evaluation", call=call)
        evidence = add_annotation(
            self.workspace, call, at_ms=1, kind="strength", text="客户当场表扬"
        )
        items = {item: [evidence.ids[0]] for item in self.version.items}
        advice = f"建议 {self._next()}"
        answers = best_answers(self.version)
        form = EvaluationForm(call, self.version.id, answers, advice=advice, evidence=items)
        submitted = submit_evaluation(self.workspace, form)
        self.evaluations.append((submitted.evaluation, form))
        self.log.did(
            "evaluation", id=submitted.evaluation, call=call, advice=advice, answers=form.answers
        )

    def correct(self) -> None:
        if self.evaluations:
            evaluation, form = self.random.choice(self.evaluations)
            self.log.will("correction", id=evaluation)
            correct_evaluation(self.workspace, evaluation, form, f"更正 {self._next()}")
            self.log.did("correction", id=evaluation)


def main() -> None:
    folder, file, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    log = KillLog(file)
    log.will("open")
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        log.did("open")
        Child(workspace, log, seed).work()


if __name__ == "__main__":
    main()
