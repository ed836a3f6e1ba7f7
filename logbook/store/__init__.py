# SPDX-License-Identifier: Apache-2.0
"""The encrypted folder: the only SQL of the program, and the keys that open it."""

from __future__ import annotations
