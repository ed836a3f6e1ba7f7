# SPDX-License-Identifier: Apache-2.0
"""A whole day with a logbook, through its services and its windows, with forty markers in it.

    whole_day.py FOLDER [leak]

reads one marker a line from its input, puts each where a person would put something that nobody
else may read, and prints one JSON object: which were entered, and the titles and names that windows
showed to the desktop. With `leak` it leaves out what is done seldom, and does what it must not:
writes one into a temporary file, and opens a connection.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

reached: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note every socket but those of this computer, and every name that is looked up."""
    if event == "socket.__new__":
        if arguments[1] not in {socket.AF_UNIX, -1}:
            reached.append(f"{event} {arguments[1]}")
    elif event.startswith("socket.") and event != "socket.gethostname":
        address = arguments[1] if len(arguments) > 1 else None
        if not (event in {"socket.connect", "socket.bind"} and isinstance(address, str | bytes)):
            reached.append(event)


sys.addaudithook(_watch)

from PySide6.QtCore import Qt  # noqa: E402 - armed before anything of ours is loaded
from PySide6.QtGui import QPainter  # noqa: E402
from PySide6.QtPrintSupport import QPrinter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit  # noqa: E402

from logbook.app import (  # noqa: E402
    Elsewhere,
    Logbook,
    RestoreJob,
    unlock_backup_job,
    unlock_job,
    verify_file,
)
from logbook.cli.commands import main as command  # noqa: E402
from logbook.domain.amendment import AmendmentDraft  # noqa: E402
from logbook.domain.clinical_will import Executor, WillDraft  # noqa: E402
from logbook.domain.drafts import KeptDraft  # noqa: E402
from logbook.domain.erasure import ErasureDecision, ErasureOutcome  # noqa: E402
from logbook.domain.lines import LineKind  # noqa: E402
from logbook.domain.party import RecipientClass  # noqa: E402
from logbook.domain.people import (  # noqa: E402
    Belonging,
    ContactKind,
    ContactPoint,
    SafeContact,
    ServiceUser,
)
from logbook.domain.records import DocumentKind  # noqa: E402
from logbook.domain.viewing import ViewingReason  # noqa: E402
from logbook.store.errors import WrongPassphraseError  # noqa: E402
from tests import builders as make  # noqa: E402
from ui.app import make_application  # noqa: E402
from ui.crash.report import crash_report  # noqa: E402
from ui.frame.places import Place, Spot  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.printing.paper import a_printer, private_scratch, put_on_paper  # noqa: E402

FOLDER = Path(sys.argv[1])
LEAKS = "leak" in sys.argv[2:]
HANDED_OVER = FOLDER / "handed-over"
"""Documents go here because somebody asked for it; what stands in them is theirs to keep."""


class Markers:
    """Gives out markers, each once, and knows which were given out."""

    def __init__(self, markers: list[str]) -> None:
        self._left: Iterator[str] = iter(markers)
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(next(self._left))
        return self.given[-1]


def the_practice(m: Markers, clock: make.StandingClock) -> tuple[Logbook, str]:
    passphrase = f"{m()} {m()}"
    practice = make.a_practice(
        name=m(), address=f"{m()}\nLudlow", phone=m(), complaints_contact=m()
    )
    practitioner = make.a_practitioner(name=m())
    logbook, _keys = make.a_logbook(
        FOLDER / "Practice.logbook",
        clock,
        practice=practice,
        practitioner=practitioner,
        passphrase=passphrase,
    )
    return logbook, passphrase


def the_person(m: Markers, logbook: Logbook) -> ServiceUser:
    person = make.a_person(
        reference=m(),
        name=m(),
        known_as=m(),
        address=m(),
        phone=m(),
        email=f"{m()}@example.invalid",
        gp=m(),
        language=m(),
        safe_contact=SafeContact(note=m(), code_word=m(), third_party_risk=m()),
        other_contacts=(ContactPoint(kind=ContactKind.PHONE, where=m(), note=m()),),
        circle=(Belonging(of=RecipientClass.OWN_INSURER, name=m()),),
    )
    logbook.enrolling.add(person)
    return person


