"""Four people who sign slips, each with a workspace of their own, in one team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.domain.slip_fact import SUBJECT
from qa_desktop.journal.changes import fact, set_fields
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.ownership import new_id_of
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import Statement, found, issue, member
from qa_desktop.services import slips
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.services.slip_moves import hear_agent, sign_slip
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.penalty_standards import shipped_standard
from qa_desktop.store.reader import get_owner
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.slips import read_slip, tips_of
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls, plain_answers
from tests.factories_journal import send
from tests.factories_slips import SAID, drawn

ROOT = SigningKey(b"s" * 32)
HEARD = [[0, 2_000, 100]]
STROKES = [[[100, 100, 0], [5_000, 4_000, 30]], [[6_000, 100, 90]]]


@dataclass
class People:
    inspector: Workspace
    lead: Workspace
    supervisor: Workspace
    manager: Workspace

    @property
    def all(self) -> tuple[Workspace, ...]:
        return self.inspector, self.lead, self.supervisor, self.manager

    def exchange(self) -> None:
        """Everybody gets everything."""
        for source in self.all:
            for target in self.all:
                if source is not target:
                    send(source.journal, target.journal)

    def send_to(self, target: Workspace) -> None:
        for source in self.all:
            if source is not target:
                send(source.journal, target.journal)


def granted(whom: Workspace, *roles: str) -> Statement:
    owner = get_owner(whom.db)
    return member(owner.person, owner.sign_key, owner.receive_key, [Term(role) for role in roles])


@contextmanager
def people(folder: Path) -> Iterator[People]:
    with ExitStack() as stack:
        names = ("inspector", "lead", "supervisor", "manager")
        made = {}
        for name in names:
            keys = KeyStore(folder / f"{name}-keys")
            workspace = Workspace.open(folder / name, name=f"{name}·王", number=name, keys=keys)
            made[name] = stack.enter_context(workspace)
            set_passphrase(workspace, "correct horse")
        roles = {"manager": ("manager", "quality_lead", "kpi_assistant")}
        said = [granted(each, *roles.get(name, (name,))) for name, each in made.items()]
        issue(made["manager"].journal, ROOT, ROOT.public, [found("华东"), *said])
        every = People(**made)
        every.exchange()
        for each in every.all:
            each.trust(ROOT.public)
        every.exchange()
        yield every


def bad_item(card: ScorecardVersion) -> str:
    """The item whose worst answer is that the agent interrupted the customer."""
    return next(
        id
        for id, item in card.items.items()
        for asks in (item.answer, getattr(item.answer, "consequence", None))
        if getattr(asks, "fault", "") == "interrupting"
    )


def evaluate_badly(
    workspace: Workspace, folder: Path, count: int = 1, agents: Mapping[int, str] | None = None
) -> list[str]:
    """Evaluations in which the agent interrupted the customer, each with its second; ``agents``
    are those of some places, where it is not 0617."""
    card = next(each for each in built_in_templates() if each.code == "inbound-service")
    item = bad_item(card)
    made = []
    for place, call in enumerate(import_calls(workspace, folder, count)):
        if agents and place in agents:
            workspace.write([set_fields("call", call.id, {"agent": agents[place]})])
        add_annotation(
            workspace, call.id, at_ms=500, to_ms=1_500, kind="weakness", text="抢话", item=item
        )
        add_annotation(workspace, call.id, at_ms=100, kind="strength", text="声音亲切")
        answers = plain_answers(card) | {item: 1}
        form = EvaluationForm(call.id, card.id, answers, strengths="态度热情")
        made.append(submit_evaluation(workspace, form).evaluation)
    return made


def draw(workspace: Workspace, evaluation: str, day: str = "2026-11-22", **other: object) -> str:
    """A slip as the standard recommends it, of the rung that takes a lead's signature."""
    form = begin_slip(workspace.db, evaluation)
    other.setdefault("why_other", "客户当场投诉")  # graded above the problem's class
    severe = [line.__class__(**(line.__dict__ | {"severity": "grave"})) for line in form.faults]
    return draw_slip(
        workspace, form.__class__(evaluation, severe, **other), day  # type: ignore[arg-type]
    ).slip  # fmt: skip


def draw_for_a_lead(workspace: Workspace, evaluation: str) -> str:
    """As builds until decision 0019 drew it without a team: a lead is to sign it off."""
    of_rung = lambda _db, weighed: list(weighed.standard.rung(weighed.rung).sign_offs)  # noqa: E731
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slips, "_sign_offs", of_rung)
        return draw(workspace, evaluation)


def fined(workspace: Workspace, cents: int, **other: object) -> str:
    """A closed slip that costs so much, of somebody who works alone."""
    slip = written(workspace, cents, **other)
    hear_agent(workspace, slip, False, "", [])
    sign_slip(workspace, slip, STROKES)
    return slip


def written(workspace: Workspace, cents: int, **other: Any) -> str:
    """A slip as any program may write it, whatever the standard says."""
    told = {"rung": "fine", "amount_cents": cents}
    usual = {"barred": [], "sign_offs": [], "recording": None, "standard": shipped_standard().id}
    usual |= {**told, "recommended": told}
    payload = drawn(by=workspace.person, **(usual | other))
    words = {name: Personal("字") for name, each in payload.items() if each == SAID}
    faults = [{**each, "words": Personal("字")} for each in payload["faults"]]
    slip = new_id_of(workspace.person)
    workspace.write([fact("slip", slip, {**payload, **words, "faults": faults})])
    return slip


def voided(workspace: Workspace, slip: str) -> None:
    """As somebody above would, in a workspace that knows nobody else."""
    found = read_slip(workspace.db, slip)
    says = {name: found.drawn[name] for name in SUBJECT} | {"slip": found.row.drawn}
    says |= {"move": "void", "by": "above", "role": "supervisor", "appeal": None}
    change = fact("slip", slip, says | {"reason": Personal("申诉成立")}, tips_of(found))
    workspace.write([change])


def link_agent(workspace: Workspace, agent: str, person: str) -> None:
    workspace.write([set_fields("agent", agent, {"person": person})])


def contest(workspace: Workspace, slip: str) -> None:
    """What two devices of an inspector do apart: the one sends it on, the other cancels it."""
    found = read_slip(workspace.db, slip)
    (head,) = found.heads
    row, by = found.row, {"by": workspace.person, "role": "inspector"}
    subject = {"slip": row.drawn, "covers": row.covers, "standard": row.standard}
    subject |= {"scorecard": found.drawn["scorecard"]}
    copies = {"lead": workspace.person, "supervisor": None, "manager": None}
    for move, says in (("send", copies), ("cancel", {"reason": Personal("看错了")})):
        payload = {"move": move, **subject, **by, **says}
        workspace.journal.write(
            [fact("slip", slip, payload, head)], person=workspace.keys.person_keys()
        )
