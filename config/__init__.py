"""The data that the service is configured with: settings, markets, topics, labels, rates. No code."""
