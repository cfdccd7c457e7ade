"""Values by name: conversion in both directions, and what is refused."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectcases_typed import (
    BooleanValue,
    DomainFields,
    DoubleValue,
    EmptyValue,
    FieldId,
    FieldInput,
    FieldNamespace,
    FieldOption,
    FieldsError,
    FieldType,
    FieldValue,
    FieldValueInput,
    ParamValidationError,
    PlainValue,
    RecordError,
    StringValue,
    TextAttributes,
    UnknownMember,
    UpdateCaseRequest,
    UserArn,
    UserArnValue,
    Violation,
    field_values,
    limit_of,
    plain_values,
    to_botocore,
)

from .shop import ARNS, NUMBERS, SHOP, TEXTS, TIMES, WILD, Booking, a_field

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "Hotel": st.none() | TEXTS,
        "Site": st.none() | TEXTS,
        "Nights": st.none() | NUMBERS | st.integers(-(2**53), 2**53),
        "Paid": st.none() | st.booleans(),
        "Arrival": st.none() | TIMES,
        "Agent": st.none() | ARNS,
        "Priority": st.none() | st.sampled_from(["High", "Low"]),
        "Title": TEXTS,
    },
)


@given(PLAIN)
def test_plain_values_come_back_as_they_went_in(
    plain: Mapping[str, PlainValue],
) -> None:
    """`plain(values(x)) == x`, for every type of field and for no value."""
    assert SHOP.plain(SHOP.values(plain)) == plain


@given(PLAIN)
def test_inputs_of_batches_hold_the_same_values(
    plain: Mapping[str, PlainValue],
) -> None:
    """`value_inputs` gives the values of `values`, by id."""
    given = {name: value for name, value in plain.items() if name != "Title"}
    inputs = SHOP.value_inputs(given)
    assert all(isinstance(it, FieldValueInput) for it in inputs)
    found = [(it.field_identifier, it.value) for it in inputs]
    assert found == [(FieldId(it.id), it.value) for it in SHOP.values(given)]


@given(st.dictionaries(TEXTS, st.none() | TEXTS | NUMBERS | st.booleans()))
def test_plain_values_are_the_inverse_of_field_values(
    plain: Mapping[str, PlainValue],
) -> None:
    """Without a catalogue, ids and plain values come back too."""
    assert plain_values(field_values(plain)) == plain


@given(TIMES)
def test_a_time_is_written_as_iso_8601_in_utc(time: datetime) -> None:
    """Both with and without a catalogue, a time is text that names the same moment."""
    (written,) = field_values({"f": time})
    assert (written.value,) == tuple(it.value for it in SHOP.values({"Arrival": time}))
    assert isinstance(written.value, StringValue)
    assert written.value.value.endswith("Z")
    assert datetime.fromisoformat(written.value.value) == time


@given(TIMES)
def test_a_time_may_come_as_text(time: datetime) -> None:
    """ISO 8601 with a zone, as JSON and CSV have it, is the same value."""
    assert SHOP.values({"Arrival": time.isoformat()}) == SHOP.values({"Arrival": time})


@pytest.mark.parametrize("text", ["soon", "2026-03-04", "2026-03-04T05:06:07", ""])
def test_a_text_without_a_zone_is_no_time(text: str) -> None:
    """A text without a zone, which others would read differently, is refused."""
    with pytest.raises(FieldsError, match="Arrival: expected a time as ISO 8601"):
        SHOP.values({"Arrival": text})


def test_values_are_taken_by_id_and_as_classes_too() -> None:
    """An id stands for a name, a value class or a UserArn for a plain value."""
    given: Mapping[str, FieldInput] = {
        "id-of-Hotel": StringValue("Seaview"),
        "id-of-Nights": DoubleValue(3),
        "Paid": BooleanValue(value=True),
        "Agent": UserArn("arn:a"),
        "Arrival": StringValue("2026-03-04"),
        "Priority": StringValue("new"),
        "Site": EmptyValue(),
        "customer_id": "arn:c",
    }
    assert [it.value for it in SHOP.values(given)] == [
        StringValue("Seaview"),
        DoubleValue(3),
        BooleanValue(value=True),
        UserArnValue("arn:a"),
        StringValue("2026-03-04"),
        StringValue("new"),
        EmptyValue(),
        StringValue("arn:c"),
    ]
    (user,) = SHOP.values({"Agent": UserArnValue("arn:b")})
    assert user.value == UserArnValue("arn:b")


def test_options_go_by_name_or_value() -> None:
    """Either is written as the value; `plain` shows the name, or the value if asked."""
    by_name, by_value = (
        SHOP.values({"Priority": "High"}),
        SHOP.values({"Priority": "high"}),
    )
    assert by_name == by_value
    assert SHOP.plain(by_name) == {"Priority": "High"}
    assert SHOP.plain(by_name, labels=False) == {"Priority": "high"}


def test_a_value_wins_over_another_options_name() -> None:
    """An option whose name is another's value is shown by value: it comes back."""
    options = (
        FieldOption(name="b", value="a", active=True),
        FieldOption(name="c", value="b", active=True),
    )
    fields = DomainFields(
        domain_id="d",
        fields=(a_field("F", FieldType.SINGLE_SELECT, options=options),),
    )
    for option in options:
        written = fields.values({"F": StringValue(option.value)})
        shown = fields.plain(written)["F"]
        assert isinstance(shown, str)
        assert fields.values({"F": shown}) == written


