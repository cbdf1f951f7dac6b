"""The whole call as one strip: where its part lies, what is marked, what the mouse is over."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QToolTip, QWidget

from qa_desktop.audio.peaks import Peaks
from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.durations import format_duration
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.library.sound import LibrarySound
from qa_desktop.ui.timeline.waves import FULL_SCALE, gain_of

_PITCH: Final = 3
_NEAR_PX: Final = 6
_SKIP_MS: Final = 5_000


class WaveStrip(QAbstractSlider):
    """A click plays from there; arrows skip, Space plays and pauses. Its value is the second that
    is heard."""

    seek_wanted = Signal(int)

    def __init__(self, sound: LibrarySound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library_wave")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sound = sound
        self._over: int | None = None
        """Milliseconds under the mouse."""
        sound.changed.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        return QSize(320, 72)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 72)

    def _on_changed(self) -> None:
        peaks = self._sound.peaks
        self.setRange(0, peaks.duration_ms // 1000 if peaks is not None else 0)
        self.setValue(self._sound.position_ms // 1000)
        self.setAccessibleName(self._spoken())
        self.update()

    def _spoken(self) -> str:
        peaks = self._sound.peaks
        if peaks is None:
            return translate("Library", "Waveform")
        words = translate("Library", "Waveform: {at} of {whole}, {count} comments")
        return words.format(
            at=format_duration(self._sound.position_ms),
            whole=format_duration(peaks.duration_ms),
            count=len(self._sound.marks),
        )

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, peaks = theme.current(), self._sound.peaks
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.color("overview"))
        self._paint_focus(painter)
        if peaks is None or peaks.duration_ms <= 0:
            painter.setPen(colors.color("muted"))
            row = self._sound.row
            if row is not None and row.call.recording is None:
                words = translate("Library", "No recording")
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        self._paint_span(painter)
        for channel in range(min(peaks.channels, 2)):
            self._paint_channel(painter, peaks, channel)
        self._paint_marks(painter)
        self._line(painter, self._sound.position_ms, colors.color("playhead"))
        if self._over is not None:
            self._line(painter, self._over, colors.color("muted"))
        self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        """Also while there is no sound to be seen yet."""
        if self.hasFocus():
            painter.setPen(theme.current().color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_span(self, painter: QPainter) -> None:
        row = self._sound.row
        if row is not None and row.entry is not None and row.entry.span is not None:
            left, right = map(self._x, row.entry.span)
            kind = "weakness_soft" if row.entry.shelf == "bad" else "strength_soft"
            band = QRectF(left, 0, max(right - left, 2), self.height())
            painter.fillRect(band, theme.current().color(kind))

    def _paint_channel(self, painter: QPainter, peaks: Peaks, channel: int) -> None:
        count = max(self.width() // _PITCH, 1)
        low, high, _ = peaks.columns(channel, 0, peaks.duration_ms, count)
        height = self.height() / min(peaks.channels, 2)
        middle = height * (channel + 0.5)
        scale = gain_of(peaks) * (height / 2 - 4) / FULL_SCALE
        colors = theme.current()
        pen = colors.color("wave_agent" if channel == 0 else "wave_customer")
        painter.setPen(pen)
        up = np.minimum(high * scale, height / 2)
        down = np.minimum(-low.astype(np.int32) * scale, height / 2)
        lines = [
            QLineF(x * _PITCH + 1, middle - float(up[x]), x * _PITCH + 1, middle + float(down[x]))
            for x in range(count)
        ]
        painter.drawLines(lines)

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colors = theme.current()
        for mark in self._sound.marks:
            known = mark.kind if mark.kind in ("strength", "weakness", "question") else "note"
            painter.setBrush(colors.color(known))
            painter.drawEllipse(QPointF(self._x(mark.at_ms), 5), 4, 4)

    def _line(self, painter: QPainter, ms: int, color: QColor) -> None:
        painter.fillRect(QRectF(round(self._x(ms)), 0, 1.5, self.height()), color)

    def _x(self, ms: int) -> float:
        whole = self._sound.peaks.duration_ms if self._sound.peaks is not None else 0
        return self.width() * ms / whole if whole else 0.0

    # -- mouse and keys

    def _ms(self, x: float) -> int:
        whole = self._sound.peaks.duration_ms if self._sound.peaks is not None else 0
        return int(min(max(x / max(self.width(), 1), 0.0), 1.0) * whole)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The second, and what was marked near it."""
        if self._sound.peaks is None:
            return
        x = event.position().x()
        self._over = self._ms(x)
        near = [mark for mark in self._sound.marks if abs(self._x(mark.at_ms) - x) <= _NEAR_PX]
        QToolTip.showText(event.globalPosition().toPoint(), self._tip(near), self)
        self.update()

    def _tip(self, near: list[Annotation]) -> str:
        words = [format_duration(self._over or 0)]
        words += [" ".join(mark.text.split()) for mark in near if mark.text]
        return "\n".join(words).replace("<", "‹")  # never markup

    def leaveEvent(self, event: QEvent) -> None:
        self._over = None
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._sound.peaks is not None:
            self.seek_wanted.emit(self._ms(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self._sound.skip(-_SKIP_MS)
        elif event.key() == Qt.Key.Key_Right:
            self._sound.skip(_SKIP_MS)
        else:
            event.ignore()
