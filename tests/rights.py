"""What each function may do, and which rights a call to AWS needs.

CALLS is compared with the expanded template (tests/infra/test_rights.py), and every call that a handler makes in
tests/functions is compared with CALLS: neither a right without a call nor a call without a right stays unseen. A
transaction needs the rights of its parts; a copy in S3 reads its source and writes its target.
"""

import sys
from typing import Any

from infra.local.bootstrap import ROOT

CALLS: dict[str, dict[str, str]] = {
    "AddClaims": {
        "Table": "GetItem",
    },
    "ApplyChanges": {
        "Table": "BatchGetItem GetItem PutItem Query",
        "Table/index/by_status": "Query",
        "UploadsBucket/changes/*": "DeleteObject DeleteObjectVersion GetObject GetObjectVersion",
        "UploadsBucket/archive/*": "PutObject",
        "ReportsBucket/reports/*": "GetObject PutObject",
        "UploadsBucket": "ListBucket ListBucketVersions",
        "ReportsBucket": "ListBucket",
        "ChangesQueue": "SendMessage",
    },
    "AuditBooks": {
        "Table": "BatchGetItem GetItem Query",
        "Table/index/by_due": "Query",
        "Table/index/by_status": "Query",
        "DocumentsBucket/pdf/*": "GetObject",
        "ReportsBucket/reports/*": "GetObject",
        "UploadsBucket": "ListBucket",
        "DocumentsBucket": "ListBucket",
        "ReportsBucket": "ListBucket",
    },
    "BeginJob": {
        "Table": "BatchGetItem GetItem PutItem",
        "Table/index/by_status": "Query",
    },
    "CorrectDocuments": {
        "Table": "BatchGetItem GetItem PutItem Query UpdateItem",
    },
    "EditDocuments": {
        "Table": "BatchGetItem GetItem PutItem Query",
        "Table/index/by_status": "Query",
    },
    "EmailDocument": {
        "Table": "BatchGetItem GetItem PutItem UpdateItem",
        "DocumentsBucket/pdf/*": "GetObject",
        "identity": "SendEmail SendRawEmail",
        "configuration set": "SendEmail SendRawEmail",
    },
    "ForwardChanges": {
        "RenderQueue": "SendMessage",
        "MailQueue": "SendMessage",
        "JobMachine": "StartExecution",
        "ForwardingDlq": "SendMessage",
    },
    "ImportSales": {
        "Table": "BatchGetItem GetItem PutItem Query UpdateItem",
        "Table/index/by_status": "Query",
        "UploadsBucket/uploads/*": "DeleteObject DeleteObjectVersion GetObject GetObjectVersion",
        "UploadsBucket/archive/*": "PutObject",
        "ReportsBucket/reports/*": "GetObject PutObject",
        "UploadsBucket": "ListBucket ListBucketVersions",
        "ReportsBucket": "ListBucket",
        "ImportQueue": "SendMessage",
    },
    "IssueDocuments": {
        "Table": "BatchGetItem GetItem PutItem UpdateItem",
    },
    "JobMachine": {
        "BeginJob": "InvokeFunction",
        "RunJob": "InvokeFunction",
        "RunExport": "InvokeFunction",
        "AuditBooks": "InvokeFunction",
    },
    "JobMachineNightly": {
        "JobMachine": "StartExecution",
    },
    "MailDocuments": {
        "Table": "BatchGetItem GetItem PutItem UpdateItem",
    },
    "ManageImports": {
        "Table": "GetItem PutItem Query",
        "UploadsBucket/uploads/*": "PutObject",
        "ReportsBucket/reports/*": "GetObject",
        "ReportsBucket": "ListBucket",
    },
    "ManageJobs": {
        "Table": "BatchGetItem GetItem PutItem Query UpdateItem",
        "Table/index/by_status": "Query",
        "ReportsBucket/jobs/*": "GetObject",
        "ReportsBucket/exports/*": "GetObject",
    },
    "ManageSeller": {
        "Table": "GetItem PutItem UpdateItem",
        "DocumentsBucket/logos/*": "PutObject",
        "identity": "GetEmailIdentity",
    },
    "PreviewDocument": {
        "Table": "BatchGetItem GetItem",
        "ReportsBucket/previews/*": "GetObject PutObject",
        "DocumentsBucket/pdf/*": "GetObject",
        "DocumentsBucket/logos/*": "GetObject",
    },
    "ReadDocuments": {
        "Table": "BatchGetItem GetItem Query",
        "Table/index/by_status": "Query",
        "DocumentsBucket/pdf/*": "GetObject",
    },
    "ReadMails": {
        "Table": "BatchGetItem GetItem Query",
    },
    "ReadRegisters": {
        "Table": "Query",
    },
    "Reconcile": {
        "Table": "GetItem",
        "JobMachine": "StartExecution",
        "UploadsBucket": "ListBucket",
        "Table/index/by_due": "Query",
        "Table/index/by_status": "Query",
        "ImportQueue": "SendMessage",
        "ChangesQueue": "SendMessage",
        "RenderQueue": "GetQueueAttributes SendMessage",
        "MailQueue": "GetQueueAttributes SendMessage",
    },
    "RecordEmailEvent": {
        "Table": "GetItem PutItem UpdateItem",
    },
    "RenderDocument": {
        "Table": "BatchGetItem PutItem UpdateItem",
        "DocumentsBucket/pdf/*": "GetObject PutObject",
        "DocumentsBucket/logos/*": "GetObject",
    },
    "RunExport": {
        "Table": "BatchGetItem GetItem Query UpdateItem",
        "Table/index/by_status": "Query",
        "DocumentsBucket/pdf/*": "GetObject",
        "ReportsBucket/exports/*": "AbortMultipartUpload PutObject",
    },
    "RunJob": {
        "Table": "BatchGetItem GetItem PutItem Query UpdateItem",
        "Table/index/by_status": "Query",
        "ReportsBucket/jobs/*": "GetObject PutObject",
    },
    "ShowDocs": {},
}
BUCKETS = {
    "uploads": "UploadsBucket",
    "archive": "UploadsBucket",
    "changes": "UploadsBucket",
    "pdf": "DocumentsBucket",
    "logos": "DocumentsBucket",
    **dict.fromkeys(("reports", "previews", "jobs", "exports"), "ReportsBucket"),
}
"""In which bucket a key lies; in tests they are all in one."""
ACTIONS = {
    "ListObjectsV2": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
    "HeadObject": "GetObject",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "SendMessageBatch": "SendMessage",
}
"""Calls whose right has another name."""
PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
QUEUES = ("ImportQueue", "ChangesQueue", "RenderQueue", "MailQueue")
_FOLDER = f"{ROOT / 'functions'}/"


