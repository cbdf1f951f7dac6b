"""Whose operations have an effect: one table from acts to roles, and how it is applied.

An operation without the right is kept, passed on and marked, shows nothing and supersedes nothing.
For somebody who works alone (no team is trusted) every operation counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qa_desktop.domain.evaluation import ROLES
from qa_desktop.domain.slip_table import REFUSALS
from qa_desktop.journal.canonical import comparable
from qa_desktop.journal.operation import Judged, Operation, verify_person
from qa_desktop.journal.ownership import is_id_of
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.trust import trusted_group

if TYPE_CHECKING:
    from sqlite_utils import Database

_ALL: Final = frozenset(ROLES)
_LISTENING: Final = _ALL - {"kpi_assistant"}
_KEEPING: Final = _LISTENING - {"reviewer"}
_LEADING: Final = frozenset(("lead", "supervisor", "manager", "quality_lead"))
_DECIDING: Final = frozenset(("supervisor", "manager", "quality_lead"))
_SETTING: Final = frozenset(("quality_lead",))


@dataclass(frozen=True)
class Rule:
    """Who may write a record type."""

    roles: frozenset[str]
    over: frozenset[str] | None = None
    """Of a fact, who may follow or withdraw what another person wrote, or write a first revision
    beside theirs; None: whoever may write."""
    named: str | None = None
    """Member of the payload that names the person who writes: nobody writes with another's name."""
    claimed: str | None = None
    """Member of the payload with the role in which it is written: one that the writer has."""
    about_oneself: bool = False
    """Whether a person of the team needs no role for the record whose id is their own."""
    signed: bool = False
    """Whether it needs the person's own signature (``person_sig``)."""
    final: bool = False
    """Of a fact, whether what was said once is neither changed nor withdrawn, by anybody; also
    for somebody who works alone."""


RULES: Final[Mapping[str, Rule]] = {
    "person": Rule(_LEADING, about_oneself=True),
    "team": Rule(_KEEPING),
    "project": Rule(_KEEPING),
    "agent": Rule(_KEEPING),
    "membership": Rule(_KEEPING),
    "team_lead": Rule(_KEEPING),
    "project_membership": Rule(_KEEPING),
    "tier_choice": Rule(_KEEPING - {"trainer"}),
    "recording": Rule(_LISTENING),
    "file_name": Rule(_LISTENING),
    "call": Rule(_LISTENING),
    "annotation": Rule(_LISTENING),
    "remark": Rule(_LISTENING),
    "evaluation": Rule(_LISTENING, over=_DECIDING, named="scorer", claimed="role"),
    "acknowledgement": Rule(_KEEPING, named="recorded_by"),
    "coaching": Rule(_KEEPING, named="coach"),
    **dict.fromkeys(("session", "attendance", "agreed_point", "suggestion"), Rule(_KEEPING)),
    **dict.fromkeys(("quiz_question", "training_need"), Rule(_KEEPING)),
    **dict.fromkeys(("training_plan", "plan_topic"), Rule(_KEEPING)),
    "quiz_attempt": Rule(_KEEPING, over=_DECIDING, named="recorded_by"),
    "satisfaction": Rule(_KEEPING, over=_DECIDING, named="recorded_by"),
    "agent_day": Rule(_KEEPING),
    "reverse_check": Rule(_KEEPING),
    "scorecard_version": Rule(_SETTING, signed=True),
    "fault": Rule(_SETTING),
    "penalty_standard": Rule(_SETTING, signed=True),
    "standard_proposal": Rule(_LEADING, over=_SETTING, named="by", claimed="role", signed=True),
    "recusal": Rule(_KEEPING),
    **dict.fromkeys(("library_entry", "tag", "entry_tag"), Rule(_LISTENING)),
    **dict.fromkeys(("collection", "entry_collection", "saved_search"), Rule(_LISTENING)),
    "nomination": Rule(_LISTENING),
    "nomination_vote": Rule(_KEEPING, over=frozenset(), named="voter"),
    "thank_you_letter": Rule(_KEEPING),
    "playlist": Rule(_KEEPING),
    "playlist_case": Rule(_KEEPING),
    "case_stop": Rule(_KEEPING),
    "slip": Rule(_KEEPING, named="by", claimed="role", signed=True),
    "fund_entry": Rule(
        frozenset(("kpi_assistant",)),
        over=frozenset(),
        named="by",
        claimed="role",
        signed=True,
        final=True,
    ),
}
"""By record type. Every declared type stands here; one that no version knows yet has no rule,
and nothing that could show."""

