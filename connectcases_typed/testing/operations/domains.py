"""Domains: creating, reading, listing and deleting them."""

from ..controls.quotas import check_quota
from ..protocol.errors import ConflictException
from ..protocol.wire import Wire
from ..store import indexes
from ..store.state import Domain
from .context import CallContext, new_id
from .paging import page
from .system_fields import system_fields

# Whether the real service returns CreationInProgress for a while is not documented.
# A domain that can be used at once keeps tests short.
STATUS = "Active"


def create_domain(call: CallContext) -> Wire:
    name: str = call.params["name"]
    domains = call.region.domains
    if any(domain.name == name for domain in domains.values()):
        raise ConflictException("A domain of this name exists already.")
    check_quota("domains", call.settings.quotas.domains, len(domains) + 1)
    domain_id = new_id()
    domain = Domain(
        id=domain_id,
        arn=call.region.arn("domain", domain_id),
        name=name,
        ordinal=call.region.next_ordinal(),
        created=call.now,
    )
    domain.fields = {field.id: field for field in system_fields(call, domain)}
    domains[domain_id] = domain
    return {"domainId": domain_id, "domainArn": domain.arn, "domainStatus": STATUS}


def get_domain(call: CallContext) -> Wire:
    domain = call.domain()
    return {
        "domainId": domain.id,
        "domainArn": domain.arn,
        "name": domain.name,
        "createdTime": domain.created,
        "domainStatus": STATUS,
        "tags": domain.tags,
    }


def list_domains(call: CallContext) -> Wire:
    found, token = page(
        call,
        list(call.region.domains.values()),
        largest=10,
        ordinal=indexes.ordinal_of,
    )
    return {
        "domains": [
            {"domainId": domain.id, "domainArn": domain.arn, "name": domain.name}
            for domain in found
        ],
        "nextToken": token,
    }


def delete_domain(call: CallContext) -> Wire:
    """Delete a domain with everything in it.

    When the service returns the conflict it declares is not documented. A domain
    with contents is no reason: no such condition is documented either.
    """
    indexes.remove_domain(call.region, call.domain())
    return {}
