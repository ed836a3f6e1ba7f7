# SPDX-License-Identifier: Apache-2.0
"""`record` and `export`: a case into the logbook, and a signed PDF out of it."""

from __future__ import annotations

from pathlib import Path

from logbook.cli.frame import Answer, Status
from logbook.cli.opening import entering, open_logbook
from logbook.clock import Clock
from logbook.domain.findings import Finding, RecordRefusedError
from logbook.domain.records import DocumentKind, Receipt
from logbook.exchange.case_file import read_case
from logbook.i18n import _, ngettext
from logbook.services.entering import EnteredCase
from logbook.wording.labels import label
from logbook.wording.sentences import error_sentence, finding_sentence


def record(
    path: Path, case_file: Path, *, sign: bool, passphrase_file: str | None, clock: Clock
) -> Answer:
    """Keep a case as a draft and say what the rules say; with `sign`, record it."""
    case = read_case(case_file, clock.zone)
    with open_logbook(path, passphrase_file, clock) as logbook:
        enter = entering(logbook)
        entered = enter.enter(case, file=case_file.name)
        if entered.recorded is not None:
            line = logbook.reviewing.line(entered.recorded.id)
            assert line is not None, "lists show every disclosure"
            return _recorded_before(entered, line.seq)
        if not sign:
            return _kept(entered)
        if not entered.ready:
            return _refused(entered)
        return _recorded(entered, enter.record(entered))


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
        lines=(*([good] if entered.ready else []), *_lines(entered.findings)),
        table={"recorded": False, "ready": entered.ready, "findings": _table(entered.findings)},
        status=Status.GOOD if entered.ready else Status.FINDING,
        complaint="" if entered.ready else f"{bad} {_counted(entered)}",
    )


def _refused(entered: EnteredCase) -> Answer:
    return Answer(
        lines=_lines(entered.findings),
        table={"recorded": False, "ready": False, "findings": _table(entered.findings)},
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
            *_lines(entered.findings),
        ),
        table={
            "recorded": True,
            "before": False,
            "number": last.number,
            "entry": last.seq,
            "size": last.size,
            "root": last.root.hex(),
            "acts": [{"act": one.act.value, "entry": one.seq} for one in receipts],
            "findings": _table(entered.findings),
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


def _lines(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(
        f"{found.code.value} {label(found.rule.severity)} ({found.part}): {finding_sentence(found)}"
        for found in findings
    )


def _table(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    return [
        {
            "code": found.code.value,
            "part": found.part,
            "severity": found.rule.severity.value,
            "answered": found.answered,
            "blocks": found.blocks,
        }
        for found in findings
    ]
