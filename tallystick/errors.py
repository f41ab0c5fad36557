"""The one tree of exceptions for faulty use.

    TallyError
    ├── SourceError      a path, file or stream that cannot be read at all
    ├── SettingError     an option, date or setting that makes no sense
    ├── LexiconError     a data file of the package or the user that breaks its own form
    └── LedgerError      a ledger that cannot be opened, trusted or written

Faulty *data* inside a readable file never raises: it becomes a ``Problem`` beside the result. Every message
names the value, the place and what to do about it.
"""


class TallyError(Exception):
    """Base of everything tallystick raises on purpose; its text is fit to be shown to a user."""


class SourceError(TallyError):
    """A path, file or stream that cannot be read at all."""


class SettingError(TallyError):
    """An option, date or setting that makes no sense."""


class LexiconError(TallyError):
    """A data file (lexicon, gazetteer, codebook) that breaks its own form."""


class LedgerError(TallyError):
    """A ledger that cannot be opened, trusted or written."""


def why_unreadable(error: OSError | ValueError) -> str:
    """Why a file could not be read, in words that need no knowledge of Python."""
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is no UTF-8; save it as UTF-8"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
