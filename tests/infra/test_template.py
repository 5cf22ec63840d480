"""The template is code: what `sam validate --lint` does not see, checked on its expansion by SAM."""

import json
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.infra.templates import NESTED, ROOT, listed, of_type, references, tool

LONG_ONES = {"AuditBooks": 900, "ImportSales": 240, "ApplyChanges": 240, "RunJob": 300, "RunExport": 900}
"""Timeouts in seconds of work that nobody waits for: a slice of a file or a table, a step of a job, an export."""
PUBLIC = {"/openapi.json", "/docs", "/docs/pomoc", "/docs/{file}"}
"""Routes without a token: the documentation, which is the same for everybody."""


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
    functions = of_type(source, "AWS::Serverless::Function").values()
    for body in functions:
        events = body.get("Events", {}).values()
        has_routes = any(event["Type"] == "HttpApi" for event in events)
        files = {file.name for file in (ROOT / body["CodeUri"]).iterdir() if file.suffix == ".py"}
        assert files == {"app.py", *(["routes.py"] if has_routes else [])}, f"a function is one file: {body['CodeUri']}"


def test_every_layer_is_declared_and_every_declared_one_exists(source):
    declared = {Path(body["ContentUri"]).name for body in of_type(source, "AWS::Serverless::LayerVersion").values()}
    assert declared == {folder.name for folder in (ROOT / "layers").iterdir() if folder.is_dir()}


def test_every_queue_ends_in_a_dead_letter_queue_that_keeps_longer(resources):
    queues = of_type(resources, "AWS::SQS::Queue")
    dead = {name for name in queues if name.endswith("Dlq")}
    for name, queue in queues.items():
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


def test_the_documentation_may_be_read_by_everybody_and_its_function_reads_nothing(source):
    function = source["ShowDocs"]["Properties"]
    assert not {"Policies", "Role"} & function.keys()


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


def test_routes_that_start_long_work_have_their_own_throttling(source):
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
def test_what_an_upload_makes_a_function_write_never_triggers_it_again(source, rule, function):
    """A function that writes where it is triggered from would run forever."""
    [pattern] = source[rule]["Properties"]["EventPattern"]["detail"]["object"]["key"]
    policies = source[function]["Properties"]["Policies"][1]["Statement"]
    written = [listed(statement["Resource"]) for statement in policies if "s3:PutObject" in listed(statement["Action"])]

    assert pattern["prefix"] in ("uploads/", "changes/")
    assert len(written) == 2
    places = [resource["Fn::Sub"].partition("/")[2] for resources in written for resource in resources]
    assert places == ["archive/*", "reports/*"]


def test_an_edited_table_reaches_its_own_inbox_only(source):
    """It must not reach sales files."""
    policies = source["ApplyChanges"]["Properties"]["Policies"][1]["Statement"]
    read = [listed(statement["Resource"]) for statement in policies if "s3:DeleteObject" in listed(statement["Action"])]
    assert read == [[{"Fn::Sub": "${Storage.Outputs.UploadsBucketArn}/changes/*"}]]
