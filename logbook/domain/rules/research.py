# SPDX-License-Identifier: Apache-2.0
"""What the rules say about research, teaching and publication (P15)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.rules.de_identified import gives_somebody_away


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing before something is shown to the world."""
    concerned = situation.kind is Kind.RESEARCH or situation.draft.research is not None
    if not (concerned and situation.discloses):
        return
    yield from _medium_named(situation)
    yield from _approved(situation)
    yield from _cannot_be_called_back(situation)


def _medium_named(situation: Situation) -> Iterator[Finding]:
    """Ask where it appears: consent is to that medium and to no other (INV-04, W-33)."""
    research = situation.draft.research
    if research is None or research.medium is None:
        yield Finding(code=Code.INCOMPLETE, part="research.medium")


def _approved(situation: Situation) -> Iterator[Finding]:
    """Ask for an approval where people can be told from it and did not consent (INV-04).

    Section 251 with the COPI Regulations 2002 (England and Wales), the PBPP (Scotland), a research
    ethics committee everywhere.
    """
    research, family = situation.draft.research, situation.draft.basis.family
    approved = research is not None and bool(research.approvals.strip())
    without_consent = family is not None and family is not BasisFamily.CONSENT
    if situation.traceable and without_consent and not approved:
        yield Finding(code=Code.INCOMPLETE, part="research.approvals")


def _cannot_be_called_back(situation: Situation) -> Iterator[Finding]:
    """Ask whether the person knows that what is published stays published (W-33)."""
    research = situation.draft.research
    explained = research is not None and research.irrevocable_explained
    if not explained and (situation.traceable or gives_somebody_away(situation)):
        yield Finding(code=Code.PUBLICATION_IRREVOCABLE, part="research.irrevocable_explained")
