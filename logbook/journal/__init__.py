# SPDX-License-Identifier: Apache-2.0
"""The evidence log as pure functions over values: no file, no SQL, no clock, no window."""

from __future__ import annotations
