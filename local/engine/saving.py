"""
Saves what the engine holds while it runs: by itself it would only when it is asked to stop, and lose all to kill -9.

A child process writes, with the memory of one moment, whatever the engine does meanwhile. A save is a folder that
becomes one by its renaming; then its files move to their places, at the next start (local/engine/kept-state.ts) if not at
once. So what is loaded is of one moment.

`running.json` is there from the first answer until a stop whose save succeeded. Where the next start finds it, what came
in after the time in `saved.json` is lost, and cli/unclean-stops.ts says so.
"""

import asyncio
import contextlib
import copy
import gc
import json
import logging
import os
import shutil
import signal
import time
import traceback

from ministack import app as engine
from ministack.core import persistence

logger = logging.getLogger("saving")

STATE = persistence.STATE_DIR
HALF_WRITTEN, WHOLE = os.path.join(STATE, "save.part"), os.path.join(STATE, "save")
SAVED, RUNNING = "saved.json", "running.json"

SECONDS_BETWEEN = 5
# Saving takes at most this share of one processor, however much there is to save.
SHARE_MAX = 0.05
# A child that waits for a lock of a thread that it does not have ends after this long, and the next one is tried.
SECONDS_MAX = 20
FILES_MAX = 65_536
# One save when something was asked, and one after it: what was asked may still be under way at the first.
SAVES_DUE = 2


class Saves:
    """The saves of one run of the engine."""

    def __init__(self):
        self._one_at_a_time = asyncio.Lock()
        self._due = 0
        self._going_on = None

    def asked(self):
        """Something may have changed."""
        self._due = SAVES_DUE

    async def save(self):
        """
        Returns the seconds of a processor that it took. Raises, and leaves the last save as it is, where not all could be
        written. Goes on to its end when its caller gives up: the next one waits for it.
        """
        return await asyncio.shield(asyncio.create_task(self._save()))

    async def _save(self):
        async with self._one_at_a_time:
            _adopt()
            at = _now()
            child = os.fork()
            if child == 0:
                _write_all_and_exit(at)
            _, status, used = await asyncio.to_thread(os.wait4, child, 0)
            if status != 0:
                raise RuntimeError(f"A save failed: its process ended with {os.waitstatus_to_exitcode(status)}")
            _adopt()
            return used.ru_utime + used.ru_stime

    async def answer(self, send):
        """Saves at once, as a caller of ours asks: 204 when it is done, with what it cost."""
        seconds = await self.save()
        headers = [(b"server-timing", f"save;dur={seconds * 1000:.0f}".encode())]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body"})

    def around_life(self, app):
        """The app, saved from its start on, and when it stops."""

        async def living(scope, receive, send):
            if scope["type"] != "lifespan":
                return await app(scope, receive, send)

            async def starting(message):
                if message["type"] == "lifespan.startup.complete":
                    _write(os.path.join(STATE, RUNNING), {"startedAt": _now()})
                    self._going_on = asyncio.create_task(self._go_on())
                await send(message)

            async def stopping():
                message = await receive()
                if message["type"] == "lifespan.shutdown":
                    await self._stop()
                return message

            await app(scope, stopping, starting)

        return living

    async def _go_on(self):
        pause = SECONDS_BETWEEN
        while True:
            await asyncio.sleep(pause)
            if self._due == 0:
                continue
            self._due -= 1
            try:
                pause = max(SECONDS_BETWEEN, await self.save() / SHARE_MAX)
            except Exception as error:
                logger.error("%s", error)

    async def _stop(self):
        """Clean only if the save succeeds: otherwise the engine's own way of saving is tried, and the next start tells."""
        if self._going_on is not None:
            self._going_on.cancel()
        try:
            await self.save()
        except Exception as error:
            logger.error("%s", error)
            return
        engine.PERSIST_STATE = False
        with contextlib.suppress(FileNotFoundError):
            os.remove(os.path.join(STATE, RUNNING))


def _adopt():
    """Moves a whole save, where there is one, to where the engine loads from."""
    if not os.path.isdir(WHOLE):
        return
    for name in os.listdir(WHOLE):
        os.replace(os.path.join(WHOLE, name), os.path.join(STATE, name))
    os.rmdir(WHOLE)


def _write_all_and_exit(at):
    """In the child: nothing of the engine's runs here any more but this."""
    try:
        signal.set_wakeup_fd(-1)
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(name, signal.SIG_DFL)
        signal.alarm(SECONDS_MAX)
        # Whoever waits for the end of a connection or a pipe does not wait for this process.
        os.closerange(3, FILES_MAX)
        gc.disable()
        # What the services copy before they give it away is a copy already: this process is one.
        copy.deepcopy = lambda value, memo=None: value
        shutil.rmtree(HALF_WRITTEN, ignore_errors=True)
        os.makedirs(HALF_WRITTEN)
        for service, get_state in engine._build_persistence_save_dict().items():
            state = get_state()
            if state is not None:
                version = persistence._state_format_version(service)
                _write(os.path.join(HALF_WRITTEN, f"{service}.json"), {"__ministack_format__": version, "payload": state})
        _write(os.path.join(HALF_WRITTEN, SAVED), {"at": at})
        os.rename(HALF_WRITTEN, WHOLE)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _write(path, value):
    # At once and not in pieces: only then does Python's fast encoder write it.
    text = json.dumps(value, default=persistence._json_default)
    with open(path, "w") as file:
        file.write(text)


def _now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
