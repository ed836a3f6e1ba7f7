# SPDX-License-Identifier: Apache-2.0
"""Text copied out of the program does not lie about: it is cleared again, and marked as secret.

After half a minute, at a lock and at the end, the clipboard is emptied if what is on it is still
ours. Keepers of a history are asked to leave it out, in the ways each desktop has for that. What
another program has taken over by then, a history that does not listen among them, is out of reach.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER = 30_000
"""Milliseconds after which what was copied is taken off the clipboard again."""

HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
    "org.nspasteboard.ConcealedType": b"text",
}
"""How each desktop is asked to keep it out of histories and clouds: KDE's Klipper, Windows, macOS.

The numbers of Windows are DWORDs; the first needs only to be there. On X11 it was seen
to arrive; on Windows and macOS nobody has looked: Qt may hand the last one on under another name.
"""

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardGuard(QObject):
    """Watches the clipboards for what the program itself puts on them.

    Whatever copies, a menu, a key or a button, needs to know nothing of it.
    """

    def __init__(self, parent: QObject, cleared_after: int = CLEARED_AFTER) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._marking = False
        self._timers = {mode: self._timer(mode, cleared_after) for mode in self._modes()}
        self._clipboard.changed.connect(self._look)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    @Slot()
    def clear(self) -> None:
        """Empty each clipboard that still holds what came from here: at a lock and at the end."""
        for mode in self._timers:
            self._clear(mode)

    def _modes(self) -> tuple[QClipboard.Mode, ...]:
        selection = self._clipboard.supportsSelection()
        return _MODES if selection else _MODES[:1]

    def _timer(self, mode: QClipboard.Mode, cleared_after: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=cleared_after)
        timer.setProperty("mode", mode.value)
        timer.timeout.connect(self._time_is_up)
        return timer

    @Slot()
    def _time_is_up(self) -> None:
        timer = self.sender()
        for mode, each in self._timers.items():
            if each is timer:
                self._clear(mode)

    @Slot(QClipboard.Mode)
    def _look(self, mode: QClipboard.Mode) -> None:
        if self._marking or mode not in self._timers:
            return
        if not self._is_ours(mode):
            self._timers[mode].stop()
            return
        data = self._clipboard.mimeData(mode)
        if not data.hasText():
            return
        if mode is QClipboard.Mode.Clipboard and not data.hasFormat(next(iter(HINTS))):
            self._mark(data.text())
        self._timers[mode].start()

    def _mark(self, text: str) -> None:
        """Put the text back with the hints, as text alone: nothing pastes our looks elsewhere."""
        marked = QMimeData()
        marked.setText(text)
        for kind, said in HINTS.items():
            marked.setData(kind, said)
        self._marking = True
        try:
            self._clipboard.setMimeData(marked)
        finally:
            self._marking = False

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        if self._is_ours(mode):
            self._clipboard.clear(mode)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.ownsSelection()
        return self._clipboard.ownsClipboard()
