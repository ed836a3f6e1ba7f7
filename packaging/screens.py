# SPDX-License-Identifier: Apache-2.0
"""A picture of every screen and every step of the wizard: light and dark, 100 % and 200 %.

    python packaging/screens.py FOLDER

The screens show the sample logbook: real windows, no screen needed. Each look is drawn by a
process of its own, and one sheet of all pictures is made at the end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

LOOKS = [(scheme, zoom) for scheme in ("light", "dark") for zoom in (100, 200)]
SIZE = (1280, 860)
THUMBNAIL = 360


def main() -> int:
    """Draw all looks, or with `--look` one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--look", nargs=2, metavar=("SCHEME", "ZOOM"), help=argparse.SUPPRESS)
    parser.add_argument("--sheet", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.look is not None:
        return _draw(asked.folder, asked.look[0], int(asked.look[1]))
    if asked.sheet:
        return _make_sheet(asked.folder)
    for scheme, zoom in LOOKS:
        sys.stdout.write(f"Drawing every screen, {scheme}, {zoom} % …\n")
        sys.stdout.flush()
        if status := _start(asked.folder, "--look", scheme, str(zoom)):
            return status
    if status := _start(asked.folder, "--sheet"):
        return status
    drawn = len(list(asked.folder.glob("*-*.png")))
    sys.stdout.write(f"{drawn} pictures and sheet.png are in {asked.folder}\n")
    return 0


def _start(folder: Path, *options: str) -> int:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, __file__, str(folder), *options]
    return subprocess.run(command, env=environment, check=False).returncode


def _draw(folder: Path, scheme: str, zoom: int) -> int:
    """Draw every screen in one look."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - a process of its own

    from ui import theme  # noqa: PLC0415
    from ui.app import make_application  # noqa: PLC0415
    from ui.preferences import Preferences  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        preferences = Preferences(Path(place) / "preferences.ini")
        preferences.scheme = theme.Scheme(scheme)
        preferences.zoom = zoom
        app = make_application()
        assert isinstance(app, QApplication)
        theme.apply(app, preferences.appearance)
        for number, (name, window) in enumerate(_screens(Path(place), preferences), 1):
            for _settling in range(6):
                app.processEvents()
            picture = folder / f"{number:02d}-{name}-{scheme}-{zoom}.png"
            assert window.grab().save(str(picture)), "a picture can be written"
    return 0


def _screens(place: Path, preferences: object) -> Iterator[tuple[str, object]]:
    """Give the window on one screen after the other."""
    from logbook.app import Logbook, make_sample, unlock_job  # noqa: PLC0415
    from logbook.clock import SystemClock  # noqa: PLC0415
    from logbook.domain.disclosure import DisclosureDraft  # noqa: PLC0415
    from logbook.domain.drafts import KeptDraft  # noqa: PLC0415
    from logbook.domain.lines import LineKind  # noqa: PLC0415
    from logbook.domain.steps import Step  # noqa: PLC0415
    from logbook.store.keyring import SMALLEST  # noqa: PLC0415
    from ui.frame.places import Place, Spot  # noqa: PLC0415
    from ui.main_window import MainWindow  # noqa: PLC0415

    sample = make_sample(place / "Sample.logbook", SystemClock(), cost=SMALLEST)
    window = MainWindow(preferences)  # type: ignore[arg-type]
    window.resize(*SIZE)
    window.show()
    window.show_first_run()
    yield "first-run", window
    window.show_create()
    yield "create", window
    window.show_unlock(sample.path)
    yield "unlock", window

    keys = unlock_job(sample.path, sample.passphrase).run()
    logbook = Logbook.open(sample.path, keys)
    window._enter(logbook)  # noqa: SLF001 - what the unlock screen's signal does
    assert window.frame is not None
    for spot in (Spot.TODAY, Spot.PEOPLE, Spot.DISCLOSURES, Spot.CONSENTS):
        window.frame.go(Place(spot=spot))
        yield spot.value, window
    reviewing = logbook.reviewing
    disclosure = reviewing.disclosure(sample.disclosure)
    consent = reviewing.consents_of(disclosure.service_user)[0]
    window.frame.go(Place(spot=Spot.PERSON, id=disclosure.service_user))
    yield "person", window
    window.frame.go(Place(spot=Spot.DISCLOSURE, id=disclosure.id))
    yield "disclosure", window
    window.frame.go(Place(spot=Spot.CONSENT, id=consent.id))
    yield "consent", window
    window.frame.go(Place(spot=Spot.TELLING, id=disclosure.id))
    yield "telling", window
    window.frame.go(Place(spot=Spot.DRAFT, id=uuid4(), kind=LineKind.SERVICE_USER))
    yield "person-form", window
    about = disclosure.service_user
    window.frame.go(Place(spot=Spot.DRAFT, id=uuid4(), kind=LineKind.CONSENT, about=about))
    yield "consent-form", window
    window.frame.go(Place(spot=Spot.DRAFT, id=uuid4(), kind=LineKind.DISCLOSURE))
    yield "wizard-empty", window

    begun = next(line for line in logbook.drafting.all() if line.kind is LineKind.DISCLOSURE)
    kept = logbook.drafting.find(begun.id)
    assert kept is not None, "the sample holds a disclosure that is not signed yet"
    assert isinstance(kept.draft, DisclosureDraft), "and it is one"
    for step in Step:
        window.frame.go(Place(spot=Spot.TODAY))
        logbook.drafting.keep(KeptDraft(draft=kept.draft, place=f"disclosure/{step.value}/"))
        window.frame.go(Place(spot=Spot.DRAFT, id=kept.id, kind=LineKind.DISCLOSURE))
        yield f"wizard-{step.value}", window

    receipt = next(each for each in sample.receipts if each.object == sample.disclosure)
    window.frame.go(Place(spot=Spot.RECEIPT, id=receipt.object, receipt=receipt))
    yield "receipt", window
    window.frame._show_keys()  # noqa: SLF001 - what Ctrl+/ does
    yield "keys", window
    window.lock()
    yield "locked", window
    window.close()


def _make_sheet(folder: Path) -> int:
    """Put all pictures on one sheet: a row for each screen, a column for each look."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter  # noqa: PLC0415

    app = QGuiApplication(sys.argv[:1])
    names = sorted({path.name.rsplit("-", 2)[0] for path in folder.glob("*-*-*.png")})
    height = THUMBNAIL * SIZE[1] // SIZE[0]
    sheet = QImage(
        (THUMBNAIL + 8) * len(LOOKS), (height + 8) * len(names), QImage.Format.Format_RGB32
    )
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    for row, name in enumerate(names):
        for column, (scheme, zoom) in enumerate(LOOKS):
            picture = QImage(str(folder / f"{name}-{scheme}-{zoom}.png")).scaled(
                THUMBNAIL,
                height,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(column * (THUMBNAIL + 8), row * (height + 8), picture)
    painter.end()
    assert sheet.save(str(folder / "sheet.png")), "the sheet can be written"
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
