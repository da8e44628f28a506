import { existsSync, readFileSync } from 'node:fs';

/** A step of the making of a jail that the machine refused, as the programs say it. @internal */
export interface Refusal {
  readonly step: string;
  /** Of the kernel: 1 is EPERM, 13 EACCES, 22 EINVAL, 28 ENOSPC, 38 ENOSYS. */
  readonly errno: number;
  /** In words of the C library. */
  readonly why: string;
}

/** What this machine says about user namespaces. @internal */
export interface NamespaceFacts {
  /** Ubuntu's `kernel.apparmor_restrict_unprivileged_userns`, where there is one. */
  readonly apparmor: number | undefined;
  /** Debian's `kernel.unprivileged_userns_clone`, where there is one. */
  readonly clone: number | undefined;
  /** `user.max_user_namespaces`. */
  readonly max: number | undefined;
  readonly container: boolean;
}

/** Asks this machine. @internal */
export function readNamespaceFacts(): NamespaceFacts {
  return {
    apparmor: setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    clone: setting('/proc/sys/kernel/unprivileged_userns_clone'),
    max: setting('/proc/sys/user/max_user_namespaces'),
    container: ['/.dockerenv', '/run/.containerenv'].some((path) => existsSync(path)),
  };
}

/**
 * Says in words why there can be no jail, and what could be done about it.
 *
 * @internal
 */
export function explainRefusal(
  { step, errno, why }: Refusal,
  facts: NamespaceFacts,
): { readonly why: string; readonly wayOut: string } {
  const denied = errno === 1 || errno === 13;
  if (facts.max === 0) {
    return {
      why: 'this machine allows no user namespaces (user.max_user_namespaces is 0)',
      wayOut: sysctl('user.max_user_namespaces=15000'),
    };
  }
  if (facts.clone === 0 && denied) {
    return {
      why: 'this machine allows user namespaces to root alone (kernel.unprivileged_userns_clone is 0)',
      wayOut: sysctl('kernel.unprivileged_userns_clone=1'),
    };
  }
  if (step === 'mount proc' && denied) return masked;
  if (facts.apparmor === 1 && denied) return apparmor;
  if (facts.container && denied) return container;
  const known = byErrno[errno];
  if (step === 'unshare' && known !== undefined) return known;
  return {
    why: `the kernel refuses what a jail is made of (${step}: ${why})`,
    wayOut: 'See what kernel and container this is (overlayfs and user namespaces need Linux 5.11 or later)',
  };
}

const sysctl = (assignment: string): string => `Allow it with \`sudo sysctl -w ${assignment}\``;

const apparmor = {
  why: 'AppArmor keeps user namespaces from programs without a profile, as Ubuntu does since 24.04 (kernel.apparmor_restrict_unprivileged_userns is 1)',
  wayOut: sysctl('kernel.apparmor_restrict_unprivileged_userns=0'),
};

const container = {
  why: 'this container may make no namespaces: its seccomp profile or its missing capabilities keep it from that',
  wayOut:
    'Start the container with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined` (or `--privileged`)',
};

const masked = {
  why: 'this container hides parts of /proc, so that no new /proc can be mounted',
  wayOut: 'Start the container with `--security-opt systempaths=unconfined` (or `--privileged`)',
};

const byErrno: Readonly<Record<number, { readonly why: string; readonly wayOut: string }>> = {
  22: {
    why: 'this kernel was built without user namespaces',
    wayOut: 'Use a kernel with CONFIG_USER_NS',
  },
  28: {
    why: 'this machine has as many user namespaces as it allows',
    wayOut: sysctl('user.max_user_namespaces=15000'),
  },
  38: {
    why: 'this kernel was built without namespaces',
    wayOut: 'Use a kernel with CONFIG_NAMESPACES',
  },
};

function setting(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