def test_an_inactive_option_leaves_its_name_to_another() -> None:
    """Of options of one name, the active one is meant; of two such, neither."""
    options = (
        FieldOption(name="x", value="old", active=False),
        FieldOption(name="x", value="new", active=True),
        FieldOption(name="y", value="y1", active=True),
        FieldOption(name="y", value="y2", active=True),
    )
    fields = DomainFields(
        domain_id="d",
        fields=(a_field("F", FieldType.SINGLE_SELECT, options=options),),
    )
    assert fields.values({"F": "x"})[0].value == StringValue("new")
    with pytest.raises(FieldsError, match="one of the values 'y1', 'y2'"):
        fields.values({"F": "y"})


BAD = {
    "hotel": "there is no field of that name or id: did you mean 'Hotel'",
    "customer": r"did you mean 'Customer' \(id 'customer_id'\)",
    "Wild": "2 fields could be meant: use `by_id` or one of 'w1' .*, 'w2'",
    "Gone": "is deleted",
    "created_datetime": "is kept by the service: it can be read, not written",
    "id-of-Hotel": "is the same field as 'Hotel'",
    "Nights": "expected a number, not str",
    "Rooms": "expected a number, not bool",
    "Paid": "expected a bool, not int",
    "Arrival": "expected a datetime with a time zone, not one without",
    "Agent": "expected a UserArn, or its text, not int",
    "Priority": "is none of the options: 'High', 'Low'",
    "Channel": "expected the name or value of an option, not int",
    "Site": "expected text, not DoubleValue",
}
GIVEN: Mapping[str, PlainValue | DoubleValue] = {
    "hotel": "x",
    "customer": "x",
    "Wild": "x",
    "Gone": "x",
    "created_datetime": NOW,
    "Hotel": "x",
    "id-of-Hotel": "y",
    "Nights": "3",
    "Rooms": True,
    "Paid": 1,
    "Arrival": datetime(2026, 3, 4),  # noqa: DTZ001 - that is the mistake
    "Agent": 3,
    "Priority": "Hihg",
    "Channel": 1,
    "Site": DoubleValue(1),
}


def test_everything_that_does_not_fit_is_reported_at_once() -> None:
    """One error has every field of the mapping that is wrong, as it was written."""
    with pytest.raises(FieldsError) as caught:
        WILD.values(GIVEN)
    assert [it.path for it in caught.value.problems] == [
        it for it in GIVEN if it != "Hotel"
    ]
    assert "\n- Nights: expected a number" in str(caught.value)


@pytest.mark.parametrize("name", BAD)
def test_a_misfit_says_what_is_wrong_and_not_the_value(name: str) -> None:
    """The error states each rule, without the value, which may be sensitive."""
    with pytest.raises(FieldsError) as caught:
        WILD.values(GIVEN)
    (rule,) = [it.rule for it in caught.value.problems if it.path == name]
    assert re.search(BAD[name], rule)
    assert "Hihg" not in rule


