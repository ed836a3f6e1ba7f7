# SPDX-License-Identifier: Apache-2.0
"""Translation, by gettext, for windows, messages and documents alike.

Context: the core makes documents, so Qt's own translation would drag Qt into it or force two
catalogues. Decision: one gettext catalogue. `_` translates now; `N_` only marks a text that is
translated where it is shown.
"""

from __future__ import annotations

import gettext

from logbook.resources import folder


def _find_catalogue() -> gettext.NullTranslations:
    place = folder("locale")
    # Asking for the person's languages loads `locale`: 3 ms of the unlock window for nothing
    # where there is no translation to choose.
    if not any(each.is_dir() for each in place.iterdir()):
        return gettext.NullTranslations()
    return gettext.translation("logbook", place, fallback=True)


_catalogue = _find_catalogue()

_ = _catalogue.gettext
ngettext = _catalogue.ngettext


def N_(text: str) -> str:  # noqa: N802 - gettext's own name, which its extractor looks for
    """Mark a text for translation without translating it yet."""
    return text
