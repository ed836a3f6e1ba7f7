# SPDX-License-Identifier: Apache-2.0
"""`verify` and `check`: whether a document, or a whole journal, is as it was recorded."""

from __future__ import annotations

from pathlib import Path

from logbook.app import unlock_job, verify_file
from logbook.cli.frame import Answer, Status, UnusableInputError
from logbook.cli.passphrases import passphrase_from
from logbook.documents.verification import Check, Verdict, Verification
from logbook.i18n import N_, _, ngettext
from logbook.journal.audit import Anchor, AuditFinding, AuditReport
from logbook.journal.checkpoint import read_checkpoint
from logbook.journal.proof import ProofError, read_proof
from logbook.services import describing
from logbook.services.auditing import Auditing
from logbook.services.opening import open_folder

_VERDICTS = {
    Verdict.INTACT: N_("intact: it is as it was signed"),
    Verdict.ALTERED: N_("ALTERED: it is not what was signed"),
    Verdict.APPENDED: N_("APPENDED: something was added after it was signed"),
    Verdict.NOT_OURS: N_("not ours: no logbook that counts here has signed it"),
    Verdict.CANNOT_TELL: N_("cannot tell: it could not be examined"),
}

_NOT_WHOLE = N_(
    "The journal is NOT as it was recorded. Nothing was changed. Keep this folder and compare it"
    " with your last backup."
)

_FINGERPRINT_DIGITS = 64


def verify(files: tuple[Path, ...], published: str | None) -> Answer:
    """Examine PDFs, on their own or as documents of one practice."""
    roots = frozenset({_fingerprint(published)}) if published is not None else None
    found = [(file, verify_file(file, known_roots=roots)) for file in files]
    intact = all(said.verdict is Verdict.INTACT for _file, said in found)
    return Answer(
        lines=tuple(line for file, said in found for line in _on_file(file, said)),
        table={"files": [_table(file, said) for file, said in found]},
        status=Status.GOOD if intact else Status.FINDING,
        complaint="" if intact else _complaint(found),
    )


def check(
    path: Path, passphrase_file: str | None, *, rebuild: bool, against: tuple[Path, ...] = ()
) -> Answer:
    """Audit a journal; with `rebuild`, make what is derived from it again.

    `against` names files from outside that carry a checkpoint: our PDFs, proofs, notes.
    """
    notes = tuple(Anchor(note=_checkpoint_in(file), where=file.name) for file in against)
    describing.describe(path)
    keys = unlock_job(path, passphrase_from(passphrase_file)).run()
    # Not through the door: what is audited must not first be written to.
    opened = open_folder(path, keys)
    try:
        auditing = Auditing(opened)
        report = auditing.audit(notes=notes)
        differs = report.is_intact and auditing.lists_differ()
        rebuilt = auditing.rebuild() if rebuild and report.is_intact else None
    finally:
        opened.close()
    lines = [
        *_on_journal(report, outside=len(notes)),
        *(_on_finding(found) for found in report.findings),
    ]
    if report.left_out:
        lines.append(_("and {count} more").format(count=report.left_out))
    if differs:
        lines.append(
            _("Lists are not what the journal makes of them; the journal itself is whole.")
        )
    if rebuilt is not None:
        lines.append(_("Lists and search were made again: {count} records").format(count=rebuilt))
    elif rebuild:
        lines.append(_("Lists and search were left as they are."))
    return Answer(
        lines=tuple(lines),
        table={
            "intact": report.is_intact,
            "entries": report.size,
            "root": report.root.hex(),
            "borne_out_up_to": report.fixed_up_to,
            "findings": [
                {"kind": one.kind.value, "entry": one.seq, "anchor": one.anchor}
                for one in report.findings
            ],
            "left_out": report.left_out,
            "lists_differ": differs,
            "rebuilt": rebuilt,
        },
        status=Status.GOOD if report.is_intact and not differs else Status.FINDING,
        complaint=_complaint_of(report, differs=differs, rebuilt=rebuilt),
    )


def _complaint(found: list[tuple[Path, Verification]]) -> str:
    others = sum(said.verdict is not Verdict.INTACT for _file, said in found)
    return ngettext(
        "{count} file is not shown to be as it was signed. Nothing was changed. Do not rely on"
        " it; ask the practice for the document again.",
        "{count} files are not shown to be as they were signed. Nothing was changed. Do not rely"
        " on them; ask the practice for the documents again.",
        others,
    ).format(count=others)


