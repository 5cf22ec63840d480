"""Jobs over many documents: progress and outcomes; what erasing leaves.

What a job does to one document belongs in the services.
"""
