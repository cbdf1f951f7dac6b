"""What the search of the list finds stays the truth while people write, tag, merge and erase.

The truth is kept beside the program as plain texts of each call and looked through one by one; two
people write in turn and give each other all they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from factories_journal import operations, personal_values

from qa_desktop.domain.folding import fold, terms
from qa_desktop.domain.pinyin import initials
from qa_desktop.journal.changes import create, delete, restore, set_fields
from qa_desktop.services import annotating, library
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.store import word_sample
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_search import find_numbers
from qa_desktop.store.calls import find_ids
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.library import entry_id, find_tags
from qa_desktop.store.workspace import Changes, Workspace

CALLS = 24
ROUNDS, ACTS, QUESTIONS = 14, 9, 22
SAID = (
    "语气生硬", "先道歉再解释", "安抚客户", "開場白完整", "打断客户", "资费说错", "结束语热情",
    "號碼過戶", "rude tone", "Refund 2026", "违约金没讲清", "主动报工号", "语速太快，客户投诉",
)  # fmt: skip
TAGS = ("语气", "安抚", "開場白", "refund", "过户", "资费")
NAMES = ("王小明", "单雄信", "李敏", "趙麗麗", "Tom O'Neil", "仇英", "王芳")


@dataclass
class Entry:
    """What the library says of a call; ``tags`` by their names."""

    why: str = ""
    note: str = ""
    tags: set[str] = field(default_factory=set)
    is_here: bool = True


@dataclass
class Known:
    """The texts of one call."""

    agent: str
    own: list[str]
    marks: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    is_here: bool = True
    is_erased: bool = False


@dataclass
class Truth:
    calls: dict[str, Known] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)

    def texts(self, call: str) -> list[str]:
        known = self.calls[call]
        name = self.agents[known.agent]
        found = [*known.own, name, *initials(name), *known.marks.values()]
        for entry in known.entries.values():
            if entry.is_here:
                found += [entry.why, entry.note, *entry.tags]
        return [text for text in found if text]

    def having(self, query: str) -> set[str]:
        """By a look through everything."""
        folded = {
            call: [fold(text) for text in self.texts(call)]
            for call, known in self.calls.items()
            if known.is_here
        }
        return {
            call
            for call, texts in folded.items()
            if all(any(term in text for text in texts) for term in terms(query))
        }


class Desk:
    """Two people, and what is true for both."""

    def __init__(self, both: list[Workspace], random: Random) -> None:
        self.both, self.random = both, random
        self.truth, self.before = Truth(), Truth()
        self.past: set[str] = set()
        """Every text that ever was: what has gone must not be found."""
        self.done: list[str] = []
        """Kinds of acts that came about, and "undo"."""
        self.asked: set[str] = set()

    @property
    def here(self) -> Workspace:
        return self.both[0]

    def begin(self) -> None:
        changes = []
        for place, name in enumerate(NAMES):
            self.truth.agents[f"agent-{place}"] = name
            changes.append(create("agent", f"agent-{place}", {"name": name}))
        for place in range(CALLS):
            agent, recording = f"agent-{place % len(NAMES)}", f"{place:064x}"
            own = [f"S2026{place:04}", f"{place:03}-通話.wav"]
            values = {"recording": recording, "agent": agent, "serial": own[0]}
            named = {"recording": recording, "name": own[1]}
            changes.append(create("call", f"call-{place}", values))
            changes.append(create("file_name", f"name-{place}", named))
            self.truth.calls[f"call-{place}"] = Known(agent, own)
        self.here.write(changes)

    def words(self) -> str:
        return f"{self.random.choice(SAID)}{self.random.choice(SAID)[:3]}{self.random.randrange(9)}"

    def call(self) -> tuple[str, Known]:
        calls = self.truth.calls
        id = self.random.choice(
            sorted(id for id, each in calls.items() if each.is_here and not each.is_erased)
        )
        return id, calls[id]

    def marked(self) -> tuple[Known, str] | None:
        """A call and one of its annotations."""
        calls = [each for each in self.truth.calls.values() if each.is_here and each.marks]
        if not calls:
            return None
        known = self.random.choice(calls)
        return known, self.random.choice(sorted(known.marks))

    def filed(self) -> tuple[str, Entry] | None:
        """Of a call that is here and can have words."""
        held = [
            (id, entry)
            for each in self.truth.calls.values()
            for id, entry in each.entries.items()
            if each.is_here and not each.is_erased and entry.is_here
        ]
        return self.random.choice(held) if held else None

    def act(self) -> None:
        kind = self.random.choice(ACT_KINDS)
        self.past |= self.every_text()
        self.before = deepcopy(self.truth)
        changes = getattr(self, kind)()
        if changes is None or changes.act is None:
            return
        self.done.append(kind)
        if kind != "erase" and self.random.random() < 0.2:
            self.past |= self.every_text()
            self.here.undo(changes.act)
            self.truth = self.before
            self.done.append("undo")

    # -- annotations

    def mark(self) -> Changes:
        id, known = self.call()
        text = self.words()
        written = annotating.add_annotation(self.here, id, at_ms=500, kind="note", text=text)
        known.marks[written.ids[0]] = text
        return written

    def edit_mark(self) -> Changes | None:
        found = self.marked()
        if found is None:
            return None
        known, mark = found
        known.marks[mark] = self.words()
        return annotating.edit_annotation(self.here, mark, text=known.marks[mark])

    def delete_mark(self) -> Changes | None:
        found = self.marked()
        if found is None:
            return None
        known, mark = found
        del known.marks[mark]
        return annotating.delete_annotation(self.here, mark)

    # -- notes

    def file(self) -> Changes:
        """Another reason for what is in the library; one that was taken out comes back as it was
        but for that."""
        id, known = self.call()
        why = self.words()
        written = library.file_call(self.here, id, "good", why=why)
        entry = known.entries.setdefault(entry_id(id, None, None), Entry())
        entry.why, entry.is_here = why, True
        return written

    def note(self) -> Changes | None:
        """There is a note, or the reason or the note goes."""
        found = self.filed()
        if found is None:
            return None
        values = self.random.choice([*[{"note": self.words()}] * 3, {"why": ""}, {"note": " "}])
        id, entry = found
        entry.why, entry.note = values.get("why", entry.why), values.get("note", entry.note).strip()
        return library.edit_entry(self.here, id, **values)

    def remove(self) -> Changes | None:
        found = self.filed()
        if found is None:
            return None
        id, entry = found
        entry.is_here = False
        return library.remove_entries(self.here, [id])

    # -- tags

    def tag(self) -> Changes:
        """Just these: others are taken off."""
        id, known = self.call()
        names = set(self.random.sample(TAGS, self.random.randint(0, 2)))
        held = known.entries.get(entry_id(id, None, None))
        if held is None or not held.is_here:
            names = names or {TAGS[0]}
            names |= held.tags if held is not None else set()
        written = library.tag_call(self.here, id, sorted(names))
        entry = known.entries.setdefault(entry_id(id, None, None), Entry())
        entry.tags, entry.is_here = names, True
        return written

    def rename_tag(self) -> Changes | None:
        ids = self.known_tags()
        new = self.random.choice([*TAGS, f"改{self.words()[:3]}"])
        if not ids or fold(new) in map(fold, ids):
            return None
        old = self.random.choice(sorted(ids))
        self._everywhere(old, new)
        return library.edit_tag(self.here, ids[old], name=new)

    def merge_tags(self) -> Changes | None:
        ids = self.known_tags()
        if len(ids) < 2:
            return None
        old, into = self.random.sample(sorted(ids), 2)
        self._everywhere(old, into)
        return library.merge_tags(self.here, [ids[old]], ids[into])

    def delete_tag(self) -> Changes | None:
        ids = self.known_tags()
        if not ids:
            return None
        name = self.random.choice(sorted(ids))
        self._everywhere(name, None)
        return library.delete_tag(self.here, ids[name])

    def known_tags(self) -> dict[str, str]:
        return {tag.name: id for id, tag in find_tags(self.here.db).tags.items()}

    def _everywhere(self, old: str, new: str | None) -> None:
        for known in self.truth.calls.values():
            for entry in known.entries.values():
                if old in entry.tags:
                    entry.tags = entry.tags - {old} | ({new} if new else set())

    # -- calls and agents

    def rename_agent(self) -> Changes:
        agent = self.random.choice(sorted(self.truth.agents))
        self.truth.agents[agent] = self.random.choice(NAMES)
        return self.here.write([set_fields("agent", agent, {"name": self.truth.agents[agent]})])

    def delete_call(self) -> Changes:
        id, known = self.call()
        known.is_here = False
        return self.here.write([delete("call", id)])

    def restore_call(self) -> Changes | None:
        gone = sorted(id for id, known in self.truth.calls.items() if not known.is_here)
        if not gone:
            return None
        id = self.random.choice(gone)
        self.truth.calls[id].is_here = True
        return self.here.write([restore("call", id)])

    def erase(self) -> Changes | None:
        """Of the call its agent and its tags are left."""
        id, known = self.call()
        if sum(each.is_erased for each in self.truth.calls.values()) > CALLS // 4:
            return None
        known.own, known.marks, known.is_erased = [], {}, True
        for entry in known.entries.values():
            entry.why = entry.note = ""
        erase(self.here, plan_recording(self.here, id))
        self.done.append("erase")
        return None

    # -- the other one

    def hand_over(self) -> None:
        """The other one gets all that is here, texts before or behind what names them, and writes
        next."""
        source, target = self.both
        held = {each.hash for each in personal_values(target.journal)}
        fresh = [each for each in personal_values(source.journal) if each.hash not in held]
        steps: list[Callable[[], object]] = [
            lambda: target.journal.add(operations(source.journal)),
            lambda: target.journal.add_personal(fresh),
        ]
        self.random.shuffle(steps)
        for step in steps:
            step()
        self.both.reverse()

    def questions(self) -> Iterator[str]:
        """What came or went since it was last asked; and cut out of what is there and of what was,
        most of them two letters; the initials of names."""
        there = self.every_text()
        gone = sorted(self.past - there) or sorted(there)
        yield from sorted(there ^ self.asked)
        yield from ("wxm", "语气", "語氣", "wf")
        self.asked = there
        for place in range(QUESTIONS):
            text = self.random.choice(gone if place % 3 == 0 else sorted(there))
            length = self.random.choice((2, 2, 2, 3, 4, len(text)))
            start = self.random.randrange(max(len(text) - length, 0) + 1)
            second = f" {self.random.choice(sorted(there))[:2]}" if place % 5 == 0 else ""
            if terms(query := text[start : start + length] + second):
                yield query

    def every_text(self) -> set[str]:
        return {text for call in self.truth.calls for text in self.truth.texts(call)}

    def check(self) -> int:
        """How many questions had an answer."""
        answered = 0
        for query in self.questions():
            wanted = self.truth.having(query)
            answered += bool(wanted)
            for workspace in self.both:
                found = find_numbers(workspace.db, CallFilter(text=query)).tolist()
                assert set(find_ids(workspace.db, found)) == wanted, (query, self.done)
                assert len(found) == len(wanted), (query, self.done)
        return answered


ACT_KINDS = (
    *("mark", "mark", "edit_mark", "delete_mark", "file", "note", "note", "remove"),
    *("tag", "tag", "tag", "rename_tag", "rename_tag", "merge_tags", "delete_tag"),
    *("rename_agent", "delete_call", "restore_call", "erase"),
)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[list[Workspace]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                Workspace.open(tmp_path / name, name=name, keys=KeyStore(tmp_path / f"{name} keys"))
            )
            for name in ("a", "b")
        ]


@pytest.mark.parametrize(
    ("seed", "ways"),
    [(3, {}), (8, {"_READ_INDEX": 0.0}), (21, {"_LOOK_NEXT": -1.0, "_LOOK_FAR": -1.0})],
)
def test_what_is_found_is_what_is_written_now(
    both: list[Workspace], seed: int, ways: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a sample of the texts advises, by the index of letters, and call by call."""
    for name, value in ways.items():
        monkeypatch.setattr(word_sample, name, value)
    desk = Desk(both, Random(seed))
    desk.begin()
    desk.hand_over()
    answered = 0
    for _round in range(ROUNDS):
        for _act in range(ACTS):
            desk.act()
        desk.hand_over()
        answered += desk.check()
    wanted = {*ACT_KINDS, "undo"}
    assert wanted - set(desk.done) == set(), "every act came about"
    assert answered > ROUNDS * QUESTIONS // 2
