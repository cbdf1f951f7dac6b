"""Writes golden.json: operations from fixed secrets, clock, ids and entropy.

``python tests/journal/make_golden.py`` writes the file again. What it holds is final: when a run
changes a byte of it, the code is wrong, not the file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories_journal import (
    Entropy,
    WallClock,
    make_journal,
    operations,
    person_keys,
    personal_values,
)

from qa_desktop.journal.changes import (
    create,
    delete,
    erase,
    fact,
    restore,
    set_fields,
    unmask,
    withdraw,
)
from qa_desktop.journal.keys import SigningKey, seal
from qa_desktop.journal.operation import Draft, Operation, write
from qa_desktop.journal.personal import Personal
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import found, issue, member, revoke, successor

FILE = Path(__file__).with_name("golden.json")
PASSPHRASE = "caf\u0065\u0301 口令 🔑"
"""The é is typed as two code points and hashed as one."""

ODD = 'nul \u0000, tab \t, quote ", backslash \\, slash /, bell \u0007, del \u007f, line \u2028'
KEYS = {"\U0001f600": 1, "\uff21": 2, "b": True, "a": None, "E\u0301": -9223372036854775808}
"""Sorted by code point (not by UTF-16 unit) after NFC."""


def golden() -> dict[str, Any]:
    """Everything that the file holds."""
    journal = make_journal("golden", wall=WallClock(step=17))
    person = person_keys("golden")
    agent, evaluation = journal.ids(), journal.ids()
    journal.write(
        [
            create(
                "agent",
                agent,
                {
                    "number": "0617",
                    "name": "王小明 🎧",
                    "nickname": "Zoe\u0301",
                    "team": "二组 Zoe\u0301",
                    "hire_date": None,
                },
            )
        ]
    )
    journal.write([set_fields("agent", agent, {"status": ODD, "name": "王晓明"})])
    journal.write([delete("agent", agent)])
    journal.write([restore("agent", agent)])
    first = journal.write([fact("evaluation", evaluation, _evaluation("127/2", "yes"))])
    journal.write(
        [fact("evaluation", evaluation, _evaluation("60", "no"), follows=first.operations[0])],
        person=person,
    )
    journal.write([withdraw("evaluation", evaluation, "重复提交")])
    journal.write([unmask("agent", agent, "number")])
    name = operations(journal)[1].payload["nickname"]["personal"]
    values = personal_values(journal)
    journal.write([erase("agent", agent, [name])])
    return {
        "secrets": {
            "replica": journal.replica.secret.hex(),
            "person_sign": person.sign_secret.hex(),
            "person_receive": person.receive_secret.hex(),
        },
        "person": {
            "id": person.person,
            "sign_key": person.sign_key,
            "receive_key": person.receive_key,
        },
        "chain": [_line(operation) for operation in operations(journal)],
        "extremes": [_line(operation) for operation in _extremes()],
        "personal": [
            {"hash": value.hash, "salt": value.salt.hex(), "value": value.value}
            for value in sorted(values, key=lambda value: value.hash)
        ],
        "digest": journal.digest,
        "roster": _roster(),
        "sealed": seal(person, PASSPHRASE, Entropy("golden seal")),
        "passphrase": PASSPHRASE,
    }


def _evaluation(published: str, answer: str) -> dict[str, Any]:
    return {
        "call": "5f0c9d8e-57d5-5c1c-9b0e-2f6f0a4c1e11",
        "scorecard": "inbound-service/3",
        "heard": [[0, 93250, 100], [93250, 120000, 125]],
        "items": [{"item": "opening", "answer": answer, "lost": "0", "evidence": []}],
        "result": {"published": published, "passed": True, "grade": KEYS},
        "strengths": "语气亲切，主动确认 👍",
        "comments": [{"at_ms": 1200, "text": Personal("报错资费")}],
    }


def _extremes() -> list[Operation]:
    """Operations that no journal writes: the limits of every number, a kind nobody knows."""
    replica = SigningKey(Entropy("golden extremes")(32))
    biggest, least = 2**63 - 1, -(2**63)
    first = write(
        Draft("Act:1", "future_kind", "x", "0", {}),
        replica=replica,
        seq=1,
        prev=None,
        hlc=biggest,
        at=least,
    )
    later = write(
        Draft("z" * 200, "k" * 40, "t" * 40, "Z.9_-:" * 30, {"": [[]]}, (first.id, first.id)),
        replica=replica,
        seq=biggest,
        prev=first.id,
        hlc=0,
        at=biggest,
        person=person_keys("golden"),
    )
    return [first, later]


def _roster() -> dict[str, Any]:
    """Every statement of a team's root, and one of its successor."""
    journal = make_journal("golden roster", wall=WallClock(step=17))
    root = SigningKey(Entropy("golden root")(32))
    heir = SigningKey(Entropy("golden heir")(32))
    person = person_keys("golden")
    keys = (person.person, person.sign_key, person.receive_key)
    terms = [Term("inspector", "2026-11-22", "2026-12-31"), Term("quality_lead")]
    upto = {journal.replica.public: (3, "0" * 64)}
    said = [
        found("华东客服 Zoe\u0301"),
        member(*keys, terms, name="王晓明"),
        member(*keys, []),
        revoke(person.person, person.sign_key, upto),
        revoke(person.person, person.sign_key, None),
        successor(heir.public),
    ]
    issue(journal, root, root.public, said)
    issue(journal, heir, root.public, [member(*keys, [Term("lead", None, "2027-01-01")])])
    return {
        "root": root.secret.hex(),
        "heir": heir.secret.hex(),
        "lines": [_line(operation) for operation in operations(journal)],
        "personal": [
            {"hash": value.hash, "salt": value.salt.hex(), "value": value.value}
            for value in sorted(personal_values(journal), key=lambda value: value.hash)
        ],
    }


def _line(operation: Operation) -> dict[str, str]:
    return {"id": operation.id, "sig": operation.sig.hex(), "raw": operation.raw}


def text() -> str:
    return json.dumps(golden(), ensure_ascii=True, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
