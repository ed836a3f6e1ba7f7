# SPDX-License-Identifier: Apache-2.0
"""The commands and their arguments, and the one place where an error becomes a sentence.

Each command's work stands in a module of its own that is imported when the command runs: SQLCipher,
ReportLab and pyHanko together take a second to load, and `--help` needs none of them.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from logbook import __version__
from logbook.cli.anchor_commands import COMMANDS as ANCHOR_COMMANDS
from logbook.cli.arguments import PLACE as _PLACE
from logbook.cli.arguments import Command as _Command
from logbook.cli.arguments import as_json as _as_json
from logbook.cli.arguments import folder as _folder
from logbook.cli.arguments import passphrase_file as _passphrase_file
from logbook.cli.frame import (
    Show,
    Status,
    Surroundings,
    UnusableInputError,
    complain,
    give,
)
from logbook.clock import Clock, SystemClock
from logbook.errors import LogbookError
from logbook.i18n import _

PROGRAM = "disclosure-logbook"


def main(argv: Sequence[str], *, show: Show | None = None, clock: Clock | None = None) -> int:
    """Carry out a command and give the exit status: 0 good, 1 a finding, 2 unusable.

    Args:
        argv: The arguments, without the program's name.
        show: Opens the window on a logbook; without it, nothing is ever shown.
        clock: The clock to live by; the computer's if none is given.
    """
    surroundings = Surroundings(show=show, clock=clock or SystemClock())
    try:
        status = _commands.main(
            list(argv), prog_name=PROGRAM, standalone_mode=False, obj=surroundings
        )
    except UnusableInputError as error:
        words = error.message
    except click.ClickException as error:
        hint = _("Nothing was done. See {program} --help.").format(program=PROGRAM)
        words = f"{error.format_message()} {hint}"
    except click.Abort:
        words = _("Stopped. What was recorded before is kept.")
    except LogbookError as error:
        words = _sentence(error)
    except BrokenPipeError:
        # Whoever read the answer has stopped reading; the interpreter must not try once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        words = _("Nobody read the answer to its end. What was recorded is kept.")
    except OSError as error:
        words = _(
            "The computer refused a file or folder ({reason}). What was recorded before is kept."
            " Check the places named and try again."
        ).format(reason=error.strerror or _("no reason given"))
    else:
        return int(status or 0)
    complain(words)
    return int(Status.UNUSABLE)


def _sentence(error: LogbookError) -> str:
    from logbook.exchange.toml_file import CaseFileError
    from logbook.wording.sentences import error_sentence

    return error.sentence if isinstance(error, CaseFileError) else error_sentence(error)


def _variant(command: _Command) -> _Command:
    words = _("Take a variant of the case, by its name in the file.")
    return click.option("--variant", metavar="NAME", default="", help=words)(command)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=PROGRAM)
@click.pass_context
def _commands(context: click.Context) -> None:
    """An encrypted, tamper-evident record of consent and disclosure.

    Without a command the window opens. Exit status: 0 good, 1 a finding, 2 unusable input.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@_commands.command(short_help=_("Make a sample logbook and its signed PDFs."))
@_folder
@click.option("--no-window", is_flag=True, help=_("Do not open the window afterwards."))
@_as_json
@click.pass_obj
def demo(surroundings: Surroundings, *, folder: Path, no_window: bool, as_json: bool) -> int:
    """Make a sample logbook in FOLDER and take a disclosure from consent to signed PDF."""
    from logbook.cli import demonstrating

    place = demonstrating.place_in(folder)
    status = give(demonstrating.demonstrate(place, surroundings.clock), as_json=as_json)
    if surroundings.show is not None and surroundings.has_screen and not no_window:
        sys.stdout.flush()
        surroundings.show(place.logbook)
    return status


