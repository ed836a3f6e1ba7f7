# SPDX-License-Identifier: Apache-2.0
"""What comes in from files and goes out to them, as values of the domain."""

from __future__ import annotations
