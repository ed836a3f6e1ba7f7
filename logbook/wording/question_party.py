# SPDX-License-Identifier: Apache-2.0
"""What is asked of a recipient or of whoever asked, where it matters: most entries need none of it.

Their name, what they are and how they are known are asked of everybody, on the page itself.
"""

from __future__ import annotations

from logbook.i18n import N_
from logbook.wording.question import Question

_PHONE = Question(part="phone", label=N_("Telephone"), lines=1)
_EMAIL = Question(part="email", label=N_("E-mail"), lines=1)
_VERIFIED_BY = Question(
    part="verified_by",
    label=N_("Who checked that it is them, and how exactly"),
    hint=N_("For example: I rang back on the number in the register."),
    lines=1,
)
_VERIFIED_ON = Question(part="verified_on", label=N_("When that was checked"))
_BOUND = Question(
    part="bound_by_confidentiality",
    label=N_("Does a duty of confidence bind them anyway?"),
    hint=N_("For example a registered professional, or somebody whose contract says so."),
)

RECIPIENT_MORE = (_PHONE, _EMAIL, _VERIFIED_BY, _VERIFIED_ON, _BOUND)
"""Asked of the recipient besides what the page asks of every recipient."""

REQUESTER_MORE = (
    Question(part="role", label=N_("Their role"), lines=1),
    Question(part="address", label=N_("Address")),
    Question(part="country", label=N_("Country, if not in the United Kingdom"), lines=1),
    *RECIPIENT_MORE,
)
"""Asked of whoever asked, where that is somebody else than the recipient."""
