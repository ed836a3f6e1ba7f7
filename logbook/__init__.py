# SPDX-License-Identifier: Apache-2.0
"""Disclosure Logbook: the core, which runs without a window."""

from __future__ import annotations

__version__ = "0.1.0"
