"""What is built from the tree stands on its own, far from the tree."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.browser
def test_a_wheel_runs_the_demonstration_far_from_the_checkout(tmp_path):
    dist, site, elsewhere = tmp_path / "dist", tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dist]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = dist.glob("*.whl")
    # A wheel is a zip of what goes into site-packages; its dependencies are those of this test.
    with ZipFile(wheel) as content:
        content.extractall(site)

    done = subprocess.run(
        [sys.executable, "-m", "infopilot.cli", "demo", "--check", "--no-browser"],
        cwd=elsewhere,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    assert "Ateliers Morvan" in done.stdout
    assert (elsewhere / "infopilot-demo" / "engagement.yaml").exists()
    assert not any(site.rglob("*.ipynb_checkpoints"))
