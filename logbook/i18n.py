# SPDX-License-Identifier: Apache-2.0
"""Translation, by gettext, for windows, messages and documents alike.

Context: the core makes documents, so Qt's own translation would drag Qt into it or force two
catalogues. Decision: one gettext catalogue. `_` translates now; `N_` only marks a text that is
translated where it is shown.
"""

from __future__ import annotations

import gettext

from logbook.resources import folder

_catalogue = gettext.translation("logbook", folder("locale"), fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext


def N_(text: str) -> str:  # noqa: N802 - gettext's own name, which its extractor looks for
    """Mark a text for translation without translating it yet."""
    return text
