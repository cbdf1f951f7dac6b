"""Search finds what is there, all of it and nothing else: against a look through every text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

import pytest

from qa_desktop.domain.folding import fold, found_spans, matches, terms
from qa_desktop.domain.pinyin import initials
from qa_desktop.journal.changes import Change, create, fact
from qa_desktop.store import call_search, word_sample
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_reasons import find_own_texts, reasons_of
from qa_desktop.store.call_search import Search, find_numbers
from qa_desktop.store.calls import find_call_named, read_calls
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace

CALLS = 2_000
_CHINESE = (
    "客户投诉宽带故障报修套餐变更号码过户语气热情违约金满意度回访发票补寄国际漫游会员积分后台"
)
_TRADITIONAL = str.maketrans(
    "诉宽带故障报餐变号码过户语气热违约满发票补国际后",
    "訴寬帶故障報餐變號碼過戶語氣熱違約滿發票補國際後",
)
_ENGLISH = (
    "Roaming",
    "contract",
    "Straße",
    "refund",
    "No-reply",
    "O'Neil",
    "VIP",
    "5G plan",
    "naïve",
)
_SIGNS = ("，", "。", "“好”", "-", "_", "%", "（急）", "【1】", "\\", "'", "…", "  ", "·")
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def made_up(random: Random) -> str:
    """A text as people and recorders write them, in one of its guises."""
    parts = []
    for _ in range(random.randint(1, 5)):
        kind = random.randrange(4)
        if kind == 0:
            start = random.randrange(len(_CHINESE) - 4)
            parts.append(_CHINESE[start : start + random.randint(2, 6)])
        elif kind == 1:
            parts.append(random.choice(_ENGLISH))
        elif kind == 2:
            parts.append(str(random.randrange(10 ** random.randint(1, 8))))
        else:
            parts.append(random.choice(_SIGNS))
    return guise("".join(parts), random)


def guise(text: str, random: Random) -> str:
    """The same by the law of folding: other width, case or script."""
    changes = [
        lambda words: words,
        str.upper,
        str.lower,
        lambda words: words.translate(_WIDE),
        lambda words: words.translate(_TRADITIONAL),
        lambda words: words.replace("-", "—").replace("'", "’"),
    ]
    return random.choice(changes)(text)


@dataclass(frozen=True)
class Written:
    """A workspace that was filled once; each test has a copy of it."""

    place: Path
    texts: dict[int, list[str]]

    @cached_property
    def queries(self) -> list[tuple[str, set[int]]]:
        return labelled(self.texts)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    place = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_DESKTOP_PROFILE", str(place / "profile"))
        with Workspace.open(place / "workspace", name="李敏", number="8001") as workspace:
            return Written(place, write_texts(workspace))


@pytest.fixture
def workspace(written: Written, profile: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(written.place / "profile", profile, dirs_exist_ok=True)
    shutil.copytree(written.place / "workspace", tmp_path / "workspace")
    with Workspace.open(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def texts(written: Written) -> dict[int, list[str]]:
    return written.texts


def write_texts(workspace: Workspace) -> dict[int, list[str]]:
    """Every text by which each of 2,000 calls can be found, by the call's number."""
    random = Random(7)
    changes = []
    for place in range(40):
        name, number = made_up(random), f"{6000 + place}"
        changes.append(create("team", f"team-{place}", {"name": made_up(random)}))
        values = {"name": name, "number": number, "team": f"team-{place}"}
        changes.append(create("agent", f"agent-{place}", values))
    for place in range(CALLS):
        recording = f"{place:064x}"
        values = {
            "recording": recording,
            "agent": f"agent-{random.randrange(40)}" if place % 5 else None,
            "serial": made_up(random) if place % 3 else None,
            "business": made_up(random) if place % 7 == 0 else None,
            "order_number": made_up(random) if place % 11 == 0 else None,
        }
        changes.append(create("call", f"call-{place}", values))
        changes.append(
            create("file_name", f"name-{place}", {"recording": recording, "name": made_up(random)})
        )
        if place % 4 == 0:
            mark = {"call": f"call-{place}", "at_ms": 0, "kind": "note", "text": made_up(random)}
            changes.append(create("annotation", f"mark-{place}", mark))
    said = file_some(changes, random)
    workspace.write(changes)
    rows = workspace.db.conn.execute(
        "SELECT c.n, c.id, json_array(s.value, o.value, c.business, f.value, t.value, n.value, "
        "m.value, g.value) FROM call c LEFT JOIN agent a ON a.id = c.agent "
        "LEFT JOIN team q ON q.id = a.team LEFT JOIN file_name l ON l.recording = c.recording "
        "LEFT JOIN annotation x ON x.call = c.id LEFT JOIN personal s ON s.hash = c.serial "
        "LEFT JOIN personal o ON o.hash = c.order_number LEFT JOIN personal f ON f.hash = l.name "
        "LEFT JOIN personal t ON t.hash = x.text LEFT JOIN personal n ON n.hash = a.number "
        "LEFT JOIN personal m ON m.hash = a.name LEFT JOIN personal g ON g.hash = q.name"
    )

    found = {n: (id, [text for text in json.loads(listed) if text]) for n, id, listed in rows}
    named = "SELECT c.n, p.value FROM call c JOIN agent a ON a.id = c.agent "
    for n, name in workspace.db.conn.execute(f"{named} JOIN personal p ON p.hash = a.name"):
        found[n][1].extend(initials(name))
    return {n: listed + said.get(id, []) for n, (id, listed) in found.items()}


