'use strict';

const { join, sep } = require('node:path');

const { checkCommandLine } = require('./dist/jest/command-line');
const { resolveFromRunningJest } = require('./dist/jest/running-jest');

// A preset is read once, before any test: the only place where a flag that Jest would ignore can be refused.
checkCommandLine(process.argv.slice(2));

const swc = (tsx) => [
  require.resolve('@swc/jest'),
  // `using` and `await using` are not yet part of what Node 20 reads, so they are compiled away.
  { swcrc: false, jsc: { parser: { syntax: 'typescript', tsx, decorators: true }, target: 'es2022' } },
];

/** A pattern of that text and nothing else. */
const literally = (text) => text.replace(/[^\w/]/g, '\\$&');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: require.resolve('./dist/jest/environment'),
  reporters: ['default', require.resolve('./dist/jest/reporter')],
  // What is kept of a failure is no module: in watch mode it would start the next run.
  modulePathIgnorePatterns: ['<rootDir>/jest-operator-evidence/'],
  // Jest's own two, and this package, which is compiled, wherever it is linked from: a link leads out of node_modules.
  transformIgnorePatterns: [
    '/node_modules/',
    '\\.pnp\\.[^\\/]+$',
    `^${literally(join(__dirname, 'dist') + sep)}`,
  ],
  transform: {
    '\\.[cm]?ts$': swc(false),
    '\\.tsx$': swc(true),
    // A preset with a transform of its own replaces Jest's default one.
    '\\.[cm]?jsx?$': resolveFromRunningJest('babel-jest'),
  },
};
