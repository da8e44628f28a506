import { SecretHider } from '../../src/model/hide-secrets';

const text = (value: string) => new SecretHider().inText(value);

test('a secret is hidden where it follows its name, and what is around it is shown', () => {
  expect(text('connecting with admin-password=s3cret, user admin')).toBe(
    'connecting with admin-password=<hidden>, user admin',
  );
  expect(text('{"replication-password": "a \\"b\\" c", "port": 1}')).toBe(
    '{"replication-password": <hidden>, "port": 1}',
  );
  expect(text('MY_API_KEY: abc')).toBe('MY_API_KEY: <hidden>');
});

test('a secret is hidden where a flag of a command takes it', () => {
  expect(text('running mysql --root-password s3cret --host db')).toBe(
    'running mysql --root-password <hidden> --host db',
  );
  expect(text("login -token 'two words' now")).toBe('login -token <hidden> now');
  expect(text('login --password-stdin --verbose')).toBe('login --password-stdin --verbose');
  expect(text('the password is wrong')).toBe('the password is wrong');
});

test('a password is hidden in an address, with any at sign in it', () => {
  expect(text('to postgresql://web:s3cret@db:5432/web')).toBe('to postgresql://web:<hidden>@db:5432/web');
  expect(text('to amqp://web:s3c@ret@mq/web')).toBe('to amqp://web:<hidden>@mq/web');
  expect(text('to redis://:s3cret@cache')).toBe('to redis://:<hidden>@cache');
  expect(text('to http://web:80/ of me@home')).toBe('to http://web:80/ of me@home');
});

test.each([
  ['of hexadecimal digits', 'a0'],
  ['of dots', 'a.'],
  ['of dashes', '-'],
  ['of words for secrets', 'token'],
  ['of flags', '--token'],
  ['of addresses', 'a://a:'],
])('a line as long as a log may be, %s, holds nothing up', (_, part) => {
  const line = part.repeat(1_000_000 / part.length);
  const begun = performance.now();

  text(line);

  // Before, the time grew with the square of the length: a minute for a tenth of this.
  expect(performance.now() - begun).toBeLessThan(5_000);
});

describe('a value that is known for a secret', () => {
  function hiderOf(password: string): SecretHider {
    const hider = new SecretHider();
    hider.inNamed({ password });
    return hider;
  }

  test('is hidden wherever it turns up', () => {
    expect(hiderOf('s3cret-7').withoutKnown('hello s3cret-7!')).toBe('hello <hidden>!');
  });

  test('is hidden in JSON too, where some of its characters are written otherwise', () => {
    const password = 'a"b\\c\nd-7';

    const shown = hiderOf(password).withoutKnown(JSON.stringify({ message: `it is ${password}` }));

    expect(shown).toBe('{"message":"it is <hidden>"}');
  });

  test('is hidden when it is made of letters only, unless it may be a mere word', () => {
    expect(hiderOf('qzxwvkjhplmnbtrd').withoutKnown('it is qzxwvkjhplmnbtrd')).toBe('it is <hidden>');
    expect(hiderOf('postgres').withoutKnown('user postgres')).toBe('user postgres');
  });
});
