"""A prediction as a sheet, one line for everything in it; the same from every door."""

import csv
import io
from typing import Final

from jobskills.prediction import Prediction

__all__ = ["to_csv"]

_COLUMNS: Final = (
    "kind", "id", "name", "importance", "importance_low", "importance_high", "level",
    "probability", "distinctiveness", "mentioned",
)  # fmt: skip


def to_csv(prediction: Prediction) -> str:
    """Return a prediction as CSV.

    Parameters
    ----------
    prediction : Prediction

    Returns
    -------
    str
        A head, then occupations, elements, technologies and tools in the prediction's
        order; what a line has no figure for is empty.

    Examples
    --------
    >>> from jobskills.prediction import ModelInfo, OccupationScore, Prediction
    >>> baker = (OccupationScore("51-3011.00", "Bakers", 0.9),)
    >>> model = ModelInfo("default", "1", "29.3")
    >>> print(to_csv(Prediction(model, None, "", 1, False, (), baker, (), (), ())))
    kind,id,name,importance,importance_low,importance_high,level,probability,distinctiveness,mentioned
    occupation,51-3011.00,Bakers,,,,,0.9,,
    <BLANKLINE>
    """
    out = io.StringIO()
    sheet = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    for one in prediction.occupations:
        sheet.writerow(
            {"kind": "occupation", "id": one.code, "name": one.title,
             "probability": one.probability}
        )  # fmt: skip
    for element in prediction.elements:
        figures = {name: getattr(element, name) for name in _COLUMNS[1:-1]}
        sheet.writerow({"kind": element.domain, **figures})
    for kind, listed in (("technology", prediction.technologies), ("tool", prediction.tools)):
        for score in listed:
            sheet.writerow(
                {"kind": kind, "name": score.name, "probability": score.probability,
                 "mentioned": int(score.mentioned)}
            )  # fmt: skip
    return out.getvalue()
