"""What a domain publishes when its cases change: setting and reading it."""

from ..protocol.errors import refuse_all
from ..protocol.wire import Wire
from ..store.state import Domain
from .context import CallContext
from .field_checks import living_problems


def get_case_event_configuration(call: CallContext) -> Wire:
    """Read the configuration; a domain that was given none publishes nothing.

    What the service returns for such a domain is not documented.
    """
    domain = call.domain()
    configuration = domain.event_bridge or {"enabled": False}
    return {"eventBridge": _without_deleted_fields(configuration, domain)}


def put_case_event_configuration(call: CallContext) -> Wire:
    """Replace the configuration as a whole, as PUT does.

    When the service returns the conflict it declares is not documented, so it is
    never raised. That a field has to exist is not documented either.
    """
    domain = call.domain()
    configuration: Wire = call.params["eventBridge"]
    case_data = configuration.get("includedData", {}).get("caseData", {})
    path = "eventBridge.includedData.caseData.fields"
    refuse_all(
        problem
        for index, entry in enumerate(case_data.get("fields", []))
        for problem in living_problems(domain, entry["id"], f"{path}[{index}].id")
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