def file_some(changes: list[Change], random: Random) -> dict[str, list[str]]:
    """Put every sixth call into the library and score every ninth; the texts that each is found
    by for it."""
    said: dict[str, list[str]] = {}
    names = [made_up(random) for _ in range(30)]
    for place, name in enumerate(names):
        into = f"tag-{place - 1}" if place % 5 == 4 else None
        changes.append(create("tag", f"tag-{place}", {"name": name, "merged_into": into}))
    for place in range(0, CALLS, 6):
        why, note, tag = made_up(random), made_up(random), random.randrange(30)
        entry = {"call": f"call-{place}", "shelf": "good", "why": why, "note": note}
        changes.append(create("library_entry", f"entry-{place}", entry))
        values = {"library_entry": f"entry-{place}", "tag": f"tag-{tag}"}
        changes.append(create("entry_tag", f"tagged-{place}", values))
        shown = names[tag - 1] if tag % 5 == 4 else names[tag]
        said[f"call-{place}"] = [why, note, shown]
    card, faults = built_in_templates()[0], list(shipped_faults().values())
    for place in range(0, CALLS, 9):
        fault = random.choice(faults)
        lost, kept = random.sample(list(card.items.values()), 2)
        payload = {
            "call": f"call-{place}", "scorer": "somebody", "scorecard": card.id,
            "problems": [{"item": lost.id, "fault": fault.code, "problem_class": "B"}],
            "items": [{"item": lost.id, "lost": "5/1"}, {"item": kept.id, "lost": "0/1"}],
        }  # fmt: skip
        changes.append(fact("evaluation", f"eval-{place}", payload))
        spoken = [fault.name.zh, fault.name.en, lost.name.zh, lost.name.en]
        said.setdefault(f"call-{place}", []).extend(spoken)
    return said


def labelled(texts: dict[int, list[str]]) -> list[tuple[str, set[int]]]:
    """Queries cut out of the texts and disguised, some of two words, some that are nowhere; each
    with the calls that have it, found by looking through every text."""
    random, held = Random(11), list(texts.values())
    queries = ["投诉", "投訴", "過戶", "过户", "ＶＩＰ", "vip", "strasse", "No—reply", "o’neil"]
    queries += ["%", "_", "\\", "“好”", '"', "'", "(急)", "[1]", "naive", "2", "20", "王", "zzzz"]
    while len(queries) < 260:
        text = random.choice(random.choice(held))
        start = random.randrange(len(text))
        word = text[start : start + random.choice([1, 2, 2, 2, 3, 3, 4, 6, 9])]
        if random.random() < 0.15:
            word += " " + random.choice(random.choice(held))[:2]
        if terms(word):
            queries.append(guise(word, random))
    folded = {n: [fold(text) for text in listed] for n, listed in texts.items()}
    return [
        (query, {
            n for n, listed in folded.items()
            if all(any(term in text for text in listed) for term in terms(query))
        })
        for query in queries
    ]  # fmt: skip


BY_INDEX = {"_READ_INDEX": 0.0}
CALL_BY_CALL = {"_LOOK_NEXT": -1.0, "_LOOK_FAR": -1.0}


