# SPDX-License-Identifier: Apache-2.0
"""The screens before a logbook is open: choose, unlock, make."""

from __future__ import annotations
