"""A library of a million calls to measure lists and searches with.

The rows are put straight into the projection's tables and the index is made from them: a million
signed operations would take an hour and are measured elsewhere (``bench_operations``). What a
list reads is the same as after an import.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any, Final

import numpy as np
from sqlite_utils import Database

from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.tables import columns_of
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace

CALLS: Final = 1_000_000
AGENTS: Final = 2_000
TEAMS: Final = 80
_FIRST_NUMBER: Final = 6_000
_DAYS: Final = 720
_FIRST_DAY: Final = datetime(2024, 12, 1, 8, 0)
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"
_BUSINESSES: Final = (
    "宽带报装", "宽带故障", "套餐变更", "投诉处理", "账单查询", "国际漫游", "携号转网", "号码過戶",
    "Roaming", "New contract", "发票补寄", "会员积分",
)  # fmt: skip
_TAGS: Final = 60
_SAID: Final = (
    "语气生硬", "先道歉再解释", "没有安抚客户", "开场白完整", "打断客户", "资费说错", "结束语热情",
    "倾听耐心", "没有核对身份", "主动报工号", "过戶手续讲清楚", "rude tone", "promised a refund",
)  # fmt: skip
_ENDS: Final = ("", "，客户不满", "，值得学习", "，第二次了", "，对比着听")
_FILLED: Final = (
    *("team", "agent", "call", "recording", "file_name", "evaluation", "evaluation_item"),
    *("evaluation_problem", "annotation", "library_entry", "tag", "entry_tag"),
)
_DRAWN: Final = (
    "CREATE TEMP TABLE drawn (n INTEGER PRIMARY KEY, started, agent, prefix, customer, "
    "duration_ms, business, disposition, invalid_reason)"
)
_MADE: Final = f"""
CREATE TEMP TABLE made AS SELECT *, hashed(serial) AS serial_hash,
    hashed(customer) AS customer_hash, hashed(file) AS file_hash, hashed('sound ' || n) AS recording
FROM (SELECT n, strftime('%Y-%m-%dT%H:%M:%S', started, 'unixepoch') AS started, agent,
    strftime('S%Y%m%d', started, 'unixepoch') || printf('%06d', n % 1000000) AS serial,
    printf('%d%09d', prefix, customer) AS customer, strftime('%Y%m%d-%H%M%S', started, 'unixepoch')
    || printf('-%05d-%d%09d.wav', {_FIRST_NUMBER} + agent, prefix, customer) AS file,
    duration_ms, business, disposition, invalid_reason FROM temp.drawn)
"""
_PERSONAL: Final = """
INSERT OR IGNORE INTO personal SELECT hash, x'', value FROM (
    SELECT serial_hash AS hash, serial AS value FROM temp.made
    UNION ALL SELECT customer_hash, customer FROM temp.made
    UNION ALL SELECT file_hash, file FROM temp.made) ORDER BY hash
"""
_RECORD: Final = "created_at, created_by, changed_at, changed_by, id"
_RECORDINGS: Final = f"""
INSERT INTO recording ({_RECORD}, duration_ms, codec, channels)
SELECT 0, '', 0, '', recording, duration_ms, 'pcm_alaw', 2 FROM temp.made ORDER BY n
"""
_FILE_NAMES: Final = f"""
INSERT INTO file_name ({_RECORD}, recording, name)
SELECT 0, '', 0, '', printf('name-%07d', n), recording, file_hash FROM temp.made ORDER BY n
"""
_CALLS_MADE: Final = f"""
INSERT INTO call ({_RECORD}, recording, agent, started, serial, customer_number, business,
    disposition, invalid_reason)
SELECT 0, '', 0, '', printf('01900000-%08x', n), recording, printf('agent-%05d', agent), started,
    serial_hash, customer_hash, business, disposition, invalid_reason FROM temp.made ORDER BY n
