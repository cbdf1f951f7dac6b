"""``scorecard``: versions of a workspace listed, compared, published, tried out; files of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from qa_desktop.cli.scorecard_publishing import publish_card, retire_card, teams_named
from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.cli.watched import tell, until_nobody_listens
from qa_desktop.cli.what_if_lines import report_lines
from qa_desktop.cli.wrong_usage import WrongUsageError, WrongValueError
from qa_desktop.domain.scorecard_use import FIRST_DAY
from qa_desktop.domain.scoring import (
    NOT_APPLICABLE,
    Choice,
    Deduct,
    Item,
    Scale,
    ScorecardVersion,
)
from qa_desktop.domain.scoring.called import differences_told
from qa_desktop.domain.scoring.reading import exact_number
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.domain.weight_proposal import ProposedWeight
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import WITHIN, called
from qa_desktop.exchange.scorecard_columns import ITEM_HEADINGS
from qa_desktop.services.scorecard_editing import (
    SavedDraft,
    find_card_drafts,
    find_draft_named,
    get_draft_named,
    problems_by_name,
    whole_card,
)
from qa_desktop.services.scorecard_files import (
    draft_of_file,
    export_card,
    keep_read_card,
    plan_of_sheet,
    read_card_file,
    read_whole_card,
    whole_version,
)
from qa_desktop.services.scorecard_list import list_cards, list_versions
from qa_desktop.services.weight_proposals import accept, propose
from qa_desktop.services.what_if import WhatIfRequest, what_if
from qa_desktop.services.what_if_child import as_document, report_of
from qa_desktop.store.fault_catalogue import fault_names, find_faults, shipped_faults
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import find_version, get_version
from qa_desktop.texts import text

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path)


@contextmanager
def reading(session: Session) -> Iterator[Database | None]:
    """The workspace's database; None where there is no workspace: then what is shipped is all."""
    try:
        reader = session.open_reader()
    except UserFacingError as error:
        if error.id != "workspace.missing":
            raise
        yield None
        return
    with reader:
        yield reader.db


@click.command("list", cls=Command)
@click.option("--drafts", "only_drafts", is_flag=True, help="The drafts instead, with their ids.")
@pass_session
def list_scorecards(session: Session, only_drafts: bool) -> None:
    """The scorecards there are, each with the version in force today."""
    if only_drafts:
        with session.open_reader() as reader:
            _list_drafts(session, find_card_drafts(reader.db))
        return
    with reading(session) as db:
        rows = list_cards(db) if db is not None else []
        drafts = {row.code: len(row.drafts) for row in rows}
        uses = {row.code: row.uses for row in rows}
        in_use = {row.code: row.in_use for row in rows}
        cards = [row.version for row in rows] if db is not None else built_in_templates()
    shipped = {card.id for card in built_in_templates()}
    found = [
        {
            "id": card.id,
            "code": card.code,
            "name": card.name.render(session.language),
            "items": len(card.items),
            "built_in": card.id in shipped,
            "in_use": in_use.get(card.code, True),
            "evaluations": uses.get(card.code, 0),
            "drafts": drafts.get(card.code, 0),
        }
        for card in cards
    ]
    session.answer(found, (_card_line(session, card) for card in found))


def _card_line(session: Session, card: dict[str, Any]) -> str:
    """``inbound-service  呼入服务  13 个评分项  1 份草稿``"""
    parts = [card["code"], card["name"]]
    parts.append(session.say(text("scorecard.items_count", count=card["items"])))
    if not card.get("in_use", True):
        parts.append(session.say(text("scorecard.out_of_use")))
    if card.get("drafts"):
        parts.append(session.say(text("scorecard.drafts_count", count=card["drafts"])))
    return "  ".join(parts)


def _list_drafts(session: Session, drafts: list[SavedDraft]) -> None:
    found: list[dict[str, Any]] = []
    for each in drafts:
        name = each.draft.get("name", "")
        found.append(
            {
                "id": each.id,
                "code": str(each.draft.get("id", "")),
                "name": str(name.get(session.language, "") if isinstance(name, dict) else name),
                "based_on": each.based_on,
                "items": len(list(each.draft.items())),
                "changed_at": each.changed_at,
                "problems": [p.message.render(session.language) for p in each.draft.problems],
            }
        )
    lines = (
        f"{each['id']}  {_card_line(session, each)}"
        + (f"  ✗ {len(each['problems'])}" if each["problems"] else "")
        for each in found
    )
    session.answer(found, lines)


