"""Join a team: look whose bundle it is, compare the fingerprint, then trust and merge it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.services.merge_child import join_in_child, look_at_team_in_child
from qa_desktop.services.team_joining import TeamOffer
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from qa_desktop.ui.identity.team_dialog import PathField, TeamDialog
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk, Job

SUFFIX = ".qab"


class JoinDialog(TeamDialog):
    """Cancelling at any point changes nothing."""

    def __init__(self, desk: Desk, parent: QWidget, file: Path | None = None) -> None:
        super().__init__("join", translate("Team", "Join a team"), desk, parent)
        self._offer: TeamOffer | None = None
        self._job: Job | None = None
        hint = translate(
            "Team",
            "Ask whoever keeps the team for a bundle. Everything that you have done stays yours "
            "and is not rewritten.",
        )
        label = translate("Team", "Bundle of the team")
        self._file = PathField("join_file", label, SUFFIX, saves=False, start=str(file or ""))
        self._name = named("join_team", QLabel(self))
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("role", "title")
        self._people = named("join_people", self.words("", "muted"))
        self._words = FingerprintView("join_fingerprint", self)
        same = translate(
            "Team", "The keeper of the team read these words to me: all fifteen are the same"
        )
        self._compared = named("join_compared", QCheckBox(same, self))
        self._hides = named(
            "join_hides", QCheckBox(translate("Team", "Join all the same, and hide them"), self)
        )
        self._bar = named("join_progress", QProgressBar(self))
        self._bar.setTextVisible(False)
        self._bar.setMaximum(0)
        self._shown = (self._name, self._people, self._words, self._compared)
        for part in (self.words(hint, "muted"), self._file, *self._shown, self._hides, self._bar):
            self.body.addWidget(part)
        for part in (*self._shown, self._hides, self._bar):
            part.hide()
        self._file.changed.connect(self._look)
        self._compared.toggled.connect(self._show_ready)
        self._hides.toggled.connect(self._show_ready)
        self.finish(translate("Team", "Join"), self._join)
        self._show_ready()
        self._file.setFocus()
        if file is not None:
            self._look()

    def reject(self) -> None:
        """While it works, Cancel gives that up first."""
        self._give_up()
        super().reject()

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._bar.hide()

    def _look(self) -> None:
        self._give_up()  # another file is meant now
        self._offer = None
        self._compared.setChecked(False)
        self._hides.hide()
        for part in self._shown:
            part.hide()
        file = self._file.path
        if file is not None:  # a share that does not answer must not hold up the window
            self._job = self._desk.work(
                lambda *_: file.is_file(), partial(self._on_found, file), self.refuse
            )
        self._show_ready()

    def _on_found(self, file: Path, is_there: bool) -> None:
        """While its name is typed, it is not."""
        self._job = None
        if is_there:
            self._run(partial(look_at_team_in_child, file=file), self._show_offer)
        self._show_ready()

    def _show_offer(self, offer: TeamOffer) -> None:
        self._offer = offer
        self._name.setText(offer.name)
        people = translate("Team", "{count} people are in its roster.").format(count=offer.people)
        if not offer.has_me:
            not_yet = translate(
                "Team",
                "You are not in it yet: give your card to whoever keeps the team, and join with "
                "the bundle that you get then.",
            )
            people = f"{people}\n{not_yet}"
        self._people.setText(people)
        self._words.set_fingerprint(offer.fingerprint)
        for part in self._shown:
            part.show()
        self.fit()
        self._show_ready()
        self._compared.setFocus()

    def _join(self) -> None:
        file, offer = self._file.path, self._offer
        if file is None or offer is None:
            return
        work = partial(
            join_in_child,
            file=file,
            trust=offer.fingerprint,
            accept_hides=self._hides.isChecked() and not self._hides.isHidden(),
        )
        self._run(work, lambda _merge: self.accept())

    def _run(self, work: Callable[..., object], then: Callable[..., None]) -> None:
        """In a process of its own, waited for on the pool, so that it can be given up."""
        self._give_up()
        self.message.hide()
        self.ok.setEnabled(False)
        self._bar.show()
        desk = self._desk

        def done(result: object) -> None:
            self._job = None
            self._bar.hide()
            then(result)

        def run(_tell: object, stop: Callable[[], bool]) -> object:
            return work(desk.folder, desk.write_and_wait, cancelled=stop)

        self._job = desk.work(run, done, self.refuse)

    def refuse(self, error: UserFacingError) -> None:
        self._job = None
        self._bar.hide()
        super().refuse(error)
        if error.id == "trust_group.join_hides":
            self._hides.show()
            self._hides.setChecked(False)
        self.fit()
        self._show_ready()

    def _show_ready(self) -> None:
        is_sure = self._hides.isHidden() or self._hides.isChecked()
        ready = self._offer is not None and self._compared.isChecked() and is_sure
        self.ok.setEnabled(ready and self._job is None)
