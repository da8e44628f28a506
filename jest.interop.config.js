'use strict';

// `npm run test:interop`: what needs Python, so that `npm test` needs none.
module.exports = {
  ...require('./jest.config'),
  roots: ['<rootDir>/interop'],
  globalSetup: '<rootDir>/interop/python-environment.js',
};
