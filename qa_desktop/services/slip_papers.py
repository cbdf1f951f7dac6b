"""A slip as a paper: the data of ``reports.slip_sheet``, and what it bears for proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.penalty_ladder import Case, Recommendation, overall, recommend, yuan
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.penalty_standard import PenaltyStandard
from qa_desktop.domain.scoring.rounding import decimal_text, round_half_up
from qa_desktop.domain.slip_table import DEAD, OF_AGENT
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.errors import UserFacingError
from qa_desktop.reports.data import EvaluationData
from qa_desktop.reports.model import Place, Report, Words
from qa_desktop.reports.slip_data import FaultLine, SignedLine, SlipData
from qa_desktop.reports.slip_sheet import build
from qa_desktop.reports.strokes import picture_of
from qa_desktop.services.fingerprints import fingerprint_of
from qa_desktop.services.report_data import data_of_revision
from qa_desktop.services.slip_checking import code_of, is_of_one_alone
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.store.penalty_standards import read_standard, rung_words
from qa_desktop.store.slips import MoveRow, Slip, SlipRow, read_slip
from qa_desktop.texts import Text, catalogue, text

_SIGNING = ("draw", "confirm", "dispute", "decide", "accept", "take_on", "lapse", "settle",
            "sign", "refuse", "absent", "sign_off", "cancel", "void")  # fmt: skip
"""Moves that stand among the signatures; sending and hearing are no signatures."""
_FATAL = frozenset(
    f"scoring.explain_{name}"
    for name in ("section_fatal", "fatal_zero", "fatal_cap", "fatal_flag", "fatal_only")
)
_SHORT = 19


def slip_report(db: Database, slip: str) -> Report:
    """The paper of a slip as it stands. Raises ``UserFacingError`` ("slip.unknown")."""
    return build(slip_data(db, slip))


def slip_data(db: Database, slip: str) -> SlipData:
    found = read_slip(db, slip)
    row, drawn = found.row, found.drawn
    scored = _evaluation(db, row)
    said = (drawn["rung"], drawn["amount_cents"])
    told = drawn["recommended"]
    is_other = said != (told["rung"], told["amount_cents"])
    hearings = [move for move in found.moves if move.move == "hear"]
    answer = _answer(found)
    agent = " ".join(part for part in (row.agent_number, row.agent_name) if part) or "—"
    return SlipData(
        number=row.id[:8],
        agent=agent,
        team=row.team_name or "",
        inspector=row.inspector_name or "",
        serial=row.serial or "",
        order_number=drawn.get("order_number") or "",
        started=_moment(row.started),
        duration_ms=scored.call.duration_ms if scored else None,
        day=row.day,
        score=_score(scored),
        scorecard=scored.scorecard if scored else "",
        faults=tuple(_fault(db, row, line, scored) for line in drawn["faults"]),
        rung=row.rung_name,
        amount=yuan(row.amount_cents) if row.amount_cents else "",
        reasons=_reasons(db, found),
        recommended=_recommended(db, row.standard, told) if is_other else "",
        why_other=drawn.get("why_other") or "",
        strengths=drawn.get("strengths") or "",
        heard=bool(hearings),
        finding="\n".join(move.says.get("finding") or "" for move in hearings).strip(),
        answer=_answer_words(answer),
        agent_words=(answer.says.get("words") or "") if answer else "",
        stage=text(f"slip.stage_{row.stage}"),
        signed=(
            *(_signed(move, agent) for move in found.moves if move.move in _SIGNING),
            *_on_paper(db, found),
        ),
        standard=_standard_name(db, row.standard),
        code=code_of(found),
        is_outdated=row.is_outdated,
        is_dead=row.stage in DEAD,
        fatal=_fatal(scored),
    )


def _recommended(db: Database, standard: str, told: dict[str, Any]) -> Text:
    rung = rung_words(db, standard, told["rung"])
    if not told["amount_cents"]:
        return rung
    amount = text("slip_paper.yuan", amount=yuan(told["amount_cents"]))
    return text("slip_paper.rung_and_amount", rung=rung, amount=amount)


def _evaluation(db: Database, slip: SlipRow) -> EvaluationData | None:
    """As the signatures cover it; None where it is not here, was withdrawn, or its card cannot be
    read."""
    try:
        return data_of_revision(db, slip.evaluation, slip.covers)
    except UserFacingError:
        return None


def _score(scored: EvaluationData | None) -> Words:
    if scored is None or scored.published is None:
        return ""
    return decimal_text(scored.published)


def _fatal(scored: EvaluationData | None) -> tuple[Words, ...]:
    """Of the score's arithmetic, what critical items did to it: no line of a fault tells that."""
    lines = scored.why if scored is not None else ()
    return tuple(line for line in lines if isinstance(line, Text) and line.id in _FATAL)


def _rounded(points: Fraction) -> str:
    return f"{round_half_up(points, 2):f}".rstrip("0").rstrip(".")


