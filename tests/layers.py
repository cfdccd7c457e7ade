"""The layers of the package: every module, after those that it may import.

`test_layers.py` compares the lists with what the modules import.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import connectcases_typed

PACKAGE = Path(connectcases_typed.__file__).parent

#: From the ground up: a module imports only from those before it.
LAYERS = [
    "_collector",
    "_docs",
    "_forks",
    "_names",
    "_pickling",
    "_version",
    "errors",
    "failures",
    "shapes",
    "tables",
    "redaction",
    "conversion",
    "conversion.kinds",
    "conversion.plain",
    "conversion.hints",
    "conversion.checks",
    "operations",
    "conversion.reading",
    "conversion.writing",
    "conversion.forms",
    "conversion.wire",
    "conversion.json_text",
    "conversion.limits",
    "conversion.others",
    "rates",
    "fleet",
    "fleet.stores",
    "fleet.queues",
    "fleet.redis_store",
    "fleet.sharing",
    "calling",
    "calling.cancellation",
    "calling.prefetching",
    "calling.error_answers",
    "calling.calls",
    "calling.unfetched",
    "calling.paging",
    "calling.waiting",
    "flows",
    "models.values",
    "models.filters",
    "models.fields",
    "models.related_items",
    "models.case_searches",
    "models.related_item_searches",
    "models.audit",
    "models.cases",
    "models.batches",
    "models.merges",
    "models.domains",
    "models.layouts",
    "models.templates",
    "models.conditions",
    "models.case_rules",
    "models.events",
    "models.tags",
    "models",
    "conversion.json_schema",
    "conversion.pydantic_schema",
    "domain.arns",
    "domain.strict_arns",
    "events.classes",
    "events.transports",
    "events.parsing",
    "events.pydantic_schema",
    "events",
    "domain.errors",
    "domain.plain",
    "domain.mapped",
    "domain.conditions",
    "domain.entries",
    "domain.kinds",
    "domain.record",
    "domain.binding",
    "domain.history",
    "domain.fields",
    "domain.loading",
    "domain.merges",
    "domain.once",
    "domain.setup",
    "domain.naming",
    "domain.setup_reading",
    "domain.setup_checks",
    "domain.applying",
    "domain",
    "calling.misuse",
    "calling.methods",
    "calling.outcomes",
    "calling.journal",
    "calling.many",
    "calling.many_async",
    "service",
    "calling.versions",
    "calling.sessions",
    "calling.transport",
    "client",
    "calling.engines",
    "async_client",
    "records.naming",
    "records.generating",
    "records",
    "records.__main__",
]

#: The same for the embedded service. `operations` is its table of functions, and the
#: modules without a folder are the ones on top.
TESTING_LAYERS = [
    "moto_names",
    "protocol",
    "protocol.wire",
    "protocol.errors",
    "protocol.model",
    "protocol.routes",
    "protocol.strangers",
    "protocol.validation",
    "protocol.parameters",
    "store",
    "store.state",
    "store.region",
    "store.lifecycle",
    "store.indexes",
    "store.dump",
    "store.load",
    "controls",
    "controls.calls",
    "controls.changes",
    "controls.clock",
    "controls.quotas",
    "controls.rates",
    "controls.faults",
    "controls.settings",
    "operations.context",
    "operations.system_fields",
    "operations.values",
    "operations.field_checks",
    "operations.definitions",
    "operations.filters",
    "operations.paging",
    "operations.idempotency",
    "operations.slas",
    "operations.publishing",
    "operations.audit",
    "operations.event_configuration",
    "operations.domains",
    "operations.fields",
    "operations.options",
    "operations.layouts",
    "operations.templates",
    "operations.rule_results",
    "operations.case_rules",
    "operations.tags",
    "operations.cases",
    "operations.case_search",
    "operations.related_items",
    "operations.integrity",
    "operations.batches",
    "operations.merges",
    "operations",
    "models",
    "eventbridge",
    "serving",
    "seeding",
    "seeding.plan",
    "seeding.sources",
    "seeding.values",
    "seeding.making",
    "views.words",
    "views.of_domains",
    "views.of_cases",
    "views",
    "show",
    "iam",
    "responses",
    "urls",
    "hooks",
    "clients",
    "loading",
    "handle",
    "registration",
    "sharing",
    "mock",
    "kept",
    "server.gate",
    "server.http",
    "server.application",
    "server.steering",
    "server.openapi",
    "server.live",
    "server.page",
    "server.state_file",
    "server.server",
    "server",
    "server.command",
    "__init__",
    "__main__",
]

#: What of the core the embedded service may import: the rates a user passes to both,
#: the place where its clock stands in for real time, the version it reports, and what
#: renews locks after a fork.
SHARED_WITH_TESTING = {"rates", "calling.waiting", "_version", "_forks"}
#: What tells a member this library knows from one that it does not: names, no rules.
KNOWING_NAMES = {
    "protocol.strangers": {"conversion.kinds", "service", "shapes"},
    # A check that is switched on, the same on both sides.
    "serving": {"domain.strict_arns"},
    # The clients that the handle makes for a test.
    "clients": {"client", "async_client"},
    # And the type of what a domain is seeded with.
    "handle": {"client", "async_client", "domain.setup"},
}

#: What is in `testing` without being a part of the service, and may import the core.
TESTING_THE_CORE = ["event_maker", "scripts", "setting_up"]

#: Packages whose `__all__` names modules, which are imported when they are asked for.
LAZY = ["models", "domain"]


def path_of(module: str) -> Path:
    """The file of a module or package, named from the package's root."""
    path = PACKAGE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def modules_in(folder: Path) -> set[str]:
    """The modules and packages in a folder and below, named from that folder."""
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(
            ".__init__"
        )
        for path in folder.rglob("*.py")
    }


def imported(path: Path) -> Iterator[str]:
    """The modules of this package that a file imports, also for type checkers only."""
    if path in [PACKAGE / package / "__init__.py" for package in LAZY]:
        return
    package = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) + 1 - node.level]]
            base += node.module.split(".") if node.module else []
            for alias in node.names:
                # Either a module of that package, or a name in that module.
                parts = [*base, alias.name]
                is_module = _is_module(PACKAGE.joinpath(*parts))
                yield ".".join(parts if is_module else base)


def _is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").exists()
