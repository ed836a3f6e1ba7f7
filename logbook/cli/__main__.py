# SPDX-License-Identifier: Apache-2.0
"""Runs the command line without the windows: `python -m logbook.cli`."""

from __future__ import annotations

import sys

from logbook.cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
