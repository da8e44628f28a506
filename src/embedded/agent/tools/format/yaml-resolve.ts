const words = new Set([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'],
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'],
  ...['', '~', 'null', 'Null', 'NULL', '.nan', '.NaN', '.NAN'],
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF', '-.inf', '-.Inf', '-.INF'],
]);

/** Whether a bare text would be read back as a text: not as a number, a time, a truth or nothing. @internal */
export function isText(text: string): boolean {
  if (words.has(text) || isBase60(text)) return false;
  if (text.startsWith('.')) return !/^\.\d+(?:[eE][+-]?\d+)?$/.test(text) || isTooLarge(text);
  if (!/^[-+\d]/.test(text)) return true;
  return !isTimestamp(text) && !isNumber(text.replaceAll('_', ''));
}

/** YAML 1.1 had numbers like `1:30:00`; they are not read any more, and quoted all the same. */
function isBase60(text: string): boolean {
  return /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/.test(text);
}

function isNumber(text: string): boolean {
  if (/^0b[+-]?[01]{1,64}$/.test(text)) return true;
  const { sign = '', digits } =
    /^(?<sign>[+-]?)(?<digits>0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(text)?.groups ?? {};
  if (digits !== undefined && fitsInteger(sign, digits)) return true;
  return (
    /^[-+]?(?:0|[1-9]\d*)?(?:\.\d+)?(?:[eE][-+]\d+)?$/.test(text) &&
    /\d/.test(text.replace(/[eE].*/, '')) &&
    !isTooLarge(text)
  );
}

/** 64 bits with a sign, or without. */
function fitsInteger(sign: string, digits: string): boolean {
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  if (sign === '-') return value <= 2n ** 63n;
  return value < (sign === '' ? 2n ** 64n : 2n ** 63n);
}

function isTooLarge(text: string): boolean {
  return !Number.isFinite(Number(text));
}

const timestamp =
  /^(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)(?:(?:[Tt](?<time>\d\d?:\d\d?:\d\d?)(?:[.,]\d+)?(?:Z|[+-](?<zone>\d\d:\d\d)))|(?: +(?<local>\d\d?:\d\d?:\d\d?)(?:[.,]\d+)?))?$/;

function isTimestamp(text: string): boolean {
  const parts = timestamp.exec(text)?.groups;
  if (parts === undefined) return false;
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (month < 1 || month > 12 || date.getUTCMonth() !== month - 1 || day < 1) return false;
  const [hour = 0, minute = 0, second = 0] = numbers(parts['time'] ?? parts['local']);
  const [zoneHour = 0, zoneMinute = 0] = numbers(parts['zone']);
  return hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute <= 60;
}

function numbers(text = ''): number[] {
  return text.split(':').map(Number);
}
