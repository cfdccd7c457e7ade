"""The state of all accounts and Regions, kept the way moto keeps every service's.

The name of the module is moto's: from it moto derives where the URLs are. What a
Region consists of is in `store`.
"""

from collections.abc import Iterable, Iterator

from moto.core.base_backend import BackendDict, BaseBackend

from .protocol.model import SERVICE
from .store.region import Region


class ConnectCasesBackend(BaseBackend):
    """One account in one Region, for moto; `state` is ours."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.state: Region = Region(
            account=account_id, name=region_name, partition=self.partition
        )


connectcases_backends: BackendDict[ConnectCasesBackend] = BackendDict(
    ConnectCasesBackend, SERVICE
)


def region_of(account: str, region: str) -> Region:
    """The state of an account in a Region; ValueError where Cases is not offered."""
    try:
        return connectcases_backends[account][region].state
    except KeyError:
        raise ValueError(f"Amazon Connect Cases is not in {region!r}") from None


def all_regions() -> Iterator[Region]:
    """The state of every account and Region that was ever looked at."""
    # Copies, since another thread may ask for a Region it has not used before.
    for regions in list(connectcases_backends.values()):
        for backend in list(regions.values()):
            yield backend.state


def reset_regions(loaded: Iterable[Region] = ()) -> None:
    """Forget the state of every account and Region, and put another in its place."""
    for regions in connectcases_backends.values():
        regions.reset()
    for region in loaded:
        connectcases_backends[region.account][region.name].state = region
