"""The state of one account in one Region."""

import attrs

from .state import Domain, Merge


@attrs.define(kw_only=True)
class Region:
    """Everything one account has in one Region.

    `ordinal` is the last one that was assigned; see `state`. `running` holds the
    merges that run and their domains, in the order they end; see `indexes`.
    """

    account: str
    name: str
    partition: str
    ordinal: int = 0
    domains: dict[str, Domain] = attrs.Factory(dict[str, Domain])
    running: list[tuple[Domain, Merge]] = attrs.field(
        factory=list[tuple[Domain, Merge]], init=False, eq=False, repr=False
    )

    def next_ordinal(self) -> int:
        """Assign the next ordinal."""
        self.ordinal += 1
        return self.ordinal

    def arn(self, *path: str) -> str:
        """The ARN of a resource, from the alternating kinds and ids leading to it."""
        owner = f"{self.name}:{self.account}"
        return f"arn:{self.partition}:cases:{owner}:{'/'.join(path)}"
