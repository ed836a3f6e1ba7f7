# SPDX-License-Identifier: Apache-2.0
"""Who may do what: every act of the journal, and the roles that may carry it out (ST4).

The program keeps to this table. It is no lock: whoever can unlock a logbook holds its key, and
could read all of it with other programs. What cryptography itself forbids is less: to sign as
somebody else, and, for all but administrators, to issue certificates in the practice's name.
"""

from __future__ import annotations

from collections.abc import Mapping

from logbook.domain.practice import Role
from logbook.domain.records import Act

Roles = frozenset[Role]

_ALL: Roles = frozenset(Role)
_ADMINISTRATORS: Roles = frozenset({Role.ADMINISTRATOR})
_RECORDING: Roles = _ADMINISTRATORS | {Role.PRACTITIONER}
_READING: Roles = _RECORDING | {Role.READER}
_AUDITING: Roles = _RECORDING | {Role.AUDITOR}
_KEEPING_A_WAY: Roles = _ALL - {Role.EXECUTOR}
"""Everybody but executors, whose cards are their one way, and open it for once."""


def may(role: Role, act: Act) -> bool:
    """Tell whether somebody with a role may do something.

    What the table does not know is left to administrators.
    """
    return role in ALLOWED.get(act, _ADMINISTRATORS)


def may_read(role: Role) -> bool:
    """Tell whether somebody with a role is shown what is on record about service users."""
    return role in _READING


def may_record(role: Role) -> bool:
    """Tell whether somebody with a role records anything about service users."""
    return role in _RECORDING


def may_audit(role: Role) -> bool:
    """Tell whether somebody with a role is shown who did what; not what it says of anybody."""
    return role in _AUDITING


