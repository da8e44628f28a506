/** One line of the debug-log socket. `lab` is a list in version 1 (all of Juju 3.6), a map in version 2. @internal */
export interface LogMessage {
  uuid?: string | undefined;
  tag: string;
  ts: string;
  sev: string;
  mod: string;
  loc: string;
  msg: string;
  lab?: string[] | Record<string, string> | null | undefined;
}
