"""The page that sets two texts side by side: where somebody stands, and what a job asks."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from flask import Blueprint, Response, abort, render_template, request

from jobskills.comparison import Comparison, compare, comparison_csv
from jobskills.files import FileLimits
from jobskills.prediction import Posting
from jobskills.web.contrast import Choice, Contrast, make_contrast
from jobskills.web.examples import load_pairs
from jobskills.web.forms import Typed, form_find, typed_posting
from jobskills.web.ports import PredictorPort
from jobskills.web.report import gap_text
from jobskills.web.taking import Form, download, to_json
from jobskills.web.wording import RELATIONS

__all__ = ["add_comparing"]

#: What a comparison can be taken away as.
_FORMS: Final[Mapping[str, Form[Comparison]]] = {
    "json": Form("application/json", lambda comparison: to_json(comparison.to_dict())),
    "csv": Form("text/csv", comparison_csv),
    "txt": Form("text/plain", gap_text),
}
_EMPTY: Final = Typed(Posting())


class _Sides(NamedTuple):
    left: Typed = _EMPTY
    right: Typed = _EMPTY

    @property
    def refused(self) -> str:
        """Why they can't be compared yet, or nothing."""
        for side, name in ((self.left, "left"), (self.right, "right")):
            if side.refused:
                return side.refused
            if side.empty:
                return f"The {name} side is empty. Give a title, a text or a file."
        return ""


def add_comparing(pages: Blueprint, predictor: PredictorPort, limits: FileLimits) -> None:
    """Add the page of comparison to the pages."""
    pairs = load_pairs()

    @pages.get("/compare")
    def comparing() -> str:
        name = request.args.get("example")
        if name is None:
            return page(_Sides())
        if name not in pairs:
            abort(404)
        sides = (Typed(Posting(one.title, one.description)) for one in pairs[name])
        return page(_Sides(*sides), Choice())

    @pages.post("/compare")
    def compared() -> str | tuple[str, int]:
        if "left_title" not in request.form:
            # From the page that reads: the job is what is asked for; where one stands comes next.
            job = typed_posting(limits)
            return page(_Sides(right=job), refused=job.refused)
        sides = _posted(limits)
        if sides.refused:
            return page(sides, refused=sides.refused), 422
        return page(sides, _choice())

    @pages.post("/gaps.<ending>")
    def take_gaps(ending: str) -> Response:
        form = _FORMS.get(ending)
        if form is None:
            abort(404)
        sides = _posted(limits)
        if sides.refused:
            abort(422, sides.refused)
        return download(f"gaps.{ending}", form.kind, form.write(_comparison(predictor, sides)))

    def page(sides: _Sides, choice: Choice | None = None, refused: str = "") -> str:
        contrast = choice and _contrast(predictor, sides, choice)
        return render_template(
            "compare.html",
            sides=sides,
            pairs=pairs,
            contrast=contrast,
            choice=choice,
            refused=refused,
            relations=RELATIONS,
            now=datetime.now(UTC),
        )


def _posted(limits: FileLimits) -> _Sides:
    return _Sides(typed_posting(limits, "left_"), typed_posting(limits, "right_"))


def _choice() -> Choice:
    relation = request.form.get("relation", "")
    return Choice(relation if relation in RELATIONS else "", form_find())


def _comparison(predictor: PredictorPort, sides: _Sides) -> Comparison:
    left, right = predictor.predict([side.posting for side in sides])
    return compare(left, right)


def _contrast(predictor: PredictorPort, sides: _Sides, choice: Choice) -> Contrast:
    comparison = _comparison(predictor, sides)
    left, right = (side.posting for side in sides)
    return make_contrast(comparison, left, right, predictor.elements, choice)