def test_every_call_that_has_the_words_is_found_and_no_other(
    workspace: Workspace, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All ways: by the index of letters, call by call, and as a small sample of them advises."""
    queries, texts = written.queries, written.texts
    assert len(queries) >= 200 and sum(len(listed) for listed in texts.values()) >= 2_000
    assert sum(bool(wanted) for _query, wanted in queries) >= 200
    for ways in (BY_INDEX, CALL_BY_CALL, {"_TEXTS": 60}, None):
        with monkeypatch.context() as patch:
            take(patch, ways)
            look_up_all(workspace, queries)


def test_every_call_that_is_found_says_why(workspace: Workspace, written: Written) -> None:
    """Each word of the question stands in one of the reasons."""
    db, person = workspace.db, workspace.person
    for query, wanted in written.queries:
        some = sorted(wanted)[:: max(len(wanted) // 4, 1)]
        own = find_own_texts(db, person, some)
        for row in read_calls(db, person, some):
            found = reasons_of(row, own.get(row.n, []), terms(query))
            said = [each.text for each in found]
            said += [each.name.en for each in found if each.name]
            for each in found:
                said += initials(each.text) if each.kind == "agent" else ()
            is_masked = any("****" in text for text in said)
            assert is_masked or matches(said, query), (query, said)
            assert all(each.at_ms is not None for each in found if each.kind == "annotation")


def take(patch: pytest.MonkeyPatch, ways: dict[str, float] | None) -> None:
    """Words are looked up in one way, or as the program does it when ``ways`` is None."""
    if ways is not None:
        for name, value in ways.items():
            patch.setattr(word_sample, name, value)


def look_up_all(workspace: Workspace, queries: list[tuple[str, set[int]]]) -> None:
    """Asked of columns that keep nothing of before."""
    workspace.db.conn.execute("UPDATE call_index SET value = value + 1 WHERE key = 'people'")
    for query, wanted in queries:
        found = find_numbers(workspace.db, CallFilter(text=query))
        assert set(found.tolist()) == wanted, query
        assert len(found) == len(wanted), f"{query}: nothing twice"


def test_steps_give_the_beginning_first_and_then_all(
    workspace: Workspace, texts: dict[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    take(monkeypatch, CALL_BY_CALL)
    monkeypatch.setattr(call_search, "_LOOK", 100)
    search = Search(CallFilter(text="投诉"), CallOrder("serial", True), first=5)
    first = search.step(workspace.db)
    while not (last := search.step(workspace.db, 0.0)).is_complete:
        assert last.numbers[: len(first.numbers)].tolist() == first.numbers.tolist()
    assert not first.is_complete and 5 <= len(first.numbers) < len(last.numbers)
    assert last.numbers[: len(first.numbers)].tolist() == first.numbers.tolist()


def test_the_rest_is_found_by_the_index_when_there_is_a_screenful(
    workspace: Workspace, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was next to be looked at when the index was asked is not taken for found."""
    monkeypatch.setattr(
        word_sample.WordSample, "is_looked_for", lambda *_known, first: first < CALLS
    )
    for name, value in {"_FIRST_LOOK": 3, "_LOOK": 3, "_SPAN": 50}.items():
        monkeypatch.setattr(call_search, name, value)
    is_first_shown = False
    for query, wanted in written.queries:
        search = Search(CallFilter(text=query), first=5)
        found = search.step(workspace.db, 0.0)
        while not found.is_complete:
            is_first_shown |= len(found.numbers) >= 5
            found = search.step(workspace.db, 0.0)
        assert set(found.numbers.tolist()) == wanted and len(found.numbers) == len(wanted), query
    assert is_first_shown


def test_a_word_that_goes_on_narrows_and_another_filter_does_not(
    workspace: Workspace, texts: dict[int, list[str]]
) -> None:
    """Typing on looks only at what the shorter word had found."""
    for query in ("投", "投诉", "投诉宽", "投", "2", "20", "0"):
        found = find_numbers(workspace.db, CallFilter(text=query))
        wanted = {n for n, listed in texts.items() if matches(listed, query)}
        assert set(found.tolist()) == wanted, query
        status = frozenset({"evaluated"})
        assert len(find_numbers(workspace.db, CallFilter(text=query, statuses=status))) == 0


LAW = [
    ("ＡＢＣ１２３", "abc123", True),
    ("客户投訴", "投诉", True),
    ("投诉", "投訴", True),
    ("Straße", "STRASSE", True),
    ("Lǐ Mǐn", "limin", True),
    ("王 小明", "王小明", True),
    ("王小明", "明 王", True),
    ("20261120-0617.wav", "0617.WAV", True),
    ("好，谢谢。", "好,谢谢.", True),
    ("“好”", '"好"', True),
    ("10%_A", "%_", True),
    ("10xxA", "%_", False),
    ("ABC", "AC", False),
    ("投诉", "诉投", False),
    ("a-b", "ab", False),
    ("㈱①", "(株)1", True),
    ("ｶﾞｽ", "ガス", True),
    ("Ａ", "b", False),
]


@pytest.mark.parametrize(("text", "query", "is_found"), LAW)
def test_the_law_of_folding(text: str, query: str, is_found: bool) -> None:
    assert matches([text], query) is is_found


def test_what_was_found_is_shown_in_the_text_itself() -> None:
    assert found_spans("客户投訴 ＡＢＣ", terms("投诉 bc")) == [(2, 4), (6, 8)]
    assert found_spans("abab", ("ab",)) == [(0, 4)]
    assert found_spans("abc", ("x",)) == []


def test_a_call_is_named_by_any_of_its_file_names(
    workspace: Workspace, texts: dict[int, list[str]]
) -> None:
    workspace.write(
        [create("file_name", "second", {"recording": f"{5:064x}", "name": "别名 5.wav"})]
    )
    assert find_call_named(workspace.db, workspace.person, "别名 5.wav").id == "call-5"
