/** The words of whatever was thrown. Asked by its shape: an error of Node's own may come from another realm. @internal */
export function messageOf(thrown: unknown): string {
  const message = (thrown as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(thrown);
}
