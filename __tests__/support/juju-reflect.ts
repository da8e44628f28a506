// The certificate library injects its dependencies by decorators, and those keep their notes by the metadata proposal,
// which no engine has. Three functions of it suffice; they live in the test's realm only.
type Notes = Map<unknown, unknown>;

const notes = new WeakMap<object, Notes>();
const read = (key: unknown, target: object): unknown => notes.get(target)?.get(key);

Object.assign(Reflect, {
  getMetadata: read,
  getOwnMetadata: read,
  defineMetadata(key: unknown, value: unknown, target: object) {
    const own = notes.get(target) ?? new Map<unknown, unknown>();
    notes.set(target, own.set(key, value));
  },
});
