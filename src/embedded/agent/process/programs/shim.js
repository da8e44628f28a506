// The hook tools where there is neither perl nor python3: the same call, see shim.pl.
'use strict';
const { basename } = require('node:path');
const { createConnection } = require('node:net');
const { readFileSync, writeFileSync } = require('node:fs');
const { getSystemErrorMap } = require('node:util');

const { env } = process;

function fail(message) {
  process.stderr.write(`ERROR ${message}\n`);
  process.exit(1);
}

function reason({ errno }) {
  return (getSystemErrorMap().get(errno) || ['', 'it cannot be done'])[1];
}

// What is sent along, once it has been asked for.
let stdin;
const files = new Map();

function readCallersFile(path) {
  try {
    return { errno: 0, content: readFileSync(path) };
  } catch (error) {
    return { errno: -error.errno, content: Buffer.alloc(0) };
  }
}

function call(answered) {
  const address = env.JUJU_AGENT_SOCKET_ADDRESS;
  const args = process.argv.slice(2);
  const tool = basename(process.argv[1]);
  const listed = [...files].flatMap(([path, { errno, content }]) => [path, errno, content.length]);
  const asked = [stdin === undefined ? 0 : 1, files.size, ...listed];
  const fields = [env.JUJU_CONTEXT_ID, process.cwd(), tool, args.length, ...args, ...asked];
  const chunks = [];
  const agent = createConnection({ path: address, allowHalfOpen: true });
  agent.on('connect', () => {
    agent.write(fields.map((field) => `${field}\0`).join(''));
    for (const { content } of files.values()) agent.write(content);
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

function finish({ code, more, stdout, stderr }) {
  const end = more === 3 ? stderr.indexOf(0) : -1;
  if (more === 3) {
    const path = stderr.subarray(0, end).toString();
    try {
      writeFileSync(path, stdout);
    } catch (error) {
      fail(`open ${path}: ${reason(error)}`);
    }
  }
  process.exitCode = code;
  if (more !== 3) process.stdout.write(stdout);
  process.stderr.write(stderr.subarray(end + 1));
}

function proceed(answer) {
  if (answer.more === 1) stdin = readFileSync(0);
  else if (answer.more === 2) files.set(answer.stdout.toString(), readCallersFile(answer.stdout.toString()));
  else return finish(answer);
  return call(proceed);
}

for (const name of ['JUJU_CONTEXT_ID', 'JUJU_AGENT_SOCKET_ADDRESS', 'JUJU_AGENT_SOCKET_NETWORK']) {
  if (!env[name]) fail(`${name} not set`);
}
call(proceed);
