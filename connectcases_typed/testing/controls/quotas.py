"""How much of everything the service allows, as documented, each number changeable.

Only quotas, which the service answers with ServiceQuotaExceededException. Limits
written into the service model (lengths, list sizes) are `validation`'s.
"""

import attrs

from .errors import ServiceQuotaExceededException


def _count(default: int) -> int:
    number: int = attrs.field(
        default=default,
        validator=[attrs.validators.instance_of(int), attrs.validators.ge(0)],
    )
    return number


@attrs.define(kw_only=True)
class Quotas:
    """The quotas of an account; set an attribute to meet one sooner in a test."""

    domains: int = _count(5)
    # System fields are the service's, so they do not use up the customer's quota.
    fields_per_domain: int = _count(500)
    options_per_field: int = _count(500)
    layouts_per_domain: int = _count(100)
    fields_per_layout: int = _count(100)
    templates_per_domain: int = _count(100)
    # Declared, but the number is not documented; this is what its neighbours have.
    case_rules_per_domain: int = _count(100)
    related_items_per_case: int = _count(200)
    files_per_case: int = _count(50)
    slas_per_case: int = _count(10)
    fields_per_custom_item: int = _count(5)
    # Deleted things stay readable, so the service bounds them as well.
    deleted_fields_per_domain: int = _count(100)
    deleted_layouts_per_domain: int = _count(100)
    deleted_templates_per_domain: int = _count(100)
    # Bounds merging only, where going beyond it is a ValidationException.
    values_per_merged_case: int = _count(500)

    def check(self, quota: str, wanted: int) -> None:
        """Refuse when `wanted` of something is more than its quota allows."""
        allowed: int = getattr(self, quota)
        if wanted > allowed:
            readable = quota.replace("_", " ")
            raise ServiceQuotaExceededException(
                f"The quota of {readable} is {allowed}; this would make {wanted}."
            )
