"""Classes of messages by their type, which set headers and payload when they are made."""
