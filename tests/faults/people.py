# SPDX-License-Identifier: Apache-2.0
"""People and keys, cut short: a key file and a journal that are written one after the other.

Whichever of the two a fault leaves out, somebody can open the logbook, nobody can who may not, and
what was acknowledged stands in both.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID, uuid4

from logbook.app import NewColleague, NewWill, unlock_job
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.practice import Role
from logbook.domain.records import Receipt
from logbook.domain.ways import WayKind
from logbook.errors import LogbookError
from logbook.services.clinical_will import ClinicalWills
from logbook.services.new_keys import KeysJob, NewKeys
from logbook.services.quick_unlock import last_day, this_account
from logbook.services.recovering import NewSheet
from logbook.store import cards, keyring
from logbook.store.derivation import KEY_LENGTH
from logbook.store.errors import KeyChangeUnclearError, KeyNotChangedError
from logbook.store.key_file import Slot
from logbook.store.keyring import KeyFile, make_person_keys, trust_in
from logbook.store.slots import (
    new_device_slot,
    new_passphrase_slot,
    new_recovery_slot,
    new_will_slot,
)
from logbook.store.ways import Pin
from tests.builders import COLLEAGUES, PASSPHRASE, a_colleague, a_person, a_practitioner
from tests.faults.people_promises import (
    HasLeft,
    KeysStand,
    PersonStands,
    WayStands,
    WillIsRevoked,
    WillStands,
    newest_entry,
    signing_key_of,
    way_of,
)
from tests.faults.promises import EntryNoted, MayBeNoted, Promise, SlotStands
from tests.faults.scene import Opener, Scene
from tests.faults.steps import TIMES, Operation, Steps, held, while_open

OFTEN = 8
"""How often what writes little more than the key file does it: thousands of states are wanted."""


# --- Ways to unlock


def passphrases_of(scene: Scene, passphrase: str) -> tuple[Slot, ...]:
    """Make slots of passphrase after passphrase, for whoever opens the scene."""
    keys = scene.opener.unlock(scene.path)
    new = tuple(
        new_passphrase_slot(
            keys.key_file.vault,
            keys.unlocked.person_id,
            keys.unlocked.keys,
            f"{passphrase} {time}",
            keyring.SMALLEST,
        )
        for time in range(OFTEN)
    )
    scene.slots += new
    return new


def change_passphrase(scene: Scene) -> Steps:
    """Change one's own passphrase, again and again."""
    for slot in scene.prepared:
        assert scene.in_force is not None, "the logbook is open"
        yield partial(SlotStands, (scene.in_force, slot))
        yield partial(_passphrase_changed, scene, slot)


def _passphrase_changed(scene: Scene, slot: Slot) -> Promise:
    receipt = scene.opened.unlocking.change_passphrase(slot)
    scene.in_force = slot
    return SlotStands((slot,), EntryNoted.of(receipt))


def _other_keys(scene: Scene) -> tuple[NewKeys, ...]:
    """Make keys, one after the other, that take the place of whoever's open the scene."""
    keys = scene.opener.unlock(scene.path)
    vault, person = keys.key_file.vault, keys.unlocked.person_id
    new = []
    for _time in range(TIMES):
        made = make_person_keys(trust_in(keys.key_file.practice_public))
        slot = new_passphrase_slot(vault, person, made, PASSPHRASE, keyring.SMALLEST)
        new.append(NewKeys(keys=made, slot=slot))
    others = tuple(replace(keys.unlocked, keys=one.keys, slot=one.slot) for one in new)
    scene.opener = replace(scene.opener, others=others)
    scene.slots += tuple(one.slot for one in new)
    return tuple(new)


def _shut_out(scene: Scene) -> Steps:
    """Take other keys of one's own and change the root key, again and again."""
    for new in scene.prepared:
        yield partial(_either, scene, new)
        yield partial(MayBeNoted, 1)
        yield partial(_keys_taken, scene, new)
        yield partial(_root_key_changed, scene)


def _either(scene: Scene, new: NewKeys) -> Promise:
    scene.in_force = scene.opener.slots(scene.opened._opened.keys.key_file)[0]
    return SlotStands((scene.in_force, new.slot))


def _keys_taken(scene: Scene, new: NewKeys) -> Promise:
    receipt = scene.opened.shutting_out.take(new)
    scene.in_force = new.slot
    return SlotStands((new.slot,), EntryNoted.of(receipt))


def _root_key_changed(scene: Scene) -> Promise:
    return EntryNoted.of(scene.opened.rotating.rotate())


def _as_a_colleague(scene: Scene) -> tuple[Slot, ...]:
    """Let a colleague open the scene from now on, who has a passphrase that somebody else knows."""
    (colleague,) = colleagues(scene, 1)
    scene.opener = _opener_of(scene, colleague)
    scene.slots = scene.opener.slots(scene.opener.unlock(scene.path).key_file)
    return passphrases_of(scene, COLLEAGUES)


