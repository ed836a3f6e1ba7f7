# SPDX-License-Identifier: Apache-2.0
"""The practice: what it is, who opens its logbook and how, and what if nobody can any more."""

from __future__ import annotations
