"""Ending sessions on both sides: requests and responses of logout."""
