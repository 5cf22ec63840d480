"""Questions that an import leaves open, as problems that wait for a decision."""

from invoicing.domain.basics.money import show_amount, show_quantity
from invoicing.domain.documents.document import Question
from invoicing.domain.problems.problem import Problem, waits


def asked(question: Question, currency: str) -> Problem:
    """Return the question in words."""
    amount = show_amount(question.amount, currency) if question.amount is not None else ""
    if question.code == "deposit_unclear":
        message, way_out = f"Nie wiadomo, czy kaucja {amount} jest za sztukę czy za pozycję.", "Wybierz"
    elif question.code == "allegro_subsidy":
        message = f"Allegro dopłaciło {amount} do ceny."
        way_out = "Cena pełna na fakturze (zalecane) / cena zapłacona przez kupującego"
    elif question.code == "smart_delivery_unclear":
        message = f"Smart! z kosztem dostawy {amount} – sprawdź, kto ją zapłacił."
        way_out = "Zostaw / usuń pozycję dostawy"
    elif question.code == "returned":
        message = f"Allegro pokazuje zwrot {_pieces(question)} szt."
        way_out = "Wystaw na całość i od razu korektę / zmniejsz ilość (tylko jeśli towaru nie wydano)"
    elif question.code == "nip_added_by_hand":
        message = (
            "Dopisujesz NIP do zakupu prywatnego. Jeśli do tej sprzedaży wydano paragon bez NIP, faktura z NIP jest "
            "niedozwolona."
        )
        way_out = "Potwierdź"
    else:
        message = f"Zamówienie zawiera zakupy już ujęte w: {', '.join(question.labels)}."
        way_out = "Wystaw tylko resztę / odrzuć / wystaw mimo to"
    return waits(question.code, FIELDS.get(question.code), message, way_out)


FIELDS = {
    "deposit_unclear": "charges",
    "allegro_subsidy": "lines",
    "smart_delivery_unclear": "lines",
    "returned": "lines",
    "merged_order": "order.id",
    "nip_added_by_hand": "buyer.nip",
}


def _pieces(question: Question) -> str:
    returned = "?" if question.amount is None else show_quantity(question.amount)
    return f"{returned} z {'?' if question.of is None else show_quantity(question.of)}"
