"""``erase``: a recording, an agent, a customer's number, for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qa_desktop.cli.session import WORDS, Group, Session, pass_session
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa_desktop.services.erasing import ErasurePlan
    from qa_desktop.store.workspace import Workspace


@click.group("erase", cls=Group)
def erasing() -> None:
    """Remove a recording, an agent or a customer's number for ever.

    Without --yes only says what would go. It cannot be undone.
    """


def _options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--replace-backups",
        is_flag=True,
        help="Then make a new backup and remove the older ones in the workspace, which hold it.",
    )(command)
    return click.option("--yes", is_flag=True, help="Do it; it cannot be undone.")(command)


@erasing.command("recording")
@click.argument("recording", type=WORDS)
@_options
@pass_session
def recording(session: Session, recording: str, yes: bool, replace_backups: bool) -> None:
    """The sound of a call, its file names, numbers, comments and texts; the score stays.

    RECORDING is an id, the beginning of one, a serial number or a file name.
    """
    from qa_desktop.services.erasing import plan_recording
    from qa_desktop.store.calls import find_call_named

    def plan(workspace: Workspace) -> ErasurePlan:
        call = find_call_named(workspace.db, workspace.person, recording)
        return plan_recording(workspace, call.id)

    _run(session, plan, recording, yes, replace_backups)


@erasing.command("agent")
@click.argument("number", type=WORDS)
@_options
@pass_session
def agent(session: Session, number: str, yes: bool, replace_backups: bool) -> None:
    """The number and names of an agent, also in file names and comments; calls and scores stay."""
    from qa_desktop.services.erasing import plan_person
    from qa_desktop.store.people import find_agents

    def plan(workspace: Workspace) -> ErasurePlan:
        found = [each.id for each in find_agents(workspace.db) if each.number == number]
        if not found:
            raise UserFacingError("erase.unknown_person")
        return plan_person(workspace, "agent", found[0])

    _run(session, plan, number, yes, replace_backups)


@erasing.command("customer")
@click.argument("number", type=WORDS)
@click.option("--with-recordings", is_flag=True, help="Also the recordings of the calls with it.")
@_options
@pass_session
def customer(
    session: Session, number: str, with_recordings: bool, yes: bool, replace_backups: bool
) -> None:
    """A customer's telephone number wherever it stands."""
    from qa_desktop.services.erasing import plan_customer

    def plan(workspace: Workspace) -> ErasurePlan:
        return plan_customer(workspace, number, with_recordings=with_recordings)

    _run(session, plan, number, yes, replace_backups)


def _run(
    session: Session,
    make: Callable[[Workspace], ErasurePlan],
    name: str,
    yes: bool,
    new_backups: bool,
) -> None:
    from qa_desktop.services.erasing import erase, replace_backups

    with session.open_workspace() as workspace:
        plan = make(workspace)
        if plan.is_empty:
            raise UserFacingError("erase.nothing", name=name)
        if yes:
            erase(workspace, plan)
        if yes and new_backups:
            replace_backups(workspace)
    document: dict[str, Any] = {
        "erased": yes,
        "values": plan.counts,
        "recordings": len(plan.recordings),
        "audio_bytes": plan.audio_bytes,
        "drafts": len(plan.local.drafts),
        "kept": {"calls": plan.kept_calls, "evaluations": plan.kept_evaluations},
    }
    summary = text(
        "cli.erased" if yes else "cli.would_erase",
        values=sum(plan.counts.values()),
        recordings=len(plan.recordings),
        drafts=len(plan.local.drafts),
    )
    session.answer(document, [session.say(summary), *([] if yes else plan.texts)])


COMMANDS = [erasing]
