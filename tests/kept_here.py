# SPDX-License-Identifier: Apache-2.0
"""A store of secrets in the place of the one the operating system has."""

from __future__ import annotations


class KeptHere:
    """A store of secrets that lasts as long as the test."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.items.get(name)

    def keep(self, name: str, secret: str) -> None:
        self.items[name] = secret

    def forget(self, name: str) -> None:
        self.items.pop(name, None)
