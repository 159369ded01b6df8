"""python -m article41."""

from article41.serve.cli import main

main()
