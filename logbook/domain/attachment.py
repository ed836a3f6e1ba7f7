# SPDX-License-Identifier: Apache-2.0
"""A file that belongs to a record: what it is and the hash of its bytes, never its own name.

A file's name often says who somebody is and what they have, so only the kind of thing it shows is
kept. The bytes are kept elsewhere; the hash here is what the journal commits to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.people import findings_on_texts

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
"""Type and subtype as RFC 6838 4.2 restricts them, in small letters and without parameters."""


class AttachmentKind(Enum):
    """What an attached file shows."""

    SIGNED_CONSENT = "signed-consent"
    REQUEST = "request"
    ORDER = "order"
    AUTHORITY = "authority"
    """A power of attorney, a grant of probate and the like."""
    IDENTITY = "identity"
    SENT_COPY = "sent-copy"
    """What was disclosed, as it was sent."""
    PROOF_OF_DELIVERY = "proof-of-delivery"
    ASSESSMENT = "assessment"
    LETTER = "letter"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that was added to a record."""

    id: UUID
    service_user: UUID | None
    of: UUID
    """The record it belongs to."""
    kind: AttachmentKind
    sha256: str
    """The hash of its bytes: 64 hexadecimal digits."""
    media_type: str
    """Such as application/pdf."""
    size: int
    """In bytes."""
    words: str = ""
    """What it is, in the professional's own words."""
    added_by: UUID | None = None
    added_at: datetime | None = None


def findings_on_attachment(attachment: Attachment) -> tuple[Finding, ...]:
    """Tell what keeps an attachment from being recorded."""
    return (*_incomplete(attachment), *findings_on_texts(attachment))


def _incomplete(attachment: Attachment) -> Iterator[Finding]:
    sound = (
        ("sha256", _SHA256.fullmatch(attachment.sha256) is not None),
        ("media_type", _MEDIA_TYPE.fullmatch(attachment.media_type) is not None),
        ("size", attachment.size > 0),
    )
    yield from (Finding(code=Code.INCOMPLETE, part=part) for part, holds in sound if not holds)
