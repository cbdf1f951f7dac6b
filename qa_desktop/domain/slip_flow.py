"""The flow of a warning slip 评扣流程: who may move it from where to where, with what.

Pure: from all operations on one slip to where it stands, whatever order they came in. ``ROWS`` is
the one table of the moves; what it does not allow has no effect, on every machine.

Moves form a chain: each names the move that it follows. Two that follow the same one and lead to
different ends make the slip **contested** until somebody above settles it. Hearings stand beside
the chain: one may be held while the lead is still deciding (where the slip's terms allow it), and
neither disturbs the other. The agent's answer names the hearing that it comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from qa_desktop.domain.listening import HeardSpan, has_heard
from qa_desktop.domain.slip_fact import SIGNING_ROLES, SUBJECT, is_move, is_said, is_slip

VERSION: Final = "flow/1"
"""Raised when the rules change: then every slip is folded again."""

FASTEST: Final = 200
"""Percent: what was played faster is no proof of listening."""
DAY_MS: Final = 86_400_000

Stage = Literal[
    "signed",  # drawn and signed by the inspector
    "sent",  # the lead listens
    "disputed",  # the supervisor decides
    "decided",  # the lead or the inspector accepts, or takes it on
    "taken_on",  # the manager decides
    "agreed",  # the agent is heard and answers
    "answered",  # those whose sign-off the rung takes sign
    "closed",
    "waived",  # decided: do not deduct
    "cancelled",
    "voided",  # the score was appealed against, with success
    "contested",  # two moves that lead to different ends
]
STAGES: Final[tuple[Stage, ...]] = (
    "signed", "sent", "disputed", "decided", "taken_on", "agreed", "answered",
    "closed", "waived", "cancelled", "voided", "contested",
)  # fmt: skip
DEAD: Final[frozenset[Stage]] = frozenset(("waived", "cancelled", "voided"))
"""Counts for nothing: no repeat, no fine, the recording is free."""
ENDED: Final[frozenset[Stage]] = DEAD | {"closed"}

Part = Literal["inspector", "lead", "supervisor", "manager", "hearer", "appeal"]
"""``inspector``: who drew the slip. ``hearer``: who may sit with the agent: inspector, lead or
supervisor. ``appeal``: who may decide about scores."""

Refusal = Literal[
    "slip_malformed",  # in no form that is known
    "slip_order",  # not from here, or what it follows is not here or has no effect
    "slip_part",  # somebody else's part
    "slip_self",  # acts on himself
    "slip_barred",  # acts on a declared conflict of interest
    "slip_proof",  # without proof of listening
    "slip_reason",  # without a reason
    "slip_witness",  # without a witness, or with one who is none
    "slip_hearing",  # the agent was not heard before
    "slip_early",  # the hearing comes after the lead's confirmation
    "slip_final",  # changes or withdraws what was signed
    "slip_due",  # the due date has not passed, or silence means nothing
    "slip_subject",  # about another evaluation, scorecard or standard than the slip's
    "slip_proposal",  # does not deduct, and proposes nothing
]
REFUSALS: Final[tuple[Refusal, ...]] = (
    "slip_malformed", "slip_order", "slip_part", "slip_self", "slip_barred", "slip_proof",
    "slip_reason", "slip_witness", "slip_hearing", "slip_early", "slip_final", "slip_due",
    "slip_subject", "slip_proposal",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """An operation on a slip. ``says`` is its payload, ``at`` the writer's wall clock (ms)."""

    id: str
    kind: str
    follows: tuple[str, ...]
    at: int
    rank: tuple[int, str, str]
    says: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """Where a slip stands after a move."""

    stage: Stage
    since: int
    """When it came to this stage, or was sent again (ms, the writer's clock)."""
    lead: str | None = None
    supervisor: str | None = None
    manager: str | None = None
    acted: frozenset[tuple[str, str]] = frozenset()
    """(part, person) of those who confirmed, disputed or decided."""
    deducts: bool = True
    answer: str | None = None
    """``sign``, ``refuse`` or ``absent``."""
    hearings: frozenset[str] = frozenset()
    """Hearings that the chain has taken note of."""
    signed_off: tuple[str, ...] = ()

    @property
    def outcome(self) -> tuple[Any, ...]:
        """Two moves of the same outcome are no conflict."""
        named = (self.lead, self.supervisor, self.manager)
        return self.stage, named, self.deducts, self.answer, self.signed_off


