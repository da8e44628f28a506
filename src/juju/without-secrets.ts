const secretKeys =
  /^(?:(?:bakery-)?macaroons?|credentials?|password|(?:session|access)?-?token|client-secret|secret-key|attrs)$/i;

/**
 * A copy of what a server told, fit for messages and logs: the values that could let a reader in are left out.
 *
 * @internal
 */
export function withoutSecrets(info: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(info).map(([key, value]) => [key, secretKeys.test(key) ? '<hidden>' : inside(value)]),
  );
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value === 'object' && value !== null) return withoutSecrets(value as Record<string, unknown>);
  return value;
}
