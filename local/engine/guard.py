"""
Stands before everything that the engine answers, in its own process: no port leads past it.

What calls AWS proves that it is ours by an access key that this checkout made up, or by a session that the engine
gave to a function's role. A web page knows neither, and what bears a browser's marks is refused even with one. Without
a key there are the doors that are public on AWS too, API Gateway's and function URLs, and nothing else; they are
called directly, so that no path behind such a host name reaches another service. See docs/decisions/69-engine-guard.md.
"""

import hashlib
import hmac
import logging
import os
import re
import threading
import uuid
from urllib.parse import parse_qs

from ministack import app as engine
from ministack.core.iam_evaluator import pin_request_origin
from ministack.core.responses import set_request_client_ip, set_request_region
from ministack.core.router import extract_region
from ministack.core.sigv4 import decode_header_value
from ministack.services import sts

logger = logging.getLogger("guard")

ROOT_KEY = os.environ["AWS_ACCESS_KEY_ID"]
ROOT_SECRET = os.environ["AWS_SECRET_ACCESS_KEY"]

# A name that an attacker's DNS can point at this machine is none of these: browsers resolve *.localhost themselves.
OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost|([a-z0-9-]+\.)+localhost)(:\d{1,5})?")
API_HOST = re.compile(r"[a-f0-9]+\.execute-api\.localhost(:\d+)?")
FUNCTION_HOST = re.compile(r"[a-z0-9-]+\.lambda-url\.[a-z0-9-]+\.localhost(:\d+)?")
FUNCTION_PATH = re.compile(r"/_aws/lambda-url/[a-z0-9-]+(/.*)?", re.DOTALL)
# Where staff sign in, what redeems their codes, and the keys that check their tokens: Cognito's, which on AWS are for everybody too.
SIGN_IN_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?")
SIGN_IN = re.compile(r"GET /oauth2/authorize|POST /login|POST /oauth2/token|GET /[\w-]+/\.well-known/jwks\.json")

# Every browser sends one of these wherever a page asks for something; no AWS client does.
BROWSER_MARKS = ("origin", "referer", "sec-fetch-site", "sec-fetch-dest")

# The engine's own paths that Wellspring asks. Its reset and its downloads of code are closed to everybody.
OWN_PATHS = ("/_ministack/health", "/_ministack/config", "/_ministack/ses/messages", "/_ministack/sns/sms-messages")
SAVE_PATH = "/_wellspring/save"
CLOSED = re.compile(r"/_(?!aws/)")


def guarded(app, saves):
    """The engine's ASGI app for callers of ours, its public doors for everybody, and a refusal for the rest."""

    async def guard(scope, receive, send):
        if scope["type"] == "lifespan":
            return await app(scope, receive, send)
        if scope["type"] != "http":
            # Nothing here speaks WebSocket, and a page may open one to any address.
            await receive()
            return await send({"type": "websocket.close", "code": 1008})
        headers = _headers(scope)
        host, path = headers.get("host", ""), scope["path"]
        if not OWN_HOST.fullmatch(host):
            return await _refuse(send, 421, "This is not the host you asked for.")
        ours = _is_ours(headers)
        if ours and path == SAVE_PATH:
            return await saves.answer(send)
        if ours and (not CLOSED.match(path) or path in OWN_PATHS):
            saves.asked()
            return await app(scope, receive, _without_cors(send))
        if not ours and (_is_public(host, path) or _is_sign_in(scope["method"], host, path)):
            saves.asked()
            return await _through_the_door(scope, receive, engine._with_date_header(send), headers)
        logger.warning("refused a %s to %s", scope["method"], host)
        return await _refuse(send, 403, "Only Wellspring's own programs may call this engine.")

    return guard


