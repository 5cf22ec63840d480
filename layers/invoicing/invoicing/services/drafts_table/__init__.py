"""Write the table of waiting drafts, and apply an edited one row by row.

What cells mean belongs in the domain.
"""
