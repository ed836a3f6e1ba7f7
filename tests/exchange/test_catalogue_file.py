# SPDX-License-Identifier: Apache-2.0
"""A signed catalogue is used only if it is whole, newer, and of somebody who is trusted."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.domain.catalogue_reading import (
    HEAD,
    CatalogueError,
    read_catalogue,
    shipped_catalogue,
    shipped_texts,
)
from logbook.exchange.catalogue_file import (
    LARGEST,
    CatalogueAlteredError,
    CatalogueFile,
    CatalogueFileError,
    CatalogueNotNewerError,
    Publisher,
    UnknownPublisherError,
    read_catalogue_file,
    read_publishers,
    texts_in,
    write_catalogue_file,
)
from logbook.journal.note import sign_note
from logbook.resources import read_text

NAME = "law.example.org"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLISHER = Publisher(name=NAME, key=KEY.public_key().public_bytes_raw())
LAW = shipped_catalogue()


def later(version: str = "2027-01-05") -> dict[str, str]:
    texts = shipped_texts()
    assert texts[HEAD].count(f'"{LAW.version}"') == 1
    return {**texts, HEAD: texts[HEAD].replace(f'"{LAW.version}"', f'"{version}"')}


FILE = write_catalogue_file(later(), KEY, NAME)


def read(
    data: bytes, *, known: tuple[Publisher, ...] = (PUBLISHER,), **kwargs: object
) -> CatalogueFile:
    accepted = kwargs.get("accepted", ())
    assert isinstance(accepted, tuple)
    return read_catalogue_file(data, known=known, accepted=accepted, in_use=LAW)


def test_what_was_signed_is_read_back_whole() -> None:
    file = read(FILE)

    assert file.catalogue == read_catalogue(later())
    assert file.catalogue.version == "2027-01-05"
    assert file.publisher == PUBLISHER
    assert file.text.encode() == FILE
    assert texts_in(file.text) == later()


def test_the_file_can_be_read_by_a_person() -> None:
    lines = FILE.decode().split("\n")

    assert lines[0] == "disclosure-logbook law 1"
    assert lines[1] == f"publisher {NAME} {b64encode(PUBLISHER.key).decode()}"
    assert "code = 'LB-COURT'" in lines
    assert lines[-2].startswith(f"\N{EM DASH} {NAME} ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LB-CLANI5", "LB-CLANI6"),
        ("nations = ['N']", "nations = ['E']"),
        ("2027-01-05", "2027-01-06"),
        ("# Law of Wales alone.", "# Law of Wales  alone."),
    ],
)
def test_a_file_that_was_altered_is_refused(old: str, new: str) -> None:
    altered = FILE.replace(old.encode(), new.encode(), 1)
    assert altered != FILE

    with pytest.raises(CatalogueAlteredError):
        read(altered)


def test_a_line_moved_from_one_file_to_the_next_is_an_alteration() -> None:
    swapped = FILE.replace(b"\nwales.toml ", b"\nscotland.toml ").replace(
        b"\nscotland.toml ", b"\nwales.toml ", 1
    )
    assert swapped != FILE

    with pytest.raises(CatalogueFileError):
        read(swapped)


def test_another_key_under_the_name_of_a_known_publisher_is_not_that_publisher() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    forged = write_catalogue_file(later(), other, NAME)

    with pytest.raises(UnknownPublisherError) as caught:
        read(forged)
    assert caught.value.publisher.fingerprint != PUBLISHER.fingerprint
    mixed = forged.replace(
        b64encode(other.public_key().public_bytes_raw()), b64encode(PUBLISHER.key)
    )
    with pytest.raises(CatalogueAlteredError):
        read(mixed)


def test_a_publisher_nobody_accepted_is_refused_until_the_fingerprint_is_accepted() -> None:
    with pytest.raises(UnknownPublisherError) as caught:
        read(FILE, known=())
    fingerprint = caught.value.publisher.fingerprint

    assert read(FILE, known=(), accepted=(fingerprint,)).publisher == PUBLISHER
    with pytest.raises(UnknownPublisherError):
        read(FILE, known=(), accepted=(fingerprint[:-1] + "x",))


@pytest.mark.parametrize("version", [LAW.version, "2026-11-22.1", "2026-11-22", "2025-12-31"])
def test_an_edition_that_is_not_newer_is_refused(version: str) -> None:
    texts = later() if version == LAW.version else later(version)
    if version == LAW.version:
        texts = shipped_texts()

    with pytest.raises(CatalogueNotNewerError):
        read(write_catalogue_file(texts, KEY, NAME))


def test_the_next_number_of_the_same_day_is_newer() -> None:
    assert read(write_catalogue_file(later("2026-11-22.3"), KEY, NAME)).catalogue.rows


def test_a_mistake_of_the_publisher_is_named_with_file_row_and_key() -> None:
    wrong = {**later(), "wales.toml": later()["wales.toml"].replace("'MQ'", "'QM'", 1)}
    with pytest.raises(CatalogueError):
        write_catalogue_file(wrong, KEY, NAME)

    # Signed by a program that does not look: the reader does.
    text = FILE.decode().rpartition("\n\n")[0] + "\n"
    assert text.count("code = 'LB-W137'") == 1
    signed = sign_note(text.replace("code = 'LB-W137'", "code = 'LB-HIW'"), KEY, NAME)
    with pytest.raises(CatalogueError) as caught:
        read(signed.encode())
    assert (caught.value.file, caught.value.part) == ("wales.toml", "LB-HIW")


def signed(*lines: str) -> bytes:
    return sign_note("".join(f"{line}\n" for line in lines), KEY, NAME).encode()


HEAD_LINE = f"publisher {NAME} {b64encode(PUBLISHER.key).decode()}"
FIRST = "disclosure-logbook law 1"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"a text\n",
        FILE[: len(FILE) // 2],
        b"x" * (LARGEST + 1),
        signed("disclosure-logbook law 2", HEAD_LINE),
        signed(FIRST),
        signed(FIRST, "publisher nobody"),
        signed(FIRST, f"publisher {NAME} AAAA"),
        signed(FIRST, f"publisher {NAME} not-base64"),
        signed(FIRST, HEAD_LINE, "catalogue.toml"),
        signed(FIRST, HEAD_LINE, "catalogue.toml -1"),
        signed(FIRST, HEAD_LINE, "catalogue.toml 2", "one line"),
        signed(FIRST, HEAD_LINE, "catalogue.toml 1", "a", "catalogue.toml 1", "b"),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_signed_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(CatalogueFileError):
        read(data)


def test_a_catalogue_whose_lines_do_not_end_cannot_be_signed() -> None:
    texts = later()
    texts["wales.toml"] = texts["wales.toml"].removesuffix("\n")

    with pytest.raises(ValueError, match="line feed"):
        write_catalogue_file(texts, KEY, NAME)
    with pytest.raises(ValueError, match="note"):
        write_catalogue_file(later(), KEY, "a name with spaces")


def test_the_program_comes_with_no_publisher() -> None:
    assert read_publishers(read_text("legal/publishers.toml")) == ()


def test_publishers_are_read_strictly() -> None:
    key = b64encode(PUBLISHER.key).decode()
    text = f"[[publisher]]\nname = '{NAME}'\nkey = '{key}'\n"

    assert read_publishers(text) == (PUBLISHER,)
    for wrong in (
        text + "trusted = true\n",
        text.replace(key, key[:-4]),
        text.replace(NAME, "two words"),
        text.replace("name =", "nom ="),
    ):
        with pytest.raises(ValueError, match="publishers"):
            read_publishers(wrong)


def test_a_fingerprint_is_of_the_key_and_not_of_the_name() -> None:
    assert replace(PUBLISHER, name="other").fingerprint == PUBLISHER.fingerprint
    assert replace(PUBLISHER, key=bytes(32)).fingerprint != PUBLISHER.fingerprint
