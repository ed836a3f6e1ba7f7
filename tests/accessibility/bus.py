#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A small assistive technology: what a screen reader sees of the program, over AT-SPI.

Runs under the system's Python with gi.repository.Atspi and imports nothing of the product, so that
it can only know what the accessibility bus tells it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version has to be asked for first

PATIENCE = 60.0
_PAUSE = 0.05
_MANY = 400
"""Children beyond which a table is asked by cell and not walked."""


def start() -> None:
    """Connect to the bus."""
    Atspi.init()
    Atspi.set_timeout(4_000, 15_000)


class Node:
    """One accessible object."""

    def __init__(self, accessible: Any) -> None:
        self._accessible = accessible

    @property
    def role(self) -> str:
        """The role, such as `push button`."""
        return str(self._accessible.get_role_name())

    @property
    def name(self) -> str:
        """The name a screen reader says."""
        self._accessible.clear_cache()
        return str(self._accessible.get_name() or "")

    @property
    def description(self) -> str:
        """What a screen reader adds to the name."""
        return str(self._accessible.get_description() or "")

    @property
    def identifier(self) -> str:
        """The stable identifier the program gives the control."""
        return str(self._accessible.get_accessible_id() or "")

    @property
    def text(self) -> str:
        """The text in it, as the Text interface gives it."""
        text = self._accessible.get_text_iface()
        return str(text.get_text(0, text.get_character_count())) if text else ""

    def has(self, state: str) -> bool:
        """Tell whether it is in a state, such as `focused`."""
        wanted = getattr(Atspi.StateType, state.upper())
        return bool(self._accessible.get_state_set().contains(wanted))

    def children(self) -> Iterator[Node]:
        """Give the children there are now."""
        for place in range(min(self._accessible.get_child_count(), _MANY)):
            child = self._accessible.get_child_at_index(place)
            if child is not None:
                yield Node(child)

    def walk(self) -> Iterator[Node]:
        """Give it and everything below it."""
        yield self
        if self.role in {"table", "tree"} and self._accessible.get_child_count() > _MANY:
            return
        for child in self.children():
            try:
                yield from child.walk()
            except GLib.GError:
                continue

    def all(
        self, role: str | None = None, name: str | None = None, identifier: str | None = None
    ) -> list[Node]:
        """List what is showing below it and fits."""
        found = []
        for node in self.walk():
            try:
                if (
                    (role is None or node.role == role)
                    and (name is None or name in node.name)
                    and (identifier is None or node.identifier.endswith(identifier))
                    and node.has("showing")
                ):
                    found.append(node)
            except GLib.GError:
                continue
        return found

    def find(
        self, role: str | None = None, name: str | None = None, identifier: str | None = None
    ) -> Node:
        """Wait for the first that fits."""
        wanted = f"{role or 'anything'} {name or ''} {identifier or ''}"
        return until(lambda: next(iter(self.all(role, name, identifier)), None), wanted)

    def press(self) -> None:
        """Press it, as an assistive technology does."""
        actions = self._accessible.get_action_iface()
        names = [
            actions.get_action_name(place).replace(" ", "").lower()
            for place in range(actions.get_n_actions())
        ]
        actions.do_action(names.index("press"))

    def focus(self) -> None:
        """Give it the focus and wait until it has it."""
        self._accessible.get_component_iface().grab_focus()
        until(lambda: self.has("focused") or None, f"focus on {self.name}")

    def fill(self, text: str) -> None:
        """Put text into it through the EditableText interface."""
        self._accessible.get_editable_text_iface().set_text_contents(text)

    def select(self, name: str) -> None:
        """Select the child of a list that has a name."""
        names = [child.name for child in self.children()]
        self._accessible.get_selection_iface().select_child(names.index(name))

    def cell(self, row: int, column: int) -> Node:
        """Give a cell of a table."""
        return Node(self._accessible.get_table_iface().get_accessible_at(row, column))

    def rows(self) -> int:
        """Tell how many rows a table has."""
        return int(self._accessible.get_table_iface().get_n_rows())


def application(name: str) -> Node:
    """Wait for a program on the bus."""

    def look() -> Node | None:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(place)
            try:
                if found is not None and name in (found.get_name() or ""):
                    return Node(found)
            except GLib.GError:
                continue
        return None

    return until(look, f"the program {name}")


def until(look: Callable[[], Any], wanted: str) -> Any:
    """Look until something is seen.

    Raises:
        LookupError: it was not seen in time.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if (found := look()) is not None:
                return found
        except GLib.GError:
            pass
        time.sleep(_PAUSE)
    raise LookupError(f"not on the bus: {wanted}")


def type_keys(text: str) -> None:
    """Type text with synthesised keys, as on a keyboard."""
    for character in text:
        Atspi.generate_keyboard_event(0, character, Atspi.KeySynthType.STRING)
        time.sleep(0.02)


class Listener:
    """Collects the text and announcement events that any client on the bus receives."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._listener = Atspi.EventListener.new(self._take)
        for event in ("object:text-changed:insert", "object:announcement"):
            self._listener.register(event)

    def listen(self, seconds: float) -> None:
        """Take in what comes for a while."""
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while context.iteration(may_block=False):
                pass
            time.sleep(0.01)

    def _take(self, event: Any) -> None:
        self.heard.append(f"{event.type} {event.any_data}")
