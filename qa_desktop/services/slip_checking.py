"""Whether a slip is what people signed: every text, name, amount, second and date, checked against
the signatures (``slip verify``).

Nothing that the program has worked out before is believed: operations are read as they were
written, their signatures and the hashes of personal values are checked, and what the tables show
is compared with what the operations come to.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_ladder import Case, recommend, yuan
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring.model import Name
from qa_desktop.domain.slip_fact import is_said
from qa_desktop.domain.slip_grading import graded_otherwise
from qa_desktop.domain.witness import is_one_of
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal.trust import trusted_group
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.fingerprints import fingerprint_of
from qa_desktop.services.slip_grounds import told_of_grounds, wrong_earlier
from qa_desktop.store.evaluations import get_revisions
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.key_session import KeySession
from qa_desktop.store.penalty_standards import counts_here, read_standard
from qa_desktop.store.people import find_persons, person_of_agent
from qa_desktop.store.recusals import find_recusals
from qa_desktop.store.slip_checks import (
    broken_operations,
    journal_in_memory,
    wrong_columns,
    wrong_values,
)
from qa_desktop.store.slips import (
    MoveRow,
    Slip,
    find_slip_named,
    find_slip_operation,
    find_slips,
    read_slip,
)
from qa_desktop.texts import Text, text

_CODE: Final = re.compile(r"[0-9a-f]{20}\Z")
_DRAWN, _SIGNED = 12, 8
_MOST_TRIED: Final = 2_000


@dataclass(frozen=True)
class Signature:
    """Who did what, when. ``fingerprint`` is that of the key that signed, in groups of four."""

    move: str
    person: str
    name: str
    role: str
    at_ms: int
    fingerprint: str
    is_signed: bool
    """By the person's own key, not only by the device."""
    is_vouched: bool
    """By the device; later the person signed, with that key, that it was theirs."""


@dataclass(frozen=True)
class Checked:
    """``code`` is the one that a paper of today bears; ``later`` are the moves that came after
    the paper whose code was asked about."""

    slip: str
    code: str
    stage: str
    shown: dict[str, Any]
    signatures: tuple[Signature, ...]
    problems: tuple[Text, ...]
    later: tuple[str, ...] = ()
    faults: tuple[Text, ...] = ()
    """Names of the faults, in their order."""
    rung: Text | None = None
    notes: tuple[Text, ...] = ()
    """What is no fault, and has to be known."""

    @property
    def ok(self) -> bool:
        return not self.problems


# --- the code on the paper ---


def code_of(slip: Slip) -> str:
    """Five groups of four hex digits, as ``docs/slip-format.md`` says."""
    return _code(slip.row.drawn, (move.op for move in slip.moves))


def beginning_of_code(drawn: str) -> str:
    """What every paper of a slip has in common, whatever was signed since: three groups."""
    return _in_groups(drawn[:_DRAWN])


def _code(drawn: str, moves: Iterable[str]) -> str:
    signed = hashlib.sha256("".join(sorted(moves)).encode()).hexdigest()
    return _in_groups(drawn[:_DRAWN] + signed[:_SIGNED])


def _in_groups(digits: str) -> str:
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4)).upper()


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def check_code(db: Database, code: str) -> Checked:
    """The slip of a paper's code. Raises ``UserFacingError`` ("slip.unknown_code") where no slip
    that is here, as it is or as it was before some later moves, has that code."""
    wanted = _plain(code)
    for row in find_slips(db):
        if not row.drawn.startswith(wanted[:_DRAWN]):
            continue
        moves = read_slip(db, row.id).moves
        for held in _as_printed(moves):
            if _plain(_code(row.drawn, held)) == wanted:
                later = tuple(move.move for move in moves if move.op not in held)
                return _checked(db, row.id, later)
    raise UserFacingError("slip.unknown_code", code=code[:40])


