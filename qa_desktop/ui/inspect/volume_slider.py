"""How loud it is, beside how it is heard: a small slider; keys do it as well."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from qa_desktop.ui import icons, keys
from qa_desktop.ui.i18n import translate

STEP: Final = 5
"""Percent."""
_WIDTH: Final = 84
_ICON: Final = 16
_SPACING: Final = 4


class VolumeSlider(QWidget):
    """``slider`` has 0 to 100 percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("volume")
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(4 * STEP)
        self.slider.setFixedWidth(_WIDTH)
        # like the buttons beside it: a click does not take the keys from the timeline
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.valueChanged.connect(lambda _percent: self.retranslate())
        keys.in_force.changed.connect(self.retranslate)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SPACING, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.addWidget(self._picture)
        row.addWidget(self.slider)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        words = translate("SoundBar", "Volume {percent} %").format(percent=self.slider.value())
        self.slider.setAccessibleName(translate("SoundBar", "Volume"))
        found = " ".join(filter(None, (keys.key_of("quieter"), keys.key_of("louder"))))
        for part in (self.slider, self._picture):
            part.setToolTip(f"{words} ({found})" if found else words)
        picture = icons.icon("volume", "muted")
        self._picture.setPixmap(picture.pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(_ICON + _WIDTH + 2 * _SPACING, self.slider.sizeHint().height())