def _on_file(file: Path, said: Verification) -> list[str]:
    lines = [f"{file}: {_(_VERDICTS[said.verdict])}"]
    lines += [f"  {found.sentence}" for found in said.findings]
    if said.signed_at is not None:
        lines.append(
            _("  Signed in the name of {who}, {at} by the signer's own clock").format(
                who=", ".join(name for name in (said.signer, said.organisation) if name),
                at=said.signed_at.strftime("%Y-%m-%d %H:%M:%S UTC"),
            )
        )
    if said.root_fingerprint:
        lines.append(_("  Fingerprint: {fingerprint}").format(fingerprint=said.root_fingerprint))
    if said.entry_seq is not None:
        lines.append(_("  Entry {seq} of the journal").format(seq=said.entry_seq))
    return [*lines, *(f"  {_('Not checked')}: {words}" for words in _not_checked(said))]


def _not_checked(said: Verification) -> list[str]:
    """Say what an intact document does not show by itself."""
    if said.verdict is not Verdict.INTACT:
        return []
    checks = {found.check for found in said.findings}
    unchecked = []
    if Check.COMPARE_FINGERPRINT in checks:
        unchecked.append(_("whose key it is; give --logbook-fingerprint to find out"))
    unchecked.append(_("whether the signer's clock was right"))
    unchecked.append(_("whether something about it was recorded in the logbook later"))
    return unchecked


def _table(file: Path, said: Verification) -> dict[str, object]:
    return {
        "file": str(file),
        "verdict": said.verdict.value,
        "findings": [found.check.value for found in said.findings],
        "signer": said.signer,
        "organisation": said.organisation,
        "signed_at": said.signed_at.isoformat() if said.signed_at is not None else None,
        "fingerprint": said.root_fingerprint,
        "entry": said.entry_seq,
        "checkpoint": said.checkpoint,
        "not_checked": _not_checked(said),
    }


def _on_journal(report: AuditReport, *, outside: int) -> list[str]:
    if not report.is_intact:
        return []
    whole = _(
        "The journal is whole: {size} entries, {fixed} of them borne out by checkpoints."
    ).format(size=report.size, fixed=report.fixed_up_to)
    compared = (
        ngettext(
            "One file from outside was compared.",
            "{count} files from outside were compared.",
            outside,
        ).format(count=outside)
        if outside
        else _(
            "Nothing from outside this folder was compared: give --against with a PDF that was"
            " handed over."
        )
    )
    return [whole, compared]


def _checkpoint_in(file: Path) -> str:
    """Give the checkpoint a file from outside carries: a PDF of ours, a proof, or a bare note."""
    said = verify_file(file)
    if said.checkpoint:
        return said.checkpoint
    # Also as a telephone gives what it read from the QR code of a day sheet.
    text = "\n".join(file.read_bytes().decode("utf-8", "replace").split("\r\n"))
    text = text.rstrip("\n") + "\n"
    try:
        return read_proof(text).checkpoint_note
    except ProofError:
        read_checkpoint(text)
        return text


def _complaint_of(report: AuditReport, *, differs: bool, rebuilt: int | None) -> str:
    if not report.is_intact:
        return _(_NOT_WHOLE)
    if not differs:
        return ""
    if rebuilt is not None:
        return _("Lists were not as recorded. They were made again from the journal. Look why.")
    return _("Lists are not as recorded. Nothing was changed. Make them again with --rebuild.")


def _on_finding(found: AuditFinding) -> str:
    words = found.kind.value.replace("-", " ")
    entry = _(", entry {seq}").format(seq=found.seq) if found.seq is not None else ""
    return f"{words}{entry}" + (f" ({found.anchor})" if found.anchor is not None else "")


def _fingerprint(published: str) -> str:
    """Give a fingerprint as it is compared, however it was printed: groups, colons, capitals."""
    plain = "".join(sign for sign in published.casefold() if sign not in " :-")
    if len(plain) != _FINGERPRINT_DIGITS or any(sign not in "0123456789abcdef" for sign in plain):
        raise UnusableInputError(
            _(
                "This is not a fingerprint: it has 64 digits and letters from a to f. Nothing was"
                " examined. Copy it whole."
            )
        )
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))
