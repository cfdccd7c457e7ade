"""How much of everything the service allows: the documented quotas, adjustable.

Only quotas are here; the service refuses what exceeds them with
ServiceQuotaExceededException. Limits written into the service model (lengths, list
sizes) are checked by `validation`.

They count in an account and a Region. The documentation says "account" only, and a
third party's summary adds the Region, as it is with most of AWS's quotas.
"""

import attrs

from ..protocol.errors import ServiceQuotaExceededException


def _count(default: int) -> int:
    number: int = attrs.field(
        default=default,
        validator=[attrs.validators.instance_of(int), attrs.validators.ge(0)],
    )
    return number


@attrs.define(kw_only=True)
class Quotas:
    """The quotas of an account; set one low to reach it early in a test."""

    domains: int = _count(5)
    # System fields belong to the service, so they do not use up the customer's quota.
    fields_per_domain: int = _count(500)
    options_per_field: int = _count(500)
    layouts_per_domain: int = _count(100)
    fields_per_layout: int = _count(100)
    templates_per_domain: int = _count(100)
    # Declared by the service, but the number is not documented; it is that of layouts
    # and templates.
    case_rules_per_domain: int = _count(100)
    related_items_per_case: int = _count(200)
    files_per_case: int = _count(50)
    slas_per_case: int = _count(10)
    fields_per_custom_item: int = _count(5)
    # Deleted things stay readable, so the service limits their number as well.
    deleted_fields_per_domain: int = _count(100)
    deleted_layouts_per_domain: int = _count(100)
    deleted_templates_per_domain: int = _count(100)
    # Limits merging only, where exceeding it is a ValidationException.
    values_per_merged_case: int = _count(500)


def check_quota(what: str, allowed: int, wanted: int) -> None:
    """Raise ServiceQuotaExceededException if more is wanted than is allowed."""
    if wanted > allowed:
        raise ServiceQuotaExceededException(
            f"The quota of {what} is {allowed}; this would make {wanted}."
        )
