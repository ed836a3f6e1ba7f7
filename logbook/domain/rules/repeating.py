# SPDX-License-Identifier: Apache-2.0
"""What the rules say about series and batches (P19)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.party import same_party
from logbook.domain.series import Batch, Series


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is looked at again each time, and who is left out."""
    if not situation.discloses:
        return
    yield from _on_series(situation)
    yield from _on_batch(situation)


def _on_series(situation: Situation) -> Iterator[Finding]:
    """Look at the series again at each occurrence; the consent is looked at where it stands."""
    draft, series = situation.draft, situation.case.series
    if situation.kind is not Kind.RECURRING and draft.series is None:
        return
    if series is None or series.id != draft.series:
        yield Finding(code=Code.INCOMPLETE, part="series")
        return
    if not _belongs(situation, series):
        yield Finding(code=Code.SERIES_UNSOUND, part="series")
    if (
        draft.basis.family is BasisFamily.CONSENT
        and series.consent is not None
        and draft.basis.consent != series.consent
    ):
        # Something changed since the series began, or another consent would not be needed.
        yield Finding(code=Code.OLD_CONSENT, part="basis.consent")


def _belongs(situation: Situation, series: Series) -> bool:
    """Tell whether it is about the person, for the recipient and in the time of the series."""
    day = situation.made_on
    return (
        series.service_user == situation.draft.service_user
        and series.starts_on <= day
        and (series.ended_on is None or day <= series.ended_on)
        and any(
            same_party(one, other, situation.aliases)
            for one in series.recipient.names
            for other in situation.draft.recipient.names
        )
    )


def _on_batch(situation: Situation) -> Iterator[Finding]:
    """Ask how many people, how they were found and how they learn of it; leave out who objects."""
    given = situation.draft.batch
    if situation.kind is not Kind.BULK and given is None:
        return
    batch = given or Batch()
    if not batch.found_by.strip():
        yield Finding(code=Code.INCOMPLETE, part="batch.found_by")
    if batch.people < 1:
        yield Finding(code=Code.INCOMPLETE, part="batch.people")
    if situation.traceable and not batch.notice.strip():
        yield Finding(code=Code.INCOMPLETE, part="batch.notice")
    if situation.traceable and not batch.sensitive_left_out.strip():
        # Objectors and whoever a flag protects are looked at one by one (P19b, 7.1).
        yield Finding(code=Code.SENSITIVE_NOT_ASKED, part="batch.sensitive_left_out")
    yield from _objectors_left_out(situation, batch)


_ABOVE_AN_OBJECTION = frozenset({BasisFamily.LAW, BasisFamily.PUBLIC_INTEREST})


def _objectors_left_out(situation: Situation, batch: Batch) -> Iterator[Finding]:
    """Leave out whoever objects, unless the law or the public interest outweighs it (INV-16)."""
    overruled = situation.draft.basis.family in _ABOVE_AN_OBJECTION
    if situation.traceable and batch.objectors > 0 and not (batch.objectors_left_out or overruled):
        yield Finding(code=Code.ADULT_OBJECTS, part="batch.objectors_left_out")
