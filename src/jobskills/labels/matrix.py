"""What comes in as ratings, checked to be a matrix of numbers; computes nothing."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills.errors import DatasetError

__all__ = ["rating_matrix"]


def rating_matrix(ratings: ArrayLike) -> NDArray[np.float64]:
    """Return ratings as a float matrix, occupations x labels; NaN where there is none.

    Examples
    --------
    >>> rating_matrix([[1, 4], [2, None]]).tolist()
    [[1.0, 4.0], [2.0, nan]]
    """
    try:
        values = np.asarray(ratings, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DatasetError(f"ratings must be numbers or NaN: {error}") from error
    if values.ndim != 2:
        raise DatasetError(f"ratings must be occupations x labels, got {values.ndim} dimension(s)")
    return values
