# SPDX-License-Identifier: Apache-2.0
"""A picture of every screen and every step of the wizard, in every look.

    python packaging/screens.py FOLDER

Light and dark at 100 % and 200 %, high contrast at 100 %. The screens show the sample logbook:
real windows, no screen needed. Each look is drawn by a process of its own (tour.py), and one sheet
of all pictures is made at the end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

ROOT = Path(__file__).resolve().parents[1]
LOOKS = [
    *((scheme, zoom) for scheme in ("light", "dark") for zoom in (100, 200)),
    ("high_contrast", 100),
]
THUMBNAIL = (360, 242)
GAP = 8


def main() -> int:
    """Draw all looks, and the sheet of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for scheme, zoom in LOOKS:
        sys.stdout.write(f"Drawing every screen, {scheme.replace('_', ' ')}, {zoom} % …\n")
        sys.stdout.flush()
        if status := _draw(folder, scheme, zoom):
            return status
    _make_sheet(folder)
    drawn = len(list(folder.glob("*-*.png")))
    sys.stdout.write(f"{drawn} pictures and sheet.png are in {folder}\n")
    return 0


def _draw(folder: Path, scheme: str, zoom: int) -> int:
    """Draw every screen in one look; give the exit status."""
    command = [sys.executable, str(ROOT / "packaging" / "tour.py"), str(folder), scheme, str(zoom)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, check=False).returncode


def _make_sheet(folder: Path) -> None:
    """Put all pictures on one sheet: a row for each screen, a column for each look."""
    app = QGuiApplication(sys.argv[:1])
    names = sorted({path.name.rsplit("-", 2)[0] for path in folder.glob("*-*-*.png")})
    width, height = (side + GAP for side in THUMBNAIL)
    sheet = QImage(width * len(LOOKS), height * len(names), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    for row, name in enumerate(names):
        for column, (scheme, zoom) in enumerate(LOOKS):
            picture = QImage(str(folder / f"{name}-{scheme}-{zoom}.png")).scaled(
                *THUMBNAIL,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(column * width, row * height, picture)
    painter.end()
    assert sheet.save(str(folder / "sheet.png")), "the sheet can be written"
    app.quit()


if __name__ == "__main__":
    sys.exit(main())
