# SPDX-License-Identifier: Apache-2.0
"""Which folders a program keeps in step with other computers, where a live logbook must not lie.

Such a program copies the database and its journal whenever it likes: half a transaction on the
other computer, no error there, and conflict copies that part the journal in two (F9). A backup or a
published snapshot is one finished file and may lie there.

It is told by names, by the marker files each leaves, and by what it says in the environment. A
folder that was renamed and bears no mark is not recognised.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from logbook.store.errors import PlaceIsSyncedError

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux says what is mounted: proc(5). There is none elsewhere."""

_IN_MEMORY = frozenset({"tmpfs", "ramfs"})

ONEDRIVE = "OneDrive"
DROPBOX = "Dropbox"
ICLOUD = "iCloud Drive"
GOOGLE = "Google Drive"
NEXTCLOUD = "Nextcloud or ownCloud"
SYNCTHING = "Syncthing"
BOX = "Box"
PCLOUD = "pCloud"

_DROPBOX_FILE = ".dropbox"

_MARKERS = {
    _DROPBOX_FILE: DROPBOX,
    ".dropbox.cache": DROPBOX,
    ".stfolder": SYNCTHING,
    ".stignore": SYNCTHING,
    ".sync_*.db": NEXTCLOUD,
    "._sync_*.db": NEXTCLOUD,
    ".owncloudsync.log": NEXTCLOUD,
    ".nextcloudsync.log": NEXTCLOUD,
    ".tmp.drivedownload": GOOGLE,
    ".tmp.driveupload": GOOGLE,
}
"""Files such a program leaves in the folder it keeps in step."""

_VARIABLES = {
    "OneDrive": ONEDRIVE,
    "OneDriveConsumer": ONEDRIVE,
    "OneDriveCommercial": ONEDRIVE,
}
"""Windows tells programs where OneDrive is."""

_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), service)
    for pattern, service in (
        (r"onedrive(( -|-).*)?", ONEDRIVE),
        (r"dropbox( \(.*\))?", DROPBOX),
        (r"icloud ?drive|mobile documents|com~apple~clouddocs", ICLOUD),
        (r"google ?drive( \(.*\))?|googledrive-.*|my drive", GOOGLE),
        (r"nextcloud\d*|owncloud\d*", NEXTCLOUD),
        (r"syncthing", SYNCTHING),
        # "box" alone is what many a person calls a folder.
        (r"(?-i:Box)|box sync|box-box", BOX),
        (r"pcloud ?drive|pcloud ?sync|pclouddrive", PCLOUD),
    )
)
"""What the folders are called where nobody renamed them."""

_CONFLICT = re.compile(
    r"\(.*conflicted copy.*\)"  # Dropbox, ownCloud, Nextcloud
    r"|\(case conflict.*\)"  # Dropbox
    r"|_conflict-\d{8}-\d{6}"  # ownCloud of old
    r"|\.sync-conflict-\d{8}-\d{6}"  # Syncthing
    r"|\[conflict(ed)?( \d+)?\]"  # Google Drive, pCloud
    r"|\(conflict(ed)?( \d+)?\)",
    re.IGNORECASE,
)


def synced_by(path: Path, environment: Mapping[str, str] | None = None) -> str | None:
    """Name the program that keeps a folder, or one above it, in step; None if none is recognised.

    `path` need not exist. Links are followed: where the folder really lies counts.
    """
    environment = os.environ if environment is None else environment
    real = Path(os.path.realpath(path))
    above = (real, *real.parents)
    for variable, service in _VARIABLES.items():
        said = environment.get(variable)
        if said and Path(os.path.realpath(said)) in above:
            return service
    for folder in above:
        if (found := _by_name(folder) or _by_marker(folder)) is not None:
            return found
    return None


def refuse_synced(path: Path, environment: Mapping[str, str] | None = None) -> None:
    """Refuse a place for a live logbook where another program would copy it at any moment.

    Raises:
        PlaceIsSyncedError: it is one; a snapshot may be published there instead.
    """
    service = synced_by(path, environment)
    if service is not None:
        raise PlaceIsSyncedError(service)


def lies_in_memory(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Tell whether a folder is gone when the computer is switched off, and so is no second disk.

    Raises:
        OSError: There is no such folder.
    """
    device = folder.stat().st_dev
    named = f"{os.major(device)}:{os.minor(device)}" if hasattr(os, "major") else ""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    for line in lines:
        # The type stands after the hyphen that ends the optional fields.
        before, _hyphen, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if fields[2:3] == [named] and _IN_MEMORY.intersection(kind[:1]):
            return True
    return False


def is_conflict_copy(name: str) -> bool:
    """Tell whether a file or folder bears a name such programs give to what they could not merge.

    "records (Anna's conflicted copy 2026-11-20).db" and its kind.
    """
    return _CONFLICT.search(name) is not None


def conflict_copies(folder: Path) -> tuple[str, ...]:
    """Name what in the folder of a logbook, or beside it under its name, is a conflict copy."""
    stem = folder.name.partition(".")[0]
    found = []
    for place, belongs in ((folder, ""), (folder.parent, stem)):
        try:
            names = sorted(one.name for one in place.iterdir())
        except OSError:
            continue
        found += [name for name in names if name.startswith(belongs) and is_conflict_copy(name)]
    return tuple(found)


def _by_name(folder: Path) -> str | None:
    for pattern, service in _NAMES:
        if pattern.fullmatch(folder.name):
            return service
    return None


def _by_marker(folder: Path) -> str | None:
    for marker, service in _MARKERS.items():
        try:
            # In the home folder of whoever uses Dropbox, a folder of that name keeps its settings.
            if any(marker != _DROPBOX_FILE or one.is_file() for one in folder.glob(marker)):
                return service
        except OSError:
            return None
    return None
