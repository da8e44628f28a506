import type { InterpreterFacts } from './ask-interpreter';
import { unfitModule } from './packed-modules';
import type { PythonCharm } from './read-python-charm';

/**
 * Says why an interpreter cannot run a charm, without the way out.
 *
 * @returns `undefined` where it can
 * @internal
 */
export function misfit({ packed }: PythonCharm, facts: InterpreterFacts): string | undefined {
  const [, minor] = facts.version;
  if (packed?.minor !== undefined && packed.minor !== minor) {
    return `its modules are for Python 3.${packed.minor} (venv/lib/python3.${packed.minor}), and ${named(facts)} is another`;
  }
  const unfit = unfitModule(packed?.compiled ?? [], facts.suffixes);
  if (unfit !== undefined) {
    return `its module ${unfit} is compiled for another Python or processor than ${named(facts)}, which takes *${facts.suffixes[0] ?? '.so'}`;
  }
  const [first, ...others] = facts.missing;
  if (first === undefined) return undefined;
  const all = [first, ...others].map(({ name, path, line }) => `${name} (${path}, line ${line})`);
  return `it imports ${all.join(', ')}, which ${named(facts)} does not have`;
}

/** What to do about it. @internal */
export function wayOut(name: string, charm: PythonCharm, facts: InterpreterFacts): string {
  const another = 'name another Python by embedded.python';
  if (charm.packed === undefined) {
    // Fetched, not installed: Charmhub's libraries are in this package.
    if (facts.missing.every(({ name: module }) => module === 'charms')) {
      return 'Fetch the libraries that it has from Charmhub: charmcraft fetch-libs';
    }
    return `Install what the charm requires there${how(charm, facts)}, make a virtual environment .venv beside its sources (where no folder of theirs is deployed, name it: embedded.charms: { ${JSON.stringify(name)}: { source: … } }), or ${another}`;
  }
  const fitting =
    charm.packed.minor === undefined ? 'the Python that it was packed for' : `python3.${charm.packed.minor}`;
  return `Install ${fitting}, ${another}, or run the charm from its sources: embedded.charms: { ${JSON.stringify(name)}: { source: '.' } }`;
}

/** A distribution may have another name than its modules, so that none is guessed. */
function how({ requirements }: PythonCharm, { executable }: InterpreterFacts): string {
  if (requirements === 'requirements.txt') return ` (${executable} -m pip install -r requirements.txt)`;
  if (requirements === 'uv.lock') return ' (uv sync)';
  return requirements === 'poetry.lock' ? ' (poetry install)' : '';
}

function named({ executable, version }: InterpreterFacts): string {
  return `Python ${version.join('.')} (${executable})`;
}
