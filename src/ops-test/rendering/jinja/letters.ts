/** All letters that have a case have this one, and there is one. @internal */
export function isLower(text: string): boolean {
  return text === text.toLowerCase() && text !== text.toUpperCase();
}

/** @internal */
export function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}

/** By characters, of which JavaScript takes some for two. @internal */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** @internal */
export function filledStart(text: string, width: number, fill = ' '): string {
  return fill.repeat(Math.max(width - lengthOf(text), 0)) + text;
}

/** @internal */
export function filledEnd(text: string, width: number, fill = ' '): string {
  return text + fill.repeat(Math.max(width - lengthOf(text), 0));
}
