/** An action as the API has it. What authentication is configured with is the caller's: it is recorded, not looked at. */
export interface Action {
  readonly type: string;
  readonly order?: number;
  readonly targetGroupArn?: string;
  readonly forwardConfig?: {
    readonly targetGroups?: readonly { readonly targetGroupArn?: string; readonly weight?: number }[];
    readonly targetGroupStickinessConfig?: { readonly enabled?: boolean; readonly durationSeconds?: number };
  };
  readonly redirectConfig?: RedirectConfig;
  readonly fixedResponseConfig?: {
    readonly statusCode?: string;
    readonly contentType?: string;
    readonly messageBody?: string;
  };
  readonly authenticateOidcConfig?: object;
  readonly authenticateCognitoConfig?: object;
  readonly jwtValidationConfig?: object;
}

/** Where a redirect leads: what is not given stays as the request has it. */
export interface RedirectConfig {
  readonly protocol?: string;
  readonly host?: string;
  readonly port?: string;
  readonly path?: string;
  readonly query?: string;
  readonly statusCode?: string;
}

/** Actions that end a rule. */
export const ROUTING = ['forward', 'redirect', 'fixed-response'];
/** Actions that may come before. */
export const AUTHENTICATION = ['authenticate-oidc', 'authenticate-cognito', 'jwt-validation'];

/** In the order in which they are performed. */
export function inOrder(actions: readonly Action[]): Action[] {
  return [...actions].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

/** A target group of a forward action, with its weight. */
export function groupsOf(action: Action): { readonly id: string; readonly weight: number }[] {
  const groups = action.forwardConfig?.targetGroups;
  if (!groups) return action.targetGroupArn === undefined ? [] : [{ id: action.targetGroupArn, weight: 1 }];
  return groups.map(({ targetGroupArn = '', weight = 1 }) => ({ id: targetGroupArn, weight: weight }));
}
