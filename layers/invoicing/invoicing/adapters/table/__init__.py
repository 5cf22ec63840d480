"""The one DynamoDB table: keys, codec and what is read and written of it."""
