"""The door for language models: a Model Context Protocol server around a `Predictor`.

Four tools over the official SDK (extra ``mcp``). Answers are those of the other doors with lines
left out, so that one fits into a conversation, and with the sentences that the evidence points to.
Nothing of a posting is kept, logged or quoted in an error.
"""

from jobskills.mcp.server import create_server

__all__ = ["create_server"]
