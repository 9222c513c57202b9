"""Chat exports, read exactly."""
