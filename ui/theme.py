# SPDX-License-Identifier: Apache-2.0
"""The look of every window: one set of tokens made into fonts, palette, style sheet and icons.

`apply` is called once at the start and again whenever scheme or zoom change; widgets that paint
themselves read `look()` while painting, so they follow without being told. QtSvg is imported
here although only QtCore, QtGui and QtWidgets may precede the unlock window: it costs 2 to 3 ms
on top of them (measured), less than a second code path for first-screen icons would cost in care.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from logbook.resources import folder, read_text

_SHARPNESS = (1, 2, 3)
# Latin, then Greek and Cyrillic, then other scripts, then everything left (CJK).
_FONT_ORDER = ("Atkinson", "NotoSans-", "Noto", "")
_SMALLEST_ZOOM, _LARGEST_ZOOM = 80, 200


class Scheme(Enum):
    """Which set of colours the windows wear."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Tone(Enum):
    """How serious a message is; always shown as a word and a shape as well as a colour."""

    STOP = "stop"
    WARN = "warn"
    INFO = "info"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What the person chose: colours and size (per cent)."""

    scheme: Scheme = Scheme.SYSTEM
    zoom: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is on the screen now: the scheme in force, its colours by role, and the zoom."""

    scheme: Scheme
    zoom: int
    colours: dict[str, str]

    def colour(self, role: str) -> QColor:
        """Give the colour of a role such as `accent` or `stop_bg`."""
        return QColor(self.colours[role])


class _Wardrobe(QObject):
    """Holds what is worn now and changes with the desktop when the person follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.appearance = Appearance()
        self.look = Look(scheme=Scheme.LIGHT, zoom=100, colours=tokens()["light"])
        self.families: tuple[str, ...] | None = None
        self.follows_desktop = False

    @Slot()
    def follow(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.appearance.scheme is Scheme.SYSTEM:
            apply(app, self.appearance)


@cache
def tokens() -> dict[str, dict[str, Any]]:
    """Read the tokens: sizes by name and the palettes by scheme (values as written)."""
    return tomllib.loads(read_text("style/tokens.toml"))


def apply(app: QApplication, appearance: Appearance) -> None:
    """Dress the whole application; safe to call again at any time."""
    wardrobe = _wardrobe()
    if wardrobe.families is None:
        wardrobe.families = _load_fonts()
    if not wardrobe.follows_desktop:
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(wardrobe.follow)
        hints.accessibility().contrastPreferenceChanged.connect(wardrobe.follow)
        wardrobe.follows_desktop = True
    scheme = _scheme_in_force(app, appearance.scheme)
    zoom = max(_SMALLEST_ZOOM, min(_LARGEST_ZOOM, appearance.zoom))
    wardrobe.appearance = appearance
    wardrobe.look = Look(scheme=scheme, zoom=zoom, colours=tokens()[scheme.value])
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette(wardrobe.look))
    app.setStyleSheet(_style_sheet(wardrobe.look))
    for window in app.topLevelWidgets():
        _refit(window)


def look() -> Look:
    """Tell what the windows wear now."""
    return _wardrobe().look


def px(size: str) -> int:
    """Give a length by its token (`m`, `row`, `icon`, …) in pixels at the present zoom."""
    known = tokens()
    return scaled(int(known["space"].get(size) or known["size"][size]))


def scaled(pixels: int) -> int:
    """Scale a length by the present zoom."""
    return round(pixels * look().zoom / 100)


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """Give the shipped font at a text size token, with its fall-backs for other scripts."""
    made = QFont()
    families = _wardrobe().families
    if families:
        made.setFamilies(list(families))
    made.setPixelSize(scaled(int(tokens()["text"][size])))
    made.setBold(bold)
    return made


def icon(name: str, role: str = "text", gap: int = 0) -> QIcon:
    """Give an icon of `resources/icons` in the colour of a role, sharp at 1, 2 and 3 times.

    `gap` keeps that many pixels free at its right, which Qt's buttons do not.
    """
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "muted")):
        for sharpness in _SHARPNESS:
            side = px("icon")
            made.addPixmap(_picture(name, look().colours[colour], side, sharpness, gap), mode)
    return made


def picture(name: str, role: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Give one icon as a square picture of `side` logical pixels for a screen of `ratio`."""
    return _picture(name, look().colours[role], side, ratio, 0)


