# SPDX-License-Identifier: Apache-2.0
"""The numbers and colours every window is made of. Sizes are logical pixels at 100 % zoom.

tests/ui/test_theme.py holds the contrasts: text 4.5:1, field borders and focus rings 3:1.

Written in Python rather than TOML: the unlock window waits for them, and loading a parser for
them takes 6 ms.
"""

from __future__ import annotations

from typing import Final

SPACE: Final = {
    "xs": 4,
    "s": 8,
    "m": 12,
    "l": 16,
    "xl": 24,
    "xxl": 32,
}

SIZE: Final = {
    "radius": 8,
    "control": 40,  # height of buttons and one-line editors
    "row": 44,  # height of a row in a table
    "icon": 20,
    "column": 720,  # widest line of text that is still easy to read
}

TEXT: Final = {
    "small": 13,
    "body": 15,
    "large": 18,
    "heading": 25,
}

PALETTES: Final = {
    "light": {
        "bg": "#F3F5F8",
        "card": "#FFFFFF",
        "text": "#17212B",
        "muted": "#515F6D",
        "line": "#DDE3EA",
        "field_border": "#71808F",
        "accent": "#175A86",
        "accent_hover": "#0F4568",
        "on_accent": "#FFFFFF",
        "selection": "#DBEAF6",
        "hover": "#EAEFF4",
        "focus": "#0B6BC4",
        "stop": "#9C1B25",
        "stop_bg": "#FCE9E9",
        "warn": "#7A4300",
        "warn_bg": "#FDF0DA",
        "info": "#1A4E84",
        "info_bg": "#E6F0FA",
        "done": "#15603A",
        "done_bg": "#E2F4E9",
    },
    "dark": {
        "bg": "#12171D",
        "card": "#1B222B",
        "text": "#E9EEF4",
        "muted": "#A9B6C4",
        "line": "#323D4A",
        "field_border": "#7F8F9F",
        "accent": "#86C5F0",
        "accent_hover": "#ABD8F7",
        "on_accent": "#0A2031",
        "selection": "#23425C",
        "hover": "#262F3A",
        "focus": "#9AD1FF",
        "stop": "#FFB0B3",
        "stop_bg": "#401C20",
        "warn": "#F3C585",
        "warn_bg": "#38290F",
        "info": "#A5CFF7",
        "info_bg": "#19304A",
        "done": "#98DCB1",
        "done_bg": "#153423",
    },
    "high_contrast": {
        "bg": "#000000",
        "card": "#000000",
        "text": "#FFFFFF",
        "muted": "#F0F0F0",
        "line": "#9A9A9A",
        "field_border": "#FFFFFF",
        "accent": "#FFE800",
        "accent_hover": "#FFF48A",
        "on_accent": "#000000",
        "selection": "#00408F",
        "hover": "#262626",
        "focus": "#00E5FF",
        "stop": "#FFA0A0",
        "stop_bg": "#2B0000",
        "warn": "#FFD257",
        "warn_bg": "#241900",
        "info": "#9BD6FF",
        "info_bg": "#001B33",
        "done": "#8CF7B0",
        "done_bg": "#002412",
    },
}
