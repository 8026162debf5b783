"""Does `python -m benchmarks` still measure everything, and write it where the results are?"""

import re
import subprocess
import sys
from pathlib import Path

from benchmarks.rounds import CLIENTS, COLD
from benchmarks.workload import COUNTS

QUICK = ("--size", "480", "--only", "embedded", "--rounds", "1", "--searches-a-load", "8")


def test_a_short_run_agrees_and_measures_each_kind_of_search_on_the_embedded_index(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    results.write_text("# Results\n\n## 480 creators\n\nof yesterday\n\n## 96 creators\n\nkept\n", encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", *QUICK, "--write", str(results)], capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stderr
    written = results.read_text("utf-8")
    searches = sum(COUNTS.values())
    assert f"answers agree: {searches} of {searches}\n" in written
    assert re.findall(r"^\| ([^|]+) \| [0-9.]+ / [0-9.]+ \|$", written, re.MULTILINE) == [COLD, *COUNTS]
    rates = re.findall(r"^\| ([^|]+) \| ([128]) \| [1-9][0-9,]* \|$", written, re.MULTILINE)
    assert rates == [(name, str(count)) for name in COUNTS for count in CLIENTS]
    assert re.findall(r"^## .*", written, re.MULTILINE) == ["## 96 creators", "## 480 creators"]
    assert "of yesterday" not in written
