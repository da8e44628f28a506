'use strict';

// `npm run test:slow`: what waits for real seconds or runs for long, so that `npm test` stays short.
module.exports = { ...require('./jest.config'), roots: ['<rootDir>/slow'] };
