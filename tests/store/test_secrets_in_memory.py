# SPDX-License-Identifier: Apache-2.0
"""What wraps a person's keys is in the memory of the process while it wraps, and then no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.memory import memory_of

USING_A_WAY = """
import os, sys
from logbook.hardening import begin_bound
begin_bound()
from logbook.store.derivation import KdfCost, SMALLEST, subkey, stretched
from logbook.store.person_keys import make_person_keys
from logbook.store.recovery_code import read_code
from logbook.store.slots import new_device_slot, new_recovery_slot, opened_slot
from logbook.store.slots.device import device_kek
from logbook.store.ways import Pin, RecoveryCode
from datetime import date

kind, kept = sys.argv[1:]
person, hidden = make_person_keys(), bytes([0x5A]) * 32

def tell(secret):
    # Hidden, so that what is told does not lie about in the memory that is searched.
    masked = bytearray(one ^ 0x5A for one in secret)
    secret[:] = bytes(len(secret))
    sys.stdout.write(masked.hex() + "\\n")

if kind == "recovery":
    slot, code = new_recovery_slot("9f" * 16, "p_1", person)
    way = RecoveryCode(code)
    assert opened_slot(slot, way, "9f" * 16, "p_1") is not None
    tell(read_code(code))
    raw = read_code(code)
    tell(subkey(raw, "recovery-kek/v1"))
    raw[:] = bytes(32)
else:
    way = Pin("271828", os.urandom(32))
    slot = new_device_slot("9f" * 16, "p_1", person, way, host=b"", expires=date(2026, 12, 1))
    assert opened_slot(slot, way, "9f" * 16, "p_1") is not None
    tell(stretched(way.pin, salt=slot.salt, cost=SMALLEST))
    tell(device_kek(slot, way))
control = device_kek(slot, way) if kind == "device" and kept == "kept" else None
control = read_code(code) if kind == "recovery" and kept == "kept" else control
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
@pytest.mark.parametrize("kind", ["recovery", "device"])
@pytest.mark.parametrize("kept", ["kept", "wiped"])
def test_neither_a_recovery_code_nor_the_key_of_a_pin_stays_in_memory(kind: str, kept: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", USING_A_WAY, kind, kept],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        secrets = [
            bytes(one ^ 0x5A for one in bytes.fromhex(program.stdout.readline())) for _ in range(2)
        ]
        assert program.stdout.readline() == "done\n"
        memory = memory_of(program.pid)
        program.communicate("")
    copies = sum(memory.count(secret) for secret in secrets)
    assert len(memory) > 1_000_000
    assert (copies > 0) == (kept == "kept")
