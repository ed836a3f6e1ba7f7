# SPDX-License-Identifier: Apache-2.0
"""Who belongs to a logbook: enrolled, suspended, back again, gone, with new keys, in another role.

A key file goes in and a sealed one comes out; to be kept it must be written. Only administrators
change it: what they hold and others do not is the key of the practice. Whoever signed an entry
stays known as its signer, whatever becomes of them. Nobody changes how they themselves stand, and
so there is always an administrator left.

What is suspended here is suspended on this computer's key file: an older copy of it opens as
before, until the root key is changed (`rotation`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from logbook.store.boxes import about_practice_key, about_root_key, box, put_away
from logbook.store.errors import WrongStandingError
from logbook.store.key_file import FormerSigner, KeyFile, KeyHolder, Slot
from logbook.store.keyring import ADMINISTRATOR, NewPerson, Unlocked, practice_key
from logbook.store.person_keys import practice_key_to_bytes
from logbook.store.seal import sealed, with_holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a person stands by the journal, which the key file follows.

    `left_at` is the number of the entry by which they left; None while they belong to the practice.
    """

    role: str
    suspended: bool = False
    left_at: int | None = None


def with_person(key_file: KeyFile, unlocked: Unlocked, person: NewPerson, slot: Slot) -> KeyFile:
    """Let somebody else open the logbook, through a slot made with their keys.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: They can open it already.
        TooManyWaysError: There are as many people as a key file holds.
    """
    practice = _practice_key(key_file, unlocked)
    if _find(key_file, person.id) is not None:
        raise WrongStandingError("They can open the logbook already.")
    holder = _new_holder(key_file, unlocked, person, slot, practice)
    return sealed(replace(key_file, people=(*key_file.people, holder)), unlocked.root_key)


def suspended(key_file: KeyFile, unlocked: Unlocked, person_id: str) -> KeyFile:
    """Let nothing of a person's open the logbook until they are reinstated.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: It is themselves, or somebody who is suspended or gone.
    """
    _practice_key(key_file, unlocked)
    holder = _other(key_file, unlocked, person_id, is_suspended=False)
    changed = with_holder(key_file, _shut_out(holder))
    return sealed(changed, unlocked.root_key)


def reinstated(key_file: KeyFile, unlocked: Unlocked, person_id: str) -> KeyFile:
    """Let a suspended person open the logbook again, in the ways they had.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: They are not suspended, or gone.
    """
    practice = _practice_key(key_file, unlocked)
    holder = _other(key_file, unlocked, person_id, is_suspended=True)
    back = _let_in(key_file, unlocked, replace(holder, suspended=False), practice)
    return sealed(with_holder(key_file, back), unlocked.root_key)


def without_person(key_file: KeyFile, unlocked: Unlocked, person_id: str, *, until: int) -> KeyFile:
    """Take a person out for good. They knew the root key: it has to be changed (`rotation`).

    Args:
        key_file: As it stands.
        unlocked: Who is signed in.
        person_id: Who leaves.
        until: The number of the entry that says so; what they signed before stays known.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: It is themselves, or somebody who is gone.
    """
    _practice_key(key_file, unlocked)
    holder = _other(key_file, unlocked, person_id)
    return sealed(_without(key_file, holder, until), unlocked.root_key)


def renewed(
    key_file: KeyFile, unlocked: Unlocked, person: NewPerson, slot: Slot, *, until: int
) -> KeyFile:
    """Give a person new keys and one new way, since all ways to the old ones are lost.

    Args:
        key_file: As it stands.
        unlocked: Who is signed in.
        person: They themselves, with their new keys.
        slot: The new way.
        until: The number of the entry that says so; the old key signed none from there on.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: It is themselves, or somebody who is suspended or gone.
    """
    practice = _practice_key(key_file, unlocked)
    holder = _other(key_file, unlocked, person.id, is_suspended=False)
    changed = with_holder(
        key_file,
        _new_holder(key_file, unlocked, replace(person, nickname=holder.nickname), slot, practice),
    )
    # Whoever they are, they belong to the practice: the root key they knew is theirs to know.
    former = (*key_file.former, _former(key_file, holder, until))
    return sealed(replace(changed, former=former), unlocked.root_key)


