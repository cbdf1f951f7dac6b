"""Colleagues who have exchanged bundles: what the pictures of the Exchange screen show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa_desktop.services.annotating import delete_annotation, edit_annotation
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.evaluating import correct_evaluation, form_of
from qa_desktop.services.people import save_agent, save_team
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.evaluations import find_evaluations, get_evaluation
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import Workspace

LEAD = ("王磊", "8102")
TRAINER = ("赵敏", "8205")
WAITING = "王磊-待合并.qab"
"""A bundle of the lead that was not merged yet."""


def exchange(workspace: Workspace, beside: Path) -> None:
    """Swap bundles with a lead and hear of a trainer; leave conflicts, a gap and a bundle that
    waits, in the folder ``beside``."""
    beside.mkdir(parents=True, exist_ok=True)
    with _colleague(beside, *LEAD) as lead, _colleague(beside, *TRAINER) as trainer:
        _hand_over(workspace, lead, beside / "李敏.qab")
        _hand_over(lead, workspace, beside / "王磊-1.qab")
        _change_apart(workspace, lead)
        team = save_team(trainer, "培训组").ids[0]
        agent = save_agent(trainer, {"number": "0873", "name": "刘洋"}).ids[0]
        write_out(trainer, beside / "赵敏.qab", subject=agent)
        assert team
        merge(lead, beside / "赵敏.qab")
        _hand_over(lead, workspace, beside / "王磊-2.qab")
        _go_on(lead)
        write_out(lead, beside / WAITING, to=[workspace.person], audio="full")


def _colleague(beside: Path, name: str, number: str) -> Workspace:
    keys = KeyStore(beside / f"{number}-keys")
    return Workspace.open(beside / number, name=name, number=number, keys=keys)


def _hand_over(source: Workspace, target: Workspace, file: Path) -> None:
    write_out(source, file, audio="full")
    merge(target, file)


def _change_apart(one: Workspace, other: Workspace) -> None:
    """A field, an edit of what the other deleted, and two corrections of one evaluation."""
    agents = {agent.number: agent.id for agent in find_agents(one.db)}
    save_agent(one, {"nickname": "小敏", "area": "华东"}, id=agents["0617"])
    save_agent(other, {"nickname": "敏姐", "area": "华南"}, id=agents["0617"])
    other_one, evaluation = find_evaluations(one.db, one.person, 0, 1 << 62)[:2]
    marks = find_annotations(one.db, other_one.call)
    edit_annotation(one, marks[-1].id, text="先安抚情绪，再核对订单，语速可以再慢一点")
    delete_annotation(other, marks[-1].id)
    for workspace, reason in ((one, "申诉成立：录音 2:13 处已核对身份"), (other, "漏看结束语")):
        standing = get_evaluation(workspace.db, evaluation.id)
        form = replace(form_of(standing.payload), advice=f"{reason}，请复听。")
        correct_evaluation(workspace, evaluation.id, form, reason)


def _go_on(lead: Workspace) -> None:
    for number, name in (("0871", "孙悦"), ("0872", "何静")):
        save_agent(lead, {"number": number, "name": name})
    agents = {agent.number: agent.id for agent in find_agents(lead.db)}
    save_agent(lead, {"nickname": "娜姐"}, id=agents["0623"])
    call = find_evaluations(lead.db, _scorer(lead), 0, 1 << 62)[-1].call
    for mark in find_annotations(lead.db, call)[:2]:
        delete_annotation(lead, mark.id)


def _scorer(workspace: Workspace) -> str:
    """Whoever submitted what is here."""
    row = workspace.db.conn.execute("SELECT scorer FROM evaluation LIMIT 1").fetchone()
    return str(row[0])
