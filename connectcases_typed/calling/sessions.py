"""The botocore session of a client whose user has no session: one service, quickly.

It is botocore's own session with another loader of the JSON files that describe the
services. botocore's loader takes a quarter of a cold start, for three things that
nobody needs here:

- Before it loads one of the two files of a service, it lists the folders of all four
  hundred services, to learn whether the service exists.
- It reads each JSON object as an `OrderedDict`, which takes twice the time and the
  memory of a dict. Since Python 3.7 a dict keeps its order, too.
- It decodes 1.2 MB about the endpoints of all services, of which one entry is asked
  for.
"""

import gzip
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
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
    session.register_component("data_loader", _ServiceLoader(usual))
    return session


class _ServiceLoader(Loader):
    """Finds this service quickly, and others as botocore's own loader does.

    botocore needs others for credentials: a role, for example, is assumed by a client
    of AWS STS in the same session.
    """

    def __init__(self, usual: Loader) -> None:
        self._usual = usual
        super().__init__(
            usual.search_paths,
            file_loader=_Dicts(),
            include_default_search_paths=False,
        )

    def load_service_model(
        self, service_name: str, type_name: str, api_version: str | None = None
    ) -> Any:
        """What a file about a service holds."""
        wanted = service_name, type_name, api_version
        if service_name == SERVICE:
            return super().load_service_model(*wanted)
        return self._usual.load_service_model(*wanted)

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
        plain, zipped = f"{file_path}.json", f"{file_path}.json.gz"
        if _is_file(plain):
            read = _endpoints if Path(plain).name == "endpoints.json" else json.loads
            return read(Path(plain).read_text("utf-8"))
        if _is_file(zipped):
            return json.loads(gzip.decompress(Path(zipped).read_bytes()))
        return None


def _is_file(path: str) -> bool:
    # As botocore asks: a `Path` raises an error for a folder that nobody may enter.
    return os.path.isfile(path)  # noqa: PTH113 - said above


class _Services(Mapping[str, Any]):
    """The services of a partition; each is decoded when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, Any] = {}

    @cached_property
    def _all(self) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(self._text)
        return decoded

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            key = json.dumps(name)
            if key not in self._text:
                raise KeyError(name)
            _, _, value = self._text.partition(f"{_SERVICE}{key} : ")
            # What follows the value is left alone.
            self._found[name] = (
                _DECODER.raw_decode(value)[0] if value else self._all[name]
            )
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


# How botocore's file is laid out: its indents say where the services of a partition
# begin and end, and where each of them begins.
_BEFORE, _SERVICE, _AFTER = '\n    "services" : ', "\n      ", "\n    }"
_DECODER = json.JSONDecoder()


def _endpoints(text: str) -> Any:
    """What the file about endpoints holds, with the services left to be decoded.

    A file that is laid out otherwise is decoded as a whole.
    """
    head, *partitions = text.split(_BEFORE)
    services: list[_Services] = []
    for partition in partitions:
        inside, end, rest = partition.partition(_AFTER)
        services.append(_Services(inside + end.strip()))
        head += f"{_BEFORE}{{}}{rest}"
    try:
        found: Any = json.loads(head)
        for partition, each in zip(found["partitions"], services, strict=True):
            partition["services"] = each
    except (ValueError, TypeError, LookupError):
        return json.loads(text)
    return found
