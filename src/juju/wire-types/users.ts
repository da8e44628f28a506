import type * as UserManager from '@canonical/jujulib/dist/api/facades/user-manager/UserManagerV3.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// UserManager 3.

/** @internal */
export type AddUser = FromGo<UserManager.AddUser>;
/** @internal */
export type AddUserResult = FromGo<UserManager.AddUserResult>;
/** @internal */
export type AddUserResults = FromGo<UserManager.AddUserResults>;
/** @internal */
export type AddUsers = FromGo<UserManager.AddUsers>;
/** @internal */
export type EntityPassword = FromGo<UserManager.EntityPassword>;
/** @internal */
export type EntityPasswords = FromGo<UserManager.EntityPasswords>;
/** @internal */
export type ModelUserInfoResult = FromGo<UserManager.ModelUserInfoResult>;
/** @internal */
export type ModelUserInfoResults = FromGo<UserManager.ModelUserInfoResults>;
/** @internal */
export type UserInfo = FromGo<UserManager.UserInfo>;
/** @internal */
export type UserInfoRequest = FromGo<UserManager.UserInfoRequest>;
/** @internal */
export type UserInfoResult = FromGo<UserManager.UserInfoResult>;
/** @internal */
export type UserInfoResults = FromGo<UserManager.UserInfoResults>;
