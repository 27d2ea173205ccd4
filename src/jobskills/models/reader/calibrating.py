"""Fit how far to trust either road to the ratings, and how sure to be, on both regimes.

A few dozen figures per mode, fitted on texts whose ratings are known. Training side.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from jobskills.models.reader.inputs import MODES
from jobskills.models.reader.known import KnownText
from jobskills.models.reader.model import Reader
from jobskills.models.reader.neighbours import Rated
from jobskills.models.reader.odds import log_odds
from jobskills.models.reader.regimes import Examples, Simulation
from jobskills.models.reader.uncertainty import Calibration, Roads, variance_parts

__all__ = ["calibrate"]

FloatArray = NDArray[np.float32]

_NOMINAL: Final = 0.9

_SHARE_PENALTY: Final = 0.03
_SIGN_PENALTY: Final = 0.003
_VARIANCE_STEPS: Final = 150
_WIDTH_STEPS: Final = 120
_RATE: Final = 0.06
_MOST_LABELLED: Final = 3000


def calibrate(reader: Reader, rated: Rated, texts: Sequence[KnownText]) -> Calibration:
    """Fit share, intervals and label probabilities; fusion weights stay as they are.

    Parameters
    ----------
    reader : Reader
        Its fusion weights and sharpness are fitted already.
    rated : Rated
        What its regression was fitted on.
    texts : sequence of KnownText
    """
    simulation = Simulation(reader, rated)
    calibration = reader.calibration
    for mode in range(len(MODES)):
        examples = simulation.examples(mode, texts)
        if len(examples):
            calibration = _mode(reader, calibration, mode, examples)
    return calibration


def _mode(reader: Reader, before: Calibration, mode: int, examples: Examples) -> Calibration:
    """Fit one mode's figures, each on what the ones before it make of the examples."""
    weight = examples.weight / examples.weight.sum()
    mean = weight @ examples.signs
    scale = np.sqrt(weight @ np.square(examples.signs - mean))
    calibration = _with(before, mode, sign_mean=mean, sign_scale=np.where(scale > 1e-6, scale, 1))
    signs = calibration.standardised(mode, examples.signs)
    linear, products = _share(signs, examples, weight)
    calibration = _with(calibration, mode, share=linear, share_products=products)
    share = calibration.regression_share(mode, signs)
    roads = Roads(examples.mixture, examples.direct, examples.spread)
    rating = examples.mixture + share[:, None] * (examples.direct - examples.mixture)
    off = np.abs(rating - examples.gold)
    parts, linear, products = _variance(signs, variance_parts(share, roads), off, weight)
    calibration = _with(
        calibration, mode, variance=parts, variance_signs=linear, variance_products=products
    )
    deviation = calibration.deviation(mode, signs, share, roads)
    return _with(
        calibration,
        mode,
        width=_widths(reader, off / deviation, share, weight),
        label=_label(reader, examples, rating, deviation, share),
    )


def _with(calibration: Calibration, mode: int, **rows: FloatArray) -> Calibration:
    """Return the calibration with some figures of one mode replaced."""
    changed = {}
    for name, row in rows.items():
        changed[name] = getattr(calibration, name).copy()
        changed[name][mode] = row
    return replace(calibration, **changed)


