/** Go's `[]string`, which `smart` prints line by line; a plain list of texts is a `[]any`, which it prints as YAML. @internal */
export class StringList {
  readonly values: readonly string[];

  constructor(values: Iterable<string>) {
    this.values = [...values];
  }
}
