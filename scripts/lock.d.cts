/** The part of package-lock.json that `complete` looks at. */
export interface Lock {
  packages: Record<
    string,
    {
      version?: string;
      dev?: boolean;
      optional?: boolean;
      os?: string[];
      cpu?: string[];
      optionalDependencies?: Record<string, string>;
    }
  >;
}

export function complete(lock: Lock): string[];