def _as_printed(moves: Sequence[MoveRow]) -> Iterator[frozenset[str]]:
    """Sets of moves that one machine may have had when it printed: those up to each move, then
    without any that were made apart and came later. Each holds what its moves follow; whoever made
    thousands apart on purpose is not followed for ever."""
    every = [move.op for move in moves]
    for count in range(len(every), 0, -1):
        yield frozenset(every[:count])
    waiting = deque([frozenset(every)])
    tried = set(waiting)
    while waiting:
        held = waiting.popleft()
        followed = {op for move in moves if move.op in held for op in move.follows}
        for op in sorted(held - followed):
            fewer = held - {op}
            if fewer not in tried and len(tried) < _MOST_TRIED:
                tried.add(fewer)
                waiting.append(fewer)
                yield fewer


def is_code(name: str) -> bool:
    return bool(_CODE.match(_plain(name)))


# --- one slip ---


def check_slip(db: Database, name: str) -> Checked:
    """By its id, a beginning of it, its serial number, or the code on its paper."""
    try:
        return _checked(db, find_slip_named(db, name))
    except UserFacingError as error:
        # a serial number may look like a code
        if error.id != "slip.unknown" or not is_code(name):
            raise
    return check_code(db, name)


def check_bundle(db: Database, folder: Path, keys: KeySession, file: Path) -> list[Checked]:
    """Every slip in a bundle, which is not merged. ``db`` says which team is trusted; ``folder`` is
    the workspace's, ``keys`` open what is encrypted.

    Raises ``UserFacingError`` for a file that is no bundle, for one to somebody else, where the
    keys are locked, and "slip.none_in_bundle"; ``DamagedBundleError`` for one that was altered.
    """
    with in_clear(folder, file, keys.receive_secret) as clear, BundleReader(clear) as reader:
        reader.check()
        held = journal_in_memory(trusted_group(db), reader.operations(), reader.personal_values())
    try:
        rows = find_slips(held)
        if not rows:
            raise UserFacingError("slip.none_in_bundle", file=file.name)
        return [_checked(held, row.id) for row in rows]
    finally:
        held.close()


def _checked(db: Database, slip: str, later: tuple[str, ...] = ()) -> Checked:
    broken = [text("slip.check_changed", op=op[:8]) for op in broken_operations(db, slip)]
    if broken:
        return Checked(slip, "", "", {}, (), tuple(broken))
    found = read_slip(db, slip)
    wrong = dict.fromkeys(_WHAT.get(name, "other") for name in wrong_columns(db, slip))
    problems = [text("slip.check_table", what=text(f"slip.what_{what}")) for what in wrong]
    problems += [text("slip.check_value", value=said[:40]) for said in wrong_values(db, slip)]
    names = fault_names(db)
    problems += _wrong_subject(db, found, names)
    problems += _wrong_people(db, found)
    problems += [text("slip.check_refused", why=text(f"right.{why}")) for _, why in found.refused]
    signatures = tuple(_signature(move) for move in found.moves)
    return Checked(
        slip,
        code_of(found),
        found.row.stage,
        shown_of(found),
        signatures,
        tuple(problems),
        later,
        tuple(_fault_name(names, line["fault"]) for line in found.drawn["faults"]),
        found.row.rung_name,
        tuple(_notes(db, found)),
    )


_WHAT: Final = {
    "amount_cents": "amount",
    "agent_name": "name",
    "agent_number": "number",
    "day": "day",
    "rung": "rung",
    "stage": "stage",
    "faults": "faults",
    "moves": "moves",
}
"""What a column, or the rows of a table beside it, are called (``slip.what_…``)."""


def _fault_name(names: Mapping[str, Name], code: str) -> Text:
    """As the catalogue calls it; one that it does not know has no other name than its code."""
    known = names.get(code, Name(code, code))
    return text("scoring.name", zh=known.zh, en=known.en)


def _signature(move: MoveRow) -> Signature:
    print = fingerprint_of(move.sign_key).hex if move.sign_key else ""
    return Signature(
        move.move,
        move.person,
        move.name,
        move.role,
        move.at_ms,
        print,
        move.is_signed,
        move.is_vouched,
    )


