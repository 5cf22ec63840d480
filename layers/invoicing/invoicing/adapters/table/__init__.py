"""The one DynamoDB table: keys, codec, and what is read from it and written to it, an adapter per port.

What a write must guard against is said by the port; reads and retries that know no concept belong in `engine`.
"""
