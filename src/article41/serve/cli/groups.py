"""Verbs with questions of their own: law, lists."""

from __future__ import annotations

import click


class Questions(click.Group):
    """A group whose unknown names are answered with the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but with a hint."""
        from article41.errors import nearest

        known = [name for name, c in self.commands.items() if not c.hidden]
        if args and args[0] not in self.commands:
            near = nearest(args[0], known)
            hint = f"did you mean '{near}'?" if near else "one of " + ", ".join(known)
            raise click.UsageError(f"{ctx.command_path} has no '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)
