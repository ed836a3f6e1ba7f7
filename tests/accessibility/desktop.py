# SPDX-License-Identifier: Apache-2.0
"""A small desktop on a private bus: what login1 and a screen saver tell, on demand.

Reads one word a line from its input and sends the signal it stands for.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

PLACE = "/org/freedesktop/login1"
OURS, THEIRS = f"{PLACE}/session/_31", f"{PLACE}/session/_37"
LOGIN = "org.freedesktop.login1"
SAVER = "org.freedesktop.ScreenSaver"


class Login(QDBusVirtualObject):
    """Answers as login1 does, as far as it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.properties = {"Active": True, "LockedHint": False}
        self.ends: list[int] = []

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802
        member, arguments = message.member(), message.arguments()
        if member == "GetSession":
            answer: object = QDBusObjectPath(OURS)
        elif member == "Get":
            answer = QDBusVariant(self.properties[arguments[1]])
        elif member == "Inhibit":
            ours, theirs = os.pipe()
            self.ends.append(ours)
            answer = QDBusUnixFileDescriptor(theirs)
            os.close(theirs)
        else:
            return False
        reply = message.createReply()
        reply.setArguments([answer])
        return bool(connection.send(reply))

    @property
    def held(self) -> int:
        """Tell how many inhibitors are held by somebody."""
        return sum(1 for end in self.ends if _is_held(end))


def _is_held(end: int) -> bool:
    os.set_blocking(end, False)
    try:
        return bool(os.read(end, 1))
    except BlockingIOError:
        return True


def signal(path: str, interface: str, name: str, *arguments: object) -> None:
    told = QDBusMessage.createSignal(path, interface, name)
    told.setArguments(list(arguments))
    QDBusConnection.systemBus().send(told)


app = QCoreApplication([])
bus = QDBusConnection.systemBus()
login = Login()
bus.registerVirtualObject(PLACE, login, QDBusConnection.VirtualObjectRegisterOption.SubPath)
bus.registerService(LOGIN)
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"


def tell() -> None:
    word = sys.stdin.readline().strip()
    match word:
        case "sleep" | "wake":
            signal(PLACE, MANAGER, "PrepareForSleep", word == "sleep")
        case "shut-down":
            signal(PLACE, MANAGER, "PrepareForShutdown", True)
        case "lock" | "unlock":
            signal(OURS, SESSION, word.capitalize())
        case "lock-another":
            signal(THEIRS, SESSION, "Lock")
        case "switch" | "return" | "idle":
            login.properties["Active"] = word != "switch"
            signal(OURS, "org.freedesktop.DBus.Properties", "PropertiesChanged", SESSION)
        case "saver-on" | "saver-off":
            signal("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", word == "saver-on")
        case "gnome-on":
            signal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
        case "elsewhere":
            signal("/org/freedesktop/ScreenSaver", "org.example.Other", "ActiveChanged", True)
        case "held":
            pass
        case _:
            app.quit()
            return
    sys.stdout.write(f"{login.held}\n")
    sys.stdout.flush()


notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(tell)
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.exit(app.exec())