def shown_of(slip: Slip) -> dict[str, Any]:
    """What a paper says of the fault, to be held against it: numbers as people write them."""
    drawn = slip.drawn
    return {
        "agent_number": drawn.get("agent_number"),
        "agent_name": drawn.get("agent_name"),
        "serial": drawn.get("serial"),
        "started": drawn.get("started"),
        "day": drawn["day"],
        "rung": drawn["rung"],
        "amount": yuan(drawn["amount_cents"]),
        "faults": [
            {
                "fault": each["fault"],
                "clause": each.get("clause"),
                "severity": each["severity"],
                "from_ms": each.get("from_ms"),
                "to_ms": each.get("to_ms"),
            }
            for each in drawn["faults"]
        ],
        "evaluation": slip.row.evaluation,
        "covers": slip.row.covers,
        "standard": slip.row.standard,
    }


def beside_the_standard(db: Database, slip: Slip) -> Iterator[Text]:
    """What a slip recommends, costs or demands that its standard does not say, or that nobody can
    tell: the flow, which reads nothing but the slip, cannot know it."""
    yield from _notes(db, slip)
    told = _wrong_subject(db, slip, fault_names(db))
    yield from (each for each in told if each.id != "slip.check_outdated")  # said by itself


def _notes(db: Database, slip: Slip) -> Iterator[Text]:
    """In a team everybody sees that no lead of it signed off: who leaves a team, draws and comes
    back has not gone round the lead unseen. Nothing of that where the rung takes nobody's."""
    try:
        standard = read_standard(db, slip.row.standard)
    except UserFacingError:  # not here: ``check_no_standard`` says so
        return
    lacks_lead = is_of_one_alone(slip) and not slip.drawn["sign_offs"]
    if trusted_group(db) and lacks_lead and standard.rung(slip.drawn["rung"]).sign_offs:
        yield text("slip.check_alone")
    told: list[Text] = []
    for each in told_of_grounds(db, slip, standard):
        if each not in told:
            told.append(each)
    yield from told


def is_of_one_alone(slip: Slip) -> bool:
    """Whether who drew it had no team then: alone the draw is not signed by the person, who
    vouches for it later; in a team it would have no effect so. Whom the standard wants signed on
    paper (docs/decisions/0019)."""
    return not next(move for move in slip.moves if move.move == "draw").is_signed


def _wrong_subject(db: Database, slip: Slip, names: Mapping[str, Name]) -> Iterator[Text]:
    """Whether what the signatures cover is still so, and follows from the standard it names."""
    if slip.row.is_outdated:
        yield text("slip.check_outdated")
    try:
        standard = read_standard(db, slip.row.standard)
    except UserFacingError:
        yield text("slip.check_no_standard")
        return
    if trusted_group(db) and not counts_here(db, slip.row.standard):
        yield text("slip.check_not_in_force")
    drawn = slip.drawn
    for fault in _graded_unsaid(db, slip):
        yield text("slip.check_severity", fault=_fault_name(names, fault))
    offs = list(standard.rung(drawn["rung"]).sign_offs)
    wanted = (offs, []) if is_of_one_alone(slip) else (offs,)
    if drawn["terms"] != standard.terms or drawn["sign_offs"] not in wanted:
        yield text("slip.check_terms")
    yield from wrong_earlier(db, slip, standard)
    for line in drawn["faults"]:
        if standard.clause_of(line["fault"]) is None:
            if line["amount_cents"] or line.get("clause"):  # the rung is the catalogue's, then
                yield text("slip.check_recommended", fault=_fault_name(names, line["fault"]))
            continue
        cases = [
            Case(each["slip"], slip.row.agent, line["fault"], each["day"], each["rung"])
            for each in line["earlier"]
        ]
        told = recommend(standard, line["fault"], line["severity"], line["impact"], cases)
        if told.rung != line["rung"] or told.amount_cents < line["amount_cents"]:
            yield text("slip.check_recommended", fault=_fault_name(names, line["fault"]))
    yield from _wrong_sum(drawn, standard.monthly_cap_cents)


