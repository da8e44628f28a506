'use strict';

/** @type {import('jest').Config} */
module.exports = {
  // Tests wait for sockets, programs and other Jests for much of their time: more workers than cores fill it.
  maxWorkers: '150%',
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.[cm]?ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
  // The built package and the fixtures' own package.json files are not part of this project's module map.
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/fixtures'],
};
