"""
Names the calls of one event source mapping as AWS does.

The engine takes a look at one for a list of all, and a change for nothing: whoever may do exactly these is refused, and
no call is recorded by its name.
"""

import re

from ministack import app as engine
from ministack.core import iam_actions

ONE_MAPPING = re.compile(r"/\d{4}-\d\d-\d\d/event-source-mappings/[^/]+/?")
NAMES = {
    "GET": "GetEventSourceMapping",
    "PUT": "UpdateEventSourceMapping",
    "DELETE": "DeleteEventSourceMapping",
}


def name_calls():
    """For what the engine allows from now on, and for what it records."""
    known_action = iam_actions._lambda_action
    known_event = engine._ct_event_name

    def action(method, path):
        return _name(method, path) or known_action(method, path)

    def event(service, method, path, headers, query_params):
        return _name(method, path) or known_event(service, method, path, headers, query_params)

    iam_actions._lambda_action = action
    engine._ct_event_name = event


def _name(method, path):
    return NAMES.get(method) if ONE_MAPPING.fullmatch(path) else None