def give_icon(button: QAbstractButton, name: str, role: str = "text") -> None:
    """Put an icon on a button that keeps up with later changes of scheme and zoom."""
    button.setProperty("icon_name", name)
    button.setProperty("icon_role", role)
    _refit_icon(button)


def give_gaps(
    layout: QLayout, spacing: str = "none", margins: tuple[str, str, str, str] | None = None
) -> None:
    """Space a layout by tokens (left, top, right, bottom) and keep it so when the zoom changes."""
    layout.setProperty("gap", spacing)
    layout.setProperty("edges", list(margins or ("none",) * 4))
    _refit_layout(layout)


def give_look(widget: QWidget, **marks: str) -> None:
    """Set the properties the style sheet chooses by (`look`, `tone`, `wrong`) and repaint."""
    for name, value in marks.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


@cache
def _wardrobe() -> _Wardrobe:
    return _Wardrobe()


def _scheme_in_force(app: QApplication, wish: Scheme) -> Scheme:
    if wish is not Scheme.SYSTEM:
        return wish
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Scheme.HIGH_CONTRAST
    return Scheme.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Scheme.LIGHT


def _load_fonts() -> tuple[str, ...]:
    """Load the shipped fonts and name their families, the reading font before the fall-backs."""
    families: list[str] = []
    for path in sorted(folder("fonts").glob("*.ttf"), key=_order_of_font):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(dict.fromkeys(families))


def _order_of_font(path: Path) -> tuple[int, str]:
    rank = next(n for n, start in enumerate(_FONT_ORDER) if path.name.startswith(start))
    return rank, path.name


def _palette(worn: Look) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: "bg", role.Base: "card", role.AlternateBase: "hover", role.Text: "text",
        role.WindowText: "text", role.Button: "card", role.ButtonText: "text",
        role.Highlight: "accent", role.HighlightedText: "on_accent", role.Link: "accent",
        role.PlaceholderText: "muted", role.ToolTipBase: "text", role.ToolTipText: "bg",
        role.Accent: "accent",
    }  # fmt: skip
    palette = QPalette()
    for where, name in pairs.items():
        palette.setColor(where, worn.colour(name))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, worn.colour("muted"))
    return palette


def _style_sheet(worn: Look) -> str:
    lengths = {**tokens()["space"], "1": 1, "2": 2, "radius": 8, "radius_s": 6, "combo": 10}
    lengths |= {f"text_{name}": size for name, size in tokens()["text"].items()}
    sizes = {f"_{name}": f"{max(1, scaled(int(size)))}px" for name, size in lengths.items()}
    # The box model of the style sheet adds the border to the height it is told.
    sizes["_control_in"] = f"{px('control') - 2 * scaled(1)}px"
    return Template(read_text("style/logbook.qss")).substitute(worn.colours | sizes)


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, side: int, ratio: float, gap: int) -> QPixmap:
    drawing = read_text(f"icons/{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    pixels = round(side * ratio)
    made = QPixmap(pixels + round(gap * ratio), pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _refit(window: QWidget) -> None:
    """Give all buttons and layouts of a window their icons and gaps at the present zoom."""
    for layout in window.findChildren(QLayout):
        _refit_layout(layout)
    for button in window.findChildren(QAbstractButton):
        _refit_icon(button)


def _refit_icon(button: QAbstractButton) -> None:
    name = button.property("icon_name")
    if name:
        gap = px("xs") if button.text() else 0
        button.setIcon(icon(name, button.property("icon_role"), gap))
        button.setIconSize(QSize(px("icon") + gap, px("icon")))


def _refit_layout(layout: QLayout) -> None:
    gap, edges = layout.property("gap"), layout.property("edges")
    if gap is None:
        return
    layout.setSpacing(_gap(gap))
    left, top, right, bottom = (_gap(edge) for edge in edges)
    layout.setContentsMargins(left, top, right, bottom)


def _gap(size: str) -> int:
    return 0 if size == "none" else px(size)
