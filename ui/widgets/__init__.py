# SPDX-License-Identifier: Apache-2.0
"""Widgets that know no record: they show what they are given and emit what the person did."""

from __future__ import annotations
