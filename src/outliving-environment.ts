/** What is meant for the process itself: debuggers and coverage, and the mark by which GitHub's runner kills what a job left. */
const ours = ['NODE_OPTIONS', 'NODE_V8_COVERAGE', 'RUNNER_TRACKING_ID', 'JEST_WORKER_ID'];

/**
 * The environment of a process that outlives its parent to clear away after it.
 *
 * @internal
 */
export function outlivingEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.includes(name)));
}
