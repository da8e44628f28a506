import type { Ended } from './launch';

/** What Go calls the signals that end a process. */
const signals: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGALRM: 'alarm clock',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
  SIGUSR1: 'user defined signal 1',
  SIGUSR2: 'user defined signal 2',
};

/** How a process ended, in the words of Juju's agent: `exit status 1`, `signal: segmentation fault`. @internal */
export function endingOf({ code, signal }: Ended): string {
  return code === null ? `signal: ${signals[signal ?? ''] ?? signal ?? 'unknown'}` : `exit status ${code}`;
}
