# SPDX-License-Identifier: Apache-2.0
"""What decisions are held against: the principles, the standards, and the law by nation."""

from __future__ import annotations
