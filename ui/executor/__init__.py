# SPDX-License-Identifier: Apache-2.0
"""What executors of a clinical will are shown."""

from __future__ import annotations
