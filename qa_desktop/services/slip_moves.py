"""Moving a warning slip on: one function per move of ``domain.slip_flow``.

Each writes one operation, signed by the person, which names the slip, the evaluation's revision,
the scorecard's version and the standard's. The flow decides on every machine whether it has an
effect; here it is asked before, so that a forbidden move is refused in words and not written
(``UserFacingError``, "right.slip_<why>").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.slip_fact import SIGNING_ROLES, SUBJECT
from qa_desktop.domain.slip_flow import move_refused
from qa_desktop.domain.slip_rules import Step
from qa_desktop.domain.slip_table import DEAD, REFUSALS, ROWS
from qa_desktop.domain.witness import is_one_of
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, fact
from qa_desktop.journal.clock import now_ms
from qa_desktop.journal.personal import MAX_VALUE_BYTES, Personal
from qa_desktop.journal.projection import effective_on
from qa_desktop.journal.rights import Rights
from qa_desktop.journal.slip_folding import course_of_operations
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.services.standard_proposals import ProposalForm, proposal_change
from qa_desktop.store.people import person_name, person_of_agent
from qa_desktop.store.reader import get_owner
from qa_desktop.store.recusals import people_barred_from
from qa_desktop.store.slips import (
    Slip,
    SlipRow,
    find_waiting_for,
    get_slip,
    read_slip,
    tips_of,
)
from qa_desktop.store.workspace import Changes, Workspace

Heard = Sequence[Sequence[int]]
"""[[from ms, to ms, speed %], …] as ``domain.listening`` collects it."""
Strokes = Sequence[Sequence[Sequence[int]]]
"""Lines of the pen, each a list of [x, y, ms]; x and y from 0 to 10,000 of the pad."""


@dataclass(frozen=True)
class Witness:
    """Who was there when the agent refused or did not come. ``person``: their id, if known."""

    name: str
    person: str | None = None


def send_slip(
    workspace: Workspace,
    slip: str,
    lead: str,
    supervisor: str | None = None,
    manager: str | None = None,
) -> Changes:
    """To the lead, with copies to supervisor and manager (persons). While it waits for somebody,
    sending it again names others. Raises ``UserFacingError`` also for somebody who is the agent
    or has declared a conflict of interest (``slip.named_self``, ``slip.named_barred``)."""
    named = {"lead": lead, "supervisor": supervisor, "manager": manager}
    _check_named(workspace.db, slip, [each for each in named.values() if each])
    return _move(workspace, slip, "send", named)


def _check_named(db: Database, slip: str, persons: Sequence[str]) -> None:
    """Whoever may not act on it can do nothing with it."""
    drawn = read_slip(db, slip).drawn
    for person in persons:
        if why := _why_barred(db, drawn, person):
            raise UserFacingError(f"slip.named_{why}", name=person_name(db, person))


def _why_barred(db: Database, drawn: Mapping[str, Any], person: str) -> str | None:
    """``self`` or ``barred``, by what the slip says and by what was declared since."""
    agent = str(drawn["agent"])
    if person in (drawn.get("agent_person"), person_of_agent(db, agent)):
        return "self"
    barred = {*drawn["barred"], *people_barred_from(db, agent)}
    return "barred" if person in barred else None


def confirm_slip(workspace: Workspace, slip: str, heard: Heard) -> Changes:
    return _move(workspace, slip, "confirm", {"heard": _spans(heard)})


def dispute_slip(workspace: Workspace, slip: str, heard: Heard, reason: str) -> Changes:
    says = {"heard": _spans(heard), "reason": _words(reason)}
    return _move(workspace, slip, "dispute", says)


def decide_slip(
    workspace: Workspace,
    slip: str,
    heard: Heard,
    deduct: bool,
    reason: str,
    proposal: ProposalForm | None = None,
) -> Changes:
    """The supervisor's decision, or the manager's. Who does not deduct proposes in the same act
    what the standard should say.

    Raises ``UserFacingError`` also for a proposal without words ("proposal.no_words").
    """
    says: dict[str, Any] = {"heard": _spans(heard), "deduct": deduct, "reason": _words(reason)}
    made: Change | None = None
    if not deduct and proposal is not None:
        desk = _Desk(workspace.db, slip)
        role, why = desk.role_for("decide", says | {"proposal": "new"}, now_ms())
        if role is None:
            raise UserFacingError(f"right.{why}")
        made = proposal_change(workspace, desk.found, proposal, role)
    says["proposal"] = made.entity_id if made else None
    return _move(workspace, slip, "decide", says, besides=[made] if made else [])


def accept_decision(workspace: Workspace, slip: str) -> Changes:
    return _move(workspace, slip, "accept", {})


def take_on(workspace: Workspace, slip: str, reason: str) -> Changes:
    """To the manager."""
    return _move(workspace, slip, "take_on", {"reason": _words(reason)})


def let_lapse(workspace: Workspace, slip: str) -> Changes:
    """The due date has passed: what silence means by the slip's terms comes about."""
    return _move(workspace, slip, "lapse", {})