SIGNED: Final = frozenset(name for name, rule in RULES.items() if rule.signed)
"""Record types that need the person's own signature."""

CLAIMING: Final = frozenset(name for name, rule in RULES.items() if rule.claimed)
"""Record types whose operations say in which role they were written."""

ERASING: Final = Rule(_LEADING)
"""For ``erase``, whatever it erases: it cannot be taken back."""

_FREE: Final = frozenset(("hello", "unmask"))
"""Kinds that count by whoever they are: who signs, and the log of who looked."""

REASONS: Final = (
    "stranger",  # no certificate by a key that the roster states to be this person's
    "revoked",  # after the last that the revocation of the key accepts
    "no_role",  # none of the roles that it takes, on that day
    "other_name",  # names another person as the one who writes
    "other_role",  # claims a role that the writer has not
    "unsigned",  # without the person's signature that it takes
    "not_own",  # follows or withdraws what another person wrote
    "not_root",  # a roster statement that the root did not sign
    "malformed",  # a roster statement in no form that is known
    "final",  # changes or withdraws what is never changed
    *REFUSALS,  # forbidden by the flow of warning slips
)
"""Why an operation has no effect (texts ``right.<reason>``)."""


def _as_text(rule: Rule) -> str:
    roles, over = sorted(rule.roles), sorted(rule.over or ())
    said = (roles, over, rule.named, rule.claimed, rule.about_oneself, rule.signed)
    return repr((*said, rule.final))


def has_flow(entity_type: str) -> bool:
    """Whether what one operation on such a record does depends on all others."""
    record = RECORD_TYPES.get(entity_type)
    return record is not None and record.flow is not None


def is_always_judged(entity_type: str) -> bool:
    """Whether operations on such a record may be without effect also for who works alone."""
    rule = RULES.get(entity_type)
    return has_flow(entity_type) or (rule is not None and rule.final)


_OWNERS: Final = "own/1"
"""Another where the rules change by which a fact is somebody's (``Rights._owner``)."""
_VOUCHING: Final = "vouch/1"
"""Another where it changes what a person may vouch for (``journal.vouching``)."""

RULES_TEXT: Final = repr(
    (
        sorted((name, _as_text(rule)) for name, rule in RULES.items()),
        _as_text(ERASING),
        REASONS,
        _OWNERS,
        _VOUCHING,
    )
)
"""Changes with the rules: then everything is projected anew."""


@dataclass(frozen=True)
class Standing:
    """A replica before the rules: whose it is, and in which roles from when to when."""

    person: str
    terms: tuple[tuple[str, int | None, int | None], ...]
    """Role, first and last millisecond; None: no limit."""
    keys: tuple[tuple[str, int | None], ...]
    """The person's signing keys; of a revoked one, the last ``seq`` that it counts for here."""
    upto: tuple[int, str] | None = None
    """Last operation that counts, when the certificate's key is revoked."""
    refused: frozenset[str] = frozenset()
    """Operations of other branches of a fork below ``upto``."""
    vouched: tuple[int, str] | None = None
    """Last operation up to which the person vouched, with their own signature, for what this
    replica alone had signed (``journal.vouching``)."""
    unvouched: frozenset[str] = frozenset()
    """Operations of other branches of a fork below ``vouched``."""

    def as_text(self) -> str:
        """The same text for the same standing."""
        ends = [self.upto, sorted(self.refused), self.vouched, sorted(self.unvouched)]
        return comparable([self.terms, self.keys, *ends])

    @classmethod
    def from_text(cls, person: str, text: str) -> Standing:
        terms, theirs, upto, refused, vouched, unvouched = json.loads(text)
        return cls(
            person,
            tuple((role, begins, ends) for role, begins, ends in terms),
            tuple((key, last) for key, last in theirs),
            tuple(upto) if upto else None,
            frozenset(refused),
            tuple(vouched) if vouched else None,
            frozenset(unvouched),
        )

    def covers(self, other: Standing) -> bool:
        """Whether whatever counted with the other standing counts with this one."""
        lasts = dict(self.keys)
        return (
            self.person == other.person
            and all(any(_within(term, own) for own in self.terms) for term in other.terms)
            and all(key in lasts and _upto(last, lasts[key]) for key, last in other.keys)
            and _upto(other.upto and other.upto[0], self.upto and self.upto[0])
            and self.refused <= other.refused
            and (other.vouched is None or self._vouches_for_all_of(other))
        )

    def _vouches_for_all_of(self, other: Standing) -> bool:
        own, theirs = self.vouched, other.vouched
        reaches = own is not None and theirs is not None and theirs[0] <= own[0]
        return reaches and self.unvouched <= other.unvouched

    def counts(self, operation: Judged) -> bool:
        """Whether the revocation of a key leaves it standing."""
        return self.upto is None or (
            operation.seq <= self.upto[0] and operation.id not in self.refused
        )

    def is_signed(self, operation: Judged) -> bool:
        """Whether the person signed it themselves, with a key that counts for it; where they did
        not at the time, whether they have vouched for it since."""
        if operation.person_sig is None:
            last = self.vouched[0] if self.vouched else 0
            return operation.seq <= last and operation.id not in self.unvouched
        return any(
            (last is None or operation.seq <= last) and verify_person(operation, key)
            for key, last in self.keys
        )

    def roles_at(self, at: int) -> frozenset[str]:
        """Roles in force at a moment (ms)."""
        return frozenset(
            role
            for role, begins, ends in self.terms
            if (begins is None or begins <= at) and (ends is None or at <= ends)
        )


