"""What is counted of the requests? Prometheus metrics by method, route and status."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class RequestMetrics:
    """Counts requests; with PROMETHEUS_MULTIPROC_DIR set, in files that all worker processes add up from."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "http_requests_total",
            "Requests answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Time from the request's arrival in the application to its answer.",
            ("method", "route"),
            buckets=SECONDS,
            registry=registry,
        )

    def count(self, method: str, route: str, *, status: int, seconds: float) -> None:
        """Count one request; `route` is a template, so that ids and mistyped paths make no new series."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, status).inc()
        self._seconds.labels(known, route).observe(seconds)