@dataclass(frozen=True)
class Row:
    """``when`` narrows the row by what the slip's terms, its state or the move itself says:
    ``first`` hearings come first, ``consents``/``escalates`` is what silence means,
    ``deducts``/``spares`` what was or is decided, ``absent`` what the answer was."""

    stage: Stage
    move: str
    when: str
    parts: tuple[Part, ...]
    needs: tuple[str, ...]
    leads_to: Stage


_ABOVE: Final[tuple[Part, ...]] = ("inspector", "supervisor", "manager")
_EITHER: Final[tuple[Part, ...]] = ("inspector", "lead")
_HEARS: Final[tuple[Part, ...]] = ("hearer",)

ROWS: Final[tuple[Row, ...]] = (
    Row("signed", "send", "", ("inspector",), (), "sent"),
    Row("sent", "send", "", _ABOVE, (), "sent"),
    Row("sent", "confirm", "", ("lead",), ("proof",), "agreed"),
    Row("sent", "dispute", "", ("lead",), ("proof", "reason"), "disputed"),
    Row("sent", "lapse", "consents", _ABOVE, ("due:lead",), "agreed"),
    Row("sent", "lapse", "escalates", _ABOVE, ("due:lead",), "disputed"),
    Row("disputed", "send", "", _ABOVE, (), "disputed"),
    Row("disputed", "decide", "deducts", ("supervisor",), ("proof", "reason"), "decided"),
    Row("disputed", "decide", "spares", ("supervisor",), ("proof", "reason", "proposal"),
        "decided"),
    Row("disputed", "lapse", "escalates", ("inspector", "lead", "manager"), ("due:supervisor",),
        "taken_on"),
    Row("decided", "accept", "deducts", ("lead",), (), "agreed"),
    Row("decided", "accept", "spares", ("inspector",), (), "waived"),
    Row("decided", "take_on", "", _EITHER, ("reason",), "taken_on"),
    Row("decided", "lapse", "deducts", _ABOVE, ("silence", "due:acceptance"), "agreed"),
    Row("decided", "lapse", "spares", ("lead", "supervisor", "manager"),
        ("silence", "due:acceptance"), "waived"),
    Row("taken_on", "send", "", _ABOVE, (), "taken_on"),
    Row("taken_on", "decide", "deducts", ("manager",), ("proof", "reason"), "agreed"),
    Row("taken_on", "decide", "spares", ("manager",), ("proof", "reason", "proposal"), "waived"),
    Row("agreed", "sign", "", _HEARS, ("hearing",), "answered"),
    Row("agreed", "refuse", "", _HEARS, ("hearing", "witness"), "answered"),
    Row("agreed", "absent", "", _HEARS, ("witness",), "answered"),
    Row("answered", "sign", "absent", _HEARS, ("hearing",), "answered"),
    Row("answered", "refuse", "absent", _HEARS, ("hearing", "witness"), "answered"),
    Row("answered", "send", "", _ABOVE, (), "answered"),
    Row("answered", "sign_off", "", ("lead", "supervisor", "manager"), ("next",), "answered"),
    *(
        Row(stage, "hear", "first", _HEARS, ("finding", "proof"), stage)
        for stage in ("signed", "sent", "disputed", "decided", "taken_on")
    ),
    Row("agreed", "hear", "", _HEARS, ("finding", "proof"), "agreed"),
    Row("answered", "hear", "absent", _HEARS, ("finding", "proof"), "answered"),
    *(
        Row(stage, "cancel", "", ("inspector",), ("reason",), "cancelled")
        for stage in ("signed", "sent", "disputed", "decided", "taken_on", "agreed", "answered")
    ),
    *(
        Row(stage, "void", "", ("appeal",), ("reason",), "voided")
        for stage in ("signed", "sent", "disputed", "decided", "taken_on", "agreed", "answered",
                      "closed")
    ),
    Row("contested", "settle", "", ("supervisor", "manager"), ("reason",), "contested"),
)  # fmt: skip
"""What is not here is forbidden. ``answered`` becomes ``closed`` when nobody is left to sign off;
a settled slip stands where the move that was chosen had led."""

