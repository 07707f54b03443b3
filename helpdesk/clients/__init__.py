"""The systems of services: supervisors connect one, say what it may do, roll its secrets over, disable it."""
