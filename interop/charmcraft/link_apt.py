"""Lends a virtual environment the system's `apt`, which charmcraft asks for and which no package index has.

It fails, saying why, where the system has none for this version of Python.
"""

import sys
import sysconfig
from pathlib import Path

environment = Path(sys.argv[1])
target = environment / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
system = Path("/usr/lib/python3/dist-packages")
modules = [system / "apt", *(system / f"{name}{sysconfig.get_config_var('EXT_SUFFIX')}" for name in ("apt_pkg",))]

for module in modules:
    if not module.exists():
        sys.exit(f"charmcraft needs the system's apt for Python {sys.version.split()[0]}: there is no {module}")
    link = target / module.name
    if not link.exists():
        link.symlink_to(module)
