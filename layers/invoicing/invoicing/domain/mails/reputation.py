"""A sender's reputation, and the brake.

SES reviews accounts from 5 % bounces or 0.1 % complaints, so from there a seller's automatic mails wait; mails that a
person requests one by one are still sent.
"""

from dataclasses import dataclass

DAYS = 7
"""Length of the period looked at."""
FEWEST_BOUNCES = 10
FEWEST_COMPLAINTS = 2
MOST_BOUNCES_IN_100 = 5
MOST_COMPLAINTS_IN_1000 = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reputation:
    """A seller's mails in the last `DAYS` days: accepted by the provider, permanently bounced, marked as spam."""

    sent: int = 0
    bounced: int = 0
    complained: int = 0

    @property
    def is_braked(self) -> bool:
        """True if automatic mails must wait for a person."""
        too_many_bounces = self.bounced * 100 >= self.sent * MOST_BOUNCES_IN_100
        too_many_complaints = self.complained * 1000 >= self.sent * MOST_COMPLAINTS_IN_1000
        return (self.bounced >= FEWEST_BOUNCES and too_many_bounces) or (
            self.complained >= FEWEST_COMPLAINTS and too_many_complaints
        )

    @property
    def told(self) -> str:
        """The figures as a Polish sentence."""
        return (
            f"W ostatnich {DAYS} dniach z {self.sent} wiadomości odrzucono {self.bounced}, "
            f"a {self.complained} oznaczono jako spam."
        )
