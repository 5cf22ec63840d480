"""Two fictional sellers with a user each: one an active VAT payer who can issue anything, one exempt from VAT."""

from infra.local.accounts import Accounts
from invoicing.domain.basics.roles import Role
from invoicing.domain.documents.parties import Address, VatStatus
from invoicing.domain.sellers.settings import KsefMode, MailSettings, Numbering, SellerSettings

PASSWORD = "Local-password-1"  # noqa: S105 - of users that exist on this machine only

LIPA = SellerSettings(
    id="lipa",
    name="Sklep Pod Lipą Anna Nowak",
    nip="1111111111",
    address=Address(street="ul. Lipowa 12", postcode="60-101", city="Poznań"),
    bank_account="95 1010 0000 0000 0000 0000 0001",
    phone="+48 600 100 200",
    email="anna@sklep-pod-lipa.example",
    place="Poznań",
    default_vat_rate="23",
    ksef_mode=KsefMode.ELSEWHERE,
    numbering=Numbering(confirmed=True),
    mail=MailSettings(sender="faktury@sklep-pod-lipa.example", allegro_sender="faktury@sklep-pod-lipa.example"),
    senders=("faktury@sklep-pod-lipa.example",),
)
SOWA = SellerSettings(
    id="sowa",
    name="Świece Sowa Jan Żuk",
    nip="5260250274",
    address=Address(street="ul. Ogrodowa 3", postcode="90-062", city="Łódź"),
    bank_account="61 1090 1014 0000 0712 1981 2874",
    email="jan@swiece-sowa.example",
    place="Łódź",
    vat_status=VatStatus.EXEMPT,
    vat_basis="art. 113 ust. 1 ustawy o VAT",
    numbering=Numbering(confirmed=True),
    mail=MailSettings(sender="jan@swiece-sowa.example", allegro_sender="jan@swiece-sowa.example"),
    senders=("jan@swiece-sowa.example",),
)
USERS = {"anna@sklep-pod-lipa.example": LIPA, "jan@swiece-sowa.example": SOWA}


def seed(accounts: Accounts) -> None:
    """Create the sellers and their users; existing ones are not changed."""
    for email, settings in USERS.items():
        if accounts.add_seller(settings):
            accounts.add_user(email, PASSWORD, seller_id=settings.id, role=Role.OWNER)


def users(accounts: Accounts) -> dict[str, dict[str, str]]:
    """Return the users with fresh tokens."""
    return {
        settings.id: {
            "seller_id": settings.id,
            "email": email,
            "password": PASSWORD,
            "token": accounts.token(email, PASSWORD),
        }
        for email, settings in USERS.items()
    }
