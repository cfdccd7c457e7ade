"""ARNs: the names of resources of Cases, and of the services around it.

    case = CaseArn.parse(event["resources"][1])
    case.case_id, str(case)
    ProfileArn(region=region, account=account, domain="shop", profile_id=profile_id)

Each class is one form of ARN, and `parse` takes no other. The forms are those of AWS's
service authorization reference.
"""

import re
from functools import cache
from typing import Any, ClassVar, Literal, Self

import attrs

from .._docs import documented

__all__ = [
    "AgentArn",
    "Arn",
    "CaseArn",
    "ContactArn",
    "DomainArn",
    "ProfileArn",
    "RelatedItemArn",
]

_PARTS = {
    "partition": r"aws(?:-[a-z]+)*",
    "region": r"[a-z]+(?:-[a-z]+)+-\d+",
    "account": r"\d{12}",
    "noun": "agent|user",
}
_ID = r"[^/:*?\s]+"


@documented
@attrs.frozen(kw_only=True)
class Arn:
    """The base of all forms of ARN.

    `str(arn)` is its text; `parse` reads one. Of an ARN of any form, `Arn.parse` makes
    the class that fits.

    Raises:
        ValueError: a part is not what it may be in an ARN.
    """

    #: How the text is put together.
    form: ClassVar[str] = ""

    partition: str = "aws"
    """`aws`, `aws-cn` or `aws-us-gov`."""
    region: str
    """The Region."""
    account: str
    """The account, twelve digits."""

    def __attrs_post_init__(self) -> None:
        if wrong := [
            name
            for name, value in attrs.asdict(self).items()
            if not re.fullmatch(_PARTS.get(name, _ID), value)
        ]:
            what = type(self).__name__
            raise ValueError(f"{what}: not as in an ARN: {', '.join(wrong)}")

    def __str__(self) -> str:
        return self.form.format(**attrs.asdict(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of an ARN.

        Raises:
            ValueError: it is no ARN, or one of another form, which is named.
        """
        found = _parsed(text)
        if isinstance(found, cls):
            return found
        expected = cls.form.format_map(_Shown()) or "an ARN that this library knows"
        if found is not None:
            given = f"a {type(found).__name__}"
        elif text.startswith("arn:aws:profiles:"):
            given = "one of `profiles`: the service is called `profile`"
        else:
            given = "an ARN of another form" if text.startswith("arn:") else "no ARN"
        raise ValueError(f"{cls.__name__}: expected {expected}, this is {given}")


@documented
@attrs.frozen(kw_only=True)
class DomainArn(Arn):
    """A domain of Cases: `arn:aws:cases:REGION:ACCOUNT:domain/DOMAIN_ID`."""

    form: ClassVar[str] = "arn:{partition}:cases:{region}:{account}:domain/{domain_id}"

    domain_id: str
    """The domain's id."""


@documented
@attrs.frozen(kw_only=True)
class CaseArn(Arn):
    """A case: its domain's ARN and `/case/CASE_ID`."""

    form: ClassVar[str] = f"{DomainArn.form}/case/{{case_id}}"

    domain_id: str
    """The id of the case's domain."""
    case_id: str
    """The case's id."""


@documented
@attrs.frozen(kw_only=True)
class RelatedItemArn(Arn):
    """A related item: its case's ARN and `/related-item/RELATED_ITEM_ID`."""

    form: ClassVar[str] = f"{CaseArn.form}/related-item/{{related_item_id}}"

    domain_id: str
    """The id of the item's domain."""
    case_id: str
    """The id of the item's case."""
    related_item_id: str
    """The item's id."""


@documented
@attrs.frozen(kw_only=True)
class ProfileArn(Arn):
    """A customer profile, as the field `customer_id` holds it.

    `arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN/profiles/PROFILE_ID`: the domain is
    one of Customer Profiles, and `profile` has no s.
    """

    form: ClassVar[str] = (
        "arn:{partition}:profile:{region}:{account}"
        ":domains/{domain}/profiles/{profile_id}"
    )

    domain: str
    """The name of the domain of Customer Profiles."""
    profile_id: str
    """The profile's id."""


_INSTANCE = "arn:{partition}:connect:{region}:{account}:instance/{instance_id}"


@documented
@attrs.frozen(kw_only=True)
class ContactArn(Arn):
    """A contact: `arn:aws:connect:REGION:ACCOUNT:instance/ID/contact/CONTACT_ID`."""

    form: ClassVar[str] = f"{_INSTANCE}/contact/{{contact_id}}"

    instance_id: str
    """The id of the Connect instance."""
    contact_id: str
    """The contact's id."""


@documented
@attrs.frozen(kw_only=True)
class AgentArn(Arn):
    """A user of Connect: `arn:aws:connect:REGION:ACCOUNT:instance/ID/agent/AGENT_ID`.

    The samples of Cases' events have `user` instead of `agent`, which is `noun` here.
    """

    form: ClassVar[str] = f"{_INSTANCE}/{{noun}}/{{agent_id}}"

    instance_id: str
    """The id of the Connect instance."""
    noun: Literal["agent", "user"] = "agent"
    """Which of the two words the ARN has."""
    agent_id: str
    """The user's id."""


class _Shown(dict[str, str]):
    """Every part of a form by its name: `{region}` is `REGION`."""

    def __missing__(self, name: str) -> str:
        return "aws" if name == "partition" else name.upper()


def _parsed(text: str) -> Arn | None:
    for cls in (DomainArn, CaseArn, RelatedItemArn, ProfileArn, ContactArn, AgentArn):
        if match := _pattern(cls).fullmatch(text):
            # The names of a pattern's groups are not part of its type.
            parts: dict[str, Any] = match.groupdict()
            return cls(**parts)
    return None


@cache
def _pattern(cls: type[Arn]) -> re.Pattern[str]:
    return re.compile(
        re.sub(
            r"\{(\w+)\}",
            lambda part: f"(?P<{part[1]}>{_PARTS.get(part[1], _ID)})",
            cls.form,
        )
    )
