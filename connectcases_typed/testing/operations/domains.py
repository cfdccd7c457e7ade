"""Domains: creating, reading, listing and deleting them."""

from .call import Call, new_id
from .errors import ConflictException
from .paging import page
from .state import Domain
from .system_fields import system_fields
from .wire import Wire

# Whether the real service answers CreationInProgress for a while is not documented;
# a domain that can be used at once makes the shorter test.
STATUS = "Active"


def create_domain(call: Call) -> Wire:
    name: str = call.params["name"]
    domains = call.region.domains
    if any(domain.name == name for domain in domains.values()):
        raise ConflictException("A domain of this name exists already.")
    call.service.quotas.check("domains", len(domains) + 1)
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


def get_domain(call: Call) -> Wire:
    domain = call.domain()
    return {
        "domainId": domain.id,
        "domainArn": domain.arn,
        "name": domain.name,
        "createdTime": domain.created,
        "domainStatus": STATUS,
        "tags": domain.tags,
    }


def list_domains(call: Call) -> Wire:
    found, token = page(
        call,
        call.region.domains.values(),
        largest=10,
        ordinal=lambda domain: domain.ordinal,
    )
    return {
        "domains": [
            {"domainId": domain.id, "domainArn": domain.arn, "name": domain.name}
            for domain in found
        ],
        "nextToken": token,
    }


def delete_domain(call: Call) -> Wire:
    """Delete a domain with everything in it.

    The service declares a conflict here without saying when; since deleting a domain
    is documented as deleting it, contents are no reason.
    """
    del call.region.domains[call.domain().id]
    return {}
