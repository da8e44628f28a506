import { rm } from 'node:fs/promises';

import { allOrNone } from './all-or-none';
import { commandLine, type RunOptions } from './command-line';
import type { CommandResult } from './errors';
import { runJuju } from './juju-program';
import { OpsTestBuilding } from './ops-test-building';
import type { OpsTestCore } from './ops-test-core';
import { Bundle } from './rendering/bundle';
import { downloadBundle } from './rendering/download-bundle';
import { type BundleTemplate, renderBundle, type RenderingPlace } from './rendering/render-bundle';
import { renderCharm, type RenderCharmOptions } from './rendering/render-charm';
import { severalBundles, type SeveralAnd, severalCharms } from './rendering/several';
import type { TemplateContext } from './rendering/template-context';

/**
 * What `opsTest` renders: charms and bundles, as Jinja2 does.
 *
 * @public
 */
export class OpsTestRendering extends OpsTestBuilding {
  /** A bundle of Charmhub, for `renderBundle`. */
  readonly Bundle = Bundle;

  readonly #core: OpsTestCore;

  /** @internal */
  constructor(core: OpsTestCore) {
    super(core);
    this.#core = core;
  }

  /**
   * Renders the templates in a copy of a charm's folder, as Jinja2 does. The charm itself stays as it is.
   *
   * @param charm - the charm's folder, relative to Jest's `rootDir`
   * @returns the copy, below `tmpPath`
   * @throws TemplateError naming file, line and what is wrong; JujuError where the charm cannot be read or copied
   * @example
   * ```ts
   * const path = await opsTest.renderCharm('.', { include: ['src/*'], context: { library: copyIn('dist/lib.tar.gz') } });
   * ```
   */
  async renderCharm(charm: string, options: RenderCharmOptions = {}): Promise<string> {
    return await renderCharm(this.#rendering(), charm, options);
  }

  /**
   * Renders several charms, as `renderCharm` does one; the results are in the order of the charms. Where one cannot be
   * rendered, no copy of the others is left.
   *
   * @example
   * ```ts
   * const [web, database] = await opsTest.renderCharms('./web', './database', { context: { channel: 'edge' } });
   * ```
   */
  renderCharms(charms: readonly string[], options?: RenderCharmOptions): Promise<string[]>;
  renderCharms(...charmsAndOptions: SeveralAnd<string, RenderCharmOptions>): Promise<string[]>;
  async renderCharms(...given: readonly unknown[]): Promise<string[]> {
    const { several: charms, options = {} } = severalCharms(given);
    const place = this.#rendering();
    return await allOrNone(
      'charms could not be rendered',
      charms,
      (charm) => renderCharm(place, charm, options),
      remove,
    );
  }

  /**
   * Renders a bundle, as Jinja2 does.
   *
   * @param bundle - its text, the path of a file, or an `opsTest.Bundle`, which the juju client downloads
   * @returns the path of the rendered bundle, below `tmpPath`
   * @throws TemplateError naming file, line and what is wrong
   * @example
   * ```ts
   * const bundle = await opsTest.renderBundle('tests/bundle.yaml.j2', { charm: './web.charm' });
   * ```
   */
  async renderBundle(bundle: BundleTemplate, context: TemplateContext = {}): Promise<string> {
    return await renderBundle(this.#rendering(), bundle, context);
  }

  /**
   * Renders several bundles, as `renderBundle` does one; the results are in the order of the bundles. Where one cannot be
   * rendered, none of the others is left.
   *
   * @example
   * ```ts
   * const paths = await opsTest.renderBundles('bundle.yaml.j2', 'overlay.yaml.j2', { context: { units: 3 } });
   * const same = await opsTest.renderBundles(['bundle.yaml.j2', 'overlay.yaml.j2'], { units: 3 });
   * ```
   */
  renderBundles(bundles: readonly BundleTemplate[], context?: TemplateContext): Promise<string[]>;
  renderBundles(
    ...bundlesAndContext: SeveralAnd<BundleTemplate, { readonly context: TemplateContext }>
  ): Promise<string[]>;
  async renderBundles(...given: readonly unknown[]): Promise<string[]> {
    const { several: bundles, options: context = {} } = severalBundles(given);
    const place = this.#rendering();
    return await allOrNone(
      'bundles could not be rendered',
      bundles,
      (bundle) => renderBundle(place, bundle, context),
      remove,
    );
  }

  #rendering(): RenderingPlace {
    return {
      rootDir: this.#core.host.rootDir,
      tmpPath: this.tmpPath,
      modelName: this.modelName ?? this.defaultModelName,
      download: (bundle, folder) =>
        downloadBundle((args, options) => this.#juju(args, options), bundle, folder),
    };
  }

  async #juju(args: readonly string[], options: RunOptions): Promise<CommandResult> {
    const line = commandLine(['juju', ...args, options]);
    return runJuju(line, await this.#core.place(line.options));
  }
}

function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