def the_records(m: Markers, logbook: Logbook, person: ServiceUser) -> tuple[UUID, UUID]:
    consent = make.a_consent_draft(person.id)
    consent = replace(
        consent,
        scope=replace(consent.scope, purpose=m(), how_used=m()),
        giving=replace(consent.giving, evidence=m()),
    )
    given = logbook.consenting.record(consent).object
    draft = make.a_disclosure_draft(person.id, given)
    assert draft.information.items
    item = replace(draft.information.items[0], description=m())
    draft = replace(
        draft,
        recipient=replace(draft.recipient, name=m()),
        purpose=replace(draft.purpose, words=m()),
        information=replace(draft.information, items=(item,), left_out=m(), minimum=m()),
        decision=replace(draft.decision, reasons=m(), views=m()),
        transmission=replace(draft.transmission, sent_to=m()),
    )
    recorded = logbook.disclosing.record(draft).object
    told = make.a_notification_draft(recorded, words=m())
    logbook.notifying.record(told)
    logbook.keeping.keep(make.an_objection(person.id, reason=m(), recipients=(m(),)))
    logbook.keeping.keep(make.a_hold(person.id, who=m()))
    received = make.a_received_request(person.id)
    logbook.keeping.keep(replace(received, request=replace(received.request, wording=m())))
    name = draft.recipient.name
    amendment = AmendmentDraft(
        id=uuid4(), target=recorded, part="recipient.name", old=name, new=m(), reason=m()
    )
    logbook.amending.record(amendment)
    logbook.drafting.keep(KeptDraft(draft=make.a_disclosure_draft(person.id, None), place=m()))
    return given, recorded


def paper_and_backup(logbook: Logbook, disclosure: UUID, consent: UUID) -> None:
    HANDED_OVER.mkdir()
    jobs = (
        logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD),
        logbook.exporting.prepare_consent(consent),
    )
    for number, job in enumerate(jobs):
        path = HANDED_OVER / f"{number}.pdf"
        logbook.exporting.deliver(job.run(), path)
        verify_file(path)
    place = FOLDER / "second-place"
    place.mkdir()
    proof = logbook.backing_up.prepare(place).run()
    logbook.backing_up.record(proof)
    backup = next(path for path in place.iterdir() if path.is_file())
    rehearsal = logbook.rehearsing.prepare(backup)
    try:
        logbook.rehearsing.record(rehearsal.run())
    finally:
        rehearsal.discard()
    assert logbook.auditing.audit().is_intact


def the_window(m: Markers, passphrase: str, clock: make.StandingClock, person: UUID) -> list[str]:
    app = make_application()
    window = MainWindow(Preferences(), clock)
    path = FOLDER / "Practice.logbook"
    window.start(path)
    window.show()
    titles = set()

    def look() -> None:
        app.processEvents()
        for each in QApplication.topLevelWidgets():
            titles.update({each.windowTitle(), each.windowFilePath(), each.windowIconText()})

    window._enter(Logbook.open(path, unlock_job(path, passphrase).run(), clock))
    frame = window.frame
    assert frame is not None
    for place in (
        Place(spot=Spot.PERSON, id=person),
        Place(spot=Spot.PEOPLE),
        Place(spot=Spot.DISCLOSURES),
        Place(spot=Spot.CONSENTS),
        Place(spot=Spot.DRAFT, id=uuid4(), kind=LineKind.SERVICE_USER),
    ):
        frame.go(place)
        look()
    assert frame.screen_shown is not None
    line = frame.screen_shown.findChildren(QLineEdit)[0]
    line.setFocus()
    QTest.keyClicks(line, m())
    line.selectAll()
    line.copy()
    for area in frame.screen_shown.findChildren(QPlainTextEdit)[:1]:
        QTest.keyClicks(area, m())
    QTest.qWait(600)
    QTest.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, m())
    QTest.qWait(300)
    look()
    window.lock()
    look()
    window.close()
    return sorted(titles)


