import { JujuError } from '../../errors';

/**
 * A Kubernetes cluster cannot be reached or used: its kubeconfig is missing or wrong, its credential cannot be had, or
 * its API refuses.
 *
 * @public
 */
export class KubernetesError extends JujuError {}
