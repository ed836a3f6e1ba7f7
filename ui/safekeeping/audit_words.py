# SPDX-License-Identifier: Apache-2.0
"""What an audit of the journal found, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.app import AuditReport
from logbook.i18n import N_, _, ngettext
from ui.safekeeping.backup_words import entries_in_words

FINDINGS = {
    "entry-missing": N_("an entry is missing"),
    "entry-out-of-sequence": N_("an entry stands where another belongs"),
    "entry-unreadable": N_("an entry cannot be read"),
    "entry-of-another-log": N_("an entry is of another logbook"),
    "previous-differs": N_("an entry does not follow on the one before"),
    "leaf-differs": N_("an entry is not the one that was sealed"),
    "tree-node-differs": N_("the seal over several entries does not fit them"),
    "epoch-skipped": N_("the journal was begun anew without a restored backup"),
    "time-regressed": N_("the clock had been set back"),
    "record-missing": N_("the record of an entry is missing"),
    "record-differs": N_("the record is not what was recorded"),
    "record-without-entry": N_("a record stands there that no entry knows of"),
    "record-returned": N_("a record that was erased is there again"),
    "salt-lost": N_("the record cannot be held against its entry any more"),
    "signature-missing": N_("the signature is missing"),
    "signature-wrong": N_("the signature is not genuine"),
    "signer-unknown": N_("nobody known here has signed it"),
    "signer-not-certified": N_(
        "the key file has a key that neither practice nor person vouches for"
    ),
    "act-not-allowed": N_("whoever signed it could not do that; it does not count"),
    "practice-differs": N_("the practice's certificate is not the one this logbook began with"),
    "rollback": N_("the journal had come further than it is now"),
    "fork": N_("the journal is not the one that was seen before"),
    "anchor-unreadable": N_("a mark kept beside the journal cannot be read"),
    "anchor-unsigned": N_("a mark kept beside the journal is not signed by anybody known here"),
    "anchor-of-another-log": N_("a mark kept beside the journal is of another logbook"),
    "anchor-left-behind": N_("a mark is of the time before a backup was restored"),
    "checkpoint-lost": N_("a checkpoint that was signed here is missing from the records"),
    "key-file-older": N_("the key file is older than the one that this computer keeps"),
    "key-file-foreign": N_("the key file has other keys than the one that this computer keeps"),
    "lists-differ": N_("the lists were not as the journal makes them, and are made again of it"),
    "search-differs": N_("the search was not as the records make it, and is made again of them"),
}
"""By the written value of each kind of finding."""

MOST = 20
"""So many findings are shown; the rest are counted."""


def report_sentence(report: AuditReport) -> str:
    """Say whether the journal is as it was recorded."""
    if not report.is_intact:
        return _(
            "The journal is not as it was recorded. Nothing was changed, and nothing more is"
            " written. Keep a copy of this folder; then restore the newest backup."
        )
    whole = _("The journal is whole: {entries}, each read, and each signature checked.").format(
        entries=entries_in_words(report.size)
    )
    borne = ngettext(
        "{count} of them is borne out by marks kept beside it.",
        "{count} of them are borne out by marks kept beside it.",
        report.fixed_up_to,
    ).format(count=f"{report.fixed_up_to:,}")
    return f"{whole} {borne}" if report.fixed_up_to else whole


def finding_lines(report: AuditReport) -> Iterator[str]:
    """Name what was found, each with the entry it is about."""
    for found in report.findings[:MOST]:
        words = _(FINDINGS[found.kind.value])
        if found.seq is not None:
            words = _("Entry {entry}: {words}").format(entry=f"{found.seq:,}", words=words)
        yield f"• {words}"
    more = max(len(report.findings) - MOST, 0) + report.left_out
    if more:
        yield ngettext("• and {count} more", "• and {count} more", more).format(count=f"{more:,}")
