"""The botocore session of a client whose user has no session: one service, quickly.

It is botocore's own session with another loader of the JSON files that describe the
services. botocore's loader takes a quarter of a cold start, for two things that nobody
needs here:

- Before it loads one of the two files of a service, it lists the folders of all four
  hundred services, to learn whether the service exists.
- It reads each JSON object as an `OrderedDict`, which takes twice the time and the
  memory of a dict. Since Python 3.7 a dict keeps its order, too.
"""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from botocore.exceptions import DataNotFoundError
from botocore.loaders import JSONFileLoader, Loader

SERVICE = "connectcases"


@cache
def own_session() -> botocore.session.Session:
    """The session of all clients that were given none."""
    session = botocore.session.get_session()
    usual: Loader = session.get_component("data_loader")
    session.register_component("data_loader", _ServiceLoader(usual.search_paths))
    return session


class _ServiceLoader(Loader):
    """Finds this service alone, in the folders that botocore would look through."""

    def __init__(self, search_paths: list[str]) -> None:
        super().__init__(
            search_paths, file_loader=_Dicts(), include_default_search_paths=False
        )

    def list_available_services(self, type_name: str) -> list[str]:
        """The one service, if there is a file of the type about it."""
        try:
            self.determine_latest_version(SERVICE, type_name)
        except DataNotFoundError:
            return super().list_available_services(type_name)
        return [SERVICE]


class _Dicts(JSONFileLoader):
    """Reads JSON objects as dicts."""

    # What JSON holds has no type.
    def load_file(self, file_path: str) -> Any:
        """What a file holds, whose suffix is left out; None if there is none."""
        plain, zipped = Path(f"{file_path}.json"), Path(f"{file_path}.json.gz")
        if plain.exists():
            return json.loads(plain.read_bytes())
        if zipped.exists():
            return json.loads(gzip.decompress(zipped.read_bytes()))
        return None
