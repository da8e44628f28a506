import type { InterpreterFacts } from '../../../../src/embedded/agent/python/ask-interpreter';
import { misfit, wayOut } from '../../../../src/embedded/agent/python/explain-misfit';
import type { PythonCharm } from '../../../../src/embedded/agent/python/read-python-charm';

const facts: InterpreterFacts = {
  executable: '/usr/bin/python3',
  baseExecutable: '/usr/bin/python3',
  version: [3, 11, 7],
  prefix: '/usr',
  basePrefix: '/usr',
  suffixes: ['.cpython-311-x86_64-linux-gnu.so', '.abi3.so', '.so'],
  missing: [],
};
const sources: PythonCharm = {
  form: { entry: 'src/charm.py', by: 'venv' },
  shebang: undefined,
  packed: undefined,
  sources: {},
  requirements: 'requirements.txt',
};
const packed = (parts: Partial<NonNullable<PythonCharm['packed']>>): PythonCharm => ({
  ...sources,
  packed: { minor: undefined, names: [], compiled: [], ...parts },
});
const lacking: InterpreterFacts = {
  ...facts,
  missing: [
    { name: 'ops', path: 'src/charm.py', line: 4 },
    { name: 'cosl', path: 'lib/charms/x/v0/y.py', line: 9 },
  ],
};

test('nothing is said of an interpreter that fits', () => {
  expect(misfit(sources, facts)).toBeUndefined();
  expect(misfit(packed({ minor: 11 }), facts)).toBeUndefined();
});

test.each<[string, PythonCharm, InterpreterFacts, string]>([
  [
    'modules that are missing, where they are imported, and how they are installed',
    sources,
    lacking,
    'it imports ops (src/charm.py, line 4), cosl (lib/charms/x/v0/y.py, line 9), which Python 3.11.7 (/usr/bin/python3) does not have. Install what the charm requires there (/usr/bin/python3 -m pip install -r requirements.txt), make a virtual environment .venv beside its sources (where no folder of theirs is deployed, name it: embedded.charms: { "web": { source: … } }), or name another Python by embedded.python',
  ],
  [
    'another version',
    packed({ minor: 10 }),
    facts,
    'its modules are for Python 3.10 (venv/lib/python3.10), and Python 3.11.7 (/usr/bin/python3) is another. Install python3.10, name another Python by embedded.python, or run the charm from its sources: embedded.charms: { "web": { source: \'.\' } }',
  ],
  [
    'another ABI',
    packed({ compiled: ['a/b.cpython-310-x86_64-linux-gnu.so'] }),
    facts,
    'its module a/b.cpython-310-x86_64-linux-gnu.so is compiled for another Python or processor than Python 3.11.7 (/usr/bin/python3), which takes *.cpython-311-x86_64-linux-gnu.so. Install the Python that it was packed for, name another Python by embedded.python, or run the charm from its sources: embedded.charms: { "web": { source: \'.\' } }',
  ],
])('it says %s', (_, charm, interpreter, text) => {
  expect(`${misfit(charm, interpreter) ?? ''}. ${wayOut('web', charm, interpreter)}`).toBe(text);
});

test.each([
  ['uv.lock', ' (uv sync),'],
  ['poetry.lock', ' (poetry install),'],
  ['pyproject.toml', ','],
  [undefined, ','],
])('what is to be installed is said as %s has it, and not guessed', (requirements, text) => {
  expect(wayOut('web', { ...sources, requirements }, lacking)).toMatch(
    `Install what the charm requires there${text} make a virtual environment`,
  );
});

test("Charmhub's libraries are fetched, not installed", () => {
  const missing = [{ name: 'charms', path: 'src/charm.py', line: 27 }];
  expect(wayOut('web', sources, { ...facts, missing })).toBe(
    'Fetch the libraries that it has from Charmhub: charmcraft fetch-libs',
  );
});
