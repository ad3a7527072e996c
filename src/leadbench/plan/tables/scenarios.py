"""The what-if scenarios of a plan."""

from sqlmodel import Field, SQLModel


class Scenario(SQLModel, table=True):
    """A named branch of the whole plan, which the store keeps and this row only names."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=200)
    made_minute: int
    branch: int = Field(ge=1)
    """The number by which the store knows the branch."""
