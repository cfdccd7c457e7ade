"""Loading the fields of a domain: the flow behind `load_fields`."""

from collections.abc import Iterator, Sequence

from ..flows import Flow, every, send
from ..models.fields import (
    BatchGetFieldRequest,
    FieldOption,
    FieldSummary,
    FieldType,
    GetFieldResponse,
    ListFieldOptionsRequest,
    ListFieldsRequest,
    field_identifiers,
)
from ..shapes import Strings
from .entries import DomainField
from .fields import DomainFields

_PAGE = 100
#: How many fields BatchGetField takes at most.
_BATCH = 50


def load_fields(*, domain_id: str, also: Strings = ()) -> Flow[DomainFields]:
    """Load the fields of a domain, with the options of its single-select fields.

    A request for each hundred fields, one for each hundred options of each
    single-select field, and one for each fifty of `also`; none is sent twice. Load
    once and keep the result, or store it: it is a value.

    Args:
        domain_id: the domain.
        also: ids of deleted fields to load too, which the service does not list but
            cases may hold values of: see `DomainFields.unknown_ids`. Ids of no field
            are passed over.

    Raises:
        ResourceNotFoundException: no such domain.
    """
    listed = yield from every(ListFieldsRequest(domain_id=domain_id, max_results=_PAGE))
    # A field is loaded once, even should it move from one page to the next.
    found: dict[str, FieldSummary | GetFieldResponse] = {
        field.field_id: field for field in listed
    }
    missing = [id_ for id_ in dict.fromkeys(also) if id_ not in found]
    for ids in _batches(missing):
        batch = yield from send(
            BatchGetFieldRequest(domain_id=domain_id, fields=field_identifiers(*ids))
        )
        found.update((field.field_id, field) for field in batch.fields)
    fields: list[DomainField] = []
    for field in found.values():
        options: tuple[FieldOption, ...] = ()
        if field.type is FieldType.SINGLE_SELECT:
            options = yield from every(
                ListFieldOptionsRequest(
                    domain_id=domain_id, field_id=field.field_id, max_results=_PAGE
                )
            )
        fields.append(_entry(field, options))
    return DomainFields(domain_id=domain_id, fields=tuple(fields))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _entry(
    field: FieldSummary | GetFieldResponse, options: tuple[FieldOption, ...]
) -> DomainField:
    return DomainField(
        field_id=field.field_id,
        field_arn=field.field_arn,
        name=field.name,
        type=field.type,
        namespace=field.namespace,
        attributes=field.attributes,
        options=options,
        deleted=isinstance(field, GetFieldResponse) and bool(field.deleted),
    )
