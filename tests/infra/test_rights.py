"""Least privilege, on the expanded template: a function may do what its adapters call, and nothing else.

The table is in tests/rights.py: a new call is added there, and a right without a call fails here.
"""

import json

import pytest

from tests.infra.templates import listed, of_type, statements
from tests.rights import CALLS

MANAGED = {
    # logs: AWS allows writing to any group, since SAM passes a function only the name of its group
    "AWSLambdaBasicExecutionRole": "every function",
    # reading the source of its events: SAM adds AWS's own policies to a function with such an event
    "AWSLambdaSQSQueueExecutionRole": "SQS",
    "AWSLambdaDynamoDBExecutionRole": "DynamoDB",
}
"""The only rights without a resource of ours; each is AWS's own policy and read-only, except for logs."""


@pytest.fixture(scope="module")
def roles(resources):
    return {name.removesuffix("Role"): role for name, role in of_type(resources, "AWS::IAM::Role").items()}


MACHINES = ("JobMachine", "JobMachineNightly")
"""The machine, and the schedule that starts it each night."""


def kind_of(resource) -> str:
    """Return a short name for the resource of a statement."""
    if not isinstance(resource, dict):
        return str(resource)
    if "Ref" in resource:
        return resource["Ref"]
    if "Fn::Sub" in resource:
        text = resource["Fn::Sub"]
        return "identity" if ":identity/" in text else text.replace("${Storage.Outputs.", "").replace("Arn}", "")
    owner, _, attribute = ".".join(listed(resource["Fn::GetAtt"])).partition(".")
    if owner == "Mail":
        return "configuration set"
    return attribute.removeprefix("Outputs.").removesuffix("Arn") if owner == "Storage" else owner


def allowed(role) -> dict[str, set[str]]:
    """Return what a role may do, by the kind of resource."""
    rights: dict[str, set[str]] = {}
    for policy in role.get("Policies", ()):
        for statement in policy["PolicyDocument"]["Statement"]:
            for resource in listed(statement["Resource"]):
                actions = {action.partition(":")[2] for action in listed(statement["Action"])}
                rights.setdefault(kind_of(resource), set()).update(actions)
    return rights


def test_every_function_has_a_role_of_its_own_and_its_line_in_the_table(resources, roles):
    functions = of_type(resources, "AWS::Lambda::Function")
    for name, function in functions.items():
        assert function["Role"] == {"Fn::GetAtt": [f"{name}Role", "Arn"]}
    assert roles.keys() == CALLS.keys() == {*functions, *MACHINES}


@pytest.mark.parametrize("name", CALLS)
def test_a_function_may_do_exactly_what_its_adapters_call(roles, name):
    assert allowed(roles[name]) == {kind: set(actions.split()) for kind, actions in CALLS[name].items()}


@pytest.mark.parametrize("name", [name for name in CALLS if name not in MACHINES])
def test_what_has_no_resource_of_ours_is_aws_s_own_policy_for_the_function_s_event(roles, source, name):
    events = {event["Type"] for event in source[name]["Properties"].get("Events", {}).values()}
    given = [arn for arn in roles[name]["ManagedPolicyArns"] if not (isinstance(arn, dict) and "Fn::If" in arn)]
    names = {json.dumps(arn).strip('}"').rpartition("/")[2] for arn in given}
    assert names == {policy for policy, event in MANAGED.items() if event == "every function" or event in events}


def test_no_policy_allows_a_wildcard_action_and_none_everything(resources):
    allowing = [(name, statement) for name, statement in statements(resources) if statement["Effect"] == "Allow"]
    assert len(allowing) > 20
    for name, statement in allowing:
        assert not any("*" in action for action in listed(statement["Action"])), (name, statement)
        assert "*" not in [resource for resource in listed(statement["Resource"]) if isinstance(resource, str)], name


def test_the_table_is_reached_by_a_seller_s_keys_only_and_indexes_are_read_only(resources):
    """Only the sign-in reads principals; no function can address all partitions."""
    for name, statement in statements(resources):
        reached = [kind_of(resource) for resource in listed(statement.get("Resource"))]
        if any(kind.startswith("Table/index/") for kind in reached):
            assert listed(statement["Action"]) == ["dynamodb:Query"], name
        elif "Table" in reached:
            keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
            allowed_prefix = "PRINCIPAL#" if name == "AddClaimsRole" else "SELLER#"
            assert all(key.startswith(allowed_prefix) for key in keys), name


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