@pytest.mark.parametrize("number", [2**53 + 1, 10**400, float("nan"), float("-inf")])
def test_a_number_must_be_one_a_double_holds(number: float) -> None:
    """A number that would arrive as another one is refused."""
    with pytest.raises(FieldsError, match="Nights"):
        SHOP.values({"Nights": number})


@given(
    st.integers(4098, 4103).map("x".__mul__)
    | st.text(st.characters(codec=None, categories=["Cs", "Ll"]), max_size=5)
)
def test_what_could_not_be_sent_is_reported_by_name(text: str) -> None:
    """Texts are held to the service model's rules, where their field is known."""
    assert limit_of(StringValue, "value").max == 4100
    field = FieldValue(id="f", value=StringValue(text))
    try:
        to_botocore(UpdateCaseRequest(domain_id="d", case_id="c", fields=[field]))
    except ParamValidationError as error:
        (broken,) = error.violations
        with pytest.raises(FieldsError) as caught:
            SHOP.values({"Hotel": text})
        assert caught.value.problems == (Violation("Hotel", broken.rule),)
        with pytest.raises(RecordError) as refused:
            SHOP.bind(Booking).content(Booking(hotel=text, nights=1))
        assert refused.value.problems == (Violation("hotel", broken.rule),)
    else:
        assert plain_values(SHOP.values({"Hotel": text})) == {"id-of-Hotel": text}


def test_a_summary_is_shorter_than_other_texts() -> None:
    """The service model says so of this one field, in words."""
    summary = a_field("Summary", field_id="summary", namespace=FieldNamespace.SYSTEM)
    shop = DomainFields(domain_id="d", fields=(summary,))
    assert shop.values({"Summary": "x" * 3000})
    with pytest.raises(FieldsError, match="Summary: 3001 characters, at most 3000"):
        shop.values({"Summary": "x" * 3001})


@pytest.mark.parametrize(
    ("attributes", "longest"),
    [
        (TextAttributes(is_multiline=False), 500),
        (TextAttributes(is_multiline=True), 4100),
        (None, 4100),
    ],
)
def test_a_single_line_is_shorter_than_several(
    attributes: TextAttributes | None, longest: int
) -> None:
    """A field that is said to have a single line takes what the administrator guide
    allows; any other what the service model allows.
    """
    # attrs types `evolve` only for classes it decorated itself.
    made: Any = a_field("Hotel")
    field = attrs.evolve(made, attributes=attributes)
    shop = DomainFields(domain_id="d", fields=(field,))
    assert shop.values({"Hotel": "x" * longest})
    with pytest.raises(FieldsError, match=rf"Hotel: .*\b{longest}\b"):
        shop.values({"Hotel": "x" * (longest + 1)})


def test_what_is_not_known_is_kept() -> None:
    """A field that is not known goes by id, a value that is not by its member."""
    new = UnknownMember("geoValue", {"lat": 1})
    held = [
        FieldValue(id="n", value=StringValue("x")),
        FieldValue(id="id-of-Hotel", value=new),
    ]
    assert SHOP.plain(held) == {"n": "x", "Hotel": new}
    assert plain_values(held) == {"n": "x", "id-of-Hotel": new}
    assert SHOP.unknown_ids(held) == ("n",)


def test_a_field_of_a_new_type_takes_plain_values() -> None:
    """The service decides about such values; a value without a value class is
    refused.
    """
    fields = DomainFields(domain_id="d", fields=(a_field("F", FieldType("Geo")),))
    assert fields.values({"F": 3}) == field_values({"id-of-F": 3})
    with pytest.raises(FieldsError, match="this version does not know"):
        fields.values({"F": datetime(2026, 3, 4)})  # noqa: DTZ001 - that is the mistake


def test_a_time_that_is_none_stays_text() -> None:
    """A text that another program wrote into a DateTime field is shown as it is."""
    assert SHOP.plain(field_values({"id-of-Arrival": "soon"})) == {"Arrival": "soon"}
    read = SHOP.plain(field_values({"id-of-Arrival": "2026-03-04T05:06:07.123456789"}))
    assert read == {"Arrival": NOW.replace(microsecond=123456)}
