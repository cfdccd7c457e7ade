"""A case on the embedded service."""

from connectcases_typed import Client, GetCaseAuditEventsRequest, field_values


def open_case(cases: Client) -> GetCaseAuditEventsRequest:
    """Open a case in a domain of its own; the request for its history."""
    domain_id = cases.create_domain(name="paced").domain_id
    template_id = cases.create_template(domain_id=domain_id, name="paced").template_id
    case_id = cases.create_case(
        domain_id=domain_id,
        template_id=template_id,
        fields=field_values({"title": "x", "customer_id": "arn:aws:profile:x"}),
    ).case_id
    return GetCaseAuditEventsRequest(domain_id=domain_id, case_id=case_id)
