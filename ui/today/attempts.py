# SPDX-License-Identifier: Apache-2.0
"""What was tried before to tell a person of a disclosure, and who can be told in their place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from logbook.domain.notification import Notification, failed_attempts
from logbook.domain.representative import AuthorityType, Representative
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui.theme import Tone
from ui.widgets.notes_panel import Notice

_NO_AUTHORITY = frozenset({AuthorityType.NONE_FAMILY, AuthorityType.NEAREST_RELATIVE})
"""To be related gives no right to be told in somebody's place (B-12)."""


def those_to_tell(
    known: Sequence[Representative], chosen: UUID | None, today: date
) -> tuple[Representative, ...]:
    """List who has authority now to be told in the person's place, and whoever is chosen."""
    return tuple(
        each
        for each in known
        if each.id == chosen
        or (
            each.authority not in _NO_AUTHORITY
            and (each.valid_from or today) <= today <= (each.valid_to or today)
        )
    )


def attempts_notice(attempts: Sequence[Notification]) -> Notice | None:
    """Say what was tried before, oldest first, and how often in vain since they were reached."""
    if not attempts:
        return None
    failed = failed_attempts(attempts)
    said = [
        _("{day}: {way}. {outcome}.").format(
            day=day_in_words(each.told_on),
            way=label(each.method),
            outcome=label(each.status) if each.status is not None else _("They were told"),
        )
        for each in attempts
    ]
    if failed > 1:
        words = ngettext(
            "It was tried {count} time in vain.", "It was tried {count} times in vain.", failed
        )
        said.append(words.format(count=failed))
    return Notice(tone=Tone.WARN if failed else Tone.INFO, text="\n".join(said))