"""
_DISPOSITIONS: Final = ("成功办理", "成功访问", "拒访", "无人接听", "转人工", None)


def fill(workspace: Workspace, calls: int = CALLS, seed: int = 1) -> None:
    """Agents, teams and ``calls`` calls with a recording each, of the last two years."""
    random, db = Random(seed), workspace.db  # noqa: S311 - made-up calls
    db.execute("PRAGMA cache_size = -1000000")  # hashes come in no order: a gigabyte at hand
    agents = min(AGENTS, max(calls // 20, 1))
    with workspace.transaction():
        with _indexed_afterwards(db):
            _insert(db, "team", _teams(db))
            _insert(db, "agent", _agents(db, random, agents))
            _call_up(db, seed, calls, agents)
            _score(db, workspace.person, random, calls)
            _mark(db, random, calls)
            _shelve(db, random, calls)
        workspace.call_index.rebuild()


@contextmanager
def _indexed_afterwards(db: Database) -> Iterator[None]:
    """Indexes made of many rows at once take a fifth of the time of one kept row by row."""
    marks = ",".join("?" * len(_FILLED))
    where = f"type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
    made = db.conn.execute(f"SELECT name, sql FROM sqlite_master WHERE {where}", _FILLED).fetchall()
    for name, _sql in made:
        db.conn.execute(f'DROP INDEX "{name}"')
    yield
    for _name, sql in made:
        db.conn.execute(sql)


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def _insert_personal(db: Database, pairs: list[tuple[str, str]]) -> None:
    db.conn.executemany(
        "INSERT OR IGNORE INTO personal VALUES (?, ?, ?)",
        [(hash, b"", value) for hash, value in pairs],
    )


def _insert(db: Database, kind: str, rows: list[dict[str, Any]]) -> None:
    fixed = {"created_at": 0, "created_by": "", "changed_at": 0, "changed_by": ""}
    fact = {"revision": "", "revisions": 1, "withdrawn": 0} if RECORD_TYPES[kind].fact else {}
    given = {**fixed, **fact, **rows[0]}
    names = [name for name in columns_of(RECORD_TYPES[kind]) if name in given]
    marks = ",".join("?" * len(names))
    columns = ",".join(f'"{name}"' for name in names)
    db.conn.executemany(
        f'INSERT INTO "{kind}" ({columns}) VALUES ({marks})',
        [[{**fixed, **fact, **row}[name] for name in names] for row in rows],
    )


def _teams(db: Database) -> list[dict[str, Any]]:
    names = [f"{number // 10 + 1}部{number % 10 + 1}组" for number in range(TEAMS)]
    _insert_personal(db, [(_hash(name), name) for name in names])
    return [{"id": f"team-{n:03}", "name": _hash(name)} for n, name in enumerate(names)]


def _agents(db: Database, random: Random, count: int) -> list[dict[str, Any]]:
    rows = []
    for number in range(count):
        name = random.choice(_SURNAMES) + "".join(random.choices(_GIVEN, k=random.randint(1, 2)))
        work_number = f"{_FIRST_NUMBER + number:05}"
        _insert_personal(db, [(_hash(name), name), (_hash(work_number), work_number)])
        rows.append(
            {
                "id": f"agent-{number:05}",
                "number": _hash(work_number),
                "name": _hash(name),
                "team": f"team-{number % TEAMS:03}",
                "skill_group": ("热线", "外呼", "在线")[number % 3],
            }
        )
    return rows


def _call_up(db: Database, seed: int, count: int, agents: int) -> None:
    """The calls in order of time, each with its recording and the name of its file."""
    db.conn.create_function("hashed", 1, _hash, deterministic=True)
    db.conn.execute(_DRAWN)
    draws = zip(range(count), *_draws(np.random.default_rng(seed), count, agents), strict=True)
    db.conn.executemany(f"INSERT INTO temp.drawn VALUES ({','.join('?' * 9)})", draws)
    db.conn.execute(_MADE)
    for statement in (_PERSONAL, _RECORDINGS, _FILE_NAMES, _CALLS_MADE):
        db.conn.execute(statement)
    db.conn.execute("DROP TABLE temp.drawn")
    db.conn.execute("DROP TABLE temp.made")


def _draws(random: np.random.Generator, count: int, agents: int) -> Iterator[list[Any]]:
    """Columns of ``_DRAWN`` behind the first."""
    step = _DAYS * 86_400 / max(count, 1)
    first = (_FIRST_DAY - datetime(1970, 1, 1)).total_seconds()
    starts = first + np.arange(count) * step + random.integers(3600, size=count)
    yield starts.astype(int).tolist()
    yield random.integers(agents, size=count).tolist()
    yield random.choice((13, 15, 18), count).tolist()
    yield random.integers(10**9, size=count).tolist()
    yield random.exponential(200_000, count).astype(int).tolist()
    yield np.array(_BUSINESSES)[random.integers(len(_BUSINESSES), size=count)].tolist()
    dispositions = random.integers(len(_DISPOSITIONS), size=count)
    yield [_DISPOSITIONS[place] for place in dispositions.tolist()]
    yield ["broken" if drawn else None for drawn in (random.random(count) < 0.01).tolist()]


def _score(db: Database, person: str, random: Random, calls: int) -> None:
    """A call in twenty has been inspected."""
    rows = []
    for number in random.sample(range(calls), calls // 20):
        score = random.randrange(4000, 10001, 25)
        rows.append(
            {
                "id": f"eval-{number:07}", "call": f"01900000-{number:08x}", "scorer": person,
                "scorecard": "", "role": "inspector", "method": "spot_check",
                "published_hundredths": score, "raw_hundredths": score,
                "passed": int(score >= 6000), "grade": ("差", "合格", "优秀")[score // 3500],
                "no_score": 0,
            }
        )  # fmt: skip
    _insert(db, "evaluation", rows)


def _mark(db: Database, random: Random, calls: int) -> None:
    """An annotation for every fifth call, and what every third evaluation took off."""
    rows, values = [], []
    for number in range(calls // 5):
        text = f"{random.choice(_SAID)}，{random.choice(_SAID)}{random.choice(_ENDS)}"
        values.append((_hash(text), text))
        rows.append(
            {
                "id": f"mark-{number:07}", "call": _call(random, calls), "text": _hash(text),
                "at_ms": random.randrange(200_000), "kind": random.choice(("strength", "weakness")),
                "competency": random.choice((None, "warmth", "listening")),
            }
        )  # fmt: skip
    _insert_personal(db, values)
    _insert(db, "annotation", rows)
    card, faults = built_in_templates()[0], list(shipped_faults())
    items = list(card.items)
    db.conn.execute("UPDATE evaluation SET scorecard = ?", [card.id])
    scored = [n for (n,) in db.conn.execute("SELECT n FROM evaluation ORDER BY n")]
    lost = [(n, 0, random.choice(items), "5/1", "[]") for n in scored]
    db.conn.executemany(
        "INSERT INTO evaluation_item (parent, place, item, lost, evidence) VALUES (?, ?, ?, ?, ?)",
        lost,
    )
    db.conn.executemany(
        "INSERT INTO evaluation_problem (parent, place, item, problem_class, fault) "
        "VALUES (?, 0, ?, 'B', ?)",
        [(n, item, random.choice(faults)) for n, _place, item, *_ in lost[::3]],
    )


def _shelve(db: Database, random: Random, calls: int) -> None:
    """Every twentieth call is in the library, with two tags of sixty and a reason."""
    names = [f"{said}{end}" for said in _SAID for end in _ENDS][:_TAGS]
    _insert_personal(db, [(_hash(name), name) for name in names])
    _insert(db, "tag", [{"id": f"tag-{n:02}", "name": _hash(t)} for n, t in enumerate(names)])
    entries, tagged, values = [], [], []
    for number in range(calls // 20):
        why = f"{random.choice(_SAID)}{random.choice(_ENDS)} {number}"
        values.append((_hash(why), why))
        entries.append(
            {
                "id": f"entry-{number:06}", "call": _call(random, calls), "why": _hash(why),
                "shelf": random.choice(("good", "bad", None)), "stars": random.randrange(6) or None,
            }
        )  # fmt: skip
        for place in range(2):
            tag = f"tag-{random.randrange(len(names)):02}"
            id = f"tagged-{number:06}-{place}"
            tagged.append({"id": id, "library_entry": f"entry-{number:06}", "tag": tag})
    _insert_personal(db, values)
    _insert(db, "library_entry", entries)
    _insert(db, "entry_tag", tagged)


def _call(random: Random, calls: int) -> str:
    return f"01900000-{random.randrange(calls):08x}"
