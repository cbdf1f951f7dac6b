"""The few controls that hearing a slip's seconds takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from qa_desktop.domain.durations import format_duration
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.slips.sound import SlipSound


class PlayStrip(QWidget):
    """Play, the next place, where it is, and whether all was heard."""

    def __init__(
        self, name: str, sound: SlipSound, parent: QWidget | None = None, *, together: bool = False
    ) -> None:
        """``together``: with the agent, from the beginning of the talk."""
        super().__init__(parent)
        self.setObjectName(name)
        self._sound, self._together = sound, together
        self._play = named(f"{name}_play", QPushButton(self))
        self._play.setProperty("role", "primary")
        self._play.setAutoDefault(False)
        self._next = named(f"{name}_next", QPushButton(self))
        self._next.setAutoDefault(False)
        self._play.setIconSize(QSize(16, 16))
        self._time = named(f"{name}_time", QLabel(self))
        self._proof = named(f"{name}_proof", QLabel(self, wordWrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._play, self._next, self._time):
            row.addWidget(part)
        row.addWidget(self._proof, 1)
        self._play.clicked.connect(lambda: sound.toggle())
        self._next.clicked.connect(lambda: sound.play_next_place())
        sound.changed.connect(self._show)
        self.retranslate()

    def set_has_recording(self, has: bool) -> None:
        self.setVisible(has)

    def _show(self) -> None:
        """Once a frame while it plays: only what is another is set, and laid out anew."""
        sound = self._sound
        playing = sound.playing
        words = translate("Slips", "Pause") if playing else translate("Slips", "Listen")
        if self._play.text() != words:
            self._play.setText(words)
            self._play.setIcon(icons.icon("pause" if playing else "play", "on_accent"))
        at, whole = format_duration(sound.position_ms), format_duration(sound.duration_ms)
        self._time.setText(f"{at} / {whole}" if sound.is_ready else "")
        if sound.trouble is not None:
            said, role = sound.trouble.say(i18n.catalogue_language()), "error"
        else:
            said, role = self._proof_words()
        if self._proof.text() != said:
            self._proof.setText(said)
            self._proof.setProperty("role", role)
            self._proof.style().polish(self._proof)

    def _proof_words(self) -> tuple[str, str]:
        if self._together:
            if self._sound.has_proof_together:
                return translate("Slips", "✓ All of it was heard together"), "good"
            return translate("Slips", "Not all of it heard together yet"), "muted"
        if self._sound.has_proof:
            return translate("Slips", "✓ You have heard all of it"), "good"
        return translate("Slips", "Not all of the seconds in question heard yet"), "muted"

    def retranslate(self) -> None:
        self._next.setText(translate("Slips", "Next place"))
        self._play.setToolTip(translate("Slips", "Space"))
        self._next.setToolTip("N")
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._play.setText("")  # its icon has the colour of the theme
            self._show()
        super().changeEvent(event)
