"""Who is called? Receivers in one event loop, each of which notes when a call came, and some of which never answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import orjson
from aiohttp import web


@dataclass
class Receiver:
    """Notes the seconds at which a call came, by what the event is numbered with by whoever announced it."""

    hangs: bool = False
    url: str = ""
    came: dict[int, float] = field(default_factory=dict)
    again: int = 0
    ends: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """Note a call."""
        at, number = time.monotonic(), orjson.loads(await request.read())["data"]["n"]
        self.again += number in self.came
        self.came.setdefault(number, at)
        if self.hangs:
            await self.ends.wait()
        return web.Response(status=204)


@contextmanager
def receiving(count: int, *, hanging: int) -> Iterator[Sequence[Receiver]]:
    """So many receivers, the last of which hang, for as long as the block lasts."""
    receivers = [Receiver(hangs=n >= count - hanging) for n in range(count)]
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        runners = [asyncio.run_coroutine_threadsafe(_served(one), loop).result() for one in receivers]
        yield receivers
        for one, runner in zip(receivers, runners, strict=True):
            loop.call_soon_threadsafe(one.ends.set)
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _served(receiver: Receiver) -> web.AppRunner:
    application = web.Application()
    application.router.add_post("/", receiver.take)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    return runner
