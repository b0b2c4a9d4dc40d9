"""The exception tree: each class knows its exit code and the short code that stands in the JSON.

    LabelauditError                exit 70
    ├── UnreadableError            exit 3    the label could not be read; `code` says why
    │     codes: missing, directory, not_a_file, no_access, empty, unsupported, damaged,
    │            encrypted, too_large, no_pages, no_panel, unreadable; in a catalogue also:
    │            no_picture, name_encoding, not_fetched, refused; crashed, deadline, memory,
    │            engine, changed (those of the machine: the next scan tries again)
    ├── EngineError                exit 4    an OCR engine is missing or failed
    ├── GuidanceError              exit 5    the guidance file is invalid
    ├── OutputError                exit 6    the output cannot be written
    └── UsageError                 exit 2    an option's value makes no sense

A message says what, where and what to do, in one line.
"""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes; a stable interface."""

    OK = 0
    GATE = 1
    USAGE = 2
    UNREADABLE = 3
    ENGINE = 4
    GUIDANCE = 5
    OUTPUT = 6
    SOME_UNREADABLE = 7
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


class LabelauditError(Exception):
    """Anything that the program itself reports; `str()` is the one line that a person sees."""

    exit_code: Exit = Exit.BUG


class UnreadableError(LabelauditError):
    """A label could not be read.

    `code` is a stable word for the JSON's `error.code`; the message starts with the file's name.
    """

    exit_code = Exit.UNREADABLE

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.code, str(self))


class EngineError(LabelauditError):
    """An OCR engine is missing, or failed."""

    exit_code = Exit.ENGINE


class GuidanceError(LabelauditError):
    """The guidance file is invalid; the message names the file and the key."""

    exit_code = Exit.GUIDANCE


class OutputError(LabelauditError):
    """Output could not be written."""

    exit_code = Exit.OUTPUT


class UsageError(LabelauditError):
    """An option or a value that makes no sense."""

    exit_code = Exit.USAGE
