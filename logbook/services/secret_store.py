# SPDX-License-Identifier: Apache-2.0
"""Where the operating system keeps a secret for its user: only stores that are known to do so.

The library `keyring` takes whatever store a plug-in, a file or the environment names, and two of
those write in clear or nowhere at all. So it is not asked which store to take: the four that are
safe are tried by name, and what is kept is read back.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Protocol

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

SERVICE = "disclosure-logbook"

SAFE = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
}
"""The stores that encrypt what they keep under the account's own password, by system."""


class SecretStoreError(LogbookError):
    """The store of the operating system did not keep, give or forget what it was asked to."""

    code: ClassVar[str] = "secret-store"


class SecretStoreRefusedError(SecretStoreError):
    """The store is none of those that are known to encrypt."""

    code: ClassVar[str] = "secret-store.refused"


class SecretStore(Protocol):
    """Keeps short texts for one account of one computer."""

    def read(self, name: str) -> str | None:
        """Give what is kept under a name; None if nothing is."""
        ...

    def keep(self, name: str, secret: str) -> None:
        """Keep a text under a name, in the place of an earlier one."""
        ...

    def forget(self, name: str) -> None:
        """Forget what is kept under a name, if anything is."""
        ...


def system_secret_store() -> SecretStore:
    """Give the store of this computer. It may take a while to answer: a worker's task.

    Raises:
        SecretStoreRefusedError: it has none that is safe.
    """
    for module, name in SAFE.get(sys.platform, ()):
        backend = getattr(importlib.import_module(module), name)
        if backend.viable:
            return SystemSecretStore(backend())
    raise SecretStoreRefusedError("There is no safe store of secrets here.")


def keep_surely(store: SecretStore, name: str, secret: str) -> None:
    """Keep a text under a name, and read it back: there are stores that lose what they are given.

    Raises:
        SecretStoreError: it was not kept.
    """
    store.keep(name, secret)
    if store.read(name) != secret:
        raise SecretStoreError("The store of secrets does not give back what it was given.")


class SystemSecretStore:
    """A store of the operating system, through one of the safe backends of `keyring`."""

    def __init__(self, backend: KeyringBackend) -> None:
        kind = (type(backend).__module__, type(backend).__qualname__)
        if not any(kind in safe for safe in SAFE.values()):
            raise SecretStoreRefusedError("This store of secrets is not known to encrypt.")
        self._backend = backend

    def read(self, name: str) -> str | None:
        """Give what is kept under a name; None if nothing is.

        Raises:
            SecretStoreError: the store does not answer, or is locked.
        """
        with _failures():
            return self._backend.get_password(SERVICE, name)

    def keep(self, name: str, secret: str) -> None:
        """Keep a text under a name, in the place of an earlier one; `keep_surely` reads it back.

        Raises:
            SecretStoreError: the store does not answer, or is locked.
        """
        with _failures():
            self._backend.set_password(SERVICE, name, secret)

    def forget(self, name: str) -> None:
        """Forget what is kept under a name, if anything is.

        Raises:
            SecretStoreError: it is kept still.
        """
        with _failures():
            if self._backend.get_password(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except _errors() as error:
        raise SecretStoreError("The store of secrets does not answer.") from error


def _errors() -> tuple[type[Exception], ...]:
    """Give what the backends raise; each system has a family of its own beside keyring's."""
    # Imported where it is needed: the start of the program needs none of it.
    from keyring.errors import KeyringError  # noqa: PLC0415

    found: list[type[Exception]] = [KeyringError, RuntimeError, OSError, ValueError]
    for module, name in (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney", "DBusErrorResponse"),
        ("win32ctypes.pywin32.pywintypes", "error"),
        ("dbus.exceptions", "DBusException"),
    ):
        loaded = sys.modules.get(module)
        if loaded is not None:
            found.append(getattr(loaded, name))
    return tuple(found)