def _moment(started: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(started) if started else None
    except ValueError:
        return None


def _fault(
    db: Database, slip: SlipRow, line: dict[str, Any], scored: EvaluationData | None
) -> FaultLine:
    known = find_faults(db).get(line["fault"])
    start, end = line.get("from_ms"), line.get("to_ms")
    items = {item.id: item for item in scored.items} if scored else {}
    item = items.get(line.get("item") or "")
    why: Words = ""
    if item is not None:
        why = text("slip_paper.lost", item=item.name, lost=_rounded(item.lost))
    return FaultLine(
        clause=line.get("clause") or "",
        name=text("scoring.name", zh=known.name.zh, en=known.name.en) if known else line["fault"],
        severity=text(f"penalty.severity_{line['severity']}"),
        impact=text(f"penalty.impact_{line['impact']}"),
        place=Place(slip.call, start, end) if start is not None else None,
        words=line.get("words") or "",
        rung=rung_words(db, slip.standard, line["rung"]),
        amount=yuan(line["amount_cents"]) if line["amount_cents"] else "",
        score=why,
    )


def _reasons(db: Database, slip: Slip) -> tuple[Words, ...]:
    """As the standard that the slip names tells them, worked out again."""
    try:
        standard = read_standard(db, slip.row.standard)
    except UserFacingError:
        return ()
    lines = []
    for line in slip.drawn["faults"]:
        cases = [
            Case(each["slip"], slip.row.agent, line["fault"], each["day"], each["rung"])
            for each in line["earlier"]
        ]
        lines.append(_told_again(standard, line, cases))
    fined = _fined_before(slip.drawn, lines, standard)
    return overall(standard, lines, fined_cents=fined).reasons


def _fined_before(
    drawn: dict[str, Any], lines: list[Recommendation], standard: PenaltyStandard
) -> int:
    """What the month's cap had left is what was recommended, where its lines cost more than
    that."""
    told = drawn["recommended"]
    wanted = sum(each.amount_cents for each in lines)
    if told["rung"] != "fine" or told["amount_cents"] >= wanted:
        return 0
    return standard.monthly_cap_cents - int(told["amount_cents"])


def _told_again(
    standard: PenaltyStandard, line: dict[str, Any], cases: list[Case]
) -> Recommendation:
    """A fault without a clause began at the rung that the catalogue had then: at the lowest from
    which its facts lead to the rung that was recommended."""
    facts = (line["fault"], line["severity"], line["impact"], cases)
    every = (recommend(standard, *facts, default_rung=rung) for rung in RUNGS)
    fits = (found for found in every if found.rung == line["rung"])
    return next(fits, recommend(standard, *facts, default_rung=line["rung"]))


def _answer(slip: Slip) -> MoveRow | None:
    answers = [move for move in slip.moves if move.move in OF_AGENT]
    return answers[-1] if answers else None


def _answer_words(answer: MoveRow | None) -> Words:
    if answer is None:
        return ""
    said = _plain_answer(answer)
    reason = (answer.says.get("reason") or "").strip()
    if answer.move == "absent" and reason:
        return text("slip_paper.answer_because", answer=said, reason=reason)
    return said


def _plain_answer(answer: MoveRow) -> Text:
    witness = (answer.says.get("witness") or {}).get("name") or "—"
    return text(f"slip_paper.answer_{answer.move}", witness=witness)


def _signed(move: MoveRow, agent: str) -> SignedLine:
    """What the agent did was written down by whoever sat there: that is whose key signed it."""
    says = move.says
    prints = fingerprint_of(move.sign_key).hex if move.sign_key and move.is_signed else ""
    role = f"report.role_{move.role}"
    who = move.name or move.person[:8]
    is_agents = move.move in OF_AGENT
    recorded = text("slip_paper.recorded_by", name=who)
    named: Words = text(role) if role in catalogue() else move.role
    return SignedLine(
        what=_step(move),
        who=agent if is_agents else who,
        role=text("report.agent") if is_agents else named,
        at=local_moment(move.at_ms),
        fingerprint=prints[:_SHORT],
        drawing=picture_of(says.get("strokes")),
        words=recorded if is_agents else says.get("reason") or "",
    )


def _on_paper(db: Database, slip: Slip) -> Iterator[SignedLine]:
    """Room for those whom the standard wants, where the slip was drawn without a team."""
    if slip.row.stage in DEAD or not is_of_one_alone(slip):
        return
    try:
        wanted = read_standard(db, slip.row.standard).rung(slip.drawn["rung"]).sign_offs
    except UserFacingError:  # the standard is not here
        return
    for role in wanted:
        if role not in slip.drawn["sign_offs"]:
            what = text("slip_paper.on_paper")
            yield SignedLine(what, "", text(f"report.role_{role}"), None, "", "", "")


def _step(move: MoveRow) -> Words:
    if move.move != "decide":
        return text(f"slip.move_{move.move}")
    return text("slip_paper.deducts" if move.says["deduct"] else "slip_paper.spares")


def _standard_name(db: Database, version: str) -> Words:
    try:
        name = read_standard(db, version).name
    except UserFacingError:
        return version[:8]
    return text("scoring.name", zh=f"{name.zh} {version[:8]}", en=f"{name.en} {version[:8]}")
