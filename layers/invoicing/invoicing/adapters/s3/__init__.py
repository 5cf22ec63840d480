"""Everything stored in buckets: uploads, PDFs, logos, reports, exports, frozen lists.

The look of reports belongs in `html`.
"""