@dataclass(slots=True, kw_only=True)
class _Ways:
    """Ways that are set one in the place of the other, and which of them stands."""

    kind: WayKind
    slots: tuple[Slot, ...]
    codes: tuple[str, ...] = field(default=(), repr=False)
    stands: str | None = None

    def as_found(self, scene: Scene) -> None:
        """Find out which of them stands now."""
        self.stands = way_of(scene.opener.slots(scene.opened._opened.keys.key_file), self.kind)

    def may(self, then: str | None) -> Promise:
        """Say that one of two will stand: a change is about to be made."""
        return WayStands(self.kind, (self.stands, then))

    def changed(self, scene: Scene, then: str | None, change: Callable[[], object]) -> Promise:
        """Change it; a refusal says that it is as it was."""
        try:
            change()
        except KeyChangeUnclearError:
            raise
        except LogbookError:
            return WayStands(self.kind, (self.stands,))
        self.stands = then
        records = 1 if self.kind is WayKind.RECOVERY else 0
        return WayStands(self.kind, (then,), newest_entry(scene), records)


def _quick_unlocks(scene: Scene) -> _Ways:
    keys = scene.opener.unlock(scene.path)
    vault, unlocked = keys.key_file.vault, keys.unlocked
    slots = tuple(
        new_device_slot(
            vault,
            unlocked.person_id,
            unlocked.keys,
            Pin(f"73{time}0418", os.urandom(KEY_LENGTH)),
            host=this_account(vault),
            expires=last_day(scene.clock),
        )
        for time in range(OFTEN)
    )
    scene.slots += slots
    return _Ways(kind=WayKind.DEVICE, slots=slots)


def _set_quick_unlock(scene: Scene) -> Steps:
    ways, unlocking = scene.prepared, scene.opened.unlocking
    ways.as_found(scene)
    for slot in ways.slots:
        yield partial(ways.may, slot.id)
        yield partial(ways.changed, scene, slot.id, partial(unlocking.add_quick_unlock, slot))
    if ways.stands is not None:
        yield partial(ways.may, None)
        yield partial(ways.changed, scene, None, partial(unlocking.drop_quick_unlock, ways.stands))


def _sheets(scene: Scene) -> _Ways:
    keys = scene.opener.unlock(scene.path)
    made = [
        new_recovery_slot(keys.key_file.vault, keys.unlocked.person_id, keys.unlocked.keys)
        for _time in range(OFTEN)
    ]
    slots = tuple(slot for slot, _code in made)
    scene.slots += slots
    return _Ways(kind=WayKind.RECOVERY, slots=slots, codes=tuple(code for _slot, code in made))


def _make_sheets(scene: Scene) -> Steps:
    ways, recovering = scene.prepared, scene.opened.recovering
    ways.as_found(scene)
    for slot, code in zip(ways.slots, ways.codes, strict=True):
        make = partial(recovering.make_sheet, NewSheet(slot=slot, code=code))
        yield partial(ways.may, slot.id)
        yield partial(ways.changed, scene, slot.id, make)
    if ways.stands is not None:
        yield partial(ways.may, None)
        yield partial(ways.changed, scene, None, recovering.drop)


# --- Colleagues


def colleagues(scene: Scene, count: int) -> tuple[UUID, ...]:
    """Enrol colleagues."""
    scene.open()
    enrolled = tuple(a_colleague(scene.opened).id for _time in range(count))
    scene.close()
    scene.records += count
    return enrolled


def _colleagues_who_signed(scene: Scene, count: int) -> tuple[UUID, ...]:
    """Enrol colleagues, each of whom records something of their own."""
    enrolled = colleagues(scene, count)
    for colleague in enrolled:
        opener = _opener_of(scene, colleague)
        logbook = opener.open(scene.root, scene.clock)
        logbook.enrolling.add(a_person())
        logbook.close()
    scene.records += count
    return enrolled


def _opener_of(scene: Scene, colleague: UUID) -> Opener:
    return Opener(unlock_job(scene.path, COLLEAGUES, person_id=str(colleague)).run().unlocked)


def _leave(scene: Scene) -> Steps:
    """Let colleagues go, each with a change of the root key they knew."""
    for colleague in scene.prepared:
        yield partial(MayBeNoted, 1)
        yield partial(_left, scene, colleague)


def _left(scene: Scene, colleague: UUID) -> Promise:
    before = scene.opened.rotating.root_epoch
    try:
        receipt = scene.opened.staffing.leave(colleague)
    except KeyNotChangedError:
        return HasLeft(colleague)
    return HasLeft(colleague, EntryNoted.of(receipt), before + 1)


@dataclass(slots=True, kw_only=True)
class _Renewal:
    """New keys for a colleague, one after the other; `may` are those that may be theirs."""

    colleague: UUID
    jobs: tuple[tuple[KeysJob, NewKeys], ...]
    may: tuple[bytes, ...]


def _new_keys(scene: Scene) -> _Renewal:
    (colleague,) = _colleagues_who_signed(scene, 1)
    first = signing_key_of(scene.opener.unlock(scene.path).key_file, colleague)
    scene.open()
    job = scene.opened.staffing.renew_job(colleague, COLLEAGUES, keyring.SMALLEST)
    scene.close()
    jobs = tuple((job, job.run()) for _time in range(OFTEN))
    return _Renewal(colleague=colleague, jobs=jobs, may=(first,))