def what_is_done_seldom(
    m: Markers, passphrase: str, clock: make.StandingClock, about: UUID
) -> None:
    """All that works with whole files and folders: paper, keys, a will, erasing, restoring."""
    path = FOLDER / "Practice.logbook"
    with contextlib.suppress(WrongPassphraseError):
        unlock_job(path, f"{m()} {m()}").run()
    keys = unlock_job(path, passphrase).run()
    logbook = Logbook.open(path, keys, clock)
    on_paper(logbook, about)
    with contextlib.suppress(WrongPassphraseError):
        logbook.recovering.sheet_job(m()).run()
    logbook.recovering.make_sheet(logbook.recovering.sheet_job(passphrase).run())
    executors = tuple(Executor(name=m(), contact=m()) for _number in range(3))
    will = WillDraft(executors=executors, files=m())
    logbook.clinical_will.make(logbook.clinical_will.will_job(passphrase, will).run())
    gone = make.a_person(reference=m(), name=m(), address=m())
    logbook.enrolling.add(gone)
    erasure = ErasureDecision(
        id=uuid4(),
        service_user=gone.id,
        objects=(gone.id,),
        outcome=ErasureOutcome.GRANTED,
        requested_on=clock.now().date(),
        decided_by=uuid4(),
        decided_on=clock.now().date(),
    )
    logbook.destroying.decide(erasure)
    logbook.destroying.destroy(erasure.id, method=m())
    logbook.rotating.rotate()
    changed = logbook.unlocking.passphrase_job(passphrase, f"{m()} {m()} {m()}")
    logbook.unlocking.change_passphrase(changed.run())
    logbook.close()
    (backup,) = (FOLDER / "second-place").glob("*.logbookbackup")
    RestoreJob(
        backup=backup,
        path=FOLDER / "Restored.logbook",
        keys=unlock_backup_job(backup, passphrase).run(),
        clock=clock,
        elsewhere=Elsewhere(live=path),
    ).run()


def on_paper(logbook: Logbook, disclosure: UUID) -> None:
    """Save a letter beside the other documents, and print it as to a printer."""
    letter = logbook.exporting.prepare(disclosure, DocumentKind.NOTIFICATION_LETTER).run()
    logbook.exporting.deliver(letter, HANDED_OVER / "letter.pdf")
    printer, painter = a_printer(), QPainter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(HANDED_OVER / "printed.pdf"))
    with private_scratch() as until_sent:
        painter.begin(printer)
    with until_sent:
        assert put_on_paper(letter.data, printer, painter, lambda _page, _of: None)


def a_crash(m: Markers) -> None:
    kept = m()
    try:
        try:
            {}[kept]
        except KeyError as error:
            raise ValueError(f"cannot keep {kept}") from error
    except ValueError as error:
        (FOLDER / "report.txt").write_text(crash_report(error), "utf-8")


def commands(pdf: Path) -> None:
    """Carry out commands; what they answer goes to the person who asked, and so not here."""
    with contextlib.redirect_stdout(io.StringIO()):
        for words in (["demo", str(FOLDER / "demo")], ["verify", str(pdf)]):
            with contextlib.suppress(SystemExit):
                command(words)


def leak(marker: str) -> None:
    handle, name = tempfile.mkstemp()
    os.write(handle, marker.encode())
    os.close(handle)
    os.unlink(name)  # noqa: PTH108 - it is gone, and was there
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET) as away:
        away.settimeout(0.1)
        away.connect(("127.0.0.1", 9))


def main() -> None:
    m = Markers(sys.stdin.read().split())
    clock = make.StandingClock()
    logbook, passphrase = the_practice(m, clock)
    person = the_person(m, logbook)
    consent, disclosure = the_records(m, logbook, person)
    logbook.viewing.view(person.id, ViewingReason.OTHER, m())
    paper_and_backup(logbook, disclosure, consent)
    logbook.close()
    titles = the_window(m, passphrase, clock, person.id)
    if not LEAKS:
        what_is_done_seldom(m, passphrase, clock, disclosure)
    a_crash(m)
    commands(HANDED_OVER / "0.pdf")
    if LEAKS:
        leak(m.given[0])
    told = {
        "entered": len(m.given),
        "shown": titles,
        "reached": reached,
        "modules": sorted(sys.modules),
    }
    sys.stdout.write(json.dumps(told) + "\n")


main()
