import { lexer, type Tokens } from './nunjucks-parts';
import { textOfLiteral } from './text-literal';

const textLiteral = /^(?:'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*")/;

/** nunjucks' tokens of a template, with Jinja2's texts and without what Jinja2 has not. @internal */
export function jinjaTokens(text: string): Tokens {
  const tokens = lexer.lex(text, {});
  tokens._parseString = () => {
    const [literal] = tokens._extractRegex(textLiteral) ?? [];
    if (literal === undefined) throw new Error('this text has no end');
    return textOfLiteral(literal);
  };
  const [next, extract] = [tokens.nextToken.bind(tokens), tokens._extractString.bind(tokens)];
  const matches = tokens._matches.bind(tokens);
  let [braces, isComment] = [0, false];
  tokens.nextToken = () => {
    isComment = false;
    const { in_code: isInCode, lineno, colno } = tokens;
    // Else it begins a regular expression of nunjucks'.
    const isName = isInCode && tokens._extractRegex(/^r(?=\/)/) !== null;
    const token = isName ? { type: lexer.TOKEN_SYMBOL, value: 'r', lineno, colno } : next();
    braces = isInCode ? braces + (braceSteps[token?.type ?? ''] ?? 0) : 0;
    return token;
  };
  // Outside of a comment its end is text like other; nunjucks refuses it.
  tokens._matches = (part) => (part !== '#}' || isComment) && matches(part);
  tokens._extractString = (part) => {
    isComment ||= part === '{#';
    // They close mappings: {'a': {}}
    if (part.endsWith('}}') && braces > 0) return null;
    // `{%+ if +%}` says to leave white space as it is, which is the default.
    const plus = part === '{%' ? '{%+' : part === '%}' ? '+%}' : undefined;
    return (plus === undefined ? null : extract(plus)) ?? extract(part);
  };
  return tokens;
}

const braceSteps: Readonly<Record<string, number>> = {
  [lexer.TOKEN_LEFT_CURLY]: 1,
  [lexer.TOKEN_RIGHT_CURLY]: -1,
};