@click.command("show", cls=Command)
@click.argument("name", type=WORDS)
@pass_session
def show(session: Session, name: str) -> None:
    """A scorecard by its code, its name, the id of a version or of a draft (or six signs of it),
    and which version of it was in force when."""
    with reading(session) as db:
        draft = find_draft_named(db, name) if db is not None else None
        if draft is not None and draft.draft.version is None:
            _show_unfinished(session, draft)
            return
        version = _named(db, name)
        versions = [] if db is None else _versions(db, version.code)
    lines = [f"{version.name.render(session.language)}  {version.id}"]
    for section in version.sections:
        lines.append(f"{section.id} {section.name.render(session.language)} {section.weight}")
        lines += [
            f"    {item.id} {item.name.render(session.language)} {item.weight or '+'}"
            f"  [{_answers(session, item)}]"
            for item in section.items
        ]
    lines += [_version_line(session, each) for each in versions]
    card = json.loads(version.canonical)
    session.answer({"id": version.id, "card": card, "versions": versions}, lines)


def _show_unfinished(session: Session, saved: SavedDraft) -> None:
    """A draft as it stands, and everything that is wrong with it."""
    draft, told = saved.draft, [session.say(each) for each in problems_by_name(saved.draft)]

    def called(place: dict[str, Any]) -> str:
        name = place.get("name") or ""
        return str(name.get(session.language, "") if isinstance(name, dict) else name)

    lines = [f"{called(draft.source)}  {saved.id}"]
    for section in draft.get("sections") or ():
        lines.append(f"{section.get('id', '')} {called(section)} {section.get('weight', '')}")
        lines += [
            f"    {item.get('id', '')} {called(item)} {item.get('weight', '')}"
            for item in section.get("items") or ()
        ]
    lines += [f"✗ {each}" for each in told]
    document = {"id": saved.id, "card": draft.source, "versions": [], "problems": told}
    session.answer(document, lines)


@click.command("diff", cls=Command)
@click.argument("old", type=WORDS)
@click.argument("new", type=WORDS)
@pass_session
def diff(session: Session, old: str, new: str) -> None:
    """What is different between two versions, in words. Each is the id of a version or of a draft
    (or six signs of it), a code, a name, or a template file."""
    with reading(session) as db:
        before, after, names = _card(db, old), _card(db, new), fault_names(db)
    lines = differences_told(before, after, names)
    told = [line.render(session.language) for line in lines]
    document = {"old": before.id, "new": after.id, "differences": told}
    session.answer(document, told or [session.say(text("scorecard.no_difference"))])


@click.command("whatif", cls=Command)
@click.argument("file", type=_FILE, required=False)
@click.option(
    "--draft", type=WORDS, help="A draft of this workspace, by its id or its card's name."
)
@click.option("--from", "first", type=_DAY, required=True, metavar="DATE")
@click.option("--to", "last", type=_DAY, required=True, metavar="DATE", help="Included.")
@click.option("--card", "cards", type=WORDS, multiple=True, help="Scored with; the draft's own.")
@click.option("--team", type=WORDS, help="Name of the team.")
@click.option("--watched", is_flag=True, hidden=True)
@pass_session
def whatif(
    session: Session, file: Path | None, draft: str | None, first: datetime, last: datetime,
    cards: tuple[str, ...], team: str | None, watched: bool,
) -> None:  # fmt: skip
    """Score the evaluations of a period again with a template FILE or a draft. Writes nothing."""
    if (file is None) == (draft is None):
        raise WrongUsageError(text("cli.file_or_draft"))
    cancelled = until_nobody_listens() if watched else lambda: False
    progress = tell if watched else lambda _done, _all: None
    read = read_whole_card(file) if file is not None else None
    with session.open_reader() as reader:
        db = reader.db
        saved = get_draft_named(db, draft or "") if read is None else draft_of_file(db, read)
        card = whole_card(saved)
        codes = tuple(find_version(each, db).code for each in cards)
        (place,) = teams_named(db, (team,)) if team else (None,)
        request = WhatIfRequest(first.date(), last.date(), codes, place)
        report = report_of(db, what_if(db, card, request, progress, cancelled))
        base = get_version(saved.based_on, db) if saved.based_on else card
        items = {**base.items, **card.items}
    session.answer(as_document(report), report_lines(session, report, items))


