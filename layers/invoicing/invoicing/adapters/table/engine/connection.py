"""PynamoDB's connection to the table."""

from botocore.session import Session
from pynamodb.connection.base import Connection, MetaTable
from pynamodb.connection.table import TableConnection

from invoicing.adapters import aws
from invoicing.adapters.table.keys import LIST_INDEX, WORK_INDEX


class _SharedConnection(Connection):
    """PynamoDB's connection, on the session that the other clients use."""

    @property
    def session(self) -> Session:
        """The session that the client is made from."""
        return aws.session()


def connection_to(table_name: str) -> TableConnection:
    """Return a connection; its client is made by the first call."""
    found = TableConnection(table_name)
    found.connection = _SharedConnection()
    found.connection.add_meta_table(_meta(table_name))
    return found


def _meta(table_name: str) -> MetaTable:
    """Tell PynamoDB the keys, so that it need not ask for them at each cold start."""
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
