"""Whether the parts of a reader fit each other; checked when a bundle is loaded."""

from jobskills.models.reader.fusion import VOICES
from jobskills.models.reader.inputs import MODES
from jobskills.models.reader.mentions import FEATURES
from jobskills.models.reader.model import Reader
from jobskills.models.reader.signs import SIGNS
from jobskills.text import SECTIONS

__all__ = ["require_fit"]


def require_fit(reader: Reader) -> None:
    """Raise ValueError, naming the array, where a shape is not what the others ask for."""
    words, dimension = len(reader.encoder.vocabulary), reader.encoder.dimension
    occupations, elements = len(reader.tables.codes), len(reader.elements)
    network, neighbours, indexes = reader.network, reader.neighbours, reader.indexes
    calibration, tables, modes = reader.calibration, reader.tables, len(MODES)
    gate = len(network.gate_out)
    rated = len(neighbours.titles)
    rating_rank, category_rank = len(neighbours.rating_basis), len(neighbours.category_basis)
    categories, signs = len(reader.categories), len(SIGNS)
    square = (dimension, dimension)
    for name, found, expected in (
        ("word table", reader.encoder.table.shape, (words, dimension)),
        ("gate_hidden", network.gate_hidden.shape, (gate, dimension + len(SECTIONS))),
        ("gate_hidden_bias", network.gate_hidden_bias.shape, (gate,)),
        ("told", network.told.shape, (dimension, gate)),
        ("title_map", network.title_map.shape, square),
        ("body_map", network.body_map.shape, square),
        ("prototypes", network.prototypes.shape, (occupations, dimension)),
        ("title_prototypes", network.title_prototypes.shape, (occupations, dimension)),
        ("body_prototypes", network.body_prototypes.shape, (occupations, dimension)),
        ("occupation_bias", network.occupation_bias.shape, (occupations,)),
        ("neighbours' titles", neighbours.titles.shape, (rated, dimension)),
        ("neighbours' bodies", neighbours.bodies.shape, (rated, dimension)),
        ("neighbours' rows", neighbours.rows.shape, (rated,)),
        ("rating_centre", neighbours.rating_centre.shape, (elements,)),
        ("rating_duals", neighbours.rating_duals.shape, (modes, rated, rating_rank)),
        ("rating_basis", neighbours.rating_basis.shape, (rating_rank, elements)),
        ("category_centre", neighbours.category_centre.shape, (categories,)),
        ("category_duals", neighbours.category_duals.shape, (modes, rated, category_rank)),
        ("category_basis", neighbours.category_basis.shape, (category_rank, categories)),
        ("title_starts", indexes.title_starts.shape, (occupations,)),
        ("many_titles", indexes.many_titles.shape, (occupations,)),
        ("fold", indexes.fold.shape, (words,)),
        ("cues", indexes.named.cues.shape, (words,)),
        ("named titles", indexes.named.starts.shape, (len(indexes.named.keys) + 1,)),
        ("trust in titles", indexes.named.known.shape, (len(indexes.named.keys), 2)),
        ("mentions' weights", indexes.named.weights.shape, (len(FEATURES),)),
        ("indexed occupations", (indexes.words.n_documents,), (occupations,)),
        ("importance", tables.importance.shape, (occupations, elements)),
        ("level", tables.level.shape, (occupations, elements)),
        ("held", tables.held.shape, (occupations, categories)),
        ("fusion weights", calibration.voices.shape, (modes, len(VOICES))),
        ("sharpness", calibration.sharpness.shape, (modes,)),
        ("temperature", calibration.temperature.shape, (modes,)),
        ("sign means", calibration.sign_mean.shape, (modes, signs)),
        ("sign scales", calibration.sign_scale.shape, (modes, signs)),
        ("regression's share", calibration.share.shape, (modes, 1 + signs)),
        ("products of signs", calibration.share_products.shape, (modes, signs, signs)),
        ("variance", calibration.variance.shape, (modes, 4)),
        ("variance by signs", calibration.variance_signs.shape, (modes, signs)),
        ("variance by products", calibration.variance_products.shape, (modes, signs, signs)),
        ("label figures", calibration.label.shape, (modes, 4)),
        ("interval widths", calibration.width.shape, (modes, 2, elements)),
    ):
        if found != expected:
            raise ValueError(f"{name}: shape {found}, expected {expected}")
