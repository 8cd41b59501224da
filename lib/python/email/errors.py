"""What can be wrong with a message: exceptions, and defects that a parser only notes."""


class MessageError(Exception):
    """Anything that this package raises."""


class MessageDefect(ValueError):
    """Something wrong in a message that could be read nevertheless; line is where, if known."""

    def __init__(self, line=None):
        super().__init__(*() if line is None else (line,))
        self.line = line


class HeaderDefect(MessageDefect):
    """Something wrong in a header."""

    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)


def _define(*bases, **meanings):
    """Make a class of the bases for each name, with its meaning as its docstring."""
    for name, meaning in meanings.items():
        globals()[name] = type(name, bases, {"__doc__": meaning, "__module__": __name__})


_define(MessageError,
        MessageParseError="A message cannot be read.",
        CharsetError="A name of a character set is not ASCII.",
        HeaderWriteError="A header would not be read back as it is.")
_define(MessageError, TypeError,
        MultipartConversionError="Only a multipart takes more parts.")
_define(MessageParseError,
        HeaderParseError="A header cannot be read.",
        BoundaryError="The end of a multipart is missing.")
_define(MessageDefect,
        NoBoundaryInMultipartDefect="A multipart without a boundary.",
        StartBoundaryNotFoundDefect="The boundary of a multipart never came.",
        CloseBoundaryNotFoundDefect="A multipart began but did not end.",
        FirstHeaderLineIsContinuationDefect="The first line of the headers was indented.",
        MisplacedEnvelopeHeaderDefect="A line of 'From ' between the headers.",
        MissingHeaderBodySeparatorDefect="A line among the headers that is none, nor empty.",
        MultipartInvariantViolationDefect="Said to be a multipart but has no parts.",
        InvalidMultipartContentTransferEncodingDefect="A multipart that claims to be encoded.",
        UndecodableBytesDefect="Bytes that are not in the expected encoding.",
        InvalidBase64PaddingDefect="Base64 without the padding that it needs.",
        InvalidBase64CharactersDefect="Base64 with characters that do not belong there.",
        InvalidBase64LengthDefect="Base64 that is one character longer than it can be.")
_define(HeaderDefect,
        InvalidHeaderDefect="Not how such a header is written.",
        HeaderMissingRequiredValue="A header without the value that it needs.",
        ObsoleteHeaderDefect="Written in a way that RFC 5322 calls obsolete.",
        NonASCIILocalPartDefect="An address with other letters than ASCII before its @.",
        InvalidDateDefect="A date that cannot be understood.")

MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class NonPrintableDefect(HeaderDefect):
    """A header with control characters, which are non_printables."""

    def __init__(self, non_printables):
        super().__init__(non_printables)
        self.non_printables = non_printables

    def __str__(self):
        return f"the following ASCII non-printables found in header: {self.non_printables}"
