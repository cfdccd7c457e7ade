"""The embedded service against dictionaries: random operations, the same outcome.

The plain model knows cases, their fields, comments, custom records, links and tags, and
for each case the list of what was done to it. After every step the two are compared
where they can be seen: reading, searching, and the audit history.
"""

import operator
from collections.abc import Callable
from typing import Any

import attrs
import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from connectcases_typed.testing import mock_cases

Value = str | float | bool | None

#: Few values, so that they meet again; by name of the field that takes them.
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "title": st.sampled_from(["Late parcel", "Lost parcel", "Refund"]),
    "summary": st.sampled_from([None, "called twice", "parcel found"]),
    "status": st.sampled_from(["open", "closed"]),
    "Hotel": st.sampled_from([None, "Seaview", "Lighthouse"]),
    "Nights": st.sampled_from([None, 1.0, 2.0, 3.5]),
    "Paid": st.sampled_from([None, True, False]),
}
CASE_FIELDS = list(VALUES)
CUSTOM_FIELDS = ["Hotel", "Nights", "Paid"]
FIELD_TYPES = {"Hotel": "Text", "Nights": "Number", "Paid": "Boolean"}
BODIES = st.sampled_from(["hello", "a&Action=b", "zwölf ☂", " "])
TAGS = st.dictionaries(
    st.sampled_from(["team", "priority"]), st.sampled_from(["", "blue"])
)
USERS: st.SearchStrategy[Any] = st.sampled_from(
    [None, {"customEntity": "job"}, {"userArn": "arn:aws:connect:::agent/ann"}]
)
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "equalTo": operator.eq,
    "greaterThan": operator.gt,
    "greaterThanOrEqualTo": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqualTo": operator.le,
}


def changes(names: list[str]) -> st.SearchStrategy[dict[str, Value]]:
    """Some fields and what they are to hold."""
    return st.fixed_dictionaries({}, optional={name: VALUES[name] for name in names})


def wire(value: Value) -> Any:
    """A value as the service takes it."""
    match value:
        case None:
            return {"emptyValue": {}}
        case bool():
            return {"booleanValue": value}
        case str():
            return {"stringValue": value}
        case _:
            return {"doubleValue": value}


def plain(values: dict[str, Value]) -> dict[str, Any]:
    """Values on the wire, what is empty left out."""
    return {key: wire(value) for key, value in values.items() if value is not None}


def by(user: Any) -> dict[str, Any]:
    """The request member that names who acts, if anybody is named."""
    return {"performedBy": user} if user else {}


@attrs.define
class Item:
    """A related item: `kind` and what it holds, by audit field."""

    kind: str
    held: dict[str, Value]
    user: Any


@attrs.define
class Case:
    """What a case holds and what was done to it: type, item type, changes, user."""

    fields: dict[str, Value]
    tags: dict[str, str]
    items: dict[str, Item] = attrs.field(factory=dict[str, Item])
    history: list[Any] = attrs.field(factory=list[Any])

    def note(self, event: str, kind: str | None, old: Any, new: Any, user: Any) -> None:
        """Remember an event, if something changed."""
        changed = {
            key: (
                wire(old[key]) if old.get(key) is not None else None,
                wire(new.get(key)),
            )
            for key in {**old, **new}
            if old.get(key) != new.get(key)
        }
        if changed:
            self.history.append((event, kind, changed, user))


