import type * as Storage from '@canonical/jujulib/dist/api/facades/storage/StorageV7.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// Storage 6 and 7, which differ in `Import` only.

/** @internal */
export type AddStorageResults = FromGo<Storage.AddStorageResults>;
/** @internal */
export type FilesystemDetailsListResults = FromGo<Storage.FilesystemDetailsListResults>;
/** @internal */
export type FilesystemFilters = FromGo<Storage.FilesystemFilters>;
/** @internal */
export type RemoveStorage = FromGo<Storage.RemoveStorage>;
/** @internal */
export type StorageAttachmentIds = FromGo<Storage.StorageAttachmentIds>;
/** @internal */
export type StorageDetachmentParams = FromGo<Storage.StorageDetachmentParams>;
/** @internal */
export type StorageDetailsListResults = FromGo<Storage.StorageDetailsListResults>;
/** @internal */
export type StorageDetailsResults = FromGo<Storage.StorageDetailsResults>;
/** @internal */
export type StoragePool = FromGo<Storage.StoragePool>;
/** @internal */
export type StoragePoolArgs = FromGo<Storage.StoragePoolArgs>;
/** @internal */
export type StoragePoolDeleteArgs = FromGo<Storage.StoragePoolDeleteArgs>;
/** @internal */
export type StoragePoolFilters = FromGo<Storage.StoragePoolFilters>;
/** @internal */
export type StoragePoolsResults = FromGo<Storage.StoragePoolsResults>;
/** @internal */
export type StoragesAddParams = FromGo<Storage.StoragesAddParams>;
/** @internal */
export type VolumeDetailsListResults = FromGo<Storage.VolumeDetailsListResults>;
/** @internal */
export type VolumeFilters = FromGo<Storage.VolumeFilters>;
