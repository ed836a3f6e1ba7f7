# SPDX-License-Identifier: Apache-2.0
"""What lists and cards show of a record; they are given lines and records and know no logbook."""

from __future__ import annotations