def _graded_unsaid(db: Database, slip: Slip) -> tuple[str, ...]:
    """Faults that are graded otherwise than the evaluation says, without a reason; nothing where
    the evaluation is not here."""
    drawn = find_slip_operation(db, slip.row.drawn)
    every = get_revisions(db, slip.row.evaluation)
    said = next((each for each in every if each.id == slip.row.covers), None)
    if said is None or drawn is None or is_said(drawn.payload.get("why_other")):
        return ()
    lines = ((each["fault"], each.get("item"), each["severity"]) for each in slip.drawn["faults"])
    return graded_otherwise(said.payload["problems"], lines)


def _wrong_sum(drawn: dict[str, Any], cap_cents: int) -> Iterator[Text]:
    """What the whole slip recommends follows from its lines; nobody can choose a fine above the
    month's cap."""
    lines, told = drawn["faults"], drawn["recommended"]
    highest = max((line["rung"] for line in lines), key=RUNGS.index)
    most = sum(line["amount_cents"] for line in lines) if highest == "fine" else 0
    if told["rung"] != highest or told["amount_cents"] > min(most, cap_cents):
        yield text("slip.check_overall")
    if drawn["amount_cents"] > cap_cents:
        yield text("slip.check_cap", amount=yuan(drawn["amount_cents"]), cap=yuan(cap_cents))


def _wrong_people(db: Database, slip: Slip) -> Iterator[Text]:
    """Whoever acted on himself, or after a declared conflict of interest, where the slip did not
    name him: what it says of them is its writer's word only. And a witness who is none."""
    agent = slip.row.agent
    declared = [row for row in find_recusals(db) if row.agent == agent]
    own = person_of_agent(db, agent)
    told: dict[tuple[str, str], Text] = {}
    for move in slip.moves:
        if move.person == own:
            told["self", move.person] = text("slip.check_self", name=move.name)
        takes_back = move.move == "cancel"  # who drew it may, whatever he has declared since
        if not takes_back and any(
            row.person == move.person and row.at <= move.at_ms for row in declared
        ):
            told["barred", move.person] = text("slip.check_barred", name=move.name)
    yield from told.values()
    yield from _no_witnesses(db, slip)


def _no_witnesses(db: Database, slip: Slip) -> Iterator[Text]:
    numbers = {person: number for person, number, _ in find_persons(db)}
    agent = (slip.drawn.get("agent_name"), slip.drawn.get("agent_number"))
    for move in slip.moves:
        witness = (move.says.get("witness") or {}).get("name")
        if witness and is_one_of(witness, (agent, (move.name, numbers.get(move.person)))):
            yield text("slip.check_witness", name=witness)


# --- a paper's own words ---


@dataclass(frozen=True)
class Claims:
    """What a paper says; None where it is not asked."""

    amount: str | None = None
    name: str | None = None
    number: str | None = None
    second: str | None = None
    """``12`` or ``12.5``, or a clock ``1:20``."""
    day: str | None = None


def differences(checked: Checked, claims: Claims) -> list[Text]:
    """Where a paper says something else than what was signed; nothing where that is not known."""
    shown = checked.shown
    if not shown:
        return []
    found = []
    for each in fields(claims):
        said = getattr(claims, each.name)
        if said is None:
            continue
        signed = _signed_for(each.name, shown)
        if _normal(each.name, said) not in signed:
            told = " / ".join(map(str, signed)) or "—"
            found.append(text("slip.check_paper", what=text(f"slip.what_{each.name}"),
                              said=said[:40], signed=told))  # fmt: skip
    return found


def _signed_for(name: str, shown: dict[str, Any]) -> list[str]:
    if name == "second":
        return [
            str(ms // 1000)
            for line in shown["faults"]
            for ms in (line["from_ms"], line["to_ms"])
            if ms is not None
        ]
    key = {"amount": "amount", "name": "agent_name", "number": "agent_number", "day": "day"}[name]
    return [str(shown[key])] if shown.get(key) is not None else []


def _normal(name: str, said: str) -> str:
    said = said.strip()
    if name == "second":
        total = 0
        for part in said.split(".")[0].split(":"):
            total = total * 60 + (int(part) if part.isdigit() else 0)
        return str(total)
    if name == "amount" and said.endswith(".00"):
        return said[:-3]
    return said
