"""What an operation sees of the call it answers: parameters, caller, time, state.

Finding the thing a parameter names, or answering that it does not exist or is being
merged away, is done here once. What the operations do with it is theirs.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from .errors import ConflictException, ResourceNotFoundException
from .state import Case, CaseRule, Domain, Field, Layout, Merge, RelatedItem, Template
from .wire import Wire

if TYPE_CHECKING:
    from .embedded import EmbeddedCases
    from .models import ConnectCasesBackend


@attrs.frozen(kw_only=True)
class Call:
    """One call of one operation, its parameters already checked by the model.

    `region` is the state of the caller's account and Region; `caller` the ARN
    of the IAM principal; `now` one time for everything the call does; `merge` what the
    history says of the merge in which this happens, if it does in one.
    """

    operation: str
    params: Wire
    caller: str
    now: datetime
    region: ConnectCasesBackend
    service: EmbeddedCases
    merge: Wire | None = None

    @property
    def performed_by(self) -> Wire | None:
        """The user or entity the caller says it acts for."""
        user: Wire | None = self.params.get("performedBy")
        return user

    def domain(self) -> Domain:
        domain_id: str = self.params["domainId"]
        domain = self.region.domains.get(domain_id)
        if domain is None:
            raise ResourceNotFoundException("Domain", domain_id)
        return domain

    def field(self) -> Field:
        field_id: str = self.params["fieldId"]
        field = self.domain().fields.get(field_id)
        if field is None:
            raise ResourceNotFoundException("Field", field_id)
        return field

    def layout(self) -> Layout:
        layout_id: str = self.params["layoutId"]
        layout = self.domain().layouts.get(layout_id)
        if layout is None:
            raise ResourceNotFoundException("Layout", layout_id)
        return layout

    def case_rule(self) -> CaseRule:
        rule_id: str = self.params["caseRuleId"]
        rule = self.domain().case_rules.get(rule_id)
        if rule is None:
            raise ResourceNotFoundException("CaseRule", rule_id)
        return rule

    def template(self) -> Template:
        template_id: str = self.params["templateId"]
        template = self.domain().templates.get(template_id)
        if template is None:
            raise ResourceNotFoundException("Template", template_id)
        return template

    def case(self) -> Case:
        return find_case(self.domain(), self.params["caseId"])

    def changing_case(self) -> Case:
        """The case, to change it or its items: not while it is merged into another."""
        case = self.case()
        merge = running_merge(self.domain(), case.id)
        if merge is not None and merge.secondary_id == case.id:
            raise ConflictException(f"Case {case.id} is being merged into another.")
        return case

    def related_item(self) -> RelatedItem:
        item_id: str = self.params["relatedItemId"]
        item = self.case().items.get(item_id)
        if item is None:
            raise ResourceNotFoundException("RelatedItem", item_id)
        return item


def is_indexed(call: Call, made: datetime) -> bool:
    """Whether searches find what was made at a time."""
    return made + call.service.search_lag <= call.now


def find_case(domain: Domain, case_id: str) -> Case:
    # A deleted case is gone for good, so it cannot be told from one that never was.
    case = domain.cases.get(case_id)
    if case is None:
        raise ResourceNotFoundException("Case", case_id)
    return case


def running_merge(domain: Domain, case_id: str) -> Merge | None:
    """The merge a case is part of at the moment, on either side."""
    for merge in domain.merges:
        if not merge.completed and case_id in (merge.primary_id, merge.secondary_id):
            return merge
    return None


def new_id() -> str:
    """A fresh id; every documented one is a UUID."""
    return str(uuid.uuid4())
