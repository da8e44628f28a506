"""Renders the templates of fixtures/templates with Jinja2 itself.

Compares them with the outputs that are kept beside them (and that our own tests compare with), byte for byte.
With --write it writes them.
"""

import json
import sys
from pathlib import Path

from jinja2 import Template

templates = Path(__file__).resolve().parents[2] / "fixtures" / "templates"
context = json.loads((templates / "context.json").read_text())
different = []

for path in sorted(templates.glob("*.j2")):
    rendered = Template(path.read_text()).render(**context)
    expected = path.with_name(path.name + ".expected")
    if "--write" in sys.argv:
        expected.write_bytes(rendered.encode())
    elif not expected.exists() or expected.read_bytes() != rendered.encode():
        different.append(path.name)
        print(f"{path.name}: Jinja2 renders\n{rendered}")

if different:
    sys.exit(f"{', '.join(different)}: not what Jinja2 renders; see interop/jinja2/templates.py --write")
print(f"{len(list(templates.glob('*.j2')))} templates are what Jinja2 renders")
