import type { RelationEndpoint } from '../status/status';

/** Whether `application` or `application:endpoint` means this endpoint. @internal */
export function isEnd({ application, name }: RelationEndpoint, end: string): boolean {
  const [wanted, endpoint] = end.split(':');
  return application === wanted && (endpoint === undefined || endpoint === name);
}
