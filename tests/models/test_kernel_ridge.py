import numpy as np

from jobskills.models.kernel_ridge import leave_one_out_duals


def _kernel(n: int) -> np.ndarray:
    points = np.random.default_rng(0).normal(size=(n, 3))
    return np.asarray(np.exp(-np.square(points[:, None] - points[None]).sum(axis=2)))


def test_the_penalty_with_the_least_error_on_what_was_left_out_wins() -> None:
    kernel, penalties = _kernel(30), (0.01, 0.3, 5.0)
    rng = np.random.default_rng(1)
    targets = np.column_stack([kernel[:, 3] + kernel[:, 7], rng.normal(size=30)])
    errors = np.empty((len(penalties), 2))
    for p, penalty in enumerate(penalties):
        left_out = np.empty_like(targets)
        for i in range(30):
            rest = np.delete(np.arange(30), i)
            among = kernel[np.ix_(rest, rest)] + penalty * np.eye(29)
            left_out[i] = targets[i] - kernel[i, rest] @ np.linalg.solve(among, targets[rest])
        errors[p] = np.square(left_out).mean(axis=0)
    best = [penalties[p] for p in errors.argmin(axis=0)]
    # A rule that is in the kernel needs little penalty, noise needs much.
    assert best[0] < best[1]
    duals = leave_one_out_duals(kernel, targets, penalties)
    for t, penalty in enumerate(best):
        expected = np.linalg.solve(kernel + penalty * np.eye(30), targets[:, t])
        np.testing.assert_allclose(duals[:, t], expected, atol=1e-8)
