# SPDX-License-Identifier: Apache-2.0
"""The kinds of record the journal holds, by their written names, in words."""

from __future__ import annotations

from collections.abc import Mapping

from logbook.i18n import N_, _

RECORD_KINDS: Mapping[str, str] = {
    "practice": N_("Practice's details"),
    "practitioner": N_("Practitioners"),
    "service-user": N_("Service users"),
    "representative": N_("Representatives"),
    "capacity-assessment": N_("Assessments of capacity"),
    "competence-assessment": N_("Assessments of a child's competence"),
    "consent": N_("Consents and refusals"),
    "consent-event": N_("What became of consents"),
    "objection": N_("Objections"),
    "received-request": N_("Requests"),
    "access-request": N_("Requests for access"),
    "disclosure": N_("Disclosures and decisions not to disclose"),
    "notification": N_("Attempts to tell a person"),
    "telling-review": N_("Decisions not to tell, looked at again"),
    "series": N_("Repeated disclosures"),
    "breach": N_("Breaches"),
    "hold": N_("Holds"),
    "retention-decision": N_("Decisions on how long records are kept"),
    "destruction-certificate": N_("Certificates of destruction"),
    "erasure-decision": N_("Decisions on erasure"),
    "erasure": N_("Erasures"),
    "amendment": N_("Amendments"),
    "attachment": N_("Attached files"),
    "catalogue-update": N_("Updates of the catalogue of law"),
    "export": N_("Documents handed over"),
    "backup": N_("Backups"),
    "restoration": N_("Restorings"),
    "rehearsal": N_("Rehearsals"),
    "anchored": N_("Checkpoints fixed outside"),
    "recovery-sheet": N_("Recovery sheets"),
    "clinical-will": N_("Clinical wills"),
    "own-keys": N_("Keys people made for themselves"),
    "viewing": N_("Records looked at"),
}


def record_kind(kind: str) -> str:
    """Name a kind of record; one that a newer program wrote by its written name."""
    return _(RECORD_KINDS[kind]) if kind in RECORD_KINDS else kind
