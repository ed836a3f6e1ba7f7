# SPDX-License-Identifier: Apache-2.0
"""Printing: the one room in which PDFs become paper."""
