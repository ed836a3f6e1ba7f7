# SPDX-License-Identifier: Apache-2.0
"""`day-sheet`, `witness`, `time-stamp`: what fixes the journal outside this computer, by file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from logbook.app import Logbook
from logbook.cli.frame import Answer, Status, UnusableInputError
from logbook.cli.opening import open_logbook
from logbook.cli.passphrases import STANDARD_INPUT
from logbook.cli.placing import put, read_small
from logbook.clock import Clock
from logbook.domain.anchored import SheetAnswer
from logbook.i18n import _, ngettext
from logbook.services.witnessing import Kept, Witnessed
from logbook.wording.anchor_words import (
    anchor_sentence,
    fixed_sentence,
    own_key_sentence,
    sheet_sentence,
)

_LONGEST_LINE = 1024


def make_day_sheet(folder: Path, out: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Write the day sheet of today as a signed PDF, and note in the journal that it was made."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        sheet = logbook.day_sheets.prepare().run()
        place = out / sheet.document.file_name if out.is_dir() else out
        made = logbook.day_sheets.save(sheet, place)
        fixed = fixed_sentence(logbook.anchoring.fixed_outside())
    return Answer(
        lines=(
            _("Wrote {path}").format(path=made.path),
            _("SHA-256: {digest}").format(digest=made.sha256),
            _(
                "Print it, sign it with a pen, and keep the paper apart from the computer. Then say"
                " so with --signed: the file alone fixes nothing."
            ),
            fixed,
        ),
        table={
            "path": str(made.path),
            "sha256": made.sha256,
            "day": sheet.source.day.isoformat(),
            "entries_of_the_day": sheet.source.entries,
            "size": sheet.source.place.size,
            "root": sheet.source.place.root.hex(),
            "typed": list(sheet.source.groups),
            "entry": made.receipt.seq,
        },
    )


def note_signed(folder: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Note in the journal that the sheet saved last was printed and signed."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        saved = logbook.day_sheets.waiting()
        if saved is None:
            raise UnusableInputError(
                _("No day sheet was saved since the last one on paper. Nothing was recorded.")
            )
        receipt = logbook.day_sheets.note_signed(saved)
        fixed = logbook.anchoring.fixed_outside()
    return Answer(
        lines=(
            _("Kept in entry {seq} of the journal.").format(seq=receipt.seq),
            fixed_sentence(fixed),
        ),
        table={"act": receipt.act.value, "entry": receipt.seq, "fixed_up_to": fixed.up_to},
    )


def hold_against_sheet(
    folder: Path, size: int, letters: str, passphrase_file: str | None, clock: Clock
) -> Answer:
    """Hold the journal against what a printed day sheet says."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        answer = logbook.anchoring.hold_against_sheet(size, letters)
    said = sheet_sentence(answer)
    if answer is SheetAnswer.UNREADABLE:
        raise UnusableInputError(said)
    agrees = answer is SheetAnswer.AGREES
    return Answer(
        lines=(said,) if agrees else (),
        table={"answer": answer.value, "size": size},
        status=Status.GOOD if agrees else Status.FINDING,
        complaint="" if agrees else said,
    )


def ask_witness(folder: Path, out: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Write the file that goes to a witness."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        request = logbook.witnessing.checkpoint_for_witness()
        path = put(request.encode(), out, "journal.witness")
    return Answer(
        lines=(
            _("Wrote {path}").format(path=path),
            _("Give it to your colleague; it names nobody. Take their answer in with --answer."),
        ),
        table={"path": str(path)},
    )


def be_witness(
    folder: Path,
    request: Path,
    out: Path,
    *,
    accept_key: bool,
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Witness a colleague's journal, and write the answer that goes back."""
    asked = read_small(request).decode("utf-8", "replace")
    with open_logbook(folder, passphrase_file, clock) as logbook:
        seen = logbook.witnessing.witness(asked, accept_key=accept_key)
        path = put(seen.answer.encode(), out, "answer.witness")
    return Answer(
        lines=(*_on_journal(seen), own_key_sentence(seen.key), _("Wrote {path}").format(path=path)),
        table={
            "path": str(path),
            "size": seen.size,
            "key": seen.key,
            "seen_before": seen.since.isoformat() if seen.since is not None else None,
            "restored_since": seen.was_restored,
        },
        status=Status.FINDING if seen.was_restored else Status.GOOD,
        complaint=_("It was restored from a backup since: ask its owner why.")
        if seen.was_restored
        else "",
    )


def take_answer(
    folder: Path,
    answer: Path,
    *,
    by_file: str | None,
    passphrase_file: str | None,
    clock: Clock,
) -> Answer:
    """Keep the answer of a witness."""
    text = read_small(answer).decode("utf-8", "replace")
    with open_logbook(folder, passphrase_file, clock) as logbook:
        return _kept(logbook, logbook.witnessing.take_back(text, by=_who(by_file)))


def ask_time_stamp(folder: Path, out: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Write the question that goes to a time-stamping authority."""
    with open_logbook(folder, passphrase_file, clock) as logbook:
        path = put(logbook.time_stamping.time_stamp_request(), out, "journal.tsq")
    return Answer(
        lines=(
            _("Wrote {path}").format(path=path),
            _("It holds a fingerprint and nothing else. Take the reply in with --reply."),
        ),
        table={"path": str(path)},
    )


def take_reply(folder: Path, reply: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Keep the reply of a time-stamping authority."""
    data = read_small(reply)
    with open_logbook(folder, passphrase_file, clock) as logbook:
        return _kept(logbook, logbook.time_stamping.take_reply(data))


def _kept(logbook: Logbook, kept: Kept) -> Answer:
    fixed, receipt, anchor = logbook.anchoring.fixed_outside(), kept.receipt, kept.anchor
    return Answer(
        lines=(
            _("Kept in entry {seq} of the journal.").format(seq=receipt.seq),
            anchor_sentence(anchor, logbook.clock.zone),
            fixed_sentence(fixed),
        ),
        table={
            "act": receipt.act.value,
            "entry": receipt.seq,
            "by": anchor.by,
            "at": anchor.fixed_at.isoformat(),
            "key": anchor.key,
            "fixed_up_to": fixed.up_to,
            "later": fixed.later,
        },
    )


def _on_journal(seen: Witnessed) -> list[str]:
    said = ngettext("Witnessed: {count} entry.", "Witnessed: {count} entries.", seen.size).format(
        count=f"{seen.size:,}"
    )
    if seen.since is None:
        return [said, _("It was never seen here before.")]
    before = _("It goes on from what was seen here on {day}.")
    return [said, before.format(day=seen.since.strftime("%Y-%m-%d %H:%M UTC"))]


def _who(source: str | None) -> str:
    """Get the name of a witness: from a file or standard input, or typed. Names are no arguments.

    Raises:
        UnusableInputError: none was given.
    """
    if source == STANDARD_INPUT:
        line = sys.stdin.buffer.readline(_LONGEST_LINE)
    elif source is not None:
        line = read_small(Path(source)).split(b"\n")[0]
    elif sys.stdin.isatty():
        line = click.prompt(_("Who witnessed it"), err=True, default="").encode()
    else:
        line = b""
    name = line.decode("utf-8-sig", "replace").strip()
    if not name:
        raise UnusableInputError(
            _(
                "It was not said who witnessed it. Nothing was recorded. Give their name, as you"
                " call them, with --by-file FILE, or with --by-file - on standard input."
            )
        )
    return name
