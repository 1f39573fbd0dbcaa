/** What is known of one request and its way through an Application Load Balancer. Sizes in bytes, times in seconds. */
export interface Facts {
  /** Why the balancer cannot take the request as it is. */
  readonly malformed?: boolean;
  /** Desync mitigation refuses it. */
  readonly desync?: boolean;
  /** Its method. Default GET. */
  readonly method?: string;
  /** Of the HTTP version that came, where another was agreed. */
  readonly unexpectedVersion?: boolean;
  /** Bytes of its request line. */
  readonly requestLine?: number;
  /** Bytes of its largest header. */
  readonly largestHeader?: number;
  /** Bytes of all its headers. */
  readonly requestHeaders?: number;
  /** Bytes of its URL. */
  readonly url?: number;
  /** Addresses in its X-Forwarded-For. */
  readonly forwardedFor?: number;
  /** Its Transfer-Encoding. Default: none. */
  readonly transferEncoding?: string;
  /** The client closed, or fell silent, before its body was whole. */
  readonly clientBody?: 'closed' | 'silent';

  /** What the listener's rule does. */
  readonly action?: 'forward' | 'redirect' | 'fixed-response';
  /** The status of a fixed response. */
  readonly fixedStatus?: number;
  /** The status of a redirect. */
  readonly redirectStatus?: 301 | 302;
  /** Of the location header. */
  readonly redirectUrl?: number;
  /** Whether a transform of the rule failed. */
  readonly transformFailed?: boolean;
  /** What AWS WAF said. Default: nothing. */
  readonly waf?: 'allowed' | 'blocked' | 'failed';
  /** Whether requests pass where AWS WAF fails. */
  readonly wafFailOpen?: boolean;
  /** How authentication ended. Default: the rule has none. */
  readonly authentication?: Authentication;

  /** The group that the rule forwards to. */
  readonly group?: {
    readonly protocolVersion?: 'HTTP1' | 'HTTP2' | 'GRPC';
    /** Targets that the node may route to, those of failing open among them. */
    readonly eligible: number;
    readonly lambda?: boolean;
    readonly optimizer?: 'ready' | 'none ready' | 'failed';
  };
  /** Its protocol version. Default HTTP1. */
  readonly requestProtocol?: 'HTTP1' | 'HTTP2' | 'GRPC';
  /** Whether it asks for a WebSocket. */
  readonly webSocket?: boolean;
  /** Bytes of its body. */
  readonly body?: number;

  /** What the chosen target does. */
  readonly target?: TargetFacts;
  /** Seconds after the request at which the client gives up. */
  readonly clientPatience?: number;
  /** `idle_timeout.timeout_seconds`; default 60. */
  readonly idleTimeout?: number;
}

/** How authentication ended, where the rule has any. */
export type Authentication =
  | 'passed'
  | 'to log in'
  | 'denied'
  | 'login expired'
  | 'claims too large'
  | 'jwt invalid'
  | 'provider error'
  | 'provider unreachable'
  | 'keys invalid'
  | 'keys unreachable';

/** What the target does with the request. Times count from its arrival at the balancer. */
export interface TargetFacts {
  /** How the connection came about. Default: made anew. */
  readonly connection?: 'made' | 'kept open' | 'refused' | 'unreachable' | 'silent';
  /** How the TLS handshake with it went. Default: done, or none. */
  readonly handshake?: 'done' | 'failed' | 'silent';
  /** When the whole response is there; Infinity if it never comes. */
  readonly responds?: number;
  /** When it closes the connection under the request; an idle one that it had just closed counts as 0. */
  readonly closes?: number;
  /** When its deregistration delay ends. */
  readonly deregisters?: number;
  /** The status of its response. Default 200. */
  readonly status?: number;
  /** Whether its response was malformed. */
  readonly malformed?: boolean;
  /** Bytes of the headers of its response. */
  readonly responseHeaders?: number;
  /** Its content-length promises more than it sends. */
  readonly shortBody?: boolean;
  /** Of a Lambda function. */
  readonly lambda?: 'timed out' | 'failed' | 'throttled' | 'service silent';
  /** Bytes of the body of its response. */
  readonly responseBody?: number;
}

/** Seconds: for a connection to a target, and for its TLS handshake. */
export const CONNECT_TIMEOUT = 10;
/** Seconds of the idle timeout by default. */
export const IDLE_TIMEOUT = 60;
