"""The official lists as they were on each day: snapshots that never change, and which of them is current."""
