import { createRequire } from 'node:module';

import type { TestEnvironment } from 'jest-environment-node';

import { resolveFromRunningJest } from './running-jest';

const load = createRequire(__filename);

/**
 * Jest's own Node environment, of the Jest that is running: what ours is built on.
 *
 * @public
 */
export const NodeEnvironment: typeof TestEnvironment = (
  load(resolveFromRunningJest('jest-environment-node')) as { TestEnvironment: typeof TestEnvironment }
).TestEnvironment;
