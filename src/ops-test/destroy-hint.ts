/** What a person can do about a model that is left over. @internal */
export function destroyHint(fullName: string): string {
  return `Destroy it with \`juju destroy-model --no-prompt --force ${fullName}\`.`;
}
