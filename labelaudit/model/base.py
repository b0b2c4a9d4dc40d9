"""The base of every model (frozen, closed, comparable by value), and a note, which every stage may leave."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value; unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Note(Model):
    """A warning or an error: a stable code and a sentence."""

    code: str
    """A stable word for programs."""
    message: str
    """One line for a person."""
