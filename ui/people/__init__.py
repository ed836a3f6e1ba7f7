# SPDX-License-Identifier: Apache-2.0
"""Service users: the list, a person's page, and the form of their details."""

from __future__ import annotations
