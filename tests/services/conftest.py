# SPDX-License-Identifier: Apache-2.0
"""Each passphrase is worked on once in a process."""

from __future__ import annotations

from tests.remembered import remembered

__all__ = ["remembered"]
