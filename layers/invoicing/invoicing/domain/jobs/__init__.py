"""Jobs over many documents: progress and outcomes; what remains after erasure.

What a job does to one document belongs in the services.
"""
