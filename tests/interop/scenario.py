"""A day in the life of a domain, lived through another SDK.

Written once, in the service's own names; how an SDK says it is the driver's business.
Everything read back is compared with what was written, so a driver that loses,
renames or invents something fails here.
"""

from collections.abc import Iterable
from typing import Any, Protocol

# A structure in the service's names; the service model says what is in it.
Wire = dict[str, Any]

CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
FILE = "arn:aws:connect:us-west-2:123456789012:instance/i/file/f"
USER = {"userArn": "arn:aws:connect:us-west-2:123456789012:instance/i/agent/ann"}
TEXT = 'Grüße, 世界 & <co> 100% "quoted" \\ 🙂\nsecond line'


class Refused(Exception):  # noqa: N818  # what happened, as in "the call was refused"
    """The service said no, and the SDK said so with this code."""


class Driver(Protocol):
    """An SDK, as far as the scenario needs it."""

    def call(self, operation: str, params: Wire) -> Wire:
        """Call an operation, or raise Refused."""
        ...

    def items(self, operation: str, params: Wire, key: str) -> list[Wire]:
        """Everything an operation that pages has under a key, by the SDK's own pager.

        `params` has the page size; where the SDK hands out pages they are joined.
        """
        ...


def live(driver: Driver) -> None:
    """Live it; an AssertionError says what was not as it should be."""
    domain = {"domainId": driver.call("CreateDomain", {"name": "Überall"})["domainId"]}
    assert driver.call("GetDomain", domain)["name"] == "Überall"
    nights, hotel = (
        driver.call("CreateField", {**domain, "name": name, "type": kind})["fieldId"]
        for name, kind in (("Nights", "Number"), ("Hotel", "Text"))
    )
    template_id = driver.call(
        "CreateTemplate",
        {**domain, "name": "Stay", "requiredFields": [{"fieldId": nights}]},
    )["templateId"]
    title = {"id": "title", "value": {"stringValue": TEXT}}
    stay = {"id": nights, "value": {"doubleValue": 2.5}}
    case_id, other_id = (
        driver.call(
            "CreateCase",
            {**domain, "templateId": template_id, "fields": [title, stay]},
        )["caseId"]
        for _ in range(2)
    )
    case = {**domain, "caseId": case_id}
    same(values(driver, case, "title", nights), [title, stay])
    cases(driver, domain, {case_id, other_id}, nights)
    update_case(driver, case, nights, hotel)
    related_items(driver, case, other_id, nights, hotel)
    history(driver, case)
    errors(driver, case, title)


def values(driver: Driver, case: Wire, *field_ids: str) -> list[Wire]:
    """The fields of a case, as read."""
    asked = [{"id": field_id} for field_id in field_ids]
    found: list[Wire] = driver.call("GetCase", {**case, "fields": asked})["fields"]
    return found


def same(found: Iterable[Wire], expected: Iterable[Wire]) -> None:
    """What was found is what was expected, in whatever order."""
    key = repr
    assert sorted(found, key=key) == sorted(expected, key=key)


def cases(driver: Driver, domain: Wire, case_ids: set[str], nights: str) -> None:
    """Cases are found by a filter, over pages."""
    condition = {"field": {"greaterThan": {"id": nights, "value": {"doubleValue": 2}}}}
    found = driver.items(
        "SearchCases", {**domain, "filter": condition, "maxResults": 1}, "cases"
    )
    assert {case["caseId"] for case in found} == case_ids


def update_case(driver: Driver, case: Wire, nights: str, hotel: str) -> None:
    """Fields are changed and emptied."""
    changed = [
        {"id": nights, "value": {"doubleValue": 3}},
        {"id": hotel, "value": {"stringValue": "Seaview"}},
    ]
    driver.call("UpdateCase", {**case, "fields": changed, "performedBy": USER})
    same(values(driver, case, nights, hotel), changed)
    emptied = {"id": hotel, "value": {"emptyValue": {}}}
    driver.call("UpdateCase", {**case, "fields": [emptied]})
    same(values(driver, case, nights, hotel), changed[:1])


