/** How a charm's `dispatch` starts Python. @internal */
export interface DispatchForm {
  /** What Python runs, relative to the charm: `src/charm.py`. */
  readonly entry: string;
  /**
   * By what: the first line of the entry itself, with the modules of a flat folder `venv`; or the virtual environment
   * `venv` of the charm, which `dispatch` gives a `python` where it has none.
   */
  readonly by: 'shebang' | 'venv';
}

/** What stands for the entry in the forms below. */
const ENTRY = '<entry>';

/** What charmcraft's `charm` plugin writes, and wrote before. */
const shebangForms = [
  `JUJU_DISPATCH_PATH="\${JUJU_DISPATCH_PATH:-$0}" PYTHONPATH=lib:venv \\\nexec ./${ENTRY}`,
  `JUJU_DISPATCH_PATH="\${JUJU_DISPATCH_PATH:-$0}" PYTHONPATH=lib:venv ./${ENTRY}`,
];

/** What its `python`, `poetry` and `uv` plugins write, and wrote before: they differ in how they come to a link. */
const venvForms = [
  [
    'venv_bin_path="${dispatch_path}/venv/bin"',
    'python_path="${venv_bin_path}/python"',
    'if [ ! -e "${python_path}" ]; then',
    'mkdir -p "${venv_bin_path}"',
  ],
  [
    'venv_bin_path="${dispatch_path}/venv/bin"',
    'python_path="${venv_bin_path}/python"',
    'if [ ! -e "${python_path}" ]; then',
    'mkdir -p "{venv_bin_path}"',
  ],
  ['python_path="${dispatch_path}/venv/bin/python"', 'if [ ! -e "${python_path}" ]; then'],
].map((link) =>
  [
    'dispatch_path="$(dirname $(realpath $0))"',
    ...link,
    'ln -s $(which python3) "${python_path}"',
    'fi',
    'export PYTHONPATH="${dispatch_path}/lib:${dispatch_path}/src"',
    'export LD_LIBRARY_PATH="${dispatch_path}/usr/lib:${dispatch_path}/lib:${dispatch_path}/usr/lib/$(uname -m)-linux-gnu"',
    `exec "\${python_path}" "\${dispatch_path}/${ENTRY}"`,
  ].join('\n'),
);

/**
 * Reads a `dispatch`. Only what charmcraft writes, or has written, is known: of any other it cannot be said what it does
 * before it starts Python.
 *
 * @returns how it starts Python; `undefined` where it is another program
 * @internal
 */
export function readDispatch(text: string): DispatchForm | undefined {
  const [shell = '', ...lines] = text.split('\n').map((line) => line.trim());
  if (!/^#! ?\/bin\/sh$/.test(shell)) return undefined;
  const code = lines.filter((line) => line !== '' && !line.startsWith('#')).join('\n');
  const entry = /\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.py)"?$/.exec(lastPart(code))?.[1];
  if (entry === undefined) return undefined;
  const isOneOf = (forms: readonly string[]): boolean =>
    forms.some((form) => form.replace(ENTRY, () => entry) === code);
  if (isOneOf(shebangForms)) return { entry, by: 'shebang' };
  return isOneOf(venvForms) ? { entry, by: 'venv' } : undefined;
}

/** A `dispatch` as charmcraft writes it today. @internal */
export function writeDispatch(entry: string): string {
  return `#!/bin/sh\n${(venvForms[0] ?? '').replace(ENTRY, () => entry)}\n`;
}

/** The last word, from the slash that follows the charm's folder: `./src/charm.py`, `"${dispatch_path}/src/charm.py"`. */
function lastPart(code: string): string {
  const word = code.slice(code.lastIndexOf(' ') + 1);
  return word.slice(word.indexOf('/'));
}
