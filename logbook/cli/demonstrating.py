# SPDX-License-Identifier: Apache-2.0
"""`demo`: the main job on a sample, from a new logbook to two signed PDFs a stranger can check."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from logbook.app import Logbook, make_sample, verify_file
from logbook.cli.frame import Answer, Status
from logbook.cli.opening import opened_with
from logbook.clock import Clock
from logbook.documents.verification import Verdict
from logbook.domain.records import OF_A_DISCLOSURE, DocumentKind
from logbook.i18n import _
from logbook.journal.checkpoint import Checkpoint
from logbook.services.describing import describe
from logbook.services.sampling import SAMPLE_PASSPHRASE, SampleLogbook

LOGBOOK_NAME = "Sample.logbook"
_SUFFIX = ".logbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the sample goes: the logbook, and the folder for its documents."""

    logbook: Path
    documents: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """A signed PDF of the sample, and what our own verification says of it."""

    path: Path
    verdict: Verdict


def place_in(folder: Path) -> Place:
    """Say where a sample in a folder goes; the folder may be the logbook itself."""
    if folder.suffix == _SUFFIX:
        return Place(logbook=folder, documents=folder.absolute().parent)
    return Place(logbook=folder / LOGBOOK_NAME, documents=folder)


def demonstrate(place: Place, clock: Clock) -> Answer:
    """Make the sample, or go on with the one that is there, and write and verify its documents."""
    sample = make_sample(place.logbook, clock)
    with opened_with(place.logbook, sample.passphrase, clock) as logbook:
        documents = tuple(
            _document(logbook, sample, kind, place.documents) for kind in OF_A_DISCLOSURE
        )
        line = logbook.reviewing.line(sample.disclosure)
        assert line is not None, "the sample has its disclosure"
        logbook.checkpoints.sign()
        head = logbook.checkpoints.head()
    return _answer(place, sample, documents, entry=line.seq, head=head)


def _document(
    logbook: Logbook, sample: SampleLogbook, kind: DocumentKind, folder: Path
) -> _Document:
    """Write a document, unless a demonstration before this one did, and verify the file."""
    job = logbook.exporting.prepare(sample.disclosure, kind)
    path = folder / job.file_name
    if not path.exists():
        logbook.exporting.deliver(job.run(), path)
    said = verify_file(path, known_roots=frozenset({describe(logbook.path).fingerprint}))
    return _Document(path=path, verdict=said.verdict)


def _answer(
    place: Place,
    sample: SampleLogbook,
    documents: tuple[_Document, ...],
    *,
    entry: int,
    head: Checkpoint,
) -> Answer:
    size, root = head.size, b64encode(head.root).decode("ascii")
    intact = all(document.verdict is Verdict.INTACT for document in documents)
    made = _("Made the sample logbook") if sample.receipts else _("The sample logbook is there")
    return Answer(
        lines=(
            f"{made}: {place.logbook}",
            _("Disclosure {number} stands in entry {entry} of its journal.").format(
                number=sample.number, entry=entry
            ),
            _("Checkpoint: {size} entries, root {root}").format(size=size, root=root),
            *(
                _("Signed PDF: {path} (verified: {verdict})").format(
                    path=document.path, verdict=document.verdict.value
                )
                for document in documents
            ),
            _("The passphrase of the sample is: {passphrase}").format(passphrase=SAMPLE_PASSPHRASE),
            _("To open it: disclosure-logbook, then choose this folder and type the passphrase."),
        ),
        table={
            "logbook": str(place.logbook),
            "made": bool(sample.receipts),
            "number": sample.number,
            "entry": entry,
            "checkpoint": {"size": size, "root": root},
            "documents": [
                {"path": str(document.path), "verdict": document.verdict.value}
                for document in documents
            ],
            "passphrase": SAMPLE_PASSPHRASE,
        },
        status=Status.GOOD if intact else Status.FINDING,
        complaint=""
        if intact
        else _("A document of the sample is not as it was signed. The logbook is untouched."),
    )
