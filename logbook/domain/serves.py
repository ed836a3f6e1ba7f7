# SPDX-License-Identifier: Apache-2.0
"""Which principle of the guidance and which standard each page of the wizard serves.

Source: domain reference 6.5, last column, and 6.8; the pages go by their codes there.
"""

from __future__ import annotations

from collections.abc import Mapping

from logbook.domain.findings import Principle
from logbook.domain.guidance import Standard

_HP1, _HP2, _HP3, _HP4 = (
    Principle.KEEP_SAFE,
    Principle.CONSENT,
    Principle.MINIMUM,
    Principle.TELL,
)
_HP5, _HP6, _HP7, _HP8 = (
    Principle.RECORDS,
    Principle.LAW,
    Principle.ADVICE,
    Principle.JUSTIFY,
)
_ST1, _ST2, _ST3, _ST4, _ST5, _ST6, _ST7, _ST8, _ST9, _ST10 = Standard

SERVES: Mapping[str, tuple[Principle | Standard, ...]] = {
    "P00": (_HP5, _ST10),
    "P01": (_HP6, _ST1, _ST5),
    "P02": (_HP7, _HP8, _ST2),
    "P03": (_HP2, _ST5),
    "P04": (_HP3, _ST5, _ST10),
    "P05": (_HP6, _ST5),
    "P05c": (_HP2, _ST1, _ST5),
    "P06": (_HP6, _HP8, _ST5),
    "P07": (_HP3, _HP6, _ST5),
    "P08": (_HP2, _ST2, _ST5),
    "P09": (_HP2, _HP8, _ST1, _ST5),
    "P10": (_HP3, _HP8, _ST5, _ST6, _ST7),
    "P11": (_HP3, _HP5, _ST5, _ST7),
    "P12": (_HP6, _ST2, _ST5),
    "P13": (_HP3, _HP6, _ST5),
    "P14": (_HP4, _ST1, _ST5, _ST6, _ST7),
    "P15": (_HP2, _HP3, _ST5),
    "P16": (_HP3, _ST5),
    "P17": (_HP5, _HP8, _ST5),
    "P18": (_HP1, _ST8),
    "P19r": (_HP5,),
    "P19b": (_HP5,),
    "P20": (_HP6,),
    "P20a": (_HP7, _ST3),
    "P21": (_HP8, _ST9),
    "P22": (_HP1, _HP3),
    "P23": (_HP4, _ST2, _ST8),
    "P24": (_HP5, _ST10),
    # The reference places ST4 with the roles people log in by; the page where it bites is the
    # one that lets only a registrant sign (INV-36, B-15).
    "P25": (_HP5, _HP8, _ST4, _ST9, _ST10),
}
"""By the page's code in the domain reference: principles first, each in the order of its codes."""

STANDARDS_BEHIND: Mapping[Principle, tuple[Standard, ...]] = {
    _HP1: (_ST5, _ST10),
    _HP2: (_ST1, _ST5),
    _HP3: (_ST5,),
    _HP4: (_ST2, _ST8),
    _HP5: (_ST10,),
    _HP6: (_ST3,),
    _HP7: (_ST3,),
    _HP8: (_ST6, _ST9),
}
"""The standards a finding serves through its principle. Our own reading, nobody's rule."""
