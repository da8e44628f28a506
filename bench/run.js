'use strict';

// `npm run bench`: measures, asserts nothing. Each benchmark prints its medians beside its goal; where two things are
// compared they are measured in the same run, because this machine's speed is not the next one's.
const os = require('node:os');

const benchmarks = [
  require('./file-overhead'),
  require('./round-trips'),
  require('./full-status'),
  require('./idle-models'),
  require('./hooks'),
  require('./isolation'),
  require('./parallel-files'),
  require('./waiting'),
];

async function main() {
  console.log(`Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown CPU'}\n`);
  for (const { title, measure } of benchmarks) {
    console.log(title);
    for (const [figure, value, goal] of await measure()) {
      console.log(
        `  ${figure.padEnd(58)} ${value.padStart(14)}${goal === undefined ? '' : `   (goal: ${goal})`}`,
      );
    }
    console.log();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
