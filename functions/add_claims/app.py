"""Cognito, before it issues a token -> the claim `seller_id` and the role's scopes.

Only the table knows who works for which seller: users could change an attribute of their Cognito user.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.basics.roles import SCOPES
from invoicing.runtime.telemetry.cold_start import started
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters


@started
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    """Add the claims of this user or machine client from the table; an unknown one gets a token without rights."""
    subject = (event["request"].get("userAttributes") or {}).get("sub") or event["callerContext"]["clientId"]
    principal = adapters.principals().find(subject)
    logger.info("token asked for", is_known=principal is not None)
    if principal is None:
        return event
    claims = {"seller_id": principal.seller_id, "role": principal.role}
    event["response"]["claimsAndScopeOverrideDetails"] = {
        "accessTokenGeneration": {
            "claimsToAddOrOverride": claims,
            "scopesToAdd": list(SCOPES[principal.role]),
        }
    }
    return event
