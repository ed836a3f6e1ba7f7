# SPDX-License-Identifier: Apache-2.0
"""The look of every window: one set of tokens made into fonts, palette, style sheet and icons.

`apply` is called whenever scheme or zoom change; widgets that paint themselves read `look()` while
painting, so they follow without being told. QtSvg is imported here although only QtCore, QtGui and
QtWidgets may precede the unlock window: it costs 2 to 3 ms on top of them (measured), less than a
second code path for first-screen icons would cost in care.

The first frame of the unlock window waits for what is done here, so until then neither the
namespace `Qt` is named, whose 118 enums PySide builds all at once when it first is (25 ms), nor
`QStyle` (8 ms): `apply_at_start` does without them and `follow_desktop` makes up for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from string import Template

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from logbook.resources import folder, read_text
from ui.theme import tokens

STYLE = "Fusion"
"""The style the sheet is written for; the application is started with it."""

# Latin, then Greek and Cyrillic, then other scripts, then everything left (CJK).
_FONT_ORDER = ("Atkinson", "NotoSans-", "Noto", "")
_SMALLEST_ZOOM, _LARGEST_ZOOM = 80, 200
_MIDDLE_GREY = 128


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
        self.look = Look(scheme=Scheme.LIGHT, zoom=100, colours=tokens.PALETTES["light"])
        self.is_worn = False
        self.families: tuple[str, ...] | None = None
        self.follows_desktop = False

    @Slot()
    def follow(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.appearance.scheme is Scheme.SYSTEM:
            apply(app, self.appearance)


def apply_at_start(app: QApplication, appearance: Appearance) -> None:
    """Dress an application that has no window yet; `follow_desktop` is to be called after it."""
    scheme = appearance.scheme
    if scheme is Scheme.SYSTEM:
        # Before it is dressed, the application still has the colours of the desktop.
        is_dark = app.palette().window().color().lightness() < _MIDDLE_GREY
        scheme = Scheme.DARK if is_dark else Scheme.LIGHT
    _wear(app, appearance, scheme)


def follow_desktop(app: QApplication) -> None:
    """Follow the desktop's wishes for brightness and contrast, now and when they change."""
    wardrobe = _wardrobe()
    if not wardrobe.follows_desktop:
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(wardrobe.follow)
        hints.accessibility().contrastPreferenceChanged.connect(wardrobe.follow)
        wardrobe.follows_desktop = True
    if _scheme_in_force(app, wardrobe.appearance.scheme) is not wardrobe.look.scheme:
        wardrobe.follow()


def apply(app: QApplication, appearance: Appearance) -> None:
    """Dress the whole application; safe to call again at any time."""
    # Under a style sheet an application does not say which style it has.
    if not _wardrobe().is_worn:
        app.setStyle(STYLE)
    _wear(app, appearance, _scheme_in_force(app, appearance.scheme))
    follow_desktop(app)


def look() -> Look:
    """Tell what the windows wear now."""
    return _wardrobe().look


def px(size: str) -> int:
    """Give a length by its token (`m`, `row`, `icon`, …) in pixels at the present zoom."""
    return scaled(tokens.SPACE.get(size) or tokens.SIZE[size])


def scaled(pixels: int) -> int:
    """Scale a length by the present zoom."""
    return round(pixels * look().zoom / 100)


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """Give the shipped font at a text size token, with its fall-backs for other scripts."""
    made = QFont()
    families = _wardrobe().families
    if families:
        made.setFamilies(list(families))
    made.setPixelSize(scaled(tokens.TEXT[size]))
    made.setBold(bold)
    return made


def icon(name: str, role: str = "text", gap: int = 0) -> QIcon:
    """Give an icon of `resources/icons` in the colour of a role, sharp on the sharpest screen.

    `gap` keeps that many pixels free at its right, which Qt's buttons do not.
    """
    made, side, ratio = QIcon(), px("icon"), _ratio()
    for mode, colour in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "muted")):
        made.addPixmap(_picture(name, look().colours[colour], side, ratio, gap), mode)
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
    # A new widget chooses when it is first shown; doing it twice took 10 ms of the unlock window.
    if widget.parentWidget() is not None or widget.isVisible():
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


@cache
def _wardrobe() -> _Wardrobe:
    return _Wardrobe()


def _wear(app: QApplication, appearance: Appearance, scheme: Scheme) -> None:
    wardrobe = _wardrobe()
    if wardrobe.families is None:
        wardrobe.families = _load_fonts()
    zoom = max(_SMALLEST_ZOOM, min(_LARGEST_ZOOM, appearance.zoom))
    wardrobe.appearance = appearance
    wished = Look(scheme=scheme, zoom=zoom, colours=tokens.PALETTES[scheme.value])
    if wardrobe.is_worn and wished == wardrobe.look:
        return
    wardrobe.look, wardrobe.is_worn = wished, True
    app.setFont(font("body"))
    app.setPalette(_palette(wardrobe.look))
    app.setStyleSheet(_style_sheet(wardrobe.look))
    for window in app.topLevelWidgets():
        _refit(window)


def _scheme_in_force(app: QApplication, wish: Scheme) -> Scheme:
    if wish is not Scheme.SYSTEM:
        return wish
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast:
        return Scheme.HIGH_CONTRAST
    return Scheme.DARK if hints.colorScheme() == QtCore.Qt.ColorScheme.Dark else Scheme.LIGHT


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
    lengths = {**tokens.SPACE, "1": 1, "2": 2, "radius": 8, "radius_s": 6, "combo": 10}
    lengths |= {f"text_{name}": size for name, size in tokens.TEXT.items()}
    sizes = {f"_{name}": f"{max(1, scaled(size))}px" for name, size in lengths.items()}
    # The box model of the style sheet adds the border to the height it is told.
    sizes["_control_in"] = f"{px('control') - 2 * scaled(1)}px"
    return Template(read_text("style/logbook.qss")).substitute(worn.colours | sizes)


def _ratio() -> float:
    """Give the pixel ratio of the sharpest screen there is; others show its pictures smaller."""
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, side: int, ratio: float, gap: int) -> QPixmap:
    drawing = read_text(f"icons/{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    pixels = round(side * ratio)
    made = QPixmap(pixels + round(gap * ratio), pixels)
    made.fill(QColor(0, 0, 0, 0))
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
