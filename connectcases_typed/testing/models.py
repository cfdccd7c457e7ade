"""The state of one account and Region, held the way moto holds every service's.

The module's name is moto's: from it moto derives where the URLs are. What the state
consists of is in `state`.
"""

from moto.core.base_backend import BackendDict, BaseBackend

from .state import Domain


class ConnectCasesBackend(BaseBackend):
    """Everything one account has in one Region."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.domains: dict[str, Domain] = {}
        # The last one given out.
        self.ordinal = 0

    def next_ordinal(self) -> int:
        self.ordinal += 1
        return self.ordinal

    def arn(self, *path: str) -> str:
        """The ARN of a resource, from the alternating kinds and ids leading to it."""
        owner = f"{self.region_name}:{self.account_id}"
        return f"arn:{self.partition}:cases:{owner}:{'/'.join(path)}"


connectcases_backends: BackendDict[ConnectCasesBackend] = BackendDict(
    ConnectCasesBackend, "connectcases"
)


def backend_of(account: str, region: str) -> ConnectCasesBackend:
    """The state of an account in a Region, or ValueError where Cases is not offered."""
    try:
        return connectcases_backends[account][region]
    except KeyError:
        raise ValueError(f"Amazon Connect Cases is not in {region!r}") from None
