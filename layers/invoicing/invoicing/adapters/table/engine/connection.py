"""PynamoDB's connection to the table."""

from botocore.session import Session
from pynamodb.connection.base import Connection, MetaTable
from pynamodb.connection.table import TableConnection

from invoicing.adapters import aws
from invoicing.adapters.table.keys import LIST_INDEX, WORK_INDEX


class _SharedConnection(Connection):
    """PynamoDB's connection, with the session that the other clients share."""

    @property
    def session(self) -> Session:
        """The session that creates the client."""
        return aws.session()


def connection_to(table_name: str) -> TableConnection:
    """Return a connection; the first call creates its client."""
    connection = TableConnection(table_name)
    connection.connection = _SharedConnection()
    connection.connection.add_meta_table(_meta(table_name))
    return connection


def _meta(table_name: str) -> MetaTable:
    """Return the keys, so that PynamoDB need not ask DynamoDB for them at each cold start."""
    names = ("pk", "sk", "list_pk", "list_sk", "work_pk", "work_at")
    return MetaTable(
        {
            "TableName": table_name,
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in names],
            "KeySchema": _schema("pk", "sk"),
            "GlobalSecondaryIndexes": [
                {"IndexName": LIST_INDEX, "KeySchema": _schema("list_pk", "list_sk")},
                {"IndexName": WORK_INDEX, "KeySchema": _schema("work_pk", "work_at")},
            ],
        }
    )


def _schema(hash_key: str, range_key: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_key, "KeyType": "HASH"},
        {"AttributeName": range_key, "KeyType": "RANGE"},
    ]
