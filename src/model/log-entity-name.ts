/** How people call what has written a line of the debug-log: `unit-web-0` → `web/0`; others by their tags. @internal */
export const logEntityName = (tag: string): string => tag.replace(/^unit-(.+)-(\d+)$/, '$1/$2');
