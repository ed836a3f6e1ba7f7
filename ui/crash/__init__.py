# SPDX-License-Identifier: Apache-2.0
"""What is shown when the program itself is at fault: types and lines of code, never a value.

Messages of exceptions and local variables can hold what was typed, so neither is ever read here.
"""

from __future__ import annotations
