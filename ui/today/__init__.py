# SPDX-License-Identifier: Apache-2.0
"""What is waiting: drafts, people still to be told, consents to look at again."""

from __future__ import annotations