def hear_agent(workspace: Workspace, slip: str, found: bool, finding: str, heard: Heard) -> Changes:
    """What the agent found in the recording, written down before the fault is shown."""
    says = {"found": found, "finding": _words(finding), "heard": _spans(heard)}
    return _move(workspace, slip, "hear", says)


def sign_slip(workspace: Workspace, slip: str, strokes: Strokes, words: str = "") -> Changes:
    """The agent agrees and signs on the pad. Raises also ``slip.no_strokes`` and
    ``slip.strokes_too_long``."""
    says = {"strokes": _drawn(strokes), "words": _words(words)}
    return _move(workspace, slip, "sign", says)


def refuse_slip(workspace: Workspace, slip: str, witness: Witness, words: str = "") -> Changes:
    """拒签, before a witness."""
    says = {"witness": _witness(workspace, slip, witness), "words": _words(words)}
    return _move(workspace, slip, "refuse", says)


def record_absence(workspace: Workspace, slip: str, witness: Witness, reason: str) -> Changes:
    """The agent is not there, before a witness and with a reason, which the paper says: it goes on
    unheard. Who comes later may still be heard and sign."""
    says = {"witness": _witness(workspace, slip, witness), "reason": _words(reason)}
    return _move(workspace, slip, "absent", says)


def sign_off(workspace: Workspace, slip: str, strokes: Strokes | None = None) -> Changes:
    """Of the role whose turn it is; the last one closes the slip."""
    return _move(workspace, slip, "sign_off", {"strokes": _drawn(strokes) if strokes else None})


def cancel_slip(workspace: Workspace, slip: str, reason: str) -> Changes:
    return _move(workspace, slip, "cancel", {"reason": _words(reason)})


def void_slip(workspace: Workspace, slip: str, reason: str, appeal: str | None = None) -> Changes:
    """申诉成立: the slip, its repeat count and its fine are void."""
    return _move(workspace, slip, "void", {"reason": _words(reason), "appeal": appeal})


def settle_slip(workspace: Workspace, slip: str, takes: str, reason: str) -> Changes:
    """Of two moves that were made apart, ``takes`` (its operation) holds."""
    return _move(workspace, slip, "settle", {"takes": takes, "reason": _words(reason)})


# --- what one may do ---

_WHOLE: Final[Mapping[str, Mapping[str, Any]]] = {
    "send": {"lead": "?"},
    "dispute": {"reason": "?"},
    "decide": {"deduct": True, "reason": "?"},
    "take_on": {"reason": "?"},
    "hear": {"found": False},
    "sign": {"strokes": "?"},
    "refuse": {"witness": {"name": "?"}},
    "absent": {"witness": {"name": "?"}, "reason": "?"},
    "cancel": {"reason": "?"},
    "void": {"reason": "?"},
    "settle": {"reason": "?"},
}
"""Every move with what it takes, to ask whether it would be this person's."""


def possible_moves(db: Database, slip: str, at: int | None = None) -> tuple[str, ...]:
    """The moves that this person may make now (``at``: another moment in ms), in the order of the
    flow; what has still to be listened to or written is not asked for."""
    desk = _Desk(db, slip)
    return tuple(
        move
        for move in dict.fromkeys(row.move for row in ROWS)
        if desk.role_for(move, _whole(desk.found, move), at or now_ms())[0]
    )


def _whole(found: Slip, move: str) -> dict[str, Any]:
    """What a move says that lacks nothing."""
    says: dict[str, Any] = dict(_WHOLE.get(move, {}))
    if move == "settle":
        says["takes"] = found.heads[0]
    if move in ("confirm", "dispute", "decide", "hear"):
        says["heard"] = [[0, 1 << 39, 100]]
    return says


class _Desk:
    """One slip before one person: what they may do with it. Read once, asked often."""

    def __init__(self, db: Database, slip: str) -> None:
        self.found = read_slip(db, slip)
        self.person = get_owner(db).person
        self.tips = tips_of(self.found)
        self._roles = _roles(db)
        self._barred = _why_barred(db, self.found.drawn, self.person)
        self._course = course_of_operations(effective_on(db, [("slip", slip)]))

    def role_for(self, move: str, says: Mapping[str, Any], at: int) -> tuple[str | None, str]:
        """In which role they may make it; else None, and why not."""
        if self.found.row.stage in DEAD:
            return None, "slip_order"
        if self._barred and not self._takes_back(move):
            return None, f"slip_{self._barred}"
        whys: list[str] = []
        for role in self._roles:
            why = self._refusal(self.says(move, role, says), at)
            if why is None:
                return role, ""
            whys.append(why)
        telling = [each for each in REFUSALS if each in whys and each != "slip_part"]
        return None, (telling or whys or ["no_role"])[0]

    def _takes_back(self, move: str) -> bool:
        """Who drew it and must keep out since may still cancel it: nobody else can."""
        return move == "cancel" and self.person == self.found.row.inspector

    def says(self, move: str, role: str, says: Mapping[str, Any]) -> dict[str, Any]:
        """The whole payload."""
        subject = {name: self.found.drawn[name] for name in SUBJECT}
        slip = self.found.row.drawn
        return {"move": move, "by": self.person, "role": role, "slip": slip, **subject, **says}

    def _refusal(self, payload: Mapping[str, Any], at: int) -> str | None:
        asked = {name: _as_written(value) for name, value in payload.items()}
        return move_refused(
            self._course, Step("asked", "fact", self.tips, at, (1 << 62, "", ""), asked)
        )


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_written(each) for name, each in value.items()}
    return {"personal": ""} if isinstance(value, Personal) else value


