"""Warning slips in the journal: the flow of ``domain.slip_flow`` over operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from qa_desktop.domain.slip_flow import VERSION, Course, course_of, due_days, waiting_for
from qa_desktop.domain.slip_rules import DAY_MS, Step
from qa_desktop.journal.flow import Flow
from qa_desktop.journal.fold import FACT, NOTHING, Folded
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.ownership import is_id_of


def course_of_operations(operations: Sequence[Operation]) -> Course:
    """Of all operations on one slip whose writers had the right to write."""
    entity = operations[0].entity_id if operations else ""
    return course_of(map(_step, operations), lambda person: is_id_of(entity, person))


def _step(operation: Operation) -> Step:
    return Step(
        operation.id,
        operation.kind,
        operation.supersedes,
        operation.at,
        operation.rank,
        operation.payload,
    )


def _refused(operations: Sequence[Operation]) -> dict[str, str]:
    return dict(course_of_operations(operations).refused)


def _fold(operations: Sequence[Operation]) -> Folded:
    """The row shows what was drawn, and what has come of it. Which of two contested moves holds
    is settled among slips and not in the inbox, so it is no conflict there."""
    course = course_of_operations(operations)
    if course.root is None:
        return NOTHING
    by_id = {operation.id: operation for operation in operations}
    heads = [by_id[step.id] for step in course.heads]
    return Folded(
        alive=True,
        origin=by_id[course.root.id],
        latest=max((by_id[id] for id in course.steps), key=lambda operation: operation.rank),
        values={**course.root.says, **_come_to(course, course.root)},
        heads={FACT: heads},
        shown=heads[0],
        revisions=len(course.steps),
    )


def _come_to(course: Course, root: Step) -> dict[str, Any]:
    state, chain = course.state, course.states[course.heads[0].id]
    days = due_days(root.says, state.stage)
    is_closed = chain.stage == "closed" and not course.is_contested
    return {
        "drawn": root.id,
        "inspector": root.says["by"],
        "lead": state.lead,
        "supervisor": state.supervisor,
        "manager": state.manager,
        "stage": state.stage,
        "waiting": waiting_for(root.says, state),
        "since_ms": state.since,
        "due_ms": None if days is None else state.since + days * DAY_MS,
        "heard": int(bool(course.hearings)),
        "deducts": int(state.deducts),
        "answer": state.answer,
        "closed_ms": chain.since if is_closed else None,
        "voided_ms": course.voids[0].at if course.voids else None,
        "moves": [_move(course, step) for step in sorted(course.steps.values(), key=_rank)],
    }


def _rank(step: Step) -> tuple[int, str, str]:
    return step.rank


def _move(course: Course, step: Step) -> dict[str, Any]:
    return {
        **step.says,
        "op": step.id,
        "person": step.says["by"],
        "at_ms": step.at,
        "stage": course.states[step.id].stage,
    }


SLIP_FLOW: Final = Flow(VERSION, _refused, _fold)
