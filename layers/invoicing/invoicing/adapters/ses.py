"""Amazon SES: one call for one mail, and what its answer means."""

from typing import Any

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from invoicing.adapters.mime import mime_of
from invoicing.services.ports import MailDelayedError, MailInDoubtError, MailRefusedError, OutgoingMail

_LATER = {"TooManyRequestsException", "LimitExceededException", "SendingPausedException", "ThrottlingException"}
_SERVER_ERROR = 500
_FORBIDDEN = 403
"""Our own rights are wrong, not the mail: it waits until they are mended."""


class SesMailer:
    """Sends through SES v2 with the configuration set whose events tell what became of each mail."""

    def __init__(self, client: Any, configuration_set: str) -> None:
        self._client = client
        self._configuration_set = configuration_set

    def compose(self, mail: OutgoingMail) -> bytes:
        """Return the mail's bytes."""
        return mime_of(mail)

    def send(self, mail: OutgoingMail, raw: bytes) -> str:
        """Hand the mail over and return the provider's id for it."""
        try:
            answer = self._client.send_email(
                FromEmailAddress=mail.sender,
                Destination={"ToAddresses": [mail.to]},
                Content={"Raw": {"Data": raw}},
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
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _LATER or status == _FORBIDDEN:
        return MailDelayedError(code)
    return MailInDoubtError(code) if status >= _SERVER_ERROR else MailRefusedError(code)
