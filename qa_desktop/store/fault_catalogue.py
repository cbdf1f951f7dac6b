"""The catalogue of faults 差错目录: what is shipped, with what this centre changed and added."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlite_utils import Database

from qa_desktop import paths
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring import Name, ScorecardVersion
from qa_desktop.domain.scoring.fault_catalogue import Fault, check_fault, codes_of, load_faults
from qa_desktop.journal.operation import is_id

_FILE = "call-centre.toml"
_NOBODY = Fault("", Name("", ""))


@cache
def shipped_faults() -> Mapping[str, Fault]:
    """By code, in the order of the file; read once per process."""
    file = paths.forms("faults") / _FILE
    return {fault.code: fault for fault in load_faults(file.read_text(encoding="utf-8"), _FILE)}


def fault_id(code: str) -> str:
    """The id of the record of a code: the code itself where it can be one."""
    return code if is_id(code) else hashlib.sha256(code.encode()).hexdigest()


def find_faults(db: Database | None) -> dict[str, Fault]:
    """Every fault by its code, retired ones too: the shipped ones first, then others by code.
    Without a database the shipped ones."""
    found = dict(shipped_faults())
    if db is None:
        return found
    rows = db.conn.execute(
        "SELECT id, code, name, name_en, problem_class, rung, retired FROM fault ORDER BY code, id"
    )
    for id, code, *fields in rows:
        if code is None or fault_id(code) != id:  # speaks of another than it goes by
            continue
        fault = _over(found.get(code, _NOBODY), code, fields)
        if not check_fault(fault):
            found[code] = fault
    return found


def fault_names(db: Database | None) -> dict[str, Name]:
    """What faults are called, by their codes."""
    return {code: fault.name for code, fault in find_faults(db).items()}


def unknown_codes(db: Database, card: ScorecardVersion) -> list[str]:
    """Faults that a card names and the catalogue does not: they are shown as these codes."""
    known = find_faults(db)
    return [code for code in codes_of(card.items.values()) if code not in known]


def _over(known: Fault, code: str, fields: list[Any]) -> Fault:
    """What a record says, over what is shipped; words that nobody knows are none."""
    name, name_en, problem_class, rung, retired = fields
    zh = name if name is not None else known.name.zh
    en = name_en if name_en is not None else (known.name.en if name is None else zh)
    return Fault(
        code,
        Name(zh, en or zh),
        _known(problem_class, ("A", "B", "C"), known.problem_class),
        _known(rung, RUNGS, known.rung),
        known.retired if retired is None else bool(retired),
    )


def _known(said: str | None, words: tuple[str, ...], otherwise: Any) -> Any:
    if said is None:
        return otherwise
    return said if said in words else None


def fault_values(fault: Fault) -> dict[str, Any]:
    """The fields of its record."""
    return {
        "code": fault.code,
        "name": fault.name.zh,
        "name_en": fault.name.en,
        "problem_class": fault.problem_class or "",
        "rung": fault.rung or "",
        "retired": int(fault.retired),
    }


def count_marks(db: Database) -> dict[str, int]:
    """In how many standing evaluations each code is marked."""
    return dict(
        db.conn.execute(
            "SELECT p.fault, count(DISTINCT p.parent) FROM evaluation_problem p "
            "JOIN evaluation e ON e.n = p.parent WHERE e.withdrawn = 0 AND p.fault IS NOT NULL "
            "GROUP BY p.fault"
        )
    )


def has_record(db: Database, id: str) -> bool:
    """Whether a fault's record (``fault_id``) is there now."""
    return db.conn.execute("SELECT 1 FROM fault WHERE id = ?", [id]).fetchone() is not None


def was_ever_said(db: Database, id: str) -> bool:
    """Whether anybody ever wrote on it, deleted or not."""
    sql = "SELECT 1 FROM op WHERE entity_type = 'fault' AND entity_id = ? LIMIT 1"
    return db.conn.execute(sql, [id]).fetchone() is not None
