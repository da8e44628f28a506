'use strict';

/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-operator',
  testEnvironmentOptions: {
    // Without this option the same suite runs on the controller that the `juju` client is logged in to:
    //   JEST_OPERATOR_EMBEDDED=false npm run example
    embedded: {
      charms: { web: './scripts/web.ts', database: './scripts/database.ts' },
    },
  },
};
