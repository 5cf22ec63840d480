"""The template is code: what `sam validate --lint` does not see, on the template that SAM expands it to."""

import json
import os
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from infra.local import bootstrap
from infra.local.packaging import load_template

ROOT = bootstrap.ROOT
NESTED = sorted((ROOT / "infra").glob("*.yaml"))
LONG_ONES = {"ImportSales": 240, "ApplyChanges": 240, "RunJob": 60, "RunExport": 900}
"""What nobody waits for: a slice of a file or of a table, a step of a job, an export."""

PUBLIC = {"/openapi.json", "/docs", "/docs/pomoc", "/docs/{file}"}
"""What needs no token: the documentation, which is the same for everybody."""
LOGS_WRITING = "AWSLambdaBasicExecutionRole"


def tool(*command: str) -> str:
    """Run a tool of the template's environment and return what it printed."""
    python = bootstrap.ensure("template")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SAM_CLI_TELEMETRY": "0",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }
    done = subprocess.run(
        [str(python.parent / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source() -> dict[str, Any]:
    return load_template(ROOT / "template.yaml")["Resources"]


@pytest.fixture(scope="module")
def expanded_file(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("template") / "expanded.json"
    file.write_text(tool("python", "-m", "infra.local.expansion"))
    return file


@pytest.fixture(scope="module")
def resources(expanded_file) -> dict[str, Any]:
    """Return the resources of the expanded template and of all nested ones."""
    found = dict(json.loads(expanded_file.read_text())["Resources"])
    for path in NESTED:
        found |= {f"{path.stem}.{name}": body for name, body in load_template(path)["Resources"].items()}
    return found


def of_type(resources: dict[str, Any], *types: str) -> dict[str, dict[str, Any]]:
    return {name: body["Properties"] for name, body in resources.items() if body["Type"] in types}


def references(body: Any) -> set[str]:
    """Return the logical ids that a piece of template refers to."""
    if isinstance(body, list):
        return set().union(*map(references, body)) if body else set()
    if not isinstance(body, dict):
        return set()
    found = set().union(*map(references, body.values())) if body else set()
    if "Ref" in body:
        found.add(body["Ref"])
    if "Fn::GetAtt" in body:
        found.add(body["Fn::GetAtt"][0] if isinstance(body["Fn::GetAtt"], list) else body["Fn::GetAtt"].split(".")[0])
    if "Fn::Sub" in body:
        text = body["Fn::Sub"] if isinstance(body["Fn::Sub"], str) else body["Fn::Sub"][0]
        found |= {part.split("}")[0].split(".")[0] for part in text.split("${")[1:]}
    depends = body.get("DependsOn", [])
    return found | set([depends] if isinstance(depends, str) else depends)


def statements(resources: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every statement of every policy, with the resource that it belongs to."""
    found = []
    for name, body in resources.items():
        is_role = body["Type"] == "AWS::IAM::Role"
        documents = [policy["PolicyDocument"] for policy in body["Properties"].get("Policies", ()) if is_role]
        if "PolicyDocument" in body.get("Properties", {}):
            documents.append(body["Properties"]["PolicyDocument"])
        found += [(name, statement) for document in documents for statement in document["Statement"]]
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_template_and_its_expansion_are_valid(expanded_file):
    tool("sam", "validate", "--lint", "--template", "template.yaml")
    tool("cfn-lint", "--non-zero-exit-code", "error", str(expanded_file), *map(str, NESTED))


def test_no_resource_depends_on_itself(expanded_file):
    resources = json.loads(expanded_file.read_text())["Resources"]
    graph = {name: references(body) & resources.keys() - {name} for name, body in resources.items()}
    assert len(tuple(TopologicalSorter(graph).static_order())) == len(resources)


def test_every_folder_of_functions_is_a_function_and_the_reverse(source):
    folders = {folder.name for folder in (ROOT / "functions").iterdir() if (folder / "app.py").exists()}
    declared = {Path(body["CodeUri"]).name for body in of_type(source, "AWS::Serverless::Function").values()}

    assert folders == declared
    for folder in folders:
        files = [file.name for file in (ROOT / "functions" / folder).iterdir() if file.suffix == ".py"]
        assert files == ["app.py"], f"a function is one file: {folder}"


def test_every_layer_is_declared_and_every_declared_one_is_there(source):
    declared = {Path(body["ContentUri"]).name for body in of_type(source, "AWS::Serverless::LayerVersion").values()}
    assert declared == {folder.name for folder in (ROOT / "layers").iterdir() if folder.is_dir()}


def test_state_is_retained_encrypted_and_recoverable(resources):
    buckets = of_type(resources, "AWS::S3::Bucket")
    assert len(buckets) == 3
    for name in [*buckets, "storage.Table", "identity.UserPool"]:
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate", name
        assert resources[name]["UpdateReplacePolicy"] == "Retain", name
    for bucket in buckets.values():
        assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert resources["storage.DocumentsBucket"]["Properties"]["ObjectLockEnabled"] is True
    table = resources["storage.Table"]["Properties"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"]["Enabled"]
    assert "SSESpecification" in table


def test_buckets_take_tls_only(resources):
    policies = of_type(resources, "AWS::S3::BucketPolicy")
    assert len(policies) == 3
    for policy in policies.values():
        [statement] = policy["PolicyDocument"]["Statement"]
        assert statement["Effect"] == "Deny"
        assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_every_queue_is_encrypted_and_ends_in_a_dead_letter_queue_that_keeps_longer_and_has_an_alarm(resources, source):
    queues = of_type(resources, "AWS::SQS::Queue")
    dead = {name for name in queues if name.endswith("Dlq")}
    watched = {
        value["Fn::GetAtt"][0]
        for value in source["Alarms"]["Properties"]["Parameters"].values()
        if "Fn::GetAtt" in value
    }
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")

    assert dead == watched
    assert {alarm["Dimensions"][0]["Value"]["Ref"] for alarm in alarms.values()} >= dead
    for name, queue in queues.items():
        assert "SqsManagedSseEnabled" in queue, name
        if name not in dead:
            target = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
            assert target in dead
            assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5
            assert queues[target]["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]


def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_run(resources):
    queues, functions = (of_type(resources, kind) for kind in ("AWS::SQS::Queue", "AWS::Lambda::Function"))
    checked = 0
    for mapping in of_type(resources, "AWS::Lambda::EventSourceMapping").values():
        queue = mapping["EventSourceArn"]["Fn::GetAtt"][0]
        if queue not in queues:
            continue
        checked += 1
        function = functions[mapping["FunctionName"]["Ref"]]
        assert queues[queue]["VisibilityTimeout"] >= 6 * function["Timeout"]
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert "FilterCriteria" not in mapping, "a filter on a queue deletes what does not match"
        assert mapping["ScalingConfig"]["MaximumConcurrency"] >= 2
    assert checked == 5


def test_the_stream_and_the_upload_rules_lose_nothing_silently(resources):
    [stream] = [m for m in of_type(resources, "AWS::Lambda::EventSourceMapping").values() if "FilterCriteria" in m]
    assert stream["DestinationConfig"]["OnFailure"]["Destination"]
    assert stream["BisectBatchOnFunctionError"] is True
    for rule in ("UploadArrived", "ChangesArrived"):
        assert all("DeadLetterConfig" in target for target in resources[rule]["Properties"]["Targets"])


def test_functions_are_short_and_their_logs_kept_for_a_set_time(resources):
    functions = of_type(resources, "AWS::Lambda::Function")
    assert len(functions) >= 10
    for name, function in functions.items():
        assert function["Runtime"] == "python3.13"
        assert function["Architectures"] == ["arm64"]
        assert function["Timeout"] <= LONG_ONES.get(name, 30)
        assert function["LoggingConfig"]["LogGroup"] == {"Ref": "Logs"}
    for group in of_type(resources, "AWS::Logs::LogGroup").values():
        assert group["RetentionInDays"]


def test_no_policy_allows_a_wildcard_action_and_no_function_everything(resources):
    found = [(name, statement) for name, statement in statements(resources) if statement["Effect"] == "Allow"]
    assert len(found) > 20
    for name, statement in found:
        assert not any("*" in action for action in listed(statement["Action"])), (name, statement)
        assert "*" not in [resource for resource in listed(statement["Resource"]) if isinstance(resource, str)], name


@pytest.mark.parametrize(
    ("role", "forbidden"),
    [
        ("ImportSalesRole", ("ses:", "dynamodb:Delete")),
        ("ApplyChangesRole", ("ses:", "dynamodb:Update", "dynamodb:Delete")),
        ("EmailDocumentRole", ("s3:PutObject", "s3:Delete", "sqs:Send")),
        ("RenderDocumentRole", ("ses:", "s3:Delete", "sqs:Send")),
        ("ReadDocumentsRole", ("dynamodb:Put", "dynamodb:Update", "dynamodb:Delete", "s3:Put", "ses:")),
        ("EditDocumentsRole", ("s3:", "ses:", "dynamodb:Update", "dynamodb:Delete")),
        ("IssueDocumentsRole", ("s3:", "ses:", "dynamodb:Delete")),
        ("ForwardChangesRole", ("s3:", "ses:", "dynamodb:Put", "dynamodb:GetItem")),
        ("AddClaimsRole", ("s3:", "ses:", "dynamodb:Put", "dynamodb:Query")),
    ],
)
def test_a_function_may_do_its_own_work_only(resources, role, forbidden):
    actions = {
        action for name, statement in statements(resources) if name == role for action in listed(statement["Action"])
    }
    assert actions
    assert not [action for action in actions for prefix in forbidden if action.startswith(prefix)]


def test_the_documentation_may_be_read_by_everybody_and_its_function_reads_nothing(source):
    function = source["ShowDocs"]["Properties"]
    assert not {"Policies", "Environment", "Role"} & function.keys()


def test_importing_cannot_reach_the_counters_of_numbers(resources):
    updates = [
        statement
        for name, statement in statements(resources)
        if name == "ImportSalesRole" and "dynamodb:UpdateItem" in listed(statement["Action"])
    ]
    reached = [statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] for statement in updates]
    assert reached == [["SELLER#*#DOC#*"]]


def test_nothing_is_ever_deleted_from_the_table(resources):
    actions = {action for _, statement in statements(resources) for action in listed(statement["Action"])}
    assert not {action for action in actions if action.startswith("dynamodb:Delete")}


def test_every_route_needs_a_token_with_a_scope_of_the_resource_server(source, resources):
    declared = {f"api/{scope['ScopeName']}" for scope in resources["identity.Scopes"]["Properties"]["Scopes"]}
    routes = [
        event["Properties"]
        for body in of_type(source, "AWS::Serverless::Function").values()
        for event in body.get("Events", {}).values()
        if event["Type"] == "HttpApi"
    ]
    assert len(routes) >= 11
    assert source["Api"]["Properties"]["Auth"]["DefaultAuthorizer"] == "AccessToken"
    for route in routes:
        if route["Path"] in PUBLIC:
            assert route["Auth"] == {"Authorizer": "NONE"}
            assert route["Method"] == "GET"
        else:
            assert set(route["Auth"]["AuthorizationScopes"]) <= declared
            assert route["Auth"]["AuthorizationScopes"]
            assert "Authorizer" not in route["Auth"]


def test_routes_that_start_long_work_are_throttled_by_themselves(source):
    limits = source["Api"]["Properties"]["RouteSettings"]
    routes = {
        f"{event['Properties']['Method']} {event['Properties']['Path']}"
        for body in of_type(source, "AWS::Serverless::Function").values()
        for event in body.get("Events", {}).values()
        if event["Type"] == "HttpApi"
    }
    assert {"POST /imports", "POST /documents/issue", "POST /exports"} <= limits.keys() <= routes


def test_a_browser_may_send_and_read_the_headers_of_the_api(source):
    cors = source["Api"]["Properties"]["CorsConfiguration"]
    assert cors["AllowOrigins"] == [{"Ref": "CorsOrigin"}]
    assert set(cors["AllowHeaders"]) == {"authorization", "content-type", "idempotency-key", "if-match"}
    assert set(cors["ExposeHeaders"]) == {"etag", "location", "retry-after", "x-request-id"}


@pytest.mark.parametrize(("rule", "function"), [("UploadArrived", "ImportSales"), ("ChangesArrived", "ApplyChanges")])
def test_what_is_written_on_account_of_an_upload_never_starts_another_one(source, rule, function):
    """A function that writes where it is triggered from would run for ever."""
    [pattern] = source[rule]["Properties"]["EventPattern"]["detail"]["object"]["key"]
    policies = source[function]["Properties"]["Policies"][1]["Statement"]
    written = [listed(statement["Resource"]) for statement in policies if "s3:PutObject" in listed(statement["Action"])]

    assert pattern["prefix"] in ("uploads/", "changes/")
    assert len(written) == 2
    places = [resource["Fn::Sub"].partition("/")[2] for resources in written for resource in resources]
    assert places == ["archive/*", "reports/*"]


def test_an_edited_table_reaches_its_own_inbox_only(source):
    """Sales files are none of its business."""
    policies = source["ApplyChanges"]["Properties"]["Policies"][1]["Statement"]
    read = [listed(statement["Resource"]) for statement in policies if "s3:DeleteObject" in listed(statement["Action"])]
    assert read == [[{"Fn::Sub": "${Storage.Outputs.UploadsBucketArn}/changes/*"}]]
