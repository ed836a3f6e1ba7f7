# SPDX-License-Identifier: Apache-2.0
"""What keeps something from being put on file: the practice, a request, a series, a breach.

Consents, assessments, representatives, objections, holds and decisions about retention have their
rules beside them; these have few, and they stand here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from logbook.domain.access import AccessOutcome, AccessRequest, AccessType
from logbook.domain.breach import Breach
from logbook.domain.findings import Code, Finding
from logbook.domain.people import findings_on_texts
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.request import Origin, ReceivedRequest, Request
from logbook.domain.series import Series

REPORTED_WITHIN = timedelta(hours=72)
"""How soon the Information Commissioner has to know (UK GDPR article 33(1))."""


def findings_on_practice(practice: Practice) -> tuple[Finding, ...]:
    """Tell what keeps what is known of the practice from being recorded."""
    policy = practice.policy_document
    late = policy is not None and policy.review_on < policy.dated
    return (
        *_missing(("name", practice.name), ("address", practice.address)),
        *_wrong(("policy_document.review_on", late)),
        *findings_on_texts(practice),
    )


def findings_on_practitioner(practitioner: Practitioner) -> tuple[Finding, ...]:
    """Tell what keeps a practitioner from being recorded."""
    return (*_missing(("name", practitioner.name)), *findings_on_texts(practitioner))


def findings_on_received_request(received: ReceivedRequest, *, today: date) -> tuple[Finding, ...]:
    """Tell what keeps a request from being put on file."""
    return (
        *_missing(
            ("requester.name", received.requester.shown),
            ("request.origin", received.request.origin is Origin.ASKED),
        ),
        *_on_request(received.request, today),
        *findings_on_texts(received),
    )


def findings_on_access_request(
    asked: AccessRequest, *, died: date | None, today: date
) -> tuple[Finding, ...]:
    """Tell what keeps a request for access from being put on file, or from being closed.

    Args:
        asked: The request as it is to be recorded.
        died: When the person died; None: they live.
        today: The day on the practice's calendar.
    """
    return (
        *_missing(("requester.name", asked.requester.shown), ("access.type", asked.access.type)),
        *_on_request(asked.request, today),
        *_on_death(asked, died),
        *_on_closing(asked, today),
        *findings_on_texts(asked),
    )


def findings_on_series(series: Series) -> tuple[Finding, ...]:
    """Tell what keeps a series from being recorded; each occurrence is assessed for itself."""
    before = {
        "next_on": series.next_on is not None and series.next_on < series.starts_on,
        "ended_on": series.ended_on is not None and series.ended_on < series.starts_on,
    }
    supported = series.consent is not None or series.legal_basis.strip()
    return (
        *_missing(
            ("recipient.name", series.recipient.shown),
            ("purpose", series.purpose),
            ("consent", supported),
        ),
        *_wrong(*before.items()),
        *findings_on_texts(series),
    )


def findings_on_breach(breach: Breach, *, now: datetime) -> tuple[Finding, ...]:
    """Tell what keeps a breach from being put on file, or from being closed (INV-30)."""
    incident = breach.incident
    aware, occurred, closed = incident.aware_at, incident.occurred_at, breach.closed_at
    return (
        *_missing(
            ("incident.aware_at", aware),
            ("incident.what", incident.what),
            ("incident.people", incident.people > 0),
        ),
        *_wrong(
            ("incident.aware_at", aware is not None and aware > now),
            (
                "incident.occurred_at",
                aware is not None and occurred is not None and occurred > aware,
            ),
            (
                "closed_at",
                closed is not None and (closed > now or (aware is not None and closed < aware)),
            ),
        ),
        *_undecided(breach),
        *findings_on_texts(breach),
    )


def _on_request(request: Request, today: date) -> Iterator[Finding]:
    yield from _missing(("request.received_on", request.received_on))
    received = request.received_on
    yield from _wrong(("request.received_on", received is not None and received > today))
    for place, each in enumerate(request.clarifications):
        asked, answer = each.asked_on, each.answered_on
        early = asked is not None and answer is not None and answer < asked
        yield from _wrong((f"request.clarifications.{place}.answered_on", early))


def _on_death(asked: AccessRequest, died: date | None) -> Iterator[Finding]:
    """Data-protection rights end with a life; what is left is the right of others (INV-26)."""
    kind = asked.access.type
    if kind is None or kind is AccessType.COMPLAINT:
        return
    if (kind is AccessType.AFTER_DEATH) != (died is not None):
        yield Finding(code=Code.DECEASED, part="access.type")


def _on_closing(asked: AccessRequest, today: date) -> Iterator[Finding]:
    access, closed = asked.access, asked.closed_on
    given = asked.outcome in {AccessOutcome.GIVEN, AccessOutcome.GIVEN_IN_PART}
    if (given or access.sent_on is not None) and not access.identity.settled:
        yield Finding(code=Code.IDENTITY_NOT_CHECKED, part="access.identity")
    if given:
        yield from _missing(("access.search", access.search))
    if closed is not None:
        yield from _missing(("outcome", asked.outcome))
        received = asked.request.received_on
        early = received is not None and closed < received
        yield from _wrong(("closed_on", early or closed > today))


def _undecided(breach: Breach) -> Iterator[Finding]:
    incident = breach.incident
    if breach.closed_at is not None:
        for part in ("commissioner", "individuals"):
            if not getattr(incident, part).settled:
                yield Finding(code=Code.BREACH_UNDECIDED, part=f"incident.{part}")
    told, aware = incident.commissioner.done_at, incident.aware_at
    late = told is not None and aware is not None and told > aware + REPORTED_WITHIN
    if late and not incident.late_because.strip():
        yield Finding(code=Code.BREACH_UNDECIDED, part="incident.late_because")


def _missing(*needed: tuple[str, object]) -> Iterator[Finding]:
    for part, value in needed:
        if not (value.strip() if isinstance(value, str) else value):
            yield Finding(code=Code.INCOMPLETE, part=part)


def _wrong(*judged: tuple[str, bool]) -> Iterator[Finding]:
    for part, is_so in judged:
        if is_so:
            yield Finding(code=Code.TIMES_OUT_OF_ORDER, part=part)
