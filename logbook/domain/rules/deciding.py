# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the decision, the advice and the reasons (P20a, P21, P17, P24)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.consent import PurposeClass
from logbook.domain.decision import AdviceEntry, Followed, Refusal
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Code, Finding
from logbook.domain.information import Identifiability
from logbook.domain.kinds import Kind
from logbook.domain.party import Party, name_key
from logbook.domain.request import Origin
from logbook.domain.rules.person import NOBODY_DECIDED
from logbook.domain.rules.request import asker


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing of the decision, its reasons and the advice it rests on."""
    yield from _advice_complete(situation)
    yield from _advice_in_time(situation)
    yield from _advice_identifies(situation)
    yield from _supervision_identifies(situation)
    yield from _decided(situation)
    yield from _reasons_given(situation)
    if not situation.discloses:
        yield from _requester_answered(situation)
        yield from _refused_for_care(situation)
    yield from _repeats_a_refusal(situation)


def _advice_complete(situation: Situation) -> Iterator[Finding]:
    """Ask who was asked what and what they said, and why it was not followed (HP7, H-57)."""
    entries = situation.draft.advice
    if any(not _whole(entry) for entry in entries):
        yield Finding(code=Code.INCOMPLETE, part="advice")
    if any(
        entry.followed in {Followed.NO, Followed.IN_PART} and not entry.why_not_followed.strip()
        for entry in entries
    ):
        yield Finding(code=Code.INCOMPLETE, part="advice.why_not_followed")


def _whole(entry: AdviceEntry) -> bool:
    return all(words.strip() for words in (entry.adviser, entry.question, entry.advice))


def _advice_in_time(situation: Situation) -> Iterator[Finding]:
    """Refuse advice from the future (INV-02)."""
    if any(
        entry.asked_on is not None and entry.asked_on > situation.today
        for entry in situation.draft.advice
    ):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="advice.asked_on")


def _advice_identifies(situation: Situation) -> Iterator[Finding]:
    """Ask why an adviser had to know who it is about (W-32; 6.1, Advice)."""
    if any(
        entry.identity_shared and not entry.identity_because.strip()
        for entry in situation.draft.advice
    ):
        yield Finding(code=Code.ADVICE_IDENTIFIES, part="advice.identity_because")


def _supervision_identifies(situation: Situation) -> Iterator[Finding]:
    """Warn of supervision that names the person; lawyers and insurers may have to know (W-32)."""
    draft, recipient = situation.draft, situation.draft.recipient.kind
    named = draft.information.identifiability in {
        Identifiability.IDENTIFIABLE,
        Identifiability.MIXED,
    }
    if (
        situation.kind is Kind.SUPERVISION
        and situation.discloses
        and named
        and not (recipient is not None and recipient.advises_on_law)
    ):
        yield Finding(code=Code.ADVICE_IDENTIFIES, part="information.identifiability")


def _decided(situation: Situation) -> Iterator[Finding]:
    """Ask what was decided and when, and refuse a decision of the future (INV-02, INV-39)."""
    decision, planned = situation.draft.decision, situation.kind not in NOBODY_DECIDED
    refused = situation.kind is Kind.REFUSAL
    if planned and (decision.choice is None or (refused and decision.choice.discloses)):
        yield Finding(code=Code.INCOMPLETE, part="decision.choice")
    if planned and decision.decided_at is None:
        yield Finding(code=Code.INCOMPLETE, part="decision.decided_at")
    elif decision.decided_at is not None and decision.decided_at > situation.now:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="decision.decided_at")


def _reasons_given(situation: Situation) -> Iterator[Finding]:
    """Ask for the reasons, of what is disclosed (INV-04) and of what is not (INV-05; HP8).

    A breach has no reasons; a look into a record has.
    """
    if situation.kind is Kind.BREACH or situation.draft.decision.reasons.strip():
        return
    code = Code.INCOMPLETE if situation.discloses else Code.REFUSAL_WITHOUT_REASON
    yield Finding(code=code, part="decision.reasons")


def _requester_answered(situation: Situation) -> Iterator[Finding]:
    """Ask what was replied to whoever asked, or by when they are answered (INV-05)."""
    if situation.draft.request.origin is not Origin.ASKED:
        return
    refusal = situation.draft.refusal or Refusal()
    if refusal.replied_on is not None and refusal.replied_on > situation.today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="refusal.replied_on")
    if refusal.reply_by is not None:
        return
    if not refusal.reply.strip():
        yield Finding(code=Code.REFUSAL_WITHOUT_REASON, part="refusal.reply")
    elif refusal.replied_on is None:
        yield Finding(code=Code.REFUSAL_WITHOUT_REASON, part="refusal.replied_on")


def _refused_for_care(situation: Situation) -> Iterator[Finding]:
    """Ask whether the person knows what it means for their care (W-34; Caldicott 7, H-34)."""
    refusal = situation.draft.refusal
    explained = refusal is not None and refusal.consequences_explained
    if situation.draft.purpose.purpose_class is PurposeClass.CARE and not explained:
        yield Finding(code=Code.REFUSED_FOR_CARE, part="refusal.consequences_explained")


def _repeats_a_refusal(situation: Situation) -> Iterator[Finding]:
    """Ask what changed since the same party was refused (W-43)."""
    if situation.draft.follow_up.changed.strip():
        return
    if _supersedes_a_refusal(situation) or _refused_last_time(situation):
        yield Finding(code=Code.REPEATS_REFUSAL, part="follow_up.changed")


def _supersedes_a_refusal(situation: Situation) -> bool:
    wanted = situation.draft.follow_up.supersedes
    return wanted is not None and any(
        earlier.id == wanted and _is_refusal(earlier) for earlier in situation.case.earlier
    )


def _refused_last_time(situation: Situation) -> bool:
    """Tell whether the last decision about the same party was a refusal."""
    earlier = situation.case.earlier
    # Names cost something to compare, and most people were never refused anything.
    if not any(map(_is_refusal, earlier)):
        return False
    keys = _keys(situation.draft.recipient, asker(situation))
    last = next((each for each in earlier if keys & _keys(*_parties(each))), None)
    return last is not None and _is_refusal(last)


def _is_refusal(earlier: Disclosure) -> bool:
    choice = earlier.decision.choice
    return choice is not None and not choice.discloses


def _parties(earlier: Disclosure) -> tuple[Party, Party | None]:
    return earlier.recipient, earlier.request.requester


def _keys(*parties: Party | None) -> frozenset[str]:
    """Give the names of parties as they are compared."""
    names = (name for party in parties if party is not None for name in party.names)
    return frozenset(map(name_key, names)) - {""}
