"""What lies in buckets: uploads, PDFs, logos, reports, exports, frozen lists.

How a report looks belongs in `html`.
"""