def _renew(scene: Scene) -> Steps:
    """Give a colleague new keys, who has forgotten their passphrase; and again."""
    renewal = replace(scene.prepared)
    for job, made in renewal.jobs:
        public = made.keys.ed25519.public_key().public_bytes_raw()
        renewal.may += (public,)
        yield partial(KeysStand, renewal.colleague, renewal.may)
        yield partial(MayBeNoted, 1)
        yield partial(_renewed, scene, renewal, job, made)


def _renewed(scene: Scene, renewal: _Renewal, job: KeysJob, made: NewKeys) -> Promise:
    receipt = scene.opened.staffing.renew(job, made)
    renewal.may = (made.keys.ed25519.public_key().public_bytes_raw(),)
    return KeysStand(renewal.colleague, renewal.may, EntryNoted.of(receipt))


def _a_colleague_to_come(scene: Scene) -> tuple[KeysJob, NewKeys]:
    new = NewColleague(
        practitioner=a_practitioner(name="Gethin Pugh", role=Role.PRACTITIONER),
        passphrase=COLLEAGUES,
        cost=keyring.SMALLEST,
    )
    scene.open()
    job = scene.opened.staffing.enrol_job(new)
    scene.close()
    return job, job.run()


def _look_after_people(scene: Scene) -> Steps:
    """Enrol, suspend and reinstate a colleague, and give them another role."""
    job, made = scene.prepared
    person, staffing = job.practitioner.id, scene.opened.staffing
    may = PersonStands(person, frozenset({None}))
    for act, role, suspended in (
        (partial(staffing.enrol, job, made), Role.PRACTITIONER, False),
        *TIMES
        * (
            (partial(staffing.suspend, person, "On leave"), None, True),
            (partial(staffing.reinstate, person, "Back"), None, False),
            (partial(staffing.change_role, person, Role.READER), Role.READER, None),
            (partial(staffing.change_role, person, Role.PRACTITIONER), Role.PRACTITIONER, None),
        ),
    ):
        # What was refused may yet be done at the next opening, where the journal was told.
        may = may.or_else(role, suspended=suspended)
        yield partial(held, may)
        yield partial(MayBeNoted, 1)
        done: list[PersonStands] = []
        yield partial(_stands, act, may.now(role, suspended=suspended), done)
        may = done[0] if done else may


def _stands(act: Callable[[], Receipt], stands: PersonStands, done: list[PersonStands]) -> Promise:
    done.append(replace(stands, entry=EntryNoted.of(act())))
    return done[0]


# --- The clinical will

EXECUTORS = (
    Executor(name="Mair Vaughan", contact="07700 900333"),
    Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow"),
    Executor(name="Dilys Crowe", contact="07700 900334"),
)


def _make_wills(scene: Scene) -> Steps:
    """Make a clinical will, and another in its place; then revoke that."""
    wills = scene.opened.clinical_will
    for _time in range(2):
        new = _new_will(scene.opened._opened.keys.key_file)
        # The earlier one may be revoked, and this one not be made yet.
        yield partial(WillStands, None)
        yield partial(MayBeNoted, 4)
        yield partial(_will_made, scene, new)
    yield partial(WillStands, None)
    yield partial(MayBeNoted, 2)
    yield partial(_revoked, wills)


def _new_will(key_file: KeyFile) -> NewWill:
    """Make what `WillJob` makes, without asking for a passphrase that takes its time."""
    holder, secret = uuid4(), os.urandom(KEY_LENGTH)
    keys = make_person_keys(trust_in(key_file.practice_public))
    draft = WillDraft(executors=EXECUTORS)
    return NewWill(
        draft=draft,
        holder=holder,
        keys=keys,
        slot=new_will_slot(key_file.vault, str(holder), keys, secret),
        mnemonics=cards.split(secret, threshold=draft.threshold, count=len(EXECUTORS)),
    )


def _will_made(scene: Scene, new: NewWill) -> Promise:
    made = scene.opened.clinical_will.make(new)
    two = tuple(" ".join(card.words) for card in made[:2])
    return WillStands(new.holder, two, newest_entry(scene))


def _revoked(wills: ClinicalWills) -> Promise:
    return WillIsRevoked(EntryNoted.of(wills.revoke()))


OPERATIONS: tuple[Operation, ...] = (
    Operation(name="own passphrase", prepare=_as_a_colleague, steps=while_open(change_passphrase)),
    Operation(name="shut out", prepare=_other_keys, steps=while_open(_shut_out)),
    Operation(name="quick unlock", prepare=_quick_unlocks, steps=while_open(_set_quick_unlock)),
    Operation(name="recovery sheet", prepare=_sheets, steps=while_open(_make_sheets)),
    Operation(name="people", prepare=_a_colleague_to_come, steps=while_open(_look_after_people)),
    Operation(
        name="leave",
        prepare=partial(_colleagues_who_signed, count=TIMES),
        steps=while_open(_leave),
    ),
    Operation(name="renew", prepare=_new_keys, steps=while_open(_renew)),
    Operation(name="will", steps=while_open(_make_wills)),
)
