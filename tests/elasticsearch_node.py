"""How is one Elasticsearch node started in a folder of its own, and ended again?"""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from tests.elasticsearch_home import ElasticsearchHome

HEAP_MEGABYTES = 512
# It takes 9 to 20 s on two cores.
START_TIMEOUT_SECONDS = 180
STOP_TIMEOUT_SECONDS = 20
# Rarely on a slow start; the next one succeeds.
PASSING_TROUBLE = "Unable to attach entitlement agent"
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
LAUNCHER_PID, NODE_PID, LOG = "launcher.pid", "node.pid", "node.log"


class NodeFailedError(Exception):
    """A node did not start; the text ends with the last 20 lines it wrote, stack frames left out."""


def start_node(
    home: ElasticsearchHome,
    folder: Path,
    *,
    port: int = 0,
    heap_megabytes: int = HEAP_MEGABYTES,
    settings: Mapping[str, str] = NO_SETTINGS,
) -> str:
    """The URL of a node that keeps everything it writes in `folder`; it lives on when this process ends.

    A node that was stopped starts again with its data when it gets its old folder. Settings replace those of
    `_settings`: a node of a cluster needs `discovery.type: multi-node`. Raises NodeFailedError.
    """
    _write_config(home, folder, {**_settings(folder, port), **settings})
    started = _launch(home, folder, heap_megabytes)
    if not started and PASSING_TROUBLE in _log(folder):
        started = _launch(home, folder, heap_megabytes)
    if not started:
        raise NodeFailedError(f"elasticsearch did not start, its last lines:\n{_last_lines(folder)}")
    return f"http://{(folder / 'logs' / 'http.ports').read_text().splitlines()[0]}"


def stop_node(folder: Path) -> None:
    """End the node of this folder, by force when it is still there after 20 s; no node is no error."""
    # A launcher that is still there means a node that is still starting: it has nothing to lose.
    _end(folder, _running_pid(folder, LAUNCHER_PID), (signal.SIGKILL,))
    _end(folder, _running_pid(folder, NODE_PID), (signal.SIGTERM, signal.SIGKILL))


def is_running(folder: Path) -> bool:
    """Whether the node of this folder is there."""
    return _running_pid(folder, NODE_PID) is not None


def _settings(folder: Path, port: int) -> Mapping[str, str]:
    return {
        "cluster.name": "creator-marketplace-tests",
        "node.name": "node-1",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": "0",
        # The node picks free ports itself and writes them down: nobody can take them in between.
        "node.portsfile": "true",
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "xpack.security.enabled": "false",
        "xpack.security.autoconfiguration.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "action.destructive_requires_name": "false",
    }


def _write_config(home: ElasticsearchHome, folder: Path, settings: Mapping[str, str]) -> None:
    for name in ("config", "config/jvm.options.d", "data", "logs", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copyfile(home.folder / "config" / name, folder / "config" / name)
    (folder / "config" / "elasticsearch.yml").write_text(json.dumps(settings))  # JSON is YAML
    if home.account.user is not None and home.account.group is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, home.account.user, home.account.group)


def _launch(home: ElasticsearchHome, folder: Path, heap_megabytes: int) -> bool:
    """Whether the node is up: the launcher, told to detach (-d), returns 0 when it serves."""
    with (
        (folder / LOG).open("wb") as log,
        subprocess.Popen(
            _command(home, folder),
            cwd=home.folder,  # the launcher looks for its modules where it is started
            env=_environment(home, folder, heap_megabytes),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us: we end the node
            user=home.account.user,
            group=home.account.group,
            extra_groups=home.account.extra_groups,
        ) as launcher,
    ):
        try:
            (folder / LAUNCHER_PID).write_text(str(launcher.pid))
            return launcher.wait(START_TIMEOUT_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            if launcher.poll() is None:
                os.killpg(launcher.pid, signal.SIGKILL)


def _command(home: ElasticsearchHome, folder: Path) -> list[str]:
    """What bin/elasticsearch.bat does; the archive has no bin/elasticsearch."""
    java = str(home.java_home / "bin" / "java")
    launcher = f"{home.folder}/lib/tools/server-launcher/*"
    main_class = "org.elasticsearch.server.launcher.ServerLauncher"
    return [java, "-Xmx64m", "-XX:+UseSerialGC", "-cp", launcher, main_class, "-d", "-p", str(folder / NODE_PID)]


def _environment(home: ElasticsearchHome, folder: Path, heap_megabytes: int) -> Mapping[str, str]:
    """What bin/elasticsearch-env exports; nothing else, so that no JAVA_TOOL_OPTIONS of a developer slips in."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "JAVA": str(home.java_home / "bin" / "java"),
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_JAVA_HOME": str(home.java_home),
        "ES_HOME": str(home.folder),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
        "ES_DISTRIBUTION_TYPE": "zip",
        "ES_JAVA_OPTS": f"-Xms{heap_megabytes}m -Xmx{heap_megabytes}m",
    }


def _log(folder: Path) -> str:
    return (folder / LOG).read_text(errors="replace")


def _last_lines(folder: Path) -> str:
    """Without stack frames (a port in use has 40, and its name stands above them), of lines no more than a screen's."""
    lines = [line[:300] for line in _log(folder).splitlines() if not line.lstrip().startswith("at ")]
    return "\n".join(lines[-20:])


def _end(folder: Path, pid: int | None, signals: tuple[signal.Signals, ...]) -> None:
    for number in signals:
        if pid is not None and _is_ours(folder, pid):
            with suppress(ProcessLookupError):
                os.killpg(os.getpgid(pid), number)
            deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
            while _is_ours(folder, pid) and time.monotonic() < deadline:
                time.sleep(0.05)


def _running_pid(folder: Path, pid_file: str) -> int | None:
    try:
        pid = int((folder / pid_file).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return pid if _is_ours(folder, pid) else None


def _is_ours(folder: Path, pid: int) -> bool:
    """Its command line names the folder: so a zombie isn't there any more, and a stranger with an old pid is safe."""
    if not Path("/proc/self/cmdline").exists():
        asked = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
        return str(folder) in subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    try:
        return os.fsencode(folder) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
