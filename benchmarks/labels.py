"""Measure the association of labels: all pairs at once, and against a loop over SciPy.

    OMP_NUM_THREADS=1 python benchmarks/labels.py [--out benchmarks/results/labels.json]

Made-up data of the size of O*NET's: 900 occupations, 4,200 categories, 300
elements in four groups that miss different occupations. The loop runs over a
sample of pairs on the same machine in the same run, and the ratio is of times per pair.
"""

import argparse
import json
import os
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import scipy.stats

from jobskills.labels import cramers_v, pearson, spearman

N_OCCUPATIONS, N_CATEGORIES, N_ELEMENTS, N_SAMPLE = 900, 4200, 300, 500


def machine() -> str:
    cores = os.cpu_count()
    threads = os.environ.get("OMP_NUM_THREADS", "all")
    return (
        f"{platform.machine()}, {cores} cores (BLAS threads: {threads}), "
        f"Python {platform.python_version()}, NumPy {np.__version__}"
    )


def seconds(call: Callable[[], object], repeats: int = 3) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ratings(rng: np.random.Generator) -> np.ndarray:
    values = np.round(rng.normal(3, 1, (N_OCCUPATIONS, N_ELEMENTS)).clip(1, 5), 2)
    for group in range(4):
        missing = rng.choice(N_OCCUPATIONS, 40, replace=False)
        values[np.ix_(missing, np.arange(group, N_ELEMENTS, 4))] = np.nan
    return values


def scipy_v(left: np.ndarray, right: np.ndarray) -> float:
    """Bergsma's V of two 0/1 columns from SciPy's chi-squared."""
    table = scipy.stats.contingency.crosstab(left, right).count
    n = table.sum()
    phi2 = scipy.stats.chi2_contingency(table, correction=False).statistic / n
    return float(np.sqrt(max(0.0, phi2 - 1 / (n - 1)) / (1 - 1 / (n - 1))))


def scipy_rank(left: np.ndarray, right: np.ndarray) -> float:
    return float(scipy.stats.spearmanr(left, right, nan_policy="omit").statistic)


def scipy_moment(left: np.ndarray, right: np.ndarray) -> float:
    both = ~np.isnan(left) & ~np.isnan(right)
    return float(scipy.stats.pearsonr(left[both], right[both]).statistic)


def side_by_side(
    values: np.ndarray,
    all_pairs: Callable[[np.ndarray], np.ndarray],
    one_pair: Callable[[np.ndarray, np.ndarray], float],
    rng: np.random.Generator,
) -> dict[str, float]:
    k = values.shape[1]
    before = peak_mib()
    whole = seconds(lambda: all_pairs(values))
    peak = peak_mib()
    pairs = [rng.choice(k, 2, replace=False) for _ in range(N_SAMPLE)]
    loop = seconds(lambda: [one_pair(values[:, i], values[:, j]) for i, j in pairs], repeats=1)
    answer = all_pairs(values)
    difference = max(
        abs(answer[i, j] - one_pair(values[:, i], values[:, j])) for i, j in pairs[:50]
    )
    return {
        "columns": k,
        "seconds": round(whole, 3),
        "answer_mib": round(answer.nbytes / 2**20, 1),
        "peak_mib_beyond_start": round(peak - before, 1),
        "scipy_loop_seconds_for_all_pairs": round(loop / N_SAMPLE * k * (k - 1) / 2, 1),
        "times_faster": round(loop / N_SAMPLE * k * (k - 1) / 2 / whole),
        "largest_difference": float(difference),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    out = parser.parse_args().out
    rng = np.random.default_rng(0)
    share = rng.beta(0.3, 6, N_CATEGORIES).clip(3 / N_OCCUPATIONS, 1)
    held = (rng.random((N_OCCUPATIONS, N_CATEGORIES)) < share).astype(np.uint8)
    held[:2] = [[0], [1]]  # no constant column: SciPy refuses it
    coded = rng.integers(0, 5, (N_OCCUPATIONS, 800))
    graded = ratings(rng)
    result = {
        "command": "OMP_NUM_THREADS=1 python benchmarks/labels.py",
        "machine": machine(),
        "occupations": N_OCCUPATIONS,
        "pearson": side_by_side(graded, pearson, scipy_moment, rng),
        "spearman": side_by_side(graded, spearman, scipy_rank, rng),
        "cramers_v_five_categories_each": {
            "columns": coded.shape[1],
            "seconds": round(seconds(lambda: cramers_v(coded), 1), 3),
        },
        "cramers_v_binary": side_by_side(held, cramers_v, scipy_v, rng),
    }
    text = json.dumps(result, indent=2)
    print(text)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
