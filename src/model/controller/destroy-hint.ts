/** What a person can do about a model that is left over. @internal */
export function destroyHint(fullName: string): string {
  return (
    `Look with \`juju status -m ${fullName}\`, ` +
    `and destroy it with \`juju destroy-model --no-prompt --force ${fullName}\`.`
  );
}
