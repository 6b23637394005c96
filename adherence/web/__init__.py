"""The pages for care teams and the provider's webhooks."""