class EmbeddedCases(RuleBasedStateMachine):
    """Operations in any order, on the service and on the dictionaries."""

    cases = Bundle("cases")
    items = Bundle("items")

    @initialize()
    def begin(self) -> None:
        """A domain with a field of each kind."""
        self.mock = mock_cases()
        self.service = self.mock.__enter__()
        self.service.page_limit = 3
        config = Config(parameter_validation=False, retries={"max_attempts": 0})
        client: Any = boto3.client("connectcases", "us-west-2", config=config)
        self.client = client
        self.domain: dict[str, Any] = {
            "domainId": self.client.create_domain(name="d")["domainId"]
        }
        self.ids = {name: name for name in CASE_FIELDS} | {
            name: self.client.create_field(**self.domain, name=name, type=kind)[
                "fieldId"
            ]
            for name, kind in FIELD_TYPES.items()
        }
        template = self.client.create_template(**self.domain, name="t")
        self.template_id = template["templateId"]
        self.model: dict[str, Case] = {}

    def teardown(self) -> None:
        """Leave the mock."""
        if hasattr(self, "mock"):
            self.mock.__exit__(None, None, None)

    def sent(self, values: dict[str, Value]) -> list[Any]:
        """Field values of a request."""
        return [{"id": self.ids[key], "value": wire(v)} for key, v in values.items()]

    def by_id(self, values: dict[str, Value]) -> dict[str, Value]:
        """Values by field id instead of by name."""
        return {self.ids[key]: value for key, value in values.items()}

    @rule(
        target=cases,
        values=changes(["summary", *CUSTOM_FIELDS]),
        title=VALUES["title"],
        tags=TAGS,
        user=USERS,
    )
    def create_case(self, values: Any, title: str, tags: Any, user: Any) -> str:
        """A new case has the values it was given, and is open."""
        values = {"title": title, **values}
        created = self.client.create_case(
            **self.domain,
            templateId=self.template_id,
            fields=self.sent(values),
            tags=tags,
            **by(user),
        )
        case = Case({**self.by_id(values), "status": "open"}, dict(tags))
        case.note("Case.Created", None, {}, {**case.fields}, user)
        self.model[created["caseId"]] = case
        return str(created["caseId"])

    @rule(case_id=cases, values=changes(CASE_FIELDS), user=USERS)
    def update_case(self, case_id: str, values: Any, user: Any) -> None:
        """An update changes what it names and nothing else."""
        self.client.update_case(
            **self.domain,
            caseId=case_id,
            fields=self.sent(values),
            **by(user),
        )
        case = self.model[case_id]
        old = dict(case.fields)
        case.fields |= self.by_id(values)
        case.note("Case.Updated", None, old, case.fields, user)

    @rule(case_id=consumes(cases))
    def delete_case(self, case_id: str) -> None:
        """A deleted case is gone, with its items and history."""
        name = {**self.domain, "caseId": case_id}
        self.client.delete_case(**name)
        del self.model[case_id]
        for operation in ("get_case_audit_events", "search_related_items"):
            with pytest.raises(ClientError, match="ResourceNotFoundException"):
                getattr(self.client, operation)(**name)

    def attach(
        self, case_id: str, kind: str, content: Any, held: Any, user: Any
    ) -> Any:
        """Attach an item to both."""
        created = self.client.create_related_item(
            **self.domain,
            caseId=case_id,
            type=kind,
            content=content,
            **by(user),
        )
        case = self.model[case_id]
        case.items[created["relatedItemId"]] = Item(kind, held, user)
        case.note("RelatedItem.Created", kind, {}, held, user)
        return case_id, created["relatedItemId"]

    @rule(target=items, case_id=cases, body=BODIES, user=USERS)
    def attach_comment(self, case_id: str, body: str, user: Any) -> Any:
        """A comment is attached."""
        content = {"comment": {"body": body, "contentType": "Text/Plain"}}
        held = {"comment.body": body, "comment.contentType": "Text/Plain"}
        return self.attach(case_id, "Comment", content, held, user)

    @rule(
        target=items,
        case_id=cases,
        values=changes(CUSTOM_FIELDS).filter(bool),
        user=USERS,
    )
    def attach_record(self, case_id: str, values: Any, user: Any) -> Any:
        """A custom record is attached."""
        content = {"custom": {"fields": self.sent(values)}}
        if None in values.values():
            return multiple()  # whether a record can hold emptiness is not this test's
        return self.attach(case_id, "Custom", content, self.by_id(values), user)

    @rule(target=items, case_id=cases, other=cases, user=USERS)
    def link(self, case_id: str, other: str, user: Any) -> Any:
        """A case is linked to another, never to itself."""
        content = {"connectCase": {"caseId": other}}
        if case_id == other:
            return multiple()
        held = {"connectCase.caseId": other}
        return self.attach(case_id, "ConnectCase", content, held, user)

    @rule(
        name=items, body=BODIES, values=changes(CUSTOM_FIELDS).filter(bool), user=USERS
    )
    def edit(self, name: Any, body: str, values: Any, user: Any) -> None:
        """Editing an item replaces its whole content."""
        case_id, item_id = name
        case = self.model.get(case_id)
        item = case.items.get(item_id) if case else None
        if case is None or item is None or None in values.values():
            return
        if item.kind == "Comment":
            content: Any = {"comment": {"body": body, "contentType": "Text/Plain"}}
            new = item.held | {"comment.body": body}
        else:
            content = {"custom": {"fields": self.sent(values)}}
            new = self.by_id(values)
        update = {
            **self.domain,
            "caseId": case_id,
            "relatedItemId": item_id,
            "content": content,
            **by(user),
        }
        if item.kind == "ConnectCase":
            with pytest.raises(ClientError, match="ValidationException"):
                self.client.update_related_item(**update)
            return
        answer = self.client.update_related_item(**update)
        assert answer["content"] == content
        old, item.held = item.held, new
        case.note("RelatedItem.Updated", item.kind, old, new, user)

    @rule(name=consumes(items))
    def detach(self, name: Any) -> None:
        """An item that is deleted is gone."""
        case_id, item_id = name
        case = self.model.get(case_id)
        if case is None or item_id not in case.items:
            return
        self.client.delete_related_item(
            **self.domain, caseId=case_id, relatedItemId=item_id
        )
        item = case.items.pop(item_id)
        case.note("RelatedItem.Deleted", item.kind, item.held, {}, None)

    @rule(
        compared=st.one_of(
            st.tuples(
                st.just("Nights"),
                st.sampled_from(sorted(COMPARISONS)),
                st.sampled_from([1.0, 2.0]),
            ),
            st.tuples(st.just("Hotel"), st.just("equalTo"), st.just("Seaview")),
        ),
        negated=st.booleans(),
    )
    def search(self, compared: tuple[str, str, Value], negated: bool) -> None:  # noqa: FBT001 - a rule has parameters by name
        """A search finds the cases whose values compare so, page by page."""
        name, comparison, wanted = compared
        field = {"id": self.ids[name], "value": wire(wanted)}
        condition: Any = {"field": {comparison: field}}
        found = self.pages(
            self.client.search_cases,
            "cases",
            filter={"not": condition} if negated else condition,
        )

        def fits(case: Case) -> bool:
            held = case.fields.get(self.ids[name])
            return held is not None and COMPARISONS[comparison](held, wanted)

        assert [case["caseId"] for case in found] == [
            case_id for case_id, case in self.model.items() if fits(case) != negated
        ]

    def pages(self, method: Any, key: str, **request: Any) -> list[Any]:
        """All of what comes in pages."""
        found: list[Any] = []
        while True:
            answer = method(**self.domain, **request)
            found += answer[key]
            if not answer.get("nextToken"):
                return found
            request["nextToken"] = answer["nextToken"]

    @invariant()
    def the_same_is_read(self) -> None:
        """Fields, tags, items and history are those of the model, in order."""
        for case_id, case in getattr(self, "model", {}).items():
            asked = [{"id": field_id} for field_id in self.ids.values()]
            name = {"caseId": case_id}
            fields = self.pages(self.client.get_case, "fields", **name, fields=asked)
            assert {it["id"]: it["value"] for it in fields} == plain(case.fields)
            one = self.client.get_case(**self.domain, **name, fields=asked[:1])
            assert one["tags"] == case.tags

            items = self.pages(self.client.search_related_items, "relatedItems", **name)
            assert [
                (it["relatedItemId"], it["type"], it.get("performedBy")) for it in items
            ] == [(key, item.kind, item.user) for key, item in case.items.items()]

            events = self.pages(
                self.client.get_case_audit_events, "auditEvents", **name
            )
            assert [
                (
                    event["type"],
                    event.get("relatedItemType"),
                    {
                        it["eventFieldId"]: (it.get("oldValue"), it["newValue"])
                        for it in event["fields"]
                    },
                    event["performedBy"].get("user"),
                )
                for event in events
            ] == case.history


EmbeddedCases.TestCase.settings = settings(max_examples=12, stateful_step_count=16)
TestEmbeddedCases = EmbeddedCases.TestCase
