# SPDX-License-Identifier: Apache-2.0
"""The tokens keep the contrasts they promise, and the theme puts them on."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.resources import folder, read_text
from ui import theme
from ui.theme import Appearance, Scheme, tokens
from ui.widgets.layouts import column

PALETTES = ("light", "dark", "high_contrast")
TONES = ("stop", "warn", "info", "done")
TEXTS = (
    *product(("text", "muted", "accent"), ("bg", "card", "hover", "selection")),
    *product(TONES, ("bg", "card")),
    *((tone, f"{tone}_bg") for tone in TONES),
    *product(("text", "muted"), (f"{tone}_bg" for tone in TONES)),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("bg", "text"),
)
SHAPES = (
    *product(("field_border", "focus"), ("bg", "card", "hover")),
    *product(("focus",), (f"{tone}_bg" for tone in TONES)),
    *product(("accent", *TONES), ("hover", "card")),
    ("focus", "selection"),
)
LINE_ICONS = sorted(
    path.stem
    for path in folder("icons").glob("*.svg")
    if "currentColor" in path.read_text(encoding="utf-8")
)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_of_contrast_tells_the_known_borderline_greys_apart() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") >= 4.5 > contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("palette", PALETTES)
def test_every_text_has_a_contrast_of_four_and_a_half(palette: str) -> None:
    colours = tokens.PALETTES[palette]
    weak = [pair for pair in TEXTS if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert not weak


@pytest.mark.parametrize("palette", PALETTES)
def test_field_borders_focus_rings_and_marks_have_a_contrast_of_three(palette: str) -> None:
    colours = tokens.PALETTES[palette]
    weak = [pair for pair in SHAPES if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert not weak


def test_the_palettes_name_the_same_colours() -> None:
    light, dark, high = (set(tokens.PALETTES[name]) for name in PALETTES)
    assert light == dark == high


def test_the_style_sheet_uses_no_colour_of_its_own() -> None:
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", read_text("style/logbook.qss"))


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_every_scheme_can_be_put_on_at_every_zoom(
    qapp: QApplication, scheme: Scheme, zoom: int
) -> None:
    theme.apply(qapp, Appearance(scheme=scheme, zoom=zoom))
    assert "$" not in qapp.styleSheet()
    assert qapp.palette().window().color() == QColor(tokens.PALETTES[scheme.value]["bg"])
    assert theme.px("row") == round(44 * zoom / 100)
    assert qapp.font().pixelSize() == round(15 * zoom / 100)


def test_the_look_at_the_start_is_the_look_that_stays(qapp: QApplication) -> None:
    theme.apply(qapp, Appearance(scheme=Scheme.DARK))
    settled = (theme.look(), qapp.styleSheet(), qapp.palette(), qapp.font())
    theme.apply(qapp, Appearance(scheme=Scheme.LIGHT))
    theme.apply_at_start(qapp, Appearance(scheme=Scheme.DARK))
    theme.follow_desktop(qapp)
    assert (theme.look(), qapp.styleSheet(), qapp.palette(), qapp.font()) == settled


def test_following_the_desktop_corrects_what_was_guessed_at_the_start(qapp: QApplication) -> None:
    theme.apply(qapp, Appearance(scheme=Scheme.SYSTEM))
    wished = theme.look().scheme
    # Dressed in dark, it is taken for a dark desktop.
    theme.apply(qapp, Appearance(scheme=Scheme.DARK))
    theme.apply_at_start(qapp, Appearance(scheme=Scheme.SYSTEM))
    assert theme.look().scheme is Scheme.DARK
    theme.follow_desktop(qapp)
    assert theme.look().scheme is wished is Scheme.LIGHT


def test_zoom_stays_between_80_and_200(qapp: QApplication) -> None:
    theme.apply(qapp, Appearance(zoom=500))
    assert theme.look().zoom == 200
    theme.apply(qapp, Appearance(zoom=1))
    assert theme.look().zoom == 80


def test_what_is_shown_already_follows_zoom_and_scheme(dressed: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = column(window, "m", ("xl", "xl", "xl", "xl"))
    button = QPushButton("Lock", window)
    theme.give_icon(button, "lock")
    layout.addWidget(button)
    before = button.icon().pixmap(20, 20).toImage()
    theme.apply(dressed, Appearance(scheme=Scheme.DARK, zoom=200))
    assert layout.spacing() == 24
    assert layout.contentsMargins().left() == 48
    assert button.iconSize().height() == 40
    assert button.icon().pixmap(20, 20).toImage() != before


@pytest.mark.parametrize("name", LINE_ICONS)
def test_every_icon_is_painted_in_the_colour_of_its_role(dressed: QApplication, name: str) -> None:
    assert dressed
    picture = theme.picture(name, "accent", 20, 2.0)
    assert picture.width() == 40
    assert picture.deviceIndependentSize().width() == 20
    image, wanted = picture.toImage(), theme.look().colour("accent")
    painted = {
        image.pixelColor(x, y).name()
        for x, y in product(range(40), repeat=2)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert wanted.name() in painted


def test_the_reading_font_comes_first_and_other_scripts_have_a_shipped_font(
    dressed: QApplication,
) -> None:
    families = dressed.font().families()
    assert families[0] == "Atkinson Hyperlegible Next"
    writing = QFontDatabase.WritingSystem
    for script in (
        writing.Greek, writing.Cyrillic, writing.Arabic, writing.Hebrew,
        writing.SimplifiedChinese,
    ):  # fmt: skip
        assert any(script in QFontDatabase.writingSystems(family) for family in families)
