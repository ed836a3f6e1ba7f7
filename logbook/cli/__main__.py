# SPDX-License-Identifier: Apache-2.0
"""Runs the command line without the windows: `python -m logbook.cli`."""

from __future__ import annotations

import sys

from logbook.cli.commands import main
from logbook.hardening import begin_bound, harden
from logbook.i18n import _

if __name__ == "__main__":
    begin_bound()
    harden(_("The program has a fault. What was recorded before is kept."))
    sys.exit(main(sys.argv[1:]))
