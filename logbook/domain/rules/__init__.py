# SPDX-License-Identifier: Apache-2.0
"""The rules, one module for each question of the wizard; all pure, all in one order.

Each module has one door, `findings(situation)`, and yields what it has to say in the order of the
form. `EVERY_RULE` is the order of the wizard.
"""
