"""Options of single-select fields."""

from ..controls.quotas import check_quota
from ..protocol.errors import ValidationException
from ..protocol.wire import Wire
from ..store import lifecycle
from ..store.state import Field, FieldOption
from .context import CallContext
from .paging import page
from .system_fields import BUILT_IN_STATUSES


def batch_put_field_options(call: CallContext) -> Wire:
    """Create options and update those whose value exists already.

    Each option is put by itself: one that cannot be is listed in the response and
    the others are put. Only an exceeded quota fails the whole call.
    """
    field = call.field()
    lifecycle.check_living(field, "Field")
    if field.type != "SingleSelect":
        raise ValidationException(f"Field {field.id} is not a SingleSelect field.")
    wanted: list[Wire] = call.params["options"]
    values = {option["value"] for option in wanted} | field.options.keys()
    check_quota(
        "options per field", call.settings.quotas.options_per_field, len(values)
    )
    errors: list[Wire] = []
    put: set[str] = set()
    for option in wanted:
        value: str = option["value"]
        problem = _problem(field, value, put)
        if problem:
            errors.append(
                {
                    "value": value,
                    "errorCode": ValidationException.code,
                    "message": problem,
                }
            )
            continue
        put.add(value)
        field.options[value] = FieldOption(
            name=option["name"], value=value, active=option["active"]
        )
    if put:
        field.modified = call.now
    return {"errors": errors}


def _problem(field: Field, value: str, put: set[str]) -> str | None:
    if value in put:
        return "This value occurs more than once in the request."
    if field.id == "status" and value in BUILT_IN_STATUSES:
        return "This option is the service's own and cannot be changed."
    return None


def list_field_options(call: CallContext) -> Wire:
    """List the options in the order they were made; other types have none."""
    asked: list[str] = call.params.get("values", [])
    options = call.field().options.values()
    # Options are never deleted, so their position in the list can be the ordinal.
    found, token = page(
        call,
        [option for option in options if not asked or option.value in asked],
        largest=100,
    )
    return {
        "options": [
            {"name": option.name, "value": option.value, "active": option.active}
            for option in found
        ],
        "nextToken": token,
    }
