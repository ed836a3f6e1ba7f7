# SPDX-License-Identifier: Apache-2.0
"""The command line: the same services as the windows, for scripts, rehearsals and support."""

from __future__ import annotations

from logbook.cli.commands import main

__all__ = ["main"]
