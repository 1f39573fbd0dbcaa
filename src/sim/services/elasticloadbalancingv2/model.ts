import { anomalyDefaults, type AnomalyParameters } from './routing/anomalies.ts';

/** What Elastic Load Balancing assumes where AWS gives no number: `cloud.elasticloadbalancingv2.model`. Change it before a balancer is made. */
export class ElbModel {
  /** Seconds until a new load balancer is active. */
  provisioning = 120;
  /** Seconds that the registration of a target takes, before its first health check. */
  registration = 5;
  /** Nodes of a load balancer in each of its zones. AWS adds and removes nodes with the load; here their number is fixed. */
  nodesPerZone = 1;
  /** Seconds until a zone that is out of reach leaves DNS. */
  zoneFailover = 60;
  /** How Automatic Target Weights tell an anomaly: AWS gives the period, 5 s, and the least number of targets, 3. */
  anomalies: AnomalyParameters = { ...anomalyDefaults };
  /** The share of requests that the access log leaves out, 0 to 1: AWS writes it on a best-effort basis. */
  accessLogGaps = 0;
  /** Bytes of a request and of its response that say nothing of their length, headers included. */
  bytes = { request: 500, response: 2000 };
}
