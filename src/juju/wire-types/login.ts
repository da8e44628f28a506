import type * as Admin from '@canonical/jujulib/dist/api/facades/admin/AdminV3.js' with {
  'resolution-mode': 'import',
};
import type { HostPort, Macaroon } from './common';
import type { Amend, FromGo } from './from-go';

/** @internal */
export type AuthUserInfo = FromGo<Admin.AuthUserInfo>;
/** @internal */
export type FacadeVersions = FromGo<Admin.FacadeVersions>;
/** @internal */
export type RedirectInfoResult = FromGo<Admin.RedirectInfoResult>;

/** A macaroon with its discharges. @internal */
export type MacaroonSlice = Macaroon[];

/** Admin v3 `Login`; Go takes what is absent as empty. @internal */
export type LoginRequest = Partial<Amend<FromGo<Admin.LoginRequest>, { macaroons: MacaroonSlice[] | null }>>;

/** Admin v3 and v4. A macaroon to discharge first is a success, too. @internal */
export type LoginResult = Amend<
  FromGo<Admin.LoginResult>,
  {
    'discharge-required'?: Macaroon | undefined;
    'bakery-discharge-required'?: Macaroon | undefined;
    /** `null` inside where Go has a nil slice. */
    servers?: (HostPort[] | null)[] | null | undefined;
    facades?: FacadeVersions[] | null | undefined;
    'user-info'?: AuthUserInfo | null | undefined;
  }
>;

/** `error-info` of code `redirection required`. @internal */
export interface RedirectErrorInfo {
  servers: (HostPort[] | null)[] | null;
  'ca-cert': string;
  'controller-tag'?: string | undefined;
  'controller-alias'?: string | undefined;
}

/** `error-info` of code `macaroon discharge required`. @internal */
export interface DischargeRequiredErrorInfo {
  macaroon?: Macaroon | undefined;
  'bakery-macaroon'?: Macaroon | undefined;
  'macaroon-path'?: string | undefined;
}

/** Admin v4 (`oidc-login: true`). @internal */
export interface LoginWithSessionTokenRequest {
  'session-token': string;
}

/** Admin v4 (`oidc-login: true`). @internal */
export interface LoginWithClientCredentialsRequest {
  'client-id': string;
  'client-secret': string;
}

/** Admin v4 (`oidc-login: true`). @internal */
export interface LoginDeviceResponse {
  'verification-uri': string;
  'user-code': string;
}

/** Admin v4 (`oidc-login: true`). @internal */
export interface GetDeviceSessionTokenResponse {
  'session-token': string;
}