def calling_function() -> str | None:
    """Return the logical id of the function whose code is running, if one is."""
    frame = sys._getframe(1)
    while frame:
        name = frame.f_code.co_filename
        if name.startswith(_FOLDER):
            return "".join(word.title() for word in name.removeprefix(_FOLDER).partition("/")[0].split("_"))
        frame = frame.f_back  # type: ignore[assignment]
    return None


def needed(service: str, operation: str, params: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the rights that a call needs, by kind of resource."""
    action = ACTIONS.get(operation, operation)
    if service == "dynamodb":
        if operation == "TransactWriteItems":
            return {("Table", PARTS[next(iter(part))]) for part in params["TransactItems"]}
        index = params.get("IndexName")
        return {(f"Table/index/{index}" if index else "Table", action)}
    if service == "s3":
        return _of_s3(operation, action, params)
    return {({"sqs": "queue", "sesv2": "identity", "stepfunctions": "JobMachine"}[service], action)}


def _of_s3(operation: str, action: str, params: dict[str, Any]) -> set[tuple[str, str]]:
    folder = (params.get("Key") or params["Prefix"]).partition("/")[0]
    bucket = BUCKETS[folder]
    if action.startswith("List"):
        return {(bucket, action)}
    if operation == "CopyObject":
        source = params["CopySource"]
        return {(f"{bucket}/{folder}/*", "PutObject"), *_of_s3("GetObject", "GetObject", source)}
    version = "Version" if "VersionId" in params else ""
    return {(f"{bucket}/{folder}/*", f"{action}{version}")}


def allowed(function: str) -> set[tuple[str, str]]:
    """Return what a function may do; queues are told apart by the template alone."""
    rights = {(kind, action) for kind, actions in CALLS[function].items() for action in actions.split()}
    return rights | {("queue", action) for kind, action in rights if kind in QUEUES}