ALLOWED: Mapping[Act, Roles] = {
    Act.LOGBOOK_CREATED: _ADMINISTRATORS,
    Act.LOGBOOK_UNLOCKED: _ALL,
    Act.UNLOCKING_FAILED: _ALL,
    Act.CLOCK_REGRESSED: _ALL,
    Act.LISTS_REBUILT: _ALL,
    # Who works with the logbook looks after their own ways to open it.
    Act.PASSPHRASE_CHANGED: _KEEPING_A_WAY,
    Act.QUICK_UNLOCK_SET: _KEEPING_A_WAY,
    Act.QUICK_UNLOCK_DROPPED: _KEEPING_A_WAY,
    Act.TOKEN_ADDED: _KEEPING_A_WAY,
    Act.TOKEN_DROPPED: _KEEPING_A_WAY,
    Act.RECOVERY_SHEET_MADE: _KEEPING_A_WAY,
    Act.RECOVERY_SHEET_SAVED: _KEEPING_A_WAY,
    Act.RECOVERY_SHEET_PRINTED: _KEEPING_A_WAY,
    Act.RECOVERY_CHECKED: _KEEPING_A_WAY,
    Act.RECOVERY_SHEET_DROPPED: _KEEPING_A_WAY,
    Act.RECOVERY_KEYS_NOTED: _KEEPING_A_WAY,
    Act.KEY_FILE_REBUILT: _ADMINISTRATORS,
    Act.KEY_FILE_PUT_BACK: _ALL,
    Act.WILL_MADE: _ADMINISTRATORS,
    Act.WILL_CARD_SAVED: _ADMINISTRATORS,
    Act.WILL_CARDS_PRINTED: _ADMINISTRATORS,
    Act.WILL_CHECKED: _ADMINISTRATORS,
    Act.WILL_REVOKED: _ADMINISTRATORS,
    Act.WILL_OPENED: _ADMINISTRATORS | {Role.EXECUTOR},
    Act.WILL_VIEW_SAVED: _ADMINISTRATORS | {Role.EXECUTOR},
    Act.WILL_VIEW_PRINTED: _ADMINISTRATORS | {Role.EXECUTOR},
    Act.PRACTICE_AMENDED: _ADMINISTRATORS,
    Act.PRACTITIONER_ENROLLED: _ADMINISTRATORS,
    # Their own details; somebody else's only administrators, which the scribe sees to.
    Act.PRACTITIONER_AMENDED: _RECORDING,
    Act.PRACTITIONER_SUSPENDED: _ADMINISTRATORS,
    Act.PRACTITIONER_REINSTATED: _ADMINISTRATORS,
    Act.PRACTITIONER_LEFT: _ADMINISTRATORS,
    Act.PRACTITIONER_RENEWED: _ADMINISTRATORS,
    Act.KEYS_REPLACED: _ADMINISTRATORS,
    Act.KEYS_MADE_OWN: _KEEPING_A_WAY,
    Act.KEYS_CHANGED: _ADMINISTRATORS,
    Act.CERTIFICATE_ISSUED: _ADMINISTRATORS,
    Act.ROLE_CHANGED: _ADMINISTRATORS,
    Act.ROOT_KEY_ROTATED: _ADMINISTRATORS,
    Act.SERVICE_USER_ADDED: _RECORDING,
    Act.SERVICE_USER_AMENDED: _RECORDING,
    Act.REPRESENTATIVE_RECORDED: _RECORDING,
    Act.REPRESENTATIVE_AMENDED: _RECORDING,
    Act.CAPACITY_ASSESSED: _RECORDING,
    Act.COMPETENCE_ASSESSED: _RECORDING,
    Act.CONSENT_RECORDED: _RECORDING,
    Act.CONSENT_REQUESTED: _RECORDING,
    Act.CONSENT_DEFERRED: _RECORDING,
    Act.CONSENT_GIVEN: _RECORDING,
    Act.CONSENT_REFUSED: _RECORDING,
    Act.CONSENT_RENEWED: _RECORDING,
    Act.CONSENT_NARROWED: _RECORDING,
    Act.CONSENT_WIDENED: _RECORDING,
    Act.CONSENT_WITHDRAWN: _RECORDING,
    Act.CONSENT_EXPIRED: _RECORDING,
    Act.CONSENT_INVALIDATED: _RECORDING,
    Act.CONSENT_SUPERSEDED: _RECORDING,
    Act.OBJECTION_RECORDED: _RECORDING,
    Act.OBJECTION_CONTINUED: _RECORDING,
    Act.OBJECTION_LIFTED: _RECORDING,
    Act.REQUEST_RECORDED: _RECORDING,
    Act.REQUEST_CONTINUED: _RECORDING,
    Act.ACCESS_REQUEST_RECORDED: _RECORDING,
    Act.ACCESS_REQUEST_CONTINUED: _RECORDING,
    Act.ACCESS_REQUEST_CLOSED: _RECORDING,
    Act.DISCLOSURE_RECORDED: _RECORDING,
    Act.REFUSAL_RECORDED: _RECORDING,
    Act.NOTIFICATION_RECORDED: _RECORDING,
    Act.TELLING_REVIEWED: _RECORDING,
    Act.SERIES_BEGUN: _RECORDING,
    Act.SERIES_CONTINUED: _RECORDING,
    Act.SERIES_ENDED: _RECORDING,
    Act.BREACH_RECORDED: _RECORDING,
    Act.BREACH_CONTINUED: _RECORDING,
    Act.BREACH_CLOSED: _RECORDING,
    Act.HOLD_PLACED: _RECORDING,
    Act.HOLD_CONTINUED: _RECORDING,
    Act.HOLD_ENDED: _RECORDING,
    Act.RETENTION_DECIDED: _RECORDING,
    Act.RETENTION_DESTROYED: _ADMINISTRATORS,
    Act.ERASURE_DECIDED: _ADMINISTRATORS,
    Act.ERASURE_DONE: _ADMINISTRATORS,
    Act.ERASURE_REAPPLIED: _ADMINISTRATORS,
    Act.RECORD_AMENDED: _RECORDING,
    Act.RECORD_VOIDED: _RECORDING,
    Act.ATTACHMENT_ADDED: _RECORDING,
    # Which publisher of law is believed holds for the whole practice.
    Act.CATALOGUE_UPDATED: _ADMINISTRATORS,
    Act.DOCUMENT_EXPORTED: _READING,
    Act.DOCUMENT_PRINTED: _READING,
    Act.RECORD_VIEWED: _READING,
    Act.BACKUP_MADE: _RECORDING,
    Act.BACKUP_REHEARSED: _RECORDING,
    Act.LOGBOOK_RESTORED: _ADMINISTRATORS,
    Act.CHECKPOINT_WITNESSED: _AUDITING,
    Act.CHECKPOINT_TIME_STAMPED: _AUDITING,
    Act.DAY_SHEET_MADE: _AUDITING,
}