def _share(
    signs: FloatArray, examples: Examples, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Fit the log-odds of the regression's share by least squares of the blended rating.

    Returns
    -------
    linear : float32 [1 + f]
    products : float32 [f, f]
    """
    columns = torch.from_numpy(_with_products(signs).astype(np.float64))
    toward = examples.direct - examples.mixture
    slope = torch.from_numpy(2 * ((examples.mixture - examples.gold) * toward).mean(axis=1))
    bend = torch.from_numpy(np.square(toward).mean(axis=1))
    importance = torch.from_numpy(weight)
    constant = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    slopes = torch.zeros(columns.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [constant, slopes], max_iter=200, tolerance_change=1e-7, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        share = torch.sigmoid(columns @ slopes + constant)
        error = ((slope * share + bend * share.square()) * importance).sum()
        loss = error + _SHARE_PENALTY * slopes.square().mean()
        torch.autograd.backward(loss)
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    linear, products = _parted(slopes.detach().numpy(), signs.shape[1])
    return np.append(constant.detach().numpy(), linear).astype(np.float32), products


def _with_products(signs: FloatArray) -> FloatArray:
    """Put the signs' products, each once, behind them: [n, f] to [n, f + f (f + 1) / 2]."""
    first, second = np.triu_indices(signs.shape[1])
    return np.hstack([signs, signs[:, first] * signs[:, second]])


def _parted(slopes: NDArray[np.floating], n_signs: int) -> tuple[FloatArray, FloatArray]:
    """Return the slopes of signs [f] and of their products [f, f]."""
    products = np.zeros((n_signs, n_signs), np.float32)
    products[np.triu_indices(n_signs)] = slopes[n_signs:]
    return slopes[:n_signs].astype(np.float32), products


def _variance(
    signs: FloatArray, parts: Sequence[FloatArray], off: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Fit the variance's weights and the signs' slopes, most likely under a normal law."""
    squares, x = torch.from_numpy(np.square(off)), torch.from_numpy(_with_products(signs))
    columns = [torch.from_numpy(np.asarray(part, np.float32)) for part in parts]
    importance = torch.from_numpy(weight.astype(np.float32))
    logs = torch.tensor([0.0, -1.0, -1.0, -2.0], requires_grad=True)
    slopes = torch.zeros(x.shape[1], requires_grad=True)
    optimiser = torch.optim.Adam([logs, slopes], lr=_RATE)
    for _ in range(_VARIANCE_STEPS):
        variance = sum(torch.exp(logs[i]) * part for i, part in enumerate(columns))
        variance = variance * torch.exp(x @ slopes)[:, None]
        unlikely = (torch.log(variance) + squares / variance).mean(dim=1)
        loss = (importance * unlikely).sum() + _SIGN_PENALTY * slopes.square().sum()
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
    return np.exp(logs.detach().numpy()), *_parted(slopes.detach().numpy(), signs.shape[1])


def _widths(
    reader: Reader, errors: FloatArray, share: FloatArray, weight: FloatArray
) -> FloatArray:
    """Return, per element, the deviations that hold 90 % of its domain's errors: [2, e].

    Quantile regression on the share: the first row holds without any regression, the
    second with nothing else.
    """
    domains = np.array([element.domain for element in reader.elements])
    both = torch.from_numpy(np.stack([1 - share, share]).astype(np.float32))
    importance = torch.from_numpy(weight.astype(np.float32))
    widths = np.zeros((2, len(domains)), np.float32)
    for domain in np.unique(domains):
        mine = domains == domain
        found = torch.from_numpy(errors[:, mine])
        ends = torch.full((2,), 1.5, requires_grad=True)
        optimiser = torch.optim.Adam([ends], lr=_RATE)
        for _ in range(_WIDTH_STEPS):
            over = found - (ends @ both)[:, None]
            missed = torch.maximum(_NOMINAL * over, (_NOMINAL - 1) * over).mean(dim=1)
            loss = (importance * missed).sum()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
        widths[:, mine] = np.maximum(ends.detach().numpy(), 0)[:, None]
    return widths


def _label(
    reader: Reader,
    examples: Examples,
    rating: FloatArray,
    deviation: FloatArray,
    share: FloatArray,
) -> FloatArray:
    """Fit the labels' logistic on a part of the examples, drawn by their weight."""
    tables = reader.tables
    median = (tables.median - tables.mean) / tables.spread
    chance = examples.weight.astype(np.float64) / examples.weight.astype(np.float64).sum()
    drawn = np.random.default_rng(0).choice(len(examples), _MOST_LABELLED, p=chance)
    distance = (rating - median)[drawn]
    mixture = (1 - share[drawn, None]) * log_odds(examples.above[drawn])
    figures = np.stack([distance / deviation[drawn], distance, mixture], axis=-1).reshape(-1, 3)
    on = (examples.gold[drawn] >= median - 1e-6).ravel()
    if on.all() or not on.any():  # few texts of one kind: nothing to tell apart
        return np.array([0, 0, 1, 0], np.float32)
    fitted = LogisticRegression().fit(figures, on)
    return np.array([*fitted.coef_[0], fitted.intercept_[0]], np.float32)
