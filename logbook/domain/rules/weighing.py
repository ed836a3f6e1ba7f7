# SPDX-License-Identifier: Apache-2.0
"""What the rules say about weighing the public interest (P10)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.weighing import Weighing

FACTORS = (
    "harm_if_not",
    "to_whom",
    "likelihood",
    "gravity",
    "imminence",
    "harm_if_disclosed",
    "effect_on_care",
    "effect_on_trust",
    "less_intrusive",
    "proper_recipient",
)
"""What has to be weighed; a factor that cannot be is answered for in an override (B-10)."""


def findings(situation: Situation) -> Iterator[Finding]:
    """Say which factor was not weighed.

    The conclusion and whether consent was sought are never left open (INV-14, H-41).
    """
    draft = situation.draft
    if not situation.discloses or draft.basis.family is not BasisFamily.PUBLIC_INTEREST:
        return
    weighing = draft.weighing or Weighing()
    for factor in FACTORS:
        if not _said(getattr(weighing, factor)):
            yield Finding(code=Code.WEIGHING_INCOMPLETE, part=f"weighing.{factor}")
    if not draft.decision.views.strip():
        yield Finding(code=Code.WEIGHING_INCOMPLETE, part="decision.views")
    if not weighing.conclusion.strip():
        yield Finding(code=Code.WHY_WITHOUT_CONSENT, part="weighing.conclusion")
    if draft.basis.attempt is None:
        yield Finding(code=Code.WHY_WITHOUT_CONSENT, part="basis.attempt")
    if not (draft.basis.attempt_words.strip() or draft.basis.why_without_consent.strip()):
        yield Finding(code=Code.WHY_WITHOUT_CONSENT, part="basis.why_without_consent")


def _said(factor: object) -> bool:
    return bool(factor.strip()) if isinstance(factor, str) else factor is not None
