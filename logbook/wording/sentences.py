# SPDX-License-Identifier: Apache-2.0
"""What a person reads when something stands in the way: what is wrong, what was kept, what to do.

A finding is about one part of a draft; an error is about the logbook, a file or the computer.
A test walks every code and every kind of error and fails on one that has no sentence here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from logbook.domain.findings import Code, Finding, Principle, RecordRefusedError
from logbook.errors import LogbookError
from logbook.i18n import N_, _
from logbook.resources import read_text

FINDINGS: Mapping[Code, str] = {
    Code.NO_BASIS: N_("Nothing supports this disclosure yet. Choose a consent or another basis."),
    Code.CONSENT_NOT_GIVEN: N_(
        "The consent was not in force on the day of the disclosure. Ask for a new one, or rest the"
        " disclosure on another basis."
    ),
    Code.OUTSIDE_CONSENT: N_(
        "This goes beyond what the consent covers. Ask again, disclose less, or say why it can"
        " still go ahead."
    ),
    Code.NOT_LAW_HERE: N_(
        "This basis is not law in the nation whose law applies. Choose another, or say why it"
        " holds."
    ),
    Code.RECIPIENT_NOT_VERIFIED: N_(
        "You have not made sure who the recipient is. Check their identity before anything is sent."
    ),
    Code.IMPLIED_FOR_NON_CARE: N_(
        "Consent cannot be implied where the use is not the person's care. Ask them expressly."
    ),
    Code.NOT_A_REGISTRANT: N_("Only a registrant can sign a decision. Somebody else must sign."),
    Code.UNSAFE_CHANNEL: N_(
        "Ordinary e-mail can be read on the way. Encrypt it, send it another way, or record that"
        " the person chose this knowing the risk."
    ),
    Code.TIMES_OUT_OF_ORDER: N_(
        "The times are out of order: decided, then made, then recorded, and nothing in the future."
    ),
    Code.NO_SERVICE_USER: N_("Say who this is about."),
    Code.INCOMPLETE: N_("This is still to be filled in."),
    Code.REFUSAL_WITHOUT_REASON: N_("Say why you decided not to disclose."),
    Code.WHY_IDENTIFIABLE: N_("Say why the person has to be identifiable in this."),
    Code.THIRD_PARTY_UNREVIEWED: N_("Say whether there is anything about somebody else in it."),
    Code.NO_EVIDENCE_OF_LAW: N_("Say which document you saw that requires this."),
    Code.WHY_WITHOUT_CONSENT: N_("Say why this is done without consent."),
    Code.TELLING_UNDECIDED: N_("Say whether, when and how the person is told."),
    Code.NOT_TOLD_WITHOUT_REASON: N_(
        "Not telling, or telling later, needs a reason, a few words of explanation and a date to"
        " look at it again within twelve months."
    ),
    Code.CONSENT_INCOMPLETE: N_("A consent without this cannot be relied on."),
    Code.WHY_NOT_WRITTEN: N_("Say why this consent is not in writing."),
    Code.OLD_CONSENT: N_("This consent is more than twelve months old. Is it still their wish?"),
    Code.NOT_IN_WRITING: N_(
        "Consent to a use that is not care should be in writing. Can you have it in writing first?"
    ),
    Code.MANY_CATEGORIES: N_("That is a lot of information. Does the purpose need all of it?"),
    Code.THIRD_PARTY: N_("Somebody else's information goes out too. Are you entitled to that?"),
    Code.UNSAFE_ADDRESS: N_(
        "This person lives with domestic abuse. Make sure the way you tell them is safe."
    ),
    Code.RETROSPECTIVE: N_(
        "This is recorded more than a day after it happened; the record will show both times."
    ),
    Code.DUTY_NOT_TOLD: N_("The recipient has not been told to keep this confidential."),
    Code.LAW_NOT_VERIFIED: N_(
        "This row of the catalogue has not been checked against its source in the last 180 days."
    ),
    Code.TEXT_TOO_LONG: N_(
        "This text is too long to be kept: 200 characters for a name or a number,"
        " 100,000 for anything else. Shorten it; nothing typed was lost."
    ),
    Code.TEXT_UNREADABLE: N_(
        "This text holds characters that cannot be kept, such as control or direction marks."
        " Type it again without them."
    ),
    Code.NUMBER_UNLIKELY: N_(
        "This does not look like a registration number of this profession. Is it right?"
    ),
}

PARTS: Mapping[str, str] = {
    "service_user": N_("The person"),
    "practitioner": N_("The person signing"),
    "name": N_("Name"),
    "reference": N_("Reference"),
    "request.origin": N_("How it came about"),
    "request.wording": N_("What was asked"),
    "recipient.name": N_("The recipient's name"),
    "recipient.kind": N_("What the recipient is"),
    "recipient.identity_check": N_("The recipient's identity"),
    "purpose.purpose_class": N_("Care, or something else"),
    "purpose.words": N_("The purpose"),
    "information.items": N_("What is disclosed"),
    "information.items.description": N_("What is disclosed, in words"),
    "information.minimum": N_("Why this is the minimum"),
    "information.why_identifiable": N_("Why they must be identifiable"),
    "information.third_parties": N_("Other people's information"),
    "information.third_parties_kept_because": N_("Why other people's information stays in"),
    "basis.family": N_("The basis"),
    "basis.consent": N_("The consent"),
    "basis.legal_basis": N_("The legal basis"),
    "basis.evidence": N_("What shows that it applies"),
    "basis.why_without_consent": N_("Why without consent"),
    "advice": N_("Advice"),
    "decision.choice": N_("The decision"),
    "decision.reasons": N_("The reasons"),
    "decision.decided_at": N_("When it was decided"),
    "transmission.method": N_("How it was sent"),
    "transmission.made_at": N_("When it was made"),
    "transmission.late_because": N_("Why it was made before it was decided"),
    "transmission.duty_told": N_("The recipient's duty"),
    "telling.outcome": N_("Telling the person"),
    "telling.told_on": N_("When they were told"),
    "telling.method": N_("How they were told"),
    "telling.reason": N_("Why they are not told"),
    "telling.explanation": N_("Why they are not told, in words"),
    "telling.review_on": N_("When this is looked at again"),
    "scope.purpose_class": N_("Care, or something else"),
    "scope.purpose": N_("What it is for"),
    "scope.information": N_("What it covers"),
    "scope.recipients": N_("For whom"),
    "scope.how_used": N_("How it will be used"),
    "explanation": N_("What was explained"),
    "giving.mode": N_("How it was given"),
    "giving.given_on": N_("When it was given"),
    "giving.freely": N_("Whether it was free"),
    "giving.capacity": N_("Capacity"),
    "giving.evidence": N_("What shows it"),
    "giving.implied_because": N_("Why it is implied"),
    "giving.not_written_because": N_("Why it is not in writing"),
    "period.until": N_("Until when"),
    "disclosure": N_("The disclosure"),
    "method": N_("How they were told"),
    "told_on": N_("When they were told"),
    "practice.name": N_("The practice's name"),
    "practice.address": N_("The practice's address"),
    "practitioner.name": N_("Your name"),
}

ERRORS: Mapping[str, str] = {
    "logbook": N_("Something went wrong. Nothing recorded was lost. Try once more."),
    "vault": N_("The logbook cannot be used as asked. What was recorded is kept. Try once more."),
    "vault.missing": N_(
        "There is no logbook at this place. Nothing was changed. Choose the folder that ends in"
        " “.logbook”."
    ),
    "vault.exists": N_(
        "Something already stands at this place; it was left as it is. Choose another name or"
        " folder."
    ),
    "vault.not_a_logbook": N_(
        "This is not a logbook of this program. It was left as it is. Choose another folder, or"
        " restore a backup."
    ),
    "vault.wrong_key": N_(
        "The records do not belong to this key file, or are not a logbook. They were left as they"
        " are. Put back the key file that belongs to them, from a backup."
    ),
    "vault.wrong_passphrase": N_(
        "This passphrase does not open the logbook. Nothing was changed. Type it again."
    ),
    "vault.unusable_passphrase": N_(
        "This passphrase cannot be used. Nothing was made. Choose another: five words are good."
    ),
    "vault.not_allowed": N_(
        "Only an administrator of the practice can do this. Nothing was changed. Ask them."
    ),
    "vault.key_file_missing": N_(
        "The key file is missing, and without it nobody can open the logbook. The records were"
        " left as they are. Put back “keys.a.json” or “keys.b.json” from a backup."
    ),
    "vault.key_file_damaged": N_(
        "The key file is damaged. The records were left as they are. Put back “keys.a.json” or"
        " “keys.b.json” from a backup."
    ),
    "vault.in_use": N_(
        "The logbook is open in another window or program. Nothing was changed. Close it there"
        " first."
    ),
    "vault.too_new": N_(
        "A newer version of this program has written this logbook. Nothing was changed. Install"
        " the newer version."
    ),
    "vault.damaged": N_(
        "The logbook is damaged and was left as it is. Nothing more will be written to it. Restore"
        " the last backup."
    ),
    "vault.full": N_(
        "The disk is full, so this was not recorded. Everything recorded before is kept. Make"
        " room on the disk and do it again."
    ),
    "vault.read_only": N_(
        "The folder of the logbook cannot be written to. Nothing was changed. Allow writing to it,"
        " or move the logbook to a folder of yours."
    ),
    "vault.disk": N_(
        "The disk reported an error. What was recorded before is kept. Make a backup to another"
        " disk soon, then try again."
    ),
    "vault.not_enough_memory": N_(
        "There is not enough free memory to unlock. Nothing was changed. Close other programs and"
        " try again."
    ),
    "vault.commit_unclear": N_(
        "The disk reported an error while recording, and this was not recorded. Everything"
        " recorded before is kept. Try again."
    ),
    "record-refused": N_(
        "This cannot be recorded yet. What was typed is kept. Fill in what is named and record it"
        " again."
    ),
    "not-on-record": N_(
        "There is no such record in this logbook. Nothing was changed. Check the number."
    ),
    "letter-refused": N_(
        "There is no letter to the person about this record, because nothing was disclosed or"
        " they must not be told. Nothing was changed."
    ),
    "own-output-refused": N_(
        "The document that was just made did not pass our own check and was not given out. The"
        " record is kept. Please report this."
    ),
    "signing": N_(
        "The document could not be signed. The record is kept. Lock, unlock and try again."
    ),
    "delivery": N_(
        "The file could not be written there. The record is kept. Choose another folder or name."
    ),
    "journal-inconsistent": N_(
        "The journal contradicts a checkpoint signed before, so nothing more is signed. It was"
        " left as it is. Keep this folder and compare it with your last backup."
    ),
    "unreadable-file": N_(
        "The file cannot be read. Nothing was changed. Check where it is and that it is a PDF."
    ),
    "case-file": N_(
        "The file cannot be used. Nothing of it was recorded. Put it right and try again."
    ),
    "written-form": N_(
        "This holds something that cannot be kept. Nothing was recorded. Type it again without"
        " unusual characters."
    ),
    "note": N_("This is not a signed note of a logbook. Nothing was changed."),
    "checkpoint": N_("This is not a checkpoint of a logbook. Nothing was changed."),
    "proof": N_("This is not a proof of a logbook. Nothing was changed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleText:
    """A principle of the HCPC's guidance, in our own words."""

    title: str
    words: str
    source: str


def finding_sentence(found: Finding) -> str:
    """Say what is wrong with which part, and what to do."""
    part = PARTS.get(found.part)
    sentence = _(FINDINGS[found.code])
    return f"{_(part)}: {sentence}" if part is not None else sentence


def error_sentence(error: LogbookError) -> str:
    """Say what happened, what was kept, and what to do next."""
    sentence = _(ERRORS[error.code])
    if isinstance(error, RecordRefusedError):
        return " ".join([sentence, *dict.fromkeys(map(finding_sentence, error.findings))])
    return sentence


@cache
def principle(code: Principle) -> PrincipleText:
    """Give a principle in words, with its source."""
    table = tomllib.loads(read_text("guidance/principles.toml"))
    row = table[code.value]
    return PrincipleText(title=_(row["title"]), words=_(row["words"]), source=table["source"])
