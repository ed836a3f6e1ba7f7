# SPDX-License-Identifier: Apache-2.0
"""The letter that tells a service user of a disclosure, in plain words (domain.md 7.2).

It says that information was given, when, to whom, what kind, why, on which ground, how, and what
the person can do. It never says the reasons weighed, the advice sought, anything about a third
party, or whether anything else is recorded; not even the number of the disclosure, whose gaps
would tell of others.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from logbook.documents.content import (
    Block,
    DocumentContent,
    Look,
    Points,
    Section,
    Text,
    Tone,
)
from logbook.documents.source import (
    DisclosureSource,
    banner_for,
    letterhead,
    local_day,
    signature_block,
)
from logbook.domain.consent import InformationCategory
from logbook.domain.disclosure import Choice, SendingMethod
from logbook.domain.legal_basis import BasisFamily, Effect, LegalBasis
from logbook.errors import LogbookError
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words


class LetterRefusedError(LogbookError):
    """No letter is made of this disclosure: it is restricted, or nothing was disclosed."""

    code: ClassVar[str] = "letter-refused"


def notification_letter(source: DisclosureSource, *, created: datetime) -> DocumentContent:
    """Write the letter to the service user.

    Raises:
        LetterRefusedError: the person must not be told, or the decision was not to disclose.
    """
    disclosure = source.disclosure
    if disclosure.restricted:
        raise LetterRefusedError("The entry is restricted: no letter may be made of it.")
    if disclosure.decision.choice is not Choice.DISCLOSE:
        raise LetterRefusedError("Nothing was disclosed, so there is nothing to write.")
    sections = (
        _what_happened(source),
        _what(source),
        _why(source),
        _ground(source),
        _how(source),
        _rights(source),
        _help(source),
        Section(blocks=(Text(text=_("Yours sincerely")), signature_block(source, created))),
    )
    return DocumentContent(
        look=Look.LETTER,
        reference=_("Our reference: {reference}").format(reference=letter_reference(source)),
        title=_("We gave somebody information about you"),
        practice_lines=letterhead(source.practice),
        sections=sections,
        footer=_("Our reference: {reference}").format(reference=letter_reference(source)),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=False),
        opening=_opening(source, created),
    )


def letter_reference(source: DisclosureSource) -> str:
    """A reference that says nothing of how many disclosures there are."""
    digits = source.disclosure.id.hex.upper()
    return f"{digits[:4]}-{digits[4:8]}"


def _opening(source: DisclosureSource, created: datetime) -> tuple[Block, ...]:
    person = source.service_user
    if person.safe_contact.may_write:
        to = "\n".join(line for line in (person.name, person.address) if line)
    else:
        # An address that is not safe must not stand on an envelope or in its window.
        to = _("{name}\nTo be handed over in person").format(name=person.name)
    day = day_in_words(local_day(source, created))
    reference = _("Our reference: {reference}").format(reference=letter_reference(source))
    return (
        Text(text=to),
        Text(text=f"{day}\n{reference}"),
        Text(text=_("Dear {name}").format(name=person.known_as or person.name)),
    )


def _what_happened(source: DisclosureSource) -> Section:
    disclosure = source.disclosure
    made = disclosure.transmission.made_at or disclosure.recorded_at
    return Section(
        blocks=(
            Text(
                text=_(
                    "I am writing to tell you that on {day} I gave some information about you to"
                    " {recipient}. I want you to know what it was, why I did it and what you can"
                    " do."
                ).format(
                    day=day_in_words(local_day(source, made)),
                    recipient=_recipient(source),
                )
            ),
        )
    )


def _recipient(source: DisclosureSource) -> str:
    recipient = source.disclosure.recipient
    parts = (recipient.name, recipient.role, recipient.organisation)
    return ", ".join(part for part in parts if part)


def _what(source: DisclosureSource) -> Section:
    categories = source.disclosure.information.categories
    return Section(
        heading=_("What I gave them"),
        blocks=(
            Points(items=tuple(_(_PLAIN[category]) for category in categories)),
            Text(text=_("I gave them only what was needed, and nothing else.")),
        ),
    )


_PLAIN = {
    InformationCategory.IDENTITY_CONTACT: N_("Your name and how to reach you"),
    InformationCategory.ATTENDANCE: N_("When you came to see us"),
    InformationCategory.DIAGNOSIS: N_("What your health problem is called"),
    InformationCategory.ASSESSMENT_REPORT: N_("A report about how you are"),
    InformationCategory.CLINICAL_NOTES: N_("Notes about your care"),
    InformationCategory.TEST_RESULTS: N_("Results of your tests"),
    InformationCategory.TEST_RAW_DATA: N_("The detailed records of your tests"),
    InformationCategory.IMAGES: N_("Pictures of you"),
    InformationCategory.VIDEO_AUDIO: N_("Recordings of you"),
    InformationCategory.FITNESS_OPINION: N_("My view of what you are fit to do"),
    InformationCategory.FINANCIAL: N_("Information about money"),
    InformationCategory.LIFESTYLE_FAMILY: N_("Information about how you live"),
    InformationCategory.SAFEGUARDING_CONCERN: N_("A worry about somebody's safety"),
    InformationCategory.CRIMINAL_DATA: N_("Information to do with the law"),
    InformationCategory.THIRD_PARTY: N_("Some other information in your record"),
    InformationCategory.SENSITIVE: N_("Private information about your health"),
    InformationCategory.OTHER: N_("Some other information about you"),
}
"""Kinds of information in plain words; that there is something about a third party is not said."""


def _why(source: DisclosureSource) -> Section:
    return Section(
        heading=_("Why"),
        blocks=(
            Text(
                text=_("It was needed for this: {purpose}").format(
                    purpose=source.disclosure.purpose.words
                )
            ),
        ),
    )


def _ground(source: DisclosureSource) -> Section:
    family, consent = source.disclosure.basis.family, source.consent
    blocks: tuple[Block, ...]
    if family is BasisFamily.CONSENT and consent is not None and consent.giving.given_on:
        text = _("You agreed to this on {day}. You can change your mind for the future.").format(
            day=day_in_words(consent.giving.given_on)
        )
        blocks = (Text(text=text),)
    elif family is BasisFamily.CONSENT:
        blocks = (Text(text=_("You agreed to this. You can change your mind for the future.")),)
    elif family is BasisFamily.BEST_INTERESTS:
        blocks = (
            Text(
                text=_(
                    "At that time you could not decide this for yourself. I did what I believed"
                    " was best for you."
                )
            ),
        )
    elif family is BasisFamily.PUBLIC_INTEREST:
        blocks = (
            Text(
                text=_(
                    "I did not rely on your agreement for this. I believed it was needed to keep"
                    " people safe from serious harm."
                )
            ),
        )
    else:
        blocks = _law(source.legal_basis)
    return Section(heading=_("What allowed me to do this"), blocks=blocks)


def _law(row: LegalBasis | None) -> tuple[Block, ...]:
    if row is None:
        return (Text(text=_("The law asks for this. It did not depend on your agreement.")),)
    said = _("The law says I must do this. It did not depend on your agreement.")
    if row.effect is Effect.PERMITS:
        said = _("The law allows me to do this. It did not depend on your agreement.")
    verified = _("not yet checked against its source")
    if row.verified_on is not None:
        verified = _("checked on {day}").format(day=day_in_words(row.verified_on))
    cited = _("The law is: {citation} ({source}; {verified}). This letter is not legal advice.")
    return (
        Text(text=said),
        Text(
            text=cited.format(citation=row.citation, source=row.source, verified=verified),
            tone=Tone.MUTED,
        ),
    )


def _how(source: DisclosureSource) -> Section:
    sent = source.disclosure.transmission
    sentences = []
    if sent.method is not None:
        sentences.append(_(_SENT[sent.method]))
    if sent.duty_told:
        sentences.append(_("I told them that they must keep it private."))
    sentences.append(_("They may use it for the reason above, and for nothing else."))
    return Section(heading=_("How it was sent"), blocks=(Text(text=" ".join(sentences)),))


_SENT = {
    SendingMethod.IN_PERSON: N_("I gave it to them in person."),
    SendingMethod.TELEPHONE: N_("I told them by telephone."),
    SendingMethod.POST_FIRST_CLASS: N_("I sent it by post."),
    SendingMethod.POST_TRACKED: N_("I sent it by post that has to be signed for or tracked."),
    SendingMethod.SECURE_EMAIL: N_("I sent it by secure e-mail."),
    SendingMethod.ENCRYPTED_EMAIL: N_("I sent it by e-mail, locked with a password."),
    SendingMethod.PLAIN_EMAIL: N_("I sent it by e-mail."),
    SendingMethod.PORTAL: N_("I sent it through a secure website."),
    SendingMethod.VIEWED_ON_SITE: N_("They looked at it here. They did not take it away."),
}


RIGHTS_LOOKED_UP = N_("22 November 2026")
"""When the sources of the rights were last gone through."""


def _rights(source: DisclosureSource) -> Section:
    complaints = source.practice.complaints_contact or source.practice.name
    items = [
        _("You can ask for a copy of what I sent, and of what we hold about you."),
        _("You can ask us to put right what is wrong."),
        _("You can tell us that you do not want this to happen again."),
        _(
            "You can complain to us: {contact}. We will tell you within 30 days that we have your"
            " complaint."
        ).format(contact=complaints),
        _("You can complain to the Information Commissioner: ico.org.uk, telephone 0303 123 1113."),
        _(
            "If you are worried about what I did as a professional, you can tell the HCPC:"
            " hcpc-uk.org."
        ),
    ]
    if source.disclosure.basis.family is BasisFamily.CONSENT:
        items.insert(
            2, _("You agreed to this, and you can take that back for the future at any time.")
        )
    sources = _(
        "Where these rights come from: UK GDPR, articles 7, 15, 16 and 21; Data Protection Act"
        " 2018, section 164A. Looked up on {day}. This is not legal advice."
    ).format(day=_(RIGHTS_LOOKED_UP))
    return Section(
        heading=_("What you can do"),
        blocks=(Points(items=tuple(items)), Text(text=sources, tone=Tone.MUTED)),
    )


def _help(source: DisclosureSource) -> Section:
    reach = source.practice.phone or source.practice.email or source.practice.name
    return Section(
        heading=_("If you have questions, or this worries you"),
        blocks=(
            Text(
                text=_(
                    "Please get in touch: {reach}. I will gladly talk it through with you. If you"
                    " are in danger now, call 999."
                ).format(reach=reach)
            ),
            Text(
                text=_(
                    "If you need this letter in another form, such as large print, easy words or"
                    " Welsh, please ask."
                )
            ),
        ),
    )
