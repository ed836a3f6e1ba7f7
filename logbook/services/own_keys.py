# SPDX-License-Identifier: Apache-2.0
"""Taking keys of one's own in the place of those an administrator gave.

Who enrols a colleague, or gives them new keys, knows the first passphrase, and with a copy of the
key file from then could open what it opens for ever. So the colleague not only chooses a passphrase
of their own at their first unlocking: they make new keys, and the journal says which, signed with
the given ones, which sign nothing after it.

The practice's certificate for the new keys only an administrator can issue. Until one has opened
the logbook the colleague records as ever, and documents are not yet signed in their name. A
certificate lasts three years; an administrator's opening renews what lasts less than one more.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from logbook.clock import Clock
from logbook.documents.certificates import (
    JournalKey,
    is_issued_by,
    issue_certificate,
    journal_key_of,
    key_in,
    request_certificate,
    validity_of,
)
from logbook.domain.practice import Role
from logbook.domain.records import Act, Receipt
from logbook.domain.staff import OwnKeys, own_keys_id
from logbook.errors import LogbookError
from logbook.journal.payload import read_payload
from logbook.services.auditing import Auditing
from logbook.services.new_keys import KeysJob, NewKeys
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.services.standing import Standings
from logbook.services.unlocking import go_back
from logbook.store import journal_rows, membership
from logbook.store.boxes import taken_out
from logbook.store.errors import (
    GivenPassphraseError,
    KeyChangeUnclearError,
    KeyFileDamagedError,
    WrongPassphraseError,
)
from logbook.store.key_file import KeyFile, KeyHolder, candidates
from logbook.store.keyring import KdfCost, NewPerson, Unlocked, practice_key, unlock
from logbook.store.seal import holder_of

_RENEWED_BEFORE = timedelta(days=365)


class CertificateAwaitedError(LogbookError):
    """The practice has not yet issued a certificate for keys somebody made for themselves."""

    code = "certificate-awaited"


class CertificateOutOfTimeError(LogbookError):
    """The certificate of whoever signs has run out, or by the computer's clock is yet to begin."""

    code = "certificate-out-of-time"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKeysJob:
    """Makes keys of who is signed in: Argon2id over the passphrase they chose, twice."""

    making: KeysJob
    key_file: KeyFile

    def run(self) -> NewKeys:
        """Make the keys.

        Raises:
            GivenPassphraseError: it is the passphrase they were given.
            WeakPassphraseError: the passphrase is too easily guessed.
            VaultError: it cannot be kept, or the memory for it is not there.
        """
        made = self.making.run()
        with suppress(WrongPassphraseError):
            person = str(self.making.practitioner.id)
            unlock(self.key_file, self.making.passphrase, person).wipe()
            raise GivenPassphraseError("It opens the keys they were given.")
        return made