@click.command("export", cls=Command)
@click.argument("name", type=WORDS)
@click.argument("out", type=_FILE)
@pass_session
def export(session: Session, name: str, out: Path) -> None:
    """Write a scorecard to OUT: toml or xlsx, by its ending. Importing it gives the same card."""
    with reading(session) as db:
        version = find_version(name, db)
        export_card(version, out, session.language, find_faults(db))
    session.answer({"id": version.id, "file": str(out)}, [str(out)])


@click.command("convert", cls=Command)
@click.argument("file", type=_FILE)
@click.argument("out", type=_FILE)
@pass_session
def convert(session: Session, file: Path, out: Path) -> None:
    """A scorecard FILE as another kind of file, by the endings (toml, xlsx)."""
    read = read_card_file(None, file)
    version = whole_version(read, file)
    known = {fault.code: fault for fault in read.faults}
    export_card(version, out, session.language, {**shipped_faults(), **known})
    session.answer({"id": version.id, "file": str(out)}, [str(out)])


@click.command("import", cls=Command)
@click.argument("file", type=_FILE)
@click.option(
    "--header-row", type=click.IntRange(1, WITHIN), metavar="ROW", help="The row of the headings."
)
@click.option(
    "--column", "columns", type=WORDS, multiple=True, metavar="FIELD=HEADING",
    help="What a column is, by its heading or its letter.",
)  # fmt: skip
@pass_session
def import_card(
    session: Session, file: Path, header_row: int | None, columns: tuple[str, ...]
) -> None:
    """Keep a scorecard FILE (toml, xlsx, csv) as a draft, and say what is wrong with its cells."""
    said = _pairs(columns)
    with session.open_workspace() as workspace:
        plan = plan_of_sheet(file, header_row, said)
        read = read_card_file(workspace.db, file, plan=plan)
        kept = keep_read_card(workspace, read)
    problems, hints = (
        [
            {
                "sheet": each.sheet,
                "row": each.row,
                "heading": each.heading,
                "message": each.message.render(session.language),
                "left_out": each.left_out,
            }
            for each in told
        ]
        for told in (read.problems, read.hints)
    )
    saved, added = kept.saved, kept.faults.added if kept.faults else ()
    items = len(list(saved.draft.items()))
    document = {
        "draft": saved.id,
        "items": items,
        "problems": problems,
        "hints": hints,
        "faults": list(added),
    }
    lines = [session.say(each.text) for each in (*read.problems, *read.hints)]
    if read.plan is not None:
        headings = read.plan.headings
        document |= {"header_row": headings.row, "columns": dict(headings.written)}
        found = tuple(
            f"{called(ITEM_HEADINGS, field)[session.language]}={heading}"
            for field, heading in headings.written.items()
        )
        params = {"row": headings.row, "columns": found, "items": items}
        lines.insert(0, session.say(text("card_sheet.how_read", **params)))
    session.answer(document, [saved.id, *lines])


def _pairs(columns: tuple[str, ...]) -> dict[str, str]:
    said = dict(each.partition("=")[::2] for each in columns)
    if not all(name.strip() and heading.strip() for name, heading in said.items()):
        raise WrongValueError(text("cli.not_a_pair"), hint="--column")
    return {name.strip(): heading.strip() for name, heading in said.items()}


@click.command("propose", cls=Command)
@click.argument("name", type=WORDS)
@click.option("--from", "first", type=_DAY, required=True, metavar="DATE")
@click.option("--to", "last", type=_DAY, required=True, metavar="DATE", help="Included.")
@click.option("--strength", type=WORDS, default="1", show_default=True, help="k, from 0 on.")
@click.option("--accept", "accepted", is_flag=True, help="Keep all of it as a draft.")
@pass_session
def propose_weights(
    session: Session, name: str, first: datetime, last: datetime, strength: str, accepted: bool
) -> None:
    """Weights that follow what was lost in a period: more for common faults."""
    k = exact_number(strength)
    if k is None or not 0 <= k <= 100:
        raise WrongValueError(text("cli.not_in_range", least=0, most=100), hint="--strength")
    draft = None
    if accepted:
        with session.open_workspace() as workspace:
            card = find_version(name, workspace.db)
            found = propose(workspace.db, card.id, first.date(), last.date(), k)
            draft = accept(workspace, found, [each.item for each in found.items]).id
    else:
        with session.open_reader() as reader:
            card = find_version(name, reader.db)
            found = propose(reader.db, card.id, first.date(), last.date(), k)
    items = [_proposed(each, found.faults.get(each.item, ())) for each in found.items]
    document = {"draft": draft, "evaluations": found.evaluations, "items": items}
    names = {each.id: each.name.render(session.language) for each in found.version.items.values()}
    session.answer(document, (_proposed_line(session, names, each) for each in found.items))


