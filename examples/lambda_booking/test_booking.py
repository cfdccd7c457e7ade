"""The function as Lambda calls it, on the embedded service."""

import sys
from importlib import import_module
from typing import Any

import pytest

from connectcases_typed import CustomFilter
from connectcases_typed.testing import EmbeddedCases

FIELDS = {"Hotel": "Text", "Nights": "Number", "Arrival": "DateTime", "Paid": "Boolean"}


@pytest.fixture
def form(embedded_cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A domain with the fields, and a form that is filled in rightly."""
    seeded = embedded_cases.seed(fields=FIELDS)
    monkeypatch.setenv("DOMAIN_ID", seeded.domain_id)
    return {
        "case_id": seeded.case_id,
        "hotel": "Seaview",
        "nights": 3,
        "arrival": "2026-07-01T15:00:00+02:00",
    }


@pytest.fixture
def function(form: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module as Lambda imports it: anew, when everything is there."""
    monkeypatch.delitem(sys.modules, "booking", raising=False)
    return import_module("booking")


def test_a_booking_is_attached(function: Any, form: Any) -> None:
    """It is read again as what was posted."""
    response = function.handler(form, None)
    assert response["statusCode"] == 201
    (item,) = function.cases.search_related_items(
        domain_id=function.domain_id,
        case_id=form["case_id"],
        filters=[CustomFilter()],
    )
    booking = function.bookings.read(item.content)
    assert item.related_item_id == response["body"]
    assert (booking.hotel, booking.nights, booking.paid) == ("Seaview", 3, False)
    assert f"{booking.arrival:%H:%M %Z}" == "13:00 UTC"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"nights": "3"}, "Booking.nights: expected an integer, not str"),
        ({"arrival": "2026-07-01"}, "Booking.arrival: expected a datetime with a time"),
        ({"arrival": "soon"}, "isoformat"),
        ({"arrival": 3}, "must be str"),
        ({"hotel": "x" * 4101}, "Booking.hotel: 4101 characters, at most 4100"),
        ({"hotel": "x" * 501}, "501 characters, at most 500"),
        ({"case_id": "none"}, "none"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_a_form_that_is_filled_in_wrongly_is_400(
    function: Any, form: Any, change: dict[str, Any], says: str
) -> None:
    """Whoever refuses it, the library or the service; the response says why."""
    response = function.handler({**form, **change}, None)
    assert response["statusCode"] == 400
    assert says in response["body"]


@pytest.mark.parametrize("missing", ["case_id", "hotel", "nights", "arrival"])
def test_a_form_that_lacks_something_is_400(
    function: Any, form: Any, missing: str
) -> None:
    """What is missing is named."""
    del form[missing]
    expected = {"statusCode": 400, "body": f"{missing} is missing"}
    assert function.handler(form, None) == expected


def test_a_field_that_is_gone_stops_the_function_when_it_starts(
    embedded_cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the attribute; no booking is lost later."""
    seeded = embedded_cases.seed(fields={**FIELDS, "Nights": "Text"})
    monkeypatch.setenv("DOMAIN_ID", seeded.domain_id)
    monkeypatch.delitem(sys.modules, "booking", raising=False)
    with pytest.raises(ValueError, match=r"Booking\.nights: the field is of type Text"):
        import_module("booking")
