# SPDX-License-Identifier: Apache-2.0
"""What an auditor looks after: the journal, who opens the logbook, and what was done."""

from __future__ import annotations
