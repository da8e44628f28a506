'use strict';

// A charm in Python, which needs Python and ops:
//   python3 -m venv example/ops/.venv && example/ops/.venv/bin/pip install ops
//   npm run example:ops

/** @type {import('jest').Config} */
module.exports = {
  preset: 'jest-operator',
  testEnvironmentOptions: {
    embedded: {
      execute: true,
      // This charm calls nothing but Juju's hook tools, so that it needs no jail, which not every machine has.
      isolation: 'none',
      // Without it the virtual environment beside this file is found.
      ...(process.env.EXAMPLE_PYTHON && { python: process.env.EXAMPLE_PYTHON }),
    },
  },
};