def _within(
    term: tuple[str, int | None, int | None], own: tuple[str, int | None, int | None]
) -> bool:
    begins = own[1] is None or (term[1] is not None and own[1] <= term[1])
    return term[0] == own[0] and begins and _upto(term[2], own[2])


def _upto(other: int | None, own: int | None) -> bool:
    """Whether ``own`` reaches as far as ``other``; None is without end."""
    return own is None or (other is not None and other <= own)


class Rights:
    """The rights of every replica as the table ``rights`` holds them now.

    Make one per batch: what it has read once it does not read again.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.group = trusted_group(db)
        self._standings: dict[str, Standing | None] = {}

    def standing(self, replica: str) -> Standing | None:
        """None for a replica whose person the roster does not know."""
        if replica not in self._standings:
            sql = "SELECT person, standing FROM rights WHERE replica = ?"
            row = self._db.conn.execute(sql, [replica]).fetchone()
            self._standings[replica] = Standing.from_text(*row) if row else None
        return self._standings[replica]

    def why_not(self, operation: Judged) -> str | None:
        """Why an operation by itself has no effect; None when it has (``REASONS``)."""
        if operation.kind in _FREE:
            return None
        rule = ERASING if operation.kind == "erase" else RULES.get(operation.entity_type)
        if rule is not None and rule.final and is_later(operation):
            return "final"
        if self.group is None:
            return None
        return _why_not(rule, operation, self.standing(operation.replica)) if rule else None

    def may(self, replica: str, entity_type: str, at: int, *, kind: str = "set") -> bool:
        """Whether a replica has a role for this at a moment (ms): for the screen."""
        if self.group is None:
            return True
        rule = ERASING if kind == "erase" else RULES[entity_type]
        standing = self.standing(replica)
        return standing is not None and not rule.roles.isdisjoint(standing.roles_at(at))

    def sift(self, operations: list[Operation]) -> tuple[list[Operation], dict[str, str]]:
        """Of all operations on one entity: those with an effect, and why the others have none."""
        if not operations:
            return operations, {}
        kind = operations[0].entity_type
        if self.group is None and not is_always_judged(kind):
            return operations, {}
        refused = {op.id: why for op in operations if (why := self.why_not(op))}
        record = RECORD_TYPES.get(kind)
        if record is not None and record.flow is not None:
            refused |= record.flow.refused([op for op in operations if op.id not in refused])
            return [op for op in operations if op.id not in refused], refused
        if any(why in _VOUCHED_FOR for why in refused.values()):
            for id in self._restating(operations, refused):
                del refused[id]
        refused |= self._over_others(operations, refused)
        return [op for op in operations if op.id not in refused] if refused else operations, refused

    def _restating(self, operations: list[Operation], refused: Mapping[str, str]) -> list[str]:
        """Facts that follow, and say again, what the person whom they name has said: who settles
        a conflict between two revisions writes one of them again. It takes the right to follow
        that person; else anybody could bring back what its author corrected or withdrew."""
        waiting: dict[str, list[Operation]] = {}
        for op in operations:
            if op.kind == "fact" and refused.get(op.id) in _VOUCHED_FOR:
                for id in op.supersedes:
                    waiting.setdefault(id, []).append(op)
        found: dict[str, None] = {}
        standing = [op for op in operations if op.kind == "fact" and op.id not in refused]
        for said in standing:  # grows while we go through it
            for op in waiting.get(said.id, ()):
                if (
                    op.id not in found
                    and comparable(op.payload) == comparable(said.payload)
                    and self._may_follow(op, said)
                ):
                    found[op.id] = None
                    standing.append(op)
        return list(found)

    def _may_follow(self, operation: Operation, earlier: Operation) -> bool:
        rule = RULES[operation.entity_type]
        own, author = self.standing(operation.replica), self.standing(earlier.replica)
        if own is None or author is None:
            return False
        may = rule.over is None or not rule.over.isdisjoint(own.roles_at(operation.at))
        return may or own.person == author.person

    def _over_others(
        self, operations: list[Operation], refused: Mapping[str, str]
    ) -> dict[str, str]:
        """Those that follow or withdraw what somebody else wrote, or stand beside it as if they
        came first, and must not."""
        rule = RULES.get(operations[0].entity_type)
        if rule is None or rule.over is None or len(operations) == 1:
            return {}
        authors = {
            op.id: standing
            for op in operations
            if op.id not in refused and (standing := self.standing(op.replica))
        }
        owner = self._owner(operations, refused)
        return {
            op.id: "not_own"
            for op in operations
            if op.kind in _FACTUAL
            and (own := authors.get(op.id))
            and (
                (op.kind == "fact" and owner is not None and own.person != owner)
                or any(id in authors and authors[id].person != own.person for id in op.supersedes)
            )
            and rule.over.isdisjoint(own.roles_at(op.at))
        }

    def _owner(self, operations: list[Operation], refused: Mapping[str, str]) -> str | None:
        """Whose a fact is: the person to whom its id is bound (``ownership``). Of an id that is
        bound to none of those who wrote on it, as older ones are, the writer of the first revision
        by rank."""
        facts = [op for op in operations if op.kind == "fact"]
        people = {standing.person for op in facts if (standing := self.standing(op.replica))}
        if len(people) < 2:
            return None
        if bound := [each for each in people if is_id_of(facts[0].entity_id, each)]:
            return min(bound)
        firsts = [op for op in facts if not op.supersedes and op.id not in refused]
        standing = self.standing(min(firsts, key=_rank).replica) if firsts else None
        return standing.person if standing else None


_FIRST: Final = re.compile(
    r'"supersedes":\[\],"schema":[0-9]+(?:,"person_sig":"[0-9a-f]{128}")?\}\Z'
)
"""The end of a text that follows nothing; the payload, which may say anything, stands before."""


def is_later(operation: Judged) -> bool:
    """Whether it follows another on the same fact, or withdraws it."""
    if operation.kind != "fact":
        return operation.kind == "withdraw"
    return not _FIRST.search(operation.raw)


def _rank(operation: Operation) -> tuple[int, str, str]:
    return operation.rank


_VOUCHED_FOR: Final = frozenset(("other_name", "other_role"))
_FACTUAL: Final = frozenset(("fact", "withdraw"))


def _why_not(rule: Rule, operation: Judged, standing: Standing | None) -> str | None:
    if standing is None:
        return "stranger"
    if not standing.counts(operation):
        return "revoked"
    if (rule.signed or operation.person_sig) and not standing.is_signed(operation):
        return "unsigned"
    if rule.about_oneself and operation.entity_id == standing.person:
        return None
    roles = standing.roles_at(operation.at)
    if rule.roles.isdisjoint(roles):
        return "no_role"
    return _claims(rule, operation, standing, roles)


def _claims(rule: Rule, operation: Judged, standing: Standing, roles: frozenset[str]) -> str | None:
    """Who the operation says that it is by."""
    if operation.kind not in _SAYING:
        return None
    said = operation.payload
    must = operation.kind == "fact"
    if rule.named and (must or rule.named in said) and said.get(rule.named) != standing.person:
        return "other_name"
    if (
        rule.claimed
        and (must or rule.claimed in said)
        and said.get(rule.claimed) not in tuple(roles)
    ):
        return "other_role"
    return None


_SAYING: Final = frozenset(("fact", "create", "set"))
