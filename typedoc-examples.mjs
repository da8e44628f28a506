import { Converter, ReflectionKind } from 'typedoc';

/**
 * Keeps docs/api useful. Each of these is a warning, and warnings end `npm run docs`:
 *
 * - a function or a class without an example. An error class needs none: it says when it is thrown, and all are caught
 *   like the one that they derive from.
 * - a method with neither an example of its own nor a place in one of its class's or of its siblings: `.method(`
 *   somewhere in it. One example that shows six small methods says more than six that show one line each.
 * - a field of options without a comment: it says what it does, in what unit, and what is taken without it.
 *
 * Of the embedded controller only what tests call counts, not the state that it shows.
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const name of shortcomings(project)) app.logger.warn(name);
  });
}

function shortcomings(project) {
  return project
    .getReflectionsByKind(ReflectionKind.Function | ReflectionKind.Class | ReflectionKind.Interface)
    .flatMap((reflection) => {
      if (reflection.kindOf(ReflectionKind.Function)) return lacking(reflection, exampleOf(reflection));
      if (reflection.kindOf(ReflectionKind.Class)) return ofClass(reflection);
      if (reflection.name === 'Expectations') return ofMethods(reflection);
      return reflection.name.endsWith('Options') ? ofOptions(reflection) : [];
    });
}

const state = new Set(['ChangeHub', 'ControllerState', 'DebugLog', 'Model', 'ModelConfig']);

function ofClass(reflection) {
  if (isError(reflection)) return reflection.hasComment() ? [] : [`${reflection.name} says nothing`];
  if (reflection.parent.name === 'embedded' && state.has(reflection.name)) return [];
  return [...lacking(reflection, exampleOf(reflection)), ...ofMethods(reflection)];
}

function ofMethods(reflection) {
  const methods = (reflection.children ?? []).filter((child) => child.kindOf(ReflectionKind.Method));
  const shown = [reflection, ...methods].map(exampleOf).join('\n');
  return methods
    .filter(({ name, implementationOf }) => !name.startsWith('[') && implementationOf === undefined)
    .filter((method) => !shown.includes(`.${method.name}(`))
    .flatMap((method) => lacking(method, exampleOf(method)));
}

function ofOptions(reflection) {
  return (reflection.children ?? [])
    .filter((child) => !child.hasComment() && child.inheritedFrom === undefined)
    .map((child) => `${child.getFriendlyFullName()} does not say what it is for`);
}

function lacking(reflection, example) {
  return example === '' ? [`${reflection.getFriendlyFullName()} has no @example`] : [];
}

/** The examples of a class, or of all signatures of a function. */
function exampleOf(reflection) {
  const comments = [reflection.comment, ...(reflection.signatures ?? []).map(({ comment }) => comment)];
  return comments
    .flatMap((comment) => comment?.getTags('@example') ?? [])
    .flatMap(({ content }) => content.map(({ text }) => text))
    .join('');
}

function isError(reflection) {
  if (reflection.name === 'JujuError') return false;
  return (reflection.extendedTypes ?? []).some(
    (type) =>
      type.name === 'Error' || type.name?.endsWith('Error') || type.reflection?.name.endsWith('Error'),
  );
}
