"""The flow of a warning slip 评扣流程: who may move it from where to where, with what.

Pure: from all operations on one slip to where it stands, whatever order they came in. What the
table of ``slip_table`` does not allow has no effect, on every machine.

Moves form a chain: each names the move that it follows. Two that follow the same one and lead to
different ends make the slip **contested** until somebody above settles it. Hearings stand beside
the chain: one may be held while the lead is still deciding (where the slip's terms allow it), and
neither disturbs the other. The agent's answer names the hearing that it comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from qa_desktop.domain.slip_fact import SUBJECT, is_move, is_said, is_slip
from qa_desktop.domain.slip_rules import (
    State,
    Step,
    next_sign_off,
    on_oneself,
    part_of,
    state_after,
)
from qa_desktop.domain.slip_table import BESIDE, ROWS, Refusal

VERSION: Final = "flow/3"
"""Raised when the rules change: then every slip is folded again."""


@dataclass
class Course:
    """All that the operations on one slip come to."""

    root: Step | None = None
    states: dict[str, State] = field(default_factory=dict)
    """After each move that has an effect; the drawing of the slip is the first."""
    steps: dict[str, Step] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    heads: list[Step] = field(default_factory=list)
    """The last moves of the chain, the greatest rank first; more than one when contested, or
    when people did the same apart."""
    hearings: list[Step] = field(default_factory=list)
    """In order of their ranks."""
    voids: list[Step] = field(default_factory=list)

    @property
    def is_contested(self) -> bool:
        return not self.voids and len({self.states[head.id].outcome for head in self.heads}) > 1

    @property
    def state(self) -> State:
        """Where the slip stands; a contested one as its last move says, but for the stage."""
        state = self.states[self.heads[0].id]
        if self.voids:
            return self.states[self.voids[0].id]
        return replace(state, stage="contested") if self.is_contested else state


def course_of(steps: Iterable[Step], owner: Callable[[str], bool] = lambda _: True) -> Course:
    """Work out which operations have an effect, and where the slip stands.

    ``steps`` are those whose writers had the right to write at all, and are who they say;
    ``owner`` tells whether the slip's id is bound to a person, so that nobody draws another's slip
    a second time.
    """
    every = {step.id: step for step in steps if step.kind in ("fact", "withdraw")}
    course = Course()
    roots = _roots(every.values(), owner, course)
    for step in _in_order(every, course):
        if step.id not in course.refused and step.id not in course.states:
            _take(step, course, roots)
    course.root = _shown_root(roots, course)
    if course.root is not None:
        _close(course, course.root)
    return course


def _roots(steps: Iterable[Step], owner: Callable[[str], bool], course: Course) -> dict[str, Step]:
    found: dict[str, Step] = {}
    for step in steps:
        if step.kind == "withdraw":
            course.refused[step.id] = "slip_final"
        elif step.says.get("move") == "draw":
            if step.follows:  # another text over what was signed
                course.refused[step.id] = "slip_final"
            elif not is_slip(step.says) or not owner(str(step.says["by"])):
                course.refused[step.id] = "slip_malformed"
            elif why := on_oneself(step.says, step.says["by"]):
                course.refused[step.id] = why
            else:
                found[step.id] = course.steps[step.id] = step
                course.states[step.id] = _begun(step)
        elif not is_move(step.says):
            course.refused[step.id] = "slip_malformed"
    return found


def _begun(root: Step) -> State:
    """Where no lead has to sign off, none has to confirm."""
    return State("signed" if "lead" in root.says["sign_offs"] else "agreed", root.at)


def _in_order(every: Mapping[str, Step], course: Course) -> list[Step]:
    """Each after those that it follows; what follows something that is not here is refused."""
    waiting: dict[str, int] = {}
    after: dict[str, list[Step]] = {}
    ready: list[Step] = []
    for step in every.values():
        follows = set(step.follows)
        if not follows <= every.keys():
            course.refused.setdefault(step.id, "slip_order")
        held = follows & every.keys()
        waiting[step.id] = len(held)
        for id in held:
            after.setdefault(id, []).append(step)
        if not held:
            ready.append(step)
    for step in ready:  # grows while we go through it
        for later in after.get(step.id, ()):
            waiting[later.id] -= 1
            if not waiting[later.id]:
                ready.append(later)
    return ready


def _take(step: Step, course: Course, roots: Mapping[str, Step]) -> None:
    root = roots.get(step.says["slip"])
    why: Refusal | None = "slip_order"
    if root is not None and all(id in course.states for id in step.follows):
        why = _judged(step, course, root)
    if why is None:
        course.steps[step.id] = step
    else:
        course.refused[step.id] = why


def _judged(step: Step, course: Course, root: Step) -> Refusal | None:
    """Why a move has no effect; with one, its state is noted."""
    says = step.says
    followed = [course.steps[id] for id in step.follows]
    chain = [each for each in followed if each.says["move"] not in BESIDE]
    beside = [each for each in followed if each.says["move"] in BESIDE]
    if not chain or any(_root_of(each) != root.id for each in followed):
        return "slip_order"
    if any(each.says["move"] == "void" for each in beside):
        return "slip_order"
    if any(says[name] != root.says[name] for name in SUBJECT):
        return "slip_subject"
    if why := on_oneself(root.says, says["by"]):
        return why
    states = [course.states[each.id] for each in chain]
    if says["move"] == "settle":
        return _settled(step, chain, states, course, root)
    state = max(zip(states, chain, strict=True), key=lambda pair: pair[1].rank)[0]
    if len({each.outcome for each in states}) > 1:
        state = replace(state, stage="contested")
    noted = state.hearings.union(*(each.hearings for each in states), (b.id for b in beside))
    state = replace(state, hearings=noted, acted=_acted(states))
    after = state_after(step, state, root)
    if not isinstance(after, State):
        return after
    course.states[step.id] = after
    return None


def _acted(states: Iterable[State]) -> frozenset[tuple[str, str]]:
    """Whoever had a part in one of them."""
    return frozenset[tuple[str, str]]().union(*(state.acted for state in states))


def _root_of(step: Step) -> str:
    return step.id if step.says["move"] == "draw" else str(step.says["slip"])


def _settled(
    step: Step, chain: list[Step], states: list[State], course: Course, root: Step
) -> Refusal | None:
    """Somebody above chooses which of two moves holds."""
    says = step.says
    if len({state.outcome for state in states}) < 2:
        return "slip_order"
    if says["takes"] not in (each.id for each in chain):
        return "slip_order"
    taken = course.states[says["takes"]]
    row = next(row for row in ROWS if row.move == "settle")
    taken = replace(taken, acted=_acted(states))
    writers = [each.says["by"] == says["by"] for each in _since_parted(chain, course)]
    part = part_of(row.parts, taken, root.says, says)
    if part is None or (any(writers) and not all(writers)):
        return "slip_part"
    if not is_said(says.get("reason")):
        return "slip_reason"
    noted = frozenset[str]().union(*(state.hearings for state in states))
    acted = taken.acted | {(part, says["by"])}
    course.states[step.id] = replace(taken, since=step.at, hearings=noted, acted=acted)
    return None


def _since_parted(heads: Iterable[Step], course: Course) -> list[Step]:
    """The moves of the chain on which these heads rest, without those that they have in common."""
    branches = [_branch(head, course) for head in heads]
    first, *others = branches
    return [course.steps[id] for id in first.union(*others) - first.intersection(*others)]


def _branch(head: Step, course: Course) -> set[str]:
    """A move of the chain and all that came before it there."""
    found: set[str] = set()
    waiting = [head.id]
    while waiting:
        step = course.steps[waiting.pop()]
        if step.id not in found and step.says["move"] not in BESIDE:
            found.add(step.id)
            waiting += step.follows
    return found


def _shown_root(roots: Mapping[str, Step], course: Course) -> Step | None:
    """Of a slip that its writer signed twice under one id: the one on which others have acted,
    else the first by rank."""
    others = {
        id: len({s.says["by"] for s in course.steps.values() if _root_of(s) == id}) for id in roots
    }
    return min(roots.values(), key=lambda root: (-others[root.id], root.rank), default=None)


def _close(course: Course, root: Step) -> None:
    """What the shown slip comes to; a second one of the same id has no effect."""
    for id, step in list(course.steps.items()):
        if _root_of(step) != root.id:
            course.refused[id] = "slip_final"
            del course.steps[id], course.states[id]
    chain = [step for step in course.steps.values() if step.says["move"] not in BESIDE]
    followed = {id for step in chain for id in step.follows}
    heads = [step for step in chain if step.id not in followed]
    course.heads = sorted(heads, key=lambda step: step.rank, reverse=True)
    beside = sorted(course.steps.values(), key=lambda step: step.rank)
    course.hearings = [step for step in beside if step.says["move"] == "hear"]
    course.voids = [step for step in beside if step.says["move"] == "void"]


def move_refused(course: Course, step: Step) -> Refusal | None:
    """Why a move would have no effect; nothing is noted."""
    if not is_move(step.says):
        return "slip_malformed"
    if course.root is None or not all(id in course.states for id in step.follows):
        return "slip_order"
    trial = Course(course.root, dict(course.states), dict(course.steps))
    return _judged(step, trial, course.root)


def waiting_for(slip: Mapping[str, Any], state: State) -> str | None:
    """Whose turn it is: ``inspector``, ``lead``, ``supervisor``, ``manager``, or ``agent`` (who has
    to be heard, or to answer); None where it is over."""
    return {
        "signed": "inspector",
        "sent": "lead",
        "disputed": "supervisor",
        "decided": "lead" if state.deducts else "inspector",
        "taken_on": "manager",
        "agreed": "agent",
        "answered": next_sign_off(slip, state),
        "contested": "supervisor",
    }.get(state.stage)


def due_days(slip: Mapping[str, Any], stage: str) -> int | None:
    """Days from the beginning of a stage to when it is due; None where nothing is."""
    kind = {
        "signed": "lead",
        "sent": "lead",
        "disputed": "supervisor",
        "decided": "acceptance",
        "taken_on": "manager",
        "agreed": "agent",
        "answered": "sign_off",
        "contested": "supervisor",
    }.get(stage)
    return None if kind is None else int(slip["terms"]["days"][kind])
