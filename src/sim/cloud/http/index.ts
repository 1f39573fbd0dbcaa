/** The Internet's face of a cloud: who answers at which name, and `fetch`. */
export { Fetched, FetchedHeaders } from './fetched.ts';
export { Hosts, hostsOf, type HostHandler } from './hosts.ts';
export { FetchError, type Chunk, type FetchOptions, type HostAnswer, type HostRequest, type Pairs, type VpcEndpoint } from './message.ts'; // prettier-ignore
