"""Names against names: scores that explain themselves, and every listed name that reaches a threshold.

The work is done by the name core in rust/; here is the policy: which threshold, which schemas, what weak
aliases and what is known besides the name count for. docs/names.md explains every rule and weight.
"""
