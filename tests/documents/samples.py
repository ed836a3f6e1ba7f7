# SPDX-License-Identifier: Apache-2.0
"""Whole values for the tests of documents: identities, evidence from a real journal, contents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from uuid import UUID

import page
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from logbook.documents.certificates import JournalKey, issue_certificate, make_root
from logbook.documents.content import (
    DocumentContent,
    Fact,
    Facts,
    Grid,
    Look,
    Notice,
    Points,
    Section,
    SignatureBlock,
    Text,
    Tone,
)
from logbook.documents.evidence import Evidence, Signer, attachments
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.sign import SigningIdentity, sign
from logbook.documents.source import ConsentHistory, DisclosureSource, JournalPlace
from logbook.domain.consent import (
    Consent,
    ConsentScope,
    InformationCategory,
    PurposeClass,
    complete_consent,
)
from logbook.domain.decision import AdviceEntry, Followed
from logbook.domain.disclosure import Disclosure, Purpose
from logbook.domain.findings import Answer, Code
from logbook.domain.information import Item
from logbook.domain.kinds import Kind
from logbook.domain.notification import TellingOutcome
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.practice import Nation
from logbook.domain.request import Origin, Request
from logbook.domain.transmission import SendingMethod
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.commitment import commitment
from logbook.journal.entry import NO_ENTRY, Entry, sign_leaf, written_entry
from logbook.journal.proof import InclusionProof, write_proof
from logbook.journal.tree import inclusion_proof, leaf_hash, nodes_for, root
from tests.builders import (
    a_consent_draft,
    a_disclosure_draft,
    a_person,
    a_practice,
    a_practitioner,
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NAMES = {
    "Welsh": "Siân Ŵyr-Llŷr",
    "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Cyrillic": "Владимир Щукин",
    "Chinese": "王小明",
    "Japanese": "さとう ゆうこ",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Hebrew": "מרים כהן",
    "Arabic": "محمد الأحمد",
}
EVERY_NAME = "; ".join(NAMES.values())
MARKUP = "<img src=\"/etc/passwd\"> <b>bold</b> x<y &amp; &#65; <font color='white'>no</font>"


@cache
def identity(name: str = "Siân Rees", organisation: str = "Elm Road Therapy") -> SigningIdentity:
    """A practitioner with a certificate of the practice's own root; the same for each name."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    root_certificate = make_root(organisation, root_key, NOW)
    certificate = issue_certificate(
        root_key,
        root_certificate,
        name=name,
        organisation=organisation,
        key=key,
        at=NOW,
        journal=JournalKey(
            actor="8d2f",
            public=Ed25519PrivateKey.from_private_bytes(sha256(b"actor").digest())
            .public_key()
            .public_bytes_raw(),
        ),
    )
    return SigningIdentity(
        private_key=key, certificate=certificate, root_certificate=root_certificate, name=name
    )


@cache
def evidence(*, seq: int = 3, size: int = 6, with_payload: bool = True) -> Evidence:
    """One entry of a journal of `size` entries, with its proof."""
    key = Ed25519PrivateKey.from_private_bytes(sha256(b"actor").digest())
    payload = json.dumps({"kind": "disclosure", "words": "naïve"}, ensure_ascii=False).encode()
    salt = sha256(b"salt").digest()
    nodes: dict[tuple[int, int], bytes] = {}
    previous, bodies = NO_ENTRY, []
    for number in range(size):
        entry = Entry(
            v=1,
            act="disclosure.recorded",
            actor="8d2f",
            app="0.1.0",
            commitment=commitment(salt, payload).hex(),
            device="d1",
            epoch=1,
            log="k3v",
            object="o1",
            prev=previous.hex(),
            revision=1,
            seq=number,
            time=NOW,
            zone="Europe/London+00:00",
        )
        bodies.append(written_entry(entry))
        previous = leaf_hash(bodies[-1])
        for node in nodes_for(number, previous, lambda level, index: nodes[level, index]):
            nodes[node.level, node.position] = node.hash
    read = lambda level, index: nodes[level, index]  # noqa: E731 - a reader of nodes
    name = origin("k3v", 1)
    head = Checkpoint(origin=name, size=size, root=root(size, read))
    proof = InclusionProof(
        index=seq,
        hashes=inclusion_proof(seq, size, read),
        checkpoint_note=sign_checkpoint(head, key, name),
    )
    return Evidence(
        entry=bodies[seq],
        entry_signature=sign_leaf(key, leaf_hash(bodies[seq])),
        proof=write_proof(proof),
        signer=Signer(
            actor="8d2f",
            key_name=name,
            public_key=key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
        ),
        payload=payload if with_payload else None,
        salt=salt if with_payload else None,
    )


def content(
    look: Look = Look.RECORD, *, rows: int = 4, name: str = EVERY_NAME, reasons: str = "Needed."
) -> DocumentContent:
    """A document with one of every block."""
    return DocumentContent(
        look=look,
        reference="D-2026-0012",
        title="Disclosure record",
        practice_lines=("Elm Road Therapy", "12 Elm Road, Llandeilo SA19 6AB"),
        banner="SAMPLE",
        opening=(Text(text=f"{name}\n1 High Street"), Text(text="Dear all")),
        sections=(
            Section(
                heading="Service user",
                blocks=(
                    Facts(
                        rows=(Fact(label="Name", value=name), Fact(label="Markup", value=MARKUP))
                    ),
                    Text(text=f"About {name}.", tone=Tone.MUTED),
                ),
            ),
            Section(
                heading="Information",
                blocks=(
                    Grid(
                        header=("Item", "Period", "Outcome"),
                        rows=tuple(
                            (f"Notes {row}", "1 to 3 March", "Released") for row in range(rows)
                        ),
                        shares=(3, 3, 2),
                    ),
                    Points(items=("Only what was needed", f"Not the file of {name}")),
                ),
            ),
            Section(
                heading="Decision",
                blocks=(
                    Facts(rows=(Fact(label="Reasons", value=reasons),)),
                    Notice(text="Told before.", tone=Tone.WARNING),
                    SignatureBlock(
                        lines=("Siân Rees, physiotherapist", "HCPC PH123456"),
                        field_label="Electronic signature of Siân Rees",
                    ),
                ),
            ),
        ),
        footer="Elm Road Therapy",
        author="Siân Rees",
        created=NOW,
    )


