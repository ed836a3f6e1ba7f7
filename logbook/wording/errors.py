# SPDX-License-Identifier: Apache-2.0
"""What happened, what was kept and what to do next, for every kind of error."""

from __future__ import annotations

from collections.abc import Mapping

from logbook.i18n import N_

ERRORS: Mapping[str, str] = {
    "logbook": N_("Something went wrong. Nothing recorded was lost. Try once more."),
    "viewing-reason-missing": N_(
        "This person has no open episode, so looking at their record needs a reason. Nothing was"
        " shown. Choose a reason, or write one."
    ),
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
        "This does not open the logbook. Nothing was changed. Type it again."
    ),
    "vault.weak_passphrase": N_(
        "This passphrase is too easily guessed, so it was not taken. Nothing was changed. Choose at"
        " least 12 characters that are not known and not about you: five words drawn at random are"
        " best."
    ),
    "vault.unusable_pin": N_(
        "This PIN cannot be used. Nothing was changed. Choose at least 6 digits that do not repeat"
        " one digit and do not follow each other."
    ),
    "vault.code_mistyped": N_(
        "The recovery code has a slip in it. Nothing was changed. Compare it with the sheet, group"
        " by group, and type it again."
    ),
    "vault.cards_mistyped": N_(
        "These cards do not open anything: a word is mistyped, a card is missing, or they are of"
        " different sets. Nothing was changed. Compare each with the card and type it again."
    ),
    "vault.card_slip": N_(
        "Card {card} has a slip in it. Nothing was changed. Compare its words with the card, one by"
        " one, and type it again."
    ),
    "vault.card_word": N_(
        "Word {place} of card {card} is not right; is it “{meant}”? Nothing was changed. Look at"
        " the card and type the word again."
    ),
    "vault.card_length": N_(
        "A card has 33 words, and {words} were typed for card {card}. Nothing was changed. Look"
        " for a word that was left out or typed twice."
    ),
    "vault.card_twice": N_(
        "Card {card} is one that was typed already. Nothing was changed. Type the words of another"
        " executor's card."
    ),
    "vault.card_of_another_set": N_(
        "Card {card} does not belong with the first: they are of different clinical wills, or of"
        " different logbooks. Nothing was changed. Compare the date and the logbook printed on"
        " them."
    ),
    "vault.too_few_cards": N_(
        "It takes {needed} cards, and {given} were typed. Nothing was changed. Ask another executor"
        " for their card."
    ),
    "vault.wrong_cards": N_(
        "These cards do not open this logbook: they are of another one, or of a clinical will that"
        " was revoked. Nothing was changed. Compare the logbook and the date printed on them."
    ),
    "vault.sheet_mistyped": N_(
        "The lines of the recovery sheet are not whole. Nothing was changed. Type all of its"
        " numbered lines, from the first to the last, or scan its second QR code."
    ),
    "vault.sheet_line": N_(
        "Line {line} of the recovery sheet has a slip in it. Nothing was changed. Compare it with"
        " the sheet, group by group, and type it again."
    ),
    "vault.sheet_not_needed": N_(
        "The key file is there, so the code of the sheet opens the logbook by itself. Nothing was"
        " changed. Unlock with the recovery code."
    ),
    "vault.sheet_cannot_rebuild": N_(
        "This recovery sheet is not an administrator's, so it cannot take the place of a lost key"
        " file. Nothing was changed. Use an administrator's sheet, or restore a backup."
    ),
    "vault.sheet_void": N_(
        "This recovery sheet does not open these records: it is of another logbook, or was printed"
        " before the key of the logbook was changed. Nothing was changed. Look for a newer sheet,"
        " or restore a backup."
    ),
    "vault.no_will": N_("There is no clinical will. Nothing was changed. Make one first."),
    "vault.token_unavailable": N_(
        "The token does not answer, or cannot hold the key it would need. Nothing was changed. Put"
        " it in, check its label and its library, or use your passphrase."
    ),
    "vault.token_locked": N_(
        "The token has locked itself after too many wrong PINs. The logbook was left as it is. Use"
        " your passphrase, and unlock the token with its maker's program."
    ),
    "vault.too_many_ways": N_(
        "The key file has no room for more. Nothing was changed. Drop a way to unlock that is not"
        " used any more, then try again."
    ),
    "vault.last_way": N_(
        "The passphrase cannot be dropped, since every other way can be lost. Nothing was changed."
        " Change it instead."
    ),
    "quick-unlock.refused": N_(
        "Quick unlock cannot be set here: somebody else has it on this account of this computer."
        " Nothing was changed. Use your passphrase, or an account of your own."
    ),
    "quick-unlock.expired": N_(
        "Quick unlock has ended, as it does after 30 days without the passphrase. Nothing was"
        " changed. Use your passphrase."
    ),
    "quick-unlock.gone": N_(
        "Quick unlock does not stand open on this computer any more. Nothing was changed. Use your"
        " passphrase, then set it again."
    ),
    "quick-unlock.dropped": N_(
        "The PIN was wrong five times, so quick unlock was dropped. The logbook was left as it is."
        " Use your passphrase, then set it again."
    ),
    "secret-store": N_(
        "The computer's store of secrets did not do what was asked. The logbook was left as it is."
        " Use your passphrase."
    ),
    "secret-store.refused": N_(
        "This computer has no store of secrets that is safe enough for quick unlock. Nothing was"
        " changed. Use your passphrase."
    ),
    "vault.unusable_passphrase": N_(
        "This passphrase cannot be used. Nothing was made. Choose another: five words are good."
    ),
    "vault.not_allowed": N_(
        "Your role in this practice does not allow this. Nothing was changed. Ask an administrator"
        " of the practice."
    ),
    "vault.suspended": N_(
        "You may not open this logbook at present. Nothing was changed. Ask an administrator of the"
        " practice."
    ),
    "vault.wrong_standing": N_(
        "This cannot be done as this person stands now, and nobody can do it to themselves. Nothing"
        " was changed. Look at the list of people, or ask another administrator."
    ),
    "vault.given_passphrase": N_(
        "This is the passphrase you were given, which somebody else knows. Nothing was changed."
        " Choose another one."
    ),
    "certificate-out-of-time": N_(
        "By this computer's clock your certificate has run out or has not begun yet, so no document"
        " was signed. Everything recorded is kept. Look at the clock. If it is right, have an"
        " administrator lock and unlock the logbook once, which renews your certificate."
    ),
    "certificate-awaited": N_(
        "No document can be signed yet with the keys of the person concerned: an administrator has"
        " to open the logbook once. Nothing was made, and everything recorded is kept."
    ),
    "vault.key_not_changed": N_(
        "The key of the logbook could not be changed, and the one it had still holds. Nothing"
        " recorded was lost. Make room on the disk and try again."
    ),
    "vault.key_change_not_ended": N_(
        "The key of the logbook is changed and nothing recorded was lost, but the disk did not take"
        " the last of it. Make room on it, then lock and unlock: what is missing is done then."
    ),
    "vault.key_file_missing": N_(
        "The key file is missing, and without it nobody can open the logbook. The records were"
        " left as they are. Put back “keys.a.json” or “keys.b.json” from a backup, or make it again"
        " from an administrator's recovery sheet."
    ),
    "vault.key_file_damaged": N_(
        "The key file is damaged. The records were left as they are. Put back “keys.a.json” or"
        " “keys.b.json” from a backup, or make it again from an administrator's recovery sheet."
    ),
    "vault.in_use": N_(
        "The logbook is open in another window or program. Nothing was changed. Close it there"
        " first."
    ),
    "vault.too_new": N_(
        "A newer version of this program has written this logbook. Nothing was changed. Install"
        " the newer version."
    ),
    "vault.newer": N_(
        "A newer version of this program has written this logbook. It can be read here, but not"
        " written to. Nothing was changed. Install the newer version."
    ),
    "vault.open_for_reading_only": N_(
        "The logbook is open for reading only, so this was not recorded. Everything recorded before"
        " is kept. Put right what keeps it from being written to, and open it again."
    ),
    "vault.place_is_synced": N_(
        "This folder is kept in step with other computers, which would tear a logbook that is in"
        " use. Nothing was made. Choose a folder of this computer; a backup or a published snapshot"
        " may lie here."
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
    "vault.standing_unfinished": N_(
        "It is on record now, but the disk did not let it be written to the key file, so it may not"
        " count yet. Everything recorded is kept. Make room on the disk, then lock and unlock: what"
        " is missing is done then."
    ),
    "vault.keys_not_renewed": N_(
        "The new keys could not be written to the key file, so the ones before may still hold."
        " Everything recorded is kept. Make room on the disk and give the person new keys again."
    ),
    "vault.key_change_unclear": N_(
        "The disk reported an error while a way to unlock was being changed. All records are kept."
        " Lock now, and unlock with the new passphrase; if it does not open, with the one before."
    ),
    "record-refused": N_(
        "This cannot be recorded yet. What was typed is kept. Fill in what is named and record it"
        " again."
    ),
    "not-on-record": N_(
        "There is no such record in this logbook. Nothing was changed. Check the number."
    ),
    "destroyed": N_(
        "This record was destroyed, as its certificate of destruction says. Nothing was changed."
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
    "paper-not-noted": N_(
        "The paper is saved where it was wanted, and can be used; but the journal does not say so,"
        " because the disk is full or reported an error. Everything recorded is kept. Make room on"
        " the disk, then save the paper once more in the same place, or make another."
    ),
    "backup-file": N_(
        "This is not a backup of a logbook. Nothing was changed. Choose a file that ends in"
        " “.logbookbackup”."
    ),
    "backup-file.unreadable": N_(
        "The backup cannot be read. Nothing was changed. Check that its disk is connected, and"
        " choose it again."
    ),
    "backup-file.altered": N_(
        "This backup is not as it was written: it is damaged, cut short or was altered. Nothing was"
        " changed. Use another backup."
    ),
    "backup-file.too-new": N_(
        "A newer version of this program has written this backup. Nothing was changed. Install the"
        " newer version."
    ),
    "backup-file.too-large": N_(
        "The logbook is larger than a backup can hold. No backup was made; the logbook is as it"
        " was. Please report this."
    ),
    "backup-place": N_(
        "The backup could not be written there. No backup was made; the logbook is as it was."
        " Choose another place."
    ),
    "backup-place.missing": N_(
        "The place for backups is not there. No backup was made; the logbook is as it was. Connect"
        " the disk, or choose another place."
    ),
    "backup-place.read-only": N_(
        "The place for backups cannot be written to. No backup was made; the logbook is as it was."
        " Allow writing to it, or choose another place."
    ),
    "backup-place.full": N_(
        "The disk for backups is full. No backup was made; the logbook is as it was. Make room"
        " there, or choose another place."
    ),
    "backup-place.inside-a-logbook": N_(
        "A backup inside the logbook's own folder would be lost with it. No backup was made; the"
        " logbook is as it was. Choose another place, best on another disk."
    ),
    "stopped": N_("It was stopped. Nothing half was left, and everything recorded is kept."),
    "backup-unproven": N_(
        "The backup was written, but did not come back from the disk as it should, so it was not"
        " kept. The logbook is as it was. Use another disk, and check this one."
    ),
    "restore-refused": N_(
        "The journal in this backup is not whole, or is not the one that is known. Nothing was put"
        " in place. Use another backup, and keep this one."
    ),
    "restore-refused.erasure": N_(
        "Records that had been erased could not be erased again. Nothing was put in place. Try"
        " again, and report this if it stays so."
    ),
    "vault.older": N_(
        "An earlier version of this program has written this logbook, and it cannot be brought up"
        " to date where it may only be read. Nothing was changed. Open it once where it can be"
        " written to."
    ),
    "vault.upgrade_not_begun": N_(
        "An earlier version of this program has written this logbook. Before it is brought up to"
        " date a copy is made and proven, and that could not be done. Nothing was changed. Make"
        " room on the disk, twice what the logbook takes, and open it again."
    ),
    "vault.upgrade_failed": N_(
        "This logbook could not be brought up to date, and was left as it was. A proven copy lies"
        " in its folder, under “before-upgrade”. Open it with the version used before, and report"
        " this."
    ),
    "restore-refused.standing": N_(
        "By what is known on this computer, whoever opened this backup is no administrator of the"
        " practice any more. Nothing was put in place. Ask an administrator to restore it."
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
    "witness": N_(
        "This file is not what is exchanged with a witness. Nothing was signed or recorded. Ask for"
        " the file again."
    ),
    "witness.refused": N_(
        "This journal was not witnessed: it is not as it was seen before. Nothing was signed. Ask"
        " its owner."
    ),
    "witness.rolled-back": N_(
        "This journal is shorter than when you last saw it: entries are missing, or the file is an"
        " old one. Nothing was signed. Ask its owner for a new file, and why."
    ),
    "witness.forked": N_(
        "This journal does not go on from what you last saw: something before was changed. Nothing"
        " was signed. Keep the file, and ask its owner."
    ),
    "witness.unproven": N_(
        "The file does not show that this journal goes on from what you last saw. Nothing was"
        " signed. Ask its owner to take your last answer in, and for a new file."
    ),
    "witness.new-key": N_(
        "This journal is signed with a key that never signed it before. Nothing was signed. Ask its"
        " owner, by telephone, who signs there now."
    ),
    "witness.not-witnessed": N_(
        "This file does not witness this journal. Nothing was recorded. Ask your colleague for the"
        " answer to your last file."
    ),
    "witness.one-of-us": N_(
        "Whoever witnessed this can sign in this logbook too, which shows nothing. Nothing was"
        " recorded. Ask somebody outside the practice."
    ),
    "time-stamp": N_(
        "This is not the whole reply of a time-stamping authority. Nothing was recorded. Ask for"
        " the reply again."
    ),
    "time-stamp.refused": N_(
        "The authority did not give a time stamp. Nothing was recorded. Ask it again, or another."
    ),
    "time-stamp.of-something-else": N_(
        "This time stamp is about something else, not about a checkpoint of this journal. Nothing"
        " was recorded. Choose the reply to your request."
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
