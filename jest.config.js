'use strict';

/** @type {import('jest').Config} */
module.exports = {
  // Jest leaves a core to the terminal by default: on two cores that would be half of the machine.
  maxWorkers: '100%',
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.[cm]?ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
  // The built package and the fixtures' own package.json files are not part of this project's module map.
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/fixtures'],
};
