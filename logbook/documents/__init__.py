# SPDX-License-Identifier: Apache-2.0
"""From frozen values to tagged, archival, signed PDFs, and the verification of such files.

Nothing is imported here: `content` must be cheap, and the libraries behind the others are not.
"""

from __future__ import annotations
