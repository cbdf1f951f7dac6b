"""How the call is heard: speed, channel, silence, loop, volume; each with its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.key_hint import KeyButton
from qa_desktop.ui.inspect.manner import Manner, saved_words, speed_words
from qa_desktop.ui.inspect.volume_slider import VolumeSlider

_SPACING = 4
_TOGGLES = ("change_side", "skip_silence", "loop_region")


class SoundBar(QWidget):
    """Shows a ``Manner`` and asks for acts; it changes nothing itself."""

    act_triggered = Signal(str)
    volume_chosen = Signal(int)
    """Percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sound_bar")
        self._manner = Manner()
        self._channels = 2
        names = ("slower", "preset_speed", "faster", *_TOGGLES)
        self._buttons = {id: self._button(id) for id in names}
        for id in ("preset_speed", *_TOGGLES):
            self._buttons[id].setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self._volume = VolumeSlider(self)
        self._volume.slider.valueChanged.connect(self.volume_chosen)
        row.addWidget(self._volume)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_manner(self, manner: Manner) -> None:
        if manner != self._manner:
            self._manner = manner
            self._show()

    def set_channels(self, channels: int) -> None:
        """There is nothing to choose in a recording of one."""
        self._channels = channels
        self._show()

    @property
    def shows_volume(self) -> bool:
        """Whether there is room for it."""
        return not self._volume.isHidden()

    def set_volume(self, percent: int) -> None:
        self._volume.slider.setValue(percent)

    def retranslate(self) -> None:
        self.setAccessibleName(translate("SoundBar", "How it is heard"))
        for button in self._buttons.values():
            button.key.retranslate()
        self._show()

    def _button(self, id: str) -> KeyButton:
        button = KeyButton(id, "flat", self)
        button.setObjectName(f"{id}_button")
        button.clicked.connect(lambda: self._ask(id))
        return button

    def _ask(self, id: str) -> None:
        self._show()  # what is on stays on until the player has done it
        self.act_triggered.emit(id)

    def _show(self) -> None:
        manner = self._manner
        silence = translate("SoundBar", "Skip silence")
        if manner.skips_silence and manner.saved_ms:
            silence = f"{silence} · {saved_words(manner.saved_ms)}"
        words = {
            "slower": "−",
            "preset_speed": speed_words(manner.rate_percent),
            "faster": "+",
            "change_side": {
                "both": translate("SoundBar", "Both"),
                "agent": translate("SoundBar", "Agent only"),
                "customer": translate("SoundBar", "Customer only"),
            }[manner.side],
            "skip_silence": silence,
            "loop_region": translate("SoundBar", "Repeat"),
        }
        spoken = {
            "slower": translate("SoundBar", "Slower"),
            "faster": translate("SoundBar", "Faster"),
            "preset_speed": translate("SoundBar", "Speed {speed}").format(
                speed=words["preset_speed"]
            ),
        }
        for id, button in self._buttons.items():
            button.set_words(words[id])
            if id in spoken:
                button.set_spoken(spoken[id])
        self._buttons["preset_speed"].setChecked(manner.rate_percent != 100)
        self._buttons["change_side"].setChecked(manner.side != "both")
        self._buttons["change_side"].setVisible(self._channels > 1)
        self._buttons["skip_silence"].setChecked(manner.skips_silence)
        self._buttons["loop_region"].setChecked(manner.loop is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(tight=True), self._buttons["slower"].sizeHint().height())

    def _fit(self) -> None:
        """The slider goes last of all but the words: keys and Settings have it too."""
        volume = self._volume.sizeHint().width() + _SPACING
        tight = self._needed(tight=False) + volume > self.width()
        for button in self._buttons.values():
            button.set_tight(tight)
        self._volume.setVisible(self._needed(tight=tight) + volume <= self.width())

    def _needed(self, *, tight: bool) -> int:
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        widths = [button.width_with(words=True, tight=tight) for button in shown]
        return sum(widths) + _SPACING * (len(widths) - 1)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)
