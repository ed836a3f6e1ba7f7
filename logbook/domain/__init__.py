# SPDX-License-Identifier: Apache-2.0
"""What records are and which rules they keep: values and pure functions, nothing else."""

from __future__ import annotations
