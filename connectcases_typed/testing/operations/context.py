"""What an operation sees of its call: parameters, caller, time, state.

The things a parameter names are found here, once for all operations, with the errors
for those that do not exist. What is done with them is up to the operations.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

import attrs

from ..controls.settings import Settings
from ..protocol.errors import ConflictException, ResourceNotFoundException
from ..protocol.wire import Wire
from ..store.region import Region
from ..store.state import (
    Case,
    CaseRule,
    Domain,
    Field,
    Layout,
    RelatedItem,
    Resource,
    Template,
)

R = TypeVar("R", bound=Resource)


@attrs.frozen(kw_only=True)
class CallContext:
    """One call of one operation, its parameters already checked by the model.

    `region` is the state of the caller's account and Region, `caller` the ARN of the
    IAM principal, and `now` the one time of everything the call does. `merge` is the
    merge metadata for the audit events, if the call is part of a merge.
    """

    operation: str
    params: Wire
    caller: str
    now: datetime
    region: Region
    settings: Settings
    merge: Wire | None = None

    @property
    def performed_by(self) -> Wire | None:
        """The user or entity the caller says it acts for."""
        user: Wire | None = self.params.get("performedBy")
        return user

    @property
    def performer(self) -> Wire:
        """Who performs the call, as audit entries and events name it."""
        if self.performed_by is None:
            return _principal(self.caller)
        return {**_principal(self.caller), "user": self.performed_by}

    def domain(self) -> Domain:
        return find(self.region.domains, "Domain", self.params["domainId"])

    def field(self) -> Field:
        return find(self.domain().fields, "Field", self.params["fieldId"])

    def layout(self) -> Layout:
        return find(self.domain().layouts, "Layout", self.params["layoutId"])

    def case_rule(self) -> CaseRule:
        return find(self.domain().case_rules, "CaseRule", self.params["caseRuleId"])

    def template(self) -> Template:
        return find(self.domain().templates, "Template", self.params["templateId"])

    def case(self) -> Case:
        return find_case(self.domain(), self.params["caseId"])

    def changing_case(self) -> Case:
        """The case, to change it or its items: not while it is merged into another."""
        case = self.case()
        merge = self.domain().running.get(case.id)
        if merge is not None and merge.secondary_id == case.id:
            raise ConflictException(f"Case {case.id} is being merged into another.")
        return case

    def related_item(self) -> RelatedItem:
        items = self.case().items
        return find(items, "RelatedItem", self.params["relatedItemId"])


def find(things: Mapping[str, R], noun: str, thing_id: str) -> R:
    """The thing with this id, or ResourceNotFoundException."""
    thing = things.get(thing_id)
    if thing is None:
        raise ResourceNotFoundException(noun, thing_id)
    return thing


def is_indexed(call: CallContext, made: datetime) -> bool:
    """Whether searches find what was made at a time."""
    return made + call.settings.search_lag <= call.now


def find_case(domain: Domain, case_id: str) -> Case:
    """A case of the domain. A deleted case is gone, as if it had never existed."""
    return find(domain.cases, "Case", case_id)


@lru_cache(maxsize=100)
def _principal(caller: str) -> Wire:
    # One for all events of a caller: there may be one event or more for every case.
    return {"iamPrincipalArn": caller}


def new_id() -> str:
    """A fresh id; every documented one is a UUID."""
    return str(uuid.uuid4())
