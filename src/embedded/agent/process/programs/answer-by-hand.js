// Runs the script of a failed hook, and answers its hook tools meanwhile as they were answered in the hook: from a record, in
// order, by their arguments. Arguments: the record, the socket to listen on, the script. What shims send: see tool-request.ts.
'use strict';
const { createHash } = require('node:crypto');
const { spawn } = require('node:child_process');
const { readFileSync, rmSync } = require('node:fs');
const { createServer } = require('node:net');

const [record, socket, script] = process.argv.slice(2);
const { name, answers } = JSON.parse(readFileSync(record, 'utf8'));

/** What only says something is not asked for anything, and may say something else than in the hook. */
const says =
  /^(?:status-set|application-version-set|relation-set|action-(?:set|log|fail)|(?:open|close)-port|state-(?:set|delete)|leader-set|secret-(?:set|remove|grant|revoke)|payload-.*)$/;

const remembered = new Map();
for (const answer of answers) {
  const { key } = answer;
  remembered.set(key, [...(remembered.get(key) || []), answer]);
}

function answerOf(tool, args) {
  // What a secret is made of is not for the terminal.
  const call = /^secret-(?:add|set)$/.test(tool) ? tool : [tool, ...args].join(' ');
  if (tool === 'juju-log') return { code: 0, stderr: `${call}\n` };
  const key = createHash('sha256')
    .update(JSON.stringify([tool, ...args]))
    .digest('hex');
  const known = remembered.get(key);
  if (known === undefined) {
    const said = `"${call}" is not what ${name} called`;
    return says.test(tool)
      ? { code: 0, stderr: `${said}: it has no effect\n` }
      : { code: 1, stderr: `ERROR ${said}: it is not known what Juju would answer\n` };
  }
  const isOver = known.length === 1;
  const { code, stdout, stderr, path, told } = isOver ? known[0] : known.shift();
  if (stdout === undefined && code === 0)
    return { code: 1, stderr: `ERROR "${call}" was answered with a secret, which was not kept\n` };
  if (isOver) known[0].told = true;
  const more = told ? `"${call}" was not called so often by ${name}: it is answered as the last time\n` : '';
  return { code, stdout: bytes(stdout), stderr: Buffer.concat([bytes(stderr), Buffer.from(more)]), path };
}

const bytes = (text = '') => Buffer.from(text, 'base64');

function reply({ code, stdout = '', stderr = '', path }) {
  const out = Buffer.from(stdout);
  const err = Buffer.concat([Buffer.from(path === undefined ? '' : `${path}\0`), Buffer.from(stderr)]);
  const head = `${code} ${out.length} ${err.length} ${path === undefined ? 0 : 3}\n`;
  return Buffer.concat([Buffer.from(head), out, err]);
}

const server = createServer({ allowHalfOpen: true }, (connection) => {
  const chunks = [];
  connection.on('data', (chunk) => chunks.push(chunk));
  connection.on('error', () => connection.destroy());
  connection.on('end', () => {
    const [, , tool = '', count = '0', ...fields] = Buffer.concat(chunks).toString().split('\0');
    connection.end(reply(answerOf(tool, fields.slice(0, Number(count)))));
  });
});

rmSync(socket, { force: true });
server.listen(socket, () => {
  const child = spawn('/bin/sh', [script, 'answered'], { stdio: 'inherit' });
  // What is typed goes to the hook as well, and is for it: a debugger goes on.
  for (const signal of ['SIGINT', 'SIGQUIT']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    rmSync(socket, { force: true });
    process.exit(signal === null ? code : 1);
  });
});
