import type { Application } from './entities';
import type { ExposeArgs } from './requests';
import type { Model } from './model';
import { endpointOf } from './endpoints';
import { refused } from '../api-error';

/** What `juju expose` does: nothing said means every endpoint, to everybody. @internal */
export function expose(model: Model, application: Application, endpoints: ExposeArgs): void {
  const wanted = Object.entries(endpoints);
  for (const [name] of wanted) if (name !== '') endpointOf(application, name);
  application.exposed = true;
  if (wanted.length === 0) {
    application.exposedEndpoints.set('', { exposeToSpaces: [], exposeToCidrs: ['0.0.0.0/0', '::/0'] });
  }
  for (const [name, to] of wanted) {
    const nobodySaid = to.exposeToSpaces.length === 0 && to.exposeToCidrs.length === 0;
    application.exposedEndpoints.set(name, nobodySaid ? { ...to, exposeToCidrs: ['0.0.0.0/0', '::/0'] } : to);
  }
  model.note('application', application.name);
}

/** What `juju unexpose` does: nothing said means all of them. @internal */
export function unexpose(model: Model, application: Application, endpoints: readonly string[]): void {
  for (const name of endpoints) {
    if (!application.exposedEndpoints.has(name)) throw refused(`endpoint "${name}" is not exposed`);
  }
  if (endpoints.length === 0) application.exposedEndpoints.clear();
  for (const name of endpoints) application.exposedEndpoints.delete(name);
  application.exposed = application.exposedEndpoints.size > 0;
  model.note('application', application.name);
}
