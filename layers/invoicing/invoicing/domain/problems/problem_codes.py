"""The codes of all problems that hold a draft, as lists are filtered by them. Those that only inform are not here."""

OF_THE_SELLER = frozenset(
    {
        "bill_not_for_exempt_seller",
        "bill_not_for_vat_payer",
        "exemption_basis_missing",
        "ksef_required",
        "numbering_not_confirmed",
        "seller_incomplete",
        "vat_not_allowed",
    }
)
"""Found when read: they come and go with the seller's settings and the day. All others are stored with the draft."""

HOLDING = OF_THE_SELLER | {
    "allegro_subsidy",
    "buyer_address_missing",
    "buyer_name_missing",
    "cancelled",
    "deposit_unclear",
    "eu_company",
    "exchange_rate_missing",
    "exchange_rate_other_day",
    "foreign_vat_undecided",
    "issue_too_early",
    "lines_missing",
    "margin_line_missing",
    "margin_mixed",
    "merged_order",
    "mpp_undecided",
    "nip_added_by_hand",
    "nip_invalid",
    "nip_missing",
    "overpaid",
    "paid_less_than_total",
    "returned",
    "smart_delivery_unclear",
    "total_mismatch",
    "unpaid",
    "vat_rate_missing",
}
