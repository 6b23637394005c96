"""A small Twilio on loopback: takes messages, lists them, fails on demand, and posts signed webhooks."""

from tests.fake_twilio.book import Delivery, FakeMessage, Fault, FaultKind, Post
from tests.fake_twilio.server import FakeTwilio

__all__ = ["Delivery", "FakeMessage", "FakeTwilio", "Fault", "FaultKind", "Post"]
