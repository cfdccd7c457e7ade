"""What a domain publishes of its cases' changes: keeping and reading the setting."""

from .call import Call
from .errors import refuse_all
from .state import Domain
from .wire import Wire


def get_case_event_configuration(call: Call) -> Wire:
    """Read the configuration; a domain that was given none publishes nothing.

    The second half is not documented, but an answer has to say whether it does.
    """
    domain = call.domain()
    configuration = domain.event_bridge or {"enabled": False}
    return {"eventBridge": _without_deleted_fields(configuration, domain)}


def put_case_event_configuration(call: Call) -> Wire:
    """Replace the configuration as a whole, which is what PUT says of itself.

    The conflict the operation declares is never answered: when it would be is not
    documented. Neither is that a field has to exist.
    """
    domain = call.domain()
    configuration: Wire = call.params["eventBridge"]
    case_data = configuration.get("includedData", {}).get("caseData", {})
    path = "eventBridge.includedData.caseData.fields"
    refuse_all(
        f"{path}[{index}].id: there is no field with the id {entry['id']}"
        for index, entry in enumerate(case_data.get("fields", []))
        if entry["id"] not in domain.fields or domain.fields[entry["id"]].deleted
    )
    domain.event_bridge = configuration
    return {}


def _without_deleted_fields(configuration: Wire, domain: Domain) -> Wire:
    included: Wire = configuration.get("includedData", {})
    if "caseData" not in included:
        return configuration
    case_data: Wire = included["caseData"]
    living = [
        entry for entry in case_data["fields"] if not domain.fields[entry["id"]].deleted
    ]
    return configuration | {
        "includedData": included | {"caseData": case_data | {"fields": living}}
    }
