import { isText } from './yaml-resolve';

/** How a scalar is written. @internal */
export type ScalarStyle = 'double-quoted' | 'literal' | 'plain' | 'single-quoted';

/** A scalar and how it wants to be written; as the key of a mapping it may not span lines. @internal */
export interface Scalar {
  readonly style: ScalarStyle;
  readonly text: string;
}

/** The style of a text: bare if it means only itself, quoted if not, a block if it has several lines. @internal */
export function scalarOf(text: string): Scalar {
  return { style: allowed(wanted(text), text), text };
}

function wanted(text: string): ScalarStyle {
  if (text.includes('\n')) return 'literal';
  return isText(text) ? 'plain' : 'double-quoted';
}

function allowed(style: ScalarStyle, text: string): ScalarStyle {
  const shape = shapeOf(text);
  if (style === 'plain') {
    if (!shape.unquotable && !hasIndicators(text)) return 'plain';
    return shape.special || shape.breakSpace || shape.spaceBreak ? 'double-quoted' : 'single-quoted';
  }
  if (style === 'literal' && (shape.trailingSpace || shape.spaceBreak || shape.special))
    return 'double-quoted';
  return style;
}

const aBreak = '[\\r\\n\\u0085\\u2028\\u2029]';

const breakSpace = new RegExp(`${aBreak} `);

const spaceBreak = new RegExp(` ${aBreak}`);

const edge = new RegExp(`^ | $|${aBreak}`);

interface Shape {
  readonly special: boolean;
  readonly breakSpace: boolean;
  readonly spaceBreak: boolean;
  readonly trailingSpace: boolean;
  /** Must be in quotes, for its characters at the edges and its line breaks. */
  readonly unquotable: boolean;
}

function shapeOf(text: string): Shape {
  const special = Array.from(text).some((character) => !isPrintable(character));
  return {
    special,
    breakSpace: breakSpace.test(text),
    spaceBreak: spaceBreak.test(text),
    trailingSpace: text.endsWith(' '),
    unquotable: special || edge.test(text),
  };
}

/** Characters that would be taken for YAML outside of quotes. */
function hasIndicators(text: string): boolean {
  return (
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-](?:[ \t]|$)/.test(text) ||
    /.:(?:[ \t]|$)/su.test(text) ||
    /[ \t]#/.test(text)
  );
}

/** What the library writes as it is; beyond the basic plane it escapes everything. @internal */
export function isPrintable(character: string): boolean {
  return /^[\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(character);
}
