# SPDX-License-Identifier: Apache-2.0
"""The word and the shape of each tone, so that none is told by colour alone."""

from __future__ import annotations

from logbook.i18n import N_
from ui.theme import Tone

TONE_WORDS = {
    Tone.STOP: N_("Stop"),
    Tone.WARN: N_("Take care"),
    Tone.INFO: N_("Good to know"),
    Tone.DONE: N_("Done"),
}
TONE_ICONS = {
    Tone.STOP: "octagon-alert",
    Tone.WARN: "triangle-alert",
    Tone.INFO: "info",
    Tone.DONE: "circle-check",
}
