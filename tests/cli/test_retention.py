# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from datetime import UTC, datetime

from logbook.app import Logbook, unlock_job
from logbook.services.sampling import SAMPLE_PASSPHRASE
from tests.builders import StandingClock
from tests.cli.commanding import Run, Sample


def test_nobody_is_due_in_a_new_logbook(sample: Sample, run: Run) -> None:
    ended = run("retention", sample.path, *sample.unlocked)
    assert (ended.status, ended.out.strip()) == (0, "Nobody's records have had their time.")


def test_whoever_is_due_is_named_by_identity_and_rule_and_not_by_name(
    sample: Sample, run: Run
) -> None:
    late = StandingClock(moment=datetime(2080, 1, 2, 12, tzinfo=UTC))
    keys = unlock_job(sample.path, SAMPLE_PASSPHRASE).run()
    logbook = Logbook.open(sample.path, keys, late)
    names = [each.title for each in logbook.reviewing.lines_at(logbook.reviewing.order_of_people())]
    expected = logbook.destroying.due()
    logbook.close()
    assert expected

    told = run("retention", sample.path, *sample.unlocked, clock=late)
    assert told.status == 0, told.err
    for each in expected:
        assert f"{str(each.service_user)[:8]} " in told.out
        assert each.rule in told.out
    assert not any(name in told.out for name in names)
    listed = run("retention", sample.path, *sample.unlocked, "--json", clock=late)
    table = json.loads(listed.out)
    assert [one["person"] for one in table["due"]] == [str(each.service_user) for each in expected]
