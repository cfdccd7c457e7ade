"""Values by name: what goes in, what comes out, and what is refused."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectcases_typed import (
    AuditEvent,
    AuditEventField,
    AuditEventType,
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
    Order,
    ParamValidationError,
    PlainValue,
    RecordError,
    ResourceNotFoundException,
    Sort,
    StaleFieldsError,
    StringValue,
    TextAttributes,
    UnknownFieldError,
    UnknownMember,
    UpdateCaseRequest,
    UserArn,
    UserArnValue,
    ValidationException,
    Violation,
    field_identifiers,
    field_values,
    from_botocore,
    layout,
    limit_of,
    plain_values,
    to_botocore,
)

from .shop import ARNS, NUMBERS, SHOP, TEXTS, TIMES, Booking, a_field

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
    """What would be read differently elsewhere is refused."""
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
WILD = DomainFields(
    domain_id="shop",
    fields=(
        *SHOP,
        a_field("Wild", field_id="w1"),
        a_field("Wild", field_id="w2"),
        a_field("Gone", deleted=True),
    ),
)


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
    """Each rule is told in words, without the value, which may be sensitive."""
    with pytest.raises(FieldsError) as caught:
        WILD.values(GIVEN)
    (rule,) = [it.rule for it in caught.value.problems if it.path == name]
    assert re.search(BAD[name], rule)
    assert "Hihg" not in rule


@pytest.mark.parametrize("number", [2**53 + 1, 10**400, float("nan"), float("-inf")])
def test_a_number_must_be_one_a_double_holds(number: float) -> None:
    """What would arrive as another number is refused."""
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
    field = attrs.evolve(a_field("Hotel"), attributes=attributes)
    shop = DomainFields(domain_id="d", fields=(field,))
    assert shop.values({"Hotel": "x" * longest})
    with pytest.raises(FieldsError, match=rf"Hotel: .*\b{longest}\b"):
        shop.values({"Hotel": "x" * (longest + 1)})


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
    """It could mean either, and the error says so; `by_id` is never in doubt."""
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
    """What is read from its dict is equal to it, and works."""
    stored = from_botocore(to_botocore(WILD), DomainFields)
    assert stored == WILD
    assert stored["Nights"] == WILD["Nights"]


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
    """What it may hold the service decides; what has no value class is refused."""
    fields = DomainFields(domain_id="d", fields=(a_field("F", FieldType("Geo")),))
    assert fields.values({"F": 3}) == field_values({"id-of-F": 3})
    with pytest.raises(FieldsError, match="this version does not know"):
        fields.values({"F": datetime(2026, 3, 4)})  # noqa: DTZ001 - that is the mistake


def test_a_time_that_is_none_stays_text() -> None:
    """What was written into a DateTime field by others is shown as it is."""
    assert SHOP.plain(field_values({"id-of-Arrival": "soon"})) == {"Arrival": "soon"}
    read = SHOP.plain(field_values({"id-of-Arrival": "2026-03-04T05:06:07.123456789"}))
    assert read == {"Arrival": NOW.replace(microsecond=123456)}


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
    """What has another reason is raised as it is."""
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
