/** A time as Go prints it in RFC 3339 with fractions: no zero at their end, none at all for a whole second. @internal */
export function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.?0*Z$/, 'Z');
}
