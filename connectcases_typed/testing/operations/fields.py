"""Fields of a domain: defining, reading and deleting them.

Options of single-select fields are in `options`, values in `values`.
"""

from . import lifecycle
from .call import Call, new_id
from .errors import ResourceNotFoundException, ValidationException
from .paging import page
from .state import Field
from .wire import Wire


def create_field(call: Call) -> Wire:
    domain = call.domain()
    params = call.params
    _check_attributes(params["type"], params.get("attributes"))
    lifecycle.check_name_is_free(domain.fields, params["name"], "field")
    living = lifecycle.living(domain.fields)
    custom = sum(1 for field in living if field.namespace == "Custom")
    call.service.quotas.check("fields_per_domain", custom + 1)
    field_id = new_id()
    field = Field(
        id=field_id,
        arn=f"{domain.arn}/field/{field_id}",
        name=params["name"],
        type=params["type"],
        namespace="Custom",
        ordinal=call.region.next_ordinal(),
        created=call.now,
        modified=call.now,
        description=params.get("description"),
        attributes=params.get("attributes"),
    )
    domain.fields[field_id] = field
    return {"fieldId": field.id, "fieldArn": field.arn}


def update_field(call: Call) -> Wire:
    field = call.field()
    lifecycle.check_living(field, "Field")
    if field.namespace == "System":
        raise ValidationException(f"Field {field.id} is the service's own.")
    params = call.params
    if "attributes" in params:
        _check_attributes(field.type, params["attributes"])
    name: str = params.get("name", field.name)
    fields = call.domain().fields
    lifecycle.check_name_is_free(fields, name, "field", besides=field)
    field.name = name
    field.description = params.get("description", field.description)
    field.attributes = params.get("attributes", field.attributes)
    field.modified = call.now
    return {}


def delete_field(call: Call) -> Wire:
    """Delete a field softly: cases keep its values, nothing new can use it.

    Deleting it again does nothing, the operation being declared idempotent. The
    conflict it declares is never raised: templates and layouts that use the field
    are documented to go on without it.
    """
    field = call.field()
    if field.namespace == "System":
        raise ValidationException(f"Field {field.id} is the service's own.")
    if not field.deleted:
        deleted = sum(1 for other in call.domain().fields.values() if other.deleted)
        call.service.quotas.check("deleted_fields_per_domain", deleted + 1)
        field.deleted = True
        field.modified = call.now
    return {}


def list_fields(call: Call) -> Wire:
    found, token = page(
        call,
        lifecycle.living(call.domain().fields),
        largest=100,
        ordinal=lambda field: field.ordinal,
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


def batch_get_field(call: Call) -> Wire:
    """Read fields by id, deleted ones included; unknown ids are listed as errors.

    An id asked for twice is answered twice.
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


def _check_attributes(field_type: str, attributes: Wire | None) -> None:
    if attributes is not None and field_type != "Text":
        raise ValidationException("attributes.text: only for fields of type Text")
