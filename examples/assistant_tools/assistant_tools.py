"""Tools over cases for a language model: JSON with names goes in and comes out.

Models choke on ids and nested unions. What they do wrong is told them in words, so that
they can do it better.
"""

import json
from collections.abc import Mapping
from datetime import datetime

import attrs

from connectcases_typed import (
    CaseFilter,
    Client,
    DomainFields,
    FieldInput,
    FieldsError,
    ResourceNotFoundException,
    ValidationException,
    Violation,
    all_of,
)


@attrs.frozen
class Tools:
    """The tools for one domain. The docstrings of its methods are for the model."""

    cases: Client
    shop: DomainFields

    def describe_fields(self) -> str:
        """The fields of a case, what each holds and which options it offers."""
        return json.dumps(
            {
                field.name: [it.name for it in field.options if it.active] or field.type
                for field in self.shop
                if not field.is_read_only
            }
        )

    def read_case(self, case_id: str) -> str:
        """All that a case holds, by name."""
        try:
            case = self.cases.get_case(
                domain_id=self.shop.domain_id,
                case_id=case_id,
                fields=self.shop.identifiers(*(field.field_id for field in self.shop)),
            )
            return json.dumps(self.shop.plain(case), default=_shown)
        except (ResourceNotFoundException, ValidationException) as error:
            return f"There is no such case: {error.message}"

    def update_case(self, case_id: str, changes: Mapping[str, FieldInput]) -> str:
        """Change fields of a case; null clears one."""
        try:
            self.cases.update_case(
                domain_id=self.shop.domain_id,
                case_id=case_id,
                fields=self.shop.values(changes),
            )
        except FieldsError as error:
            return f"Nothing was changed. {error}"
        except (ResourceNotFoundException, ValidationException) as error:
            return f"Nothing was changed. {error.message}"
        return self.read_case(case_id)

    def find_cases(self, equal: Mapping[str, FieldInput]) -> str:
        """The cases whose fields hold just these values."""
        conditions: list[CaseFilter] = []
        problems: list[Violation] = []
        for name, value in equal.items():
            try:
                conditions.append(self.shop.where(name) == value)
            except FieldsError as error:
                problems += error.problems
        if problems:
            return str(FieldsError(self.shop.domain_id, tuple(problems)))
        found = self.cases.search_cases(
            domain_id=self.shop.domain_id,
            filter=all_of(*conditions),
            fields=self.shop.identifiers("Title"),
        )
        titles = {it.case_id: self.shop.plain(it.fields)["Title"] for it in found}
        return json.dumps(titles, default=_shown)


def _shown(value: object) -> str:
    """How JSON says what it has no type for."""
    return value.isoformat() if isinstance(value, datetime) else str(value)
