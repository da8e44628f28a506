import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../..');

/** In a process of its own: the compiler takes three times as long to load in Jest's sandbox. */
const program = `
const ts = require('typescript');
const entries = ['index', 'embedded/index', 'jest/environment', 'jest/reporter'];
const program = ts.createProgram(entries.map((entry) => 'dist/' + entry + '.d.ts'), {
  module: ts.ModuleKind.Node20,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  types: ['node'],
});
const own = program.getSourceFiles().filter(({ fileName }) => !fileName.includes('node_modules'));
const problems = own.flatMap((file) => program.getSemanticDiagnostics(file));
const texts = problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
console.log(JSON.stringify({ files: own.length, texts }));`;

// What is marked internal is not in the declarations; where something public names it, a user's compiler says so.
test("the package's declarations name nothing that is not in them", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: root });

  const { files, texts } = JSON.parse(stdout) as { files: number; texts: string[] };
  expect(files).toBeGreaterThan(50);
  expect(texts).toEqual([]);
}, 60_000);
