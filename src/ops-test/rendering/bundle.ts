/** Which version of a bundle to download. @public */
export interface BundleDownloadOptions {
  /** @defaultValue `'stable'` */
  readonly channel?: string;
  /** @defaultValue `'all'` */
  readonly arch?: string;
  /** As Juju 3 has it, `jammy`; of Juju 4 it is the base. */
  readonly series?: string;
  /** `ubuntu@22.04` */
  readonly base?: string;
}

/**
 * A bundle of Charmhub, for `opsTest.renderBundle`; the juju client downloads it.
 *
 * @example
 * ```ts
 * const bundle = new opsTest.Bundle('charmed-kubernetes', 'latest/edge');
 * await opsTest.renderBundle(new opsTest.Bundle('kubernetes-core', { channel: 'edge' }), { arch: 'amd64' });
 * ```
 *
 * @public
 */
export class Bundle {
  readonly name: string;
  readonly channel: string;
  readonly arch: string;
  readonly series: string | undefined;
  readonly base: string | undefined;

  /** @param options - the channel alone, or what else there is to say */
  constructor(name: string, options: string | BundleDownloadOptions = {}) {
    const {
      channel = 'stable',
      arch = 'all',
      series,
      base,
    } = typeof options === 'string' ? { channel: options } : options;
    if (typeof name !== 'string' || !/^[a-z0-9][\w-]*$/i.test(name)) {
      throw new TypeError(
        `A bundle's name is one of Charmhub, such as kubernetes-core; got ${JSON.stringify(name)}`,
      );
    }
    this.name = name;
    this.channel = channel;
    this.arch = arch;
    this.series = series;
    this.base = base;
  }
}
