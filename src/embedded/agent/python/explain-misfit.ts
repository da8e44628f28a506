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
    const what =
      charm.requirements === 'requirements.txt'
        ? '-r requirements.txt'
        : facts.missing.map(({ name: module }) => module).join(' ');
    return `Install it there (${facts.executable} -m pip install ${what}), make a virtual environment .venv beside the charm's sources, or ${another}`;
  }
  const fitting =
    charm.packed.minor === undefined ? 'the Python that it was packed for' : `python3.${charm.packed.minor}`;
  return `Install ${fitting}, ${another}, or run the charm from its sources: embedded.charms: { ${JSON.stringify(name)}: { source: '.' } }`;
}

function named({ executable, version }: InterpreterFacts): string {
  return `Python ${version.join('.')} (${executable})`;
}
