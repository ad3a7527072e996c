"""Room for the tables of the business case."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Change nothing yet."""
