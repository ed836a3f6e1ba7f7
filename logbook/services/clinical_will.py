# SPDX-License-Identifier: Apache-2.0
"""The clinical will: made, checked, revoked, and what executors see who opened the logbook by it.

The cards open the keys of a person of their own in the key file, the executor, through a secret
that is split onto them. Those keys open the root key, as everybody's do: that executors are shown
no more than `view` gives is kept to by this program, and not by cryptography. Whoever has the
folder, enough cards and other programs reads everything. Name people who may.

Revoked cards open nothing here any more. They open a backup made before, for ever, and a copy of
the key file from before as long as the root key is the same: revoking changes the root key.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.documents.certificates import JournalKey, issue_certificate
from logbook.domain.clinical_will import (
    ClinicalWill,
    ExecutorCard,
    WillDraft,
    WillStatus,
    findings_on_will,
    will_status,
)
from logbook.domain.executor_view import ExecutorView
from logbook.domain.findings import RecordRefusedError
from logbook.domain.permissions import may
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act, Receipt
from logbook.domain.text import tidied
from logbook.i18n import _
from logbook.journal.payload import read_payload
from logbook.services.executor_papers import ExecutorSheetJob
from logbook.services.opening import OpenFolder
from logbook.services.overseeing import view_steps
from logbook.services.reviewing import Reviewing
from logbook.services.rotating import Rotating
from logbook.services.scribe import Scribe
from logbook.services.secret_papers import save_paper
from logbook.services.unlocking import Proof
from logbook.store import cards, journal_rows, membership
from logbook.store.derivation import KEY_LENGTH, wipe
from logbook.store.errors import NotAllowedError, NoWillError, WrongCardsError
from logbook.store.key_file import KeyFile, KeyHolder, Slot
from logbook.store.keyring import (
    NewPerson,
    PersonKeys,
    make_person_keys,
    practice_key,
    trust_in,
)
from logbook.store.slots import new_will_slot, opened_slot
from logbook.store.ways import Cards, Way


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewWill:
    """Keys for the executor, their slot, and what is on the cards: a will not kept yet."""

    draft: WillDraft
    holder: UUID
    keys: PersonKeys
    slot: Slot
    mnemonics: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WillJob:
    """Makes the executor's keys, and splits what opens them onto cards."""

    proof: Proof
    draft: WillDraft

    def run(self) -> NewWill:
        """Make them.

        Raises:
            WrongPassphraseError: what was to prove who is signed in does not open.
            VaultError: the memory for it is not there.
        """
        self.proof.check()
        key_file, holder, draft = self.proof.key_file, uuid4(), self.draft
        keys = make_person_keys(trust_in(key_file.practice_public))
        secret = bytearray(os.urandom(KEY_LENGTH))
        try:
            slot = new_will_slot(key_file.vault, str(holder), keys, secret)
            mnemonics = cards.split(secret, threshold=draft.threshold, count=len(draft.executors))
        finally:
            wipe(secret)
        return NewWill(draft=draft, holder=holder, keys=keys, slot=slot, mnemonics=mnemonics)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CardsTrial:
    """Tries cards without opening anything: the keys they give are let go of at once."""

    way: Cards = field(repr=False)
    vault: str
    holder: KeyHolder
    will: UUID

    def run(self) -> CardsTried:
        """Try them.

        Raises:
            CardsMistypedError: a card is not right, or there are too few.
            WrongCardsError: they open nothing.
        """
        for slot in self.holder.slots:
            if opened_slot(slot, self.way, self.vault, self.holder.id) is not None:
                return CardsTried(will=self.will)
        raise WrongCardsError("These cards open nothing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsTried:
    """That the cards of a will were found to open the logbook."""

    will: UUID


class ClinicalWills:
    """Looks after the clinical will of an open logbook."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        rotating: Rotating,
        clock: Clock,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._rotating = rotating
        self._clock = clock

    def will_job(self, proof: Way | str, draft: WillDraft) -> WillJob:
        """Prepare a clinical will; `proof` is a way of theirs that opens now.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            RecordRefusedError: an executor has no name or contact, or there are too few.
        """
        self._check(Act.WILL_MADE)
        draft = tidied(draft)
        if found := findings_on_will(draft):
            raise RecordRefusedError(found)
        person = str(self._scribe.person)
        proven = Proof(key_file=self._key_file, person_id=person, way=proof)
        return WillJob(proof=proven, draft=draft)

    def make(self, new: NewWill, *, key_later: bool = False) -> tuple[ExecutorCard, ...]:
        """Let the cards open the logbook from now on, in the place of an earlier will's.

        An earlier will is revoked first, with the root key changed; `key_later` leaves that to
        whoever asks (`Rotating`). What is on the cards is in memory only: print or save them, and
        hand them out.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            KeyNotChangedError: the earlier will is revoked and the root key still to be changed;
                nothing was made, and can be now.
            VaultError: nothing was made.
        """
        self._check(Act.WILL_MADE)
        if self._standing() is not None:
            self.revoke(key_later=key_later)
        self._forget_unfinished()
        person = self._new_person(new)
        unlocked = self._opened.keys.unlocked
        self._opened.write_keys(membership.with_person(self._key_file, unlocked, person, new.slot))
        # Who is in the key file and not in the journal goes at the next opening: what follows may
        # fail.
        self._scribe.write(Act.PRACTITIONER_ENROLLED, _executor(new.holder))
        will = ClinicalWill(
            id=uuid4(),
            holder=new.holder,
            executors=new.draft.executors,
            threshold=new.draft.threshold,
            files=new.draft.files,
            made_by=self._scribe.person,
            made_at=self._clock.now(),
        )
        self._scribe.write(Act.WILL_MADE, will)
        return self._cards(will, new.mnemonics)

    def trial(self, way: Cards) -> CardsTrial:
        """Prepare to try enough of the cards, to see that they open the logbook still.

        Raises:
            NoWillError: there is none.
            NotAllowedError: who is signed in is no administrator.
        """
        self._check(Act.WILL_CHECKED)
        will = self._needed()
        holder = self._holder(will)
        assert holder is not None, "a will stands by its holder"
        return CardsTrial(way=way, vault=self._key_file.vault, holder=holder, will=will.id)

    def check(self, tried: CardsTried | None = None) -> Receipt:
        """Record that the executors were asked, and have their cards.

        Args:
            tried: What a trial of the cards gave; None: take the executors at their word.

        Raises:
            NoWillError: there is none, or it is not the one whose cards were tried.
            NotAllowedError: who is signed in is no administrator.
            VaultError: it was not recorded.
        """
        self._check(Act.WILL_CHECKED)
        will, now = self._needed(), self._clock.now()
        if tried is not None and tried.will != will.id:
            raise NoWillError("Another will took its place meanwhile.")
        checked = replace(
            will, checked_at=now, tried_at=now if tried is not None else will.tried_at
        )
        return self._scribe.write(Act.WILL_CHECKED, checked)

    def revoke(self, *, key_later: bool = False) -> Receipt:
        """Let the cards open nothing any more, and change the root key they could give.

        With `key_later` the root key is still to be changed, which takes seconds (`Rotating`).

        Raises:
            NoWillError: there is none.
            NotAllowedError: who is signed in is no administrator.
            KeyNotChangedError: it is revoked; the root key is still to be changed.
            VaultError: as it says; the next opening brings to its end what was begun.
        """
        self._check(Act.WILL_REVOKED)
        will = self._needed()
        self._dismiss(will.holder)
        receipt = self._scribe.write(Act.WILL_REVOKED, replace(will, revoked_at=self._clock.now()))
        if not key_later:
            self._rotating.rotate()
        return receipt

    def status(self) -> WillStatus:
        """Tell how it stands with the will: from when, checked when, to be checked when."""
        will = self._standing()
        if will is None:
            return WillStatus()
        return will_status(
            will,
            made_on=self._day(will.made_at),
            checked_on=self._day(will.checked_at) if will.checked_at is not None else None,
            tried_on=self._day(will.tried_at) if will.tried_at is not None else None,
            today=self._day(self._clock.now()),
        )

    def view(self) -> ExecutorView:
        """Give what executors see; a practitioner may look at what that would be.

        Raises:
            NoWillError: there is none.
            NotAllowedError: who is signed in is neither an executor nor may read records.
        """
        view = None
        for view in self.view_steps():  # noqa: B007 - the last step gives it
            pass
        assert view is not None, "the last step gives it"
        return view

    def view_steps(self) -> Iterator[ExecutorView | None]:
        """Gather what executors see, a few milliseconds at a time; the last step gives it.

        Raises:
            NoWillError, NotAllowedError: as `view`.
        """
        if self._opened.hand.role is not Role.EXECUTOR:
            self._reviewing.check_may_read()
        return view_steps(self._opened, self._scribe, self._needed(), self._clock)

    def sheet_job(self, view: ExecutorView) -> ExecutorSheetJob:
        """Prepare a PDF of what executors were shown.

        Raises:
            NotAllowedError: who is signed in is neither an executor nor an administrator.
            VaultError: the journal could not say that it leaves; so it is not made.
        """
        self._check_may_leave(Act.WILL_VIEW_SAVED)
        now = self._clock.now()
        return ExecutorSheetJob(view=view, day=self._day(now), created=now)

    def save_sheet(self, pdf: bytes, path: Path) -> Receipt:
        """Write the PDF of what executors see where they want it; the journal says that it left.

        Raises:
            NoWillError, NotAllowedError: as `view`.
            DeliveryError: the file could not be written; nothing was changed.
            VaultError: nothing was written; or the file was, and the journal could not say so.
        """
        self._check_may_leave(Act.WILL_VIEW_SAVED)
        will = self._needed()
        save_paper(pdf, path)
        return self._scribe.write(Act.WILL_VIEW_SAVED, object_id=will.id)

    def note_sheet_printed(self) -> Receipt:
        """Note that what executors see goes to a printer, before its first page does.

        Raises:
            NoWillError, NotAllowedError: as `view`.
            VaultError: the journal could not say so; it is not to be printed.
        """
        self._check_may_leave(Act.WILL_VIEW_PRINTED)
        return self._scribe.write(Act.WILL_VIEW_PRINTED, object_id=self._needed().id)

    @property
    def opened_now(self) -> ClinicalWill | None:
        """The will by which the logbook was opened; None if it is no executor who is signed in."""
        return self._standing() if self._opened.hand.role is Role.EXECUTOR else None

    @property
    def _key_file(self) -> KeyFile:
        return self._opened.keys.key_file

    def _check(self, act: Act) -> None:
        if not may(self._opened.hand.role, act):
            raise NotAllowedError("Only administrators look after the clinical will.")
        self._opened.vault.must_be_writable()

    def _check_may_leave(self, act: Act) -> None:
        if not may(self._opened.hand.role, act):
            raise NotAllowedError("What executors see is for executors.")
        self._opened.vault.must_be_writable()

    def _needed(self) -> ClinicalWill:
        will = self._standing()
        if will is None:
            raise NoWillError("There is no clinical will.")
        return will

    def _standing(self) -> ClinicalWill | None:
        """Give the will that was made last, if its cards open the logbook still."""
        for row in journal_rows.records_of_kind(self._opened.vault, "clinical-will"):
            record = read_payload(row.payload)
            if isinstance(record, ClinicalWill):
                stands = record.revoked_at is None and self._holder(record) is not None
                return record if stands else None
        return None

    def _holder(self, will: ClinicalWill) -> KeyHolder | None:
        people = self._key_file.people
        return next((one for one in people if one.id == str(will.holder)), None)

    def _forget_unfinished(self) -> None:
        """Take out executors of wills that a crash kept from being made, or revoked, to the end."""
        for holder in self._key_file.people:
            if holder.role == Role.EXECUTOR.value:
                self._dismiss(UUID(holder.id))

    def _dismiss(self, holder: UUID) -> None:
        changed = membership.without_person(
            self._key_file,
            self._opened.keys.unlocked,
            str(holder),
            until=journal_rows.size(self._opened.vault),
        )
        self._scribe.write(Act.PRACTITIONER_LEFT, replace(_executor(holder), active=False))
        self._opened.write_keys(changed)

    def _new_person(self, new: NewWill) -> NewPerson:
        """Issue the certificate of the executor's keys, in the practice's name."""
        unlocked = self._opened.keys.unlocked
        certificate = issue_certificate(
            practice_key(self._key_file, unlocked),
            unlocked.practice_certificate,
            name=_executor(new.holder).name,
            organisation=self._reviewing.practice().name,
            key=new.keys.p256.public_key(),
            at=self._clock.now(),
            journal=JournalKey(
                actor=str(new.holder),
                public=new.keys.ed25519.public_key().public_bytes_raw(),
                reads=new.keys.x25519.public_key().public_bytes_raw(),
            ),
        )
        return NewPerson(
            id=str(new.holder),
            role=Role.EXECUTOR.value,
            nickname="",
            keys=new.keys,
            certificate=certificate,
        )

    def _cards(self, will: ClinicalWill, mnemonics: tuple[str, ...]) -> tuple[ExecutorCard, ...]:
        practice = self._reviewing.practice()
        return tuple(
            ExecutorCard(
                will=will.id,
                number=number,
                count=len(mnemonics),
                threshold=will.threshold,
                words=tuple(mnemonic.split()),
                holder=executor,
                others=tuple(one for one in will.executors if one is not executor),
                practice=practice.name,
                practice_lines=_lines(practice.address, practice.phone, practice.email),
                practitioner=self._reviewing.practitioner(self._scribe.person).name,
                logbook=self._opened.folder.path.stem,
                vault=self._key_file.vault,
                day=self._day(will.made_at),
            )
            for number, (executor, mnemonic) in enumerate(
                zip(will.executors, mnemonics, strict=True), 1
            )
        )

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._clock.zone).date()


def check_cards(mnemonics: tuple[str, ...]) -> int:
    """Check cards as they are typed, one after the other; give how many are still needed.

    Raises:
        CardsMistypedError: one is not right; what is wrong with which, its kind says.
    """
    shares = cards.check(mnemonics)
    if not shares:
        return cards.FEWEST
    return max(0, int(shares[0].member_threshold) - len(shares))


def _executor(holder: UUID) -> Practitioner:
    """Give the person as whom executors open the logbook: whoever they are, one and the same."""
    return Practitioner(id=holder, name=_("Executors of the clinical will"), role=Role.EXECUTOR)


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
