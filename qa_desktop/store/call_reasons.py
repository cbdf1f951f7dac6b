"""Why a search found a call: which of its texts has the word, and at which second it stands.

Only of calls in sight, whose texts are read as people wrote them; which calls have the words at all
is ``store.call_search``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import TagNames
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.domain.pinyin import initials
from qa_desktop.domain.scoring.model import Name
from qa_desktop.errors import UserFacingError
from qa_desktop.store.calls import CallRow
from qa_desktop.store.evaluations import LOST_POINTS, SHOWN
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.library import find_tags
from qa_desktop.store.scorecards import get_version

ReasonKind = Literal[
    "agent", "team", "skill_group", "serial", "business", "disposition",
    "annotation", "why", "note", "tag", "fault", "item", "order", "file",
]  # fmt: skip


@dataclass(frozen=True)
class OwnText:
    """A text of a call that its row does not show. ``name`` has it in both languages, where it is
    one of ours; ``at_ms`` is the second of the recording that it speaks of."""

    kind: ReasonKind
    text: str
    at_ms: int | None = None
    id: str | None = None
    """Of the annotation or the library entry."""
    name: Name | None = None


@dataclass(frozen=True)
class Reason(OwnText):
    """A text that has a word of the question, customers' numbers masked."""


_WRITTEN: Final = """
SELECT c.n, 'annotation', a.at_ms, p.value, a.at_ms, a.id FROM call c
    JOIN annotation a ON a.call = c.id JOIN personal p ON p.hash = a.text
    WHERE c.n IN (SELECT value FROM json_each(:numbers))
UNION ALL SELECT c.n, CASE WHEN p.hash = l.why THEN 'why' ELSE 'note' END, l.from_ms, p.value,
    l.from_ms, l.id FROM call c JOIN library_entry l ON l.call = c.id
    JOIN personal p ON p.hash IN (l.why, l.note)
    WHERE c.n IN (SELECT value FROM json_each(:numbers))
UNION ALL SELECT c.n, 'tag', l.from_ms, m.tag, l.from_ms, l.id FROM call c
    JOIN library_entry l ON l.call = c.id JOIN entry_tag m ON m.library_entry = l.id
    WHERE c.n IN (SELECT value FROM json_each(:numbers))
UNION ALL SELECT c.n, 'order', 0, p.value, NULL, NULL FROM call c
    JOIN personal p ON p.hash = c.order_number
    WHERE c.n IN (SELECT value FROM json_each(:numbers))
UNION ALL SELECT c.n, 'file', f.created_at, p.value, NULL, NULL FROM call c
    JOIN file_name f ON f.recording = c.recording JOIN personal p ON p.hash = f.name
    WHERE c.n IN (SELECT value FROM json_each(:numbers))
"""
_SCORED: Final = f"""
SELECT c.n, e.scorecard, i.item, {LOST_POINTS}, i.evidence,
    (SELECT json_group_array(fault) FROM evaluation_problem WHERE parent = e.n AND item = i.item
        AND fault <> '') FROM call c JOIN evaluation e ON e.n = ({SHOWN})
    JOIN evaluation_item i ON i.parent = e.n WHERE c.n IN (SELECT value FROM json_each(:numbers))
UNION ALL SELECT c.n, e.scorecard, NULL, NULL, NULL, json_array(p.fault) FROM call c
    JOIN evaluation e ON e.n = ({SHOWN}) JOIN evaluation_problem p ON p.parent = e.n
    WHERE c.n IN (SELECT value FROM json_each(:numbers)) AND p.fault <> ''
"""
_KINDS: Final = {
    kind: place
    for place, kind in enumerate(("annotation", "why", "note", "tag", "fault", "item", "order"))
}
"""What tells most comes first; names of files last."""