def signed(
    document: DocumentContent | None = None,
    *,
    by: SigningIdentity | None = None,
    proof: Evidence | None = None,
    at: datetime = NOW + timedelta(minutes=5),
) -> bytes:
    """A document made, finished with evidence, and signed."""
    made = finish(render(document or content()), attachments(proof or evidence()))
    return sign(made, by or identity(), reason="Made by me", location="Llandeilo", at=at)


@cache
def signed_sample() -> bytes:
    """The signed document most tests look at; bytes, so no test can change it."""
    return signed()


def failed_rules(pdf: bytes) -> list[str]:
    """The rules of PDF/A-3a and PDF/UA-1 that an independent validator finds broken."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("3a", "ua1")]
    assert all(report.rules.total > 100 for report in reports)
    return [f"{one.rule_id} {one.message}" for report in reports for one in report.failures]


PLACE = JournalPlace(seq=41, log="k3v", size=44, root=sha256(b"root").digest())


def source(**changes: object) -> DisclosureSource:
    """A disclosure with consent to an insurer, and everyone around it."""
    whole = DisclosureSource(
        disclosure=disclosure(),
        service_user=a_person(
            id=UUID(int=1),
            reference="ER-0042",
            name="Gwen Ŵyn-Okafor",
            born=date(1987, 3, 12),
            nation=Nation.WALES,
            address="1 High Street\nLlandeilo\nSA19 6AB",
        ),
        practice=a_practice(
            id=UUID(int=2),
            name="Elm Road Therapy",
            address="12 Elm Road\nLlandeilo\nSA19 6AB",
            nation=Nation.WALES,
            phone="01558 000000",
            email="",
            complaints_contact="Siân Rees, 01558 000000",
            sample=True,
        ),
        practitioner=a_practitioner(id=UUID(int=3), name="Siân Rees"),
        consent=ConsentHistory(consent=consent()),
    )
    return replace(whole, **changes)


def disclosure(**changes: object) -> Disclosure:
    """A disclosure of two items to an insurer, with consent."""
    draft = a_disclosure_draft(UUID(int=1), UUID(int=9))
    whole = Disclosure(
        id=UUID("3f2a91bc-0000-4000-8000-000000000001"),
        number="D-2026-0012",
        kind=Kind.NON_CARE,
        service_user=UUID(int=1),
        recorded_by=UUID(int=3),
        recorded_at=NOW,
        zone="Europe/London",
        nation=Nation.WALES,
        request=Request(
            origin=Origin.ASKED, received_on=date(2026, 11, 10), wording="A report on progress"
        ),
        recipient=Party(
            kind=PartyKind.INSURER,
            name="Ms P. Adeyemi",
            role="claims handler",
            organisation="Northern Mutual",
            email="claims@northern.example",
            identity_check=IdentityCheck.CALLED_BACK,
        ),
        purpose=Purpose(
            purpose_class=PurposeClass.NON_CARE, words="to decide on her claim for treatment"
        ),
        information=replace(
            draft.information,
            items=(
                Item(
                    category=InformationCategory.ASSESSMENT_REPORT,
                    description="Report of 3 November 2026, two pages",
                    since=date(2026, 9, 1),
                    until=date(2026, 11, 3),
                ),
                Item(category=InformationCategory.ATTENDANCE, description="Dates attended"),
            ),
        ),
        basis=draft.basis,
        advice=(
            AdviceEntry(
                adviser="Dr T. Shah",
                role="supervisor",
                asked_on=date(2026, 11, 11),
                question="Is the report enough?",
                advice="Yes, without the notes",
                followed=Followed.YES,
            ),
        ),
        decision=replace(draft.decision, decided_at=NOW - timedelta(hours=1)),
        transmission=replace(
            draft.transmission,
            method=SendingMethod.ENCRYPTED_EMAIL,
            sent_to="claims@northern.example",
            made_at=NOW - timedelta(minutes=30),
        ),
        telling=replace(draft.telling, outcome=TellingOutcome.TOLD_BEFORE),
        answers=(Answer(code=Code.OLD_CONSENT, reason="She confirmed it on the telephone"),),
        warnings=("W-01", "W-07"),
        catalogue="2026-11-22.1",
        guidance="HCPC confidentiality guidance, page of 24 March 2021",
    )
    return replace(whole, **changes)


def consent(**changes: object) -> Consent:
    """An express written consent."""
    draft = a_consent_draft(UUID(int=1), id=UUID(int=9))
    draft = replace(
        draft,
        scope=ConsentScope(
            purpose_class=PurposeClass.NON_CARE,
            purpose="her insurance claim",
            information=(InformationCategory.ASSESSMENT_REPORT, InformationCategory.ATTENDANCE),
            recipients=("Northern Mutual",),
            how_used="to decide on the claim",
        ),
        giving=replace(draft.giving, given_on=date(2026, 11, 14)),
    )
    whole = complete_consent(draft, recorded_by=UUID(int=3), now=NOW, today=NOW.date())
    return replace(whole, **changes)