class OwningKeys:
    """Tells whether who is signed in has keys somebody else could open, and exchanges them."""

    def __init__(
        self, opened: OpenFolder, scribe: Scribe, reviewing: Reviewing, clock: Clock
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock
        self._standings = Standings(opened)

    @property
    def are_due(self) -> bool:
        """Whether somebody else gave them their keys: they are to make their own before all else.

        Never so in a practice of one, of executors, and where nothing can be written.
        """
        opened = self._opened
        if opened.read_only is not None or opened.hand.role is Role.EXECUTOR:
            return False
        me = self._scribe.person
        public = holder_of(opened.keys.key_file, str(me)).ed25519
        made_them = (str(me), public) in opened.roster.requests
        return not made_them and self._standings.has_keys_from_others(me)

    def job(self, passphrase: str, cost: KdfCost | None = None) -> OwnKeysJob:
        """Prepare keys of who is signed in, under a passphrase they chose themselves."""
        key_file = self._opened.keys.key_file
        making = KeysJob(
            practitioner=self._reviewing.practitioner(self._scribe.person),
            practice=self._reviewing.practice(),
            vault=key_file.vault,
            practice_public=key_file.practice_public,
            passphrase=passphrase,
            cost=cost,
        )
        return OwnKeysJob(making=making, key_file=key_file)

    def take(self, made: NewKeys, act: Act = Act.KEYS_MADE_OWN) -> Receipt:
        """Sign with the keys that were made from now on; those before open and sign no more.

        Whoever holds this logbook in their hands has to be told: `Logbook.with_own_keys`.

        Raises:
            VaultError: nothing was written; or the journal says so and the key file went back, and
                it is to be done again with others. What follows is signed with those that stand.
            KeyChangeUnclearError: one copy of the key file could not be written. What follows is
                signed with the keys of the copy that counts.
        """
        opened, me = self._opened, self._scribe.person
        opened.vault.must_be_writable()
        assert not self._were_brought_in(made), "keys are brought in once: others are to be made"
        certificate = self._vouched_for(made)
        receipt = self._scribe.write(
            act,
            OwnKeys(
                id=own_keys_id(me),
                person=me,
                signs=_public(made).hex(),
                request=sha256(certificate).hexdigest(),
                made_at=self._clock.now(),
            ),
        )
        mine = NewPerson(id=str(me), role="", nickname="", keys=made.keys, certificate=certificate)
        before = opened.keys.key_file
        changed, unlocked = membership.with_own_keys(
            before, opened.keys.unlocked, mine, made.slot, until=receipt.seq + 1
        )
        try:
            opened.write_keys(changed, unlocked)
        except LogbookError as error:
            self._keep_what_stands(before, changed, unlocked, error)
            raise
        self._go_on(changed, unlocked)
        return receipt

    def certify(self) -> None:
        """Issue certificates that colleagues wait for, and renew those that soon run out.

        Only if an administrator is signed in, and only where the whole journal is as it was
        recorded: it says who asked for one, and whose keys count.

        Raises:
            VaultError: it could not be written now; the next opening tries again.
        """
        keys = self._opened.keys
        if not holder_of(keys.key_file, keys.unlocked.person_id).practice_box:
            return
        due = [
            (holder, found)
            for holder in keys.key_file.people
            if (found := self._request_of(holder) or self._running_out_of(holder)) is not None
        ]
        if due and Auditing(self._opened).bears_out():
            for holder, found in due:
                self._keep(holder, self._issued(UUID(holder.id), found))

    def _were_brought_in(self, made: NewKeys) -> bool:
        """Tell whether the journal names them already: they would count from the first entry on."""
        row = journal_rows.latest_record(self._opened.vault, str(own_keys_id(self._scribe.person)))
        record = read_payload(row.payload) if row is not None else None
        return isinstance(record, OwnKeys) and record.signs == _public(made).hex()

    def _keep_what_stands(
        self, before: KeyFile, changed: KeyFile, unlocked: Unlocked, reason: LogbookError
    ) -> None:
        """Go back to the keys before; where the disk refuses that too, sign with those it has.

        The later copy is the one that opens. Signed with other keys than its own, what is recorded
        from here on would be nobody's after a crash.
        """
        try:
            go_back(self._opened, before, changed.epoch, reason)
        except KeyChangeUnclearError:
            if candidates(self._opened.folder)[0] == changed:
                self._go_on(changed, unlocked)
            raise

    def _go_on(self, key_file: KeyFile, unlocked: Unlocked) -> None:
        """Go on with other keys. How fast their passphrase opens them is not known yet."""
        opened = self._opened
        opened.keys = replace(opened.keys, key_file=key_file, unlocked=unlocked, seconds=None)
        self._scribe.sign_with(opened.hand.key)

    def _keep(self, holder: KeyHolder, certificate: bytes) -> None:
        self._scribe.write(Act.CERTIFICATE_ISSUED, object_id=UUID(holder.id))
        keys = self._opened.keys
        key_file = membership.with_certificate(keys.key_file, keys.unlocked, holder.id, certificate)
        is_mine = holder.id == keys.unlocked.person_id
        mine = replace(keys.unlocked, certificate=certificate) if is_mine else None
        self._opened.write_keys(key_file, mine)

    def _vouched_for(self, made: NewKeys) -> bytes:
        """Give a certificate of the practice, or where its key is out of reach ask for one."""
        keys, me = self._opened.keys, self._scribe.person
        journal = JournalKey(
            actor=str(me),
            public=_public(made),
            reads=made.keys.x25519.public_key().public_bytes_raw(),
        )
        request = request_certificate(
            name=self._reviewing.practitioner(me).name,
            organisation=self._reviewing.practice().name,
            key=made.keys.p256,
            at=self._clock.now(),
            journal=journal,
        )
        has_key = holder_of(keys.key_file, str(me)).practice_box
        return self._issued(me, request) if has_key else request

    def _issued(self, person: UUID, request: bytes) -> bytes:
        """Issue a certificate for what is asked, or one in the place of the practice's earlier."""
        keys = self._opened.keys
        is_renewal = is_issued_by(request, keys.unlocked.practice_certificate)
        return issue_certificate(
            practice_key(keys.key_file, keys.unlocked),
            keys.unlocked.practice_certificate,
            name=self._reviewing.practitioner(person).name,
            organisation=self._reviewing.practice().name,
            key=key_in(request),
            at=self._clock.now(),
            since=validity_of(request).since if is_renewal else None,
            journal=journal_key_of(request),
        )

    def _request_of(self, holder: KeyHolder) -> bytes | None:
        """Give what a person asks the practice to vouch for; None: nothing, or nothing genuine.

        Everybody who opens the logbook can write to the key file: that it was they who asked, the
        journal has to say, signed with the key they had before, for which the practice vouched.
        Administrators issue their own when they ask; it is never done for them behind their back.
        """
        unlocked, roster = self._opened.keys.unlocked, self._opened.roster
        if holder.suspended or holder.practice_box or holder.id == unlocked.person_id:
            return None
        found = self._kept_for(holder)
        asked = roster.requests.get((holder.id, holder.ed25519))
        if (
            found is None
            or is_issued_by(found, unlocked.practice_certificate)
            or asked != sha256(found).hexdigest()
            or not is_issued_by(found, found)
        ):
            return None
        return found

    def _running_out_of(self, holder: KeyHolder) -> bytes | None:
        """Give the certificate of a person that is to be renewed; None: it lasts, or is not theirs.

        Who opens the logbook could have put an old one there, for keys that count no more.
        """
        root = self._opened.keys.unlocked.practice_certificate
        found = self._kept_for(holder)
        if holder.suspended or found is None or not is_issued_by(found, root):
            return None
        counting = {
            (one.actor, one.public) for one in self._opened.roster.signers if one.until is None
        }
        until = validity_of(found).until
        lasts = until - self._clock.now() >= _RENEWED_BEFORE or until >= validity_of(root).until
        return None if lasts or (holder.id, holder.ed25519) not in counting else found

    def _kept_for(self, holder: KeyHolder) -> bytes | None:
        """Give what lies where a person's certificate does, if it names just their keys; DER.

        What is damaged is for the audit to name, and keeps nobody from opening the logbook.
        """
        keys = self._opened.keys
        with suppress(KeyFileDamagedError, ValueError):
            found = taken_out(
                holder.certificate_box, keys.unlocked.root_key, keys.key_file.vault, holder.id
            )
            named = JournalKey(actor=holder.id, public=holder.ed25519, reads=holder.x25519)
            return found if journal_key_of(found) == named else None
        return None


def must_be_certified(certificate: bytes, root_certificate: bytes) -> None:
    """Refuse to make a document with keys that the practice does not vouch for yet; both DER.

    Raises:
        CertificateAwaitedError: an administrator has to open the logbook first.
    """
    if not is_issued_by(certificate, root_certificate):
        raise CertificateAwaitedError("The practice has issued no certificate for these keys yet.")


def must_be_valid(certificate: bytes, at: datetime) -> None:
    """Refuse to sign a document at a time at which the signer's certificate (DER) is not valid.

    Raises:
        CertificateOutOfTimeError: it has run out, or the clock stands before its beginning.
    """
    validity = validity_of(certificate)
    if not validity.since <= at <= validity.until:
        raise CertificateOutOfTimeError("The certificate is not valid at this time.")


def _public(made: NewKeys) -> bytes:
    return made.keys.ed25519.public_key().public_bytes_raw()
