# SPDX-License-Identifier: Apache-2.0
"""After a lock no copy of the key of the database is in the memory of the window's process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.memory import memory_of

ROOT = Path(__file__).parents[2]

A_WINDOW = """
import ctypes, gc, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from logbook.app import unlock_job, Logbook
from logbook.store.keyring import database_key
from tests.builders import PASSPHRASE, StandingClock, a_consent_draft, a_logbook, a_person
from ui.app import make_application
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.unlocking.unlock_screen import UnlockScreen

place = Path(sys.argv[1])
app, clock = make_application(), StandingClock()
made, _keys = a_logbook(place / "Practice.logbook", clock)
person = a_person()
made.enrolling.add(person)
made.close()
del _keys, made

window = MainWindow(Preferences(place / "p.ini"), clock)
window.start(place / "Practice.logbook")
window.show()
way = sys.argv[2]
if way == "typed":
    screen = window.findChild(UnlockScreen)
    line = screen.findChild(QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    while window.session is None:
        QTest.qWait(50)
    del screen, line
else:
    keys = unlock_job(place / "Practice.logbook", PASSPHRASE).run()
    window._enter(Logbook.open(place / "Practice.logbook", keys, clock))
    del keys
if way == "busy":
    logbook = window.session.logbook
    (place / "Stick").mkdir()
    proof = logbook.backing_up.prepare(place / "Stick").run()
    logbook.backing_up.record(proof)
    rehearsal = logbook.rehearsing.prepare(proof.path)
    logbook.rehearsing.record(rehearsal.run())
    rehearsal.discard()
    logbook.rotating.rotate()
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    logbook.exporting.deliver(logbook.exporting.prepare_consent(consent).run(), place / "c.pdf")
    del logbook, rehearsal
# Hidden, so that what is told does not lie about in the memory that is searched.
unlocked = window.session.logbook._opened.keys.unlocked
key, root = database_key(unlocked), bytes(unlocked.root_key)
for secret in (key, root):
    masked = bytearray(one ^ 0x5A for one in secret)
    sys.stdout.write(masked.hex() + "\\n")
key[:] = bytes(len(key))
ctypes.memset(id(root) + bytes.__basicsize__ - 1, 0, len(root))
del unlocked, key, root, secret, masked
window.frame.go(Place(spot=Spot.PERSON, id=person.id))
QTest.qWait(200)
print("open", flush=True)
sys.stdin.readline()
window.lock()
QTest.qWait(200)
gc.collect()
print("locked", flush=True)
sys.stdin.readline()
window.close()
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
@pytest.mark.parametrize("way", ["entered", "typed", "busy"])
def test_no_key_is_in_memory_after_a_lock_though_it_was_while_open(
    way: str, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    with subprocess.Popen(
        [sys.executable, "-c", A_WINDOW, str(tmp_path), way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        keys = [
            bytes(one ^ 0x5A for one in bytes.fromhex(program.stdout.readline())) for _ in range(2)
        ]
        copies = {}
        for state in ("open", "locked"):
            assert program.stdout.readline() == f"{state}\n"
            memory = memory_of(program.pid)
            assert len(memory) > 10_000_000
            copies[state] = [memory.count(key) + memory.count(key.hex().encode()) for key in keys]
            program.stdin.write("\n")
            program.stdin.flush()

    assert min(copies["open"]) > 0
    assert copies["locked"] == [0, 0]
