"""A made-up bundle of calls and their evaluations, signed in bulk by one replica: the work of an
inspector who shares no machine with the reader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from qa_desktop.exchange.bundle.lines import operation_line, personal_line
from qa_desktop.exchange.bundle.manifest import VERSION, Manifest
from qa_desktop.exchange.bundle.writing import Contents, write_bundle
from qa_desktop.journal.clock import HybridClock
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.keys import PersonKeys, SigningKey, certify
from qa_desktop.journal.operation import SCHEMA, Draft, Operation, write
from qa_desktop.journal.personal import Personal, Salted, setting_aside

ITEMS: Final = 20
_FIRST: Final = datetime(2026, 1, 5, 9)
_WORDS: Final = ("语气可以更热情一些", "开场白完整，核实身份到位", "未按规定报读资费", "解释清楚")


def write_made_up(file: Path, rows: int) -> None:
    """``rows`` calls with an evaluation of 20 items each, whole or not at all."""
    author = _Author()
    # Values come behind the operations in a bundle: held, a few per row.
    operations = (operation_line(each.raw.encode(), each.sig) for each in author.work(rows))
    values = (personal_line(value) for value in author.values)

    def describe(members: Any) -> Manifest:
        assert author.head is not None  # noqa: S101
        have = {author.key.public: (author.seq, author.head)}
        return replace(author.manifest, have=have, members=members)

    write_bundle(file, Contents(operations, values), describe, author.key)


class _Author:
    """One person on one installation, who signs without keeping a database."""

    def __init__(self) -> None:
        self.key = SigningKey.generate()
        self.person = PersonKeys.generate(new_id())
        self.values: list[Salted] = []
        self.seq = 0
        self.head: str | None = None
        self._clock = HybridClock()
        self.manifest = Manifest(
            reader=VERSION,
            schema=SCHEMA,
            team=None,
            replica=self.key.public,
            person=self.person.person,
            written_at=self._clock.now(),
            base={},
            have={},
            subject=None,
            audio="none",
            addressees=(),
            members=(),
        )

    def work(self, rows: int) -> Iterator[Operation]:
        """All operations, the one that says whose they are first."""
        keys = self.person
        hello = {
            "person": keys.person,
            "sign_key": keys.sign_key,
            "receive_key": keys.receive_key,
            "certificate": certify(keys, self.key.public),
        }
        yield self._sign("hello", "replica", self.key.public, hello)
        named = {"name": Personal("王"), "number": Personal("0617")}
        yield self._sign("create", "person", keys.person, named)
        agents = [new_id() for _ in range(50)]
        for number, agent in enumerate(agents):
            values = {"number": Personal(f"{6000 + number}"), "name": Personal(f"坐席{number}")}
            yield self._sign("create", "agent", agent, values)
        for row in range(rows):
            call, agent = new_id(), agents[row % len(agents)]
            yield self._sign("create", "call", call, _call(row, agent))
            evaluation = _evaluation(row, call, agent, keys.person)
            yield self._sign("fact", "evaluation", new_id(), evaluation)

    def _sign(self, kind: str, entity_type: str, id: str, payload: dict[str, Any]) -> Operation:
        operation = write(
            Draft(new_id(), kind, entity_type, id, payload),
            replica=self.key,
            seq=self.seq + 1,
            prev=self.head,
            hlc=self._clock.tick(),
            at=self._clock.now(),
            default=setting_aside(os.urandom, self.values),
        )
        self.seq, self.head = operation.seq, operation.id
        return operation


def _call(row: int, agent: str) -> dict[str, Any]:
    started = _FIRST + timedelta(seconds=37 * row)
    return {
        "agent": agent,
        "started": f"{started:%Y-%m-%dT%H:%M:%S}",
        "duration_ms": 60_000 + row % 300_000,
        "serial": Personal(f"S{started:%Y%m%d}{row:08}"),
        "customer_number": Personal(f"138{row:08}"),
        "business": ("宽带报装", "投诉处理", "账单查询")[row % 3],
        "disposition": ("成功办理", "拒访")[row % 2],
        "method": "spot_check",
    }


def _evaluation(row: int, call: str, agent: str, scorer: str) -> dict[str, Any]:
    """The payload of a submitted evaluation, as ``services.evaluating`` makes it."""
    lost = row % ITEMS
    problem = {
        "item": f"item_{lost + 1}",
        "option": "partly",
        "problem_class": "service",
        "fault": "agent",
        "wrong_information": False,
    }
    return {
        "call": call,
        "recording": None,
        "agent": agent,
        "scorecard": "inbound-service-1",
        "scoring": "scoring/1",
        "scorer": scorer,
        "role": "inspector",
        "method": "spot_check",
        "practice": False,
        "emergency": False,
        "wrong_information": False,
        "circumstance": None,
        "items": [_item(row, number, lost) for number in range(ITEMS)],
        "problems": [problem],
        "annotations": [],
        "strengths": Personal(_WORDS[row % 4]),
        "advice": Personal(f"{_WORDS[(row + 1) % 4]}（{row}）"),
        "heard": [[0, 60_000 + row % 300_000, 100]],
        "result": {
            "base": "100/1",
            "raw": "97/1",
            "published": "97/1",
            "exact": "97/1",
            "passed": True,
            "fatal": None,
            "grade": "优秀",
            "no_score": False,
        },
    }


def _item(row: int, number: int, lost: int) -> dict[str, Any]:
    loses = number == lost
    return {
        "item": f"item_{number + 1}",
        "answer": "partly" if loses else "full",
        "state": "scored",
        "fraction": "2/5" if loses else "1/1",
        "applied": "2/5" if loses else "1/1",
        "earned": "2/1" if loses else "5/1",
        "lost": "3/1" if loses else "0/1",
        "comment": Personal(f"第 {row} 通：{_WORDS[row % 4]}") if loses else None,
        "evidence": [],
    }
