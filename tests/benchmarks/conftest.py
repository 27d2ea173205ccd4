"""Benchmarks are scripts beside each other; they import one another as Python finds them there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
