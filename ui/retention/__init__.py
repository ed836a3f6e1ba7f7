# SPDX-License-Identifier: Apache-2.0
"""Keeping and destroying: how long records are kept, what holds them, and how they end."""

from __future__ import annotations
