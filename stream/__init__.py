"""newswire: stories in on Kafka; events, entities and alerts out, each with the words that prove it."""

__version__ = "0.1.0"
