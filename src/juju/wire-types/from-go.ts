/** Go structs embedded in others: jujulib's generator shows them as a field of their own; on the wire they are inlined. */
type EmbeddedStruct =
  | 'Address'
  | 'ApplicationOfferDetailsV5'
  | 'CharmResource'
  | 'CloudDetails'
  | 'ConsumeOfferDetails'
  | 'Entity'
  | 'ErrorResult'
  | 'FilesystemAttachmentInfo'
  | 'UpsertSecretArg'
  | 'VolumeAttachmentInfo';

/** Go pointers that are always written, as `null` where they are nil (`rpc/params`, both 3.6 and 4.0). */
type WrittenPointer =
  | 'agent-version'
  | 'controller-timestamp'
  | 'date'
  | 'delta'
  | 'last-connection'
  | 'proxy-connection'
  | 'since'
  | 'ssh-connection'
  | 'start';

/** Go fields of type `any`: jujulib calls them objects, but a number or a text is as good. */
type AnyValue = 'controller' | 'default' | 'example' | 'value';

/** Go's `[]byte`, which jujulib calls arrays of numbers. */
type Base64 = 'fingerprint' | 'secret-key';

type IsAny<T> = 0 extends 1 & T ? true : false;

/** A struct that holds nothing we know: jujulib's `AdditionalProperties`. */
type IsOpen<T> = string extends keyof T ? true : false;

type Field<T, K extends keyof T> = K extends AnyValue
  ? IsOpen<Exclude<T[K], undefined>> extends true
    ? unknown
    : FromGo<T[K]>
  : K extends Base64
    ? string | null
    : K extends WrittenPointer
      ? FromGo<T[K]> | null
      : K extends 'macaroon'
        ? Record<string, unknown> | null
        : undefined extends T[K]
          ? FromGo<T[K]> | undefined
          : NilAble<T[K]>;

/** A slice or a map that Go always writes: `null` where it is nil. */
type NilAble<T> =
  IsAny<T> extends true
    ? unknown
    : T extends readonly unknown[]
      ? FromGo<T> | null
      : T extends object
        ? IsOpen<T> extends true
          ? FromGo<T> | null
          : FromGo<T>
        : T;

/**
 * A type of jujulib as Go's encoder really writes it, at every depth: a slice or map without `omitempty` may be `null`,
 * an optional field may be absent, bytes are base64 (or `null`), `any` is `unknown`, embedded structs are inlined.
 *
 * Both sides use it: a client must expect those nulls, and the embedded server may send them as Juju does.
 *
 * @internal
 */
export type FromGo<T> =
  IsAny<T> extends true
    ? unknown
    : T extends readonly (infer Item)[]
      ? FromGo<Item>[]
      : T extends object
        ? IsOpen<T> extends true
          ? Record<string, FromGo<T[keyof T]>>
          : { [K in keyof T as K extends EmbeddedStruct ? never : K]: Field<T, K> }
        : T;

/** `T` with the fields of `Changes` in place of its own: what jujulib has wrong, or what only Juju 3.6 has. @internal */
export type Amend<T, Changes> = Omit<T, keyof Changes> & Changes;

/**
 * What a server may find in the arguments of a call: Go's decoder takes any field as absent or `null`.
 *
 * @internal
 */
export type Received<T> = T extends readonly (infer Item)[]
  ? Received<Item>[]
  : T extends object
    ? { [K in keyof T]?: Received<T[K]> | null | undefined }
    : T;