def find_own_texts(
    db: Database, person: str, numbers: Sequence[int], tags: TagNames | None = None
) -> dict[int, list[OwnText]]:
    """The texts by which these calls are found that their rows do not show, what tells most
    first, then by time. ``tags``: all of them, where they are known."""
    bound = {"numbers": json.dumps(list(numbers)), "person": person}
    found: dict[int, list[tuple[int, int, OwnText]]] = {}
    for n, kind, place, text, at_ms, id in db.conn.execute(_WRITTEN, bound):
        if kind == "tag":
            tags = tags or find_tags(db)
            if text not in tags.of:
                continue
            text = tags.tags[tags.of[text]].name
        own = OwnText(kind, text, at_ms, id)
        found.setdefault(n, []).append((_KINDS.get(kind, 9), place or 0, own))
    for n, own in _of_scores(db, bound):
        found.setdefault(n, []).append((_KINDS[own.kind], own.at_ms or 0, own))
    return {
        n: [own for _kind, _place, own in sorted(each, key=lambda one: one[:2])]
        for n, each in found.items()
    }


def _of_scores(db: Database, bound: Mapping[str, Any]) -> list[tuple[int, OwnText]]:
    """Faults and lost items by their names, at the first annotation that proves them."""
    rows = db.conn.execute(_SCORED, bound).fetchall()
    if not rows:
        return []
    faults, evidence = fault_names(db), _moments(db, [row[4] for row in rows])
    found: dict[tuple[int, str, str], OwnText] = {}
    for n, card, item, lost, proofs, codes in rows:
        at = evidence.get(proofs)
        for code in json.loads(codes or "[]"):
            if code in faults:
                name = faults[code]
                found.setdefault((n, "fault", code), OwnText("fault", name.zh, at, name=name))
        known = _item_name(db, card, item) if item and lost else None
        if known is not None:
            found.setdefault((n, "item", item), OwnText("item", known.zh, at, name=known))
    return [(n, own) for (n, _kind, _code), own in found.items()]


def _item_name(db: Database, card: str | None, item: str) -> Name | None:
    try:
        known = get_version(card or "", db).items.get(item)
    except UserFacingError:  # its publication has not arrived
        return None
    return known.name if known is not None else None


def _moments(db: Database, proofs: Sequence[str | None]) -> dict[str | None, int]:
    """The first moment of each JSON list of annotations."""
    lists = {text: _ids(text) for text in proofs if text and text != "[]"}
    every = [id for ids in lists.values() for id in ids]
    sql = "SELECT id, at_ms FROM annotation WHERE id IN (SELECT value FROM json_each(?))"
    times = dict(db.conn.execute(sql, [json.dumps(every)])) if every else {}
    found: dict[str | None, int] = {}
    for text, ids in lists.items():
        moments = [times[id] for id in ids if times.get(id) is not None]
        if moments:
            found[text] = min(moments)
    return found


def _ids(text: str) -> list[str]:
    """Anybody may have signed something else than a list of ids."""
    ids = json.loads(text)
    return [id for id in ids if isinstance(id, str)] if isinstance(ids, list) else []


def reasons_of(row: CallRow, own: Sequence[OwnText], words: Sequence[str]) -> tuple[Reason, ...]:
    """For each of the folded words the text that has it and tells most; of words in the same text
    one reason. A word that the row's own cells show has its reason last."""
    texts = [*own, *_shown(row)]
    folded = [folded_words(each) for each in texts]
    found: dict[int, None] = {}
    for word in words:
        place = next((at for at, each in enumerate(folded) if word in each), None)
        if place is not None:
            found[place] = None
    number = row.customer_number
    return tuple(
        Reason(each.kind, mask_in_text(each.text, number), each.at_ms, each.id, each.name)
        for each in (texts[place] for place in sorted(found))
    )


def folded_words(text: OwnText) -> str:
    """What words are looked for in."""
    if text.name is not None:
        return f"{fold(text.name.zh)}\n{fold(text.name.en)}"
    if text.kind == "agent":
        return "\n".join((fold(text.text), *map(fold, initials(text.text))))
    return fold(text.text)


def _shown(row: CallRow) -> list[OwnText]:
    texts: list[tuple[ReasonKind, str | None]] = [
        ("agent", row.agent_number), ("agent", row.agent_name), ("team", row.team),
        ("serial", row.serial), ("business", row.business), ("disposition", row.disposition),
        ("skill_group", row.skill_group),
    ]  # fmt: skip
    return [OwnText(kind, text) for kind, text in texts if text]