def _proposed_line(session: Session, names: Mapping[str, str], each: ProposedWeight) -> str:
    """``开场白  权重 5 → 7.6  失分 3/4（75%，…）  常见差错``"""
    interval, weight = each.interval, decimal_text(each.weight, 9)
    if interval is None or each.rate is None or each.mean is None:
        params = {"item": names[each.item], "weight": weight}
        return session.say(text("scorecard.unmeasured_weight", **params))
    told = session.say(
        text(
            "scorecard.proposed_weight",
            item=names[each.item],
            weight=weight,
            proposed=decimal_text(each.proposed, 9),
            lost=each.losses.lost,
            answered=each.losses.answered,
            rate=decimal_text(100 * each.rate, 1),
            low=decimal_text(100 * interval.low, 1),
            high=decimal_text(100 * interval.high, 1),
            mean=decimal_text(100 * each.mean, 1),
        )
    )
    mark = session.say(text(f"scorecard.proposed_{each.mark}")) if each.mark else ""
    return f"{told}  {mark}".rstrip()


def _proposed(each: ProposedWeight, faults: Sequence[tuple[str, int]]) -> dict[str, Any]:
    interval = each.interval
    return {
        "faults": [{"fault": code, "evaluations": count} for code, count in faults],
        "item": each.item,
        "weight": decimal_text(each.weight, 9),
        "proposed": decimal_text(each.proposed, 9),
        "answered": each.losses.answered,
        "lost": each.losses.lost,
        "interval": [decimal_text(interval.low), decimal_text(interval.high)] if interval else None,
        "mean": decimal_text(each.mean) if each.mean is not None else None,
        "mark": each.mark,
    }


def _card(db: Database | None, name: str) -> ScorecardVersion:
    file = Path(name)
    return read_whole_card(file, db) if file.suffix and file.is_file() else _named(db, name)


def _named(db: Database | None, name: str) -> ScorecardVersion:
    """A version, or a draft as far as it is one."""
    draft = find_draft_named(db, name) if db is not None else None
    return whole_card(draft) if draft is not None else find_version(name, db)


def _versions(db: Database, code: str) -> list[dict[str, Any]]:
    return [
        {
            "id": row.version.id if row.version else None,
            "begins": row.begins,
            "ends": row.ends,
            "in_force": row.in_force,
            "businesses": list(row.publication.businesses) if row.publication else [],
            "teams": list(row.teams),
            "reason": row.reason,
            "by": row.by,
            "evaluations": row.uses,
        }
        for row in list_versions(db, code)
    ]


def _version_line(session: Session, row: dict[str, Any]) -> str:
    version = row["id"][:12] if row["id"] else session.say(text("scorecard.out_of_use"))
    where = " ".join([*row["businesses"], *row["teams"]])
    begins = row["begins"] or session.say(text("scorecard.as_shipped"))
    if begins == FIRST_DAY:
        begins = session.say(text("scorecard.for_all_calls"))
    ends = row["ends"] or session.say(text("scorecard.until_now"))
    return f"{begins} – {ends}  {version}  {where} {row['reason']}".rstrip()


def _answers(session: Session, item: Item) -> str:
    """What an answers file may say for an item, and what that means."""
    kind = item.answer
    if isinstance(kind, Choice):
        answers = " | ".join(
            " ".join(dict.fromkeys((option.id, option.name.render(session.language))))
            for option in kind.options
        )
    elif isinstance(kind, Scale):
        answers = f"{kind.low}…{kind.high}"
    else:
        answers = "0, 1, 2, …" if isinstance(kind, Deduct) else "…"
    return answers if item.na == "forbidden" else f"{answers} | {NOT_APPLICABLE}"


VERSION_COMMANDS = [
    list_scorecards, show, diff, publish_card, retire_card, whatif, export, convert, import_card,
    propose_weights,
]  # fmt: skip
