"""The timeline as a widget: plain data in, signals out; it plays nothing and stores nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.domain.annotations import Annotation
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline import painters, spoken
from qa_desktop.ui.timeline.canvas import Canvas
from qa_desktop.ui.timeline.composing import Shown, compose
from qa_desktop.ui.timeline.drag_painter import paint_dragged
from qa_desktop.ui.timeline.dragging import Grip
from qa_desktop.ui.timeline.face import Face
from qa_desktop.ui.timeline.flag_painter import flag_rect
from qa_desktop.ui.timeline.flags import Flag
from qa_desktop.ui.timeline.geometry import Geometry
from qa_desktop.ui.timeline.gripping import flag_at, grip_at
from qa_desktop.ui.timeline.keyboard import Keyboard
from qa_desktop.ui.timeline.looking import LookingWidget
from qa_desktop.ui.timeline.moving import Moving
from qa_desktop.ui.timeline.pointer import Pointer
from qa_desktop.ui.timeline.scene import Hearing, Scene
from qa_desktop.ui.timeline.sound_bands import band_at, band_words
from qa_desktop.ui.timeline.source import PeakSource, SampleSource
from qa_desktop.ui.timeline.strips import strips
from qa_desktop.ui.timeline.track import AnnotationTrack
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import gain_of

_STOPWATCH_STEP_MS = 60_000
_STOPWATCH_ROOM_MS = 15_000
_POINTS = -1.5
"""Of the words, off the normal size."""
_JUMP_MS = 1_000
"""A step of the playhead that is not playing on."""


class TimelineWidget(LookingWidget):
    """Waveform, annotations and playhead of one call.

    Without a source it is a stopwatch: the ruler grows with :meth:`set_position`, nothing can
    be sought. Times are integer milliseconds.
    """

    seek_requested = Signal(int)
    annotation_selected = Signal(str)
    annotation_activated = Signal(str)
    """The person wants to edit this one: Enter, or a double click on its flag."""
    annotation_moved = Signal(str, int, object)
    """Dragged: its id, begin and end (None for a moment)."""
    act_triggered = Signal(str)
    """A timeline key whose act belongs to the screen (see ``ui.keys``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Viewport.first(_STOPWATCH_STEP_MS, 1), parent)
        self.setObjectName("timeline")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Letter keys must work while a Chinese input method is on
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)
        self._source: PeakSource | None = None
        self._samples: SampleSource | None = None
        self._track = AnnotationTrack()
        self._selected: str | None = None
        self._open_region_ms: int | None = None
        self._moving = Moving()
        self._hearing = Hearing()
        self._gain = 1.0
        self._pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self._canvas = Canvas()
        self._face = Face.of(theme.ui_font(_POINTS))
        self._scene: Scene | None = None
        self.retranslate()

    # -- what is shown

    def set_source(self, source: PeakSource | None) -> None:
        """Another recording, or None for work without one; the view begins at its start."""
        self._source = source
        self._samples = None
        self._hearing = Hearing()
        self._position_ms = 0
        self._open_region_ms = None
        self._set_follows(True)
        self._view = Viewport.first(self._duration_needed(), self.width())
        self.refresh_source()

    def set_samples(self, samples: SampleSource | None) -> None:
        """The sound behind the source, drawn where one looks closer than its peaks."""
        self._samples = samples
        self._canvas.forget_sound()
        self._invalidate()

    def refresh_source(self) -> None:
        """The source has more peaks than before (``ready_ms`` grew): draw them."""
        self._gain = 1.0 if self._source is None else gain_of(self._source)
        self._canvas.forget_sound()
        self._invalidate()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._track = AnnotationTrack(annotations)
        moved = self._moving.moved
        if moved is not None and self._track.get(moved.annotation.id) is None:
            self._pointer.give_up()
        self._view = self._view.lasting(self._duration_needed())
        self._invalidate(overview=True)
        spoken.announce(self)

    def set_selected(self, id: str | None) -> None:
        """Show this annotation as the current one and bring it into view; emits nothing."""
        self._selected = id
        chosen = self._track.get(id)
        if chosen is not None:
            self._view = self._view.following(chosen.at_ms)
        self._invalidate()
        if chosen is not None:
            spoken.announce(self)

    @property
    def selected(self) -> str | None:
        return self._selected

    def set_hearing(self, hearing: Hearing) -> None:
        """What was found in the sound, and how it is heard now."""
        if hearing != self._hearing:
            self._hearing = hearing
            self._invalidate()

    @property
    def hearing(self) -> Hearing:
        return self._hearing

    def set_open_region(self, start_ms: int | None) -> None:
        """A region has begun here and its end is awaited; None: it was ended or given up."""
        self._open_region_ms = start_ms
        self.update()

    def set_position(self, ms: int) -> None:
        """Move the playhead; repaints two strips unless the view has to turn the page."""
        before, self._position_ms = self._position_ms, ms
        if self._source is None:
            self._set_view(self._view.lasting(self._duration_needed()))
        if self._follows:
            self._set_view(self._view.following(ms))
        else:  # free until the playhead has come to what is looked at
            self._set_follows(self._view.shows(ms))
        grows = self._open_region_ms is not None
        for strip in strips(self._view, self.size(), before, ms, whole_way=grows):
            self.update(strip)
        if not 0 <= ms - before < _JUMP_MS:
            spoken.announce(self)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self._frame()
        painter = QPainter(self)
        painter.drawImage(0, 0, self._canvas.still(scene, self.size(), self._track))
        painters.paint_open_region(painter, scene)
        painters.paint_playhead(painter, scene)
        if self._moving.moved is not None:
            paint_dragged(painter, scene, self._moving.moved)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(820, 420)

    def _frame(self) -> Scene:
        """The scene now; laid out anew only if more than the playhead has changed."""
        ratio = self.devicePixelRatioF()
        if self._scene is None or self._scene.ratio != ratio:
            self._scene = self._compose(ratio)
        self._scene = replace(
            self._scene, position_ms=self._position_ms, open_region_ms=self._open_region_ms
        )
        return self._scene

    def _compose(self, ratio: float) -> Scene:
        return compose(
            Shown(
                source=self._source,
                samples=self._samples,
                gain=self._gain,
                track=self._moving.shown(self._track),
                view=self._view,
                lane_names=self._lane_names,
                selected=self._selected,
                open_region_ms=self._open_region_ms,
                position_ms=self._position_ms,
                focused=self.hasFocus(),
                hearing=self._hearing,
            ),
            self._face,
            self.size(),
            ratio,
        )

    def _invalidate(self, overview: bool = False, *, head: bool = True) -> None:
        self._canvas.drop(overview, head=head)
        self._scene = None
        self.update()

    # -- the view

    def _duration_needed(self) -> int:
        """Of the recording; of a stopwatch whole minutes with some room ahead."""
        if self._source is not None:
            return self._source.duration_ms
        used = max(self._position_ms, self._track.last_ms()) + _STOPWATCH_ROOM_MS
        return math.ceil(used / _STOPWATCH_STEP_MS) * _STOPWATCH_STEP_MS

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointer.wheel(event)

    def geometry_now(self) -> Geometry:
        """Where the parts lie."""
        return self._frame().geometry

    def flags_in_view(self) -> Sequence[Flag]:
        """Those of all annotations in view, by time."""
        return self._frame().flags

    def flag_box(self, id: str) -> QRectF | None:
        """Where the flag of this annotation stands; None while it is out of view."""
        scene = self._frame()
        found = next((flag for flag in scene.flags if flag.annotation.id == id), None)
        return None if found is None else flag_rect(scene.geometry, found)

    def flag_at(self, point: QPointF) -> Flag | None:
        return flag_at(self._frame(), point)

    def words_at(self, point: QPointF) -> str:
        """The whole text of the flag there, else what was found in the sound; "" for nothing."""
        flag = self.flag_at(point)
        if flag is not None:
            return flag.annotation.text
        band = band_at(self._frame(), point.x(), point.y())
        return band_words(band) if band is not None else ""

    def grip_at(self, point: QPointF) -> Grip | None:
        """The part of an annotation that a press here would take."""
        return grip_at(self._frame(), point)

    def drag(self, grip: Grip, to_ms: int, *, snaps: bool) -> None:
        """Show the annotation with what was gripped at ``to_ms``."""
        snaps_to = (self._track, self._position_ms) if snaps else None
        if self._moving.drag(grip, to_ms, self._view, snaps_to):
            self._invalidate(head=False)

    def drop(self) -> None:
        """It stays where it was dragged to, if that is another place."""
        moved = self._moving.let_go()
        if moved is not None:
            known = self._track.get(moved.id)
            if known is not None and moved.span != known.span:
                self._track = self._track.moved(moved)
                self.annotation_moved.emit(moved.id, moved.at_ms, moved.to_ms)
            self._invalidate(overview=True)

    def take_back(self) -> None:
        """It stays where it was."""
        self._moving.let_go()
        self._invalidate()

    def request_seek(self, ms: int) -> None:
        """Ask for the playhead to be put there; a stopwatch cannot be sought."""
        if self._source is not None:
            self._set_follows(True)
            self.seek_requested.emit(ms)

    def go_to(self, ms: int) -> None:
        """The same, with that moment in the middle."""
        if self._source is not None:
            self._set_view(self._view.centred(ms))
        self.request_seek(ms)

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Tab walks the annotations before Qt takes it to move the focus."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spoken.show_tip(event, self.words_at(QPointF(event.pos())), self)
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and len(self._track) > 0
        ):
            self.keyPressEvent(event)
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pointer.give_up():
            event.accept()
        elif not self._keyboard.press(event):
            super().keyPressEvent(event)

    def walk(self, forward: bool) -> None:
        """To the next or previous annotation."""
        found = self._track.step(self._selected, self._position_ms, forward)
        if found is not None:
            self.select(found)

    def select(self, annotation: Annotation) -> None:
        """The person has chosen this one."""
        self.set_selected(annotation.id)
        self.annotation_selected.emit(annotation.id)

    def activate_selected(self) -> None:
        """The person wants to edit the selected one."""
        if self._track.get(self._selected) is not None:
            self.annotation_activated.emit(self._selected)

    # -- words

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Timeline", "Timeline"))
        self._face = Face.of(theme.ui_font(_POINTS))
        self._lane_names = (translate("Timeline", "Agent"), translate("Timeline", "Customer"))
        self._sign.retranslate()
        self._invalidate()

    def spoken_state(self) -> str:
        """The state in words, for a screen reader; after them the selected annotation."""
        return spoken.timeline_words(
            self._moving.shown(self._track),
            self._selected,
            self._source,
            self._gain,
            (self._position_ms, self._view.duration_ms),
        )

    # -- what changes around it

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._view = self._view.resized(self.width())
        self._invalidate(overview=True)
        self._sign.place()
        self.view_changed.emit()

    def focusInEvent(self, event) -> None:
        self._invalidate()

    def focusOutEvent(self, event) -> None:
        self._invalidate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._face = Face.of(theme.ui_font(_POINTS))
            self._invalidate(overview=True)
        super().changeEvent(event)


spoken.install(TimelineWidget)
