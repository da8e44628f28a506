import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const help = `Usage: config-get [options] [<key>]

Summary:
Prints the config of the application.

Options:
-a, --all  (= false)
    Print unset options, too.
--format  (= smart)
    Specify output format (json|smart|yaml)
-o, --output (= "")
    Specify an output file
`;

let model: Model;

beforeAll(async () => {
  model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
});

test.each([
  ['no flags', ['config-get', 'title'], 0, 'Welcome\n', ''],
  ['flags after arguments', ['config-get', 'title', '--format=json'], 0, '"Welcome"\n', ''],
  ['flags before arguments', ['config-get', '--format', 'json', 'title'], 0, '"Welcome"\n', ''],
  ['no flags after --', ['config-get', '--', '--format'], 0, '', ''],
  ['a truth', ['config-get', '--all=false', 'title'], 0, 'Welcome\n', ''],
  ['a truth in the spelling of Python', ['config-get', '--all=False', 'title'], 0, 'Welcome\n', ''],
  [
    'no truth',
    ['config-get', '--all=maybe'],
    2,
    '',
    'ERROR invalid value "maybe" for option --all: strconv.ParseBool: parsing "maybe": invalid syntax\n',
  ],
  [
    'a short truth with an equals sign, which is taken along',
    ['config-get', '-a=true'],
    2,
    '',
    'ERROR invalid value "=true" for option -a: strconv.ParseBool: parsing "=true": invalid syntax\n',
  ],
  ['an unknown flag', ['config-get', '--bogus'], 2, '', 'ERROR option provided but not defined: --bogus\n'],
  [
    'short flags together',
    ['config-get', '-ax', 'title'],
    2,
    '',
    'ERROR option provided but not defined: -x\n',
  ],
  [
    'short flags together at the end, of which the first counts',
    ['config-get', '--all=false', 'title', '-hx'],
    0,
    help,
    '',
  ],
  ['a value that follows its short flag at once', ['juju-log', '-lDEBUG', 'x'], 0, '', ''],
  [
    'an unknown short flag of another script',
    ['config-get', '-é'],
    2,
    '',
    'ERROR option provided but not defined: --é\n',
  ],
  ['an unknown short flag', ['config-get', '-x'], 2, '', 'ERROR option provided but not defined: -x\n'],
  ['a flag without a name', ['config-get', '--=x'], 2, '', 'ERROR empty option in argument "--=x"\n'],
  [
    'a flag that misses its value',
    ['config-get', '--format'],
    2,
    '',
    'ERROR option needs an argument: --format\n',
  ],
  [
    'a format that there is not',
    ['config-get', '--format', 'xml'],
    2,
    '',
    'ERROR invalid value "xml" for option --format: unknown format "xml"\n',
  ],
  [
    'more arguments',
    ['config-get', 'title', 'a', 'b "c"'],
    2,
    '',
    'ERROR unrecognized args: ["a" "b \\"c\\""]\n',
  ],
  ['an unknown tool', ['config-take'], 1, '', 'ERROR bad request: unknown command: config-take\n'],
] as const)('%s', async (_title, call, code, stdout, stderr) => {
  expect(await hookTools(model, 'web/0').run(call)).toEqual({ code, stdout, stderr });
});

test('--help explains a tool', async () => {
  const stdout = help;
  const tools = hookTools(model, 'web/0');
  expect(await tools.run(['config-get', '--help'])).toEqual({ code: 0, stdout, stderr: '' });
  expect(await tools.run(['config-get', 'title', '-h'])).toEqual({ code: 0, stdout, stderr: '' });
});

test('output goes to a file of the charm', async () => {
  const files = new Map<string, string>();
  const tools = hookTools(model, 'web/0', { files });
  expect(await tools.run(['config-get', '-o', 'title.txt', 'title'])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(await tools.run(['config-get', '--output=/tmp/all', '--format=json', 'debug'])).toMatchObject({
    code: 0,
  });
  expect([...files]).toEqual([
    ['/charm/title.txt', 'Welcome\n'],
    ['/tmp/all', 'false\n'],
  ]);
});
