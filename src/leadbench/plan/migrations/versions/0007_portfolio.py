"""Room for the tables of the portfolio."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Change nothing yet."""
