"""Fields of a domain: defining, reading and deleting them.

Options of single-select fields are in `options`, values in `values`.
"""

from ..controls.quotas import check_quota
from ..protocol.errors import ResourceNotFoundException, ValidationException
from ..protocol.wire import Wire
from ..store import indexes, lifecycle
from ..store.state import Field
from .context import CallContext
from .definitions import changed_name, check_new_name, define
from .paging import page


def create_field(call: CallContext) -> Wire:
    domain, params = call.domain(), call.params
    _check_attributes(params["type"], params.get("attributes"))
    check_new_name(call, domain.fields, "field")
    living = lifecycle.living(domain.fields)
    custom = sum(1 for field in living if field.namespace == "Custom")
    allowed = call.settings.quotas.fields_per_domain
    check_quota("fields per domain", allowed, custom + 1)
    field = define(
        call,
        domain,
        domain.fields,
        Field,
        "field",
        type=params["type"],
        namespace="Custom",
        description=params.get("description"),
        attributes=params.get("attributes"),
    )
    return {"fieldId": field.id, "fieldArn": field.arn}


def update_field(call: CallContext) -> Wire:
    field = call.field()
    lifecycle.check_living(field, "Field")
    _check_custom(field)
    params = call.params
    if "attributes" in params:
        _check_attributes(field.type, params["attributes"])
    field.name = changed_name(call, call.domain().fields, field, "field")
    field.description = params.get("description", field.description)
    field.attributes = params.get("attributes", field.attributes)
    field.modified = call.now
    return {}


def delete_field(call: CallContext) -> Wire:
    """Delete a field softly: cases keep its values, nothing new can use it.

    Deleting it again does nothing, since the operation is declared idempotent. The
    conflict it declares is never raised: the documentation says that templates and
    layouts which use the field go on without it.
    """
    field = call.field()
    _check_custom(field)
    if not field.deleted:
        deleted = sum(1 for other in call.domain().fields.values() if other.deleted)
        allowed = call.settings.quotas.deleted_fields_per_domain
        check_quota("deleted fields per domain", allowed, deleted + 1)
        field.deleted = True
        field.modified = call.now
    return {}


def list_fields(call: CallContext) -> Wire:
    found, token = page(
        call,
        lifecycle.living(call.domain().fields),
        largest=100,
        ordinal=indexes.ordinal_of,
    )
    return {
        "fields": [
            {
                "fieldId": field.id,
                "fieldArn": field.arn,
                "name": field.name,
                "type": field.type,
                "namespace": field.namespace,
                "attributes": field.attributes,
            }
            for field in found
        ],
        "nextToken": token,
    }


def batch_get_field(call: CallContext) -> Wire:
    """Read fields by id, deleted ones included; unknown ids are listed as errors.

    An id asked for twice is returned twice.
    """
    known = call.domain().fields
    fields: list[Wire] = []
    errors: list[Wire] = []
    for identifier in call.params["fields"]:
        field = known.get(identifier["id"])
        if field is not None:
            fields.append(_described(field))
        else:
            missing = ResourceNotFoundException("Field", identifier["id"])
            errors.append(missing.entry())
    return {"fields": fields, "errors": errors}


def _described(field: Field) -> Wire:
    return {
        "fieldId": field.id,
        "fieldArn": field.arn,
        "name": field.name,
        "description": field.description,
        "type": field.type,
        "namespace": field.namespace,
        "tags": field.tags,
        "deleted": field.deleted,
        "createdTime": field.created,
        "lastModifiedTime": field.modified,
        "attributes": field.attributes,
    }


def _check_custom(field: Field) -> None:
    if field.namespace == "System":
        raise ValidationException(f"Field {field.id} is the service's own.")


def _check_attributes(field_type: str, attributes: Wire | None) -> None:
    if attributes is not None and field_type != "Text":
        raise ValidationException("attributes.text: only for fields of type Text")
