"""Text as typed requests take it: what JSON can spell and no text can hold is refused."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

__all__ = ["Text"]


def _encodable(text: str) -> str:
    """Refuse half a surrogate pair: JSON can spell it, but it is no character of any text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError(
            "unpaired_surrogate", "the text holds an unpaired surrogate, which is no character"
        ) from None
    return text


#: A string of characters, of any length.
Text = Annotated[str, AfterValidator(_encodable)]
