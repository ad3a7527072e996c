"""Room for the tables of the data assessment."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Change nothing yet."""
