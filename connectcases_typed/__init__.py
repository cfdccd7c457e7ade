"""A typed client of Amazon Connect Cases, on top of boto3."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ._collector import paused as _paused

# A name is imported from the module that defines it when it is first used: building all
# two hundred classes takes a tenth of a second, and an application uses a handful.
# Type checkers read the star imports. At run time the table in `_names` maps each name
# to its module; `python tests/test_surface.py` writes it.
if TYPE_CHECKING:
    __all__: list[str]
    from ._version import __version__ as __version__
    from .async_client import *
    from .calling.outcomes import *
    from .calling.paging import *
    from .client import *
    from .conversion.json_text import *
    from .conversion.limits import *
    from .conversion.others import *
    from .conversion.wire import *
    from .domain.arns import *
    from .domain.conditions import *
    from .domain.entries import *
    from .domain.errors import *
    from .domain.fields import *
    from .domain.history import *
    from .domain.once import *
    from .domain.plain import *
    from .domain.setup import *
    from .errors import *
    from .failures import *
    from .fleet.queues import *
    from .fleet.redis_store import *
    from .fleet.sharing import *
    from .fleet.stores import *
    from .models.audit import *
    from .models.batches import *
    from .models.case_rules import *
    from .models.case_searches import *
    from .models.cases import *
    from .models.conditions import *
    from .models.domains import *
    from .models.events import *
    from .models.fields import *
    from .models.filters import *
    from .models.layouts import *
    from .models.merges import *
    from .models.related_item_searches import *
    from .models.related_items import *
    from .models.tags import *
    from .models.templates import *
    from .models.values import *
    from .operations import *
    from .rates import *
    from .redaction import *
    from .shapes import *
    from .tables import *
else:
    from ._names import HOMES as _HOMES

    # Without the extra `async`, importing `AsyncClient` by name raises an error that
    # says what to install; `import *` leaves it out.
    __all__ = [
        name
        for name in _HOMES
        if name != "AsyncClient" or find_spec("anyio") is not None
    ]

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            # `from . import models` asks here first: nothing is wrong with that.
            if not name.startswith("_") and find_spec(f"{__name__}.{name}") is None:
                misuse = import_module(".calling.misuse", __name__)
                message += misuse.did_you_mean(name, list(_HOMES))
            raise AttributeError(message)
        with _paused():
            module = import_module(f".{_HOMES[name]}", __name__)
            value = globals()[name] = getattr(module, name)
        return value

    def __dir__() -> list[str]:
        return __all__
