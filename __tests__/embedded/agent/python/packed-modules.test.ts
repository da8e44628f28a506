import { packedModules, unfitModule } from '../../../../src/embedded/agent/python/packed-modules';

const suffixes = ['.cpython-311-x86_64-linux-gnu.so', '.abi3.so', '.so'];

test('the modules of a virtual environment are for the version that its folder names', () => {
  const site = 'venv/lib/python3.10/site-packages';
  expect(
    packedModules(['src/charm.py', 'venv/pyvenv.cfg', `${site}/ops/__init__.py`, `${site}/six.py`]),
  ).toEqual({ minor: 10, names: ['ops', 'six'], compiled: [] });
});

test('those of a flat folder are for the version that they were compiled for', () => {
  const compiled = 'markupsafe/_speedups.cpython-310-x86_64-linux-gnu.so';
  expect(packedModules(['venv/ops/__init__.py', `venv/${compiled}`])).toEqual({
    minor: undefined,
    names: ['ops', 'markupsafe'],
    compiled: [compiled],
  });
});

test('sources bring none along', () => {
  expect(packedModules(['src/charm.py', 'lib/charms/x/v0/y.py'])).toBeUndefined();
});

test.each([
  ['of another version', 'pydantic_core/_pydantic_core.cpython-310-x86_64-linux-gnu.so'],
  ['for another processor', 'pydantic_core/_pydantic_core.cpython-311-aarch64-linux-gnu.so'],
  ['for another system', '_cffi_backend.cpython-311-darwin.so'],
])('a compiled module %s does not fit', (_, path) => {
  expect(unfitModule(['a/b.abi3.so', path], suffixes)).toBe(path);
});

test.each([
  ['this one', ['pydantic_core/_pydantic_core.cpython-311-x86_64-linux-gnu.so']],
  ['any version', ['cryptography/hazmat/bindings/_rust.abi3.so']],
  [
    'several, this one among them',
    ['a/b.cpython-310-x86_64-linux-gnu.so', 'a/b.cpython-311-x86_64-linux-gnu.so'],
  ],
  ['another one, and it is there to be faster', ['yaml/_yaml.cpython-310-x86_64-linux-gnu.so']],
  ['no Python, being a library', ['numpy.libs/libgfortran-040039e1.so', 'x.libs/libssl.so']],
])('a compiled module for %s fits', (_, paths) => {
  expect(unfitModule(paths, suffixes)).toBeUndefined();
});
