# SPDX-License-Identifier: Apache-2.0
"""The letter that tells a service user of a disclosure, in plain words (domain.md 7.2).

It says that information was given, when, to whom, what kind, why, on which ground, how, and what
the person can do. It never says the reasons weighed, the advice sought, anything about a third
party, or whether anything else is recorded; not even the number of the disclosure, whose gaps
would tell of others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from logbook.documents.content import (
    Block,
    DocumentContent,
    Look,
    Points,
    Section,
    Text,
    Tone,
)
from logbook.documents.facts import joined
from logbook.documents.letter_breach import breach_sections
from logbook.documents.letter_opening import letter_reference, opening
from logbook.documents.letter_rights import help_section, rights
from logbook.documents.plain_words import CATEGORIES, SENT, purpose_in_words, recipient_in_words
from logbook.documents.source import (
    DisclosureSource,
    banner_for,
    letterhead,
    local_day,
    signature_block,
)
from logbook.domain.basis import Attempt
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, LegalBasis
from logbook.domain.letter import LetterAnswer, LetterRefusedError, letter_may_be_made
from logbook.domain.practice import Nation
from logbook.domain.transmission import SendingMethod
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words

__all__ = ["LetterRefusedError", "letter_reference", "notification_letter", "what_to_do"]


def what_to_do(source: DisclosureSource) -> LetterAnswer:
    """Say whether a letter may be made, and where it may go.

    Raises:
        LetterRefusedError: the person must not be told, need not be, or cannot be written to.
    """
    answer = letter_may_be_made(
        source.disclosure,
        source.service_user,
        reviews=source.reviews,
        notifications=source.notifications,
    )
    if source.void:
        raise LetterRefusedError(LetterAnswer.NOTHING_DISCLOSED)
    told = source.representative(source.disclosure.telling.representative)
    if answer is LetterAnswer.TO_REPRESENTATIVE and told is not None:
        return answer
    if not answer.allowed:
        raise LetterRefusedError(answer)
    return answer


def notification_letter(source: DisclosureSource, *, created: datetime) -> DocumentContent:
    """Write the letter to the service user.

    Raises:
        LetterRefusedError: the person must not be told, need not be, or cannot be written to.
    """
    answer = what_to_do(source)
    reference = _("Our reference: {reference}").format(reference=letter_reference(source))
    breach = source.disclosure.kind is Kind.BREACH
    title = _("We gave somebody information about you")
    if breach:
        title = _("Something went wrong with information about you")
    told = breach_sections(source) if breach else _told(source, created)
    return DocumentContent(
        look=Look.LETTER,
        reference=reference,
        title=title,
        practice_lines=letterhead(source.practice),
        sections=(
            *told,
            rights(source),
            help_section(source),
            Section(blocks=(Text(text=_("Yours sincerely")), signature_block(source, created))),
        ),
        footer=reference,
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False),
        opening=opening(source, answer, created),
    )


def _told(source: DisclosureSource, created: datetime) -> tuple[Section, ...]:
    return (
        _what_happened(source, created),
        _what(source),
        _why(source),
        _ground(source),
        _how(source, created),
    )


def _what_happened(source: DisclosureSource, created: datetime) -> Section:
    disclosure = source.disclosure
    made, recipient = disclosure.transmission.made_at, disclosure.recipient
    shown = joined(recipient.name, recipient.role, recipient.organisation)
    to = recipient_in_words(shown, recipient.kind, disclosure.basis.family)
    if made is None or made > created:
        said = _(
            "I am writing to tell you that I am going to give some information about you to"
            " {recipient}. I want you to know what it is, why I do it and what you can do."
        ).format(recipient=to)
    else:
        said = _(
            "I am writing to tell you that on {day} I gave some information about you to"
            " {recipient}. I want you to know what it was, why I did it and what you can do."
        ).format(day=day_in_words(local_day(source, made)), recipient=to)
    return Section(blocks=(Text(text=said),))


def _what(source: DisclosureSource) -> Section:
    categories = source.disclosure.information.categories
    return Section(
        heading=_("What I gave them"),
        blocks=(
            Points(items=tuple(dict.fromkeys(_(CATEGORIES[each]) for each in categories))),
            Text(text=_("I gave them only what was needed, and nothing else.")),
        ),
    )


def _why(source: DisclosureSource) -> Section:
    disclosure = source.disclosure
    purpose = purpose_in_words(disclosure.purpose.words, disclosure.basis.family)
    said = _("It was needed for this: {purpose}").format(purpose=purpose)
    return Section(heading=_("Why"), blocks=(Text(text=said),))


def _ground(source: DisclosureSource) -> Section:
    family = source.disclosure.basis.family
    words = _BY_FAMILY[family] if family is not None else _by_law
    return Section(heading=_("What allowed me to do this"), blocks=words(source))


def _agreed(source: DisclosureSource) -> tuple[Block, ...]:
    given_on = source.consent.consent.giving.given_on if source.consent is not None else None
    if given_on is None:
        return (Text(text=_("You agreed to this. You can change your mind for the future.")),)
    said = _("You agreed to this on {day}. You can change your mind for the future.")
    return (Text(text=said.format(day=day_in_words(given_on))),)


def _for_them(source: DisclosureSource) -> tuple[Block, ...]:
    """Scotland asks whether it benefits the person, and never for their best interests."""
    said = _(
        "At that time you could not decide this for yourself. I did what I believed was best for"
        " you."
    )
    if source.disclosure.nation is Nation.SCOTLAND:
        said = _(
            "At that time you could not decide this for yourself. I did what I believed would"
            " benefit you."
        )
    return (Text(text=said),)


def _to_keep_safe(source: DisclosureSource) -> tuple[Block, ...]:
    said = _(
        "I did not rely on your agreement for this. I believed it was needed to keep people safe"
        " from serious harm."
    )
    return (Text(text=said), *_asked(source))


def _by_law(source: DisclosureSource) -> tuple[Block, ...]:
    row = source.legal_basis
    if row is None:
        said = _("The law asks for this. It did not depend on your agreement.")
        return (Text(text=said), *_asked(source))
    said = _("The law says I must do this. It did not depend on your agreement.")
    if not row.obliges:
        said = _("The law allows me to do this. It did not depend on your agreement.")
    return (Text(text=said), *_asked(source), _cited(row))


def _cited(row: LegalBasis) -> Block:
    verified = _("not yet checked against its source")
    if row.verified_on is not None:
        verified = _("checked on {day}").format(day=day_in_words(row.verified_on))
    cited = _("The law is: {citation} ({source}; {verified}). This letter is not legal advice.")
    return Text(
        text=cited.format(citation=row.citation, source=row.source, verified=verified),
        tone=Tone.MUTED,
    )


_BY_FAMILY: Mapping[BasisFamily, Callable[[DisclosureSource], tuple[Block, ...]]] = {
    BasisFamily.CONSENT: _agreed,
    BasisFamily.LAW: _by_law,
    BasisFamily.PUBLIC_INTEREST: _to_keep_safe,
    BasisFamily.BEST_INTERESTS: _for_them,
}


def _asked(source: DisclosureSource) -> tuple[Block, ...]:
    """Say whether they were asked first; why they were not is for a talk, not for a letter."""
    attempt = source.disclosure.basis.attempt
    return (Text(text=_(_ASKED[attempt])),) if attempt is not None else ()


_ASKED = {
    Attempt.AGREED: N_("I asked you, and you agreed."),
    Attempt.REFUSED: N_("I asked you first, and you did not agree. I know that this matters."),
    Attempt.NO_ANSWER: N_("I tried to ask you first and had no answer."),
    Attempt.NOT_ASKED: N_("I did not ask you first. You can ask me why."),
}


def _how(source: DisclosureSource, created: datetime) -> Section:
    sent, sentences = source.disclosure.transmission, []
    done = sent.made_at is not None and sent.made_at <= created
    if sent.method is not None and done:
        sentences.append(_(SENT[sent.method]))
    if sent.duty_told:
        sentences.append(_("I told them that they must keep it private."))
    if sent.method is not SendingMethod.VIEWED_ON_SITE:
        sentences.append(_("They may use it for the reason above, and for nothing else."))
    return Section(heading=_("How it was sent"), blocks=(Text(text=" ".join(sentences)),))