_BESIDE: Final = ("hear", "void")
"""Moves that stand beside the chain: they disturb no other that is made apart. A slip of a score
that was appealed against with success is void, whatever else was done meanwhile."""


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
            elif why := _on_oneself(step.says, step.says["by"]):
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
    chain = [each for each in followed if each.says["move"] not in _BESIDE]
    beside = [each for each in followed if each.says["move"] in _BESIDE]
    if not chain or any(_root_of(each) != root.id for each in followed):
        return "slip_order"
    if any(each.says["move"] == "void" for each in beside):
        return "slip_order"
    if any(says[name] != root.says[name] for name in SUBJECT):
        return "slip_subject"
    if why := _on_oneself(root.says, says["by"]):
        return why
    states = [course.states[each.id] for each in chain]
    if says["move"] == "settle":
        return _settled(step, chain, states, course, root)
    if len({state.outcome for state in states}) > 1:
        return "slip_order"
    state = max(zip(states, chain, strict=True), key=lambda pair: pair[1].rank)[0]
    noted = state.hearings.union(*(each.hearings for each in states), (b.id for b in beside))
    state = replace(state, hearings=noted)
    rows = [row for row in ROWS if (row.stage, row.move) == (state.stage, says["move"])]
    row = next((row for row in rows if _when(row.when, state, root.says, says)), None)
    if row is None:
        return _why_no_row(rows)
    part = _part(row.parts, state, root.says, says)
    if part is None:
        return "slip_part"
    for need in row.needs:
        if why := _lacks(need, step, state, root, part):
            return why
    course.states[step.id] = _moved(row, step, state, root, part)
    return None


def _root_of(step: Step) -> str:
    return step.id if step.says["move"] == "draw" else str(step.says["slip"])


def _on_oneself(slip: Mapping[str, Any], person: str) -> Refusal | None:
    if person == slip.get("agent_person"):
        return "slip_self"
    return "slip_barred" if person in slip["barred"] else None


def _when(when: str, state: State, slip: Mapping[str, Any], says: Mapping[str, Any]) -> bool:
    decides = bool(says["deduct"]) if says["move"] == "decide" else state.deducts
    holds: dict[str, bool] = {
        "": True,
        "first": bool(slip["terms"]["hearing_first"]),
        "consents": slip["terms"]["silence"] == "consents",
        "escalates": slip["terms"]["silence"] == "escalates",
        "deducts": decides,
        "spares": not decides,
        "absent": state.answer == "absent",
    }
    return holds[when]


def _why_no_row(rows: Collection[Row]) -> Refusal:
    """The stage has such a move, but not by these terms."""
    told: dict[str, Refusal] = {"hear": "slip_early", "lapse": "slip_due", "accept": "slip_part"}
    return told.get(next(iter(rows)).move, "slip_order") if rows else "slip_order"


def _part(
    parts: Collection[Part], state: State, slip: Mapping[str, Any], says: Mapping[str, Any]
) -> Part | None:
    """The part in which this person may act here, None where it is none of theirs."""
    return next((part for part in parts if _has_part(part, state, slip, says)), None)


def _has_part(part: Part, state: State, slip: Mapping[str, Any], says: Mapping[str, Any]) -> bool:
    person, role = says["by"], says["role"]
    if part == "inspector":
        return bool(person == slip["by"])
    if part == "hearer":
        others: tuple[Part, ...] = ("inspector", "lead", "supervisor")
        return any(_has_part(each, state, slip, says) for each in others)
    if person == slip["by"]:  # nobody decides about what he drew himself
        return False
    if part == "appeal":
        return bool(role in ("supervisor", "manager", "quality_lead"))
    named = {"lead": state.lead, "supervisor": state.supervisor, "manager": state.manager}[part]
    before = SIGNING_ROLES[: SIGNING_ROLES.index(part)]
    acted_below = any((other, person) in state.acted for other in before)
    return bool(role == part and named in (None, person) and not acted_below)


