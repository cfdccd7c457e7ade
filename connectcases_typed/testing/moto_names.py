"""What the embedded service uses of moto, verified before anything is imported from it.

moto promises hardly any of these names, and some are private. Where one is gone or is
called otherwise, the import says so at once and names the versions; without this it
would be an AttributeError in the middle of a request. docs/what-we-lean-on.md lists
what cannot be verified from here: attributes that moto sets on each request.
"""

from importlib import import_module, metadata
from importlib.util import find_spec
from inspect import signature
from operator import attrgetter

import attrs


@attrs.frozen
class Used:
    """A name of moto, and how it is called here.

    Attributes:
        module: the module it is imported from.
        name: its name there; a method's begins with its class.
        positional: how many arguments it is called with, `self` among them; None where
            it is not called.
        keywords: the names of those it is called with besides.
    """

    module: str
    name: str
    positional: int | None = None
    keywords: tuple[str, ...] = ()

    def problem(self) -> str | None:
        """What does not fit in the moto that is installed."""
        where = f"{self.module}.{self.name}"
        try:
            found = attrgetter(self.name)(import_module(self.module))
        except ImportError as error:
            return f"{self.module} cannot be imported: {error}"
        except AttributeError:
            return f"{where} is missing"
        if self.positional is None:
            return None
        try:
            signature(found).bind(
                *range(self.positional), **dict.fromkeys(self.keywords)
            )
        except TypeError as error:
            return f"{where} cannot be called as it is here: {error}"
        return None


#: What the service itself uses.
SERVICE = (
    Used("moto", "mock_aws", 0),
    Used("moto.backend_index", "backend_url_patterns"),
    Used("moto.backends", "get_service_from_url", 1),
    Used("moto.core", "base_backend"),
    Used("moto.core.base_backend", "BackendDict", 2),
    Used("moto.core.base_backend", "BaseBackend", 2),
    Used("moto.core.base_backend", "backend_lock"),
    Used("moto.core.exceptions", "ServiceException", 1),
    Used("moto.core.models", "DEFAULT_ACCOUNT_ID"),
    Used("moto.core.models", "botocore_stubber"),
    Used("moto.core.request", "Request"),
    Used("moto.core.responses", "BaseResponse", 0, ("service_name",)),
    Used("moto.core.responses", "BaseResponse.use_raw_body"),
    Used("moto.core.responses", "BaseResponse.dispatch"),
    Used("moto.core.responses", "BaseResponse.call_action", 1),
    Used("moto.core.responses", "BaseResponse._get_action", 1),
    Used(
        "moto.core.responses",
        "BaseResponse._get_action_from_method_and_request_uri",
        2,
    ),
    Used(
        "moto.core.responses",
        "BaseResponse._authenticate_and_authorize_normal_action",
        1,
    ),
    Used("moto.core.utils", "get_service_model", 1),
    Used("moto.iam.access_control", "IAMRequest"),
    Used("moto.core.responses", "BaseResponse._get_param", 2),
    Used("moto.iam.models", "IAMBackend.get_role", 2),
    Used("moto.iam.models", "IAMBackend.get_user", 2),
    Used("moto.iam.models", "Policy"),
    Used("moto.iam.responses", "IamResponse"),
    Used("moto.iam.responses", "IamResponse.create_user", 1),
    Used("moto.moto_api._internal.models", "MotoAPIBackend"),
    Used("moto.sts.models", "sts_backends"),
    Used("moto.sts.models", "STSBackend.get_caller_identity", 3),
    Used("moto.sts.responses", "TokenResponse"),
    Used("moto.sts.responses", "TokenResponse.assume_role", 1),
    Used("moto.sts.responses", "TokenResponse.assume_role_with_saml", 1),
    Used("moto.sts.responses", "TokenResponse.assume_role_with_web_identity", 1),
)

#: What handing events to other services uses besides, imported when a rule waits for
#: them. moto may need extras for these services.
NEIGHBOURS = (
    Used("moto.awslambda.utils", "get_backend", 2),
    Used("moto.events.models", "events_backends"),
    Used("moto.logs.models", "logs_backends"),
    Used("moto.sqs.models", "sqs_backends"),
)

#: What serving it over HTTP uses besides; this needs flask.
SERVER = (
    Used("moto.moto_server.werkzeug_app", "DomainDispatcherApplication", 1),
    Used("moto.moto_server.werkzeug_app", "MotoRequestHandler"),
    Used("moto.moto_server.werkzeug_app", "create_backend_app", 1),
)


def server_problem() -> str | None:
    """Why the service cannot be served over HTTP, if it cannot."""
    if find_spec("flask") is None or find_spec("flask_cors") is None:
        return (
            "connectcases_typed.testing needs moto's server for this: "
            "pip install 'connectcases-typed[server]'"
        )
    return None


def problem(used: tuple[Used, ...] = SERVICE) -> str | None:
    """Why the service cannot run on the moto that is installed, if it cannot."""
    if find_spec("moto") is None:
        return (
            "connectcases_typed.testing needs moto: "
            "pip install 'connectcases-typed[testing]'"
        )
    found = [text for each in used if (text := each.problem())]
    if not found:
        return None
    return (
        f"connectcases_typed.testing needs {_needed()}, "
        f"and moto {metadata.version('moto')} is installed: {'; '.join(found)}"
    )


def _needed() -> str:
    """The moto that this package asks for, as its metadata has it."""
    try:
        requirements = metadata.requires("connectcases-typed") or []
    except metadata.PackageNotFoundError:  # run from its folder
        requirements = []
    versions = (text.split(";")[0].strip() for text in requirements)
    return next((it for it in versions if it.startswith("moto<")), "another moto")
