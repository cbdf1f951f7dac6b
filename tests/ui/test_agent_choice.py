"""What is typed into the field for an agent says who is meant, or nobody."""

from __future__ import annotations

from dataclasses import fields

import pytest

from qa_desktop.store.people import AgentRow
from qa_desktop.ui.agent_choice import AgentChoice


def agent(number: str, name: str) -> AgentRow:
    known = dict.fromkeys(field.name for field in fields(AgentRow))
    return AgentRow(**{**known, "id": f"id-{number}", "number": number, "name": name})


@pytest.fixture
def choice(qtbot) -> AgentChoice:
    made = AgentChoice()
    qtbot.addWidget(made)
    made.offer([agent("0617", "王敏"), agent("06171", "王磊"), agent("0623", "李娜")])
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0617 王敏", "id-0617"),
        ("0617", "id-0617"),
        ("０６２３", "id-0623"),
        (" 李娜 ", "id-0623"),
        ("王磊", "id-06171"),
        ("王", None),
        ("9999", None),
        ("", None),
    ],
)
def test_who_is_meant(choice: AgentChoice, typed: str, meant: str | None) -> None:
    choice.setEditText(typed)
    assert choice.agent == meant


def test_nobody_is_chosen_at_first_and_then_who_was(choice: AgentChoice) -> None:
    assert choice.agent is None and choice.currentText() == ""
    choice.choose("id-0623")
    assert choice.agent == "id-0623" and choice.currentText() == "0623 李娜"