def with_own_keys(
    key_file: KeyFile, unlocked: Unlocked, mine: NewPerson, slot: Slot, *, until: int
) -> tuple[KeyFile, Unlocked]:
    """Let who is signed in take keys of their own making in the place of those they were given.

    Every way to the earlier keys goes with them.

    Args:
        key_file: As it stands.
        unlocked: Who is signed in.
        mine: They themselves, with their new keys and what vouches for them, or asks for that.
        slot: The way to the new keys.
        until: The number of the first entry that the earlier key did not sign.

    Returns:
        The key file to be written, and what is open from then on; both hold the same root key.
    """
    holder = _find(key_file, unlocked.person_id)
    assert holder is not None, "who is signed in can open the logbook"
    practice = b""
    if holder.practice_box:
        practice = practice_key_to_bytes(practice_key(key_file, unlocked))
    mine = replace(mine, role=holder.role, nickname=holder.nickname)
    changed = with_holder(key_file, _new_holder(key_file, unlocked, mine, slot, practice))
    former = (*key_file.former, _former(key_file, holder, until))
    return (
        sealed(replace(changed, former=former), unlocked.root_key),
        replace(unlocked, keys=mine.keys, certificate=mine.certificate, slot=slot),
    )


def with_certificate(
    key_file: KeyFile, unlocked: Unlocked, person_id: str, certificate: bytes
) -> KeyFile:
    """Keep the certificate (DER) that the practice issued for keys a person made for themselves.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: They are gone.
    """
    _practice_key(key_file, unlocked)
    holder = _find(key_file, person_id)
    if holder is None:
        raise WrongStandingError("They are gone.")
    kept = put_away(certificate, unlocked.root_key, key_file.vault, person_id)
    changed = with_holder(key_file, replace(holder, certificate_box=kept))
    return sealed(changed, unlocked.root_key)


def with_role(key_file: KeyFile, unlocked: Unlocked, person_id: str, role: str) -> KeyFile:
    """Give a person another role; with an administrator's comes the key of the practice.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
        WrongStandingError: It is themselves, or somebody who is suspended or gone.
    """
    practice = _practice_key(key_file, unlocked)
    holder = _other(key_file, unlocked, person_id, is_suspended=False)
    changed = _let_in(key_file, unlocked, replace(holder, role=role), practice)
    return sealed(with_holder(key_file, changed), unlocked.root_key)


def with_nickname(key_file: KeyFile, unlocked: Unlocked, nickname: str) -> KeyFile:
    """Show a name of their own choosing for who is signed in, or none; it stands there in clear."""
    holder = _find(key_file, unlocked.person_id)
    assert holder is not None, "who is signed in can open the logbook"
    changed = replace(holder, nickname=nickname)
    return sealed(with_holder(key_file, changed), unlocked.root_key)


def in_step(
    key_file: KeyFile, unlocked: Unlocked, standings: Mapping[str, Standing | None]
) -> KeyFile | None:
    """Bring the key file in step with the journal, after a crash between the two.

    What takes something away needs no administrator, who wrote it in the journal before; what
    gives something waits for one to be signed in. Whoever the journal does not know (None) was
    never enrolled to the end, and goes.

    Returns:
        The key file as it should be, sealed; None if it is in step.
    """
    found = key_file
    for holder in key_file.people:
        if holder.id in standings:
            found = _brought_in_step(found, unlocked, holder, standings[holder.id])
    if found == key_file:
        return None
    return sealed(found, unlocked.root_key)


def leavers_know_the_root_key(key_file: KeyFile) -> bool:
    """Tell whether somebody who left could open the database with an older key file."""
    here = {holder.id for holder in key_file.people}
    return any(
        one.root_epoch == key_file.root_epoch and one.person not in here for one in key_file.former
    )


