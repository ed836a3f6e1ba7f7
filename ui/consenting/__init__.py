# SPDX-License-Identifier: Apache-2.0
"""Recording what a service user agreed to, and looking at what is on record."""

from __future__ import annotations
