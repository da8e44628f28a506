import { JujuError } from '../../../errors';
import type { CharmFiles } from '../../charm/charm-files';
import type { InterpreterFacts } from './ask-interpreter';
import { askInterpreter } from './ask-interpreter';
import { misfit, wayOut } from './explain-misfit';
import type { PythonPlaces } from './python-candidates';
import { pythonCandidates } from './python-candidates';
import type { PythonCharm } from './read-python-charm';
import { readPythonCharm } from './read-python-charm';

/** By what a charm in Python runs. @internal */
export interface PythonPlan {
  readonly charm: PythonCharm;
  readonly interpreter: InterpreterFacts;
}

/**
 * Finds the interpreter that a charm runs by: the first one that has what the charm imports.
 *
 * @param name - the charm's, for messages
 * @returns `undefined` for a charm of which it is not known that it is in Python: it starts what it likes
 * @throws JujuError that says what keeps the charm from running, and what to do
 * @internal
 */
export async function planPython(
  name: string,
  files: CharmFiles,
  places: PythonPlaces,
): Promise<PythonPlan | undefined> {
  const charm = await readPythonCharm(files);
  if (charm === undefined) return undefined;
  const candidates = pythonCandidates(charm, places);
  let refusal: JujuError | undefined;
  for (const candidate of candidates) {
    const facts = await ask(candidate, charm).catch(asError);
    const why =
      facts instanceof Error ? `${candidate} does not start: ${facts.message}` : misfit(charm, facts);
    if (!(facts instanceof Error) && why === undefined) return { charm, interpreter: facts };
    const advice = facts instanceof Error ? nameAnother : wayOut(name, charm, facts);
    refusal ??= cannotRun(name, why ?? '', advice);
  }
  throw refusal ?? cannotRun(name, 'it is written in Python, and there is no python3 in PATH', nameAnother);
}

const nameAnother = 'Install Python 3, or name its path by embedded.python';

function cannotRun(name: string, why: string, advice: string): JujuError {
  return new JujuError(`charm "${name}" cannot run here: ${why}. ${advice}.`, { code: 'not supported' });
}

/** Of a packed charm only what a unit would have counts: what it brings along, and Python's own modules. */
async function ask(candidate: string, charm: PythonCharm): Promise<InterpreterFacts> {
  const facts = await askInterpreter(candidate, charm);
  const isEnvironment = facts.prefix !== facts.basePrefix;
  return charm.packed !== undefined && isEnvironment ? askInterpreter(facts.baseExecutable, charm) : facts;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
