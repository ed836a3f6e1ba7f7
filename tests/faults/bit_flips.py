# SPDX-License-Identifier: Apache-2.0
"""Turns single bits over in every kind of file that is kept, and looks whether that is noticed.

    python -m tests.faults.bit_flips [--flips N] [--only KINDS] [--control]

Each kind of file is checked as the program checks it: the database by opening it, auditing it and
asking SQLite and SQLCipher; a copy of the key file by reading it, after which the other copy must
open the logbook; a backup, a signed document and the proof in it by what verifies them. A flip that
is not noticed is lost; one that the check itself does not survive is unanswered. Nothing is counted
as slack: no bit of these files may change unnoticed.

Each kind is checked unflipped first, which must find nothing. The control is a check that looks
away, and must be caught.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from logbook.app import ExportJob
from logbook.documents.verification import Verdict as PdfVerdict
from logbook.domain.records import DocumentKind
from logbook.errors import LogbookError
from logbook.exchange.backup_file import BackupFile
from logbook.exchange.manifest import manifest_is_signed_by
from logbook.journal.checkpoint import checkpoint_is_signed_by
from logbook.journal.proof import proves, read_proof
from logbook.journal.tree import leaf_hash
from logbook.services.copies import key_file_in
from logbook.services.export_order import Proven
from logbook.services.verifying import verify_file
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import parsed
from logbook.store.keyring import is_genuine
from tests.faults.judging import GOOD, Judgement, Tally, Verdict, traces_of
from tests.faults.libraries import scratch
from tests.faults.scene import Scene, make_scene

SHARES = {
    "database": 40,
    "key file a": 12,
    "key file b": 12,
    "backup": 12,
    "document": 12,
    "proof": 12,
}
"""How many of a hundred flips each kind of file gets."""


class Kept(ABC):
    """A file that is kept, and how the program looks at it. Give what was noticed, or nothing."""

    def __init__(self, scene: Scene, work: Path) -> None:
        """Find, or make, the file."""
        self.scene = scene
        self.work = work

    data: bytes

    @abstractmethod
    def noticed(self, data: bytes) -> str:
        """Look at the file as it is now."""


class Database(Kept):
    """The database, in a logbook beside which nothing else was touched."""

    def __init__(self, scene: Scene, work: Path) -> None:
        """Read the database of the closed logbook."""
        super().__init__(scene, work)
        self.data = LogbookFolder(scene.path).records.read_bytes()

    def noticed(self, data: bytes) -> str:
        """Open it, audit it, and let SQLite and SQLCipher look at every page."""
        scene = self.scene.copied_to(self.work / "scene")
        # Under another name first: Python never opens a database under its own.
        beside = scene.path / "flipped"
        beside.write_bytes(data)
        beside.rename(LogbookFolder(scene.path).records)
        try:
            scene.open()
        except LogbookError as error:
            return f"not opened: {error.code}"
        try:
            vault = scene.opened._opened.vault
            if scene.opened.read_only is not None:
                return "opened to be read only"
            if not scene.opened.auditing.audit().is_intact:
                return "audit"
            if vault.rows("PRAGMA integrity_check") != [("ok",)]:
                return "integrity check"
            return "cipher check" if vault.rows("PRAGMA cipher_integrity_check") else ""
        except LogbookError as error:
            return f"not read: {error.code}"
        finally:
            scene.close()


class KeyFileCopy(Kept):
    """One of the two copies of the key file."""

    number: int

    def __init__(self, scene: Scene, work: Path) -> None:
        """Read the copy."""
        super().__init__(scene, work)
        self.data = LogbookFolder(scene.path).keys[self.number].read_bytes()
        self._keys = scene.opener.unlock(scene.path)

    def noticed(self, data: bytes) -> str:
        """Read it, and then open the logbook by the other copy, which mends this one."""
        found = parsed(data)
        if found is not None and is_genuine(found, self._keys.unlocked):
            return ""
        scene = self.scene.copied_to(self.work / "scene")
        copies = LogbookFolder(scene.path).keys
        copies[self.number].write_bytes(data)
        scene.open()
        scene.close()
        assert copies[0].read_bytes() == copies[1].read_bytes(), "the copy was not mended"
        return "not genuine"


class FirstCopy(KeyFileCopy):
    """The copy that is written first."""

    number = 0


class SecondCopy(KeyFileCopy):
    """The copy that is written when the first one stands."""

    number = 1


class BackupOf(Kept):
    """A backup of the logbook."""

    def __init__(self, scene: Scene, work: Path) -> None:
        """Make a backup."""
        super().__init__(scene, work)
        (work / "place").mkdir()
        scene = scene.copied_to(work / "scene")
        scene.open()
        self._path = scene.opened.backing_up.prepare(work / "place").run().path
        self._public = scene.opener.unlocked.keys.ed25519.public_key().public_bytes_raw()
        scene.close()
        self.data = self._path.read_bytes()

    def noticed(self, data: bytes) -> str:
        """Check it whole, and who signed what it says of itself."""
        self._path.write_bytes(data)
        try:
            with BackupFile(self._path) as backup:
                backup.check()
                key_file_in(backup)
                is_ours = manifest_is_signed_by(backup.manifest, self._public)
        except LogbookError as error:
            return error.code
        return "" if is_ours else "not signed"


class Document(Kept):
    """A signed document that was handed over."""

    def __init__(self, scene: Scene, work: Path) -> None:
        """Make one."""
        super().__init__(scene, work)
        with _job(scene) as job:
            self.data = job.run().data
        self._path = work / "document.pdf"

    def noticed(self, data: bytes) -> str:
        """Verify it as anybody may, without a logbook."""
        self._path.write_bytes(data)
        verdict = verify_file(self._path).verdict
        return "" if verdict is PdfVerdict.INTACT else verdict.value


class ProofOf(Kept):
    """The proof that is attached to a document, and the entry it is about."""

    def __init__(self, scene: Scene, work: Path) -> None:
        """Make one."""
        super().__init__(scene, work)
        with _job(scene) as job:
            self._proven: Proven = job.order.proven
        self.data = self._proven.proof.encode()

    def noticed(self, data: bytes) -> str:
        """Read it, compute the root, and look who signed the checkpoint."""
        proven = self._proven
        try:
            proof = read_proof(data.decode())
            if not proves(proof, leaf_hash(proven.entry)):
                return "proves nothing"
            is_signed = checkpoint_is_signed_by(
                proof.checkpoint_note, proven.key_name, proven.public_key
            )
        except UnicodeDecodeError:
            return "no text"
        except LogbookError as error:
            return error.code
        return "" if is_signed else "not signed"


@contextmanager
def _job(scene: Scene) -> Iterator[ExportJob]:
    """Prepare the document of the disclosure."""
    scene.open()
    try:
        yield scene.opened.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
    finally:
        scene.close()


KINDS: dict[str, type[Kept]] = {
    "database": Database,
    "key file a": FirstCopy,
    "key file b": SecondCopy,
    "backup": BackupOf,
    "document": Document,
    "proof": ProofOf,
}


def main(arguments: Sequence[str]) -> int:
    """Turn bits over and print a line for each kind; exit status 1 if one was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=500, help="over all kinds")
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--progress", type=int, default=0, help="say so every so many states")
    asked = parser.parse_args(arguments)
    chance = random.Random(asked.seed)  # noqa: S311 - places, not secrets
    is_good = True
    with scratch() as folder:
        base = make_scene(Path(folder) / "base")
        for name in asked.only.split(","):
            work = Path(folder) / "work"
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            kept = KINDS[name](base, work)
            flips = asked.flips * SHARES[name] // 100
            tally = Tally(name, said_every=asked.progress)
            turn_over(tally, kept, flips, chance, looks_away=asked.control)
            is_good &= tally.is_good
            sys.stdout.write(f"bit flips: {tally}\n{tally.shown}")
            sys.stdout.flush()
    return 0 if is_good else 1


def turn_over(
    tally: Tally, kept: Kept, flips: int, chance: random.Random, *, looks_away: bool
) -> None:
    """Look at a file unflipped, and then with so many single bits turned over, one at a time."""
    found = kept.noticed(kept.data)
    assert found == "", f"an unflipped {tally.operation} is said to be wrong: {found}"
    places = set[tuple[int, int]]()
    while len(places) < min(flips, 8 * len(kept.data)):
        place, bit = chance.randrange(len(kept.data)), chance.randrange(8)
        if (place, bit) in places:
            continue
        places.add((place, bit))
        data = bytearray(kept.data)
        data[place] ^= 1 << bit
        noticed = ""
        with traces_of() as traces:
            noticed = "" if looks_away else kept.noticed(bytes(data))
        if traces:
            judgement = Judgement(Verdict.UNANSWERED, traces[0])
        else:
            judgement = GOOD if noticed else Judgement(Verdict.LOST, "not noticed")
        tally.add(judgement, f"byte {place} of {len(data)}, bit {bit}")
    tally.note = f"{len(places)} different bits of {8 * len(kept.data)}, {flips} asked for"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
