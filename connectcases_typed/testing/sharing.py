"""What clients that are made within a mock share, so that a new one costs little.

A test suite makes a client for each test, and botocore prepares for each what is the
same for all: it reads its data, parses the model and the rules for endpoints, makes the
methods, and looks up the name of each event. Here the first client leaves that to the
next ones. It is all derived from botocore's files and holds nothing of a test.

What each client does need for itself is done in a quicker way, with the same result:
copying the session's event handlers, asking whether a handler takes any argument, and
looking for proxies.

botocore promises none of these names. One that it does not have is left out, and
clients are slower.
"""

import inspect
import os
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from threading import Lock
from typing import Any
from unittest import mock

import botocore.client
import botocore.endpoint
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
        (botocore.client.ClientCreator, "_create_methods", _create_methods),
        (botocore.hooks.EventAliaser, "__copy__", _copied_with_its_names),
        (getattr(botocore.hooks, "_PrefixTrie", None), "_recursive_copy", _copied_node),
        (botocore.hooks, "accepts_kwargs", _accepts_kwargs),
        (botocore.endpoint, "get_environ_proxies", _environ_proxies),
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

_methods_made: Any = getattr(botocore.client.ClientCreator, "_create_methods", None)


def _create_methods(creator: Any, service_model: ServiceModel) -> dict[str, Any]:
    """The methods of a client by name, to be changed by the session's handlers."""
    if not any(service_model is each for each in _models.values()):
        methods: dict[str, Any] = _methods_made(creator, service_model)
        return methods
    if service_model not in _methods:
        _methods[service_model] = _methods_made(creator, service_model)
    return _methods[service_model].copy()


_methods: dict[ServiceModel, dict[str, Any]] = {}
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


def _copied_node(trie: Any, node: dict[str, Any]) -> dict[str, Any]:
    """A copy of a node of the tree of event handlers, and of all nodes below it.

    botocore's own takes three times as long, because it asks `copy.copy` how to copy
    a list.
    """
    copied: dict[str, Any] = {}
    for key, value in node.items():
        # What is in a dict or in a tuple has no type.
        kind: Any = value.__class__
        if kind is dict:
            copied[key] = _copied_node(trie, value)
        elif issubclass(kind, tuple):
            # The handlers that are called first, in the middle and last.
            copied[key] = kind(*map(list, value))
        else:
            copied[key] = value
    return copied


_asked: Any = getattr(botocore.hooks, "accepts_kwargs", None)


def _accepts_kwargs(handler: Any) -> object:
    """Whether a handler takes any keyword argument, as the flags of its code say.

    botocore looks at each parameter instead, for ten handlers of each client.
    """
    function = getattr(handler, "__func__", handler)
    if inspect.isfunction(function) and not hasattr(function, "__signature__"):
        return function.__code__.co_flags & inspect.CO_VARKEYWORDS
    return _asked(handler)


_found: Any = getattr(botocore.endpoint, "get_environ_proxies", None)


def _environ_proxies(url: str) -> dict[str, str]:
    """The proxies for an address: none if no variable of the environment names one."""
    # Elsewhere the system has settings, too.
    only_here = urllib.request.getproxies is urllib.request.getproxies_environment
    if only_here and not any(name[-6:].lower() == "_proxy" for name in os.environ):
        return {}
    proxies: dict[str, str] = _found(url)
    return proxies
