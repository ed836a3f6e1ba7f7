# SPDX-License-Identifier: Apache-2.0
"""The windows: Qt only here."""

from __future__ import annotations
