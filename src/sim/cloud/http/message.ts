/** Names with values, in the order in which they came; a name may come more than once. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** A request as it reaches a host. */
export interface HostRequest {
  /** GET and the like, in capitals. */
  readonly method: string;
  /** http: or https:, and whom it asks. */
  readonly origin: string;
  /** As it came: percent signs are not decoded. */
  readonly path: string;
  /** What stands behind the question mark, as it came. */
  readonly rawQuery: string;
  /** As they came. */
  readonly headers: Pairs;
  /** No bytes where there is no body. */
  readonly body: Uint8Array;
  /** The address that it comes from. */
  readonly sourceIp: string;
  /** Who signed it by Signature Version 4, as an ARN; undefined where nobody did. */
  readonly signedBy?: string | undefined;
  /** The interface endpoint of a VPC that it comes by; undefined where it comes by the Internet. */
  readonly vpcEndpoint?: VpcEndpoint | undefined;
}

/** An interface endpoint that requests come by. */
export interface VpcEndpoint {
  /** `vpce-…`. */
  readonly id: string;
  /** `vpc-…`. */
  readonly vpcId: string;
  /** Its policy, as text. */
  readonly policy: string;
}

/** A piece of an answer's body that comes later. */
export interface Chunk {
  /** Seconds after the piece before it, or after the headers. */
  readonly after: number;
  /** Default: none. */
  readonly body?: string | Uint8Array;
  /** Whether the connection breaks here, before the answer is whole. Default false. */
  readonly broken?: boolean;
}

/** What a host answers. */
export interface HostAnswer {
  /** 200 and the like. */
  readonly status: number;
  /** Default: none. */
  readonly headers?: Pairs;
  /** Default: none. */
  readonly body?: string | Uint8Array;
  /** What of the body comes later than the headers, piece by piece. Default: nothing. */
  readonly chunks?: readonly Chunk[] | undefined;
}

/** What a client asks for. */
export interface FetchOptions {
  /** Default GET. */
  readonly method?: string;
  /** By name, or as pairs where a name comes more than once. */
  readonly headers?: Readonly<Record<string, string>> | Pairs;
  /** Text or bytes; anything else is sent as JSON, with its content type where none is given. */
  readonly body?: unknown;
  /** The address that it comes from. Default 203.0.113.10, an address for documentation. */
  readonly sourceIp?: string;
  /** The ARN of the user or role that signs the request by Signature Version 4. Default: nobody. */
  readonly signedBy?: string;
  /** Whether the answer is wanted with its first byte, and not when it is whole: see `chunks` of the answer. Default false. */
  readonly stream?: boolean;
  /** The interface endpoint of a VPC that it goes by. Default: none, it goes by the Internet. */
  readonly vpcEndpoint?: VpcEndpoint;
}

/** Why there is no answer, as `fetch` of JavaScript has it: a TypeError whose cause says more. */
export class FetchError extends TypeError {
  override readonly name = 'FetchError';
}