def unguessable(credentials):
    """
    What a function signs with: the engine would derive it from names alone. Without IAM it is the root user's key, with
    IAM its role's session under a name and a secret that follow from ours.
    """
    one_at_a_time = threading.Lock()

    def execution_credentials(config):
        if not engine.AUTH:
            return {**credentials(config), "AWS_ACCESS_KEY_ID": ROOT_KEY, "AWS_SECRET_ACCESS_KEY": ROOT_SECRET}
        with one_at_a_time:
            named = credentials(config)["AWS_ACCESS_KEY_ID"]
            session = sts._sessions.pop(named)
        made = {part: hmac.new(ROOT_SECRET.encode(), f"{part}:{named}".encode(), hashlib.sha256).hexdigest()
                for part in ("key", "secret", "token")}
        key = f"ASIA{made['key'][:32].upper()}"
        sts.register_session(key, {**session, "SecretAccessKey": made["secret"], "SessionToken": made["token"]})
        return {
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": made["secret"],
            "AWS_SESSION_TOKEN": made["token"],
        }

    return execution_credentials


def _is_ours(headers):
    """By the key in the header: one in an address is worth nothing here."""
    if any(mark in headers for mark in BROWSER_MARKS):
        return False
    named = re.match(r"AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]+)/", headers.get("authorization", ""))
    if named is None:
        return False
    key = named.group(1)
    return hmac.compare_digest(key, ROOT_KEY) or key in sts._sessions


def _is_public(host, path):
    if API_HOST.fullmatch(host):
        return "/@connections/" not in path
    return bool(FUNCTION_HOST.fullmatch(host) or FUNCTION_PATH.fullmatch(path))


def _is_sign_in(method, host, path):
    return bool(SIGN_IN_HOST.fullmatch(host) and SIGN_IN.fullmatch(f"{method} {path}"))


async def _through_the_door(scope, receive, send, headers):
    """As the engine's app does it for these addresses, without what it tries before them."""
    method, path, host = scope["method"], scope["path"], headers["host"]
    query = scope.get("query_string", b"").decode("utf-8", errors="replace")
    params = parse_qs(query, keep_blank_values=True)
    request_id = str(uuid.uuid4())
    client = (scope.get("client") or ("127.0.0.1",))[0]
    set_request_client_ip(client)
    set_request_region(extract_region({}, {}))
    if engine.AUTH:
        pin_request_origin(client, False)
    try:
        body = await engine._read_request_body(receive, method, headers)
    except engine._RequestBodyDisconnected:
        return
    except engine._IncompleteRequestBody:
        return await _refuse(send, 400, "The body is not as long as its header says.")
    if API_HOST.fullmatch(host):
        raw_path = scope["raw_path"].decode("ascii") if scope.get("raw_path") else None
        response = await engine._handle_execute_api_request(
            host, path, method, headers, body, params, raw_path=raw_path, raw_query_string=query)
        response = response and engine._with_data_plane_headers(response, request_id, wildcard_cors=False)
    elif _is_sign_in(method, host, path):
        cognito = engine._handle_cognito_get_request(method, path, headers, params) if method == "GET" \
            else engine._handle_cognito_body_request(method, path, headers, body, params)
        response = await cognito
    else:
        response = await engine._handle_lambda_url_request(host, path, method, headers, body, params)
        if response:
            response[1].setdefault("x-amzn-RequestId", request_id)
    if not await engine._send_if_handled(send, response, receive):
        await _refuse(send, 404, "There is nothing here.")


def _headers(scope):
    """By lower-case name; several of one name joined, so that two hosts are none."""
    headers = {}
    for name, value in scope.get("headers", []):
        key = name.decode("latin-1").lower()
        text = decode_header_value(value)
        headers[key] = text if key not in headers else headers[key] + ("; " if key == "cookie" else ", ") + text
    return headers


def _without_cors(send):
    """What calls AWS is no page: nothing of its answer is for one."""

    async def sending(message):
        if message["type"] == "http.response.start":
            kept = [pair for pair in message["headers"] if not pair[0].lower().startswith(b"access-control-")]
            message = {**message, "headers": kept}
        await send(message)

    return sending


async def _refuse(send, status, words):
    body = words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()),
               (b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"same-origin"),
               (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
