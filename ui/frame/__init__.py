# SPDX-License-Identifier: Apache-2.0
"""The frame around the screens of an open logbook: rail, top bar, panels, one screen."""

from __future__ import annotations
