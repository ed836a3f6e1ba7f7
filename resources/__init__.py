# SPDX-License-Identifier: Apache-2.0
"""Data only: law, guidance, style, fonts and icons."""

from __future__ import annotations
