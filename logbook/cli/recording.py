# SPDX-License-Identifier: Apache-2.0
"""`record` and `export`: a case into the logbook, and a signed PDF out of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from logbook.app import Logbook
from logbook.cli.findings import said_of_findings, table_of_findings
from logbook.cli.frame import Answer, Status
from logbook.cli.opening import entering, open_logbook
from logbook.clock import Clock
from logbook.domain.findings import RecordRefusedError
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import DocumentKind, Receipt
from logbook.exchange.case_file import WrittenCase, read_case
from logbook.i18n import _, ngettext
from logbook.services.entering import EnteredCase
from logbook.services.exporting import ExportJob
from logbook.services.reviewing import NotOnRecordError
from logbook.wording.sentences import error_sentence


def record(
    path: Path,
    case_file: Path,
    *,
    variant: str,
    sign: bool,
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Keep a case as a draft and say what the rules say; with `sign`, record it."""
    case = read_case(case_file, clock.zone, variant)
    with open_logbook(path, passphrase_file, clock) as logbook:
        others = _decides_otherwise(case, logbook.practice, logbook.practitioner)
        answer = _entered(logbook, case, sign=sign)
    if not others:
        return answer
    said = _("The logbook's own practice decides; the file says otherwise of: {parts}.").format(
        parts=", ".join(others)
    )
    return replace(
        answer, lines=(said, *answer.lines), table={**answer.table, "decided_otherwise": others}
    )


def _entered(logbook: Logbook, case: WrittenCase, *, sign: bool) -> Answer:
    enter = entering(logbook)
    entered = enter.enter(case)
    if entered.recorded is not None:
        line = logbook.reviewing.line(entered.recorded.id)
        assert line is not None, "lists show every disclosure"
        return _recorded_before(entered, line.seq)
    if not sign:
        return _kept(entered)
    if not entered.ready:
        return _refused(entered)
    return _recorded(entered, enter.record(entered))


_DECIDES = (
    ("practice", ("nation", "controller", "public_contracts", "public_authority", "inspectorates")),
    ("practitioner", ("profession",)),
)
"""What of a practice and its practitioner the rules turn on."""


def _decides_otherwise(
    case: WrittenCase, practice: Practice, practitioner: Practitioner
) -> tuple[str, ...]:
    """Name the parts of a file that would decide otherwise than the logbook does."""
    own = {"practice": practice, "practitioner": practitioner}
    return tuple(
        f"{section}.{part}"
        for section, parts in _DECIDES
        for part in parts
        if getattr(case, section) is not None
        and getattr(getattr(case, section), part) != getattr(own[section], part)
    )


def export(
    path: Path,
    number: str,
    out: Path,
    *,
    letter: bool,
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Write a signed PDF of a disclosure."""
    kind = DocumentKind.NOTIFICATION_LETTER if letter else DocumentKind.DISCLOSURE_RECORD
    with open_logbook(path, passphrase_file, clock) as logbook:
        disclosure = logbook.reviewing.numbered(number.strip().upper())
        job = logbook.exporting.prepare(disclosure.object, kind)
        return _written(logbook, job, out, kind)


def account(
    path: Path, reference: str, out: Path, *, passphrase_file: str | None, clock: Clock
) -> Answer:
    """Write a signed PDF of who was told about a person, as that person may see it.

    Raises:
        NotOnRecordError: nobody has this reference.
    """
    with open_logbook(path, passphrase_file, clock) as logbook:
        person = logbook.reviewing.of_reference(reference.strip())
        if person is None:
            raise NotOnRecordError("There is nobody of this reference.")
        job = logbook.exporting.prepare_accounting(person.id)
        return _written(logbook, job, out, DocumentKind.ACCOUNTING)


def _written(logbook: Logbook, job: ExportJob, out: Path, kind: DocumentKind) -> Answer:
    place = out / job.file_name if out.is_dir() else out
    delivered = logbook.exporting.deliver(job.run(), place)
    return Answer(
        lines=(
            _("Wrote {path}").format(path=delivered.path),
            _("SHA-256: {digest}").format(digest=delivered.sha256),
            _("Entry {seq} of the journal says so.").format(seq=delivered.receipt.seq),
        ),
        table={
            "path": str(delivered.path),
            "kind": kind.value,
            "sha256": delivered.sha256,
            "entry": delivered.receipt.seq,
        },
    )


def _kept(entered: EnteredCase) -> Answer:
    good = _("Kept as a draft; nothing stands in its way. Record it with --sign.")
    bad = _("It is kept as a draft and cannot be recorded yet. Put right what is named.")
    return Answer(
        lines=(*([good] if entered.ready else []), *said_of_findings(entered.findings)),
        table={
            "recorded": False,
            "ready": entered.ready,
            "findings": table_of_findings(entered.findings),
        },
        status=Status.GOOD if entered.ready else Status.FINDING,
        complaint="" if entered.ready else f"{bad} {_counted(entered)}",
    )


def _refused(entered: EnteredCase) -> Answer:
    return Answer(
        lines=said_of_findings(entered.findings),
        table={"recorded": False, "ready": False, "findings": table_of_findings(entered.findings)},
        status=Status.FINDING,
        complaint=f"{error_sentence(RecordRefusedError(()))} {_counted(entered)}",
    )


def _counted(entered: EnteredCase) -> str:
    stops = sum(found.blocks for found in entered.findings)
    return ngettext(
        "{count} thing stands in the way.", "{count} things stand in the way.", stops
    ).format(count=stops)


def _recorded(entered: EnteredCase, receipts: tuple[Receipt, ...]) -> Answer:
    last = receipts[-1]
    return Answer(
        lines=(
            _("Recorded as {number}, entry {seq} of the journal.").format(
                number=last.number, seq=last.seq
            ),
            *said_of_findings(entered.findings),
        ),
        table={
            "recorded": True,
            "before": False,
            "number": last.number,
            "entry": last.seq,
            "size": last.size,
            "root": last.root.hex(),
            "acts": [{"act": one.act.value, "entry": one.seq} for one in receipts],
            "findings": table_of_findings(entered.findings),
        },
    )


def _recorded_before(entered: EnteredCase, seq: int) -> Answer:
    assert entered.recorded is not None, "only of what is on record"
    number = entered.recorded.number
    return Answer(
        lines=(
            _("This case is on record already, as {number} in entry {seq}.").format(
                number=number, seq=seq
            ),
        ),
        table={"recorded": True, "before": True, "number": number, "entry": seq},
    )
