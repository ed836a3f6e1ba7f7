# SPDX-License-Identifier: Apache-2.0
"""This computer's preferences: typed properties over an INI file, with nothing personal in it.

What concerns the records stands in the vault. A value that cannot be read is the default, so a
damaged file never keeps anyone from their records.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from ui.theme import Appearance, Scheme

_SMALLEST_ZOOM, _LARGEST_ZOOM = 80, 200
_LONGEST_IDLE_MINUTES = 60
_DEFAULT_IDLE_MINUTES = 5


class BackupRhythm(Enum):
    """How often a logbook is backed up at this computer."""

    DAILY = "daily"
    WEEKLY = "weekly"
    AT_CLOSING = "at-closing"


class Preferences:
    """Reads and keeps the preferences of one INI file."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or _place()
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood, as Qt saves it; empty if never saved."""
        value = self._settings.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("window/geometry", value)

    @property
    def zoom(self) -> int:
        """The size of everything, 80 to 200 per cent."""
        return self._number("window/zoom", 100, _SMALLEST_ZOOM, _LARGEST_ZOOM)

    @zoom.setter
    def zoom(self, value: int) -> None:
        self._settings.setValue("window/zoom", max(_SMALLEST_ZOOM, min(_LARGEST_ZOOM, value)))

    @property
    def scheme(self) -> Scheme:
        """Which colours to wear."""
        try:
            return Scheme(self._text("window/scheme"))
        except ValueError:
            return Scheme.SYSTEM

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._settings.setValue("window/scheme", value.value)

    @property
    def appearance(self) -> Appearance:
        """Scheme and zoom together, as the theme takes them."""
        return Appearance(scheme=self.scheme, zoom=self.zoom)

    @property
    def language(self) -> str:
        """The language of the windows (`en`, `cy`); empty to follow the computer."""
        return self._text("window/language")

    @language.setter
    def language(self, value: str) -> None:
        self._settings.setValue("window/language", value)

    @property
    def last_logbook(self) -> Path | None:
        """The folder of the logbook opened last, or None."""
        value = self._text("logbook/last")
        return Path(value) if value else None

    @last_logbook.setter
    def last_logbook(self, value: Path | None) -> None:
        self._settings.setValue("logbook/last", str(value) if value else "")

    @property
    def last_person(self) -> UUID | None:
        """Who unlocked last, by their id, which says nothing without the logbook; or None."""
        try:
            return UUID(self._text("logbook/person"))
        except ValueError:
            return None

    @last_person.setter
    def last_person(self, value: UUID | None) -> None:
        self._settings.setValue("logbook/person", str(value) if value else "")

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key or a click the logbook locks itself; 1 to 60."""
        return self._number("lock/idle_minutes", _DEFAULT_IDLE_MINUTES, 1, _LONGEST_IDLE_MINUTES)

    @idle_minutes.setter
    def idle_minutes(self, value: int) -> None:
        self._settings.setValue("lock/idle_minutes", max(1, min(_LONGEST_IDLE_MINUTES, value)))

    def backup_place(self, logbook: str) -> Path | None:
        """Give the folder for backups of a logbook, named by its identity; None: none chosen."""
        value = self._text(f"backup/{logbook}/place")
        return Path(value) if value else None

    def set_backup_place(self, logbook: str, place: Path) -> None:
        """Remember the folder for backups of a logbook."""
        self._settings.setValue(f"backup/{logbook}/place", str(place))

    def backup_rhythm(self, logbook: str) -> BackupRhythm:
        """Tell how often a logbook is backed up."""
        try:
            return BackupRhythm(self._text(f"backup/{logbook}/rhythm"))
        except ValueError:
            return BackupRhythm.DAILY

    def set_backup_rhythm(self, logbook: str, rhythm: BackupRhythm) -> None:
        """Remember how often a logbook is backed up."""
        self._settings.setValue(f"backup/{logbook}/rhythm", rhythm.value)

    def keep(self) -> None:
        """Write what was set to the disk now."""
        self._settings.sync()

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else ""

    def _number(self, key: str, default: int, least: int, most: int) -> int:
        # Qt hands back text after a restart and the number itself before.
        try:
            return max(least, min(most, int(str(self._settings.value(key)))))
        except ValueError:
            return default


def _place() -> Path:
    """Give the file in the folder for preferences of this person on this computer."""
    kind = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(kind)) / "disclosure-logbook" / "preferences.ini"
