"""Loading the fields of a domain: which requests are sent, and by both clients."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import anyio
import pytest

from connectcases_typed import (
    AsyncClient,
    BatchGetFieldRequest,
    BatchGetFieldResponse,
    Client,
    DomainFields,
    FieldNamespace,
    FieldOption,
    FieldSummary,
    FieldType,
    ListFieldOptionsRequest,
    ListFieldOptionsResponse,
    ListFieldsRequest,
    ListFieldsResponse,
    ResourceNotFoundException,
    StaleFieldsError,
    UnknownFieldError,
)
from connectcases_typed.domain.loading import load_fields
from connectcases_typed.flows import Step
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .shop import OPTIONS, REGION, TYPES, Booking, create, open_case

Load = Callable[..., DomainFields]


def on_threads(**arguments: object) -> DomainFields:
    """Load with `Client`."""
    return Client(region_name=REGION).load_fields(**arguments)  # type: ignore[arg-type]  # as given


def on_asyncio(**arguments: object) -> DomainFields:
    """Load with `AsyncClient`."""

    async def load() -> DomainFields:
        async with AsyncClient(region_name=REGION) as cases:
            return await cases.load_fields(**arguments)  # type: ignore[arg-type]  # as given

    return anyio.run(load)


@pytest.fixture
def service() -> Iterator[EmbeddedCases]:
    """The embedded service, in small pages."""
    with mock_cases() as service:
        service.page_limit = 1
        yield service


@pytest.fixture(params=[on_threads, on_asyncio])
def load(request: pytest.FixtureRequest, service: EmbeddedCases) -> Load:
    """Each client."""
    found: Load = request.param
    return found


@pytest.fixture
def cases(service: EmbeddedCases) -> Client:
    """A client, to create what is loaded."""
    return Client(region_name=REGION)


@pytest.fixture
def domain_id(cases: Client) -> str:
    """The shop."""
    return create(cases)


def test_all_pages_are_loaded_with_all_options(
    load: Load, cases: Client, domain_id: str
) -> None:
    """However small the pages, no field and no option is missing."""
    shop = load(domain_id=domain_id)
    custom = {it.name: it for it in shop if it.namespace is FieldNamespace.CUSTOM}
    assert {name: it.type for name, it in custom.items()} == TYPES
    for name, options in OPTIONS.items():
        held = {option.value: option.name for option in custom[name].options}
        assert held == options
    assert [it.value for it in shop["Status"].options] == ["open", "closed"]
    assert {it.field_id for it in shop} == {
        it.field_id for it in cases.list_fields(domain_id=domain_id)
    }


def test_deleted_fields_are_loaded_by_id(
    load: Load, cases: Client, domain_id: str
) -> None:
    """Fields that the service no longer lists are requested by id; an id of none is
    ignored.
    """
    gone = load(domain_id=domain_id)["Site"]
    cases.delete_field(domain_id=domain_id, field_id=gone.field_id)
    assert "Site" not in load(domain_id=domain_id)
    ids = [gone.field_id, "no-field", gone.field_id, "title"]
    shop = load(domain_id=domain_id, also=ids)
    assert shop["Site"].deleted
    assert not shop["Title"].deleted
    assert "no-field" not in shop


def test_both_clients_load_the_same(service: EmbeddedCases, domain_id: str) -> None:
    """What is loaded is equal, whichever client loads it."""
    assert on_threads(domain_id=domain_id) == on_asyncio(domain_id=domain_id)


def test_a_domain_that_is_not_there_is_an_error(load: Load) -> None:
    """The error of the operation is raised."""
    with pytest.raises(ResourceNotFoundException):
        load(domain_id="nowhere")


def test_a_changed_domain_is_noticed(cases: Client, domain_id: str) -> None:
    """A renamed field goes on by id, a deleted one is recognised as stale."""
    shop = cases.load_fields(domain_id=domain_id)
    bookings = shop.bind(Booking)
    case_id = open_case(cases, domain_id)
    hotel = shop["Hotel"].field_id
    cases.update_field(domain_id=domain_id, field_id=hotel, name="Lodging")
    booking = Booking(hotel="Inn", nights=1)
    cases.update_case(
        domain_id=domain_id, case_id=case_id, fields=bookings.values(booking)
    )
    read = cases.get_case(
        domain_id=domain_id, case_id=case_id, fields=bookings.identifiers
    )
    assert bookings.read(read) == booking
    with pytest.raises(UnknownFieldError, match=r"there are .*Lodging"):
        cases.load_fields(domain_id=domain_id)["Hotel"]
    cases.delete_field(domain_id=domain_id, field_id=shop["Site"].field_id)
    with pytest.raises(StaleFieldsError, match="Site"), shop.guard():
        cases.update_case(
            domain_id=domain_id, case_id=case_id, fields=shop.values({"Site": "x"})
        )


# ------------------------------------------------------------------------ growth


def _field(number: int) -> FieldSummary:
    return FieldSummary(
        field_id=f"f{number}",
        field_arn=f"arn:f{number}",
        name=f"Field {number}",
        type=FieldType.SINGLE_SELECT,
        namespace=FieldNamespace.CUSTOM,
    )


def _page(
    request: ListFieldsRequest | ListFieldOptionsRequest,
) -> tuple[range, str | None]:
    start = int(request.next_token or 0)
    following = start + (request.max_results or 0)
    return range(start, following), str(following) if following < 500 else None


def _answered(request: Step) -> object:
    match request:
        case ListFieldsRequest():
            numbers, token = _page(request)
            return ListFieldsResponse(
                fields=tuple(map(_field, numbers)), next_token=token
            )
        case ListFieldOptionsRequest():
            numbers, token = _page(request)
            options = (
                FieldOption(name=f"O{it}", value=f"o{it}", active=True)
                for it in numbers
            )
            return ListFieldOptionsResponse(options=tuple(options), next_token=token)
        case BatchGetFieldRequest():
            assert len(request.fields) <= 50
            return BatchGetFieldResponse(fields=(), errors=())
        case _:
            raise AssertionError(request)


def test_no_request_is_sent_twice_and_none_that_is_not_needed() -> None:
    """500 fields of 500 options each take the pages they fill, and not one more."""
    sent: Counter[Step] = Counter()
    flow = load_fields(domain_id="d", also=[f"gone{number}" for number in range(150)])
    try:
        request = next(flow)
        while True:
            sent[request] += 1
            request = flow.send(_answered(request))
    except StopIteration as end:
        shop = end.value
    assert len(shop) == 500
    assert all(len(field.options) == 500 for field in shop)
    assert set(sent.values()) == {1}
    kinds = Counter(type(request) for request in sent)
    assert kinds == {
        ListFieldsRequest: 5,
        ListFieldOptionsRequest: 500 * 5,
        BatchGetFieldRequest: 3,
    }


def test_who_has_no_records_imports_none() -> None:
    """A client and a catalogue bring in nothing that only records need."""
    program = """
import sys
import connectcases_typed as c
c.Client, c.DomainFields, c.where
homes = ("connectcases_typed.records", "connectcases_typed.domain.binding")
print([name for name in sys.modules if name.startswith(homes)])
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
