"""Stored data is encrypted, private, recoverable, kept for as long as the law requires, and has access logs."""

import pytest

from infra.local.packaging import load_template
from tests.infra.templates import ROOT, listed, of_type, statements

DATA = ("UploadsBucket", "ReportsBucket", "DocumentsBucket")
LOGS = "storage.AccessLogsBucket"


@pytest.fixture(scope="module")
def storage():
    return load_template(ROOT / "infra" / "storage.yaml")


def test_state_is_retained_and_recoverable(resources):
    buckets = of_type(resources, "AWS::S3::Bucket")
    assert {*buckets} == {LOGS, *(f"storage.{name}" for name in DATA)}
    for name in [*buckets, "storage.Table", "identity.UserPool"]:
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate", name
        assert resources[name]["UpdateReplacePolicy"] == "Retain", name
    for bucket in buckets.values():
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    table = resources["storage.Table"]["Properties"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] is True
    assert table["TimeToLiveSpecification"]["Enabled"]


def test_everything_that_holds_data_is_encrypted_with_our_own_key_if_given(resources):
    for name, bucket in of_type(resources, "AWS::S3::Bucket").items():
        [rule] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        chosen = rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
        # S3 cannot write its access logs with a key of ours
        assert chosen == ("AES256" if name == LOGS else {"Fn::If": ["HasOwnKey", "aws:kms", "AES256"]})
    _, own, _ = resources["storage.Table"]["Properties"]["SSESpecification"]["Fn::If"]
    assert own["SSEEnabled"] is True
    for queue in of_type(resources, "AWS::SQS::Queue").values():
        assert queue["SqsManagedSseEnabled"] == {"Fn::If": ["HasOwnKey", {"Ref": "AWS::NoValue"}, True]}
        assert queue["KmsMasterKeyId"]["Fn::If"][:2] == ["HasOwnKey", {"Ref": "KmsKeyArn"}]
    [topic] = of_type(resources, "AWS::SNS::Topic").values()
    # without an own key, SNS encrypts its disks; alarms may not use the key of its own name
    assert topic["KmsMasterKeyId"]["Fn::If"][:2] == ["HasOwnKey", {"Ref": "KmsKeyArn"}]


def test_buckets_are_private_and_take_tls_only(resources):
    buckets = of_type(resources, "AWS::S3::Bucket")
    for bucket in buckets.values():
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    policies = of_type(resources, "AWS::S3::BucketPolicy")
    assert {f"storage.{policy['Bucket']['Ref']}" for policy in policies.values()} == set(buckets)
    for policy in policies.values():
        tls, *others = policy["PolicyDocument"]["Statement"]
        assert (tls["Effect"], tls["Principal"], tls["Action"]) == ("Deny", "*", "s3:*")
        assert tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        assert len(tls["Resource"]) == 2, "the bucket and its objects"
        for other in others:
            assert policy["Bucket"] == {"Ref": "AccessLogsBucket"}
            assert other["Principal"] == {"Service": "logging.s3.amazonaws.com"}
            assert {"StringEquals", "ArnLike"} == other["Condition"].keys(), "for buckets of ours only"


def test_access_to_buckets_is_logged_and_the_logs_expire(storage):
    prefixes = set()
    for name in DATA:
        logging = storage["Resources"][name]["Properties"]["LoggingConfiguration"]
        assert logging["DestinationBucketName"] == {"Ref": "AccessLogsBucket"}
        prefixes.add(logging["LogFilePrefix"])
    assert len(prefixes) == len(DATA)
    logs = storage["Resources"]["AccessLogsBucket"]["Properties"]
    assert "LoggingConfiguration" not in logs, "logs about logs would never end"
    assert logs["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == {"Ref": "LogRetentionDays"}


def test_documents_are_kept_for_six_years_or_more(storage, source):
    for template in (storage, load_template(ROOT / "template.yaml")):
        years = template["Parameters"]["DocumentRetentionYears"]
        assert min(years["AllowedValues"]) == years["Default"] == 6
    days = storage["Mappings"]["Years"]
    assert {str(year) for year in years["AllowedValues"]} == days.keys()
    assert all(value["Days"] >= int(year) * 365.25 + 92 for year, value in days.items())

    documents = storage["Resources"]["DocumentsBucket"]["Properties"]
    rules = {rule["Id"]: rule for rule in documents["LifecycleConfiguration"]["Rules"]}
    kept = {"Fn::FindInMap": ["Years", {"Ref": "DocumentRetentionYears"}, "Days"]}
    assert rules["retention"]["ExpirationInDays"] == kept
    assert rules["retention"]["Status"] == {"Fn::If": ["IsExpiring", "Enabled", "Disabled"]}
    assert rules["old-versions"]["NoncurrentVersionExpiration"]["NoncurrentDays"]["Fn::If"][2] == kept
    passed_on = source["Storage"]["Properties"]["Parameters"]
    assert {"DocumentRetentionYears", "DocumentLock", "ExpireDocuments", "LogRetentionDays"} <= passed_on.keys()


@pytest.mark.parametrize(("bucket", "prefix"), [("UploadsBucket", "archive/"), ("ReportsBucket", "reports/")])
def test_files_that_name_buyers_are_deleted_after_a_time(storage, bucket, prefix):
    rules = storage["Resources"][bucket]["Properties"]["LifecycleConfiguration"]["Rules"]
    [rule] = [rule for rule in rules if rule.get("Prefix") == prefix]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", {"Ref": "FileRetentionDays"})


@pytest.mark.parametrize(("bucket", "method"), [("UploadsBucket", "POST"), ("ReportsBucket", "GET")])
def test_a_browser_at_the_chosen_origin_may_upload_and_open_links(storage, bucket, method):
    [rule] = storage["Resources"][bucket]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert (rule["AllowedMethods"], rule["AllowedOrigins"]) == ([method], [{"Ref": "CorsOrigin"}])


def test_object_lock_is_off_unless_a_parameter_chooses_it(storage):
    lock = storage["Parameters"]["DocumentLock"]
    assert (lock["Default"], set(lock["AllowedValues"])) == ("NONE", {"NONE", "GOVERNANCE", "COMPLIANCE"})
    documents = storage["Resources"]["DocumentsBucket"]["Properties"]
    assert documents["ObjectLockEnabled"] is True, "it cannot be enabled later"
    condition, chosen, otherwise = documents["ObjectLockConfiguration"]["Rule"]["Fn::If"]
    assert (condition, otherwise) == ("IsLocked", {"Ref": "AWS::NoValue"})
    days = {"Fn::FindInMap": ["Years", {"Ref": "DocumentRetentionYears"}, "Days"]}
    retention = {"Mode": {"Ref": "DocumentLock"}, "Days": days}
    assert chosen["DefaultRetention"] == retention


def test_nothing_deletes_a_document_or_its_pdf(resources):
    for name, statement in statements(resources):
        if statement["Effect"] == "Deny":
            continue
        deleting = [action for action in listed(statement["Action"]) if ":Delete" in action]
        if deleting:
            inbox = {"ImportSalesRole": "uploads", "ApplyChangesRole": "changes"}[name]
            assert set(deleting) == {"s3:DeleteObject", "s3:DeleteObjectVersion"}
            assert statement["Resource"] == {"Fn::Sub": f"${{Storage.Outputs.UploadsBucketArn}}/{inbox}/*"}
