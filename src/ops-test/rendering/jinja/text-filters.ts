import type { NamedFilter } from './filters';
import { isKeywords, withoutMark } from './keywords';
import { lengthOf } from './letters';
import { fixed } from './number-text';
import { percentFormat } from './percent-format';
import { centered } from './text-methods';
import { pythonText } from './python-text';
import { isMapping, isTrue, itemsOf, kindOf } from './python-value';
import { Tuple } from './tuple';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Those that make texts of texts. @internal */
export const textFilters: Readonly<Record<string, NamedFilter>> = {
  capitalize: [
    [],
    (value) => changed(value, (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  ],
  center: [['width'], (value, width = 80) => centered(pythonText(value), Number(width))],
  escape: [[], (value) => changed(value, escaped)],
  filesizeformat: [['binary'], fileSize],
  forceescape: [[], (value) => escaped(pythonText(value))],
  format: ['any', (value, ...args) => percentFormat(pythonText(value), formatValues(args))],
  indent: [['width', 'first', 'blank'], indent],
  lower: [[], (value) => changed(value, (text) => text.toLowerCase())],
  replace: [['old', 'new', 'count'], replace, 2],
  title: [[], (value) => changed(value, title)],
  trim: [['chars'], (value, characters) => trim(pythonText(value), characters)],
  truncate: [['length', 'killwords', 'end', 'leeway'], truncate],
  upper: [[], (value) => changed(value, (text) => text.toUpperCase())],
  urlencode: [[], urlEncode],
  wordcount: [[], (value) => (pythonText(value).match(/[\p{L}\p{N}_]+/gu) ?? []).length],
  xmlattr: [['autospace'], xmlAttributes],
};

/** By place or by name, not both. */
function formatValues(args: readonly unknown[]): unknown {
  const [first] = args;
  if (args.length === 1 && isKeywords(first)) return withoutMark(first);
  if (isKeywords(args.at(-1))) throw new Error('format takes values by place or by name, not both');
  return Tuple.of(...args);
}

function changed(value: unknown, change: (text: string) => string): string {
  return change(pythonText(value));
}

/** A word begins after a space, a dash or a bracket, and has small letters else. */
function title(text: string): string {
  return text
    .split(/([-\s({[<]+)/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('');
}

function indent(value: unknown, width: unknown = 4, first: unknown = false, blank: unknown = false): string {
  const pad = typeof width === 'string' ? width : ' '.repeat(Number(width));
  const lines = pythonText(value).split('\n');
  const indented = lines.map((line, index) => {
    if (index === 0) return isTrue(first) ? pad + line : line;
    return line === '' && !isTrue(blank) ? line : pad + line;
  });
  return indented.join('\n');
}

function replace(value: unknown, from: unknown, to: unknown, count?: unknown): string {
  let left = typeof count === 'number' ? count : Infinity;
  return pythonText(value).replaceAll(pythonText(from), (found) => (left-- > 0 ? pythonText(to) : found));
}

function trim(text: string, characters: unknown): string {
  if (typeof characters !== 'string') return text.trim();
  const all = Array.from(text);
  let [start, end] = [0, all.length];
  while (start < end && characters.includes(all[start] ?? '')) start++;
  while (end > start && characters.includes(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

function truncate(
  value: unknown,
  length: unknown = 255,
  killWords: unknown = false,
  end: unknown = '...',
  leeway: unknown = 5,
): string {
  const [all, tail] = [Array.from(pythonText(value)), pythonText(end)];
  if (all.length <= Number(length) + Number(leeway)) return all.join('');
  const cut = all.slice(0, Number(length) - lengthOf(tail)).join('');
  if (isTrue(killWords)) return cut + tail;
  const space = cut.lastIndexOf(' ');
  return (space === -1 ? cut : cut.slice(0, space)) + tail;
}

function urlEncode(value: unknown): string {
  if (!isMapping(value) && !Array.isArray(value)) return quoted(pythonText(value), '/');
  const pairs = isMapping(value) ? Object.entries(value) : itemsOf(value).map((pair) => itemsOf(pair));
  return pairs
    .map(([key, item]) => `${quoted(pythonText(key), '')}=${quoted(pythonText(item), '')}`)
    .join('&');
}

function quoted(text: string, safe: string): string {
  const encoded = encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return safe === '' ? encoded.replaceAll('%20', '+') : encoded.replaceAll('%2F', '/');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? '');
}

function fileSize(value: unknown, binary: unknown = false): string {
  const bytes = Number(pythonText(value));
  if (Number.isNaN(bytes)) throw new Error(`a number of bytes is needed; got ${kindOf(value)}`);
  const base = isTrue(binary) ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${String(Math.trunc(bytes))} Bytes`;
  const units = isTrue(binary) ? ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'] : sizes;
  const fit = units.findIndex((_, index) => bytes < base ** (index + 2));
  const power = fit === -1 ? units.length - 1 : fit;
  return `${fixed((base * bytes) / base ** (power + 2), 1)} ${units[power] ?? ''}`;
}

const sizes = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];

/** What is `None` or undefined is left out. */
function xmlAttributes(value: unknown, autoSpace: unknown = true): string {
  if (!isMapping(value)) throw new Error(`a mapping is needed; got ${kindOf(value)}`);
  const attributes = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  const texts = attributes.map(([key, item]) => {
    if (/[\s/>=]/.test(key)) throw new Error(`'${key}' cannot be the name of an attribute`);
    return `${escaped(key)}="${escaped(pythonText(item))}"`;
  });
  return (isTrue(autoSpace) && texts.length > 0 ? ' ' : '') + texts.join(' ');
}
