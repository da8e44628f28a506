'use strict';

/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-operator',
  // A suite of its own, which needs Python.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/ops/'],
  testEnvironmentOptions: {
    // Without this option the same suite runs on the controller that the `juju` client is logged in to:
    //   JEST_OPERATOR_EMBEDDED=false npm run example
    embedded: {
      // The charms run for real, as processes of this machine. These call nothing but Juju's hook tools, so that they need
      // no jail, which not every machine has; leave `isolation` out for charms that do more.
      execute: true,
      isolation: 'none',
    },
  },
};
