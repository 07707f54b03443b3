"""The portal with many people in it."""
