"""What clients that are made within a mock share, so that a new one costs little.

A test suite makes a client for each test, and botocore prepares for each what is the
same for all: it reads its data, parses the model and the rules for endpoints, and looks
up the name of each event. Here the first client leaves that to the next ones. It is all
derived from botocore's files and holds nothing of a test.

botocore promises none of these names. One that it does not have is left out, and
clients are slower.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from threading import Lock
from typing import Any
from unittest import mock

import botocore.client
import botocore.hooks
import botocore.regions
import botocore.session
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader, create_loader
from botocore.model import ServiceModel


class _Sharing(AbstractContextManager[None]):
    """Changes botocore as long as a mock is on, whichever ends first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mocks = 0
        self._changes = ExitStack()

    def __enter__(self) -> None:
        with self._lock:
            self._mocks += 1
            if self._mocks == 1:
                for change in changes():
                    self._changes.enter_context(change)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._mocks -= 1
            if self._mocks == 0:
                self._changes.close()


#: To be entered by each mock.
sharing: _Sharing = _Sharing()


def changes() -> Iterator[AbstractContextManager[Any]]:
    """The changes to botocore."""
    for owner, name, replacement in (
        (botocore.session, "create_loader", _loader),
        (botocore.client.ClientCreator, "_load_service_model", _load_service_model),
        (botocore.regions, "EndpointProvider", _endpoint_provider),
        (botocore.hooks.EventAliaser, "__copy__", _copied_with_its_names),
    ):
        if hasattr(owner, name):
            yield mock.patch.object(owner, name, replacement)


# What was read of the files in these folders, and what was made of it.
_read: dict[tuple[str, ...], dict[Any, Any]] = {}

# The data in there, by identity. The data of other loaders are not kept: who makes a
# session for each test would keep a copy for each.
_data: dict[int, object] = {}


class _Loader(Loader):
    """The loader of one session, which has read what others of the same folders have.

    Each has a list of folders of its own: boto3 adds one for each session, and users
    add theirs.
    """

    @property
    def _cache(self) -> dict[Any, Any]:
        return _read.setdefault(tuple(self.search_paths), {})

    @_cache.setter
    def _cache(self, empty: dict[Any, Any]) -> None:
        """Leave out the empty one that botocore begins with."""

    def load_data_with_path(self, name: str) -> tuple[Any, str]:
        found = super().load_data_with_path(name)
        _data[id(found[0])] = found[0]
        return found


def _loader(data_path: str | None = None) -> Loader:
    folders = create_loader(data_path).search_paths
    return _Loader(folders, include_default_search_paths=False)


_loaded: Any = getattr(botocore.client.ClientCreator, "_load_service_model", None)


def _load_service_model(
    creator: Any, service_name: str, api_version: str | None = None
) -> ServiceModel:
    loader: Loader = creator._loader  # noqa: SLF001 - it has no other name
    if not isinstance(loader, _Loader):
        model: ServiceModel = _loaded(creator, service_name, api_version)
        return model
    data: Any = loader.load_service_model(service_name, "service-2", api_version)
    if id(data) not in _models:
        _models[id(data)] = ServiceModel(data, service_name)
    return _models[id(data)]


_models: dict[int, ServiceModel] = {}
_providers: dict[tuple[int, int], EndpointProvider] = {}


def _endpoint_provider(
    ruleset_data: Any, partition_data: Any, **more: Any
) -> EndpointProvider:
    key = id(ruleset_data), id(partition_data)
    if any(more.values()) or not _data.keys() >= {*key}:
        return EndpointProvider(ruleset_data, partition_data, **more)
    if key not in _providers:
        _providers[key] = EndpointProvider(ruleset_data, partition_data, **more)
    return _providers[key]


_copied: Callable[[Any], Any] = botocore.hooks.EventAliaser.__copy__


def _copied_with_its_names(aliaser: Any) -> Any:
    """A copy that knows the names of events that the original has looked up.

    Each client has a copy of its session's, and looks the names up among some three
    hundred aliases, which takes as long as a request.
    """
    copied = _copied(aliaser)
    names: Any = getattr(aliaser, "_alias_name_cache", None)
    if names is not None:
        setattr(copied, "_alias_name_cache", names)  # noqa: B010 - it has no public name
    return copied
