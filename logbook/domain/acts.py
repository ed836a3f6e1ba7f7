# SPDX-License-Identifier: Apache-2.0
"""By which act something comes into the journal that needs no wizard: begun, continued, over."""

from __future__ import annotations

from typing import NamedTuple

from logbook.domain.access import AccessRequest
from logbook.domain.attachment import Attachment
from logbook.domain.breach import Breach
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import RetentionDecision
from logbook.domain.holds import Hold
from logbook.domain.objection import Objection
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Act
from logbook.domain.representative import Representative
from logbook.domain.request import ReceivedRequest
from logbook.domain.series import Series

AboutPractice = Practice | Practitioner
AboutPerson = (
    Representative
    | CapacityAssessment
    | CompetenceAssessment
    | ConsentEvent
    | Objection
    | ReceivedRequest
    | AccessRequest
    | Series
    | Breach
    | Hold
    | RetentionDecision
    | Attachment
)
OnFile = AboutPractice | AboutPerson
"""What is put on file without a wizard."""


def act_of(record: OnFile, *, is_new: bool) -> Act:
    """Name the act by which a record comes into the journal.

    Args:
        record: The record as it is to be written.
        is_new: Whether nothing is on record under its identity yet.
    """
    if isinstance(record, ConsentEvent):
        return Act(f"consent.{record.kind.value}")
    acts = _ACTS[type(record)]
    if _is_over(record):
        return acts.over
    return acts.begun if is_new else acts.continued


class _Acts(NamedTuple):
    begun: Act
    continued: Act
    over: Act


def _one(act: Act) -> _Acts:
    return _Acts(act, act, act)


def _two(begun: Act, continued: Act) -> _Acts:
    return _Acts(begun, continued, continued)


_ACTS: dict[type[OnFile], _Acts] = {
    Practice: _two(Act.LOGBOOK_CREATED, Act.PRACTICE_AMENDED),
    Practitioner: _two(Act.PRACTITIONER_ENROLLED, Act.PRACTITIONER_AMENDED),
    Representative: _two(Act.REPRESENTATIVE_RECORDED, Act.REPRESENTATIVE_AMENDED),
    CapacityAssessment: _one(Act.CAPACITY_ASSESSED),
    CompetenceAssessment: _one(Act.COMPETENCE_ASSESSED),
    Objection: _Acts(Act.OBJECTION_RECORDED, Act.OBJECTION_CONTINUED, Act.OBJECTION_LIFTED),
    ReceivedRequest: _two(Act.REQUEST_RECORDED, Act.REQUEST_CONTINUED),
    AccessRequest: _Acts(
        Act.ACCESS_REQUEST_RECORDED, Act.ACCESS_REQUEST_CONTINUED, Act.ACCESS_REQUEST_CLOSED
    ),
    Series: _Acts(Act.SERIES_BEGUN, Act.SERIES_CONTINUED, Act.SERIES_ENDED),
    Breach: _Acts(Act.BREACH_RECORDED, Act.BREACH_CONTINUED, Act.BREACH_CLOSED),
    Hold: _Acts(Act.HOLD_PLACED, Act.HOLD_CONTINUED, Act.HOLD_ENDED),
    RetentionDecision: _one(Act.RETENTION_DECIDED),
    Attachment: _one(Act.ATTACHMENT_ADDED),
}


def _is_over(record: OnFile) -> bool:
    match record:
        case Objection():
            return record.lifted_on is not None
        case AccessRequest():
            return record.closed_on is not None
        case Series() | Hold():
            return record.ended_on is not None
        case Breach():
            return record.closed_at is not None
        case _:
            return False
