"""VAT rates of imported sales: remembered for offers, assumed, or missing."""

from dataclasses import replace

from invoicing.domain.vat.line import RateSource
from invoicing.domain.vat.memory import RateBook, VatRule
from tests.builders import a_sale, a_seller
from tests.fakes.documents import InMemoryDocuments, InMemoryRules
from tests.shop import Shop


def test_what_is_remembered_of_an_offer_is_its_rate_and_what_is_assumed_is_told():
    shop = Shop(
        documents=InMemoryDocuments(rules=InMemoryRules({"lipa": RateBook(by_offer={"111": VatRule(vat_rate="5")})}))
    )
    other = replace(a_sale().lines[0], id="l-2", offer_id="222", name="Talerz")
    [known, assumed] = shop.rows(a_sale(1), a_sale(2, lines=(other,)))

    assert shop.of_order("order-1").lines[0].vat_rate == "5"
    assert known.assumed_rates == ()
    assert [(rate.offer_id, rate.vat_rate) for rate in assumed.assumed_rates] == [("222", "23")]


def test_a_rate_that_a_person_sets_is_remembered_for_later_imports():
    shop = Shop()
    shop.upload(a_sale(1))
    line = shop.of_order("order-1").lines[0]
    shop.edit(shop.of_order("order-1").id, lines=(replace(line, vat_rate="8", vat_rate_source=RateSource.USER),))
    shop.upload(a_sale(2))

    assert shop.of_order("order-2").lines[0].vat_rate == "8"


def test_sending_lines_back_as_they_were_remembers_nothing():
    shop = Shop()
    shop.upload(a_sale(1))
    line = shop.of_order("order-1").lines[0]
    shop.edit(shop.of_order("order-1").id, lines=(replace(line, name="Inna nazwa", vat_rate_source=RateSource.USER),))

    assert shop.documents.rules.books["lipa"] == RateBook()
    assert shop.of_order("order-1").lines[0].vat_rate_source == "default"


def test_a_missing_rate_blocks_the_draft_and_says_so():
    shop = Shop()
    shop.sellers.items["lipa"] = a_seller(default_vat_rate=None)

    [row] = shop.rows(a_sale(1))

    assert [problem.code for problem in row.problems] == ["vat_rate_missing"]
    assert "Brak stawki VAT" in row.reasons[0]
