# SPDX-License-Identifier: Apache-2.0
"""`people`: who opens the logbook, and what an administrator does about it.

A person is named by the beginning of their identity, as the list shows it: names are no arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from logbook.app import KeysJob, Logbook, NewColleague
from logbook.cli.frame import Answer, UnusableInputError
from logbook.cli.opening import open_logbook
from logbook.cli.passphrases import passphrase_from
from logbook.clock import Clock
from logbook.domain.practice import Role
from logbook.domain.records import Receipt
from logbook.domain.staff import StaffLine
from logbook.exchange.setup_file import read_colleague
from logbook.i18n import _
from logbook.wording.labels import label

SHORTEST = 8
"""So many characters of an identity name a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: one thing at a time, or nothing but the list."""

    enrol: Path | None = None
    suspend: str | None = None
    reinstate: str | None = None
    leave: str | None = None
    renew: str | None = None
    change_role: str | None = None
    rotate: bool = False
    role: Role | None = None
    new_passphrase_file: str | None = None

    @property
    def about(self) -> dict[str, str]:
        """What was asked about a person, and the identity given for them."""
        named = {
            "suspend": self.suspend,
            "reinstate": self.reinstate,
            "leave": self.leave,
            "renew": self.renew,
            "change_role": self.change_role,
        }
        return {what: who for what, who in named.items() if who is not None}

    @property
    def acts(self) -> int:
        """How many things were asked for."""
        return len(self.about) + self.rotate + (self.enrol is not None)


def people(folder: Path, asked: Asked, passphrase_file: str | None, clock: Clock) -> Answer:
    """Do what was asked, and list who opens the logbook."""
    if asked.acts > 1:
        raise UnusableInputError(_("Ask for one thing at a time. Nothing was changed."))
    with open_logbook(folder, passphrase_file, clock) as logbook:
        receipt = _done(logbook, asked)
        staff, is_due = logbook.staffing.people(), logbook.staffing.rotation_is_due
    lines = [label(receipt.act)] if receipt is not None else []
    lines += [_in_words(person) for person in staff]
    if is_due:
        lines.append(
            _("Somebody who left still knows the key of the logbook: change it with --rotate.")
        )
    return Answer(
        lines=tuple(lines),
        table={
            "act": receipt.act.value if receipt is not None else None,
            "people": [_table(person) for person in staff],
            "rotation_is_due": is_due,
        },
    )


def _done(logbook: Logbook, asked: Asked) -> Receipt | None:
    staffing = logbook.staffing
    if asked.enrol is not None:
        colleague = replace(read_colleague(asked.enrol), role=asked.role or Role.PRACTITIONER)
        new = NewColleague(practitioner=colleague, passphrase=_new_passphrase(asked))
        return _with_keys(staffing.enrol_job(new), staffing.enrol)
    for what, who in asked.about.items():
        return _ABOUT_A_PERSON[what](logbook, _person(logbook, who).id, asked)
    return logbook.rotating.rotate() if asked.rotate else None


def _renew(logbook: Logbook, person: UUID, asked: Asked) -> Receipt:
    job = logbook.staffing.renew_job(person, _new_passphrase(asked))
    return _with_keys(job, logbook.staffing.renew)


def _change_role(logbook: Logbook, person: UUID, asked: Asked) -> Receipt:
    if asked.role is None:
        raise UnusableInputError(_("Say which role with --role. Nothing was changed."))
    return logbook.staffing.change_role(person, asked.role)


_ABOUT_A_PERSON: Mapping[str, Callable[[Logbook, UUID, Asked], Receipt]] = {
    "suspend": lambda logbook, person, _asked: logbook.staffing.suspend(person),
    "reinstate": lambda logbook, person, _asked: logbook.staffing.reinstate(person),
    "leave": lambda logbook, person, _asked: logbook.staffing.leave(person),
    "renew": _renew,
    "change_role": _change_role,
}


def _with_keys(job: KeysJob, keep: Callable[..., Receipt]) -> Receipt:
    return keep(job, job.run())


def _new_passphrase(asked: Asked) -> str:
    return passphrase_from(asked.new_passphrase_file, new=True)


def _person(logbook: Logbook, beginning: str) -> StaffLine:
    found = [
        person
        for person in logbook.staffing.people()
        if len(beginning) >= SHORTEST and str(person.id).startswith(beginning.lower())
    ]
    if len(found) != 1:
        raise UnusableInputError(
            _(
                "No one person has this identity. Nothing was changed. Give at least the first"
                " eight characters that the list shows."
            )
        )
    return found[0]


def _in_words(person: StaffLine) -> str:
    ways = ", ".join(label(way) for way in person.ways)
    parts = (person.name, label(person.role), label(person.status), ways)
    return f"{str(person.id)[:SHORTEST]}: " + ", ".join(part for part in parts if part)


def _table(person: StaffLine) -> dict[str, object]:
    return {
        "id": str(person.id),
        "name": person.name,
        "role": person.role.value,
        "status": person.status.value,
        "nickname": person.nickname,
        "ways": [way.value for way in person.ways],
        "me": person.is_me,
    }
