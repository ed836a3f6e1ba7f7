# SPDX-License-Identifier: Apache-2.0
"""What is said of a document after it was examined: a verdict, and what led to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from logbook.i18n import N_, _


class Verdict(Enum):
    """The one-word answer."""

    INTACT = "intact"
    ALTERED = "altered"
    APPENDED = "appended"
    NOT_OURS = "not-ours"
    CANNOT_TELL = "cannot-tell"


class Check(Enum):
    """One thing that was found, by a stable code."""

    NOT_A_PDF = "not-a-pdf"
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    UNSIGNED = "unsigned"
    OTHER_SIGNATURE = "other-signature"
    CONTENT_CHANGED = "content-changed"
    SIGNATURE_CHANGED = "signature-changed"
    SOMETHING_ADDED = "something-added"
    MORE_SIGNATURES = "more-signatures"
    CHAIN_BROKEN = "chain-broken"
    KEY_NOT_KNOWN = "key-not-known"
    COMPARE_FINGERPRINT = "compare-fingerprint"
    NO_EVIDENCE = "no-evidence"
    EVIDENCE_UNREADABLE = "evidence-unreadable"
    RECORD_DIFFERS = "record-differs"
    ENTRY_NOT_SIGNED = "entry-not-signed"
    NOT_IN_JOURNAL = "not-in-journal"
    CHECKPOINT_NOT_SIGNED = "checkpoint-not-signed"
    SIGNER_NOT_BOUND = "signer-not-bound"


_SENTENCES = {
    Check.NOT_A_PDF: N_("This is not a PDF file."),
    Check.ENCRYPTED: N_("The file is protected with a password, so its signature cannot be read."),
    Check.UNREADABLE: N_("The file is damaged or incomplete and cannot be read."),
    Check.DAMAGED: N_("The file bears a signature of this program, but parts of it are damaged."),
    Check.UNSIGNED: N_("The file carries no signature."),
    Check.OTHER_SIGNATURE: N_("The file is signed, but not in the way this program signs."),
    Check.CONTENT_CHANGED: N_("The content was changed after it was signed."),
    Check.SIGNATURE_CHANGED: N_("The signature itself was changed."),
    Check.SOMETHING_ADDED: N_(
        "Something was added to the file after it was signed. Other programs may not show this."
    ),
    Check.MORE_SIGNATURES: N_("Another signature was added after the document was certified."),
    Check.CHAIN_BROKEN: N_(
        "The signer's certificate does not lead to the practice's root, or was not valid at the"
        " time of signing."
    ),
    Check.KEY_NOT_KNOWN: N_(
        "The file is signed with a key that is not known here, whatever name it bears."
    ),
    Check.COMPARE_FINGERPRINT: N_(
        "Compare the fingerprint with the one the practice publishes: only that shows who signed."
    ),
    Check.NO_EVIDENCE: N_("The file carries no evidence from the journal."),
    Check.EVIDENCE_UNREADABLE: N_("The evidence from the journal cannot be read."),
    Check.RECORD_DIFFERS: N_("The record attached is not the one the journal holds."),
    Check.ENTRY_NOT_SIGNED: N_("The entry in the journal is not signed by the person it names."),
    Check.NOT_IN_JOURNAL: N_("The proof does not show that the entry stands in the journal."),
    Check.CHECKPOINT_NOT_SIGNED: N_("The state of the journal is not signed by the key attached."),
    Check.SIGNER_NOT_BOUND: N_(
        "No certificate of the practice names the key that signed the entry, so it does not show"
        " who recorded it."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationFinding:
    """One thing that was found."""

    check: Check

    @property
    def sentence(self) -> str:
        """What a person reads."""
        return _(_SENTENCES[self.check])


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The verdict on a file, and what the file says of itself as far as that holds.

    Args:
        signer: The name in the certificate; only the root's fingerprint shows whose it is.
        signed_at: The signer's own statement of time.
        entry_seq: The number of the journal entry it was made from.
        checkpoint: The signed note that fixes the journal as it was then, or empty.
    """

    verdict: Verdict
    findings: tuple[VerificationFinding, ...] = ()
    signer: str = ""
    organisation: str = ""
    root_fingerprint: str = ""
    signed_at: datetime | None = None
    document_title: str = ""
    entry_seq: int | None = None
    checkpoint: str = ""


def verdict_of(verdict: Verdict, *checks: Check) -> Verification:
    """A verdict of which no more can be said than what led to it."""
    return Verification(
        verdict=verdict, findings=tuple(VerificationFinding(check=check) for check in checks)
    )
