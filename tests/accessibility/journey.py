#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a screen-reader user does with the sample logbook, seen over the accessibility bus only.

    journey.py PYTHON FOLDER PASSPHRASE-FILE

Starts the program, unlocks the logbook with keys, reads Today, People and one step of the wizard,
and prints a line for each thing it saw. Exit status 1 at the first it did not see.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bus


def main() -> int:
    """Run the program and the journey."""
    python, folder, passphrase_file = sys.argv[1:4]
    passphrase = Path(passphrase_file).read_text("utf-8").strip()
    with subprocess.Popen([python, "-m", "ui", "--logbook", folder]) as program:
        try:
            bus.start()
            walk(passphrase)
        finally:
            program.terminate()
    return 0


def walk(passphrase: str) -> None:
    """Go from the locked logbook to a step of the wizard."""
    program = bus.application("disclosure-logbook")
    see("the program is on the bus", program.name)
    unlock(program, passphrase)
    read_today(program)
    read_search(program)
    people = read_people(program)
    read_a_step(program)
    lock(program, people)


def unlock(program: bus.Node, passphrase: str) -> None:
    """Type the passphrase with keys while listening to all that any client can hear."""
    field = program.find("password text")
    see("the passphrase has a name", field.name)
    see("the passphrase has the focus", field.has("focused") or focused(field))
    listener = bus.Listener()
    bus.type_keys(passphrase)
    listener.listen(1.0)
    heard = "".join(listener.heard)
    shown = field.text
    see("something was typed", len(shown) == len(passphrase))
    see("the field reads back none of it", not set(shown) & set(passphrase) - {" "})
    see(
        "nothing of it was sent to other programs",
        not any(letter in event.rsplit(" ", 1)[-1] for event in listener.heard for letter in "lky"),
    )
    see("the whole passphrase was not spoken", passphrase not in heard)
    program.find("push button", identifier="unlock-go").press()


def read_today(program: bus.Node) -> None:
    """Read Today once it is there."""
    today = program.find(identifier="today")
    names = [node.name for node in today.walk() if node.name]
    see("Today is there", "Today" in " ".join(names))
    see("Today says what is to be done, or that nothing is", len(" ".join(names)) > 40)
    see("the rail names its rooms", program.find(name="People").name)
    see("it says that this is a sample", program.find(identifier="sample-strip").name)


def read_search(program: bus.Node) -> None:
    """Type into a field that is no secret: the same listener must hear it, or it hears nothing."""
    field = program.find("text", identifier="search-everything")
    field.focus()
    listener = bus.Listener()
    bus.type_keys("lky")
    listener.listen(1.0)
    see("what is typed into an ordinary field is heard", len(listener.heard) >= len("lky"))
    see("the results are on the screen", program.find(identifier="search-results").name)
    field.fill("")
    gone = bus.until(
        lambda: not program.all(identifier="search-results") or None, "an end of the results"
    )
    see("emptying the search takes the results away", gone)


def read_people(program: bus.Node) -> list[str]:
    """Go to People, read the list cell by cell, and give the names in it."""
    go(program, "People")
    table = program.find("table")
    see("People is a table with a row for each", table.rows() >= 2)
    see("the first cell is somebody's name", len(table.cell(0, 0).name) > 3)
    cells = [table.cell(row, column) for row in range(table.rows()) for column in (0, 1)]
    see("every cell says something", all(cell.name for cell in cells))
    return [table.cell(row, 0).name for row in range(table.rows())]


def read_a_step(program: bus.Node) -> None:
    """Begin a disclosure and read the step that is asked first."""
    program.find("push button", identifier="new-disclosure").press()
    wizard = program.find(identifier="wizard-screen")
    see("the wizard is there", wizard.name)
    steps = wizard.find(name="Steps")
    see("the path lists its steps", sum(1 for _ in steps.walk()) > 8)
    editors = [
        node
        for node in wizard.walk()
        if node.role in {"text", "combo box", "radio button", "check box"} and node.has("showing")
    ]
    see("the step asks something", editors)
    see("every editor of the step has a name", all(node.name for node in editors))
    see("every editor has a stable identifier", all(stable(node.identifier) for node in editors))
    see("nothing went wrong on the way", not program.all("dialog"))


def lock(program: bus.Node, people: list[str]) -> None:
    """Lock, and look that nothing of the logbook is left to read."""
    see("before locking somebody's name can be read", any_in(program, people))
    program.find("push button", identifier="rail-lock").press()
    field = program.find("password text")
    see("after locking the passphrase is asked for", field.name)
    see("after locking no list is left", not program.all("table"))
    see("after locking nobody's name is left", not any_in(program, people))


def go(program: bus.Node, room: str) -> None:
    """Go to a room by the rail."""
    rooms = program.find("list", identifier="rooms")
    rooms.focus()
    rooms.select(room)


def focused(node: bus.Node) -> bool:
    """Ask for the focus where the window manager has not given it."""
    node.focus()
    return node.has("focused")


def any_in(program: bus.Node, people: list[str]) -> bool:
    """Tell whether anybody's name stands anywhere in the program, as a name or as a text."""
    said = "\n".join(f"{node.name}\n{node.text}" for node in program.walk())
    return any(person in said for person in people)


def stable(identifier: str) -> bool:
    """Tell a given identifier from the path of class names Qt makes up where there is none."""
    return bool(identifier) and not identifier.startswith("QApplication")


def see(what: str, seen: object) -> None:
    """Say what was seen, or stop."""
    sys.stdout.write(f"{'seen' if seen else 'NOT SEEN'}: {what}\n")
    sys.stdout.flush()
    if not seen:
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
