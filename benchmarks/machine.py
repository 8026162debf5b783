"""On what was it measured? The machine, and the versions of what does the work."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("tantivy", "flask", "gunicorn", "elasticsearch", "orjson")


def machine_line() -> str:
    """Processor, cores, memory and kernel."""
    model = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{model[1] if model else platform.machine()}, {cores} cores, {memory:.0f} GB, {platform.system()} {kernel}"


def versions_line() -> str:
    """Python and the packages that answer."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)])