def _brought_in_step(
    key_file: KeyFile, unlocked: Unlocked, holder: KeyHolder, standing: Standing | None
) -> KeyFile:
    if standing is None:
        return _removed(key_file, holder)
    if standing.left_at is not None:
        return _without(key_file, holder, standing.left_at)
    if standing.suspended:
        return with_holder(key_file, replace(_shut_out(holder), role=standing.role))
    if holder.role == standing.role and not holder.suspended:
        return key_file
    me = _find(key_file, unlocked.person_id)
    practice = b""
    if me is not None and me.practice_box:
        practice = practice_key_to_bytes(practice_key(key_file, unlocked))
    elif holder.suspended or standing.role == ADMINISTRATOR:
        return key_file
    back = replace(holder, suspended=False, role=standing.role)
    return with_holder(key_file, _let_in(key_file, unlocked, back, practice))


def _practice_key(key_file: KeyFile, unlocked: Unlocked) -> bytes:
    """Give the key of the practice, and so see to it that an administrator is signed in."""
    assert not any(holder.pending_root_box for holder in key_file.people), (
        "a rotation is finished or abandoned before anything else"
    )
    return practice_key_to_bytes(practice_key(key_file, unlocked))


def _new_holder(
    key_file: KeyFile, unlocked: Unlocked, person: NewPerson, slot: Slot, practice: bytes
) -> KeyHolder:
    bare = KeyHolder(
        id=person.id,
        role=person.role,
        nickname=person.nickname,
        x25519=person.keys.x25519.public_key().public_bytes_raw(),
        ed25519=person.keys.ed25519.public_key().public_bytes_raw(),
        certificate_box=put_away(person.certificate, unlocked.root_key, key_file.vault, person.id),
        root_box=b"",
        slots=(slot,),
    )
    return _let_in(key_file, unlocked, bare, practice)


def _let_in(key_file: KeyFile, unlocked: Unlocked, holder: KeyHolder, practice: bytes) -> KeyHolder:
    """Box for a person what their role is to open."""
    reader = X25519PublicKey.from_public_bytes(holder.x25519)
    vault = key_file.vault
    root_box = box(unlocked.root_key, reader, about_root_key(vault, holder.id, key_file.root_epoch))
    practice_box = (
        box(practice, reader, about_practice_key(vault, holder.id))
        if holder.role == ADMINISTRATOR
        else b""
    )
    return replace(holder, root_box=root_box, practice_box=practice_box)


def _shut_out(holder: KeyHolder) -> KeyHolder:
    return replace(holder, suspended=True, root_box=b"", pending_root_box=b"", practice_box=b"")


def _without(key_file: KeyFile, holder: KeyHolder, until: int) -> KeyFile:
    former = (*key_file.former, _former(key_file, holder, until))
    return replace(_removed(key_file, holder), former=former)


def _removed(key_file: KeyFile, holder: KeyHolder) -> KeyFile:
    people = tuple(one for one in key_file.people if one.id != holder.id)
    return replace(key_file, people=people)


def _former(key_file: KeyFile, holder: KeyHolder, until: int) -> FormerSigner:
    return FormerSigner(
        person=holder.id,
        ed25519=holder.ed25519,
        until=until,
        root_epoch=key_file.root_epoch,
        certificate_box=holder.certificate_box,
    )


def _find(key_file: KeyFile, person_id: str) -> KeyHolder | None:
    return next((one for one in key_file.people if one.id == person_id), None)


def _other(
    key_file: KeyFile, unlocked: Unlocked, person_id: str, *, is_suspended: bool | None = None
) -> KeyHolder:
    """Give a person who is not the one signed in, and stands as they should."""
    holder = _find(key_file, person_id)
    if (
        holder is None
        or person_id == unlocked.person_id
        or (is_suspended is not None and holder.suspended is not is_suspended)
    ):
        raise WrongStandingError("This cannot be done to them as they stand.")
    return holder
