#!/usr/bin/env python3
"""Says by which modules it runs."""

import sys

import ops
import pydantic
import pydantic_core


class Port(pydantic.BaseModel):
    number: int


class CompiledCharm(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        framework.observe(self.on.start, self._on_start)

    def _on_start(self, _):
        own = all(module.__file__.startswith(str(self.charm_dir)) for module in (ops, pydantic, pydantic_core._pydantic_core))
        self.unit.status = ops.ActiveStatus(f'{Port(number="80").number}, own: {own}, {sys.prefix == str(self.charm_dir / "venv")}')


if __name__ == '__main__':
    ops.main(CompiledCharm)
