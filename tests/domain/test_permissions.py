# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from logbook.domain.permissions import ALLOWED, may, may_read, may_record
from logbook.domain.practice import Role
from logbook.domain.records import Act

RECORDING = (Role.ADMINISTRATOR, Role.PRACTITIONER)
OF_THE_PRACTICE = {
    Act.PRACTICE_AMENDED,
    Act.PRACTITIONER_ENROLLED,
    Act.PRACTITIONER_SUSPENDED,
    Act.PRACTITIONER_REINSTATED,
    Act.PRACTITIONER_LEFT,
    Act.PRACTITIONER_RENEWED,
    Act.KEYS_REPLACED,
    Act.ROLE_CHANGED,
    Act.ROOT_KEY_ROTATED,
    Act.RETENTION_DESTROYED,
    Act.LOGBOOK_RESTORED,
}


@pytest.mark.parametrize("act", Act)
def test_table_knows_every_act(act: Act) -> None:
    assert act in ALLOWED


@pytest.mark.parametrize("act", Act)
def test_practice_of_one_is_never_refused_anything(act: Act) -> None:
    assert may(Role.ADMINISTRATOR, act)


@pytest.mark.parametrize("role", Role)
def test_everybody_unlocks(role: Role) -> None:
    assert may(role, Act.LOGBOOK_UNLOCKED)
    assert may(role, Act.UNLOCKING_FAILED)


@pytest.mark.parametrize("act", OF_THE_PRACTICE)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_people_keys_restoring_and_destroying_are_for_administrators(role: Role, act: Act) -> None:
    assert not may(role, act)


@pytest.mark.parametrize("act", [Act.DISCLOSURE_RECORDED, Act.CONSENT_WITHDRAWN, Act.BACKUP_MADE])
@pytest.mark.parametrize("role", Role)
def test_only_who_records_records_and_backs_up(role: Role, act: Act) -> None:
    assert may(role, act) is (role in RECORDING)
    assert may_record(role) is (role in RECORDING)


def test_reader_exports_and_auditor_does_not() -> None:
    allowed = {role for role in Role if may(role, Act.DOCUMENT_EXPORTED)}
    assert allowed == {*RECORDING, Role.READER}


def test_auditor_and_executor_are_shown_no_record() -> None:
    assert {role for role in Role if not may_read(role)} == {Role.AUDITOR, Role.EXECUTOR}


def test_roles_only_ever_allow_more_from_reader_to_administrator() -> None:
    for act in Act:
        allowed = {role for role in Role if may(role, act)}
        if Role.READER in allowed:
            assert Role.PRACTITIONER in allowed
        if Role.PRACTITIONER in allowed:
            assert Role.ADMINISTRATOR in allowed
