"""What module tokenize needs of the lexer."""


class TokenizerIter:
    """Tokens of a source, one by one; Folio's lexer does not give comments yet."""

    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        raise SystemError("Folio cannot split a source into tokens for Python programs yet")