def _lacks(need: str, step: Step, state: State, root: Step, part: Part) -> Refusal | None:
    says, slip = step.says, root.says
    if need.startswith("due:"):
        ends = state.since + slip["terms"]["days"][need[4:]] * DAY_MS
        return "slip_due" if step.at <= ends else None
    met: dict[str, tuple[Callable[[], bool], Refusal]] = {
        "proof": (lambda: has_proof(slip, says.get("heard")), "slip_proof"),
        "reason": (lambda: is_said(says.get("reason")), "slip_reason"),
        "proposal": (lambda: bool(says.get("proposal")), "slip_proposal"),
        "hearing": (lambda: bool(state.hearings), "slip_hearing"),
        "finding": (lambda: not says["found"] or is_said(says.get("finding")), "slip_hearing"),
        "witness": (lambda: _is_witnessed(slip, says), "slip_witness"),
        "silence": (lambda: slip["terms"]["silence"] != "waits", "slip_due"),
        "next": (lambda: part == next_sign_off(slip, state), "slip_part"),
    }
    holds, refusal = met[need]
    return None if holds() else refusal


def places_of(slip: Mapping[str, Any]) -> list[tuple[int, int]]:
    """[from ms, to ms] of every fault that points at seconds; a moment is one ms long."""
    return [
        (fault["from_ms"], max(fault["from_ms"] + 1, fault.get("to_ms") or 0))
        for fault in slip["faults"]
        if fault.get("from_ms") is not None
    ]


def has_proof(slip: Mapping[str, Any], heard: Any) -> bool:
    """Whether ``heard`` ([[from ms, to ms, speed %], …]) covers every second that the slip points
    at. Where there is no recording nothing can be heard again."""
    if slip.get("recording") is None:
        return True
    spans = [HeardSpan(*span) for span in heard or ()]
    return has_heard(spans, places_of(slip), fastest=FASTEST)


def _is_witnessed(slip: Mapping[str, Any], says: Mapping[str, Any]) -> bool:
    witness = says.get("witness")
    person = witness.get("person") if witness else None
    alien = person is None or person not in (says["by"], slip.get("agent_person"))
    return bool(witness) and alien


def next_sign_off(slip: Mapping[str, Any], state: State) -> str | None:
    """The role that signs off next, None where all have."""
    left = [role for role in slip["sign_offs"] if role not in state.signed_off]
    return left[0] if left else None


def _moved(row: Row, step: Step, state: State, root: Step, part: Part) -> State:
    says = step.says
    if row.move == "hear":
        return replace(state, hearings=state.hearings | {step.id})
    changed: dict[str, Any] = {"stage": row.leads_to, "since": step.at}
    if row.move == "send":
        changed |= {name: says.get(name) for name in SIGNING_ROLES}
    if row.move in ("confirm", "dispute", "decide"):
        changed["acted"] = state.acted | {(part, says["by"])}
    if row.move == "decide":
        changed["deducts"] = says["deduct"]
    if row.move in ("sign", "refuse", "absent"):
        changed |= {"answer": row.move}
    if row.move == "sign_off":
        changed["signed_off"] = (*state.signed_off, part)
    after = replace(state, **changed)
    done = after.stage == "answered" and next_sign_off(root.says, after) is None
    return replace(after, stage="closed") if done else after


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
    rows = [row for row in ROWS if row.move == "settle"]
    writers = [each.says["by"] == says["by"] for each in chain]
    part = _part(rows[0].parts, replace(taken, acted=frozenset()), root.says, says)
    if part is None or (any(writers) and not all(writers)):
        return "slip_part"
    if not is_said(says.get("reason")):
        return "slip_reason"
    noted = frozenset[str]().union(*(state.hearings for state in states))
    course.states[step.id] = replace(taken, since=step.at, hearings=noted)
    return None


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
    chain = [step for step in course.steps.values() if step.says["move"] not in _BESIDE]
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
