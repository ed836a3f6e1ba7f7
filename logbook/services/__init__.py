# SPDX-License-Identifier: Apache-2.0
"""What the professional does with the logbook, one module for each thing."""

from __future__ import annotations
