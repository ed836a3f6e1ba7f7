# SPDX-License-Identifier: Apache-2.0
"""Finding any record by the words in it."""

from __future__ import annotations
