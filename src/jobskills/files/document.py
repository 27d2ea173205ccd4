"""What a document says, whatever kind of file it was; reads nothing itself."""

from dataclasses import dataclass

from jobskills.files.kinds import Kind
from jobskills.prediction import Posting

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read.

    Parameters
    ----------
    kind : str
        What the file is, by its bytes: "pdf", "docx", "html", "json" or "text".
    title : str
        The job's title where the document marks one, else empty.
    description : str
        Its text as a person sees it.
    source : str
        Of text, HTML and JSON the file itself, which `jobskills.Predictor` reads as it is and
        gives offsets into; of the others the description.
    warnings : tuple of str
        Sentences for the user about what was found.

    Examples
    --------
    >>> Document("text", "", "Bake bread.", "Bake bread.").posting().description
    'Bake bread.'
    """

    kind: Kind
    title: str
    description: str
    source: str
    warnings: tuple[str, ...] = ()

    def posting(self) -> Posting:
        """Return it as a posting."""
        return Posting(self.title, self.description)
