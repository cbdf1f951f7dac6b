"""The catalogue of faults as files, by the ending: toml, or a spreadsheet with a row for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.scoring import TemplateError
from qa_desktop.domain.scoring.fault_catalogue import Fault, catalogue_to_toml, load_faults
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.exchange.fault_sheet import read_fault_sheet, write_fault_sheet
from qa_desktop.services.scorecards import read_text
from qa_desktop.store.durable import durable_file
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.texts import Language, Text, text

_SHARED: Final = 0o644


@dataclass(frozen=True)
class ReadFaults:
    """``rejected``: why rows of a spreadsheet were not taken, each with its number."""

    faults: tuple[Fault, ...]
    rejected: tuple[Text, ...] = ()


def read_fault_file(path: Path, cancelled: Callable[[], bool] = lambda: False) -> ReadFaults:
    """Raises ``UserFacingError``; a toml file is read whole or not at all."""
    if path.suffix.lower() == ".toml":
        try:
            return ReadFaults(load_faults(read_text(path), path.name))
        except TemplateError as error:
            told = error.problems
            raise UserFacingError(
                "fault.file_refused", file=path.name, count=len(told), first=told[0].text
            ) from error
    found = read_fault_sheet(path, cancelled=cancelled)
    rejected = [text("fault.row", row=each["row"], why=each["why"]) for each in found.rejected]
    if not found.rows and not rejected:
        raise UserFacingError("fault.empty_file", file=path.name)
    return ReadFaults(tuple(found.rows), tuple(rejected))


def export_faults(db: Database | None, out: Path, language: Language) -> int:
    """The whole catalogue, retired ones too; how many. Raises ``UserFacingError``."""
    faults = list(find_faults(db).values())
    if out.suffix.lower() == ".xlsx":
        write_fault_sheet(out, faults, language)
    elif out.suffix.lower() != ".toml":
        raise UserFacingError("card_sheet.bad_ending", file=out.name)
    else:
        try:
            with durable_file(out, elsewhere=True) as stream:
                stream.write(catalogue_to_toml(faults).encode())
        except OSError as error:
            why = reason_of(error)
            raise UserFacingError("card_sheet.not_written", file=out.name, why=why) from error
    out.chmod(_SHARED)
    return len(faults)
