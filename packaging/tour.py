# SPDX-License-Identifier: Apache-2.0
"""One look of the program: a picture of every screen and every step of the wizard.

    python packaging/tour.py FOLDER SCHEME ZOOM

Started by screens.py with the repository on the Python path, a process for each look.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from logbook.app import Logbook, make_sample, unlock_job
from logbook.clock import SystemClock
from logbook.domain.basis import Basis
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.lines import LineKind
from logbook.domain.steps import Step
from logbook.services.sampling import SampleLogbook
from logbook.store.keyring import SMALLEST
from ui import theme
from ui.app import make_application
from ui.frame.frame import Frame
from ui.frame.places import ROOMS, TODAY, Place, Spot
from ui.main_window import MainWindow
from ui.people.asides import Aside
from ui.practice.practice_screen import SECTIONS
from ui.preferences import Preferences
from ui.widgets.step_rail import StepRail, StepState

SIZE = (1280, 860)
SETTLING = 6
"""Rounds of events after which nothing moves any more: layouts, focus, delayed lists."""

Stop = tuple[str, QWidget]
"""The name of a screen, and the window showing it."""


def main() -> int:
    """Draw every screen in one look."""
    folder, scheme, zoom = Path(sys.argv[1]), theme.Scheme(sys.argv[2]), int(sys.argv[3])
    qInstallMessageHandler(_pass_on)
    with tempfile.TemporaryDirectory() as place:
        preferences = Preferences(Path(place) / "preferences.ini")
        preferences.scheme, preferences.zoom = scheme, zoom
        app = make_application()
        theme.apply(app, preferences.appearance)
        for number, (name, window) in enumerate(_tour(Path(place), preferences), 1):
            for _round in range(SETTLING):
                app.processEvents()
            picture = folder / f"{number:02d}-{name}-{scheme.value}-{zoom}.png"
            assert window.grab().save(str(picture)), "a picture can be written"
    return 0


def _tour(place: Path, preferences: Preferences) -> Iterator[Stop]:
    sample = make_sample(place / "Sample.logbook", SystemClock(), cost=SMALLEST)
    window = MainWindow(preferences)
    window.resize(*SIZE)
    window.show()
    yield from _locked(window, sample)
    logbook = Logbook.open(sample.path, unlock_job(sample.path, sample.passphrase).run())
    window._enter(logbook)  # noqa: SLF001 - what the unlock screen's signal does
    frame = window.frame
    assert frame is not None, "a logbook is open"
    disclosure = logbook.reviewing.disclosure(sample.disclosure)
    yield from _rooms(window, frame)
    yield from _records(window, frame, logbook, disclosure)
    yield from _forms(window, frame, disclosure)
    yield from _steps(window, frame, logbook)
    yield from _half_shut_out(window, frame, logbook, sample)
    yield from _afterwards(window, frame, sample)
    window.close()


def _locked(window: MainWindow, sample: SampleLogbook) -> Iterator[Stop]:
    window.show_first_run()
    yield "first-run", window
    window.show_create()
    yield "create", window
    window.show_unlock(sample.path)
    yield "unlock", window


def _rooms(window: MainWindow, frame: Frame) -> Iterator[Stop]:
    for spot in ROOMS:
        frame.go(Place(spot=spot))
        yield spot.value, window
    for section in SECTIONS:
        frame.go(Place(spot=Spot.PRACTICE, section=section.name))
        yield f"practice-{section.name}", window


def _records(
    window: MainWindow, frame: Frame, logbook: Logbook, disclosure: Disclosure
) -> Iterator[Stop]:
    assert disclosure.service_user is not None, "the sample's disclosure is about somebody"
    consent = logbook.reviewing.consents_of(disclosure.service_user)[0]
    for spot, identity in (
        (Spot.PERSON, disclosure.service_user),
        (Spot.DISCLOSURE, disclosure.id),
        (Spot.CONSENT, consent.id),
        (Spot.TELLING, disclosure.id),
    ):
        frame.go(Place(spot=spot, id=identity))
        yield spot.value, window
    for aside in (Aside.REPRESENTATIVE, Aside.OBJECTION, Aside.CAPACITY):
        frame.go(Place(spot=Spot.ASIDE, id=disclosure.service_user, task=aside))
        yield f"aside-{aside.value}", window
    for event in (ConsentEventKind.WITHDRAWN, ConsentEventKind.NARROWED):
        frame.go(Place(spot=Spot.CONSENT_EVENT, id=consent.id, task=event))
        yield f"consent-{event.value}", window


def _forms(window: MainWindow, frame: Frame, disclosure: Disclosure) -> Iterator[Stop]:
    for name, kind, about in (
        ("person-form", LineKind.SERVICE_USER, None),
        ("consent-form", LineKind.CONSENT, disclosure.service_user),
        ("wizard-empty", LineKind.DISCLOSURE, None),
    ):
        frame.go(Place(spot=Spot.DRAFT, id=uuid4(), kind=kind, about=about))
        yield name, window


def _steps(window: MainWindow, frame: Frame, logbook: Logbook) -> Iterator[Stop]:
    begun = next(line for line in logbook.drafting.all() if line.kind is LineKind.DISCLOSURE)
    kept = logbook.drafting.find(begun.id)
    assert kept is not None, "the sample holds a disclosure that is not signed yet"
    assert isinstance(kept.draft, DisclosureDraft), "and it is one"
    for step in Step:
        frame.go(TODAY)
        draft = _that_asks(step, kept.draft)
        logbook.drafting.keep(KeptDraft(draft=draft, place=f"disclosure/{step.value}/"))
        frame.go(Place(spot=Spot.DRAFT, id=kept.id, kind=LineKind.DISCLOSURE))
        yield f"wizard-{step.value}", window
    _open_the_rail(window)
    yield "wizard-not-asked", window


_KIND_OF_STEP = {
    Step.LAW: Kind.LAW,
    Step.UNABLE: Kind.BEST_INTERESTS,
    Step.BASIS: Kind.PUBLIC_INTEREST,
    Step.WEIGHING: Kind.PUBLIC_INTEREST,
    Step.ACCESS: Kind.SUBJECT_ACCESS,
    Step.SAFEGUARDING: Kind.SAFEGUARDING,
    Step.RESEARCH: Kind.RESEARCH,
    Step.DE_IDENTIFICATION: Kind.DE_IDENTIFIED,
    Step.BREACH: Kind.BREACH,
    Step.SERIES: Kind.RECURRING,
    Step.BATCH: Kind.BULK,
    Step.REFUSAL: Kind.REFUSAL,
    Step.TELLING: Kind.SAFEGUARDING,
}
"""A kind of entry that asks a step, where the begun disclosure of the sample does not."""


def _that_asks(step: Step, draft: DisclosureDraft) -> DisclosureDraft:
    kind = _KIND_OF_STEP.get(step)
    if kind is None:
        return draft
    asked = replace(draft, kind=kind, basis=Basis())
    if step is Step.LAW:
        return replace(asked, basis=Basis(family=BasisFamily.LAW, legal_basis="LB-COURT"))
    return asked


def _open_the_rail(window: MainWindow) -> None:
    """Open the list of the steps that are not asked, as a click does."""
    for rail in window.findChildren(StepRail):
        lines = [number for number, each in enumerate(rail.steps) if each.state is StepState.FOLDED]
        if rail.isVisible() and lines:
            rail.itemActivated.emit(rail.item(lines[0]))
            rail.scrollToBottom()


def _half_shut_out(
    window: MainWindow, frame: Frame, logbook: Logbook, sample: SampleLogbook
) -> Iterator[Stop]:
    """Have keys of one's own changed, and the logbook's not yet."""
    out = logbook.shutting_out
    out.take(out.job(sample.passphrase, cost=SMALLEST).run())
    for name, place in (
        ("today-keys-due", TODAY),
        ("practice-recovery-keys-due", Place(spot=Spot.PRACTICE, section="recovery")),
    ):
        frame.go(place)
        yield name, window


def _afterwards(window: MainWindow, frame: Frame, sample: SampleLogbook) -> Iterator[Stop]:
    receipt = next(each for each in sample.receipts if each.object == sample.disclosure)
    frame.go(Place(spot=Spot.RECEIPT, id=receipt.object, receipt=receipt))
    yield "receipt", window
    frame._show_keys()  # noqa: SLF001 - what Ctrl+/ does
    yield "keys", window
    window._cover()  # noqa: SLF001 - what it does where nothing can be written
    yield "covered", window
    window.lock()
    yield "locked", window


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Let Qt say what it has to say, but for what a window without a screen always says."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