@_commands.command()
@_folder
@click.option(
    "--from",
    "setup",
    required=True,
    metavar="FILE",
    type=_PLACE,
    help=_("The practice and its practitioner, as TOML (resources/schema/practice.json)."),
)
@_passphrase_file
@_as_json
@click.pass_obj
def create(
    surroundings: Surroundings,
    *,
    folder: Path,
    setup: Path,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Make a new logbook at FOLDER."""
    from logbook.cli import making

    answer = making.create(folder, setup, passphrase_file, surroundings.clock)
    return give(answer, as_json=as_json)


@_commands.command()
@_folder
@_passphrase_file
@_as_json
def info(*, folder: Path, passphrase_file: str | None, as_json: bool) -> int:
    """Say what the logbook at FOLDER is, without personal data."""
    from logbook.cli import making

    return give(making.describe(folder, passphrase_file), as_json=as_json)


@_commands.command(short_help=_("Say what the rules say of a case in a file."))
@click.argument("places", nargs=-1, required=True, type=_PLACE, metavar="FILE|FOLDER…")
@_variant
@click.option(
    "--at", metavar="TIME", help=_("Assess it as at this time, by the clock on the wall.")
)
@click.option("--expected", is_flag=True, help=_("Compare with what each file expects."))
@_as_json
@click.pass_obj
def assess(
    surroundings: Surroundings,
    *,
    places: tuple[Path, ...],
    variant: str,
    at: str | None,
    expected: bool,
    as_json: bool,
) -> int:
    """Say what the rules say of a case (TOML, resources/schema/case.json); records nothing.

    With --expected, holds every case and variant against what its file expects. Exit status: 0
    nothing stands in the way (or all is as expected), 1 something does (or differs), 2 unusable.
    """
    from logbook.cli import assessing

    if expected and (variant or at is not None):
        raise UnusableInputError(
            _("--expected compares every variant at its own time: give neither --variant nor --at.")
        )
    answer = (
        assessing.compare(places, clock=surroundings.clock)
        if expected
        else assessing.assess(places, variant=variant, at=at, clock=surroundings.clock)
    )
    return give(answer, as_json=as_json)


@_commands.command()
@_as_json
def codes(*, as_json: bool) -> int:
    """List every code the rules can find: severity, principle, sentence."""
    from logbook.cli import explaining

    return give(explaining.codes(), as_json=as_json)


@_commands.command()
@click.option(
    "--nation",
    type=click.Choice(["E", "W", "S", "N"]),
    help=_("England, Wales, Scotland or Northern Ireland only."),
)
@_as_json
def law(*, nation: str | None, as_json: bool) -> int:
    """List the catalogue of law by nation. It is not legal advice."""
    from logbook.cli import explaining

    return give(explaining.law(nation), as_json=as_json)


@_commands.command(short_help=_("Assess a case and keep it as a draft, or sign it."))
@_folder
@click.argument("case", type=_PLACE)
@_variant
@click.option("--sign", is_flag=True, help=_("Record it, and sign it."))
@_passphrase_file
@_as_json
@click.pass_obj
def record(
    surroundings: Surroundings,
    *,
    folder: Path,
    case: Path,
    variant: str,
    sign: bool,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Keep the CASE (TOML) as a draft and say what stands in its way; --sign records it."""
    from logbook.cli import recording

    answer = recording.record(
        folder,
        case,
        variant=variant,
        sign=sign,
        passphrase_file=passphrase_file,
        clock=surroundings.clock,
    )
    return give(answer, as_json=as_json)


@_commands.command(short_help=_("Write a record or letter as a signed PDF."))
@_folder
@click.option("--pdf", "number", metavar="NUMBER", help=_("As D-2026-0001."))
@click.option(
    "--accounting",
    "reference",
    metavar="REFERENCE",
    help=_("Who was told about the person of this reference, as they may see it."),
)
@click.option("--letter", is_flag=True, help=_("The letter to the person, not the record."))
@click.option(
    "--out",
    required=True,
    metavar="PLACE",
    type=_PLACE,
    help=_("A folder, or the file to write."),
)
@_passphrase_file
@_as_json
@click.pass_obj
def export(
    surroundings: Surroundings,
    *,
    folder: Path,
    number: str | None,
    reference: str | None,
    letter: bool,
    out: Path,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Write a disclosure's record, the letter, or who was told about a person, as a signed PDF."""
    from logbook.cli import recording

    if (number is None) == (reference is None):
        raise click.UsageError(_("Say either --pdf NUMBER or --accounting REFERENCE."))
    if number is None:
        assert reference is not None, "one of the two was given"
        told = recording.account(
            folder, reference, out, passphrase_file=passphrase_file, clock=surroundings.clock
        )
        return give(told, as_json=as_json)
    answer = recording.export(
        folder,
        number,
        out,
        letter=letter,
        passphrase_file=passphrase_file,
        clock=surroundings.clock,
    )
    return give(answer, as_json=as_json)


@_commands.command()
@click.argument("files", nargs=-1, required=True, type=_PLACE, metavar="FILE…")
@click.option(
    "--logbook-fingerprint",
    metavar="FINGERPRINT",
    help=_("What the practice publishes: says whose document it is."),
)
@_as_json
def verify(*, files: tuple[Path, ...], logbook_fingerprint: str | None, as_json: bool) -> int:
    """Say whether each PDF is as it was signed, and by whom."""
    from logbook.cli import checking

    return give(checking.verify(files, logbook_fingerprint), as_json=as_json)


@_commands.command()
@_folder
@click.option("--rebuild", is_flag=True, help=_("Make lists and search again from the journal."))
@click.option(
    "--against",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("A PDF, proof or checkpoint from outside; may be given more than once."),
)
@_passphrase_file
@_as_json
def check(
    *,
    folder: Path,
    rebuild: bool,
    against: tuple[Path, ...],
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Audit the whole journal of the logbook at FOLDER."""
    from logbook.cli import checking

    answer = checking.check(folder, passphrase_file, rebuild=rebuild, against=against)
    return give(answer, as_json=as_json)


@_commands.command(short_help=_("Put a proven backup, one file, at a place."))
@_folder
@click.argument("place", type=_PLACE)
@click.option(
    "--publish", is_flag=True, help=_("A read-only snapshot, for a folder that others read.")
)
@click.option(
    "--keep",
    type=(click.IntRange(1), click.IntRange(1)),
    metavar="DAYS MONTHS",
    help=_("Remove older backups at the place, but the last of so many days and months."),
)
@_passphrase_file
@_as_json
@click.pass_obj
def backup(
    surroundings: Surroundings,
    *,
    folder: Path,
    place: Path,
    publish: bool,
    keep: tuple[int, int] | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Back up the logbook at FOLDER to PLACE, then open and audit what was written there."""
    from logbook.cli import backups
    from logbook.domain.backup import Keeping

    answer = backups.back_up(
        folder,
        place,
        publish=publish,
        keep=Keeping(days=keep[0], months=keep[1]) if keep is not None else None,
        passphrase_file=passphrase_file,
        clock=surroundings.clock,
    )
    return give(answer, as_json=as_json)


@_commands.command(short_help=_("Restore a backup into a new folder."))
@click.argument("file", type=_PLACE)
@_folder
@click.option(
    "--reason",
    type=click.Choice(["lost", "damaged", "altered", "moved", "other"]),
    default="other",
    help=_("Why; the journal keeps it."),
)
@click.option(
    "--live",
    metavar="FOLDER",
    type=_PLACE,
    help=_("What is left of the logbook: says what is missing, and what had been erased."),
)
@click.option(
    "--later",
    multiple=True,
    metavar="FILE",
    type=_PLACE,
    help=_("A later backup, for the same; may be given more than once."),
)
@_passphrase_file
@_as_json
@click.pass_obj
def restore(
    surroundings: Surroundings,
    *,
    file: Path,
    folder: Path,
    reason: str,
    live: Path | None,
    later: tuple[Path, ...],
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Restore the backup FILE into the new FOLDER, whole or not at all."""
    from logbook.cli import backups

    answer = backups.restore(
        file,
        folder,
        reason=reason,
        live=live,
        later=later,
        passphrase_file=passphrase_file,
        clock=surroundings.clock,
    )
    return give(answer, as_json=as_json)


@_commands.command(short_help=_("Restore a backup on trial, and compare."))
@_folder
@click.argument("file", type=_PLACE)
@click.option(
    "--certificate",
    metavar="PLACE",
    type=_PLACE,
    help=_("Write the certificate as a signed PDF: a folder, or the file."),
)
@_passphrase_file
@_as_json
@click.pass_obj
def rehearse(
    surroundings: Surroundings,
    *,
    folder: Path,
    file: Path,
    certificate: Path | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Restore the backup FILE on trial and compare it with the logbook at FOLDER."""
    from logbook.cli import backups

    answer = backups.rehearse(
        folder,
        file,
        certificate=certificate,
        passphrase_file=passphrase_file,
        clock=surroundings.clock,
    )
    return give(answer, as_json=as_json)


@_commands.command(short_help=_("Change the passphrase."))
@_folder
@_passphrase_file
@click.option(
    "--new-passphrase-file",
    metavar="FILE",
    help=_("Read the new passphrase from the first line of FILE; - is standard input."),
)
@_as_json
@click.pass_obj
def passphrase(
    surroundings: Surroundings,
    *,
    folder: Path,
    passphrase_file: str | None,
    new_passphrase_file: str | None,
    as_json: bool,
) -> int:
    """Change the passphrase with which you open the logbook at FOLDER."""
    from logbook.cli import changing

    answer = changing.change_passphrase(
        folder, passphrase_file, new_passphrase_file, surroundings.clock
    )
    return give(answer, as_json=as_json)


@_commands.command(short_help=_("List whose records have had their time."))
@_folder
@_passphrase_file
@_as_json
@click.pass_obj
def retention(
    surroundings: Surroundings, *, folder: Path, passphrase_file: str | None, as_json: bool
) -> int:
    """List whose records in the logbook at FOLDER have had their time. Nothing is destroyed."""
    from logbook.cli import retention as keeping

    return give(keeping.retention(folder, passphrase_file, surroundings.clock), as_json=as_json)


@_commands.command(short_help=_("Say who opens the logbook; enrol, suspend, let go."))
@_folder
@click.option(
    "--enrol",
    metavar="FILE",
    type=_PLACE,
    help=_("Enrol the practitioner in a TOML file; --role says as what."),
)
@click.option("--suspend", metavar="ID", help=_("Let a person in no more for now."))
@click.option("--reinstate", metavar="ID", help=_("Let a suspended person in again."))
@click.option(
    "--leave", metavar="ID", help=_("Let a person go, and change the key of the logbook.")
)
@click.option("--renew", metavar="ID", help=_("New keys for a person who has no way left."))
@click.option("--change-role", metavar="ID", help=_("Another role for a person; see --role."))
@click.option("--rotate", is_flag=True, help=_("Change the key of the logbook."))
@click.option(
    "--role",
    type=click.Choice(["administrator", "practitioner", "reader", "auditor"]),
    help=_("For --enrol and --change-role."),
)
@click.option(
    "--new-passphrase-file",
    metavar="FILE",
    help=_("Where --enrol and --renew find the person's first passphrase."),
)
@_passphrase_file
@_as_json
@click.pass_obj
def people(
    surroundings: Surroundings,
    *,
    folder: Path,
    enrol: Path | None,
    suspend: str | None,
    reinstate: str | None,
    leave: str | None,
    renew: str | None,
    change_role: str | None,
    rotate: bool,
    role: str | None,
    new_passphrase_file: str | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """List who opens the logbook at FOLDER, or do one thing about it. Make a backup before."""
    from logbook.cli import people as staff
    from logbook.domain.practice import Role

    asked = staff.Asked(
        enrol=enrol,
        suspend=suspend,
        reinstate=reinstate,
        leave=leave,
        renew=renew,
        change_role=change_role,
        rotate=rotate,
        role=Role(role) if role is not None else None,
        new_passphrase_file=new_passphrase_file,
    )
    answer = staff.people(folder, asked, passphrase_file, surroundings.clock)
    return give(answer, as_json=as_json)


for _each in ANCHOR_COMMANDS:
    _commands.add_command(_each)
