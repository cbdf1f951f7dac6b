"""Papers of the training, saved where the person says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.reports.model import Report
from qa_desktop.services.reporting import own_forms, write_report
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk


def write_paper(desk: Desk, report: Report, out: Path, told: Callable[[str], None]) -> None:
    """Off the main thread; ``told`` is called with the words for the toast."""
    language = i18n.catalogue_language()
    forms = own_forms(desk.folder)
    desk.work(
        lambda _tell, cancelled: write_report(
            report, out, language, forms=forms, cancelled=cancelled
        ),
        lambda _rows: told(translate("Training", "Saved: {file}").format(file=out.name)),
    )
