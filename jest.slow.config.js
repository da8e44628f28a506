'use strict';

// `npm run test:slow`: runs that are interrupted or killed, which wait for real seconds, and what runs for long, so that
// `npm test` stays short.
module.exports = { ...require('./jest.config'), roots: ['<rootDir>/slow'] };
