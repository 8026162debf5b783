"""Of which parts is the web application made? The composition root: it alone picks the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from prometheus_client import CollectorRegistry

from marketplace.api import gate, once, reaching
from marketplace.api.accounts import accounts_blueprint
from marketplace.api.body import READ_BYTES
from marketplace.api.campaigns import campaigns_blueprint
from marketplace.api.catalogue import catalogue_blueprint
from marketplace.api.collaborations import NumberConverter, collaborations_blueprint
from marketplace.api.creators import CreatorIdConverter, creators_blueprint
from marketplace.api.cross_origin import install_cross_origin
from marketplace.api.docs import install_docs
from marketplace.api.edge import install_edge
from marketplace.api.events import events_blueprint
from marketplace.api.health import health_blueprint
from marketplace.api.hidden import hidden_blueprint
from marketplace.api.keys import keys_blueprint
from marketplace.api.limits import install_limits
from marketplace.api.lists import lists_blueprint
from marketplace.api.metrics import RequestMetrics
from marketplace.api.problems import CONTENT_TYPE, install_problems
from marketplace.api.proposals import proposals_blueprint
from marketplace.api.saved_queries import read_query
from marketplace.api.searches import searches_blueprint
from marketplace.api.webhooks import webhooks_blueprint
from marketplace.creator_next import programme_blueprints, taking_of
from marketplace.deals.contacts import Contacts
from marketplace.deals.directory import SearchDirectory
from marketplace.deals.services import deal_services
from marketplace.events.polling import Polling
from marketplace.programme.taking import Taking
from marketplace.saved.alerting import Alerting
from marketplace.saved.baseline import Baselines
from marketplace.saved.narrowing import Narrowing
from marketplace.saved.searching import SavedSearches
from marketplace.search.engine import Engine
from marketplace.search.service import SearchService
from marketplace.settings import Settings
from marketplace.wiring import Services, microseconds, rate_limits_of, services_of

COMPRESSED = ("application/json", CONTENT_TYPE, "text/html", "text/css", "text/javascript", "application/javascript")


def create_app(
    settings: Settings,
    *,
    engine: Engine | None = None,
    now: Callable[[], int] | None = None,
    shared: Path | None = None,
) -> Flask:
    """The application; another engine and clock (microseconds since 1970) may be given to it.

    `shared` is a folder of all worker processes, without which each counts for itself how often keys ask.
    """
    app = _bare()
    services = create_services(settings, now=now)
    required = settings.auth == "required"
    rates = rate_limits_of(settings, now=now, shared=shared)
    app.extensions[gate.NAME] = gate.Gate(
        services.authenticator if required else None, rates, settings.trusted_networks
    )
    app.extensions[reaching.NAME] = Contacts(services.records)
    app.extensions[reaching.LISTS] = Narrowing(services.records)
    app.extensions[once.NAME] = once.Once(services.records, now or microseconds)
    search = SearchService(engine if engine is not None else create_engine(settings), now or microseconds)
    found = (creators_blueprint(search), catalogue_blueprint(search))
    health = health_blueprint(search, services.records if required else None)
    install_docs(app, (*found, *_kept(services, search), health))
    install_problems(app)  # after flask-smorest, which brings handlers of another shape
    return app


def _bare() -> Flask:
    """The application before it has endpoints: what is done for every request."""
    app = Flask("marketplace", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=READ_BYTES,
        COMPRESS_MIMETYPES=COMPRESSED,
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
    )
    app.url_map.merge_slashes = False
    app.url_map.converters.update(creator_id=CreatorIdConverter, number=NumberConverter)
    install_edge(app, RequestMetrics(CollectorRegistry()))
    install_cross_origin(app)
    install_limits(app)
    Compress(app)
    return app


def _kept(services: Services, search: SearchService) -> tuple[Any, ...]:
    """The endpoints of records."""
    directory = SearchDirectory(search)
    baselines = Baselines(search.engine, read_query, search.now)
    searches = SavedSearches(services.records, services.makers, baselines)
    deals = deal_services(services.records, services.steps, moving=services.moving, directory=directory)
    return (
        accounts_blueprint(services.accounts, services.leaving),
        keys_blueprint(services.keys),
        hidden_blueprint(services.hidings),
        campaigns_blueprint(deals, services.lists),
        proposals_blueprint(deals),
        collaborations_blueprint(deals),
        webhooks_blueprint(services.webhooks),
        events_blueprint(Polling(services.records)),
        lists_blueprint(services.lists),
        searches_blueprint(searches, search),
        *programme_blueprints(services, search),
    )


def create_taking(settings: Settings, services: Services) -> Taking:
    """What takes events at the console."""
    return taking_of(services, SearchService(create_engine(settings), services.makers.now))


def create_alerting(services: Services, engine: Engine, *, now: Callable[[], int] | None = None) -> Alerting:
    """The job of the worker that tells accounts of creators who newly match their searches."""
    from marketplace.embedded.percolator import EmbeddedPercolator  # whichever engine it is: see decisions.md

    percolator = EmbeddedPercolator()
    return Alerting(services.records, engine, percolator=percolator, read=read_query, now=now or microseconds)


def create_services(settings: Settings, *, now: Callable[[], int] | None = None) -> Services:
    """The services over records, whose database is not opened before they are first used; raises SettingsError."""
    return services_of(settings, now=now, asked=settings.auth == "required")


def create_engine(settings: Settings) -> Engine:
    """The engine that is set, not opened before it is first asked; SettingsError when its settings can't make one.

    Only its own adapter is imported.
    """
    if settings.engine == "elasticsearch":
        from marketplace.elastic.client import connect
        from marketplace.elastic.engine import ElasticEngine

        return ElasticEngine(connect(settings, indexing=False), settings.index_prefix)
    from marketplace.embedded.engine import EmbeddedEngine

    return EmbeddedEngine(settings.index_dir)