def _roles(db: Database) -> list[str]:
    """Roles in which this person may write on a slip at all; who works alone inspects."""
    rights = Rights(db)
    if rights.group is None:
        return ["inspector"]
    standing = rights.standing(get_owner(db).replica)
    held = standing.roles_at(now_ms()) if standing else frozenset()
    order = ("inspector", "trainer", *SIGNING_ROLES, "quality_lead")
    return [role for role in order if role in held]


def parties_of(db: Database, slip: str) -> tuple[str, ...]:
    """Persons who must get every message about a slip, without this one: inspector, lead,
    supervisor and manager as far as they are named."""
    row = get_slip(db, slip)
    here = get_owner(db).person
    named = (row.inspector, row.lead, row.supervisor, row.manager)
    return tuple(dict.fromkeys(each for each in named if each and each != here))


_TURNS: Final[Mapping[str, frozenset[str]]] = {
    "inspector": frozenset(("send", "accept")),
    "lead": frozenset(("confirm", "accept", "sign_off")),
    "supervisor": frozenset(("decide", "sign_off", "settle")),
    "manager": frozenset(("decide", "sign_off")),
    "agent": frozenset(("hear", "sign", "absent")),
}
"""By whom a slip waits for, the moves that make it somebody's turn; who sits with the agent."""
_TELLING: Final = ("slip_self", "slip_barred")


def find_my_turn(db: Database, at: int | None = None) -> list[SlipRow]:
    """The slips that wait for this person, the longest waiting first; the agent's answer waits for
    whoever drew the slip. Where a look at the row is not enough the flow is asked."""
    roles = _roles(db)
    rows, doubtful = find_waiting_for(db, get_owner(db).person, roles)
    return [row for row in rows if row.id not in doubtful or _is_my_turn(db, row, at)]


def _is_my_turn(db: Database, row: SlipRow, at: int | None) -> bool:
    if row.waiting == "agent":
        return row.inspector == get_owner(db).person
    return bool(_TURNS.get(row.waiting or "", frozenset()) & set(possible_moves(db, row.id, at)))


def why_not(db: Database, slip: str, at: int | None = None) -> UserFacingError | None:
    """What keeps this person from the step that a slip waits for ("right.slip_part": it is
    somebody else's); None where they may take it, and where nothing is waited for."""
    desk = _Desk(db, slip)
    turn = _TURNS.get(desk.found.row.waiting or "", frozenset())
    asked = [desk.role_for(move, _whole(desk.found, move), at or now_ms()) for move in sorted(turn)]
    if not asked or any(role for role, _ in asked):
        return None
    whys = {why for _, why in asked}
    return UserFacingError(
        f"right.{next((each for each in _TELLING if each in whys), 'slip_part')}"
    )


# --- writing ---


def _move(
    workspace: Workspace,
    slip: str,
    move: str,
    says: Mapping[str, Any],
    besides: Sequence[Change] = (),
) -> Changes:
    desk = _Desk(workspace.db, slip)
    role, why = desk.role_for(move, says, now_ms())
    if role is None:
        raise UserFacingError(f"right.{why}")
    keys = signing_keys(workspace)
    change = fact("slip", slip, desk.says(move, role, says), desk.tips)
    return workspace.write([change, *besides], person=keys)


def _spans(heard: Heard) -> list[list[int]]:
    return [list(span) for span in heard]


def _words(said: str) -> Personal | None:
    return Personal(said.strip()) if said.strip() else None


def _drawn(strokes: Strokes) -> Personal:
    lines = [[list(point) for point in line] for line in strokes if line]
    if not lines:
        raise UserFacingError("slip.no_strokes")
    written = json.dumps(lines, separators=(",", ":"))
    if len(written) > MAX_VALUE_BYTES:
        raise UserFacingError("slip.strokes_too_long")
    return Personal(written)


def _witness(workspace: Workspace, slip: str, witness: Witness) -> dict[str, Any] | None:
    if not witness.name.strip():
        return None
    row, owner = get_slip(workspace.db, slip), get_owner(workspace.db)
    two = ((row.agent_name, row.agent_number), (owner.name, owner.number))
    if is_one_of(witness.name, two):
        raise UserFacingError("right.slip_witness")
    return {"name": Personal(witness.name.strip()), "person": witness.person}
