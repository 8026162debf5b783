"""How is the application served? By gunicorn, in worker processes with threads; the metrics on a port of their own."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from marketplace.errors import SettingsError
from marketplace.seats import Seats
from marketplace.settings import Settings, variable_name
from marketplace.worker import Worker, Wsgi, whole_bodies

LOOPBACK = "127.0.0.1"
MEMORY = "/dev/shm"  # noqa: S108 # a folder of this server alone is made in it

OPTIONS: Mapping[str, object] = {
    "worker_class": Worker,
    "worker_connections": 900,  # a worker with no file left dies: 1,000 took 1,015 of the 1,024 often allowed
    "limit_request_line": 8190,  # as much as gunicorn can; by default it refuses URLs over 4,094 bytes
    "timeout": 30,
    "graceful_timeout": 10,
    "keepalive": 5,
    "control_socket_disable": True,  # nobody uses it, and it would be made in the home folder
}


def serve(settings: Settings) -> None:
    """Serve until a signal ends the process; SIGTERM lets requests under way finish.

    Raises SettingsError when the engine can't be made of its settings, or a port can't be listened on.
    """
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"
    )
    folder, master = tempfile.mkdtemp(prefix="marketplace-metrics-"), os.getpid()
    shared = tempfile.mkdtemp(prefix="marketplace-shared-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
    try:
        _run(settings, folder, shared=Path(shared))
    finally:
        if os.getpid() == master:  # workers leave by here too
            for one in (folder, shared):
                shutil.rmtree(one, ignore_errors=True)


def _run(settings: Settings, metrics_folder: str, *, shared: Path) -> None:
    # prometheus_client reads it when it is imported, so the application must not be imported before
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics_folder
    from marketplace.app import create_engine, create_services
    from marketplace.creators.topics import topics
    from marketplace.wiring import prepare_shared

    topics()
    create_engine(settings)  # thrown away: what is wrong with the settings is said before anything runs
    create_services(settings)
    prepare_shared(shared)
    api = _listen(settings.host, settings.port, setting="port")
    metrics = _listen(LOOPBACK, settings.metrics_port, setting="metrics_port")
    _Server(settings, (api, metrics), shared=shared).run()


def _listen(host: str, port: int, *, setting: str) -> socket.socket:
    """A socket that listens, made here and not by gunicorn, which tries a taken port for five seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        # create_server adds the address to the text of its errors; those of a host's name have numbers below 0
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise SettingsError(
            f"can't listen on {host} port {port} ({str(reason).lower()}): choose another by {variable_name(setting)}"
        ) from None


def _seated(arbiter: Any, worker: Any) -> None:
    worker.seat = worker.app.seats.take({other.seat for other in arbiter.WORKERS.values()})


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with this project's settings, serving on sockets that listen already: the API's, then the metrics'."""

    def __init__(self, settings: Settings, listening: tuple[socket.socket, socket.socket], *, shared: Path) -> None:
        self._settings = settings
        self._shared = shared
        self.seats = Seats()
        self._ports = tuple(str(one.getsockname()[1]) for one in listening)
        self._sockets = [f"fd://{one.detach()}" for one in listening]
        super().__init__()

    @property
    def computes(self) -> bool:
        """Whether requests are answered in the process, and don't wait for a server meanwhile."""
        return self._settings.engine == "embedded"

    @property
    def request_seconds(self) -> int:
        """How long a request may take to arrive; asked by the workers."""
        return self._settings.body_seconds

    def load_config(self) -> None:
        """Called by gunicorn once, before it forks."""
        own = {
            "bind": self._sockets,
            "workers": self._settings.workers,
            "threads": self._settings.threads,
            "loglevel": self._settings.log_level,
            "when_ready": self._announce,
            "pre_fork": _seated,
        }
        for name, value in {**OPTIONS, **own}.items():
            self.cfg.set(name, value)

    def load(self) -> Wsgi:
        """Called by gunicorn in each worker, after the fork: the engine is opened here."""
        from prometheus_client import CollectorRegistry, make_wsgi_app
        from prometheus_client.multiprocess import MultiProcessCollector

        from marketplace.app import create_app

        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        application, metrics = (
            whole_bodies(create_app(self._settings, shared=self._shared)),
            make_wsgi_app(registry),
        )

        gc.collect()
        gc.freeze()  # all that stays: looking through it took 21 ms at every 400th landing page, and now takes 1

        def by_port(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            asked = metrics if environ["SERVER_PORT"] == self._ports[1] else application
            return asked(environ, start_response)

        return by_port

    def _announce(self, _arbiter: object) -> None:
        """Say where everything is, now that connections are taken."""
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        creators = f"http://{host}:{self._ports[0]}/v1/creators"
        curl = 'curl -H "Authorization: Bearer $KEY"' if self._settings.auth == "required" else "curl"
        click.echo(f"search   {creators}")
        click.echo(f"docs     http://{host}:{self._ports[0]}/docs")
        click.echo(f"metrics  http://{LOOPBACK}:{self._ports[1]}/metrics")
        click.echo(f"{curl} '{creators}?q=vegan&market=DE&market=FR&sort=-followers&limit=3'")
        click.echo(f"{curl} '{creators}?topics=beauty&followers_min=10000&facets=market,languages&limit=1'")
