# SPDX-License-Identifier: Apache-2.0
"""Keeping the logbook safe: backups, the checking of its journal, and what stands in its way."""

from __future__ import annotations
