# SPDX-License-Identifier: Apache-2.0
"""A desktop that keeps secrets: a session bus of its own, and a Secret Service on it.

It speaks as much of the Secret Service API (freedesktop.org, 0.2) as `keyring` asks of one, keeps
its items in memory, and is locked or forgetful when told to be. No library for it is in our
process: what is asked goes over a real bus.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Thread
from typing import Any

from jeepney import DBusErrorResponse, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PROGRAM = "dbus-daemon"
ADDRESS = "DBUS_SESSION_BUS_ADDRESS"

_NAME = "org.freedesktop.secrets"
_ROOT = "/org/freedesktop/secrets"
_DEFAULT = f"{_ROOT}/aliases/default"
_NOTHING = "/"
_NOT_SUPPORTED = "org.freedesktop.DBus.Error.NotSupported"
_NO_SUCH_OBJECT = "org.freedesktop.Secret.Error.NoSuchObject"

Answer = tuple[str, tuple[Any, ...]]
"""A signature and what is given back."""


@dataclass(slots=True)
class Keeper:
    """What the service holds, and how it behaves."""

    address: str
    items: dict[str, tuple[dict[str, str], bytes]] = field(default_factory=dict)
    """By path: the attributes of an item and its secret."""
    locked: bool = False
    """Nobody is there to unlock it: whoever asks is turned away."""
    forgetful: bool = False
    numbers: Iterator[int] = field(default_factory=count)

    def secrets(self) -> list[bytes]:
        return [secret for _attributes, secret in self.items.values()]

    def answer(self, path: str, member: str, body: tuple[Any, ...]) -> Answer | None:
        """Answer a call; None: there is no such object or method."""
        if path == _DEFAULT:
            return self._of_collection(member, body)
        if path == _ROOT:
            return self._of_service(member, body)
        return self._of_item(path, member) if path in self.items else None

    def _of_service(self, member: str, body: tuple[Any, ...]) -> Answer | None:
        if member == "OpenSession":
            algorithm, _input = body
            # No session is encrypted: on this bus nobody else listens.
            return ("vo", (("s", ""), f"{_ROOT}/session/1")) if algorithm == "plain" else None
        if member == "Unlock":
            return "aoo", ([] if self.locked else body[0], _NOTHING)
        return None

    def _of_collection(self, member: str, body: tuple[Any, ...]) -> Answer | None:
        if member == "Get":
            return "v", (("b", self.locked) if body[1] == "Locked" else ("s", "Default"),)
        if member == "SearchItems":
            (wanted,) = body
            return "ao", ([path for path in self.items if self._is(path, wanted)],)
        if member == "CreateItem":
            properties, (_session, _parameters, secret, _type), _replace = body
            _signature, attributes = properties["org.freedesktop.Secret.Item.Attributes"]
            path = next((one for one in self.items if self._is(one, attributes)), None)
            path = path or f"{_ROOT}/item/{next(self.numbers)}"
            self.items[path] = (attributes, b"" if self.forgetful else bytes(secret))
            return "oo", (path, _NOTHING)
        return None

    def _of_item(self, path: str, member: str) -> Answer | None:
        if member == "Get":
            return "v", (("b", self.locked),)
        if member == "GetSecret":
            return "(oayays)", ((f"{_ROOT}/session/1", b"", self.items[path][1], "text/plain"),)
        if member == "Delete":
            del self.items[path]
            return "o", (_NOTHING,)
        return None

    def _is(self, path: str, wanted: dict[str, str]) -> bool:
        return wanted.items() <= self.items[path][0].items()


@contextmanager
def a_desktop() -> Iterator[Keeper]:
    """Start a bus with a service of secrets on it, and let this process find it."""
    program = shutil.which(PROGRAM)
    assert program is not None
    command = [program, "--session", "--nofork", "--print-address=1"]
    before = os.environ.get(ADDRESS)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        assert bus.stdout is not None
        keeper = Keeper(bus.stdout.readline().strip())
        os.environ[ADDRESS] = keeper.address
        try:
            with open_dbus_connection(keeper.address) as connection:
                connection.send_and_get_reply(message_bus.RequestName(_NAME))
                service = Thread(target=_serve, args=(connection, keeper), daemon=True)
                service.start()
                yield keeper
                bus.terminate()
                service.join(timeout=10)
        finally:
            bus.terminate()
            if before is None:
                del os.environ[ADDRESS]
            else:
                os.environ[ADDRESS] = before


def _serve(connection: DBusConnection, keeper: Keeper) -> None:
    while True:
        try:
            call: Message = connection.receive()
        except (ConnectionError, DBusErrorResponse):
            return
        if call.header.message_type is MessageType.method_call:
            connection.send(_reply(call, keeper))


def _reply(call: Message, keeper: Keeper) -> Message:
    fields = {key.name: value for key, value in call.header.fields.items()}
    found = keeper.answer(fields["path"], fields["member"], call.body)
    if found is None:
        is_session = fields["member"] == "OpenSession"
        return new_error(call, _NOT_SUPPORTED if is_session else _NO_SUCH_OBJECT)
    return new_method_return(call, *found)
