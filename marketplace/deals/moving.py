"""How does money follow what is decided? What of a payment has changed, the provider is told to move."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.deals.collaboration import Collaboration
from marketplace.deals.paying import Movement, PaymentAction, PaymentProvider
from marketplace.deals.ports import DealRecords


@dataclass(frozen=True)
class Moving:
    """Tells a provider of payments."""

    provider: PaymentProvider

    def follow(self, records: DealRecords, before: Collaboration, *, after: Collaboration) -> None:
        """Let the provider move what is reserved, released or refunded now and was not before."""
        amounts = (
            (PaymentAction.RESERVE, before.payment.reserved, after.payment.reserved),
            (PaymentAction.RELEASE, before.payment.released, after.payment.released),
            (PaymentAction.REFUND, before.payment.refunded, after.payment.refunded),
        )
        for action, then, now in amounts:
            if now > then:
                moved = now - then
                movement = Movement(
                    collaboration_id=after.id,
                    at=after.updated_at,
                    action=action,
                    minor=moved.minor,
                    currency=moved.currency,
                )
                self.provider.move(movement, kept=records.payments)
