"""A period of evaluations made up to measure what-ifs and precedents with; and the measuring.

The rows are put straight into the projection's tables (``bench_library`` says why).
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion, score
from qa_desktop.domain.scoring.batch import BatchScorer
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.precedents import precedents_of
from qa_desktop.services.scorecard_editing import Terms, draft_with, publish
from qa_desktop.services.what_if import WhatIfRequest
from qa_desktop.services.what_if_child import what_if_in_child
from qa_desktop.store.answered import read_line
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace

EVALUATIONS: Final = 100_000
_AGENTS: Final = 500
_TEAMS: Final = 25
_BATCH: Final = 5_000
_FIRST_MS: Final = 1_792_000_000_000
_SPAN_MS: Final = 25 * 86_400_000
_PERIOD: Final = WhatIfRequest(date(2026, 10, 1), date(2026, 11, 30))
_GOAL_S: Final = 5.0
_SCORE_GOAL_MS: Final = 0.1
_PRECEDENT_GOAL_MS: Final = 20.0
_KINDS: Final = ("yes_no", "choice", "scale", "deduct")


def forty_items() -> ScorecardVersion:
    """Four sections of ten items, of every kind that is scored."""
    draft = CardDraft.empty("bench", "bench")
    for _ in range(4):
        draft, section = draft.add_section()
        draft = draft.set(f"{section}.name", section)
        for number in range(10):
            draft, item = draft.add_item(section)
            kind = _KINDS[number % len(_KINDS)]
            draft = draft.set(f"{item}.name", item).set(f"{item}.na", "exclude")
            draft = draft.set(f"{item}.weight", number + 1)
            draft = draft.set_answer_kind(item, kind)  # type: ignore[arg-type]
    draft = draft.set("sections[3].items[0].answer.no.fatal", "form")
    draft = draft.set("sections[0].items[0].answer.no.fault", "opening")
    version = draft.version
    assert version is not None  # noqa: S101 - made of nothing but what is right
    return version


def fill(workspace: Workspace, count: int, seed: int = 1) -> ScorecardVersion:
    """``count`` evaluations of agents in teams, on a card that is published for it."""
    card = forty_items()
    publish(workspace, draft_with(workspace, CardDraft.of(card)), Terms("bench", "2026-01-01"))
    db, random = workspace.db, Random(seed)  # noqa: S311 - made-up answers
    scorer = BatchScorer(card, read_line)
    numbers = iter(range(count))
    with workspace.transaction():
        _people(db)
        while batch := list(islice(numbers, _BATCH)):
            _insert(db, card, scorer, random, batch, count)
    return card


def bench_what_if(count: int = EVALUATIONS) -> list[Entry]:
    """A what-if as a window does it, in a process of its own; scoring one; and precedents.

    The reference of the what-if is reading the same lines without doing anything with them.
    """
    with TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        keys = KeyStore(Path(name, "profile"))
        folder = Path(name, "workspace")
        with Workspace.open(folder, name="bench", keys=keys) as workspace:
            card = fill(workspace, count)
        with Workspace.open(folder, keys=keys) as workspace:  # the log is folded back by now
            changed = CardDraft.of(card).set("sections[0].weight", 30)
            draft = draft_with(workspace, changed, card.id)
            reading = _seconds(lambda: _read_all(workspace.db))
            hints = [
                1000 * _seconds(partial(precedents_of, workspace.db, card.id, item))
                for item in card.items
            ]
            began = time.perf_counter()
            what_if_in_child(folder, "en", draft.id, _PERIOD)
            taken = time.perf_counter() - began
    ours = _scoring(card)
    return [
        entry(f"what_if_{count}", taken, "s", reading, _GOAL_S),
        entry("score_40_items", ours, "ms", None, _SCORE_GOAL_MS),
        entry("precedents_slowest", max(hints), "ms", None, _PRECEDENT_GOAL_MS),
        entry("precedents_median", statistics.median(hints), "ms", None, _PRECEDENT_GOAL_MS),
    ]


def _scoring(card: ScorecardVersion, times: int = 2_000) -> float:
    """Milliseconds of scoring one evaluation, without its explanation."""
    random = Random(2)  # noqa: S311 - made-up answers
    filled = [dict(map(read_line, _lines(card, random))) for _ in range(50)]
    taken = []
    for _ in range(times // len(filled)):
        began = time.perf_counter()
        for answers in filled:
            score(card, answers)
        taken.append((time.perf_counter() - began) / len(filled))
    return 1000 * statistics.median(taken)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _read_all(db: Database) -> int:
    rows = db.conn.execute("SELECT parent, item, answer FROM evaluation_item")
    return sum(1 for _ in rows)


def _people(db: Database) -> None:
    fixed = "created_at, created_by, changed_at, changed_by"
    db.conn.executemany(
        f"INSERT INTO team (id, {fixed}) VALUES (?, 0, '', 0, '')",
        [[f"team-{n}"] for n in range(_TEAMS)],
    )
    db.conn.executemany(
        f"INSERT INTO agent (id, team, {fixed}) VALUES (?, ?, 0, '', 0, '')",
        [[f"agent-{n}", f"team-{n % _TEAMS}"] for n in range(_AGENTS)],
    )


def _insert(
    db: Database,
    card: ScorecardVersion,
    scorer: BatchScorer,
    random: Random,
    numbers: list[int],
    count: int,
) -> None:
    evaluations: list[list[Any]] = []
    lines: list[tuple[Any, ...]] = []
    for number in numbers:
        said = _lines(card, random)
        found = scorer.score(said)
        at = _FIRST_MS + number * _SPAN_MS // count
        agent = f"agent-{random.randrange(_AGENTS)}"
        evaluations.append(
            [number + 1, f"e-{number:07}", at, at, card.id, agent, found.hundredths, found.passed]
        )
        for place, line in enumerate(said):
            item, _, answer = line.partition("=")
            lines.append((number + 1, place, item, answer, "0/1", "[]"))
    db.conn.executemany(
        "INSERT INTO evaluation (n, id, created_at, created_by, changed_at, changed_by, revision, "
        "revisions, withdrawn, scorecard, scorer, agent, published_hundredths, passed, practice) "
        "VALUES (?, ?, ?, '', ?, '', '', 1, 0, ?, 'p', ?, ?, ?, 0)",
        evaluations,
    )
    db.conn.executemany("INSERT INTO evaluation_item VALUES (?, ?, ?, ?, ?, ?)", lines)


def _lines(card: ScorecardVersion, random: Random) -> list[str]:
    """Mostly good answers, a few that are not, one in fifty not applicable."""
    lines = []
    for item in card.items.values():
        kind = item.answer.kind
        if random.random() < 0.02:
            answer: Any = "n/a"
        elif kind in ("yes_no", "choice"):
            answer = "no" if random.random() < (0.002 if item.id == "d1" else 0.15) else "yes"
        elif kind == "scale":
            answer = random.choice((5, 5, 4, 4, 3, 2))
        else:
            answer = random.choice((0, 0, 0, 1, 2))
        lines.append(f"{item.id}={json.dumps(answer)}")
    return lines
