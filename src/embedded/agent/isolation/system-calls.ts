/** The numbers of system calls on a processor: perl has no names for these. */
interface SystemCalls {
  readonly mount: number;
  readonly umount2: number;
  readonly pivotRoot: number;
  readonly unshare: number;
  readonly setns: number;
  readonly prctl: number;
  readonly setrlimit: number;
  readonly capset: number;
  readonly closeRange: number;
}

const numbers: Readonly<Partial<Record<NodeJS.Architecture, SystemCalls>>> = {
  x64: {
    mount: 165,
    umount2: 166,
    pivotRoot: 155,
    unshare: 272,
    setns: 308,
    prctl: 157,
    setrlimit: 160,
    capset: 126,
    closeRange: 436,
  },
  arm64: {
    mount: 40,
    umount2: 39,
    pivotRoot: 41,
    unshare: 97,
    setns: 268,
    prctl: 167,
    setrlimit: 164,
    capset: 91,
    closeRange: 436,
  },
};

/** The system calls of this processor, where we know them. @internal */
export const systemCalls: SystemCalls | undefined = numbers[process.arch];
