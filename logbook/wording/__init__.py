# SPDX-License-Identifier: Apache-2.0
"""Codes in words, one place for windows, documents and command line alike.

The domain has no texts, and a label that stood in two places would soon say two things.
"""

from __future__ import annotations
