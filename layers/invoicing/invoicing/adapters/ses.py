"""Amazon SES: one call for one mail, and what its answer means."""

from typing import Any

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from invoicing.adapters.mime import mime_of
from invoicing.services.ports import MailDelayedError, MailInDoubtError, MailRefusedError, OutgoingMail

_LATER = {"TooManyRequestsException", "LimitExceededException", "SendingPausedException", "ThrottlingException"}
_SERVER_ERROR = 500


class SesMailer:
    """Sends through SES v2 with the configuration set whose events tell what became of each mail."""

    def __init__(self, client: Any, configuration_set: str) -> None:
        self._client = client
        self._configuration_set = configuration_set

    def send(self, mail: OutgoingMail) -> str:
        """Hand the mail over and return the provider's id for it."""
        try:
            answer = self._client.send_email(
                FromEmailAddress=mail.sender,
                Destination={"ToAddresses": [mail.to]},
                Content={"Raw": {"Data": mime_of(mail)}},
                ConfigurationSetName=self._configuration_set,
                EmailTags=[
                    {"Name": "seller", "Value": mail.seller_id},
                    {"Name": "document", "Value": mail.document_id},
                    {"Name": "attempt", "Value": mail.attempt_id},
                ],
            )
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise MailDelayedError("no connection") from error
        except HTTPClientError as error:
            raise MailInDoubtError(type(error).__name__) from error
        except ClientError as error:
            raise _meaning(error) from error
        return str(answer["MessageId"])


def _meaning(error: ClientError) -> Exception:
    code = error.response.get("Error", {}).get("Code", "")
    if code in _LATER:
        return MailDelayedError(code)
    if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= _SERVER_ERROR:
        return MailInDoubtError(code)
    return MailRefusedError(code)
