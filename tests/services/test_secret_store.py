# SPDX-License-Identifier: Apache-2.0
"""Which stores of secrets are refused. A store that is accepted needs a desktop that has one."""

from __future__ import annotations

import sys

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.backends.kwallet import DBusKeyring, DBusKeyringKWallet4
from keyring.backends.libsecret import Keyring as LibSecret
from keyring.backends.SecretService import Keyring as SecretService

from logbook.services.secret_store import (
    SecretStoreError,
    SecretStoreRefusedError,
    SystemSecretStore,
    system_secret_store,
)


class PlaintextKeyring(KeyringBackend):
    """What a plug-in may bring: it would write the secret where anybody reads it."""

    priority = 99

    def get_password(self, service: str, username: str) -> str | None:
        raise NotImplementedError(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError(service, username, password)


class Keyring(SecretService):
    """It has the name of a safe one and is another."""


@pytest.mark.parametrize(
    "kind",
    [
        fail.Keyring,
        null.Keyring,
        chainer.ChainerBackend,
        PlaintextKeyring,
        Keyring,
        DBusKeyringKWallet4,
        LibSecret,
    ],
)
def test_a_store_that_is_not_known_to_encrypt_is_refused(kind: type[KeyringBackend]) -> None:
    with pytest.raises(SecretStoreRefusedError):
        SystemSecretStore(object.__new__(kind))


@pytest.mark.parametrize("kind", [SecretService, DBusKeyring])
def test_a_store_that_is_known_to_encrypt_is_taken(kind: type[KeyringBackend]) -> None:
    SystemSecretStore(object.__new__(kind))


@pytest.fixture
def no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.mark.skipif(sys.platform != "linux", reason="speaks to the session bus of Linux")
@pytest.mark.usefixtures("no_bus")
def test_neither_the_environment_nor_a_plug_in_says_which_store_is_taken() -> None:
    with pytest.raises(SecretStoreRefusedError):
        system_secret_store()


@pytest.mark.skipif(sys.platform != "linux", reason="speaks to the session bus of Linux")
@pytest.mark.usefixtures("no_bus")
def test_a_store_that_does_not_answer_is_told_apart() -> None:
    store = SystemSecretStore(SecretService())
    for act in (
        lambda: store.read("name"),
        lambda: store.keep("name", "secret"),
        lambda: store.forget("name"),
    ):
        with pytest.raises(SecretStoreError):
            act()
