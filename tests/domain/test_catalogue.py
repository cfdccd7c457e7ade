"""A domain's fields as a collection: which field a name means, and its uses."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from connectcases_typed import (
    AuditEvent,
    AuditEventField,
    AuditEventType,
    DomainFields,
    EmptyValue,
    FieldsError,
    Order,
    ResourceNotFoundException,
    Sort,
    StaleFieldsError,
    StringValue,
    UnknownFieldError,
    ValidationException,
    field_identifiers,
    field_values,
    from_botocore,
    layout,
    to_botocore,
)

from .shop import SHOP, WILD, a_field

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_a_name_leads_to_the_living_field() -> None:
    """A deleted field's name may be another's; alone it is found, and marked."""
    fields = DomainFields(
        domain_id="d",
        fields=(
            a_field("F", field_id="old", deleted=True),
            a_field("F", field_id="new"),
            a_field("G", deleted=True),
        ),
    )
    assert fields["F"].field_id == "new"
    assert fields["old"].deleted
    assert fields["G"].deleted
    held = field_values({"old": "x", "new": "y"})
    assert fields.plain(held) == {"old": "x", "F": "y"}


def test_a_name_that_is_anothers_id_leads_nowhere() -> None:
    """It could mean either field, and the error says so; `by_id` is never ambiguous."""
    fields = DomainFields(domain_id="d", fields=(*SHOP, a_field("title")))
    with pytest.raises(UnknownFieldError, match="2 fields could be meant"):
        fields["title"]
    assert fields.by_id("title").name == "Title"
    assert fields.plain(field_values({"title": "x", "id-of-title": "y"})) == {
        "Title": "x",
        "id-of-title": "y",
    }


def test_a_catalogue_is_a_collection_of_fields() -> None:
    """It has a length, is iterated, and knows names, ids and fields."""
    assert len(SHOP) == len(list(SHOP)) == 12
    assert {"Nights", "title", SHOP["Nights"]} <= set(
        filter(SHOP.__contains__, {*SHOP, "Nights", "title"})
    )
    assert "nights" not in SHOP
    assert 3 not in SHOP
    with pytest.raises(KeyError, match="there is no field of that name or id"):
        SHOP["Zzz"]
    with pytest.raises(KeyError, match="there is no field of that id"):
        SHOP.by_id("Nights")


def test_a_catalogue_can_be_stored() -> None:
    """A catalogue that was read from its dict is equal to the original, and works."""
    stored = from_botocore(to_botocore(WILD), DomainFields)
    assert stored == WILD
    assert stored["Nights"] == WILD["Nights"]


def test_requests_are_made_by_name() -> None:
    """Identifiers, sorts and layouts take names; all wrong ones are reported."""
    assert SHOP.identifiers("Title", "Nights") == field_identifiers(
        "title", "id-of-Nights"
    )
    assert SHOP.sort("Nights", Order.DESC) == Sort(
        field_id="id-of-Nights", sort_order=Order.DESC
    )
    assert SHOP.layout(
        top=["Hotel"], more=["Site", "Nights"], top_name="Stay"
    ) == layout(
        top=["id-of-Hotel"], more=["id-of-Site", "id-of-Nights"], top_name="Stay"
    )
    assert SHOP.layout(top=["Hotel"]).more_info is None
    with pytest.raises(FieldsError) as caught:
        SHOP.identifiers("Hotle", "Title", "Nihgts")
    assert [it.path for it in caught.value.problems] == ["Hotle", "Nihgts"]


@pytest.mark.parametrize("name", ["title", "Customer"])
def test_a_batch_takes_some_fields_beside_the_others(name: str) -> None:
    """Title, status and customer are members of their own, and the error says so."""
    with pytest.raises(FieldsError, match=r"batch_update_case\(\w+=...\)"):
        SHOP.value_inputs({name: "x"})


def test_changes_are_told_by_name() -> None:
    """An event's changes have names, and plain values before and after."""
    changed: Mapping[str, tuple[StringValue | None, StringValue | EmptyValue]] = {
        "id-of-Priority": (None, StringValue("low")),
        "id-of-Arrival": (StringValue("2026-03-04T05:06:07Z"), EmptyValue()),
        "comment.body": (StringValue("a"), StringValue("b")),
    }
    event = AuditEvent(
        event_id="e",
        type=AuditEventType.CASE_UPDATED,
        performed_time=NOW,
        fields=tuple(
            AuditEventField(event_field_id=id_, old_value=old, new_value=new)
            for id_, (old, new) in changed.items()
        ),
    )
    assert [(it.name, it.field_id, it.old, it.new) for it in SHOP.changes(event)] == [
        ("Priority", "id-of-Priority", None, "Low"),
        ("Arrival", "id-of-Arrival", NOW, None),
        ("comment.body", "comment.body", "a", "b"),
    ]


def _refused(code: str, message: str, **members: Any) -> Exception:
    cls = {"not found": ResourceNotFoundException, "invalid": ValidationException}[code]
    response: Any = {"Error": {"Code": cls.__name__, "Message": message}, **members}
    return cls(response, "UpdateCase")


@pytest.mark.parametrize(
    "refusal",
    [
        _refused("invalid", "there is no field with the id id-of-Nights"),
        _refused("not found", "", resourceId="id-of-Nights", resourceType="Field"),
    ],
)
def test_a_stale_catalogue_is_recognised(refusal: Exception) -> None:
    """A refusal that names a field known here says to load the fields again."""
    stale = pytest.raises(StaleFieldsError, match=r"Nights.*load the fields again")
    with stale as caught, SHOP.guard():
        raise refusal
    assert caught.value.__cause__ is refusal


@pytest.mark.parametrize(
    "refusal",
    [
        _refused("invalid", "field title is required"),
        _refused("not found", "", resourceId="c1", resourceType="Case"),
        KeyError("id-of-Nights"),
    ],
)
def test_other_errors_pass(refusal: Exception) -> None:
    """Errors with another reason are raised unchanged."""
    with pytest.raises(type(refusal)) as caught, SHOP.guard():
        raise refusal
    assert caught.value is refusal


@pytest.mark.parametrize("name", [None, 3])
def test_a_name_that_is_no_text_is_refused(name: Any) -> None:
    """A key that is no text is an error about fields, like any unknown name: a row of
    a CSV file that is too long has a column named None.
    """
    with pytest.raises(FieldsError, match="the name of a field is text"):
        SHOP.values({name: 1, "Nights": 2})


def test_a_list_of_names_is_told_from_a_name() -> None:
    """`identifiers` takes names one by one; a list of them is an error that says so."""
    names: Any = ["Nights"]
    with pytest.raises(FieldsError, match="is text, not list"):
        SHOP.identifiers(names)
