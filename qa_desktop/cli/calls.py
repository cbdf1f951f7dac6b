"""``recordings``, ``annotate``, ``evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qa_desktop.cli.output import table
from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.domain.annotations import COMPETENCIES, KINDS
from qa_desktop.domain.evaluation import METHODS, ROLES
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.exchange.annotation_file import read_annotations
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.evaluating import EvaluationForm, Submitted, submit_evaluation
from qa_desktop.services.scorecards import read_answers, score_document
from qa_desktop.store.calls import CallRow, find_call_named, find_calls
from qa_desktop.store.scorecards import version_named_for
from qa_desktop.texts import text

_FILE = click.Path(path_type=Path)


@click.command("recordings", cls=Command)
@click.option(
    "--filter", "words", type=WORDS, default="", help="In agent, team, serial, file or business."
)
@click.option("--limit", type=click.IntRange(min=1), default=100_000, show_default=True)
@pass_session
def recordings(session: Session, words: str, limit: int) -> None:
    """List the calls and their recordings."""
    with session.open_reader() as reader:
        found = find_calls(reader.db, reader.person, text=words, limit=limit)
    rows = [_row(call) for call in found]
    names = [mask_in_text(call.file_name or "", call.customer_number) for call in found]
    cells = [[*row.values(), name] for row, name in zip(rows, names, strict=True)]
    lines = [[value if value is not None else "" for value in line] for line in cells]
    headings = session.say(text("cli.recordings_headings")).split("|")
    session.answer(rows, table(lines, headings) if rows else [session.say(_nothing())])


def _nothing() -> Any:
    return text("cli.no_recordings")


def _row(call: CallRow) -> dict[str, Any]:
    return {
        "id": call.id,
        "serial": mask_in_text(call.serial, call.customer_number) if call.serial else None,
        "agent": call.agent_number,
        "started": call.started,
        "seconds": call.duration_ms / 1000 if call.duration_ms is not None else None,
        "channels": call.channels,
        "codec": call.codec,
        "status": call.status,
    }


@click.command("annotate", cls=Command)
@click.argument("recording", type=WORDS)
@click.option("--at", "at_ms", type=int, required=True, metavar="MS")
@click.option("--to", "to_ms", type=int, metavar="MS", help="The end of a region.")
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--text", "words", type=WORDS, required=True)
@click.option("--item", type=WORDS, help="Id of the scorecard item that it speaks about.")
@click.option("--competency", type=click.Choice(COMPETENCIES))
@click.option("--discussion-stop", is_flag=True, help="Stop here when it is presented.")
@pass_session
def annotate(
    session: Session, recording: str, at_ms: int, to_ms: int | None, kind: str, words: str,
    item: str | None, competency: str | None, discussion_stop: bool,
) -> None:  # fmt: skip
    """Mark a moment or a region of a call.

    RECORDING is an id, the beginning of one, a serial number or a file name.
    """
    with session.open_workspace() as workspace:
        call = find_call_named(workspace.db, workspace.person, recording)
        changes = add_annotation(
            workspace, call.id, at_ms=at_ms, to_ms=to_ms, kind=kind, text=words, item=item,
            competency=competency, discussion_stop=discussion_stop, uses_draft=False,
        )  # fmt: skip
    session.answer({"annotation": changes.ids[0]}, [changes.ids[0]])


@click.command("evaluate", cls=Command)
@click.argument("recording", type=WORDS)
@click.option(
    "--scorecard", type=WORDS, required=True, metavar="NAME", help="Code, name or version id."
)
@click.option("--answers", type=_FILE, required=True)
@click.option("--annotations", type=_FILE, help="To be made in the same step.")
@click.option("--method", type=click.Choice(METHODS), default="spot_check", show_default=True)
@click.option("--role", type=click.Choice(ROLES), default="inspector", show_default=True)
@pass_session
def evaluate(
    session: Session, recording: str, scorecard: str, answers: Path, annotations: Path | None,
    method: str, role: str,
) -> None:  # fmt: skip
    """Submit an evaluation of a call.

    RECORDING is an id, the beginning of one, a serial number or a file name. All is written or,
    when it is refused, nothing.
    """
    given = dict(read_answers(answers))
    marks = read_annotations(annotations) if annotations else []
    with session.open_workspace() as workspace:
        call = find_call_named(workspace.db, workspace.person, recording)
        version = version_named_for(scorecard, workspace.db, call)
        form = EvaluationForm(call.id, version.id, given, method=method, role=role)
        with workspace.transaction():
            for mark in marks:
                add_annotation(workspace, call.id, **mark)
            submitted = submit_evaluation(workspace, form)
    scored = score_document(version, submitted.result, session.language)
    session.answer(
        {"evaluation": submitted.evaluation, **scored}, _lines(submitted, scored["explain"])
    )


def _lines(submitted: Submitted, explained: list[str]) -> list[str]:
    return [submitted.evaluation, *explained]


COMMANDS = [recordings, annotate, evaluate]
