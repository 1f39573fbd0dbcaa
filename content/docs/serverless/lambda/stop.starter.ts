interface Context {
  /** The variables of the function. */
  environment: Record<string, string | undefined>;
}

/** Stops machines of Amazon EC2, as its operation StopInstances does. */
type Stop = (instanceIds: string[]) => void;

/**
 * The code of a function with the variable EC2_INSTANCES, which holds the ids of
 * machines with commas between: 'i-1,i-2'. It stops them, and answers with their ids.
 */
export const code =
  (stop: Stop) => () => (_event: object, context: Context) => {
    const ids = [context.environment['EC2_INSTANCES'] ?? ''];
    stop(ids);
    return ids;
  };