def related_items(
    driver: Driver, case: Wire, other_id: str, nights: str, hotel: str
) -> None:
    """Items of every kind are attached, found over pages, changed and removed."""
    stay: list[Wire] = [
        {"id": nights, "value": {"doubleValue": 3}},
        {"id": hotel, "value": {"stringValue": TEXT}},
    ]
    sla = {
        "name": "Answer",
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
    }
    contents: dict[str, Wire] = {
        "Contact": {"contact": {"contactArn": CONTACT}},
        "Comment": {"comment": {"body": TEXT, "contentType": "Text/Plain"}},
        "File": {"file": {"fileArn": FILE}},
        "Sla": {"sla": {"slaInputConfiguration": {**sla, "targetSlaMinutes": 60}}},
        "ConnectCase": {"connectCase": {"caseId": other_id}},
        "Custom": {"custom": {"fields": stay}},
    }
    ids = {
        kind: driver.call(
            "CreateRelatedItem",
            {**case, "type": kind, "content": content, "performedBy": USER},
        )["relatedItemId"]
        for kind, content in contents.items()
    }
    pages = {**case, "maxResults": 2}
    found = {
        item["relatedItemId"]: item
        for item in driver.items("SearchRelatedItems", pages, "relatedItems")
    }
    assert found.keys() == set(ids.values())
    for kind, item_id in ids.items():
        item = found[item_id]
        assert (item["type"], item["performedBy"]) == (kind, USER)
        content = item["content"]
        if kind == "Contact":
            assert content["contact"].pop("channel") == "VOICE"
            assert content["contact"].pop("connectedToSystemTime")
        if kind == "Sla":
            configuration = content["sla"]["slaConfiguration"]
            assert configuration.pop("targetTime")
            assert configuration == {**sla, "status": "Active"}
        else:
            assert content == contents[kind]
    only = [{"comment": {}}, {"file": {"fileArn": FILE}}]
    few = driver.items("SearchRelatedItems", {**pages, "filters": only}, "relatedItems")
    assert {item["type"] for item in few} == {"Comment", "File"}

    edited = {"comment": {"body": "Bye", "contentType": "Text/Plain"}}
    comment = {**case, "relatedItemId": ids["Comment"]}
    answer = driver.call("UpdateRelatedItem", {**comment, "content": edited})
    assert answer["content"] == edited
    assert answer["createdBy"] == USER
    driver.call("DeleteRelatedItem", comment)
    left = driver.items("SearchRelatedItems", pages, "relatedItems")
    assert {item["type"] for item in left} == contents.keys() - {"Comment"}


def history(driver: Driver, case: Wire) -> None:
    """The audit history has all of it, oldest first, over pages."""
    request = {**case, "maxResults": 3}
    events = driver.items("GetCaseAuditEvents", request, "auditEvents")
    assert [event["type"] for event in events] == [
        "Case.Created",
        "Case.Updated",
        "Case.Updated",
        *["RelatedItem.Created"] * 6,
        "RelatedItem.Updated",
        "RelatedItem.Deleted",
    ]
    assert events[1]["performedBy"]["user"] == USER
    values = {field["eventFieldId"]: field["newValue"] for field in events[0]["fields"]}
    assert values["title"] == {"stringValue": TEXT}


def errors(driver: Driver, case: Wire, title: Wire) -> None:
    """What the service refuses is an error by its name, and a deleted case is gone."""
    domain = {"domainId": case["domainId"]}
    expect(driver, "ConflictException", "CreateDomain", {"name": "Überall"})
    wrong = {**case, "fields": [title | {"id": "nowhere"}]}
    expect(driver, "ValidationException", "UpdateCase", wrong)
    driver.call("DeleteCase", case)
    asked = {**case, "fields": [{"id": "title"}]}
    expect(driver, "ResourceNotFoundException", "GetCase", asked)
    driver.call("DeleteDomain", domain)
    expect(driver, "ResourceNotFoundException", "GetDomain", domain)


def expect(driver: Driver, code: str, operation: str, params: Wire) -> None:
    """The call is refused with this code."""
    answered = "an answer"
    try:
        driver.call(operation, params)
    except Refused as refused:
        answered = str(refused)
    assert answered == code, f"{operation}: {answered}, not {code}"
