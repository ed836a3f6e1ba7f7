# SPDX-License-Identifier: Apache-2.0
"""The arguments of the commands about what fixes the journal outside, and of the recovery sheet."""
# ruff: noqa: PLC0415 - as in `commands`: the work is imported when a command runs

from __future__ import annotations

from pathlib import Path

import click

from logbook.cli.arguments import PLACE, as_json, folder, passphrase_file
from logbook.cli.frame import Surroundings, give
from logbook.i18n import _

_OUT_WORDS = _("A folder, or the file to write.")


@click.command("day-sheet", short_help=_("Make the day sheet, or hold the journal against one."))
@folder
@click.option("--out", metavar="PLACE", type=PLACE, help=_OUT_WORDS)
@click.option(
    "--against",
    type=(click.IntRange(0), str),
    metavar="ENTRIES LETTERS",
    help=_("What a printed sheet says: entries in all, and its letters and digits in quotes."),
)
@click.option(
    "--signed", is_flag=True, help=_("Note that the sheet saved last was printed and signed.")
)
@passphrase_file
@as_json
@click.pass_obj
def day_sheet(
    surroundings: Surroundings,
    *,
    folder: Path,
    out: Path | None,
    against: tuple[int, str] | None,
    signed: bool,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Write how far the journal at FOLDER has come as a PDF to print and to sign with a pen."""
    from logbook.cli import anchors

    if [out is not None, against is not None, signed].count(True) != 1:
        raise click.UsageError(_("Say one of --out PLACE, --signed and --against ENTRIES LETTERS."))
    if signed:
        answer = anchors.note_signed(folder, passphrase_file, surroundings.clock)
    elif out is not None:
        answer = anchors.make_day_sheet(folder, out, passphrase_file, surroundings.clock)
    else:
        assert against is not None, "one of the three was given"
        answer = anchors.hold_against_sheet(folder, *against, passphrase_file, surroundings.clock)
    return give(answer, as_json=as_json)


@click.command(short_help=_("Have a colleague witness the journal, or witness theirs."))
@folder
@click.option("--out", metavar="PLACE", type=PLACE, help=_OUT_WORDS)
@click.option(
    "--for",
    "request",
    metavar="FILE",
    type=PLACE,
    help=_("Witness the journal of the colleague whose file this is; --out takes the answer."),
)
@click.option(
    "--accept-key",
    is_flag=True,
    help=_("With --for: somebody new signs there, and its owner said so when asked."),
)
@click.option("--answer", metavar="FILE", type=PLACE, help=_("Take a colleague's answer in."))
@click.option(
    "--by-file",
    metavar="FILE",
    help=_("With --answer: who witnessed it, from the first line of FILE; - is standard input."),
)
@passphrase_file
@as_json
@click.pass_obj
def witness(
    surroundings: Surroundings,
    *,
    folder: Path,
    out: Path | None,
    request: Path | None,
    accept_key: bool,
    answer: Path | None,
    by_file: str | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Write a file for a witness (--out), be one (--for, --out), or take an answer in (--answer).

    The files hold no name and no record.
    """
    from logbook.cli import anchors

    if (out is None) == (answer is None) or (answer is not None and request is not None):
        raise click.UsageError(_("Say --out PLACE, --for FILE --out PLACE, or --answer FILE."))
    if (accept_key and request is None) or (by_file is not None and answer is None):
        raise click.UsageError(_("--accept-key goes with --for, --by-file with --answer."))
    clock = surroundings.clock
    if answer is not None:
        given = anchors.take_answer(
            folder, answer, by_file=by_file, passphrase_file=passphrase_file, clock=clock
        )
    elif request is not None:
        assert out is not None, "one of the two was given"
        given = anchors.be_witness(
            folder,
            request,
            out,
            accept_key=accept_key,
            passphrase_file=passphrase_file,
            clock=clock,
        )
    else:
        assert out is not None, "one of the two was given"
        given = anchors.ask_witness(folder, out, passphrase_file, clock)
    return give(given, as_json=as_json)


@click.command("time-stamp", short_help=_("Have the journal time-stamped by an authority."))
@folder
@click.option("--out", metavar="PLACE", type=PLACE, help=_OUT_WORDS)
@click.option("--reply", metavar="FILE", type=PLACE, help=_("Take the authority's reply in."))
@passphrase_file
@as_json
@click.pass_obj
def time_stamp(
    surroundings: Surroundings,
    *,
    folder: Path,
    out: Path | None,
    reply: Path | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Write a request (RFC 3161, .tsq) to send to an authority, or take its reply (.tsr) in.

    This program never goes online: who sends the request and brings the reply is you.
    """
    from logbook.cli import anchors

    if (out is None) == (reply is None):
        raise click.UsageError(_("Say either --out PLACE or --reply FILE."))
    if out is not None:
        answer = anchors.ask_time_stamp(folder, out, passphrase_file, surroundings.clock)
    else:
        assert reply is not None, "one of the two was given"
        answer = anchors.take_reply(folder, reply, passphrase_file, surroundings.clock)
    return give(answer, as_json=as_json)


@click.command("recovery-sheet", short_help=_("Make your recovery sheet, or check its code."))
@folder
@click.option("--out", metavar="PLACE", type=PLACE, help=_OUT_WORDS)
@click.option("--check", is_flag=True, help=_("Type the code from the paper: does it open?"))
@click.option(
    "--code-file", metavar="FILE", help=_("With --check: the code, from FILE; - is standard input.")
)
@passphrase_file
@as_json
@click.pass_obj
def recovery_sheet(
    surroundings: Surroundings,
    *,
    folder: Path,
    out: Path | None,
    check: bool,
    code_file: str | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Make the sheet that opens the logbook at FOLDER when your passphrase is forgotten.

    An earlier sheet is void from then on. Print the PDF, then destroy the file.
    """
    from logbook.cli import recovery

    if (out is None) != check or (code_file is not None and not check):
        raise click.UsageError(_("Say either --out PLACE or --check, which takes --code-file."))
    if out is not None:
        answer = recovery.make_sheet(folder, out, passphrase_file, surroundings.clock)
    else:
        answer = recovery.check_sheet(folder, code_file, passphrase_file, surroundings.clock)
    return give(answer, as_json=as_json)


COMMANDS = (day_sheet, witness, time_stamp, recovery_sheet)
