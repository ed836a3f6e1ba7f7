# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

from logbook.services.sampling import SAMPLE_PASSPHRASE
from tests.cli.commanding import Run, Sample

NEW = "hedgehog violin copper rain saturday"


def both(present: str, new: str) -> bytes:
    return f"{present}\n{new}\n".encode()


def test_a_passphrase_is_changed_and_the_earlier_one_opens_no_more(
    run: Run, sample: Sample
) -> None:
    files = ("--passphrase-file", "-", "--new-passphrase-file", "-")
    changed = run("passphrase", sample.path, *files, "--json", typed=both(SAMPLE_PASSPHRASE, NEW))

    assert (changed.status, changed.err) == (0, "")
    assert json.loads(changed.out)["entry"] > 0
    opened = run("check", sample.path, "--passphrase-file", "-", typed=NEW.encode())
    assert opened.status == 0
    earlier = run("check", sample.path, *sample.unlocked)
    assert (earlier.status, earlier.out) == (2, "")


def test_a_weak_or_wrong_passphrase_changes_nothing(run: Run, sample: Sample) -> None:
    files = ("--passphrase-file", "-", "--new-passphrase-file", "-")
    for typed, said in (
        (both(SAMPLE_PASSPHRASE, "password1234"), "too easily guessed"),
        (both(SAMPLE_PASSPHRASE, ""), "cannot be used"),
        (both("a wrong one", NEW), "does not open the logbook"),
    ):
        refused = run("passphrase", sample.path, *files, typed=typed)
        assert (refused.status, refused.out) == (2, "")
        assert said in refused.err
    assert run("check", sample.path, *sample.unlocked).status == 0


def test_where_the_new_one_is_not_given_it_is_said(run: Run, sample: Sample) -> None:
    refused = run("passphrase", sample.path, *sample.unlocked)
    assert refused.status == 2
    assert "No passphrase was given" in refused.err
