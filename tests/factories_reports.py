"""A workspace with evaluated demo calls: what reports, feedback and coaching are made from."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.model import Choice, Deduct, Scale
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.demo import load_demo
from qa_desktop.services.evaluating import EvaluationForm, correct_evaluation, submit_evaluation
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.scorecards import version_for
from qa_desktop.store.workspace import Workspace
from tests.factories import plain_answers

STRENGTHS = "开场白完整，主动报了工号；客户着急时先安抚再查询，语气一直平稳。"
ADVICE = "资费请以最新口径为准；挂机前再确认一次客户还有没有别的问题。"


@dataclass(frozen=True)
class Evaluated:
    """Ids of what was submitted, in the order of the calls."""

    calls: list[CallRow]
    evaluations: list[str]


def evaluate_demo(workspace: Workspace, count: int = 6) -> Evaluated:
    """The demo calls, ``count`` of them submitted: one for practice, one corrected, one failed."""
    load_demo(workspace.folder, lambda act: act(workspace))
    calls = find_calls(workspace.db, workspace.person)[:count]
    evaluations = [_evaluate(workspace, call, place) for place, call in enumerate(calls)]
    return Evaluated(calls, evaluations)


def _evaluate(workspace: Workspace, call: CallRow, place: int) -> str:
    card = version_for(workspace.db, call)
    _, bad, _ = _mark(workspace, call)
    answers, evidence = _answers(card, losses=place % 4, evidence=bad)
    form = EvaluationForm(
        call.id,
        card.id,
        answers,
        evidence=evidence,
        item_comments=dict.fromkeys(list(evidence)[:1], "没有主动询问客户需求"),
        strengths=STRENGTHS,
        advice=ADVICE if place % 4 else "",
        practice=place == 4,
        wrong_information=place == 3,
        role="lead" if place == 5 else "inspector",
        circumstance="peak" if place == 2 else None,
    )
    evaluation = submit_evaluation(workspace, form).evaluation
    if place == 1:
        correct_evaluation(workspace, evaluation, form, "复听后更正")
    return evaluation


def _mark(workspace: Workspace, call: CallRow) -> list[str]:
    marks = (
        (2_000, 5_500, "strength", "开场白完整，报了工号", "communication"),
        (9_400, None, "weakness", "没有核对客户身份就查询了资料", "detail"),
        (14_000, 16_000, "note", "客户提到上周也打过电话", None),
    )
    ids = []
    for at, to, kind, words, competency in marks:
        made = add_annotation(
            workspace, call.id, at_ms=at, to_ms=to, kind=kind, text=words, competency=competency
        )
        ids.append(made.ids[0])
    return ids


def _answers(card: ScorecardVersion, losses: int, evidence: str):
    """The best answers, but for the first ``losses`` scored items, which lose with evidence."""
    answers, linked = plain_answers(card), {}
    for item in [each for each in card.items.values() if each.scored][:losses]:
        if isinstance(item.answer, Choice):
            worse = sorted(item.answer.options, key=lambda option: option.points)[0]
            answers[item.id] = worse.id
        elif isinstance(item.answer, Scale):
            answers[item.id] = item.answer.low
        elif isinstance(item.answer, Deduct):
            answers[item.id] = 1
        linked[item.id] = [evidence]
    return answers, linked


@dataclass(frozen=True)
class Seed:
    """A workspace that was made once, and the keys of its person; tests work on copies."""

    folder: Path
    profile: Path
    evaluated: Evaluated

    def plant(self, folder: Path) -> Evaluated:
        """Copy it to ``folder``, and its keys into this test's profile."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        shutil.copytree(self.profile, os.environ["QA_DESKTOP_PROFILE"], dirs_exist_ok=True)
        return self.evaluated


def make_seed(place: Path, count: int = 4) -> Seed:
    """The demo calls, ``count`` of them submitted by 李敏."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_DESKTOP_PROFILE", str(place / "profile"))
        (place / "profile").mkdir(parents=True)
        with Workspace.open(place / "workspace", name="李敏", number="Q017") as workspace:
            evaluated = evaluate_demo(workspace, count)
    return Seed(place / "workspace", place / "profile", evaluated)
