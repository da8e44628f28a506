'use strict';

const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  // A third of what the tests do is to wait: for sockets, for child processes, for a process to be found dead. A worker
  // more than cores makes use of that; more than that only makes each slower. (Jest takes '150%' for 150 workers.)
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // What ends a test that hangs; how fast something is, is measured by `npm run bench`.
  testTimeout: 30_000,
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.[cm]?ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
  // The built package and the fixtures' own package.json files are not part of this project's module map.
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/fixtures'],
};
