// The hook tools where there is neither perl nor python3: the same call, see shim.pl.
'use strict';
const { basename } = require('node:path');
const { createConnection } = require('node:net');
const { readFileSync } = require('node:fs');

const { env } = process;

function fail(message) {
  process.stderr.write(`ERROR ${message}\n`);
  process.exit(1);
}

function call(stdin, answered) {
  const address = env.JUJU_AGENT_SOCKET_ADDRESS;
  const args = process.argv.slice(2);
  const tool = basename(process.argv[1]);
  const fields = [env.JUJU_CONTEXT_ID, process.cwd(), tool, args.length, ...args, stdin ? 1 : 0];
  const chunks = [];
  const agent = createConnection({ path: address, allowHalfOpen: true });
  agent.on('connect', () => {
    agent.write(fields.map((field) => `${field}\0`).join(''));
    agent.end(stdin);
  });
  agent.on('data', (chunk) => chunks.push(chunk));
  agent.on('error', (error) => fail(`dial unix ${address}: ${error.syscall}: ${error.code}`));
  agent.on('end', () => {
    const reply = Buffer.concat(chunks);
    const line = reply.subarray(0, Math.max(reply.indexOf('\n'), 0)).toString();
    const [, code, out, err, more] = (/^(\d+) (\d+) (\d+) (\d)$/.exec(line) || []).map(Number);
    const body = reply.subarray(line.length + 1);
    if (code === undefined || body.length !== out + err) fail('unexpected EOF');
    else answered({ code, more, stdout: body.subarray(0, out), stderr: body.subarray(out) });
  });
}

function finish({ code, stdout, stderr }) {
  process.exitCode = code;
  process.stdout.write(stdout);
  process.stderr.write(stderr);
}

for (const name of ['JUJU_CONTEXT_ID', 'JUJU_AGENT_SOCKET_ADDRESS', 'JUJU_AGENT_SOCKET_NETWORK']) {
  if (!env[name]) fail(`${name} not set`);
}
call(undefined, (answer) => {
  if (answer.more) call(readFileSync(0), finish);
  else finish(answer);
});
