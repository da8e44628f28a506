"""Says what this interpreter is, and which modules a charm imports that it does not have.

Reads JSON from standard input: `sources`, the texts of the charm's own modules by their paths; `folders`, where these are
imported from; `entry`, the path of the one that is run; `packed`, names of modules that the charm brings along. Nothing of
the charm is executed or imported: only its import statements are read, those that are carried out whenever the module is
imported.

Writes JSON to standard output. Python 3.8 or later.
"""

import sys

sys.path.pop(0)

import ast
import importlib.machinery
import importlib.util
import json


def imports(tree):
    """Each `import` that nothing guards: name and line."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module, node.lineno
            for alias in node.names:
                yield '{}.{}'.format(node.module, alias.name), node.lineno


def own_files(name, sources, folders):
    """The charm's files that `import name` runs."""
    parts = name.split('.')
    for folder in folders:
        for depth in range(1, len(parts) + 1):
            below = '/'.join([folder, *parts[:depth]])
            for path in (below + '.py', below + '/__init__.py'):
                if path in sources:
                    yield path


def is_here(name):
    if name in sys.builtin_module_names:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def missing(request):
    sources, folders = request['sources'], request['folders']
    known = set(request['packed'])
    for folder in folders:
        for path in sources:
            if path.startswith(folder + '/'):
                name = path[len(folder) + 1 :].partition('/')[0]
                known.add(name[:-3] if name.endswith('.py') else name)
    found, waiting, seen = [], [request['entry']], set()
    while waiting:
        path = waiting.pop()
        if path in seen or path not in sources:
            continue
        seen.add(path)
        if 'sys.path' in sources[path]:
            return []  # It looks for modules where we do not know.
        try:
            tree = ast.parse(sources[path])
        except (SyntaxError, ValueError):
            continue  # Its first hook will say so, with the place.
        for name, line in imports(tree):
            waiting.extend(own_files(name, sources, folders))
            top = name.partition('.')[0]
            if top not in known:
                known.add(top)
                if not is_here(top):
                    found.append({'name': top, 'path': path, 'line': line})
    return found


print(
    json.dumps(
        {
            'executable': sys.executable,
            'baseExecutable': getattr(sys, '_base_executable', sys.executable),
            'version': list(sys.version_info[:3]),
            'prefix': sys.prefix,
            'basePrefix': sys.base_prefix,
            'suffixes': importlib.machinery.EXTENSION_SUFFIXES,
            'missing': missing(json.load(sys.stdin)),
        }
    )
)
