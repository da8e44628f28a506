import type { ChangeHub } from './change-hub';
import type { ControllerAccess, User } from './cloud-entities';
import { alreadyExists, ApiError, refused, unauthorized } from '../api-error';
import { isValidUserName } from './names';
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** What a new user is made with. @public */
export interface AddUserArgs {
  readonly name: string;
  readonly displayName?: string;
  /** Without one the user cannot log in before one is set. */
  readonly password?: string;
  readonly access?: ControllerAccess;
  readonly createdBy: string;
}

/**
 * The hashes never leave this process and end with it, so that work against guessing them protects nothing; each login
 * would hold up everybody else for as long.
 */
const scryptCost = { N: 16 };

/**
 * The users of a controller and their passwords, which are kept as salted hashes only.
 *
 * @public
 */
export class Users {
  readonly #users = new Map<string, User>();
  readonly #hashes = new Map<string, { readonly salt: Buffer; readonly hash: Buffer }>();
  readonly #changes: ChangeHub;

  /** @internal */
  constructor(changes: ChangeHub) {
    this.#changes = changes;
  }

  [Symbol.iterator](): IterableIterator<User> {
    return this.#users.values();
  }

  has(name: string): boolean {
    return this.#users.has(name);
  }

  /** The user, or `user "x" not found`. */
  get(name: string): User {
    const user = this.#users.get(name);
    if (user === undefined) throw new ApiError(`user "${name}" not found`, 'user not found');
    return user;
  }

  add(args: AddUserArgs): User {
    if (!isValidUserName(args.name)) throw refused(`invalid user name "${args.name}"`);
    if (this.#users.has(args.name)) throw alreadyExists(`user "${args.name}"`);
    const user: User = {
      name: args.name,
      displayName: args.displayName ?? '',
      access: args.access ?? 'login',
      createdBy: args.createdBy,
      dateCreated: new Date(),
      lastConnection: undefined,
      disabled: false,
    };
    this.#users.set(user.name, user);
    if (args.password !== undefined) this.setPassword(user.name, args.password);
    this.#changes.note('user', '', user.name);
    return user;
  }

  remove(name: string): void {
    this.get(name);
    if (name === 'admin') throw refused('cannot delete controller owner "admin"');
    this.#users.delete(name);
    this.#hashes.delete(name);
    this.#changes.note('user', '', name);
  }

  setPassword(name: string, password: string): void {
    this.get(name);
    if (password === '') throw refused('cannot set an empty password');
    const salt = randomBytes(16);
    this.#hashes.set(name, { salt, hash: scryptSync(password, salt, 32, scryptCost) });
  }

  setDisabled(name: string, disabled: boolean): void {
    this.get(name).disabled = disabled;
    this.#changes.note('user', '', name);
  }

  /** The user whose password this is. Says the same for a wrong name and a wrong password, as Juju does. */
  authenticate(name: string, password: string): User {
    const user = this.#users.get(name);
    const kept = this.#hashes.get(name);
    if (user === undefined || user.disabled || kept === undefined) throw wrongLogin();
    if (!timingSafeEqual(kept.hash, scryptSync(password, kept.salt, 32, scryptCost))) throw wrongLogin();
    return user;
  }
}

function wrongLogin(): ApiError {
  return unauthorized('invalid entity name or password');
}
