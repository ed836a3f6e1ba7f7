# SPDX-License-Identifier: Apache-2.0
"""What happened, what was kept and what to do next, for every kind of error."""

from __future__ import annotations

from collections.abc import Mapping

from logbook.i18n import N_

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
    "letter-refused": N_("No letter was made of this record, and nothing was changed."),
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
    "catalogue": N_(
        "The publisher of this catalogue of law made a mistake in it. The edition in use was kept."
        " Tell the publisher."
    ),
    "catalogue-file": N_(
        "This is not a signed catalogue of law. The edition in use was kept. Choose a file that"
        " ends in “.law”."
    ),
    "catalogue-file.altered": N_(
        "This catalogue was changed after it was signed. The edition in use was kept. Get the file"
        " again from its publisher."
    ),
    "catalogue-file.not-newer": N_(
        "This catalogue is no newer than the edition in use, which was kept. There is nothing to"
        " do."
    ),
    "catalogue-file.unknown-publisher": N_(
        "Nobody here has accepted the publisher of this catalogue. The edition in use was kept."
        " Compare the fingerprint of the publisher's key with one you were given another way, then"
        " accept it."
    ),
    "checkpoint": N_("This is not a checkpoint of a logbook. Nothing was changed."),
    "proof": N_("This is not a proof of a logbook. Nothing was changed."),
}
