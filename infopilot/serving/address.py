"""Where a door listens."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a door listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address of the door's first page."""
        return f"http://{self.host}:{self.port}/"
