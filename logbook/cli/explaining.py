# SPDX-License-Identifier: Apache-2.0
"""`codes` and `law`: every code the rules can find, and the catalogue of law by nation."""

from __future__ import annotations

from logbook.cli.frame import Answer
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.findings import RULES, Code, Rule
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.practice import Nation
from logbook.i18n import _
from logbook.wording.findings import FINDINGS
from logbook.wording.labels import label
from logbook.wording.sentences import principle


def codes() -> Answer:
    """List every code with what it does to signing, the principle it serves, and its sentence."""
    return Answer(
        lines=(
            *(_code(code, rule) for code, rule in RULES.items()),
            _("A stop that can be overridden takes a reason, which is printed on the record."),
        ),
        table={
            "codes": [
                {
                    "code": code.value,
                    "severity": rule.severity.value,
                    "overridable": rule.overridable,
                    "principle": rule.principle.value,
                    "sentence": _sentence(code),
                }
                for code, rule in RULES.items()
            ]
        },
    )


def law(nation: str | None) -> Answer:
    """List the catalogue of law, for all nations or for one."""
    catalogue = shipped_catalogue()
    nations = [Nation(nation)] if nation is not None else list(Nation)
    advice = _("This is not legal advice. It is pinned to every record that was decided under it.")
    lines = [
        _("Catalogue {version}, guidance {guidance}").format(
            version=catalogue.version, guidance=catalogue.guidance_edition
        ),
        advice,
    ]
    for each in nations:
        rows = [row for row in catalogue.rows if each in row.nations]
        lines += [f"{label(each)}:", *(f"  {_row(row)}" for row in rows)]
    return Answer(
        lines=tuple(lines),
        table={
            "version": catalogue.version,
            "guidance": catalogue.guidance_edition,
            "note": advice,
            "nations": {
                each.value: [_row_table(row) for row in catalogue.rows if each in row.nations]
                for each in nations
            },
        },
    )


def _code(code: Code, rule: Rule) -> str:
    title = principle(rule.principle).title
    can_be = _(", can be overridden") if rule.overridable else ""
    return (
        f"{code.value} {label(rule.severity)}{can_be},"
        f" {rule.principle.value} {title}: {_sentence(code)}"
    )


def _sentence(code: Code) -> str:
    return _(FINDINGS[code])


def _row(row: LegalBasis) -> str:
    checked = (
        _("verified {day}").format(day=row.verified_on.isoformat())
        if row.verified_on is not None
        else _("not verified")
    )
    offered = label(row.family) if row.family is not None else _("not a ground")
    return (
        f"{row.code} {row.title} ({row.citation}): {label(row.effect)}; {offered};"
        f" {label(row.standing)}; {checked}; {row.source}"
    )


def _row_table(row: LegalBasis) -> dict[str, object]:
    return {
        "code": row.code,
        "title": row.title,
        "citation": row.citation,
        "effect": row.effect.value,
        "family": row.family.value if row.family is not None else None,
        "status": row.standing.value,
        "verified_on": row.verified_on.isoformat() if row.verified_on is not None else None,
        "source": row.source,
        "kinds": [kind.value for kind in row.kinds],
    }
