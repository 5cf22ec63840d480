"""The caller: a person or a machine, acting for one seller in one role. A role is a set of scopes."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What someone may do with a seller's books."""

    OWNER = "owner"
    BOOKKEEPER = "bookkeeper"
    ISSUER = "issuer"


READ = "api/documents:read"
WRITE = "api/documents:write"
ISSUE = "api/documents:issue"
IMPORT = "api/imports:write"
SETTINGS = "api/settings:write"

SCOPES = {
    Role.OWNER: (READ, WRITE, ISSUE, IMPORT, SETTINGS),
    Role.BOOKKEEPER: (READ,),
    Role.ISSUER: (READ, WRITE, ISSUE, IMPORT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A user (`subject` is Cognito's sub) or a machine client (`subject` is its client id)."""

    subject: str
    seller_id: str
    role: Role
