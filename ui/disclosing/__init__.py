# SPDX-License-Identifier: Apache-2.0
"""Deciding on a disclosure step by step, signing it, and looking at what was signed."""

from __future__ import annotations
