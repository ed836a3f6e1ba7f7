# SPDX-License-Identifier: Apache-2.0
"""The smallest case that can be assessed by itself, to be continued inside `[disclosure]`."""

from __future__ import annotations

SMALL = """[practice]
name = "Larkfield Physiotherapy"
address = "2 Invented Lane"
controller = "sole-practitioner"
nation = "E"
[practitioner]
name = "Rhian Prosser"
profession = "PH"
hcpc_number = "PH000001"
[person]
reference = "V-1"
[disclosure]
"""
