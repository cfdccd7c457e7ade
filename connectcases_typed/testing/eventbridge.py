"""Delivering events to moto's EventBridge, whose rules hand them to their targets.

moto's own delivery gives an event another id than it has in `service.events`, loses its
account, and knows no Lambda functions. So the rules of the default bus are asked here
which of them match, and their targets are called with the event as it is.
"""

import copy
import json
import sys
import time
import warnings
from typing import Any

from .protocol.wire import Wire

# Parts of a target that change what it is given; moto applies one of them, in part.
_CHANGING = ("Input", "InputPath", "InputTransformer")


def deliver(event: Wire) -> None:
    """Hand an event to the targets of every rule that matches it.

    The rules are those of the event's account and Region; targets are SQS queues, log
    groups and Lambda functions. Any other target gets nothing, with a warning.
    """
    # Without rules there is nothing to do, nor a reason to import all of this.
    if "moto.events.models" not in sys.modules:
        return
    from moto.events.models import events_backends  # noqa: PLC0415 - see above

    bus = events_backends[event["account"]][event["region"]].describe_event_bus(
        "default"
    )
    for rule in bus.rules.values():
        matching: Any = rule.event_pattern
        if rule.state == "ENABLED" and matching.matches_event(event):
            for target in rule.targets:
                _hand_over(rule, target, copy.deepcopy(event))


def _hand_over(rule: Any, target: Any, event: Wire) -> None:
    _, _, service, region, account, name = target["Arn"].split(":", 5)
    if any(part in target for part in _CHANGING):
        service = "changed"
    match service:
        case "sqs":
            group = target.get("SqsParameters", {}).get("MessageGroupId")
            _send(account, region, name, event, group)
        case "logs":
            _log(account, region, name.removeprefix("log-group:"), event)
        case "lambda":
            _invoke(account, region, name.removeprefix("function:"), event)
        case _:
            warnings.warn(
                f"rule {rule.name}: events are not delivered to {target['Arn']}; "
                "they are to SQS, logs and Lambda, without an input of the target's",
                stacklevel=2,
            )


def _send(account: str, region: str, queue: str, event: Wire, group: Any) -> None:
    from moto.sqs.models import sqs_backends  # noqa: PLC0415 - as above

    sqs = sqs_backends[account][region]
    sqs.send_message(queue_name=queue, message_body=json.dumps(event), group_id=group)


def _log(account: str, region: str, group: str, event: Wire) -> None:
    from moto.logs.models import logs_backends  # noqa: PLC0415 - as above

    logs: Any = logs_backends[account][region]
    stream = str(event["id"])
    # Real time: by the service's clock it may be too old for a log group.
    line = {"timestamp": int(time.time() * 1000), "message": json.dumps(event)}
    logs.create_log_stream(group, stream)
    logs.put_log_events(group, stream, [line])


def _invoke(account: str, region: str, name: str, event: Wire) -> None:
    from moto.awslambda.utils import get_backend  # noqa: PLC0415 - as above

    name, _, qualifier = name.partition(":")
    body = json.dumps(event)
    get_backend(account, region).invoke(name, qualifier or None, body, {}, {})
