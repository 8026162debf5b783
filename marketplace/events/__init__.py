"""Who hears of what happens? Events, and the webhooks that are called of them."""
