"""For the accountant: exports and the register of numbers; and the audit of a seller's books.

Which rows and columns a register has belongs in the domain.
"""
