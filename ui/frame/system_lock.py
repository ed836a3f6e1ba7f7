# SPDX-License-Identifier: Apache-2.0
"""Notices that the desktop is locked, put to sleep, or handed to another person.

Linux tells of it on the system's bus (login1: sleep, the lock of the session, another session in
front) and on the session's (the screen savers of freedesktop and GNOME). A computer that goes to
sleep waits a little for those who asked it to (systemd's inhibitor locks, five seconds): one is
held, and let go once the window has locked.

On Windows and macOS Qt offers no such signal: that the session is locked or another person's is in
front is not heard there, nor is sleep announced, as on a Linux without login1. There the window
locks as soon as it notices that the computer slept (see idle), or once it was left alone for the
pause that was set.

Loaded once the first frame is painted: QtDBus takes 20 ms.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

_LOGIN = "org.freedesktop.login1"
_PLACE = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"

_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)

_PATIENCE = 500
"""Milliseconds the window waits for an answer of login1 at most."""


class SystemLock(QObject):
    """Emits `locked` when nobody can be expected at this desktop any more.

    Args:
        parent: What it goes down with.
        system: The bus of the system; the real one if none is given.
        session: The bus of the session; the real one if none is given.
    """

    locked = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._delay: QDBusUnixFileDescriptor | None = None
        self._own = ""
        if sys.platform != "linux":
            return
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        if self._session.isConnected():
            self._listen_to_savers()
        if self._system.isConnected():
            self._listen_to_login()
            self._delay_sleep()

    @property
    def delays_sleep(self) -> bool:
        """Whether the computer waits for the window before it sleeps."""
        return self._delay is not None

    def _listen_to_savers(self) -> None:
        for interface, path in _SAVERS:
            # Of whichever service owns the name: some desktops have it under their own.
            self._listen(self._session, ("", path, interface, "ActiveChanged"), "_saver(bool)")

    def _listen_to_login(self) -> None:
        self._listen(self._system, (_LOGIN, _PLACE, _MANAGER, "PrepareForSleep"), "_sleep(bool)")
        name = os.environ.get("XDG_SESSION_ID") or "auto"
        path = self._ask(_PLACE, _MANAGER, "GetSession", [name])
        if isinstance(path, QDBusObjectPath):
            self._own = path.path()
            self._listen(self._system, (_LOGIN, self._own, _SESSION, "Lock"), "_lock()")
            changed = (_LOGIN, self._own, _PROPERTIES, "PropertiesChanged")
            self._listen(self._system, changed, "_look()")

    def _listen(self, bus: QDBusConnection, where: tuple[str, str, str, str], slot: str) -> None:
        # The stubs ask for bytes, the library for text.
        connect: Any = bus.connect
        connect(*where, self, SLOT(slot))

    def _delay_sleep(self) -> None:
        why = ["sleep", "Disclosure Logbook", "To close the logbook", "delay"]
        answer = self._ask(_PLACE, _MANAGER, "Inhibit", why)
        self._delay = answer if isinstance(answer, QDBusUnixFileDescriptor) else None

    def _ask(self, path: str, interface: str, method: str, arguments: list[str]) -> object:
        """Ask login1; None where it does not know or does not answer in time."""
        call = QDBusMessage.createMethodCall(_LOGIN, path, interface, method)
        call.setArguments(arguments)
        answer = self._system.call(call, timeout=_PATIENCE)
        if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
            return None
        found = next(iter(answer.arguments()), None)
        return found.variant() if isinstance(found, QDBusVariant) else found

    @Slot(bool)
    def _saver(self, active: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if active:
            self.locked.emit()

    @Slot(bool)
    def _sleep(self, begins: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if not begins:
            self._delay_sleep()
            return
        # What is on the screen is covered when this returns, whether or not the logbook could lock.
        self.locked.emit()
        # Without anybody holding it the computer sleeps.
        self._delay = None

    @Slot()
    def _lock(self) -> None:
        self.locked.emit()

    @Slot()
    def _look(self) -> None:
        """Look whether somebody else's session is in front, or ours is locked."""
        in_front = self._ask(self._own, _PROPERTIES, "Get", [_SESSION, "Active"])
        locked = self._ask(self._own, _PROPERTIES, "Get", [_SESSION, "LockedHint"])
        if in_front is False or locked is True:
            self.locked.emit()
